package cn.yimen.eligibility;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** 刚性支出困难家庭: above the edge, but necessary expenses eat up the income (刚24; national-rules 5.3, F10). */
final class Rigid {

    private Rigid() {}

    static Determination determine(Tally tally, boolean[] without, Determination dibao, Determination edge) {
        var rules = tally.parameters.rigid();
        var findings = new Findings(Scheme.GANGXING, rules.basis(), tally.trace.on());
        boolean on = tally.trace.on();
        if (dibao.eligible() || edge.eligible() || dibao.outcome() == Outcome.NOT_APPLICABLE) {
            return findings.notApplicable(Reason.Code.HIGHER_SCHEME, on ? "已符合特困、低保或低保边缘" : "");
        }
        int size = tally.sizeWithout(without);
        if (size == 0) {
            findings.missing(MeansTest.MEMBERS.field(), MeansTest.MEMBERS.words());
            return findings.missingFacts();
        }
        MeansTest.askCommon(tally, without, findings);
        var gross = tally.yearlyGross(without);
        var line = Exact.of(rules.disposableYearly().times(size).fen());
        boolean below = gross.compareTo(line) < 0;
        if (on) {
            findings.trace.note(
                    "人均年收入",
                    gross + " ÷ " + size + " 人，上年度人均可支配收入 "
                            + rules.disposableYearly().grouped() + (below ? "，低于" : "，不低于"),
                    gross.dividedBy(size),
                    rules.basis());
        }
        if (!below) {
            findings.excess = MeansTest.excess(gross, line, size);
            findings.against(
                    Reason.Code.INCOME_OVER,
                    "",
                    on
                            ? "人均年收入 " + gross.dividedBy(size) + " 元，不低于上年度人均可支配收入 "
                                    + rules.disposableYearly().grouped() + " 元"
                            : "");
        }
        if (tally.facts.area() != null) {
            ratio(tally, without, findings, size, gross);
        }
        var assets = tally.assets(tally.parameters.edgeAssets(), without, size, findings.trace);
        findings.against.addAll(assets.over);
        findings.missing(assets.missing);
        if (!findings.against.isEmpty()) {
            return findings.notEligible();
        }
        if (!findings.missing.isEmpty()) {
            return findings.missingFacts();
        }
        return findings.eligible(Amount.NONE, on ? "刚性支出占比达到规定，有效期不超过 " + rules.validMonths() + " 个月" : "", null);
    }

    private static void ratio(Tally tally, boolean[] without, Findings findings, int size, Exact gross) {
        var rules = tally.parameters.rigid();
        long living = Math.multiplyExact(tally.yearlyStandard, size);
        long more = tally.yearlyRigid(without);
        var expenses = Exact.of(Math.addExact(living, more));
        // expenses ÷ income ≥ ratio, without dividing
        boolean reached =
                expenses.times(10_000).compareTo(gross.times(rules.ratio().basisPoints())) >= 0;
        if (findings.trace.on()) {
            findings.trace.note(
                    "刚性支出", "基本生活 " + Exact.of(living) + " + 医疗、教育、康复等 " + Exact.of(more), expenses, rules.basis());
            findings.trace.note(
                    "刚性支出占比",
                    expenses + " ÷ " + gross + "，规定 " + rules.ratio() + (reached ? "，达到" : "，没有达到"),
                    percent(expenses, gross),
                    rules.basis());
        }
        if (!reached) {
            findings.against(
                    Reason.Code.RATIO_BELOW,
                    "",
                    findings.trace.on() ? "刚性支出占家庭总收入 " + percent(expenses, gross) + "，没有达到 " + rules.ratio() : "");
        }
    }

    /** {@code 67.94%}, half up; 「无收入」 without income. */
    private static String percent(Exact part, Exact whole) {
        if (!whole.positive()) {
            return "无收入";
        }
        var hundredths = new BigDecimal(part.fen())
                .movePointRight(4)
                .divide(new BigDecimal(Math.max(1, whole.fen())), 0, RoundingMode.HALF_UP);
        return hundredths.movePointLeft(2).toPlainString() + "%";
    }
}
