package cn.yimen.eligibility;

import cn.yimen.eligibility.EligibilityParameters.ExitCause;
import cn.yimen.eligibility.EligibilityParameters.ExitPay;
import cn.yimen.kernel.Money;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 渐退: a household in dibao whose income rose above the standard by work is paid on for some months (EL-3; national-rules 7.4). The
 * base is kept as it was; the increments live on by their own rule, person by person, so a member who left school loses hers
 * (lessons 6).
 *
 * @param applies false if the household stays, or must leave at once for property, or has no such cause
 * @param months what is paid, from the month after the decision; empty unless it applies
 * @param stopsFrom first month without payment; none if the household stays
 * @param noticeBy 停发书面告知 at the latest in this month; none if the household stays
 * @param reasons why it does not apply, or why the household leaves
 */
public record GradualExit(
        boolean applies,
        List<Month> months,
        @Nullable YearMonth stopsFrom,
        @Nullable YearMonth noticeBy,
        List<Reason> reasons,
        List<Step> steps)
        implements Serializable {

    /** 渐退期内一个月. */
    public record Month(int number, YearMonth month, Money base, Money increments) implements Serializable {

        public Money total() {
            return base.plus(increments);
        }
    }

    public GradualExit {
        months = List.copyOf(months);
        reasons = List.copyOf(reasons);
        steps = List.copyOf(steps);
    }

    /**
     * @param now the household as it is found at the review
     * @param base 原基本金 before the review
     * @param increments 分类施保 of the members as they are now; what a member no longer fulfils is not in it
     * @param cause none if the income rose for another reason than work
     * @param decidedOn 作出渐退决定之日; the month after is the first
     */
    public static GradualExit plan(
            Assessment now, Money base, Money increments, @Nullable ExitCause cause, LocalDate decidedOn) {
        var dibao = now.of(Scheme.DIBAO);
        var rules = now.parameters().exit();
        var first = YearMonth.from(decidedOn).plusMonths(1);
        if (dibao.outcome() != Outcome.NOT_ELIGIBLE) {
            return new GradualExit(false, List.of(), null, null, dibao.reasons(), List.of());
        }
        boolean byIncomeOnly = dibao.reasons().stream().allMatch(reason -> reason.code() == Reason.Code.INCOME_OVER);
        Integer number = cause == null ? null : rules.months().get(cause);
        if (!byIncomeOnly || cause == null || number == null) {
            return new GradualExit(
                    false,
                    List.of(),
                    first,
                    YearMonth.from(decidedOn),
                    dibao.reasons(),
                    List.of(new Step("渐退", byIncomeOnly ? "不属于渐退事由" : "不是单因收入超过标准", "不适用，次月停发", rules.basis())));
        }
        var months = new ArrayList<Month>(number);
        var paid = rules.pay() == ExitPay.FULL
                ? base
                : base.dividedBy(2, now.parameters().payable());
        var paidMore = rules.pay() == ExitPay.FULL
                ? increments
                : increments.dividedBy(2, now.parameters().payable());
        for (int i = 0; i < number; i++) {
            months.add(new Month(i + 1, first.plusMonths(i), paid, paidMore));
        }
        var stops = first.plusMonths(number);
        var steps = List.of(
                new Step("渐退类型", cause.label(), number + " 个月", rules.basis()),
                new Step("渐退期", "决定之日次月起", first + " 至 " + stops.minusMonths(1), rules.basis()),
                new Step(
                        "每月发放",
                        "基本金 " + base.grouped() + " + 增发 " + increments.grouped()
                                + (rules.pay() == ExitPay.FULL ? "，按原金额" : "，减半"),
                        paid.plus(paidMore).grouped(),
                        rules.basis()),
                new Step("停发", "期满次月停发，此前书面告知", stops.toString(), rules.basis()));
        return new GradualExit(true, months, stops, stops.minusMonths(1), dibao.reasons(), steps);
    }
}
