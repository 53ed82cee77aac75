package cn.yimen.benefit;

import cn.yimen.audit.Subject;
import cn.yimen.eligibility.Assessment;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 待遇变动的提议.
 *
 * @param reasonCode an {@link EndReason} or the cause of a gradual exit; null where there is none
 * @param review the household as it was reckoned when it was proposed
 * @param factsDigest of the facts of the review
 * @param amount what would be paid every month; nothing for an end
 * @param notice whether it must hang for seven days first
 * @param closedWords why it was refused or withdrawn; null where nothing was said
 */
public record ProposalView(
        ProposalId id,
        AwardId award,
        long awardVersion,
        ChangeKind kind,
        ProposalState state,
        @Nullable String reasonCode,
        String reason,
        Assessment review,
        String factsDigest,
        AwardAmount amount,
        boolean notice,
        UUID proposedBy,
        String proposedName,
        Instant proposedAt,
        @Nullable String closedName,
        @Nullable Instant closedAt,
        @Nullable String closedWords) {

    /** Its notice and its tasks are filed under this. */
    public static final String KIND = "award_proposal";

    public boolean open() {
        return state == ProposalState.OPEN;
    }

    public Subject subject() {
        return new Subject(KIND, id.toString());
    }

    /** 「自愿放弃」, 「外出务工、灵活就业」; empty where the kind says enough. */
    public String because() {
        return AwardProposals.because(reasonCode);
    }
}
