package cn.yimen.casefile;

import cn.yimen.calendar.DeadlineView;
import cn.yimen.household.PersonView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 抬头: what stands above every tab of a case.
 *
 * @param applicant null if the person does not live in the reader's reach any more
 * @param place township and village
 * @param firstOfficer 首问负责人
 * @param officer who is responsible now
 * @param limit the one limit that counts now; null if none runs
 * @param limitItem the item it belongs to
 * @param phoneMasked 「—」 without one
 * @param agent who came for the applicant; null if nobody
 * @param nearKin 近亲属备案 with whom; null if nobody is
 * @param mine whether the reader is the one responsible
 * @param writable whether the reader may do something here
 */
public record CaseHeader(
        CaseId id,
        ReceiptNumber receiptNumber,
        UUID householdId,
        UUID applicantId,
        String applicantName,
        @Nullable PersonView applicant,
        int members,
        String townshipCode,
        String place,
        Channel channel,
        CaseState state,
        Instant acceptedAt,
        Instant firstContactAt,
        String firstOfficer,
        UUID officerId,
        String officer,
        @Nullable DeadlineView limit,
        @Nullable String limitItem,
        String phoneMasked,
        @Nullable AgentView agent,
        @Nullable String nearKin,
        String hardship,
        int materials,
        int missing,
        int referrals,
        int events,
        boolean mine,
        boolean writable,
        long version) {

    /** 代理人,遮盖. */
    public record AgentView(String name, String idMasked, String phoneMasked, String relation, String why) {}

    /** 「接待 11 分钟」; null for what came by another way than a reception. */
    public @Nullable Long receptionMinutes() {
        var minutes = java.time.Duration.between(firstContactAt, acceptedAt).toMinutes();
        return channel == Channel.WINDOW && minutes >= 0 && minutes < 24 * 60 ? minutes : null;
    }
}
