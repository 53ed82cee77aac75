package cn.yimen.eligibility;

import cn.yimen.eligibility.Amount.Part;
import cn.yimen.eligibility.Amount.Period;
import cn.yimen.eligibility.Amount.Share;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Rounding;
import java.util.ArrayList;

/** 最低生活保障 of the whole household, 补差 and 分类施保 (57; national-rules F1–F6). */
final class Dibao {

    private final Tally tally;
    private final boolean[] without;
    private final int size;
    private final Findings findings;

    private Dibao(Tally tally, boolean[] without) {
        this.tally = tally;
        this.without = without;
        this.size = tally.sizeWithout(without);
        this.findings = new Findings(Scheme.DIBAO, tally.parameters.dibao().eligibility(), tally.trace.on());
    }

    /** @param without who is 特困 and so not of this household's reckoning */
    static Determination determine(Tally tally, boolean[] without) {
        return new Dibao(tally, without).determine();
    }

    /** The month's amount of a household found eligible before, by this tally's parameters. */
    static Amount amount(Tally tally, boolean[] without) {
        return new Dibao(tally, without).amount();
    }

    private Determination determine() {
        if (tally.size == 0) {
            findings.missing(MeansTest.MEMBERS.field(), MeansTest.MEMBERS.words());
            return findings.missingFacts();
        }
        if (size == 0) {
            return findings.notApplicable(Reason.Code.HIGHER_SCHEME, words("符合特困，不同时享受低保"));
        }
        MeansTest.askCommon(tally, without, findings);
        if (tally.facts.area() != null) {
            var line = Exact.of(Math.multiplyExact(tally.yearlyStandard, size));
            MeansTest.incomeTest(findings, tally, tally.yearlyIncome(without), line, size, "低保标准", findings.basis);
        }
        var assets = tally.assets(tally.parameters.dibaoAssets(), without, size, findings.trace);
        findings.against.addAll(assets.over);
        findings.missing(assets.missing);
        if (!findings.against.isEmpty()) {
            return findings.notEligible();
        }
        if (!findings.missing.isEmpty()) {
            return findings.missingFacts();
        }
        return findings.eligible(amount(), words("人均收入低于低保标准，财产符合规定"), null);
    }

    private String words(String words) {
        return findings.trace.on() ? words : "";
    }

    private Amount amount() {
        var rounding = tally.parameters.payable();
        var basis = tally.parameters.dibao().amount();
        long line = Math.multiplyExact(tally.yearlyStandard, size);
        var gap = Exact.of(line).minus(tally.yearlyIncome(without)).atLeastZero();
        var shares = new ArrayList<Share>(0);
        var more = Exact.ZERO;
        int refusing = 0;
        for (int i = 0; i < without.length; i++) {
            if (!tally.counts[i] || without[i]) {
                continue;
            }
            if (refuses(i)) {
                refusing++;
                continue;
            }
            var category = Increments.highest(tally, i);
            if (category != null) {
                var yearly =
                        Tally.share(tally.yearlyStandard, category.percent().basisPoints());
                more = more.plus(yearly);
                shares.add(new Share(
                        tally.people.get(i).key(),
                        tally.label(i),
                        Part.INCREMENT,
                        category.code(),
                        yearly.rounded(Rounding.HALF_UP_FEN, 12)));
                if (findings.trace.on()) {
                    findings.trace.note(
                            "增发：" + tally.label(i),
                            Exact.of(tally.yearlyStandard).dividedBy(12) + " × " + category.percent() + "（"
                                    + category.words() + "，只取最高一项）",
                            yearly.dividedBy(12),
                            tally.parameters.increments().basis());
                }
            }
        }
        var base = refusing == 0
                ? gap.rounded(rounding, 12)
                : gap.times(size - refusing).rounded(rounding, 12L * size);
        var increments = more.rounded(rounding, 12);
        if (findings.trace.on()) {
            var full = gap.dividedBy(12);
            findings.trace.note(
                    "基本金",
                    "(" + Money.fen(line).grouped() + " − " + tally.yearlyIncome(without) + ") ÷ 12 = " + full + "，"
                            + rounding.words(),
                    full.rounded(rounding).grouped(),
                    basis);
            if (refusing > 0) {
                findings.trace.note(
                        "停发拒绝就业本人份额",
                        full + " × " + refusing + " ÷ " + size + " 人",
                        full.rounded(rounding).minus(base).grouped(),
                        tally.parameters.refusal().basis());
            }
            findings.trace.note(
                    "增发金",
                    "各人增发合计 " + more.dividedBy(12) + "，" + rounding.words(),
                    increments.grouped(),
                    tally.parameters.increments().basis());
            findings.trace.note(
                    "每月应发",
                    base.grouped() + " + " + increments.grouped(),
                    base.plus(increments).grouped(),
                    basis);
        }
        return new Amount(Period.MONTHLY, base, increments, Money.ZERO, shares);
    }

    /** 无正当理由连续拒绝介绍的工作 (649 第四十五条): the person's own share is not paid; one time fewer is a warning. */
    private boolean refuses(int i) {
        int refusals = 0;
        for (var refusal : tally.people.get(i).jobRefusals()) {
            if (refusal.counts()) {
                refusals++;
            }
        }
        var rules = tally.parameters.refusal();
        if (refusals >= rules.times()) {
            findings.note(
                    Reason.Code.REFUSAL_REDUCED,
                    words(tally.label(i) + "已 " + refusals + " 次无正当理由拒绝就业，停发本人份额"),
                    rules.basis());
            return true;
        }
        if (refusals > 0 && refusals == rules.times() - 1) {
            findings.note(
                    Reason.Code.REFUSAL_WARNING,
                    words(tally.label(i) + "已 " + refusals + " 次无正当理由拒绝就业，再拒绝将停发本人份额"),
                    rules.basis());
        }
        return false;
    }
}
