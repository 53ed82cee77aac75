package cn.yimen.eligibility;

import static cn.yimen.household.Relation.CHILD;
import static cn.yimen.household.Relation.HEAD;
import static cn.yimen.household.Relation.PARENT;
import static cn.yimen.household.Relation.SPOUSE;

import cn.yimen.household.Area;
import cn.yimen.household.Disability.Category;
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
import java.time.LocalDate;

/** The families of national-rules 12, as facts. */
public final class Families {

    public static final LocalDate DAY = LocalDate.of(2025, 6, 10);

    private Families() {}

    public static LocalDate aged(int years) {
        return DAY.minusYears(years).minusDays(30);
    }

    public static Money yuan(String amount) {
        return Money.yuan(amount);
    }

    static Member.Builder person(String label, Relation relation, int age) {
        return Member.of(label, label, relation).born(aged(age));
    }

    /** So many healthy grown-ups of 40 who live together. */
    public static HouseholdFacts.Builder ofAdults(Area area, int number) {
        var facts = HouseholdFacts.on(DAY, area).member(person("户主", HEAD, 40));
        if (number > 1) {
            facts.member(person("妻", SPOUSE, 40));
        }
        for (int i = 3; i <= number; i++) {
            facts.member(person("子" + i, CHILD, 20 + i));
        }
        return facts;
    }

    static Income monthly(String member, IncomeItem item, String amount) {
        return Income.monthly(member + item, member, item, yuan(amount));
    }

    static Income yearly(String member, IncomeItem item, String amount) {
        return Income.yearly(member + item, member, item, yuan(amount));
    }

    /** W01. */
    public static HouseholdFacts migrantWorkers() {
        return HouseholdFacts.on(DAY, Area.RURAL)
                .member(person("户主", HEAD, 45))
                .member(person("妻", SPOUSE, 43))
                .member(person("子", CHILD, 20).studying(StudyStage.BACHELOR))
                .member(person("母", PARENT, 72))
                .income(Income.monthly("w", "户主", IncomeItem.MIGRANT_WORK, yuan("2400"), 10)
                        .withCost(yuan("6000")))
                .income(yearly("户主", IncomeItem.FARMING, "3600"))
                .income(monthly("母", IncomeItem.BASIC_PENSION, "150"))
                .income(monthly("母", IncomeItem.ACCOUNT_PENSION, "20"))
                .expense(Expense.proved("e", "子", ExpenseKind.EDUCATION, yuan("5500")))
                .build();
    }

    /** W02. */
    public static HouseholdFacts.Builder oldCouple() {
        return HouseholdFacts.on(DAY, Area.RURAL)
                .member(person("户主", HEAD, 70))
                .member(person("妻", SPOUSE, 68))
                .income(Income.yearly("l", null, IncomeItem.LAND_TRANSFER, yuan("1200")))
                .income(monthly("户主", IncomeItem.ACCOUNT_PENSION, "15"))
                .income(monthly("妻", IncomeItem.ACCOUNT_PENSION, "15"))
                .supporter(Supporter.of("s", "子", "户主", "妻")
                        .supported(4)
                        .family(4, yuan("8500"), Area.URBAN)
                        .build())
                .supporter(Supporter.of("d", "女", "户主", "妻")
                        .supported(2)
                        .family(3, yuan("3200"), Area.RURAL)
                        .build());
    }

    /** W03. */
    public static HouseholdFacts.Builder disabledDaughter() {
        return HouseholdFacts.on(DAY, Area.URBAN)
                .member(person("父", HEAD, 52))
                .member(person("母", SPOUSE, 50))
                .member(person("女", CHILD, 25).disabled(Category.PHYSICAL, 1))
                .income(monthly("父", IncomeItem.WAGES, "2600"))
                .income(monthly("母", IncomeItem.CASUAL_WORK, "700"))
                .property(Property.financial("p", "父", PropertyKind.CASH_DEPOSIT, yuan("80000")));
    }

    /** W04. */
    public static HouseholdFacts.Builder rigidExpenses() {
        return HouseholdFacts.on(DAY, Area.URBAN)
                .member(person("户主", HEAD, 48))
                .member(person("妻", SPOUSE, 46))
                .member(person("女", CHILD, 19).studying(StudyStage.BACHELOR))
                .member(person("子", CHILD, 10).studying(StudyStage.PRIMARY))
                .income(yearly("户主", IncomeItem.WAGES, "100000"))
                .expense(Expense.proved("m", "妻", ExpenseKind.MEDICAL, yuan("20000")))
                .expense(Expense.proved("e", "女", ExpenseKind.EDUCATION, yuan("8000")));
    }

    /** W08. */
    public static HouseholdFacts.Builder singleMother() {
        return HouseholdFacts.on(DAY, Area.RURAL)
                .member(person("母", HEAD, 42).disabled(Category.PHYSICAL, 2).seriouslyIll(true))
                .member(person("子", CHILD, 15).studying(StudyStage.JUNIOR).ofSingleParent(true))
                .member(person("女", CHILD, 9).studying(StudyStage.PRIMARY).ofSingleParent(true))
                .income(monthly("母", IncomeItem.CASUAL_WORK, "300"))
                .income(monthly("子", IncomeItem.SUPPORT, "400").known(Income.Method.AGREEMENT));
    }

    /** W09, without the result of the assessment of self-care. */
    public static Member.Builder lonelyOldMan(int age) {
        return person("户主", HEAD, age);
    }
}
