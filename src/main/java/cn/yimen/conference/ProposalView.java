package cn.yimen.conference;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * 会商提议.
 *
 * @param place village or township in words
 * @param decidedWho who decided; 系统 when the case ended by itself
 * @param decidedWhy why it was declined, or a note
 */
public record ProposalView(
        ProposalId id,
        CaseId caseId,
        String receiptNo,
        String applicantName,
        String place,
        ProposalState state,
        List<Ground> grounds,
        Instant proposedAt,
        boolean bySystem,
        @Nullable Instant decidedAt,
        @Nullable String decidedWho,
        @Nullable String decidedWhy) {

    /**
     * 一条理由.
     *
     * @param matter which matter it concerns; null for the case
     * @param words what makes it so, without personal data
     */
    public record Ground(ProposalReason reason, @Nullable MatterId matter, String words, Instant at) {}

    public ProposalView {
        grounds = List.copyOf(grounds);
    }

    public boolean open() {
        return state == ProposalState.PROPOSED;
    }

    /** The reasons in one line. */
    public String reasonWords() {
        return grounds.stream().map(ground -> ground.reason().words()).collect(Collectors.joining("；"));
    }
}
