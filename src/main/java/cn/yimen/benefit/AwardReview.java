package cn.yimen.benefit;

import cn.yimen.calendar.DeadlineId;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 一次复核: what came to light about an award, what the township thinks of it and what the bureau decided.
 *
 * @param finding the finding it rests on; null if it rests on something else
 * @param words what it is about, without anything that is sealed
 * @param from first month concerned; null where it cannot be said
 * @param returned why the bureau wanted it looked at again; null if it did not
 * @param proposed that it goes on as it is; null as long as the township has not said so
 * @param decided null as long as the bureau has not decided
 */
public record AwardReview(
        UUID id,
        AwardId award,
        @Nullable UUID finding,
        UUID person,
        String words,
        @Nullable YearMonth from,
        Instant askedAt,
        DeadlineId limit,
        State state,
        @Nullable String returned,
        @Nullable Said proposed,
        @Nullable Said decided) {

    /** 复核到哪一步. */
    public enum State {
        OPEN("待乡镇复核", "amber"),
        PROPOSED("待区民政局决定", "amber"),
        DECIDED("已决定", "green"),
        DROPPED("不用复核了", "grey");

        private final String words;
        private final String css;

        State(String words, String css) {
            this.words = words;
            this.css = css;
        }

        public String words() {
            return words;
        }

        public String css() {
            return css;
        }
    }

    /** 复核的结果. */
    public enum Outcome {
        CONTINUE("继续享受"),
        CHANGE("调整金额"),
        EXIT("进入渐退期"),
        SUSPEND("停发"),
        END("终止");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** 谁的意见. */
    public record Said(Outcome outcome, String reason, UUID by, String byName, Instant at) {}

    public boolean open() {
        return state == State.OPEN || state == State.PROPOSED;
    }
}
