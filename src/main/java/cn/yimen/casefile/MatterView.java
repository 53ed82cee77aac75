package cn.yimen.casefile;

import cn.yimen.calendar.DeadlineId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 事项, as other modules and pages read it.
 *
 * @param own the bureau's own item, not sent to a department
 * @param due the limit that counts for lists: the promise, or the law's where nothing is promised
 * @param conclusionWords what the applicant is told
 */
public record MatterView(
        MatterId id,
        CaseId caseId,
        ReceiptNumber receiptNumber,
        int no,
        String itemCode,
        UUID itemVersionId,
        String itemName,
        String deptCode,
        boolean own,
        UUID personId,
        String personName,
        String applicantName,
        UUID householdId,
        String townshipCode,
        @Nullable String villageCode,
        MatterState state,
        Instant openedAt,
        @Nullable Instant acceptedAt,
        @Nullable DeadlineId legal,
        @Nullable DeadlineId promise,
        @Nullable Conclusion conclusion,
        @Nullable String conclusionWords,
        @Nullable Instant concludedAt,
        @Nullable Instant toldAt,
        @Nullable ToldHow toldHow,
        @Nullable String toldNote,
        UUID officerId,
        long version) {

    /** The limit shown in lists. */
    public @Nullable DeadlineId due() {
        return promise != null ? promise : legal;
    }

    /** Whether the next step may be this one; asks the same ways as the verbs. */
    public boolean canBe(String next) {
        return state.ways().contains(MatterState.valueOf(next));
    }
}
