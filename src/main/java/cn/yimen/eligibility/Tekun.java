package cn.yimen.eligibility;

import cn.yimen.eligibility.Amount.Part;
import cn.yimen.eligibility.Amount.Period;
import cn.yimen.eligibility.Amount.Share;
import cn.yimen.eligibility.Determination.PersonResult;
import cn.yimen.eligibility.EligibilityParameters.TekunRules;
import cn.yimen.household.Absence;
import cn.yimen.household.Assistance;
import cn.yimen.household.Member;
import cn.yimen.household.Relation;
import cn.yimen.household.Supporter;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Rounding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 特困人员救助供养, person by person (43; national-rules 3, F9). */
final class Tekun {

    private final Tally tally;
    private final TekunRules rules;
    private final Findings findings;

    /** Whom the conditions of the person fit: group, no ability, no income. */
    private final boolean[] candidates;

    private final List<List<Reason>> against;
    private final List<List<MissingFact>> missing;

    /** Who is one, and so leaves the reckoning of the household's dibao. */
    final boolean[] found;

    private Tekun(Tally tally) {
        this.tally = tally;
        this.rules = tally.parameters.tekun();
        this.findings = new Findings(Scheme.TEKUN, rules.eligibility(), tally.trace.on());
        int number = tally.people.size();
        this.candidates = new boolean[number];
        this.found = new boolean[number];
        this.against = new ArrayList<>(number);
        this.missing = new ArrayList<>(number);
    }

    /** The determination and who was found. */
    record Result(Determination determination, boolean[] found) {}

    static Result determine(Tally tally) {
        var tekun = new Tekun(tally);
        return new Result(tekun.determine(), tekun.found);
    }

    private Determination determine() {
        int number = tally.people.size();
        boolean any = false;
        for (int i = 0; i < number; i++) {
            against.add(new ArrayList<>(0));
            missing.add(new ArrayList<>(0));
            if (tally.counts[i] && inGroup(i)) {
                any = true;
                candidates[i] = true;
                conditionsOfThePerson(i);
                if (!against.get(i).isEmpty()) {
                    candidates[i] = false;
                }
            }
        }
        if (!any) {
            for (int i = 0; i < number; i++) {
                if (tally.counts[i] && tally.ageUnknown(i)) {
                    findings.missing(birthDate(i).field(), birthDate(i).words());
                }
            }
            if (!findings.missing.isEmpty()) {
                return findings.missingFacts();
            }
            return findings.notApplicable(Reason.Code.NOT_IN_GROUP, words("家里没有老年人、残疾人、未成年人"));
        }
        supporters();
        long sumBase = 0;
        long sumCare = 0;
        boolean some = false;
        var shares = new ArrayList<Share>(1);
        for (int i = 0; i < number; i++) {
            if (!tally.counts[i] || !inGroup(i)) {
                continue;
            }
            var result = person(i);
            findings.persons.add(result);
            if (result.outcome() == Outcome.ELIGIBLE) {
                found[i] = true;
                some = true;
                sumBase += result.amount().base().fen();
                sumCare += result.amount().care().fen();
                shares.addAll(result.amount().shares());
            }
        }
        if (some) {
            return findings.eligible(
                    new Amount(Period.MONTHLY, Money.fen(sumBase), Money.ZERO, Money.fen(sumCare), shares),
                    words("无劳动能力、无生活来源、没有有能力的法定义务人"),
                    null);
        }
        for (var person : findings.persons) {
            findings.missing(person.missing());
        }
        if (findings.persons.stream().anyMatch(person -> person.outcome() == Outcome.MISSING_FACTS)) {
            return findings.missingFacts();
        }
        for (var person : findings.persons) {
            for (var reason : person.reasons()) {
                if (findings.against.stream().noneMatch(one -> one.key().equals(reason.key()))) {
                    findings.against.add(reason);
                }
            }
        }
        return findings.notEligible();
    }

    private String words(String words) {
        return findings.trace.on() ? words : "";
    }

    private MissingFact birthDate(int i) {
        return new MissingFact("members[" + tally.people.get(i).key() + "].birthDate", tally.label(i) + "的出生日期");
    }

    private boolean inGroup(int i) {
        int age = tally.ages[i];
        return age >= rules.oldAge()
                || (age >= 0 && age < rules.minorAge())
                || !tally.people.get(i).disabilities().isEmpty();
    }

    // ---- group, ability, income

    private void conditionsOfThePerson(int i) {
        var member = tally.people.get(i);
        int age = tally.ages[i];
        var disability = rules.noAbility().first(member.disabilities());
        boolean unable = age >= rules.oldAge() || (age >= 0 && age < rules.minorAge()) || disability != null;
        if (findings.trace.on()) {
            findings.trace.note(
                    "劳动能力：" + tally.label(i),
                    (tally.ageUnknown(i) ? "" : age + " 岁")
                            + (member.disabilities().isEmpty()
                                    ? ""
                                    : " " + member.disabilities().get(0).words()),
                    unable ? "无劳动能力" : "有劳动能力",
                    rules.eligibility());
        }
        if (!unable) {
            if (tally.ageUnknown(i)) {
                missing.get(i).add(birthDate(i));
            } else {
                reason(i, Reason.Code.ABLE_TO_WORK, "", tally.label(i) + "不属于无劳动能力的情形");
            }
        }
        if (member.orphanBenefit()) {
            reason(i, Reason.Code.OTHER_BENEFIT_CHOSEN, "ORPHAN", tally.label(i) + "已选择孤儿、事实无人抚养儿童保障");
        }
        incomeAndProperty(i);
    }

    private void incomeAndProperty(int i) {
        if (!tally.facts.incomesDeclared()) {
            missing.get(i).add(MeansTest.INCOMES);
        }
        missing.get(i).addAll(tally.missingIncomes);
        if (tally.facts.area() == null) {
            missing.get(i).add(MeansTest.AREA);
            return;
        }
        var own = tally.ownTekunIncome(i);
        boolean below = own.compareTo(Exact.of(tally.yearlyStandard)) < 0;
        if (findings.trace.on()) {
            findings.trace.note(
                    "生活来源：" + tally.label(i),
                    "本人月收入 " + own.dividedBy(12) + (below ? " 低于" : " 不低于") + "低保标准 "
                            + Exact.of(tally.yearlyStandard).dividedBy(12) + "（基础养老金等不计）",
                    below ? "无生活来源" : "有生活来源",
                    rules.eligibility());
        }
        if (!below) {
            reason(i, Reason.Code.INCOME_OVER, "", tally.label(i) + "的收入不低于低保标准");
        }
        var assets = tally.assets(
                tally.parameters.tekunAssets(), new boolean[candidates.length], tally.size, findings.trace);
        against.get(i).addAll(assets.over);
        missing.get(i).addAll(assets.missing);
    }

    private void reason(int i, Reason.Code code, String detail, String words) {
        against.get(i).add(new Reason(code, detail, words(words), findings.basis));
    }

    // ---- who owes support

    /** 法定义务人: those living apart and those in the household; two who both fit do not stand in each other's way. */
    private void supporters() {
        int number = candidates.length;
        var apart = new Ability[tally.facts.supporters().size()];
        for (int i = 0; i < number; i++) {
            if (!candidates[i]) {
                continue;
            }
            if (!tally.facts.supportersDeclared()
                    && tally.ages[i] >= tally.parameters.membership().adultAge()) {
                missing.get(i).add(MeansTest.SUPPORTERS);
            }
            for (int s = 0; s < apart.length; s++) {
                var supporter = tally.facts.supporters().get(s);
                if (supporter.supports().contains(tally.people.get(i).key())) {
                    if (apart[s] == null) {
                        apart[s] = ability(supporter);
                    }
                    if (apart[s].missing() != null) {
                        missing.get(i).addAll(apart[s].missing());
                    } else if (apart[s].able()) {
                        reason(i, Reason.Code.SUPPORTER_ABLE, "", supporter.label() + "有赡养能力");
                    }
                }
            }
            if (!against.get(i).isEmpty()) {
                candidates[i] = false;
            }
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < number; i++) {
                int able = candidates[i] ? ableRelative(i) : -1;
                if (able >= 0) {
                    reason(i, Reason.Code.SUPPORTER_ABLE, "", tally.label(able) + "有扶养能力");
                    candidates[i] = false;
                    changed = true;
                }
            }
        }
        for (int i = 0; i < number; i++) {
            if (candidates[i] && findings.trace.on()) {
                findings.trace.note("法定义务人：" + tally.label(i), "没有法定义务人，或义务人无履行能力", "符合", rules.obligors());
            }
        }
    }

    /** The first person of the household who owes support and can give it; −1 for none. */
    private int ableRelative(int i) {
        var relation = tally.people.get(i).relation();
        for (int j = 0; j < candidates.length; j++) {
            if (j != i && !candidates[j] && owes(tally.people.get(j).relation(), relation) && able(j)) {
                return j;
            }
        }
        return -1;
    }

    private boolean able(int j) {
        var member = tally.people.get(j);
        if (member.absence() == Absence.DECEASED
                || member.absence() == Absence.DECLARED_MISSING
                || member.absence() == Absence.IN_PRISON) {
            return false;
        }
        int age = tally.ages[j];
        if (age >= 0 && age < tally.parameters.membership().adultAge()) {
            return false;
        }
        for (var supporter : tally.facts.supporters()) {
            if (supporter.key().equals(member.key())) {
                return false; // judged as a supporter living apart
            }
        }
        if (tally.facts.current() == Assistance.DIBAO && age >= rules.obligorDibaoAge()) {
            return false;
        }
        boolean weak = age >= rules.obligorOldAge() || rules.obligorGrades().first(member.disabilities()) != null;
        return !(weak && lowIncome(j));
    }

    private boolean lowIncome(int j) {
        var none = new boolean[candidates.length];
        var each = tally.yearlyGross(none).dividedBy(Math.max(1, tally.size));
        return tally.counts[j]
                && each.compareTo(Exact.of(
                                tally.parameters.rigid().disposableYearly().fen()))
                        < 0
                && tally.assets(tally.parameters.edgeAssets(), none, tally.size, new Trace(false))
                        .over
                        .isEmpty();
    }

    /** Whether people in these roles owe each other support: spouses, parents and children, grandparents and grandchildren. */
    static boolean owes(Relation one, Relation other) {
        return switch (one) {
            case HEAD ->
                switch (other) {
                    case SPOUSE, CHILD, GRANDCHILD, PARENT, GRANDPARENT -> true;
                    default -> false;
                };
            case SPOUSE ->
                switch (other) {
                    case HEAD, CHILD, GRANDCHILD, PARENT_IN_LAW -> true;
                    default -> false;
                };
            case CHILD ->
                switch (other) {
                    case HEAD, SPOUSE, CHILD_IN_LAW, GRANDCHILD, PARENT, PARENT_IN_LAW -> true;
                    default -> false;
                };
            case CHILD_IN_LAW -> other == Relation.CHILD || other == Relation.GRANDCHILD;
            case GRANDCHILD ->
                switch (other) {
                    case HEAD, SPOUSE, CHILD, CHILD_IN_LAW -> true;
                    default -> false;
                };
            case PARENT ->
                switch (other) {
                    case HEAD, PARENT, CHILD, SIBLING, GRANDPARENT -> true;
                    default -> false;
                };
            case PARENT_IN_LAW ->
                switch (other) {
                    case SPOUSE, PARENT_IN_LAW, CHILD -> true;
                    default -> false;
                };
            case GRANDPARENT ->
                switch (other) {
                    case HEAD, PARENT, GRANDPARENT -> true;
                    default -> false;
                };
            case SIBLING -> other == Relation.PARENT;
            case OTHER_KIN, NO_KIN -> false;
        };
    }

    /** 履行义务能力 of one living apart; {@code missing} if it cannot be known. */
    private record Ability(boolean able, @Nullable List<MissingFact> missing) {}

    /** 43 第八条. An unknown birth date is taken for an age below the limits. */
    private Ability ability(Supporter supporter) {
        if (supporter.assistance() == Assistance.TEKUN) {
            return ability(supporter, "义务人是特困人员", false);
        }
        int age = Tally.age(supporter.birthDate(), tally.facts.asOf());
        if (supporter.assistance() == Assistance.DIBAO && age >= rules.obligorDibaoAge()) {
            return ability(supporter, "义务人是 " + age + " 岁的低保对象", false);
        }
        boolean incapable = supporter.incapacity() != Supporter.Incapacity.NONE;
        var disability = rules.obligorGrades().first(supporter.disabilities());
        boolean weak = age >= rules.obligorOldAge() || disability != null;
        if (!incapable && !weak) {
            return ability(supporter, "不属于无履行义务能力的情形", true);
        }
        var why = incapable ? supporter.incapacity().label() : disability != null ? disability.words() : age + " 岁";
        if (Boolean.FALSE.equals(supporter.propertyWithinLimits())) {
            return ability(supporter, why + "，但财产超过规定", true);
        }
        boolean low = true;
        if (!incapable && supporter.monthlyIncome() != null) {
            var each = Exact.of(supporter.monthlyIncome().times(12).fen(), supporter.householdSize());
            var line = tally.parameters.rigid().disposableYearly();
            low = each.compareTo(Exact.of(line.fen())) < 0;
            why += "，家庭人均年收入 " + each + (low ? " 低于 " : " 不低于 ") + line.grouped();
        }
        if (!low) {
            return ability(supporter, why, true);
        }
        var unknown = new ArrayList<MissingFact>(0);
        if (!incapable && supporter.monthlyIncome() == null) {
            unknown.add(MeansTest.supporterIncome(supporter));
        }
        if (supporter.propertyWithinLimits() == null) {
            unknown.add(new MissingFact(
                    "supporters[" + supporter.key() + "].property", supporter.label() + "家的财产是否符合低收入家庭规定"));
        }
        return unknown.isEmpty() ? ability(supporter, why, false) : new Ability(false, unknown);
    }

    private Ability ability(Supporter supporter, String why, boolean able) {
        if (findings.trace.on()) {
            findings.trace.note("义务人：" + supporter.label(), why, able ? "有履行义务能力" : "无履行义务能力", rules.obligors());
        }
        return new Ability(able, null);
    }

    // ---- result and amount of one person

    private PersonResult person(int i) {
        var member = tally.people.get(i);
        if (!against.get(i).isEmpty()) {
            return result(member, Outcome.NOT_ELIGIBLE, Amount.NONE, against.get(i), List.of());
        }
        var open = new ArrayList<MissingFact>(0);
        for (var fact : missing.get(i)) {
            if (!open.contains(fact)) {
                open.add(fact);
            }
        }
        var failed = member.failedSelfCare();
        if (failed == null) {
            open.add(new MissingFact("members[" + member.key() + "].selfCare", member.label() + "的生活自理能力六项"));
        }
        int number = failed == null ? 0 : failed.size();
        boolean selfCaring = number < rules.partialFrom();
        if (failed != null && selfCaring && member.institutional() == null) {
            open.add(new MissingFact("members[" + member.key() + "].institutional", member.label() + "选择集中供养还是分散供养"));
        }
        if (!open.isEmpty()) {
            return result(member, Outcome.MISSING_FACTS, Amount.NONE, List.of(), open);
        }
        boolean central = Boolean.TRUE.equals(member.institutional());
        var percent = number >= rules.fullFrom()
                ? rules.careFull()
                : !selfCaring ? rules.carePartial() : central ? rules.careInstitutional() : rules.careScattered();
        var code = number >= rules.fullFrom() ? "FULL" : selfCaring ? "SELF_CARE" : "PARTIAL";
        var payable = tally.parameters.payable();
        var standards = tally.parameters.standards();
        var exactBase = Tally.share(standards.urbanYearly().fen(), rules.basic().basisPoints())
                .dividedBy(12);
        var exactCare = Tally.share(standards.minimumWage().fen(), percent.basisPoints());
        var base = exactBase.rounded(payable);
        var care = exactCare.rounded(payable);
        if (findings.trace.on()) {
            notePerson(member, number, code, percent.toString(), exactBase, base, exactCare, care);
        }
        var shares = List.of(
                new Share(member.key(), member.label(), Part.BASE, "TEKUN", exactBase.rounded(Rounding.HALF_UP_FEN)),
                new Share(member.key(), member.label(), Part.CARE, code, exactCare.rounded(Rounding.HALF_UP_FEN)));
        return result(
                member,
                Outcome.ELIGIBLE,
                new Amount(Period.MONTHLY, base, Money.ZERO, care, shares),
                List.of(new Reason(Reason.Code.FITS, code, words(grade(code)), findings.basis)),
                List.of());
    }

    private void notePerson(
            Member member,
            int failed,
            String code,
            String percent,
            Exact exactBase,
            Money base,
            Exact exactCare,
            Money care) {
        var standards = tally.parameters.standards();
        var rounding = tally.parameters.payable().words();
        findings.trace.note("自理能力：" + member.label(), "六项指标有 " + failed + " 项不能自主", grade(code), rules.selfCare());
        findings.trace.note(
                "基本生活标准：" + member.label(),
                "城市低保标准 " + Exact.of(standards.urbanYearly().fen()).dividedBy(12) + " × " + rules.basic() + " = "
                        + exactBase + "，" + rounding,
                base.grouped(),
                rules.amount());
        findings.trace.note(
                "照料护理标准：" + member.label(),
                "最低工资 " + standards.minimumWage().grouped() + " × " + percent + " = " + exactCare + "，" + rounding,
                care.grouped(),
                rules.amount());
        findings.trace.note(
                "每月应发：" + member.label(),
                base.grouped() + " + " + care.grouped(),
                base.plus(care).grouped(),
                rules.amount());
    }

    private static String grade(String code) {
        return switch (code) {
            case "FULL" -> "完全丧失生活自理能力";
            case "PARTIAL" -> "部分丧失生活自理能力";
            default -> "具备生活自理能力";
        };
    }

    private static PersonResult result(
            Member member, Outcome outcome, Amount amount, List<Reason> reasons, List<MissingFact> missing) {
        return new PersonResult(member.key(), member.label(), outcome, amount, reasons, missing);
    }
}
