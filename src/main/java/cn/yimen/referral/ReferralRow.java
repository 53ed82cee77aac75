package cn.yimen.referral;

import cn.yimen.calendar.Light;
import cn.yimen.pages.TrackStep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 转办件的一行.
 *
 * @param number of the referral; before it is sent that of the receipt
 * @param sexAge 「女 82」; empty where not known
 * @param track the chain 签收 — 审查 — 初核 — 办结 — 告知; empty where it is on none
 * @param stateWords the state, where the chain does not tell
 * @param urged an urging waits for its answer
 * @param next the next step of the reader; null if there is none
 */
public record ReferralRow(
        ReferralId id,
        String number,
        String personName,
        String sexAge,
        String township,
        String department,
        String itemName,
        @Nullable Instant sentAt,
        ReferralState state,
        String stateWords,
        String css,
        @Nullable Instant dueAt,
        @Nullable Light light,
        List<TrackStep> track,
        boolean waiting,
        boolean urged,
        @Nullable NextStep next) {

    /** 下一步. */
    public record NextStep(String words, String url) {}
}
