package cn.yimen.benefit;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;
import cn.yimen.eligibility.Scheme;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 待遇, as it stands.
 *
 * @param amount of the change in force or decided last
 * @param endMonth the first month without it; null if open
 * @param members who is counted now, or was at the end
 */
public record AwardView(
        AwardId id,
        Scheme scheme,
        UUID household,
        @Nullable UUID person,
        String holderName,
        String townshipCode,
        @Nullable String villageCode,
        @Nullable CaseId caseId,
        @Nullable MatterId matter,
        AwardState state,
        YearMonth firstMonth,
        @Nullable YearMonth endMonth,
        @Nullable EndReason endReason,
        AwardAmount amount,
        List<NewAward.Named> members,
        LocalDate decidedOn,
        long version) {

    /** Whether one of these posts of the officer reaches it: each post counts in its own place alone (AU-3). */
    public boolean reachedBy(Officer officer, Role... posts) {
        return officer.at(townshipCode, villageCode).hasAny(posts);
    }

    /** Whether it holds in a month, paid or suspended. */
    public boolean holdsIn(YearMonth month) {
        return !month.isBefore(firstMonth) && (endMonth == null || month.isBefore(endMonth));
    }

    /** {@code 最低生活保障 每月 1,301.00 元}. */
    public String words() {
        return amount.total().signum() == 0
                ? scheme.label()
                : scheme.label() + " 每月 " + amount.total().grouped() + " 元";
    }
}
