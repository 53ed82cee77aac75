package cn.yimen.benefit;

import cn.yimen.calendar.DeadlineView;
import cn.yimen.eligibility.Scheme;
import cn.yimen.kernel.Money;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * 台账的一行.
 *
 * @param members how many are counted
 * @param alerted it has to be reckoned again
 * @param proposed a change waits to be decided
 * @param review the limit of the review that runs; null if none does
 */
public record AwardRow(
        AwardId id,
        Scheme scheme,
        String holderName,
        String place,
        int members,
        Money base,
        Money increments,
        Money care,
        YearMonth firstMonth,
        @Nullable YearMonth endMonth,
        AwardState state,
        @Nullable EndReason endReason,
        boolean alerted,
        boolean proposed,
        @Nullable DeadlineView review) {

    AwardRow review(DeadlineView limit) {
        return new AwardRow(
                id,
                scheme,
                holderName,
                place,
                members,
                base,
                increments,
                care,
                firstMonth,
                endMonth,
                state,
                endReason,
                alerted,
                proposed,
                limit);
    }

    public Money total() {
        return base.plus(increments).plus(care);
    }
}
