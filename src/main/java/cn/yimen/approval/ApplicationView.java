package cn.yimen.approval;

import cn.yimen.audit.Subject;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.policy.ConfirmLevel;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 审批件, as other classes and pages read it.
 *
 * @param stateWords as people call the state, for this kind
 * @param stateCss colour of its label
 * @param ended whether nothing but an appeal or a reopening leads on
 * @param way the way it came into its state by; null at the beginning
 * @param round 第几轮: rises when the investigation begins anew
 * @param personId for whom the matter is; the applicant for a household's
 * @param confirmLevel who confirms, as the item's version says; see {@link #byTownship}
 * @param kinFiled 近亲属备案: the bureau visits by itself and a second approver confirms
 * @param receivedAt 受理: when the limits began
 * @param enteredAt since when it is in its state
 * @param pausedAt since when materials are awaited; null if none are
 * @param receiptedAt 签收 by the bureau; null before
 * @param total the limit in law for the whole way, or the promised one where the law has none
 * @param promise the promised one for the whole way; null if nothing is promised
 * @param current the limit of the present step; null if none runs
 */
public record ApplicationView(
        ApplicationId id,
        MatterId matter,
        CaseId caseId,
        PathKind kind,
        ApplicationState state,
        String stateWords,
        String stateCss,
        boolean ended,
        @Nullable Way way,
        int round,
        String itemCode,
        UUID itemVersionId,
        String itemName,
        UUID householdId,
        UUID personId,
        String personName,
        UUID applicantId,
        String applicantName,
        String receiptNo,
        String townshipCode,
        @Nullable String villageCode,
        ConfirmLevel confirmLevel,
        boolean kinFiled,
        Instant receivedAt,
        Instant enteredAt,
        @Nullable Instant pausedAt,
        @Nullable Instant receiptedAt,
        @Nullable Instant endedAt,
        @Nullable DeadlineId total,
        @Nullable DeadlineId promise,
        @Nullable DeadlineId current,
        long version) {

    /** Whether the township confirms: the item's version leaves it to the township and no relative is filed. */
    public boolean byTownship() {
        return confirmLevel == ConfirmLevel.TOWN && !kinFiled;
    }

    /** The limits of the whole way: in law and promised, as far as there are. */
    public List<DeadlineId> wholes() {
        return Stream.of(total, promise).filter(Objects::nonNull).distinct().toList();
    }

    /** Whether one of these posts of the officer reaches it: each post counts in its own place alone (AU-3). */
    public boolean reachedBy(Officer officer, Role... posts) {
        return officer.at(townshipCode, villageCode).hasAny(posts);
    }

    /** For the audit log and for tasks. */
    public Subject subject() {
        return new Subject("application", id.toString());
    }
}
