package cn.yimen.eligibility;

import static cn.yimen.eligibility.Families.DAY;
import static cn.yimen.eligibility.Families.aged;
import static cn.yimen.eligibility.Families.disabledDaughter;
import static cn.yimen.eligibility.Families.lonelyOldMan;
import static cn.yimen.eligibility.Families.monthly;
import static cn.yimen.eligibility.Families.ofAdults;
import static cn.yimen.eligibility.Families.oldCouple;
import static cn.yimen.eligibility.Families.person;
import static cn.yimen.eligibility.Families.rigidExpenses;
import static cn.yimen.eligibility.Families.yearly;
import static cn.yimen.eligibility.Families.yuan;
import static cn.yimen.eligibility.Parameters.P2024;
import static cn.yimen.eligibility.Parameters.P2025;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.eligibility.Determination.Confirm;
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
import cn.yimen.household.Member;
import cn.yimen.household.Property;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.Relation;
import cn.yimen.household.StudyStage;
import cn.yimen.household.Supporter;
import cn.yimen.household.Supporter.Incapacity;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Percent;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** EL-2: 特困, 单人户, 刚性支出, 临时救助 and the quantified support, at their edges; what is missing; what is nearest. */
class LadderEdgesTest {

    private static Assessment run(HouseholdFacts.Builder facts) {
        return MeansTest.determine(facts.build(), P2025);
    }

    private static List<String> fields(Determination determination) {
        return determination.missing().stream().map(MissingFact::field).toList();
    }

    // ---- 特困

    @ParameterizedTest(name = "{0} 岁 {1} {2} 级: {3} {4}")
    @CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            年龄, 类别,         等级, 结论,           理由
            59,  -,            1,   NOT_APPLICABLE, NOT_IN_GROUP
            60,  -,            1,   ELIGIBLE,       FITS
            17,  -,            1,   ELIGIBLE,       FITS
            18,  -,            1,   NOT_APPLICABLE, NOT_IN_GROUP
            40,  VISUAL,       1,   ELIGIBLE,       FITS
            40,  VISUAL,       2,   NOT_ELIGIBLE,   ABLE_TO_WORK
            40,  HEARING,      1,   NOT_ELIGIBLE,   ABLE_TO_WORK
            40,  SPEECH,       1,   NOT_ELIGIBLE,   ABLE_TO_WORK
            40,  PHYSICAL,     2,   ELIGIBLE,       FITS
            40,  PHYSICAL,     3,   NOT_ELIGIBLE,   ABLE_TO_WORK
            40,  INTELLECTUAL, 3,   ELIGIBLE,       FITS
            40,  INTELLECTUAL, 4,   NOT_ELIGIBLE,   ABLE_TO_WORK
            40,  MENTAL,       3,   ELIGIBLE,       FITS
            40,  MENTAL,       4,   NOT_ELIGIBLE,   ABLE_TO_WORK
            40,  MULTIPLE,     1,   NOT_ELIGIBLE,   ABLE_TO_WORK
            18,  HEARING,      1,   NOT_ELIGIBLE,   ABLE_TO_WORK
            17,  HEARING,      1,   ELIGIBLE,       FITS
            """)
    void tekunOldDisabledOrMinor(int age, Category category, int grade, Outcome outcome, Reason.Code reason) {
        var member = person("户主", Relation.HEAD, age).failing().institutional(false);
        if (category != null) {
            member.disabled(category, grade);
        }
        var tekun = run(HouseholdFacts.on(DAY, Area.RURAL).member(member)).of(Scheme.TEKUN);
        assertThat(tekun.outcome()).isEqualTo(outcome);
        assertThat(tekun.reasons().get(0).code()).isEqualTo(reason);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            项目,              全年,      特困
            CASUAL_WORK,       7259.99,  是
            CASUAL_WORK,       7260.00,  否
            BASIC_PENSION,     20000.00, 是
            SOCIAL_INSURANCE,  20000.00, 是
            VETERAN_ALLOWANCE, 20000.00, 是
            OLD_AGE_ALLOWANCE, 20000.00, 是
            SOCIAL_ASSISTANCE, 20000.00, 是
            EMPLOYEE_PENSION,  7260.00,  否
            """)
    void tekunWithoutIncome(IncomeItem item, String amount, String found) {
        for (var owner : new String[] {"户主", null}) {
            var facts = HouseholdFacts.on(DAY, Area.RURAL)
                    .member(lonelyOldMan(66).failing().institutional(false))
                    .income(Income.yearly("i", owner, item, yuan(amount)));
            assertThat(run(facts).fits(Scheme.TEKUN)).isEqualTo(found.equals("是"));
        }
    }

    @Test
    void tekunMeansPropertyWithinItsLimits() {
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(66).failing().institutional(false))
                .property(Property.financial("p", null, PropertyKind.CASH_DEPOSIT, yuan("14520")));
        assertThat(run(facts).fits(Scheme.TEKUN)).isTrue();
        facts.property(Property.financial("q", null, PropertyKind.CASH_DEPOSIT, yuan("0.01")));
        assertThat(run(facts).of(Scheme.TEKUN).because("ASSET_OVER/FINANCIAL")).isTrue();
    }

    @Test
    void tekunNotForAChildWhoChoseTheOrphansBenefit() {
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(person("户主", Relation.HEAD, 12).orphanBenefit(true).failing());
        assertThat(run(facts).of(Scheme.TEKUN).because("OTHER_BENEFIT_CHOSEN/ORPHAN"))
                .isTrue();
    }

    @ParameterizedTest(name = "{0} 岁 {1} {2} {3} {4} 月 {5} 财产 {6}: {7}")
    @CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            年龄, 享受,     情形,              肢残, 月收入,   财产合格, 结论
            41,  NONE,     NONE,             -,   1000,    true,  有能力
            -,   NONE,     NONE,             -,   1000,    true,  有能力
            41,  TEKUN,    NONE,             -,   -,       -,     无能力
            60,  DIBAO,    NONE,             -,   -,       -,     无能力
            59,  DIBAO,    NONE,             -,   -,       -,     有能力
            65,  BIANYUAN, NONE,             -,   1000,    true,  有能力
            70,  NONE,     NONE,             -,   2333.33, true,  无能力
            70,  NONE,     NONE,             -,   2333.34, true,  有能力
            69,  NONE,     NONE,             -,   1000,    true,  有能力
            70,  NONE,     NONE,             -,   1000,    false, 有能力
            41,  NONE,     NONE,             2,   2333.33, true,  无能力
            41,  NONE,     NONE,             2,   2333.34, true,  有能力
            41,  NONE,     NONE,             3,   1000,    true,  有能力
            41,  NONE,     NO_CIVIL_CAPACITY,-,   9000,    true,  无能力
            41,  NONE,     DECLARED_MISSING, -,   -,       true,  无能力
            41,  NONE,     IN_PRISON,        -,   9000,    true,  无能力
            41,  NONE,     IN_PRISON,        -,   9000,    false, 有能力
            41,  NONE,     IN_PRISON,        -,   9000,    -,     缺 supporters[s].property
            70,  NONE,     NONE,             -,   1000,    -,     缺 supporters[s].property
            70,  NONE,     NONE,             -,   -,       true,  缺 supporters[s].income
            70,  NONE,     NONE,             -,   -,       -,     缺 supporters[s].income
            """)
    void tekunWithoutAnAbleSupporter(
            Integer age,
            Assistance assistance,
            Incapacity incapacity,
            Integer grade,
            Money income,
            Boolean property,
            String result) {
        var son = Supporter.of("s", "子", "户主")
                .born(age == null ? null : aged(age))
                .assistance(assistance)
                .incapacity(incapacity)
                .family(1, income, Area.URBAN)
                .propertyWithinLimits(property);
        if (grade != null) {
            son.disabled(new Disability(Category.PHYSICAL, grade));
        }
        // a judgment says nothing is to be paid, so that only the ability decides
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(68).failing().institutional(false))
                .supporter(son.agreedMonthly(Money.ZERO).build());
        var tekun = run(facts).of(Scheme.TEKUN);
        if (result.startsWith("缺")) {
            assertThat(tekun.outcome()).isEqualTo(Outcome.MISSING_FACTS);
            assertThat(fields(tekun)).contains(result.substring(2));
        } else {
            assertThat(tekun.eligible()).isEqualTo(result.equals("无能力"));
            assertThat(tekun.because("SUPPORTER_ABLE")).isEqualTo(result.equals("有能力"));
        }
    }

    @Test
    void twoOldPeopleWithoutChildrenDoNotStandInEachOthersWay() {
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(66).failing().institutional(false))
                .member(person("妻", Relation.SPOUSE, 62).failing().institutional(false));
        var both = run(facts).of(Scheme.TEKUN);
        assertThat(both.persons())
                .extracting(PersonResult::outcome)
                .containsExactly(Outcome.ELIGIBLE, Outcome.ELIGIBLE);
        assertThat(both.amount().total()).isEqualTo(yuan("2164"));
        assertThat(run(facts).of(Scheme.DIBAO).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(run(facts).of(Scheme.GANGXING).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        // a wife of 59 can support him
        var younger = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(66).failing().institutional(false))
                .member(person("妻", Relation.SPOUSE, 59));
        assertThat(run(younger).of(Scheme.TEKUN).because("SUPPORTER_ABLE")).isTrue();
        // if she has an income of her own, she is none and he neither
        facts.income(yearly("妻", IncomeItem.EMPLOYEE_PENSION, "7260"));
        assertThat(run(facts).of(Scheme.TEKUN).persons())
                .extracting(PersonResult::outcome)
                .containsExactly(Outcome.NOT_ELIGIBLE, Outcome.NOT_ELIGIBLE);
    }

    @ParameterizedTest(name = "{0} 岁 {1} 级 {2} {3} {4}: {5}")
    @CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            妻年龄, 肢残, 家庭享受, 妻月退休金, 存款,  特困
            59,    -,   NONE,   700,     0,    否
            59,    2,   NONE,   700,     0,    是
            59,    3,   NONE,   700,     0,    否
            70,    -,   NONE,   700,     0,    是
            69,    -,   NONE,   700,     0,    否
            69,    -,   DIBAO,  700,     0,    是
            60,    -,   DIBAO,  700,     0,    是
            59,    -,   DIBAO,  700,     0,    否
            70,    -,   NONE,   4666.66, 0,    是
            70,    -,   NONE,   4666.67, 0,    否
            """)
    void tekunWithAWifeWhoCannotSupportHim(
            int age, Integer grade, Assistance current, String pension, Money savings, String found) {
        var wife = person("妻", Relation.SPOUSE, age);
        if (grade != null) {
            wife.disabled(Category.PHYSICAL, grade);
        }
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(66).failing().institutional(false))
                .member(wife)
                .current(current)
                .income(monthly("妻", IncomeItem.EMPLOYEE_PENSION, pension))
                .property(Property.financial("p", "妻", PropertyKind.CASH_DEPOSIT, savings));
        assertThat(run(facts).fits(Scheme.TEKUN)).isEqualTo(found.equals("是"));
    }

    @Test
    void aWeakWifeWithTooMuchPropertyCanSupportHim() {
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(66).failing().institutional(false))
                .member(person("妻", Relation.SPOUSE, 72))
                .income(monthly("妻", IncomeItem.EMPLOYEE_PENSION, "700"));
        assertThat(run(facts).fits(Scheme.TEKUN)).isTrue();
        facts.property(Property.vehicle("v", "妻", Property.Use.PRIVATE_CAR));
        assertThat(run(facts).fits(Scheme.TEKUN)).isFalse();
    }

    @ParameterizedTest(name = "{0} {1} 岁: {2}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            情形,             年龄, 特困
            NONE,             40,  否
            NONE,             17,  是
            IN_PRISON,        40,  是
            DECLARED_MISSING, 40,  是
            DECEASED,         40,  是
            COMPULSORY_DETOX, 40,  否
            RELIGIOUS,        40,  否
            """)
    void tekunWithAChildInTheRegister(Absence absence, int age, String found) {
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(66).failing().institutional(false))
                .member(person("子", Relation.CHILD, age).absent(absence).failing());
        assertThat(run(facts).of(Scheme.TEKUN).persons().get(0).outcome())
                .isEqualTo(found.equals("是") ? Outcome.ELIGIBLE : Outcome.NOT_ELIGIBLE);
    }

    @Test
    void aChildInTheRegisterWhoIsASupporterTooIsJudgedAsOne() {
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(66).failing().institutional(false))
                .member(person("子", Relation.CHILD, 40).livesTogether(false).independent(true))
                .supporter(Supporter.of("子", "子", "户主")
                        .assistance(Assistance.TEKUN)
                        .build());
        assertThat(run(facts).fits(Scheme.TEKUN)).isTrue();
    }

    /** Both directions, every pair. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            HEAD,          SPOUSE CHILD GRANDCHILD PARENT GRANDPARENT
            SPOUSE,        HEAD CHILD GRANDCHILD PARENT_IN_LAW
            CHILD,         HEAD SPOUSE CHILD_IN_LAW GRANDCHILD PARENT PARENT_IN_LAW
            CHILD_IN_LAW,  CHILD GRANDCHILD
            GRANDCHILD,    HEAD SPOUSE CHILD CHILD_IN_LAW
            PARENT,        HEAD PARENT CHILD SIBLING GRANDPARENT
            PARENT_IN_LAW, SPOUSE PARENT_IN_LAW CHILD
            GRANDPARENT,   HEAD PARENT GRANDPARENT
            SIBLING,       PARENT
            OTHER_KIN,     ''
            NO_KIN,        ''
            """)
    void whoOwesWhomSupport(Relation one, String others) {
        var owed = List.of(others.split(" "));
        for (var other : Relation.values()) {
            assertThat(Tekun.owes(one, other)).as("%s %s", one, other).isEqualTo(owed.contains(other.name()));
            assertThat(Tekun.owes(other, one)).as("%s %s", other, one).isEqualTo(Tekun.owes(one, other));
        }
    }

    @Test
    void aMinorWithParentsIsNone() {
        var result = run(ofAdults(Area.RURAL, 2)
                .member(person("女", Relation.CHILD, 9).studying(StudyStage.PRIMARY))
                .declared(true, true, false));
        assertThat(result.of(Scheme.TEKUN).outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
        assertThat(result.of(Scheme.TEKUN).because("SUPPORTER_ABLE")).isTrue();
        assertThat(result.fits(Scheme.DIBAO)).isTrue();
    }

    @Test
    void tekunOfOneLeavesTheOthersTheirDibao() {
        var facts = HouseholdFacts.on(DAY, Area.URBAN)
                .member(person("户主", Relation.HEAD, 45))
                .member(person("伯", Relation.OTHER_KIN, 70)
                        .decided(true, "")
                        .failing()
                        .institutional(true))
                .income(monthly("户主", IncomeItem.CASUAL_WORK, "300"))
                .income(monthly("伯", IncomeItem.CASUAL_WORK, "200"));
        var result = run(facts);
        assertThat(result.of(Scheme.TEKUN).amount().total()).isEqualTo(yuan("1508"));
        assertThat(result.of(Scheme.DIBAO).amount().total()).isEqualTo(yuan("532"));
        assertThat(result.covered(Scheme.DIBAO)).containsExactly("户主");
        assertThat(result.covered(Scheme.TEMPORARY_EMERGENCY)).containsExactly("户主", "伯");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            缺什么,   字段
            area,    area
            income,  incomes
            prop,    properties
            supp,    supporters
            self,    members[户主].selfCare
            central, members[户主].institutional
            """)
    void tekunSaysWhatIsMissing(String what, String field) {
        var member = lonelyOldMan(66);
        if (!what.equals("self")) {
            member.failing();
        }
        if (!what.equals("central")) {
            member.institutional(false);
        }
        var facts = HouseholdFacts.on(DAY, what.equals("area") ? null : Area.RURAL)
                .member(member)
                .declared(!what.equals("income"), !what.equals("prop"), !what.equals("supp"));
        var tekun = run(facts).of(Scheme.TEKUN);
        assertThat(tekun.outcome()).isEqualTo(Outcome.MISSING_FACTS);
        assertThat(fields(tekun)).containsExactly(field);
        assertThat(tekun.amount()).isEqualTo(Amount.NONE);
    }

    @Test
    void tekunAsksForTheBirthDate() {
        var nobody = HouseholdFacts.on(DAY, Area.RURAL).member(Member.of("a", "户主", Relation.HEAD));
        assertThat(fields(run(nobody).of(Scheme.TEKUN))).containsExactly("members[a].birthDate");
        var disabled = HouseholdFacts.on(DAY, Area.RURAL)
                .member(Member.of("a", "户主", Relation.HEAD)
                        .disabled(Category.HEARING, 4)
                        .failing()
                        .institutional(false));
        assertThat(fields(run(disabled).of(Scheme.TEKUN))).containsExactly("members[a].birthDate");
        assertThat(fields(run(disabled).of(Scheme.DIBAO))).containsExactly("members[a].birthDate");
    }

    @Test
    void theMinimumWageOfTheDay() {
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(66)
                        .failing(
                                cn.yimen.household.SelfCareItem.BED,
                                cn.yimen.household.SelfCareItem.TOILET,
                                cn.yimen.household.SelfCareItem.BATH))
                .build();
        var before = MeansTest.determine(facts, P2024).of(Scheme.TEKUN).amount();
        // 808 × 1.3 = 1050.40, 1890 × 60 % = 1134
        assertThat(before.base()).isEqualTo(yuan("1051"));
        assertThat(before.care()).isEqualTo(yuan("1134"));
    }

    /** Three of them have 28,000 each at 7,000 a month: not below. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            6999.99, 是
            7000.00, 否
            """)
    void tekunWithASupporterAtTheLineOfIncome(Money income, String found) {
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(68).failing().institutional(false))
                .supporter(Supporter.of("s", "子", "户主")
                        .disabled(new Disability(Category.PHYSICAL, 1))
                        .family(3, income, Area.URBAN)
                        .agreedMonthly(Money.ZERO)
                        .propertyWithinLimits(true)
                        .build());
        assertThat(run(facts).fits(Scheme.TEKUN)).isEqualTo(found.equals("是"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            55999.99, 是
            56000.00, 否
            """)
    void tekunWithAWeakWifeAtTheLineOfIncome(String income, String found) {
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(66).failing().institutional(false))
                .member(person("妻", Relation.SPOUSE, 72))
                .income(yearly("妻", IncomeItem.EMPLOYEE_PENSION, income));
        assertThat(run(facts).fits(Scheme.TEKUN)).isEqualTo(found.equals("是"));
    }

    /** A child who earns is no 特困 himself; as a minor he owes nothing yet, and one of unknown age is taken for grown up. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(nullValues = "-", textBlock = """
            17, 是
            0,  是
            18, 否
            -,  否
            """)
    void tekunBesideAChildWhoEarns(Integer age, String found) {
        var child = Member.of("子", "子", Relation.CHILD).born(age == null ? null : aged(age));
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(66).failing().institutional(false))
                .member(child)
                .income(yearly("子", IncomeItem.WAGES, "7260"));
        assertThat(run(facts).fits(Scheme.TEKUN)).isEqualTo(found.equals("是"));
    }

    @Test
    void aNewbornIsAMinorAndCounts() {
        var alone = HouseholdFacts.on(DAY, Area.RURAL)
                .member(Member.of("a", "婴儿", Relation.HEAD).born(DAY).failing().institutional(false));
        assertThat(run(alone).fits(Scheme.TEKUN)).isTrue();
        var away = ofAdults(Area.RURAL, 1)
                .member(Member.of("a", "婴儿", Relation.CHILD).born(DAY).livesTogether(false));
        assertThat(run(away).counted().size()).isEqualTo(2);
        var young = ofAdults(Area.RURAL, 1)
                .member(Member.of("a", "婴儿", Relation.CHILD).born(DAY).ofSingleParent(true));
        assertThat(run(young).of(Scheme.DIBAO).amount().increments()).isEqualTo(yuan("61"));
    }

    @Test
    void supportersAreAskedForOfTheGrownUpAndTheOld() {
        for (var row : List.of(List.of(17, 0), List.of(18, 1))) {
            var facts = HouseholdFacts.on(DAY, Area.RURAL)
                    .member(person("户主", Relation.HEAD, row.get(0))
                            .disabled(Category.MENTAL, 1)
                            .failing()
                            .institutional(false))
                    .declared(true, true, false);
            assertThat(run(facts).of(Scheme.TEKUN).missing()).hasSize(row.get(1));
        }
        for (var row : List.of(List.of(59, 0), List.of(60, 1))) {
            var facts = ofAdults(Area.RURAL, 1)
                    .member(person("母", Relation.PARENT, row.get(0)))
                    .declared(true, true, false);
            assertThat(fields(run(facts).of(Scheme.DIBAO)))
                    .isEqualTo(row.get(1) == 0 ? List.of() : List.of("supporters"));
        }
    }

    @Test
    void aReasonThatFitsSeveralIsSaidOnce() {
        var result = run(ofAdults(Area.RURAL, 2)
                .member(person("女", Relation.CHILD, 9))
                .member(person("子", Relation.CHILD, 7))
                .member(person("父", Relation.PARENT, 66)));
        assertThat(result.of(Scheme.TEKUN).persons()).hasSize(3);
        assertThat(result.of(Scheme.TEKUN).reasons()).extracting(Reason::key).containsExactly("SUPPORTER_ABLE");
        assertThat(result.covered(Scheme.DIBAO))
                .as("who is no 特困 stays with the others")
                .hasSize(5);
    }

    @Test
    void singleAloneHasTheHouseholdsIncomeToo() {
        var facts = HouseholdFacts.on(DAY, Area.URBAN)
                .member(person("户主", Relation.HEAD, 40).disabled(Category.HEARING, 1))
                .income(Income.monthly("i", null, IncomeItem.RENT, yuan("900")));
        assertThat(run(facts).fits(Scheme.BIANYUAN)).isTrue();
        assertThat(run(facts).of(Scheme.SINGLE).outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
        facts.expense(Expense.proved("e", null, ExpenseKind.OTHER, yuan("1200")));
        assertThat(run(facts).of(Scheme.SINGLE).outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
    }

    @Test
    void aHouseholdAtTheCapNeedsNoConference() {
        var rules = P2025.temporary();
        var exact = new EligibilityParameters.TemporaryRules(
                rules.quickMonths(),
                rules.quickLimit(),
                rules.quickOffset(),
                rules.minMonths(),
                rules.maxMonths(),
                yuan("1664"),
                rules.townApprovalLimit(),
                rules.quickBasis(),
                rules.generalBasis(),
                rules.amountBasis(),
                rules.conferenceBasis());
        var facts =
                ofAdults(Area.RURAL, 1).emergency(Emergency.of(Cause.FIRE, 2)).build();
        var at = MeansTest.determine(
                        facts, Parameters.change(P2025).temporary(exact).build())
                .of(Scheme.TEMPORARY_EMERGENCY);
        assertThat(at.confirm()).isEqualTo(Confirm.COUNTY);
        assertThat(at.because("OVER_CAP")).isFalse();
        assertThat(at.because("OFFSET")).isFalse();
        assertThat(at.reasons().get(0).words()).isEqualTo("火灾，基本生活暂时困难");
    }

    // ---- quantified support (F8)

    @ParameterizedTest(name = "{0} {1} 人 收入 {2} 赡养 {3} 协议 {4} 实付 {5} {6}: {7}")
    @CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            城乡,  人口, 月收入,   赡养, 协议, 实付, 类别,     每月
            URBAN, 4,   8500.00, 4,   -,   -,   NONE,     92.20
            URBAN, 4,   8500.00, 1,   -,   -,   NONE,     368.80
            RURAL, 3,   3200.00, 2,   -,   -,   NONE,     0.00
            RURAL, 3,   3630.00, 2,   -,   -,   NONE,     0.00
            RURAL, 3,   3640.00, 2,   -,   -,   NONE,     1.00
            RURAL, 3,   3630.10, 1,   -,   -,   NONE,     0.02
            -,     3,   3640.00, 2,   -,   -,   NONE,     1.00
            URBAN, 4,   8500.00, 4,   50,  -,   NONE,     50.00
            URBAN, 4,   8500.00, 4,   -,   100, NONE,     100.00
            URBAN, 4,   8500.00, 4,   -,   90,  NONE,     92.20
            URBAN, 4,   8500.00, 4,   120, 100, NONE,     120.00
            URBAN, 4,   8500.00, 4,   100, 120, NONE,     120.00
            URBAN, 4,   8500.00, 4,   -,   -,   DIBAO,    0.00
            URBAN, 4,   8500.00, 4,   50,  -,   TEKUN,    0.00
            URBAN, 4,   8500.00, 4,   -,   -,   BIANYUAN, 0.00
            URBAN, 4,   8500.00, 4,   -,   30,  BIANYUAN, 30.00
            URBAN, 4,   8500.00, 4,   -,   -,   GANGXING, 92.20
            URBAN, 4,   -,       4,   -,   30,  NONE,     30.00
            """)
    void supportByTheFormulaOrThePaperOrWhatIsPaid(
            Area area,
            int size,
            Money income,
            int supported,
            Money agreed,
            Money actual,
            Assistance assistance,
            Money each) {
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(58))
                .supporter(Supporter.of("s", "子", "户主", "户主", "nobody")
                        .supported(supported)
                        .family(size, income, area)
                        .agreedMonthly(agreed)
                        .actualMonthly(actual)
                        .assistance(assistance)
                        .build());
        var result = run(facts);
        assertThat(result.counted().yearlyIncome()).isEqualTo(each.times(12));
        assertThat(result.counted().yearlyGross()).isEqualTo(each.times(12));
    }

    @Test
    void supportThatIsNoWholeFenStaysExact() {
        // 100 over the line, a third of 20 % each month: 6.6666…
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(58))
                .supporter(Supporter.of("s", "子", "户主")
                        .supported(3)
                        .family(1, yuan("1310"), Area.RURAL)
                        .build())
                .supporter(Supporter.of("t", "女", "户主")
                        .supported(3)
                        .family(1, yuan("1310"), Area.RURAL)
                        .build())
                .supporter(Supporter.of("u", "次女", "户主")
                        .supported(3)
                        .family(1, yuan("1310"), Area.RURAL)
                        .build());
        assertThat(run(facts).of(Scheme.DIBAO).amount().base()).isEqualTo(yuan("585"));
        assertThat(run(facts).steps()).anyMatch(step -> step.value().equals("≈6.67"));
        // 605 − 585 − 20 = 0 exactly: not below
        facts.income(monthly("户主", IncomeItem.OTHER, "585"));
        assertThat(run(facts).of(Scheme.DIBAO).outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
        assertThat(run(facts).of(Scheme.DIBAO).excess()).isEqualTo(Money.ZERO);
    }

    @Test
    void theStandardWhereTheSupporterLivesAndTheFormulaAreGiven() {
        var facts = oldCouple()
                .supporters(List.of(Supporter.of("s", "子", "户主")
                        .family(2, yuan("3000"), Area.URBAN)
                        .localMonthlyStandard(yuan("700"))
                        .build()));
        assertThat(run(facts).counted().yearlyIncome())
                .isEqualTo(yuan("1560").plus(yuan("40").times(12)));
        var other = Parameters.change(P2025).support("1", "50%").build();
        assertThat(other.support().exempt()).isEqualTo(P2025.support().exempt());
        assertThat(MeansTest.determine(facts.build(), other).counted().yearlyIncome())
                .isEqualTo(yuan("1560").plus(yuan("800").times(12)));
    }

    @Test
    void anUnknownIncomeOfASupporterIsMissing() {
        var facts = oldCouple()
                .supporters(List.of(
                        Supporter.of("s", "子", "户主", "妻").family(2, null, null).build()));
        assertThat(fields(run(facts).of(Scheme.DIBAO))).containsExactly("supporters[s].income");
    }

    // ---- 单人户

    @ParameterizedTest(name = "{0} {1} 级 重病 {2} 其他 {3}: {4} {5}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            类别,         等级, 重病,  其他,  码,              每月
            PHYSICAL,     2,   false, false, SINGLE_DISABLED, 1082.00
            PHYSICAL,     3,   false, false, -,               0.00
            INTELLECTUAL, 3,   false, false, SINGLE_DISABLED, 1082.00
            MENTAL,       3,   false, false, SINGLE_DISABLED, 1082.00
            MENTAL,       4,   false, false, -,               0.00
            PHYSICAL,     4,   true,  false, SINGLE_ILL,      1082.00
            PHYSICAL,     1,   true,  false, SINGLE_DISABLED, 1082.00
            PHYSICAL,     4,   false, true,  SINGLE_OTHER,    832.00
            """)
    void singleForTheSeverelyDisabledAndIll(
            Category category, int grade, boolean ill, boolean other, String code, Money total) {
        var facts = disabledDaughter();
        var daughter = person("女", Relation.CHILD, 25)
                .disabled(category, grade)
                .seriouslyIll(ill)
                .otherSingle(other);
        facts.members(List.of(
                person("父", Relation.HEAD, 52).build(),
                person("母", Relation.SPOUSE, 50).build(),
                daughter.build()));
        var single = run(facts).of(Scheme.SINGLE);
        assertThat(single.amount().total()).isEqualTo(total);
        if (code.equals("-")) {
            assertThat(single.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
            assertThat(single.because("NOT_IN_GROUP")).isTrue();
        } else {
            assertThat(single.amount().shares().get(0).code()).isEqualTo(code);
        }
    }

    @ParameterizedTest(name = "{0} 本人 {1}: {2} + {3}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            口径,            本人月收入, 结论,         基本金, 增发
            OWN_INCOME_GAP, 0.00,     ELIGIBLE,     832.00, 250.00
            OWN_INCOME_GAP, 100.50,   ELIGIBLE,     732.00, 250.00
            OWN_INCOME_GAP, 831.99,   ELIGIBLE,     1.00,   250.00
            OWN_INCOME_GAP, 832.00,   NOT_ELIGIBLE, 0.00,   0.00
            FULL,           100.50,   ELIGIBLE,     832.00, 250.00
            FULL,           832.00,   ELIGIBLE,     832.00, 250.00
            """)
    void singleIsPaidTheGapOrInFull(SingleMode mode, String own, Outcome outcome, Money base, Money more) {
        var facts = HouseholdFacts.on(DAY, Area.URBAN)
                .member(person("父", Relation.HEAD, 52))
                .member(person("母", Relation.SPOUSE, 50))
                .member(person("女", Relation.CHILD, 25).disabled(Category.PHYSICAL, 1))
                .income(monthly("父", IncomeItem.WAGES, "2600"))
                .income(monthly("女", IncomeItem.CASUAL_WORK, own));
        var parameters = Parameters.change(P2025).single(mode, true).build();
        var single = MeansTest.determine(facts.build(), parameters).of(Scheme.SINGLE);
        assertThat(single.outcome()).isEqualTo(outcome);
        assertThat(single.amount().base()).isEqualTo(base);
        assertThat(single.amount().increments()).isEqualTo(more);
        if (outcome == Outcome.NOT_ELIGIBLE) {
            assertThat(single.because("INCOME_OVER/OWN")).isTrue();
        }
        var plain = Parameters.change(P2025).single(mode, false).build();
        assertThat(MeansTest.determine(facts.build(), plain)
                        .of(Scheme.SINGLE)
                        .amount()
                        .total())
                .isEqualTo(base);
    }

    @Test
    void singleOfTwoInOneHouseholdAddsUp() {
        var facts = disabledDaughter().member(person("子", Relation.CHILD, 22).seriouslyIll(true));
        facts.income(monthly("母", IncomeItem.GIFT, "500"));
        var single = run(facts).of(Scheme.SINGLE);
        assertThat(single.persons()).hasSize(2);
        assertThat(single.amount().base()).isEqualTo(yuan("1664"));
        assertThat(single.amount().increments()).isEqualTo(yuan("500"));
        assertThat(single.amount().total()).isEqualTo(yuan("2164"));
    }

    @Test
    void singleOwnExpensesAreDeductedFromOwnIncome() {
        var facts = disabledDaughter()
                .income(monthly("女", IncomeItem.CASUAL_WORK, "300"))
                .expense(Expense.proved("e", "女", ExpenseKind.REHABILITATION, yuan("1200")));
        assertThat(run(facts).of(Scheme.SINGLE).amount().base()).isEqualTo(yuan("632"));
    }

    @Test
    void singleOnlyInAMarginalHousehold() {
        var poor = disabledDaughter().incomes(List.of(monthly("父", IncomeItem.WAGES, "100")));
        poor.properties(List.of());
        assertThat(run(poor).of(Scheme.SINGLE).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(run(poor).of(Scheme.SINGLE).because("HIGHER_SCHEME")).isTrue();
        var rich = disabledDaughter().incomes(List.of(monthly("父", IncomeItem.WAGES, "9000")));
        assertThat(run(rich).of(Scheme.SINGLE).because("NOT_EDGE_HOUSEHOLD")).isTrue();
        assertThat(run(rich).of(Scheme.SINGLE).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        var unasked = disabledDaughter().properties(List.of()).declared(true, false, true);
        assertThat(run(unasked).of(Scheme.SINGLE).outcome()).isEqualTo(Outcome.MISSING_FACTS);
        assertThat(fields(run(unasked).of(Scheme.SINGLE))).containsExactly("properties");
        // savings within the edge's limits, but not within dibao's: paid all the same
        assertThat(run(disabledDaughter().incomes(List.of(monthly("父", IncomeItem.WAGES, "100"))))
                        .fits(Scheme.SINGLE))
                .isTrue();
    }

    @Test
    void clergyApplyForThemselves() {
        var facts = ofAdults(Area.RURAL, 2)
                .member(person("叔", Relation.OTHER_KIN, 50).absent(Absence.RELIGIOUS));
        var single = run(facts).of(Scheme.SINGLE);
        assertThat(single.outcome()).isEqualTo(Outcome.MISSING_FACTS);
        assertThat(fields(single)).containsExactly("members[叔].ownApplication");
        // one whom an officer counts in lives with the family
        facts = ofAdults(Area.RURAL, 2)
                .member(person("子", Relation.CHILD, 50)
                        .absent(Absence.RELIGIOUS)
                        .decided(true, "已还俗"));
        assertThat(run(facts).of(Scheme.SINGLE).because("NOT_IN_GROUP")).isTrue();
    }

    @Test
    void clergyBesideOneWhoFitsIsNotPaid() {
        var facts =
                disabledDaughter().member(person("叔", Relation.OTHER_KIN, 50).absent(Absence.RELIGIOUS));
        var single = run(facts).of(Scheme.SINGLE);
        assertThat(single.eligible()).isTrue();
        assertThat(single.amount().total()).isEqualTo(yuan("1082"));
        assertThat(single.persons()).hasSize(2);
    }

    // ---- 刚性支出

    @ParameterizedTest(name = "收入 {0} 医疗 {1}: {2} {3}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            全年总收入,  医疗自负,  结论,         理由
            100000.00, 20064.00, ELIGIBLE,     FITS
            100000.00, 20063.99, NOT_ELIGIBLE, RATIO_BELOW
            111999.99, 80000.00, NOT_APPLICABLE, HIGHER_SCHEME
            111999.99, 50000.00, ELIGIBLE,     FITS
            112000.00, 50000.00, NOT_ELIGIBLE, INCOME_OVER
            112000.01, 50000.00, NOT_ELIGIBLE, INCOME_OVER
            """)
    void rigidAtItsTwoLines(String income, String medical, Outcome outcome, String reason) {
        var facts = ofAdults(Area.URBAN, 4)
                .income(Income.yearly("i", null, IncomeItem.WAGES, yuan(income)))
                .expense(Expense.proved("m", "妻", ExpenseKind.MEDICAL, yuan(medical)));
        var rigid = run(facts).of(Scheme.GANGXING);
        assertThat(rigid.outcome()).isEqualTo(outcome);
        assertThat(rigid.because(reason)).isTrue();
    }

    @ParameterizedTest(name = "{0} {1} 票据 {2}: {3}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            支出,           学段,     票据,  占比
            MEDICAL,        NONE,    true,  68.50%
            EDUCATION,      SENIOR,  true,  68.50%
            EDUCATION,      PRIMARY, true,  49.92%
            REHABILITATION, NONE,    true,  68.50%
            HOUSING,        NONE,    true,  49.92%
            OTHER,          NONE,    true,  49.92%
            MEDICAL,        NONE,    false, 49.92%
            """)
    void rigidCountsTheseExpenses(ExpenseKind kind, StudyStage study, boolean proved, String ratio) {
        var facts = ofAdults(Area.URBAN, 3)
                .member(person("女", Relation.CHILD, 15).studying(study))
                .income(Income.yearly("i", null, IncomeItem.WAGES, yuan("80000")))
                .expense(new Expense("e", "女", kind, yuan("14864"), Money.ZERO, proved));
        Explained.shows(run(facts).of(Scheme.GANGXING).steps(), "刚性支出占比 | " + ratio);
    }

    @Test
    void rigidIsReckonedOnGrossIncome() {
        var facts = rigidExpenses()
                .incomes(List.of(yearly("户主", IncomeItem.WAGES, "132000").withCost(yuan("40000"))));
        assertThat(run(facts).of(Scheme.GANGXING).because("INCOME_OVER")).isTrue();
        assertThat(run(facts).of(Scheme.GANGXING).excess()).isEqualTo(yuan("416.67"));
        var broke = ofAdults(Area.URBAN, 2).property(Property.vehicle("v", null, Property.Use.PRIVATE_CAR));
        Explained.shows(run(broke).of(Scheme.GANGXING).steps(), "刚性支出占比 | 无收入");
        assertThat(run(broke).of(Scheme.GANGXING).because("RATIO_BELOW")).isFalse();
    }

    // ---- 临时救助

    @ParameterizedTest(name = "{0} {1} 人 申请 {2}: {3}")
    @CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            口径,          人数, 申请,    给
            PER_PERSON,    1,   -,       832.00
            PER_PERSON,    1,   831.99,  831.99
            PER_PERSON,    1,   832.00,  832.00
            PER_PERSON,    1,   832.01,  832.00
            PER_PERSON,    3,   -,       2496.00
            PER_PERSON,    3,   2000.00, 2000.00
            PER_HOUSEHOLD, 3,   -,       832.00
            PER_HOUSEHOLD, 3,   2000.00, 832.00
            """)
    void quickHelpHasALimit(QuickLimit limit, int persons, Money asked, Money given) {
        var parameters = Parameters.change(P2025).quick(limit, true).build();
        var facts = ofAdults(Area.RURAL, 3)
                .emergency(Emergency.of(Cause.FIRE, null).askingQuick(asked, persons))
                .build();
        var quick = MeansTest.determine(facts, parameters).of(Scheme.TEMPORARY_QUICK);
        assertThat(quick.amount().total()).isEqualTo(given);
        assertThat(quick.because("OVER_CAP")).isEqualTo(asked != null && asked.compareTo(given) > 0);
        assertThat(quick.confirm()).isEqualTo(Confirm.TOWNSHIP);
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void eachCauseHasItsKind(Cause cause) {
        var facts = ofAdults(Area.URBAN, 2)
                .emergency(Emergency.of(cause, 2))
                .expense(Expense.proved("e", null, ExpenseKind.MEDICAL, yuan("1")));
        var result = run(facts);
        assertThat(result.fits(Scheme.TEMPORARY_QUICK)).isEqualTo(cause.sudden());
        assertThat(result.fits(Scheme.TEMPORARY_EMERGENCY)).isEqualTo(cause.sudden());
        assertThat(result.fits(Scheme.TEMPORARY_EXPENDITURE)).isEqualTo(!cause.sudden());
        if (cause.sudden()) {
            assertThat(result.of(Scheme.TEMPORARY_EXPENDITURE).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        } else {
            assertThat(result.of(Scheme.TEMPORARY_QUICK).because("NOT_SUDDEN")).isTrue();
            assertThat(result.of(Scheme.TEMPORARY_QUICK).outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
            assertThat(result.of(Scheme.TEMPORARY_EMERGENCY).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        }
    }

    @Test
    void withoutAnEmergencyItIsNotTheQuestion() {
        var result = run(ofAdults(Area.URBAN, 2));
        for (var scheme :
                new Scheme[] {Scheme.TEMPORARY_QUICK, Scheme.TEMPORARY_EMERGENCY, Scheme.TEMPORARY_EXPENDITURE}) {
            assertThat(result.of(scheme).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
            assertThat(result.of(scheme).because("NOT_ASKED")).isTrue();
        }
    }

    @ParameterizedTest(name = "{0} 人 {1} 月 已快救 {2}: {3} {4} {5}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            人数, 月数, 已快救,   给,        审批,            理由
            1,   1,   0.00,    832.00,   TOWNSHIP,        FITS
            2,   1,   0.00,    1664.00,  COUNTY,          FITS
            1,   2,   200.00,  1464.00,  COUNTY,          OFFSET
            1,   1,   832.00,  0.00,     TOWNSHIP,        OFFSET
            1,   1,   900.00,  0.00,     TOWNSHIP,        OFFSET
            3,   6,   0.00,    14976.00, COUNTY,          FITS
            3,   7,   0.00,    14976.00, CASE_CONFERENCE, OVER_MONTHS
            10,  6,   0.00,    49920.00, COUNTY,          FITS
            11,  6,   0.00,    50000.00, CASE_CONFERENCE, OVER_CAP
            """)
    void emergencyHelp(int persons, int months, Money paid, Money given, Confirm confirm, String reason) {
        var facts = ofAdults(Area.RURAL, persons)
                .emergency(Emergency.of(Cause.SUDDEN_ILLNESS, months).afterQuick(paid));
        var emergency = run(facts).of(Scheme.TEMPORARY_EMERGENCY);
        assertThat(emergency.amount().total()).isEqualTo(given);
        assertThat(emergency.amount().period()).isEqualTo(Amount.Period.ONCE);
        assertThat(emergency.confirm()).isEqualTo(confirm);
        assertThat(emergency.because(reason)).isTrue();
    }

    @Test
    void theTownshipMayConfirmUpToItsLimit() {
        var parameters = P2025.temporary();
        var exact = new EligibilityParameters.TemporaryRules(
                parameters.quickMonths(),
                parameters.quickLimit(),
                parameters.quickOffset(),
                2,
                parameters.maxMonths(),
                parameters.cap(),
                yuan("1664"),
                parameters.quickBasis(),
                parameters.generalBasis(),
                parameters.amountBasis(),
                parameters.conferenceBasis());
        var facts =
                ofAdults(Area.RURAL, 1).emergency(Emergency.of(Cause.FIRE, 1)).build();
        var result = MeansTest.determine(
                        facts, Parameters.change(P2025).temporary(exact).build())
                .of(Scheme.TEMPORARY_EMERGENCY);
        assertThat(result.amount().total()).isEqualTo(yuan("1664"));
        assertThat(result.confirm()).isEqualTo(Confirm.TOWNSHIP);
        assertThat(result.steps()).extracting(Step::how).contains("1,664.00 不超过乡镇审批额度 1,664.00");
    }

    @Test
    void quickHelpIsOffsetOnlyWhereTheParameterSaysSo() {
        var parameters =
                Parameters.change(P2025).quick(QuickLimit.PER_PERSON, false).build();
        var facts = ofAdults(Area.RURAL, 1)
                .emergency(Emergency.of(Cause.FIRE, 1).afterQuick(yuan("100")))
                .build();
        var result = MeansTest.determine(facts, parameters);
        assertThat(result.of(Scheme.TEMPORARY_EMERGENCY).amount().total()).isEqualTo(yuan("832"));
        assertThat(result.of(Scheme.TEMPORARY_QUICK).because("REPEATED")).isTrue();
    }

    @Test
    void theSameCauseTwiceIsRefused() {
        var again = new Emergency(Cause.FIRE, true, 2, 1, 1, null, Money.ZERO, true);
        var result = run(ofAdults(Area.RURAL, 3).emergency(again));
        assertThat(result.of(Scheme.TEMPORARY_QUICK).because("REPEATED")).isTrue();
        assertThat(result.of(Scheme.TEMPORARY_EMERGENCY).because("REPEATED")).isTrue();
        assertThat(result.of(Scheme.TEMPORARY_EMERGENCY).outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
        var once = new Emergency(Cause.FIRE, true, 2, 1, 1, null, Money.ZERO, false);
        assertThat(run(ofAdults(Area.RURAL, 3).emergency(once))
                        .of(Scheme.TEMPORARY_EMERGENCY)
                        .amount()
                        .total())
                .isEqualTo(yuan("1664"));
    }

    @ParameterizedTest(name = "{0} 收入 {1} 车 {2}: {3}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            已认定,    全年收入,  车,    结论
            NONE,     55999.99, false, ELIGIBLE
            NONE,     56000.00, false, NOT_ELIGIBLE
            NONE,     40000.00, true,  NOT_ELIGIBLE
            DIBAO,    56000.00, true,  ELIGIBLE
            GANGXING, 56000.00, false, ELIGIBLE
            NONE,     10000.00, false, ELIGIBLE
            """)
    void helpWithExpensesIsMeansTested(Assistance current, String income, boolean car, Outcome outcome) {
        var facts = ofAdults(Area.URBAN, 2)
                .current(current)
                .emergency(Emergency.of(Cause.MEDICAL_COST, 1))
                .income(Income.yearly("i", null, IncomeItem.OTHER, yuan(income)))
                .expense(Expense.proved("e", null, ExpenseKind.MEDICAL, yuan("1")));
        if (car) {
            facts.property(Property.vehicle("v", null, Property.Use.PRIVATE_CAR));
        }
        var result = run(facts).of(Scheme.TEMPORARY_EXPENDITURE);
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.because("INCOME_OVER"))
                .isEqualTo(outcome == Outcome.NOT_ELIGIBLE && income.equals("56000.00"));
        if (result.because("INCOME_OVER")) {
            assertThat(result.excess()).isEqualTo(Money.ZERO);
        }
    }

    /** Gross 30,000 each is above the line, but after the hospital bills they are in dibao. */
    @Test
    void whoFitsDibaoIsNotTestedAgainForHelpWithExpenses() {
        var facts = ofAdults(Area.URBAN, 2)
                .emergency(Emergency.of(Cause.MEDICAL_COST, 1))
                .income(Income.yearly("i", null, IncomeItem.OTHER, yuan("60000")))
                .expense(Expense.proved("e", null, ExpenseKind.MEDICAL, yuan("50000")));
        assertThat(run(facts).fits(Scheme.DIBAO)).isTrue();
        assertThat(run(facts).fits(Scheme.TEMPORARY_EXPENDITURE)).isTrue();
    }

    @Test
    void temporaryHelpSaysWhatIsMissing() {
        var facts = ofAdults(Area.URBAN, 2).emergency(Emergency.of(Cause.MEDICAL_COST, null));
        assertThat(fields(run(facts).of(Scheme.TEMPORARY_EXPENDITURE))).containsExactly("expenses", "emergency.months");
        facts.declared(false, false, true).area(null);
        assertThat(fields(run(facts).of(Scheme.TEMPORARY_EXPENDITURE)))
                .containsExactly("expenses", "area", "incomes", "properties", "emergency.months");
        var nobody = HouseholdFacts.on(DAY, Area.URBAN).emergency(Emergency.of(Cause.FIRE, 1));
        assertThat(fields(run(nobody).of(Scheme.TEMPORARY_EMERGENCY))).containsExactly("members");
        var someone = HouseholdFacts.on(DAY, Area.URBAN).emergency(Emergency.of(Cause.MEDICAL_COST, 1));
        assertThat(fields(run(someone).of(Scheme.TEMPORARY_EXPENDITURE))).containsExactly("expenses", "members");
    }

    // ---- the ladder as a whole

    @Test
    void nothingAskedYetIsAllMissingAndNoError() {
        var result = run(HouseholdFacts.on(DAY, null).declared(false, false, false));
        assertThat(fields(result.of(Scheme.DIBAO))).containsExactly("members");
        assertThat(fields(result.of(Scheme.BIANYUAN))).containsExactly("members");
        assertThat(fields(result.of(Scheme.GANGXING))).containsExactly("members");
        assertThat(result.best()).isNull();
        assertThat(result.nearest()).isNotNull();
        assertThat(result.counted().size()).isZero();
        assertThat(result.counted().monthlyStandard()).isEqualTo(Money.ZERO);
        assertThat(result.counted().monthlyPerPerson()).isEqualTo(Money.ZERO);
    }

    @Test
    void aPreviewSaysWhatIsMissing() {
        var facts = HouseholdFacts.on(DAY, null)
                .member(person("户主", Relation.HEAD, 62))
                .member(Member.of("x", "妻", Relation.SPOUSE))
                .declared(false, false, false);
        var result = run(facts);
        for (var scheme : new Scheme[] {Scheme.DIBAO, Scheme.BIANYUAN, Scheme.GANGXING}) {
            assertThat(fields(result.of(scheme)))
                    .containsExactly("area", "members[x].birthDate", "incomes", "supporters", "properties");
        }
        assertThat(result.nearest()).isNotNull();
        assertThat(result.nearest().scheme()).isEqualTo(Scheme.DIBAO);
        // nobody old: children living apart are not asked for
        var young = HouseholdFacts.on(DAY, Area.RURAL)
                .member(person("户主", Relation.HEAD, 59))
                .declared(true, true, false);
        assertThat(run(young).fits(Scheme.DIBAO)).isTrue();
    }

    @ParameterizedTest(name = "每月 {0} 车 {1}: {2} {3}")
    @CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            月收入, 车,    最近的,    超过
            1000,  false, -,       0.00
            2600,  false, -,       0.00
            3000,  false, BIANYUAN, 252.00
            9000,  false, BIANYUAN, 3252.00
            1000,  true,  DIBAO,    0.00
            2600,  true,  GANGXING, 0.00
            9000,  true,  BIANYUAN, 3252.00
            """)
    void theNearestMiss(String income, boolean car, Scheme scheme, Money excess) {
        var facts = ofAdults(Area.URBAN, 2).income(monthly("户主", IncomeItem.WAGES, income));
        if (car) {
            facts.property(Property.vehicle("v", null, Property.Use.PRIVATE_CAR));
        }
        var nearest = run(facts).nearest();
        if (scheme == null) {
            assertThat(nearest).isNull();
        } else {
            assertThat(nearest).isNotNull();
            assertThat(nearest.scheme()).isEqualTo(scheme);
            assertThat(nearest.excess()).isEqualTo(excess);
            assertThat(nearest.words()).startsWith(scheme.label() + "：");
        }
    }

    @Test
    void eachSchemeStandsAtItsPlace() {
        var result = run(ofAdults(Area.RURAL, 1));
        assertThat(result.ladder()).extracting(Determination::scheme).containsExactly(Scheme.values());
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> new Assessment(
                                "1",
                                result.facts(),
                                P2025,
                                result.counted(),
                                List.of(),
                                List.of(),
                                null,
                                null,
                                List.of())
                        .of(Scheme.DIBAO));
    }

    /** What a field holds at most is reckoned, not refused by an overflow (never a 500). */
    @Test
    void theLargestAmountsAreReckonedToo() {
        var most = cn.yimen.kernel.YuanInput.MOST;
        var facts = ofAdults(Area.URBAN, 5)
                .supporter(Supporter.of("s", "子", "户主")
                        .supported(7)
                        .family(3, most, Area.RURAL)
                        .build())
                .supporter(Supporter.of("t", "女", "户主")
                        .supported(11)
                        .family(1, most, Area.RURAL)
                        .build())
                .emergency(new Emergency(Cause.MEDICAL_COST, true, 99, 99, 99, most, most, false));
        for (int i = 0; i < 30; i++) {
            facts.income(Income.monthly("i" + i, "户主", IncomeItem.WAGES, most).withCost(most));
            facts.expense(Expense.proved("e" + i, "妻", ExpenseKind.MEDICAL, most));
            facts.property(Property.financial("p" + i, null, PropertyKind.FUND, most));
        }
        var result = run(facts);
        assertThat(result.of(Scheme.DIBAO).outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
        assertThat(SpokenAnswer.of(result).sentences()).isNotEmpty();
        assertThat(run(facts.emergency(new Emergency(Cause.FIRE, true, 99, 99, 99, most, Money.ZERO, false)))
                        .fits(Scheme.TEMPORARY_QUICK))
                .isTrue();
    }

    @Test
    void aReasonSaysBothFigures() {
        var result = run(ofAdults(Area.RURAL, 2).income(monthly("户主", IncomeItem.WAGES, "2001")));
        assertThat(result.of(Scheme.DIBAO).reasons().get(0).words()).isEqualTo("人均月收入 1,000.50 元，不低于低保标准 605.00 元");
        assertThat(result.of(Scheme.BIANYUAN).reasons().get(0).words()).isEqualTo("人均月收入 1,000.50 元，不低于低保边缘线 907.50 元");
        var open = run(ofAdults(Area.RURAL, 2).declared(false, false, true));
        assertThat(open.nearest()).isNotNull();
        assertThat(open.nearest().words()).isEqualTo("最低生活保障还缺 2 项信息");
    }

    @Test
    void quickHelpDoesNotHideHowNearAHouseholdCame() {
        var facts = ofAdults(Area.URBAN, 2)
                .income(monthly("户主", IncomeItem.WAGES, "3000"))
                .emergency(Emergency.of(Cause.FIRE, null));
        assertThat(run(facts).best()).isEqualTo(Scheme.TEMPORARY_QUICK);
        assertThat(run(facts).nearest()).isNotNull();
        assertThat(Scheme.TEMPORARY_QUICK.temporary()).isTrue();
        assertThat(Scheme.GANGXING.temporary()).isFalse();
    }

    @Test
    void aMultipleIsSaidInWords() {
        assertThat(run(disabledDaughter()).of(Scheme.BIANYUAN).reasons().get(0).words())
                .isEqualTo("人均收入低于低保标准的 1.5 倍，财产符合规定");
        assertThat(Edge.words(Percent.multiple("2"))).isEqualTo("2 倍");
        assertThat(Edge.words(Percent.multiple("1.25"))).isEqualTo("1.25 倍");
        assertThat(Edge.words(Percent.multiple("1.05"))).isEqualTo("1.05 倍");
    }

    @Test
    void moreThanOneReasonIsSaid() {
        var facts = ofAdults(Area.URBAN, 2)
                .income(monthly("户主", IncomeItem.WAGES, "9000"))
                .property(Property.vehicle("v", null, Property.Use.PRIVATE_CAR));
        assertThat(run(facts).of(Scheme.DIBAO).reasons())
                .extracting(Reason::key)
                .containsExactly("INCOME_OVER", "ASSET_OVER/VEHICLE");
        assertThat(run(facts).of(Scheme.GANGXING).reasons())
                .extracting(Reason::key)
                .containsExactly("INCOME_OVER", "RATIO_BELOW", "ASSET_OVER/VEHICLE");
    }

    @Test
    void withoutExplanationEverythingElseIsTheSame() {
        for (var facts : List.of(
                Families.migrantWorkers(),
                oldCouple().build(),
                disabledDaughter().build(),
                rigidExpenses().build(),
                Families.singleMother().build())) {
            var with = MeansTest.determine(facts, P2025);
            var without = MeansTest.determine(facts, P2025, false);
            assertThat(without.best()).isEqualTo(with.best());
            assertThat(without.counted()).isEqualTo(with.counted());
            assertThat(without.steps()).isEmpty();
            for (var scheme : Scheme.values()) {
                var plain = without.of(scheme);
                assertThat(plain.outcome()).isEqualTo(with.of(scheme).outcome());
                assertThat(plain.amount()).isEqualTo(with.of(scheme).amount());
                assertThat(plain.missing()).isEqualTo(with.of(scheme).missing());
                assertThat(plain.excess()).isEqualTo(with.of(scheme).excess());
                assertThat(plain.steps()).isEmpty();
                assertThat(plain.reasons())
                        .extracting(Reason::key)
                        .isEqualTo(with.of(scheme).reasons().stream()
                                .map(Reason::key)
                                .toList());
                assertThat(plain.reasons())
                        .allSatisfy(reason -> assertThat(reason.words()).isEmpty());
            }
        }
    }
}
