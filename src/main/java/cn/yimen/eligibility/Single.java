package cn.yimen.eligibility;

import cn.yimen.eligibility.Amount.Part;
import cn.yimen.eligibility.Amount.Period;
import cn.yimen.eligibility.Amount.Share;
import cn.yimen.eligibility.Determination.PersonResult;
import cn.yimen.eligibility.EligibilityParameters.SingleMode;
import cn.yimen.household.Absence;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Rounding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 参照单人户: severely disabled or ill members of marginal households, and clergy living apart (57 第八条; F7). */
final class Single {

    private final Tally tally;
    private final boolean[] without;
    private final Findings findings;

    private Single(Tally tally, boolean[] without) {
        this.tally = tally;
        this.without = without;
        this.findings = new Findings(Scheme.SINGLE, tally.parameters.single().basis(), tally.trace.on());
    }

    static Determination determine(Tally tally, boolean[] without, Determination dibao, Determination edge) {
        return new Single(tally, without).determine(dibao, edge);
    }

    private Determination determine(Determination dibao, Determination edge) {
        boolean group = false;
        for (int i = 0; i < without.length; i++) {
            boolean clergy = tally.people.get(i).absence() == Absence.RELIGIOUS && !tally.counts[i];
            if (clergy) {
                group = true;
                findings.persons.add(clergy(i));
            } else if (tally.counts[i] && !without[i]) {
                var code = code(i);
                if (code != null) {
                    group = true;
                    if (edge.eligible()) {
                        findings.persons.add(person(i, code));
                    }
                }
            }
        }
        if (!group) {
            return findings.notApplicable(Reason.Code.NOT_IN_GROUP, words("家里没有可以单独申请的重残、重病人员"));
        }
        if (findings.persons.isEmpty()) {
            if (edge.outcome() == Outcome.MISSING_FACTS) {
                findings.missing(edge.missing());
                return findings.missingFacts();
            }
            return dibao.eligible()
                    ? findings.notApplicable(Reason.Code.HIGHER_SCHEME, words("整户符合低保，不按单人户"))
                    : findings.notApplicable(Reason.Code.NOT_EDGE_HOUSEHOLD, words("家庭不属于低保边缘家庭"));
        }
        return together();
    }

    private Determination together() {
        long base = 0;
        long increments = 0;
        boolean some = false;
        var shares = new ArrayList<Share>(2);
        for (var person : findings.persons) {
            if (person.outcome() == Outcome.ELIGIBLE) {
                some = true;
                base += person.amount().base().fen();
                increments += person.amount().increments().fen();
                shares.addAll(person.amount().shares());
            }
        }
        if (some) {
            return findings.eligible(
                    new Amount(Period.MONTHLY, Money.fen(base), Money.fen(increments), Money.ZERO, shares),
                    words("可以参照单人户申请"),
                    null);
        }
        for (var person : findings.persons) {
            findings.against.addAll(person.reasons());
            findings.missing(person.missing());
        }
        return findings.against.isEmpty() ? findings.missingFacts() : findings.notEligible();
    }

    private String words(String words) {
        return findings.trace.on() ? words : "";
    }

    private @Nullable String code(int i) {
        var member = tally.people.get(i);
        if (tally.parameters.single().grades().first(member.disabilities()) != null) {
            return "SINGLE_DISABLED";
        }
        if (member.seriouslyIll()) {
            return "SINGLE_ILL";
        }
        return member.otherSingle() ? "SINGLE_OTHER" : null;
    }

    private PersonResult person(int i, String code) {
        return gap(i, code, tally.ownIncome(i));
    }

    /** Clergy who left the family three years ago: alone, and what is theirs is not in this household's figures. */
    private PersonResult clergy(int i) {
        var member = tally.people.get(i);
        return new PersonResult(
                member.key(),
                member.label(),
                Outcome.MISSING_FACTS,
                Amount.NONE,
                List.of(),
                List.of(new MissingFact(
                        "members[" + member.key() + "].ownApplication", member.label() + "须单独申请，收入财产另填")));
    }

    private PersonResult gap(int i, String code, Exact own) {
        var member = tally.people.get(i);
        var rules = tally.parameters.single();
        var standard = Exact.of(tally.yearlyStandard);
        var gap = rules.mode() == SingleMode.FULL ? standard : standard.minus(own);
        if (!gap.positive()) {
            return new PersonResult(
                    member.key(),
                    member.label(),
                    Outcome.NOT_ELIGIBLE,
                    Amount.NONE,
                    List.of(new Reason(
                            Reason.Code.INCOME_OVER,
                            "OWN",
                            words(member.label() + "本人月收入 " + own.dividedBy(12) + " 元，不低于低保标准"),
                            findings.basis)),
                    List.of());
        }
        var rounding = tally.parameters.payable();
        var monthly = gap.dividedBy(12);
        var base = monthly.rounded(rounding);
        var shares = new ArrayList<Share>(2);
        shares.add(new Share(member.key(), member.label(), Part.BASE, code, monthly.rounded(Rounding.HALF_UP_FEN)));
        if (findings.trace.on()) {
            findings.trace.note(
                    "单人户基本金：" + member.label(),
                    (rules.mode() == SingleMode.FULL
                                    ? "低保标准全额 " + monthly
                                    : standard.dividedBy(12) + " − 本人月收入 " + own.dividedBy(12) + " = " + monthly)
                            + "，" + rounding.words(),
                    base.grouped(),
                    rules.amount());
        }
        var increments = Money.ZERO;
        var category = rules.increments() ? Increments.highest(tally, i) : null;
        if (category != null) {
            var more = Tally.share(tally.yearlyStandard, category.percent().basisPoints())
                    .dividedBy(12);
            increments = more.rounded(rounding);
            shares.add(new Share(
                    member.key(), member.label(), Part.INCREMENT, category.code(), more.rounded(Rounding.HALF_UP_FEN)));
            if (findings.trace.on()) {
                findings.trace.note(
                        "增发：" + member.label(),
                        standard.dividedBy(12) + " × " + category.percent() + "（" + category.words() + "） = " + more
                                + "，" + rounding.words(),
                        increments.grouped(),
                        tally.parameters.increments().basis());
            }
        }
        if (findings.trace.on()) {
            findings.trace.note(
                    "每月应发：" + member.label(),
                    base.grouped() + " + " + increments.grouped(),
                    base.plus(increments).grouped(),
                    rules.amount());
        }
        return new PersonResult(
                member.key(),
                member.label(),
                Outcome.ELIGIBLE,
                new Amount(Period.MONTHLY, base, increments, Money.ZERO, shares),
                List.of(new Reason(Reason.Code.FITS, code, "", findings.basis)),
                List.of());
    }
}
