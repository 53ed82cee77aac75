package cn.yimen.task;

import cn.yimen.calendar.Light;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 待办的一行.
 *
 * @param group 今天必须办、本周到期 …
 * @param light null if it has no limit
 * @param closedAt null while it is open
 */
public record TaskRow(
        TaskId id,
        String kind,
        Group group,
        String title,
        String why,
        String verb,
        String url,
        @Nullable String person,
        @Nullable String place,
        @Nullable String number,
        @Nullable Instant dueAt,
        @Nullable Light light,
        @Nullable Instant closedAt) {

    /** 按期限分组. */
    public enum Group {
        MUST_TODAY("今天必须办"),
        THIS_WEEK("本周到期"),
        LATER("以后到期"),
        /** no limit, or its limit stands still */
        OPEN_ENDED("无期限或已暂停"),
        DONE("今天已办");

        private final String words;

        Group(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
