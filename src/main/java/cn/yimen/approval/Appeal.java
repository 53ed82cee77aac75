package cn.yimen.approval;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 复核决定: what became of an appeal.
 *
 * @param number of its paper
 * @param original number of the decision appealed against; null if it has none
 * @param delivery null until it has reached the applicant
 */
public record Appeal(
        UUID id,
        ApplicationId application,
        boolean upheld,
        String number,
        @Nullable String original,
        String reasons,
        String by,
        Instant at,
        @Nullable Delivery delivery) {

    public String words() {
        return upheld ? "维持原决定" : "撤销原决定，重新调查";
    }
}
