package cn.yimen.task;

import cn.yimen.audit.Subject;
import cn.yimen.calendar.DeadlineId;
import org.jspecify.annotations.Nullable;

/**
 * 新待办.
 *
 * @param kind stable name, {@code referral.dispatch}; of one kind and subject only one is open for an assignee
 * @param subject what it is about
 * @param title the act, {@code 转办给区住建局}
 * @param why one short line, {@code 受理后 1 个工作日内转出}
 * @param verb the word on the button, {@code 去转办}
 * @param url where it is done; holds no personal data
 * @param person 对象, as the assignee may see it; null if it concerns nobody
 * @param place the village or township in words
 * @param number the receipt or referral number
 * @param deadline null if it has no limit
 */
public record NewTask(
        String kind,
        Assignee to,
        Subject subject,
        String title,
        String why,
        String verb,
        String url,
        @Nullable String person,
        @Nullable String place,
        @Nullable String number,
        @Nullable DeadlineId deadline) {

    public NewTask {
        if (!url.startsWith("/") || url.startsWith("//")) {
            throw new IllegalArgumentException("a task is done on a page of this site: " + url);
        }
    }

    /** A task about nobody, without a limit; see the {@code with…} methods. */
    public static NewTask of(
            String kind, Assignee to, Subject subject, String title, String why, String verb, String url) {
        return new NewTask(kind, to, subject, title, why, verb, url, null, null, null, null);
    }

    public NewTask about(@Nullable String person, @Nullable String place, @Nullable String number) {
        return new NewTask(kind, to, subject, title, why, verb, url, person, place, number, deadline);
    }

    public NewTask by(@Nullable DeadlineId deadline) {
        return new NewTask(kind, to, subject, title, why, verb, url, person, place, number, deadline);
    }
}
