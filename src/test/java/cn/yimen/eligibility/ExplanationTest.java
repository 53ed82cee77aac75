package cn.yimen.eligibility;

import static cn.yimen.eligibility.Families.DAY;
import static cn.yimen.eligibility.Families.aged;
import static cn.yimen.eligibility.Families.disabledDaughter;
import static cn.yimen.eligibility.Families.lonelyOldMan;
import static cn.yimen.eligibility.Families.migrantWorkers;
import static cn.yimen.eligibility.Families.monthly;
import static cn.yimen.eligibility.Families.ofAdults;
import static cn.yimen.eligibility.Families.oldCouple;
import static cn.yimen.eligibility.Families.person;
import static cn.yimen.eligibility.Families.rigidExpenses;
import static cn.yimen.eligibility.Families.yearly;
import static cn.yimen.eligibility.Families.yuan;
import static cn.yimen.eligibility.Parameters.P2025;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.eligibility.Determination.PersonResult;
import cn.yimen.eligibility.EligibilityParameters.QuickLimit;
import cn.yimen.eligibility.EligibilityParameters.SingleMode;
import cn.yimen.household.Absence;
import cn.yimen.household.Area;
import cn.yimen.household.Assistance;
import cn.yimen.household.Disability;
import cn.yimen.household.Disability.Category;
import cn.yimen.household.Emergency;
import cn.yimen.household.Emergency.Cause;
import cn.yimen.household.Expense;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.JobRefusal;
import cn.yimen.household.Member;
import cn.yimen.household.Property;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.Relation;
import cn.yimen.household.SelfCareItem;
import cn.yimen.household.StudyStage;
import cn.yimen.household.Supporter;
import cn.yimen.household.Supporter.Incapacity;
import cn.yimen.kernel.LegalBasis;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Percent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * EL-1: the explanation of a run, every step, reason and amount of it with its legal basis, is an approved file: what an
 * officer reads to a citizen, or a court reads later, changes by decision only.
 */
class ExplanationTest {

    private static final Path APPROVED = Path.of("src/test/resources/approved/eligibility");

    static Stream<Arguments> all() {
        return Stream.of(
                Arguments.of("migrant-workers", migrantWorkers(), P2025),
                Arguments.of("people-who-count", peopleWhoCount(), P2025),
                Arguments.of("incomes-of-a-year", incomes(), P2025),
                Arguments.of(
                        "incomes-of-half-a-year",
                        incomes(),
                        Parameters.change(P2025).income(6, Percent.of(30), true).build()),
                Arguments.of("supporters", supporters(), P2025),
                Arguments.of("supporters-of-an-old-man", supportersOfAnOldMan(), P2025),
                Arguments.of(
                        "expenses",
                        expenses(),
                        Parameters.change(P2025)
                                .deduction(ExpenseKind.MEDICAL, true, yuan("6000"), false)
                                .basis(ExpenseKind.HOUSING, new LegalBasis("住房支出口径"))
                                .without(ExpenseKind.OTHER)
                                .build()),
                Arguments.of("property-within-the-limits", propertyWithin(), P2025),
                Arguments.of("property-over-the-limits", propertyOver(), P2025),
                Arguments.of("tekun", tekun(), P2025),
                Arguments.of("tekun-beside-those-who-can", tekunBesideOthers(), P2025),
                Arguments.of("single-of-a-disabled-daughter", disabledDaughter().build(), P2025),
                Arguments.of(
                        "single-in-full",
                        disabledDaughter().build(),
                        Parameters.change(P2025).single(SingleMode.FULL, true).build()),
                Arguments.of("rigid-expenses", rigidExpenses().build(), P2025),
                Arguments.of("rigid-expenses-too-small", rigidTooSmall(), P2025),
                Arguments.of("work-refused", workRefused(), P2025),
                Arguments.of("urgent-over-every-limit", urgentOverEveryLimit(), P2025),
                Arguments.of(
                        "urgent-by-household",
                        ofAdults(Area.RURAL, 2)
                                .emergency(Emergency.of(Cause.ACCIDENT, 1).askingQuick(yuan("500"), 2))
                                .build(),
                        Parameters.change(P2025)
                                .quick(QuickLimit.PER_HOUSEHOLD, true)
                                .build()),
                Arguments.of("urgent-again", urgentAgain(), P2025),
                Arguments.of("urgent-without-a-reason-to-ask-again", urgentRepeated(), P2025),
                Arguments.of("expenses-of-a-known-household", expensesOf(Assistance.DIBAO, "70000"), P2025),
                Arguments.of("expenses-below-the-line", expensesOf(Assistance.NONE, "55000"), P2025),
                Arguments.of("expenses-above-the-line", expensesOf(Assistance.NONE, "70000"), P2025));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void isTheApprovedOne(String name, HouseholdFacts facts, EligibilityParameters parameters) throws IOException {
        var text = text(MeansTest.determine(facts, parameters));
        var approved = APPROVED.resolve(name + ".txt");
        if (System.getProperty("yimen.approve") != null) {
            Files.createDirectories(APPROVED);
            Files.writeString(approved, text);
        }
        assertThat(text)
                .as("look at the difference, then run with -Dyimen.approve")
                .isEqualTo(Files.readString(approved));
    }

    // ---- the families

    private static HouseholdFacts peopleWhoCount() {
        return HouseholdFacts.on(DAY, Area.RURAL)
                .member(person("户主", Relation.HEAD, 46))
                .member(Member.of("妻", "妻", Relation.SPOUSE))
                .member(Member.of("婴", "婴", Relation.CHILD).born(DAY).livesTogether(false))
                .member(person("长子", Relation.CHILD, 18))
                .member(person("次子", Relation.CHILD, 25)
                        .disabled(Category.PHYSICAL, 1)
                        .livesTogether(false))
                .member(person("三子", Relation.CHILD, 30)
                        .seriouslyIll(true)
                        .independent(true)
                        .livesTogether(false))
                .member(Member.of("幺子", "幺子", Relation.CHILD))
                .member(person("女", Relation.CHILD, 20)
                        .studying(StudyStage.BACHELOR)
                        .livesTogether(false))
                .member(person("次女", Relation.CHILD, 24).studying(StudyStage.MASTER))
                .member(person("媳", Relation.CHILD_IN_LAW, 24))
                .member(person("孙", Relation.GRANDCHILD, 3).livesTogether(false))
                .member(person("父", Relation.PARENT, 66).absent(Absence.IN_PRISON))
                .member(person("弟", Relation.SIBLING, 40))
                .member(person("侄", Relation.OTHER_KIN, 12).decided(true, "由户主监护"))
                .member(person("客", Relation.NO_KIN, 30).decided(false, ""))
                .income(monthly("弟", IncomeItem.WAGES, "3000"))
                .build();
    }

    private static HouseholdFacts incomes() {
        return ofAdults(Area.URBAN, 3)
                .income(Income.monthly("1", "户主", IncomeItem.WAGES, yuan("2000"), 10)
                        .withCost(yuan("9000")))
                .income(monthly("妻", IncomeItem.CASUAL_WORK, "300").withCost(yuan("100")))
                .income(yearly("妻", IncomeItem.TRADE, "4000").withCost(yuan("1000")))
                .income(yearly("户主", IncomeItem.FARMING, "0"))
                .income(yearly("户主", IncomeItem.BASIC_PENSION, "900"))
                .income(monthly("妻", IncomeItem.BASIC_PENSION, "100").known(Income.Method.VERIFIED))
                .income(Income.estimated("7", "子3", 5, yuan("1800"), false))
                .income(Income.estimated("8", "子3", 0, null, true))
                .income(Income.estimated("9", "妻", 1, null, true).withCost(yuan("50")))
                .build();
    }

    private static HouseholdFacts supporters() {
        return oldCouple()
                .supporters(List.of(
                        Supporter.of("a", "长子", "户主")
                                .assistance(Assistance.DIBAO)
                                .actualMonthly(yuan("30"))
                                .build(),
                        Supporter.of("b", "次子", "户主", "妻")
                                .agreedMonthly(yuan("50"))
                                .build(),
                        Supporter.of("c", "三子", "户主")
                                .agreedMonthly(yuan("60"))
                                .actualMonthly(yuan("60"))
                                .build(),
                        Supporter.of("d", "四子", "妻")
                                .family(2, yuan("3528"), Area.URBAN)
                                .actualMonthly(yuan("100"))
                                .build(),
                        Supporter.of("e", "长女", "妻")
                                .family(1, yuan("1664"), Area.URBAN)
                                .build(),
                        Supporter.of("f", "次女", "妻")
                                .family(1, yuan("1210.01"), null)
                                .build(),
                        Supporter.of("g", "三女", "妻").actualMonthly(yuan("20")).build(),
                        Supporter.of("h", "四女", "妻").build()))
                .build();
    }

    private static HouseholdFacts supportersOfAnOldMan() {
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(88).failing().institutional(false));
        List.of(
                        Supporter.of("a", "长子", "户主").assistance(Assistance.TEKUN),
                        Supporter.of("b", "次子", "户主")
                                .assistance(Assistance.DIBAO)
                                .born(aged(60)),
                        Supporter.of("c", "三子", "户主")
                                .born(aged(70))
                                .family(3, yuan("6999.99"), Area.URBAN)
                                .propertyWithinLimits(true),
                        Supporter.of("d", "四子", "户主")
                                .disabled(new Disability(Category.PHYSICAL, 2))
                                .family(3, yuan("7000"), Area.URBAN),
                        Supporter.of("e", "五子", "户主")
                                .disabled(new Disability(Category.MENTAL, 3))
                                .family(1, yuan("900"), Area.RURAL)
                                .propertyWithinLimits(false),
                        Supporter.of("f", "六子", "户主")
                                .incapacity(Incapacity.IN_PRISON)
                                .propertyWithinLimits(true),
                        Supporter.of("g", "女", "户主").family(1, yuan("900"), Area.RURAL),
                        Supporter.of("h", "次女", "户主").born(aged(71)))
                .forEach(supporter ->
                        facts.supporter(supporter.agreedMonthly(Money.ZERO).build()));
        return facts.build();
    }

    private static HouseholdFacts expenses() {
        return ofAdults(Area.URBAN, 2)
                .member(person("女", Relation.CHILD, 15).studying(StudyStage.JUNIOR))
                .income(Income.yearly("i", null, IncomeItem.OTHER, yuan("30000")))
                .expense(Expense.proved("1", "户主", ExpenseKind.MEDICAL, yuan("7000")))
                .expense(new Expense("2", "妻", ExpenseKind.MEDICAL, yuan("5000"), yuan("1200"), true))
                .expense(new Expense("3", "妻", ExpenseKind.MEDICAL, yuan("400"), yuan("400"), true))
                .expense(new Expense("4", "妻", ExpenseKind.REHABILITATION, yuan("300"), Money.ZERO, false))
                .expense(Expense.proved("5", "女", ExpenseKind.EDUCATION, yuan("800")))
                .expense(Expense.proved("6", null, ExpenseKind.EDUCATION, yuan("700")))
                .expense(Expense.proved("7", null, ExpenseKind.HOUSING, yuan("600")))
                .expense(Expense.proved("8", null, ExpenseKind.OTHER, yuan("500")))
                .build();
    }

    private static HouseholdFacts propertyWithin() {
        return ofAdults(Area.URBAN, 2)
                .property(Property.financial("1", "户主", PropertyKind.CASH_DEPOSIT, yuan("39936")))
                .property(Property.vehicle("2", "户主", Property.Use.SOLE_LIVELIHOOD)
                        .decided(true))
                .property(Property.vehicle("3", "妻", Property.Use.MOTORCYCLE))
                .property(Property.of("4", null, PropertyKind.FOREST))
                .property(Property.house("5", "户主", 50_00, false))
                .property(Property.house("6", "妻", 30_00, true))
                .build();
    }

    private static HouseholdFacts propertyOver() {
        return ofAdults(Area.URBAN, 2)
                .property(Property.financial("1", "户主", PropertyKind.FUND, yuan("80000")))
                .property(Property.vehicle("2", "户主", Property.Use.PRIVATE_CAR))
                .property(Property.vehicle("3", "妻", Property.Use.SOLE_LIVELIHOOD))
                .property(Property.of("4", null, PropertyKind.MACHINE))
                .property(Property.of("5", null, PropertyKind.COMPANY_EQUITY).decided(false))
                .property(Property.house("6", "户主", 90_00, false))
                .property(Property.house("7", "妻", 60_00, false))
                .build();
    }

    private static HouseholdFacts tekun() {
        return HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(68)
                        .failing(SelfCareItem.BED, SelfCareItem.TOILET)
                        .institutional(false))
                .member(person("妻", Relation.SPOUSE, 66).failing().institutional(true))
                .member(Member.of("弟", "弟", Relation.SIBLING)
                        .disabled(Category.MENTAL, 2)
                        .decided(true, "")
                        .failing(SelfCareItem.values())
                        .institutional(true))
                .income(monthly("户主", IncomeItem.CASUAL_WORK, "100"))
                .build();
    }

    private static HouseholdFacts tekunBesideOthers() {
        return HouseholdFacts.on(DAY, Area.RURAL)
                .member(person("户主", Relation.HEAD, 65))
                .member(person("妻", Relation.SPOUSE, 45))
                .member(person("弟", Relation.SIBLING, 50)
                        .disabled(Category.HEARING, 3)
                        .decided(true, ""))
                .member(person("母", Relation.PARENT, 80))
                .member(person("伯", Relation.OTHER_KIN, 70).decided(true, "").orphanBenefit(true))
                .member(person("客", Relation.NO_KIN, 40)
                        .disabled(Category.SPEECH, 2)
                        .decided(true, ""))
                .income(yearly("伯", IncomeItem.EMPLOYEE_PENSION, "7260"))
                .build();
    }

    private static HouseholdFacts rigidTooSmall() {
        return ofAdults(Area.URBAN, 2)
                .income(Income.yearly("i", null, IncomeItem.OTHER, yuan("56000")))
                .expense(Expense.proved("e", null, ExpenseKind.MEDICAL, yuan("100")))
                .build();
    }

    private static HouseholdFacts workRefused() {
        var refusal = new JobRefusal(DAY.minusDays(1), true, false);
        return ofAdults(Area.URBAN, 2)
                .member(person("甲", Relation.CHILD, 22).jobRefusals(refusal, refusal, refusal))
                .member(person("乙", Relation.CHILD, 21).jobRefusals(refusal, refusal))
                .income(monthly("户主", IncomeItem.CASUAL_WORK, "1500"))
                .build();
    }

    private static HouseholdFacts urgentOverEveryLimit() {
        return ofAdults(Area.RURAL, 11)
                .emergency(Emergency.of(Cause.FIRE, 7).askingQuick(yuan("1000"), 1))
                .build();
    }

    private static HouseholdFacts urgentAgain() {
        return ofAdults(Area.RURAL, 1)
                .emergency(Emergency.of(Cause.OTHER_URGENT, 1).afterQuick(yuan("300")))
                .build();
    }

    private static HouseholdFacts urgentRepeated() {
        return ofAdults(Area.RURAL, 1)
                .emergency(new Emergency(Cause.FIRE, true, 1, 1, 1, null, Money.ZERO, true))
                .build();
    }

    private static HouseholdFacts expensesOf(Assistance current, String income) {
        return ofAdults(Area.URBAN, 2)
                .current(current)
                .emergency(Emergency.of(Cause.MEDICAL_COST, 3))
                .income(Income.yearly("i", null, IncomeItem.OTHER, yuan(income)))
                .expense(Expense.proved("e", null, ExpenseKind.MEDICAL, yuan("20000")))
                .build();
    }

    // ---- as a text, one line for each thing said

    private static String text(Assessment run) {
        var lines = new ArrayList<String>();
        lines.add("# 家庭");
        run.steps().forEach(step -> lines.add(line(step)));
        run.toConfirm().forEach(fact -> lines.add("待确认 " + fact.field() + "：" + fact.words()));
        for (var determination : run.ladder()) {
            lines.add("");
            lines.add("# " + determination.scheme().label() + "（"
                    + determination.scheme().unit() + "）："
                    + determination.outcome().label());
            if (determination.eligible()) {
                lines.add(amount(determination.amount()));
            }
            var confirm = determination.confirm();
            if (confirm != null) {
                lines.add("确认 " + confirm.label());
            }
            determination.reasons().forEach(reason -> lines.add(line(reason)));
            determination.missing().forEach(fact -> lines.add("缺 " + fact.field() + "：" + fact.words()));
            determination.persons().forEach(person -> lines(person, lines));
            determination.steps().forEach(step -> lines.add(line(step)));
        }
        lines.add("");
        var nearest = run.nearest();
        if (nearest != null) {
            lines.add("最接近 " + nearest.scheme().label() + " " + nearest.excess() + " " + nearest.words());
        }
        lines.add(SpokenAnswer.of(run).text());
        return String.join("\n", lines) + "\n";
    }

    private static void lines(PersonResult person, List<String> lines) {
        lines.add("- " + person.label() + "：" + person.outcome().label());
        if (person.outcome() == Outcome.ELIGIBLE) {
            lines.add("  " + amount(person.amount()));
        }
        person.reasons().forEach(reason -> lines.add("  " + line(reason)));
        person.missing().forEach(fact -> lines.add("  缺 " + fact.field() + "：" + fact.words()));
    }

    private static String amount(Amount amount) {
        var parts = new StringBuilder(amount.period().label() + " "
                + amount.total().grouped() + " = 基本 "
                + amount.base().grouped() + " + 增发 " + amount.increments().grouped() + " + 护理 "
                + amount.care().grouped());
        amount.shares()
                .forEach(share -> parts.append("；")
                        .append(share.label())
                        .append(" ")
                        .append(share.code())
                        .append(" ")
                        .append(share.amount().grouped()));
        return parts.toString();
    }

    private static String line(Reason reason) {
        return (reason.code().favourable() ? "+ " : "− ") + reason.key() + " " + reason.words() + " ［"
                + reason.basis().text() + "］";
    }

    private static String line(Step step) {
        return step.what() + " | " + step.how() + " | " + step.value() + " ［"
                + step.basis().text() + "］";
    }
}
