package cn.yimen.referral;

import cn.yimen.calendar.Light;
import cn.yimen.pages.TimelineEntry;
import cn.yimen.pages.TrackStep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 转办件,供页面: what the reader's side of it may see. A department reads what it was told with it, nothing else of the
 * household or of the other items.
 *
 * @param caseId for a link to the case; null for whoever may not open it
 * @param facts what was told to the department; null before it was sent
 * @param conditions 办理条件 and the like, from the item's version
 * @param awaiting what the department waits for; null if it does not
 * @param acts what the reader may do now, the next step first
 */
public record ReferralView(
        ReferralId id,
        @Nullable String number,
        String receiptNumber,
        @Nullable String caseId,
        String itemName,
        String deptCode,
        String department,
        String township,
        String place,
        String personName,
        ReferralState state,
        String stateWords,
        String css,
        @Nullable Light light,
        @Nullable Instant dueAt,
        @Nullable Instant sentAt,
        List<TrackStep> track,
        List<Limit> limits,
        @Nullable Facts facts,
        @Nullable String awaiting,
        @Nullable String suggested,
        @Nullable String returnedWhy,
        List<ReferralAct> acts,
        boolean departmentSide,
        boolean windowSide,
        boolean mayAwait,
        boolean maySupplement,
        boolean mayUrge,
        boolean mayAnswerUrging,
        List<Urging> urgings,
        List<TimelineEntry> timeline) {

    /**
     * 一个时限.
     *
     * @param running whether it still counts
     */
    public record Limit(String words, Light light, Instant dueAt, boolean late, boolean running) {}

    /** 转办单上的情况, masked. */
    public record Facts(
            String sexAge, String identityMasked, String phoneMasked, String address, int members, String wish) {}

    /** Whether the reader may do this now. */
    public boolean canBe(ReferralAct act) {
        return acts.contains(act);
    }

    /** The same by the act's name, for the templates. */
    public boolean canBe(String act) {
        return acts.contains(ReferralAct.valueOf(act));
    }

    /** The number in the title; before it is sent that of the receipt. */
    public String title() {
        return number == null ? receiptNumber : number;
    }
}
