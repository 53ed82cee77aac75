package cn.yimen.eligibility;

import cn.yimen.eligibility.Amount.Part;
import cn.yimen.eligibility.Amount.Period;
import cn.yimen.eligibility.Amount.Share;
import cn.yimen.eligibility.Determination.Confirm;
import cn.yimen.eligibility.EligibilityParameters.QuickLimit;
import cn.yimen.household.Assistance;
import cn.yimen.household.Emergency;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Rounding;
import java.util.List;

/** 临时救助: 小额快救, 急难型, 支出型; always by the urban standard (47, 23, 临26; national-rules 4, F11). */
final class Temporary {

    private Temporary() {}

    /** 小额快救: no check of means, no notice; at most a month's standard. */
    static Determination quick(Tally tally) {
        var rules = tally.parameters.temporary();
        boolean on = tally.trace.on();
        var findings = new Findings(Scheme.TEMPORARY_QUICK, rules.quickBasis(), on);
        var emergency = tally.facts.emergency();
        if (emergency == null) {
            return findings.notApplicable(Reason.Code.NOT_ASKED, on ? "没有登记急难情形" : "");
        }
        if (!emergency.cause().sudden()) {
            findings.against(Reason.Code.NOT_SUDDEN, "", on ? emergency.cause().label() + "不属于突发急难" : "");
        }
        if (emergency.repeated() || emergency.quickPaid().signum() > 0) {
            findings.against(Reason.Code.REPEATED, "", on ? "同一事由已经给过快救或无正当理由重复申请" : "");
        }
        if (!findings.against.isEmpty()) {
            return findings.notEligible();
        }
        int persons = rules.quickLimit() == QuickLimit.PER_HOUSEHOLD ? 1 : emergency.quickPersons();
        var limit = Exact.of(tally.parameters.standards().urbanYearly().fen())
                .times((long) rules.quickMonths() * persons)
                // a limit is never rounded above itself
                .rounded(Rounding.FLOOR_FEN, 12);
        var asked = emergency.quickAmount();
        var amount = asked == null ? limit : asked.min(limit);
        if (on) {
            findings.trace.note(
                    "小额快救上限",
                    "城市低保标准 " + monthly(tally) + " × " + rules.quickMonths() + " 个月 × " + persons
                            + (rules.quickLimit() == QuickLimit.PER_HOUSEHOLD ? " 户" : " 人"),
                    limit.grouped(),
                    rules.quickBasis());
            findings.trace.note(
                    "一次性救助金",
                    asked == null ? "按上限" : "申请 " + asked.grouped() + " 与上限取小",
                    amount.grouped(),
                    rules.quickBasis());
        }
        if (asked != null && asked.compareTo(limit) > 0) {
            findings.note(Reason.Code.OVER_CAP, on ? "超过快救上限的部分走一般程序" : "", rules.quickBasis());
        }
        return findings.eligible(once(amount), on ? "突发急难，当场登记，不核对不公示" : "", Confirm.TOWNSHIP);
    }

    /** 急难型 by the general procedure. */
    static Determination emergency(Tally tally) {
        var rules = tally.parameters.temporary();
        boolean on = tally.trace.on();
        var findings = new Findings(Scheme.TEMPORARY_EMERGENCY, rules.generalBasis(), on);
        var emergency = tally.facts.emergency();
        if (emergency == null) {
            return findings.notApplicable(Reason.Code.NOT_ASKED, on ? "没有登记急难情形" : "");
        }
        if (!emergency.cause().sudden()) {
            return findings.notApplicable(
                    Reason.Code.NOT_SUDDEN, on ? emergency.cause().label() + "走支出型" : "");
        }
        return general(tally, findings, emergency);
    }

    /** 支出型: with a means test, unless the household was found to be of a category already. */
    static Determination expenditure(Tally tally, List<Determination> before) {
        var rules = tally.parameters.temporary();
        boolean on = tally.trace.on();
        var findings = new Findings(Scheme.TEMPORARY_EXPENDITURE, rules.generalBasis(), on);
        var emergency = tally.facts.emergency();
        if (emergency == null) {
            return findings.notApplicable(Reason.Code.NOT_ASKED, on ? "没有登记支出骤增" : "");
        }
        if (emergency.cause().sudden()) {
            return findings.notApplicable(
                    Reason.Code.NOT_SUDDEN, on ? emergency.cause().label() + "走急难型" : "");
        }
        var none = new boolean[tally.people.size()];
        if (tally.yearlyRigid(none) == 0) {
            findings.missing("expenses", "医疗、教育等支出的票据");
        }
        if (!recognised(tally, before)) {
            MeansTest.askCommon(tally, none, findings);
            meansTest(tally, findings, none);
        } else if (on) {
            findings.trace.note("收入财产", "已认定的低收入家庭，不再重复核查", "符合", rules.generalBasis());
        }
        if (!findings.against.isEmpty()) {
            return findings.notEligible();
        }
        return general(tally, findings, emergency);
    }

    private static boolean recognised(Tally tally, List<Determination> before) {
        if (tally.facts.current() != Assistance.NONE) {
            return true;
        }
        for (var determination : before) {
            if (determination.eligible() && !determination.scheme().temporary()) {
                return true;
            }
        }
        return false;
    }

    private static void meansTest(Tally tally, Findings findings, boolean[] none) {
        if (tally.size == 0) {
            return;
        }
        boolean on = tally.trace.on();
        var disposable = tally.parameters.rigid().disposableYearly();
        var gross = tally.yearlyGross(none);
        var line = Exact.of(disposable.times(tally.size).fen());
        boolean below = gross.compareTo(line) < 0;
        if (on) {
            findings.trace.note(
                    "人均年收入",
                    gross + " ÷ " + tally.size + " 人，上年度人均可支配收入 " + disposable.grouped() + (below ? "，低于" : "，不低于"),
                    gross.dividedBy(tally.size),
                    findings.basis);
        }
        if (!below) {
            findings.excess = MeansTest.excess(gross, line, tally.size);
            findings.against(
                    Reason.Code.INCOME_OVER,
                    "",
                    on
                            ? "人均年收入 " + gross.dividedBy(tally.size) + " 元，不低于上年度人均可支配收入 " + disposable.grouped() + " 元"
                            : "");
        }
        var assets = tally.assets(tally.parameters.edgeAssets(), none, tally.size, findings.trace);
        findings.against.addAll(assets.over);
        findings.missing(assets.missing);
    }

    private static Determination general(Tally tally, Findings findings, Emergency emergency) {
        var rules = tally.parameters.temporary();
        boolean on = tally.trace.on();
        if (emergency.repeated()) {
            findings.against(Reason.Code.REPEATED, "", on ? "同一事由重复申请，没有正当理由" : "");
            return findings.notEligible();
        }
        var named = emergency.persons();
        int persons = named == null ? tally.size : named;
        if (persons == 0) {
            findings.missing(MeansTest.MEMBERS.field(), MeansTest.MEMBERS.words());
        }
        var asked = emergency.months();
        if (asked == null) {
            findings.missing("emergency.months", "按几个月的标准救助");
        }
        if (asked == null || !findings.missing.isEmpty()) {
            return findings.missingFacts();
        }
        int months = Math.max(rules.minMonths(), Math.min(asked, rules.maxMonths()));
        var full = Exact.of(tally.parameters.standards().urbanYearly().fen())
                .times((long) persons * months)
                .rounded(tally.parameters.payable(), 12);
        var amount = full.min(rules.cap());
        var confirm = amount.compareTo(rules.townApprovalLimit()) <= 0 ? Confirm.TOWNSHIP : Confirm.COUNTY;
        if (on) {
            findings.trace.note(
                    "救助金",
                    "城市低保标准 " + monthly(tally) + " × " + persons + " 人 × " + months + " 个月",
                    full.grouped(),
                    rules.amountBasis());
        }
        if (asked > rules.maxMonths()) {
            confirm = Confirm.CASE_CONFERENCE;
            findings.note(
                    Reason.Code.OVER_MONTHS,
                    on ? "申请 " + asked + " 个月，超过 " + rules.maxMonths() + " 个月，转一事一议" : "",
                    rules.conferenceBasis());
        }
        if (full.compareTo(rules.cap()) > 0) {
            confirm = Confirm.CASE_CONFERENCE;
            findings.note(
                    Reason.Code.OVER_CAP,
                    on ? "超过封顶 " + rules.cap().grouped() + " 元，转一事一议" : "",
                    rules.conferenceBasis());
            if (on) {
                findings.trace.note("封顶", full.grouped() + " 与封顶取小", amount.grouped(), rules.amountBasis());
            }
        }
        if (on) {
            findings.trace.note(
                    "审批权限",
                    amount.grouped() + (amount.compareTo(rules.townApprovalLimit()) <= 0 ? " 不超过" : " 超过") + "乡镇审批额度 "
                            + rules.townApprovalLimit().grouped(),
                    confirm.label(),
                    rules.generalBasis());
        }
        if (rules.quickOffset() && emergency.quickPaid().signum() > 0) {
            var paid = amount.minus(emergency.quickPaid()).max(Money.ZERO);
            findings.note(
                    Reason.Code.OFFSET,
                    on ? "抵扣同一事由已付快救 " + emergency.quickPaid().grouped() + " 元" : "",
                    rules.generalBasis());
            if (on) {
                findings.trace.note(
                        "抵扣快救",
                        amount.grouped() + " − " + emergency.quickPaid().grouped(),
                        paid.grouped(),
                        rules.generalBasis());
            }
            amount = paid;
        }
        return findings.eligible(once(amount), on ? emergency.cause().label() + "，基本生活暂时困难" : "", confirm);
    }

    private static Amount once(Money amount) {
        return new Amount(
                Period.ONCE,
                amount,
                Money.ZERO,
                Money.ZERO,
                List.of(new Share("", "家庭", Part.BASE, "TEMPORARY", amount)));
    }

    private static Exact monthly(Tally tally) {
        return Exact.of(tally.parameters.standards().urbanYearly().fen()).dividedBy(12);
    }
}
