package cn.yimen.eligibility;

import cn.yimen.kernel.Percent;

/** 低保边缘家庭: below a multiple of the standard, without a lower limit (57 第八条; national-rules F4). */
final class Edge {

    private Edge() {}

    static Determination determine(Tally tally, boolean[] without, Determination dibao) {
        var rules = tally.parameters.edge();
        var findings = new Findings(Scheme.BIANYUAN, rules.basis(), tally.trace.on());
        if (dibao.outcome() == Outcome.ELIGIBLE || dibao.outcome() == Outcome.NOT_APPLICABLE) {
            return findings.notApplicable(Reason.Code.HIGHER_SCHEME, tally.trace.on() ? "已符合特困或低保" : "");
        }
        int size = tally.sizeWithout(without);
        if (size == 0) {
            findings.missing(MeansTest.MEMBERS.field(), MeansTest.MEMBERS.words());
            return findings.missingFacts();
        }
        MeansTest.askCommon(tally, without, findings);
        if (tally.facts.area() != null) {
            var line = Tally.share(
                    Math.multiplyExact(tally.yearlyStandard, size),
                    rules.multiple().basisPoints());
            MeansTest.incomeTest(findings, tally, tally.yearlyIncome(without), line, size, "低保边缘线", findings.basis);
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
        return findings.eligible(
                Amount.NONE, tally.trace.on() ? "人均收入低于低保标准的 " + words(rules.multiple()) + "，财产符合规定" : "", null);
    }

    /** {@code 1.5 倍}. */
    static String words(Percent multiple) {
        int whole = multiple.basisPoints() / 10_000;
        int rest = multiple.basisPoints() % 10_000;
        if (rest == 0) {
            return whole + " 倍";
        }
        var digits = Integer.toString(10_000 + rest).substring(1);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return whole + "." + digits.substring(0, end) + " 倍";
    }
}
