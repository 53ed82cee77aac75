package cn.yimen.eligibility;

import cn.yimen.eligibility.Assessment.Counted;
import cn.yimen.eligibility.Assessment.NearMiss;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.Supporter;
import cn.yimen.kernel.LegalBasis;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Rounding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 资格测算: the whole ladder at once (EL-1, EL-2; national-rules 5.5). Pure and deterministic: the same facts and parameters give the
 * same result on every day and machine.
 */
public final class MeansTest {

    /** Changes when the form of a rule changes; a changed number is a changed parameter. */
    public static final String VERSION = "1";

    static final MissingFact AREA = new MissingFact("area", "住在哪个村（社区）");
    static final MissingFact MEMBERS = new MissingFact("members", "共同生活的家庭成员");
    static final MissingFact INCOMES = new MissingFact("incomes", "家庭收入");
    static final MissingFact SUPPORTERS = new MissingFact("supporters", "不在一起住的子女等赡养义务人");

    private static final Scheme[] HELP = {
        Scheme.TEKUN,
        Scheme.DIBAO,
        Scheme.SINGLE,
        Scheme.BIANYUAN,
        Scheme.GANGXING,
        Scheme.TEMPORARY_QUICK,
        Scheme.TEMPORARY_EMERGENCY,
        Scheme.TEMPORARY_EXPENDITURE
    };
    private static final Scheme[] BY_INCOME = {Scheme.DIBAO, Scheme.BIANYUAN, Scheme.GANGXING};

    /** Fewer reasons against it; then income alone rather than another reason; then less of it too much. */
    private static final Comparator<Determination> NEARER = Comparator.comparingInt(
                    (Determination one) -> one.reasons().size())
            .thenComparing(Determination::excess, Comparator.nullsLast(Comparator.naturalOrder()));

    private MeansTest() {}

    /** With the explanation of every step. */
    public static Assessment determine(HouseholdFacts facts, EligibilityParameters parameters) {
        return determine(facts, parameters, true);
    }

    /**
     * @param explain false leaves out steps and words, for runs over many households; outcomes, amounts and codes are the same
     */
    public static Assessment determine(HouseholdFacts facts, EligibilityParameters parameters, boolean explain) {
        var tally = new Tally(facts, parameters, new Trace(explain));
        var tekun = Tekun.determine(tally);
        var without = tekun.found();
        var counted = counted(tally);
        var dibao = Dibao.determine(tally, without);
        var edge = Edge.determine(tally, without, dibao);
        var single = Single.determine(tally, without, dibao, edge);
        var rigid = Rigid.determine(tally, without, dibao, edge);
        var household = List.of(tekun.determination(), dibao, edge, single, rigid);
        var ladder = new ArrayList<Determination>(8);
        ladder.addAll(household);
        ladder.add(Temporary.quick(tally));
        ladder.add(Temporary.emergency(tally));
        ladder.add(Temporary.expenditure(tally, household));
        return new Assessment(
                VERSION,
                facts,
                parameters,
                counted,
                tally.trace.steps(),
                ladder,
                best(ladder),
                nearest(ladder, explain),
                tally.toConfirm);
    }

    /**
     * 某享受月的低保金: who was found eligible by the parameters of the day of acceptance is paid by those of the month (national-rules
     * 0.3), e.g. after a rise in the standard.
     *
     * @param accepted parameters of the day of acceptance
     * @param month parameters in force in the month paid for
     * @return nothing if the household is not eligible
     */
    public static Amount dibaoOf(HouseholdFacts facts, EligibilityParameters accepted, EligibilityParameters month) {
        var tally = new Tally(facts, accepted, new Trace(false));
        var without = Tekun.determine(tally).found();
        if (!Dibao.determine(tally, without).eligible()) {
            return Amount.NONE;
        }
        return Dibao.amount(new Tally(facts, month, new Trace(false)), without);
    }

    /**
     * 分类施保增发 alone, for whoever leaves by steps (lessons 6): each person's own, whatever the household's income is now.
     *
     * @return base and care are nothing
     */
    public static Amount incrementsOf(HouseholdFacts facts, EligibilityParameters parameters) {
        var tally = new Tally(facts, parameters, new Trace(false));
        var all = Dibao.amount(tally, Tekun.determine(tally).found());
        return new Amount(all.period(), Money.ZERO, all.increments(), Money.ZERO, all.shares());
    }

    // ---- what the schemes share

    /** What every test of the household's means must know. */
    static void askCommon(Tally tally, boolean[] without, Findings findings) {
        if (tally.facts.area() == null) {
            findings.missing.add(AREA);
        }
        for (int i = 0; i < without.length; i++) {
            if (tally.counts[i] && !without[i] && tally.ageUnknown(i)) {
                findings.missing("members[" + tally.people.get(i).key() + "].birthDate", tally.label(i) + "的出生日期");
            }
        }
        if (!tally.facts.incomesDeclared()) {
            findings.missing.add(INCOMES);
        }
        if (!tally.facts.supportersDeclared() && tally.anyoneOld()) {
            findings.missing.add(SUPPORTERS);
        }
        if (!tally.missingIncomes.isEmpty()) {
            findings.missing(tally.missingIncomes);
        }
    }

    static MissingFact supporterIncome(Supporter supporter) {
        return new MissingFact("supporters[" + supporter.key() + "].income", supporter.label() + "家的月收入");
    }

    /** 人均收入低于: strictly below, compared for the whole year and household without rounding. */
    static void incomeTest(
            Findings findings, Tally tally, Exact income, Exact line, int size, String what, LegalBasis basis) {
        boolean below = income.compareTo(line) < 0;
        boolean on = findings.trace.on();
        if (on) {
            var monthly = income.dividedBy(12);
            findings.trace.note(
                    "家庭全年收入",
                    "各项计入收入 − 可扣减支出，不低于 0",
                    income,
                    tally.parameters.income().basis());
            findings.trace.note(
                    "家庭月收入",
                    income + " ÷ 12",
                    monthly,
                    tally.parameters.income().basis());
            findings.trace.note(
                    "人均月收入",
                    monthly + " ÷ " + size + " 人",
                    income.dividedBy(12L * size),
                    tally.parameters.income().basis());
            findings.trace.note(
                    what,
                    tally.facts.area() == null ? "" : tally.facts.area().label(),
                    line.dividedBy(12L * size),
                    tally.parameters.standards().dibaoBasis());
            findings.trace.note("收入比较", "全年 " + income + " 与 " + line + " 相比", below ? "低于" : "不低于", basis);
        }
        if (!below) {
            findings.excess = excess(income, line, size);
            findings.against(
                    Reason.Code.INCOME_OVER,
                    "",
                    on
                            ? "人均月收入 " + income.dividedBy(12L * size) + " 元，不低于" + what + " "
                                    + line.dividedBy(12L * size) + " 元"
                            : "");
        }
    }

    /** For each person and month, to the fen. */
    static Money excess(Exact yearly, Exact line, int size) {
        return yearly.minus(line).rounded(Rounding.HALF_UP_FEN, 12L * size);
    }

    private static Counted counted(Tally tally) {
        var in = new ArrayList<String>(tally.people.size());
        var out = new ArrayList<String>(0);
        for (int i = 0; i < tally.people.size(); i++) {
            (tally.counts[i] ? in : out).add(tally.people.get(i).key());
        }
        var none = new boolean[tally.people.size()];
        var income = tally.yearlyIncome(none);
        long living = Math.multiplyExact(tally.yearlyStandard, tally.size);
        return new Counted(
                in,
                out,
                income.rounded(Rounding.HALF_UP_FEN),
                tally.yearlyGross(none).rounded(Rounding.HALF_UP_FEN),
                income.rounded(Rounding.HALF_UP_FEN, 12L * Math.max(1, tally.size)),
                Money.fen(Math.addExact(living, tally.yearlyRigid(none))),
                tally.facts.area(),
                Rounding.HALF_UP_FEN.of(tally.yearlyStandard, 12));
    }

    /** The first that fits, of what gives most. */
    private static @Nullable Scheme best(List<Determination> ladder) {
        for (var scheme : HELP) {
            if (ladder.get(scheme.ordinal()).eligible()) {
                return scheme;
            }
        }
        return null;
    }

    /** None while a scheme of the ladder fits; a scheme that only waits for facts is nearer than one missed. */
    private static @Nullable NearMiss nearest(List<Determination> ladder, boolean explain) {
        Determination near = null;
        for (var determination : ladder) {
            if (!determination.scheme().temporary() && determination.eligible()) {
                return null;
            }
        }
        for (var scheme : BY_INCOME) {
            var next = ladder.get(scheme.ordinal());
            if (next.outcome() == Outcome.MISSING_FACTS) {
                return new NearMiss(
                        scheme,
                        Money.ZERO,
                        explain ? scheme.label() + "还缺 " + next.missing().size() + " 项信息" : "");
            }
            if (next.outcome() == Outcome.NOT_ELIGIBLE && (near == null || NEARER.compare(next, near) < 0)) {
                near = next;
            }
        }
        if (near == null) {
            return null;
        }
        var excess = near.excess() == null ? Money.ZERO : near.excess();
        return new NearMiss(
                near.scheme(),
                excess,
                explain ? near.scheme().label() + "：" + near.reasons().get(0).words() : "");
    }
}
