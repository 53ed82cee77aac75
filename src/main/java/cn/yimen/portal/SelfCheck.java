package cn.yimen.portal;

import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Outcome;
import cn.yimen.eligibility.Scheme;
import cn.yimen.eligibility.SpokenAnswer;
import cn.yimen.household.Area;
import cn.yimen.household.Disability;
import cn.yimen.household.Emergency;
import cn.yimen.household.Expense;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.Member;
import cn.yimen.household.Property;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.Relation;
import cn.yimen.household.StudyStage;
import cn.yimen.household.Supporter;
import cn.yimen.kernel.Money;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.NoParameter;
import cn.yimen.policy.Policy;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * 我家可能符合哪些救助 (PB-1): the window's own means test on a few rough answers. Nobody is asked who he is, and nothing is
 * kept: not in the database, not in a session, not in a log.
 */
@Service
public class SelfCheck {

    private static final Scheme[] SHOWN = {
        Scheme.TEKUN,
        Scheme.DIBAO,
        Scheme.BIANYUAN,
        Scheme.GANGXING,
        Scheme.TEMPORARY_QUICK,
        Scheme.TEMPORARY_EMERGENCY,
        Scheme.TEMPORARY_EXPENDITURE
    };

    private final Policy policy;
    private final Catalogue catalogue;
    private final Clock clock;

    SelfCheck(Policy policy, Catalogue catalogue, Clock clock) {
        this.policy = policy;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** 财产, to be ticked. */
    public enum Owned {
        CAR("汽车（不算残疾人代步车）"),
        HOUSES("两套以上住房"),
        SHOP("商铺、门面"),
        COMPANY("开公司、办企业");

        private final String words;

        Owned(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * 回答.
     *
     * @param people who live together, at least 1
     * @param old of them 60 and older
     * @param young of them under 16 or at school
     * @param disabled of them with a certificate of grade 1 or 2
     * @param ill of them seriously ill
     * @param apart children or parents who live apart
     * @param yearlySupport what those give
     * @param cause what happened lately; null if nothing
     */
    public record Answers(
            Area area,
            int people,
            int old,
            int young,
            int disabled,
            int ill,
            Money yearlyIncome,
            boolean apart,
            Money yearlySupport,
            Money yearlyMedical,
            Money yearlyEducation,
            Set<Owned> owned,
            Money savings,
            Emergency.@Nullable Cause cause) {

        public Answers {
            owned = Set.copyOf(owned);
        }
    }

    /** 一项救助, with the page of the guide that says how to apply. */
    public record Fit(String name, String item, boolean likely, String why) {}

    /**
     * 结果.
     *
     * @param words whole sentences, to be read aloud
     */
    public record Result(String words, List<Fit> fits) {
        public Result {
            fits = List.copyOf(fits);
        }
    }

    /** What may fit; nothing on a day for which the parameters are not complete. */
    public Optional<Result> of(Answers answers) {
        var today = LocalDate.now(clock);
        try {
            return Optional.of(result(MeansTest.determine(facts(answers, today), policy.eligibilityOn(today)), today));
        } catch (NoParameter none) {
            return Optional.empty();
        }
    }

    private Result result(Assessment assessment, LocalDate today) {
        var likely = new ArrayList<Fit>();
        var open = new ArrayList<Fit>();
        for (var scheme : SHOWN) {
            var determination = assessment.of(scheme);
            var code = item(scheme);
            var item = catalogue.find(code, today);
            if (item.isEmpty() || likely.stream().anyMatch(each -> each.item().equals(code))) {
                continue;
            }
            if (determination.outcome() == Outcome.ELIGIBLE) {
                open.removeIf(each -> each.item().equals(code));
                likely.add(new Fit(item.get().name(), code, true, ""));
            } else if (determination.outcome() == Outcome.MISSING_FACTS
                    && open.stream().noneMatch(each -> each.item().equals(code))) {
                open.add(new Fit(
                        item.get().name(),
                        code,
                        false,
                        determination.missing().isEmpty()
                                ? ""
                                : determination.missing().get(0).words()));
            }
        }
        likely.addAll(open);
        return new Result(SpokenAnswer.of(assessment).text(), likely);
    }

    private static String item(Scheme scheme) {
        return switch (scheme) {
            case TEKUN -> "MZ-02A";
            case DIBAO, SINGLE -> "MZ-01";
            case BIANYUAN -> "MZ-05";
            case GANGXING -> "MZ-06";
            case TEMPORARY_QUICK, TEMPORARY_EMERGENCY, TEMPORARY_EXPENDITURE -> "MZ-03";
        };
    }

    private static HouseholdFacts facts(Answers answers, LocalDate today) {
        var facts = HouseholdFacts.on(today, answers.area());
        var members = members(answers, today);
        members.forEach(facts::member);
        if (answers.yearlyIncome().signum() > 0) {
            facts.income(Income.yearly("income", "m1", IncomeItem.WAGES, answers.yearlyIncome()));
        }
        if (answers.apart()) {
            facts.supporter(Supporter.of("apart", "不在一起住的家人", "m1")
                    .supported(1)
                    .family(1, null, null)
                    .agreedMonthly(answers.yearlySupport().dividedBy(12, cn.yimen.kernel.Rounding.HALF_UP_FEN))
                    .build());
        }
        if (answers.yearlyMedical().signum() > 0) {
            facts.expense(Expense.proved("medical", null, ExpenseKind.MEDICAL, answers.yearlyMedical()));
        }
        if (answers.yearlyEducation().signum() > 0) {
            facts.expense(Expense.proved("edu", null, ExpenseKind.EDUCATION, answers.yearlyEducation()));
        }
        for (var owned : answers.owned()) {
            switch (owned) {
                case CAR -> facts.property(Property.vehicle("car", null, Property.Use.PRIVATE_CAR));
                case HOUSES -> {
                    facts.property(Property.house("house1", null, null, false));
                    facts.property(Property.house("house2", null, null, false));
                }
                case SHOP -> facts.property(Property.of("shop", null, PropertyKind.NON_RESIDENTIAL));
                case COMPANY -> facts.property(Property.of("company", null, PropertyKind.COMPANY_EQUITY));
            }
        }
        if (answers.savings().signum() > 0) {
            facts.property(Property.financial("savings", null, PropertyKind.CASH_DEPOSIT, answers.savings()));
        }
        if (answers.cause() != null) {
            facts.emergency(Emergency.of(answers.cause(), null));
        }
        return facts.build();
    }

    /** Adults first, then the old, then the young; who is disabled or ill is not told apart. */
    private static List<Member> members(Answers answers, LocalDate today) {
        int adults = Math.max(0, answers.people() - answers.old() - answers.young());
        var members = new ArrayList<Member>();
        for (int i = 0; i < answers.people(); i++) {
            var young = i >= adults + answers.old();
            var old = !young && i >= adults;
            var relation = i == 0
                    ? Relation.HEAD
                    : young
                            ? Relation.CHILD
                            : old
                                    ? (adults == 0 ? Relation.SPOUSE : Relation.PARENT)
                                    : i == 1 ? Relation.SPOUSE : Relation.SIBLING;
            var member = Member.of("m" + (i + 1), i == 0 ? "本人" : young ? "孩子" : old ? "老人" : "家人", relation)
                    .born(today.minusYears(young ? 10 : old ? 66 : 40))
                    .studying(young ? StudyStage.PRIMARY : StudyStage.NONE)
                    .seriouslyIll(i < answers.ill());
            if (i < answers.disabled()) {
                member.disabled(Disability.Category.PHYSICAL, 2);
            }
            members.add(member.build());
        }
        return members;
    }
}
