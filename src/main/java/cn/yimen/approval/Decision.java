package cn.yimen.approval;

import cn.yimen.benefit.AwardId;
import cn.yimen.eligibility.Scheme;
import cn.yimen.kernel.Money;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 决定: what was decided on which opinion, as it stands for ever.
 *
 * @param number of its paper
 * @param base 基本金; with increments and care what is paid every month
 * @param once what is paid once
 * @param firstMonth from which month; null if nothing runs
 * @param until the first month without it; null if open
 * @param first who confirmed first, where a second had to
 * @param delivery null until it has reached the applicant
 */
public record Decision(
        UUID id,
        ApplicationId application,
        int round,
        DecisionKind kind,
        String number,
        UUID opinion,
        Scheme scheme,
        Money base,
        Money increments,
        Money care,
        Money once,
        @Nullable YearMonth firstMonth,
        @Nullable YearMonth until,
        String reasons,
        String basis,
        @Nullable AwardId award,
        @Nullable UUID singleAid,
        @Nullable String first,
        String by,
        Instant at,
        @Nullable Delivery delivery) {

    public Money monthly() {
        return base.plus(increments).plus(care);
    }

    /** 「每月 1,301.00 元，2026年12月起」, for people. */
    public String words() {
        if (kind == DecisionKind.REFUSE) {
            return "不予确认：" + reasons;
        }
        if (once.signum() > 0) {
            return "一次性救助 " + once.grouped() + " 元";
        }
        var from = firstMonth == null ? "" : "自 " + firstMonth.getYear() + "年" + firstMonth.getMonthValue() + "月起";
        return monthly().signum() == 0
                ? "认定为" + scheme.label() + "，" + from
                : from + "每月 " + monthly().grouped() + " 元";
    }
}
