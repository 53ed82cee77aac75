package cn.yimen.eligibility;

import static cn.yimen.eligibility.Families.DAY;
import static cn.yimen.eligibility.Families.aged;
import static cn.yimen.eligibility.Families.monthly;
import static cn.yimen.eligibility.Families.ofAdults;
import static cn.yimen.eligibility.Families.person;
import static cn.yimen.eligibility.Families.yearly;
import static cn.yimen.eligibility.Families.yuan;
import static cn.yimen.eligibility.Parameters.P2024;
import static cn.yimen.eligibility.Parameters.P2025;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.eligibility.EligibilityParameters.GradeLimits;
import cn.yimen.household.Absence;
import cn.yimen.household.Area;
import cn.yimen.household.Disability;
import cn.yimen.household.Expense;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.JobRefusal;
import cn.yimen.household.Member;
import cn.yimen.household.Relation;
import cn.yimen.household.StudyStage;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Percent;
import cn.yimen.kernel.Rounding;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** EL-2, EL-3, EL-7: 低保 and 低保边缘 a fen below, at and above each line, each exclusion, each change of date. */
class DibaoEdgesTest {

    private static Assessment run(HouseholdFacts.Builder facts) {
        return MeansTest.determine(facts.build(), P2025);
    }

    private static Money base(HouseholdFacts.Builder facts) {
        return run(facts).of(Scheme.DIBAO).amount().base();
    }

    @ParameterizedTest(name = "{0} {1} 人 {2}: {5}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            城乡,  人口, 全年收入,  低保,          低边,           基本金
            URBAN, 1,   0.00,     ELIGIBLE,     NOT_APPLICABLE, 832.00
            URBAN, 1,   9983.99,  ELIGIBLE,     NOT_APPLICABLE, 1.00
            URBAN, 1,   9984.00,  NOT_ELIGIBLE, ELIGIBLE,       0.00
            URBAN, 1,   9984.01,  NOT_ELIGIBLE, ELIGIBLE,       0.00
            URBAN, 1,   14975.99, NOT_ELIGIBLE, ELIGIBLE,       0.00
            URBAN, 1,   14976.00, NOT_ELIGIBLE, NOT_ELIGIBLE,   0.00
            URBAN, 4,   39935.99, ELIGIBLE,     NOT_APPLICABLE, 1.00
            URBAN, 4,   39936.00, NOT_ELIGIBLE, ELIGIBLE,       0.00
            URBAN, 4,   59903.99, NOT_ELIGIBLE, ELIGIBLE,       0.00
            URBAN, 4,   59904.00, NOT_ELIGIBLE, NOT_ELIGIBLE,   0.00
            RURAL, 1,   7259.99,  ELIGIBLE,     NOT_APPLICABLE, 1.00
            RURAL, 1,   7260.00,  NOT_ELIGIBLE, ELIGIBLE,       0.00
            RURAL, 1,   10889.99, NOT_ELIGIBLE, ELIGIBLE,       0.00
            RURAL, 1,   10890.00, NOT_ELIGIBLE, NOT_ELIGIBLE,   0.00
            RURAL, 3,   21779.99, ELIGIBLE,     NOT_APPLICABLE, 1.00
            RURAL, 3,   21780.00, NOT_ELIGIBLE, ELIGIBLE,       0.00
            RURAL, 4,   29028.00, ELIGIBLE,     NOT_APPLICABLE, 1.00
            RURAL, 4,   29027.99, ELIGIBLE,     NOT_APPLICABLE, 2.00
            RURAL, 4,   29028.01, ELIGIBLE,     NOT_APPLICABLE, 1.00
            """)
    void aFenDecides(Area area, int persons, String income, Outcome dibao, Outcome edge, Money base) {
        var result = run(ofAdults(area, persons).income(Income.yearly("i", null, IncomeItem.OTHER, yuan(income))));
        assertThat(result.of(Scheme.DIBAO).outcome()).isEqualTo(dibao);
        assertThat(result.of(Scheme.BIANYUAN).outcome()).isEqualTo(edge);
        assertThat(result.of(Scheme.DIBAO).amount().total()).isEqualTo(base);
        assertThat(result.counted().yearlyIncome()).isEqualTo(yuan(income));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            进位,         基本金
            CEIL_YUAN,    1059.00
            HALF_UP_YUAN, 1058.00
            FLOOR_YUAN,   1058.00
            CEIL_JIAO,    1058.40
            HALF_UP_FEN,  1058.33
            CEIL_FEN,     1058.34
            """)
    void roundsOnceAsThePolicySays(String rounding, Money base) {
        var parameters = Parameters.change(P2025).payable(Rounding.of(rounding)).build();
        var dibao = MeansTest.determine(Families.migrantWorkers(), parameters).of(Scheme.DIBAO);
        assertThat(dibao.amount().base()).isEqualTo(base);
    }

    /** Lessons 5: the year's figure is the base; 4591 a year is not 382.58 a month. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            0.00,    ELIGIBLE,     383.00
            4590.96, ELIGIBLE,     1.00
            4590.99, ELIGIBLE,     1.00
            4591.00, NOT_ELIGIBLE, 0.00
            """)
    void aYearlyStandardThatDoesNotDivideByTwelve(String income, Outcome outcome, Money base) {
        var parameters = Parameters.change(P2025).ruralYearly("4591").build();
        var facts = ofAdults(Area.RURAL, 1).income(Income.yearly("i", null, IncomeItem.OTHER, yuan(income)));
        var dibao = MeansTest.determine(facts.build(), parameters).of(Scheme.DIBAO);
        assertThat(dibao.outcome()).isEqualTo(outcome);
        assertThat(dibao.amount().total()).isEqualTo(base);
    }

    // ---- dates

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            参数,  城乡,  基本金
            2024, URBAN, 716.00
            2025, URBAN, 764.00
            2024, RURAL, 242.00
            2025, RURAL, 310.00
            """)
    void theStandardOfTheDay(int year, Area area, Money base) {
        var facts = ofAdults(area, 2)
                .income(monthly("户主", IncomeItem.CASUAL_WORK, "900"))
                .build();
        assertThat(MeansTest.determine(facts, year == 2024 ? P2024 : P2025)
                        .of(Scheme.DIBAO)
                        .amount()
                        .total())
                .isEqualTo(base);
    }

    @ParameterizedTest(name = "{0} 生,{1} 计")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            出生,       情况日期,   增发
            1965-06-10, 2025-06-09, 0.00
            1965-06-10, 2025-06-10, 121.00
            1965-06-10, 2025-06-11, 121.00
            1964-02-29, 2024-02-28, 0.00
            1964-02-29, 2024-02-29, 121.00
            1964-02-29, 2025-02-28, 121.00
            1965-12-01, 2025-06-10, 0.00
            1966-01-31, 2026-01-30, 0.00
            1966-01-31, 2026-01-31, 121.00
            """)
    void isSixtyOnTheBirthday(LocalDate born, LocalDate on, Money increment) {
        var facts = HouseholdFacts.on(on, Area.RURAL)
                .member(Member.of("a", "户主", Relation.HEAD).born(born))
                .supporter(cn.yimen.household.Supporter.of("s", "子", "a")
                        .family(3, yuan("3000"), Area.RURAL)
                        .build());
        assertThat(run(facts).of(Scheme.DIBAO).amount().increments()).isEqualTo(increment);
    }

    @Test
    void isNobodyYetBeforeBirth() {
        assertThat(Tally.age(DAY.plusDays(1), DAY)).isZero();
        assertThat(Tally.age(null, DAY)).isEqualTo(-1);
    }

    @Test
    void paysByTheMonthWhatWasFoundByTheDayOfAcceptance() {
        // 605 each: not below 571 when accepted, would be eligible by the raised standard only
        var facts = ofAdults(Area.RURAL, 2)
                .income(monthly("户主", IncomeItem.CASUAL_WORK, "1180"))
                .build();
        assertThat(MeansTest.dibaoOf(facts, P2024, P2025)).isEqualTo(Amount.NONE);
        assertThat(MeansTest.dibaoOf(facts, P2025, P2025).total()).isEqualTo(yuan("30"));
        // accepted by the higher, paid by the lower one: never less than nothing
        assertThat(MeansTest.dibaoOf(facts, P2025, P2024).total()).isEqualTo(Money.ZERO);
    }

    // ---- who counts

    @ParameterizedTest(name = "{0} {1} 岁 {2} 同住 {3} 独立 {4} {5}: {6}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            关系码, 年龄, 学段,         同住,  独立,  情形,              计入
            10,    40,  NONE,         false, false, NONE,              是
            20,    17,  NONE,         false, false, NONE,              是
            20,    18,  NONE,         true,  false, NONE,              是
            20,    18,  NONE,         true,  true,  NONE,              是
            20,    18,  NONE,         false, false, NONE,              否
            30,    20,  COLLEGE,      false, true,  NONE,              是
            30,    20,  BACHELOR,     false, false, NONE,              是
            30,    19,  SENIOR,       false, false, NONE,              是
            30,    19,  VOCATIONAL,   false, false, NONE,              是
            30,    24,  MASTER,       true,  false, NONE,              否
            30,    28,  DOCTOR,       true,  false, NONE,              否
            30,    19,  KINDERGARTEN, false, false, NONE,              否
            28,    30,  NONE,         true,  false, NONE,              是
            38,    30,  NONE,         false, false, NONE,              否
            41,    5,   NONE,         true,  false, NONE,              是
            41,    5,   NONE,         false, false, NONE,              否
            51,    70,  NONE,         true,  false, NONE,              是
            52,    70,  NONE,         false, false, NONE,              否
            56,    70,  NONE,         true,  false, NONE,              是
            61,    90,  NONE,         true,  false, NONE,              是
            71,    30,  NONE,         true,  false, NONE,              否
            72,    30,  NONE,         true,  false, NONE,              否
            81,    60,  NONE,         true,  false, NONE,              否
            99,    60,  NONE,         true,  false, NONE,              否
            20,    10,  PRIMARY,      true,  false, IN_PRISON,         否
            20,    17,  NONE,         true,  false, COMPULSORY_DETOX,  否
            20,    17,  NONE,         true,  false, DECLARED_MISSING,  否
            20,    30,  NONE,         true,  false, RELIGIOUS,         否
            20,    30,  NONE,         true,  false, OTHER_BY_PROVINCE, 否
            20,    30,  NONE,         true,  false, DECEASED,          否
            """)
    void theLawSaysWhoCounts(
            String code, int age, StudyStage study, boolean together, boolean alone, Absence absence, String counts) {
        var member = Member.of("x", "某", Relation.ofCode(code))
                .born(aged(age))
                .studying(study)
                .livesTogether(together)
                .independent(alone)
                .absent(absence);
        var result = run(ofAdults(Area.RURAL, 1).member(member));
        assertThat(result.counted().size()).isEqualTo(counts.equals("是") ? 2 : 1);
        assertThat(result.steps())
                .filteredOn(step -> step.what().equals("成员：某"))
                .singleElement()
                .satisfies(step -> assertThat(step.value()).isEqualTo(counts.equals("是") ? "计入" : "不计入"));
    }

    @ParameterizedTest(name = "{0} {1} 级 重病 {2} 独立 {3}: {4}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            类别,         等级, 重病,  独立,  计入
            PHYSICAL,     2,   false, false, 是
            PHYSICAL,     2,   false, true,  否
            PHYSICAL,     3,   false, false, 否
            INTELLECTUAL, 3,   false, false, 是
            INTELLECTUAL, 4,   false, false, 否
            PHYSICAL,     4,   true,  false, 是
            """)
    void aGrownUpChildAwayWhoCannotLiveAlone(
            Disability.Category category, int grade, boolean ill, boolean alone, String counts) {
        var member = person("某", Relation.CHILD, 30)
                .livesTogether(false)
                .disabled(category, grade)
                .seriouslyIll(ill)
                .independent(alone);
        assertThat(run(ofAdults(Area.RURAL, 1).member(member)).counted().size()).isEqualTo(counts.equals("是") ? 2 : 1);
    }

    @Test
    void anOfficerMayDecideWithAReason() {
        var brother = person("弟", Relation.SIBLING, 12).decided(true, "父母双亡,由兄抚养");
        var son = person("子", Relation.CHILD, 10).decided(false, "已随母生活");
        var result = run(ofAdults(Area.RURAL, 1).member(brother).member(son));
        assertThat(result.counted().members()).containsExactly("户主", "弟");
        assertThat(result.steps()).anyMatch(step -> step.how().contains("经办认定计入：父母双亡,由兄抚养"));
        assertThat(result.steps()).anyMatch(step -> step.how().contains("经办认定不计入：已随母生活"));
    }

    /** Lessons 7: the head entered as a member too is paid the increment once. */
    @Test
    void aPersonCountsOnceByPersonAndNotByRole() {
        var head = Member.of("p1", "户主", Relation.HEAD).born(aged(66));
        var again = Member.of("p1", "父", Relation.PARENT)
                .born(aged(66))
                .disabled(Disability.Category.PHYSICAL, 1)
                .jobRefusals(new JobRefusal(DAY, true, false));
        var wife = Member.of("p2", "妻", Relation.SPOUSE).born(aged(50));
        var income = monthly("p1", IncomeItem.CASUAL_WORK, "700");
        var one = run(HouseholdFacts.on(DAY, Area.RURAL)
                .member(head)
                .member(again)
                .member(wife)
                .income(income));
        var other = run(HouseholdFacts.on(DAY, Area.RURAL)
                .member(wife)
                .member(again)
                .member(head)
                .income(income));
        assertThat(one.counted().size()).isEqualTo(2);
        assertThat(one.of(Scheme.DIBAO).amount().base()).isEqualTo(yuan("510"));
        assertThat(one.of(Scheme.DIBAO).amount().shares()).hasSize(1);
        assertThat(one.of(Scheme.DIBAO).amount().increments()).isEqualTo(yuan("182"));
        assertThat(other.of(Scheme.DIBAO).amount().total())
                .isEqualTo(one.of(Scheme.DIBAO).amount().total());
        assertThat(other.counted().members()).containsExactly("p2", "p1");
    }

    @Test
    void allThatIsKnownOfAPersonInTwoRowsIsKept() {
        var head = Member.of("a", "户主", Relation.HEAD).born(aged(30)).decided(false, "");
        var one = Member.of("p", "女", Relation.CHILD)
                .born(aged(17))
                .studying(StudyStage.SENIOR)
                .failing(cn.yimen.household.SelfCareItem.EAT)
                .livesTogether(false)
                .independent(true);
        var two = Member.of("p", "母亲", Relation.GRANDCHILD)
                .studying(StudyStage.NONE)
                .seriouslyIll(true)
                .ofSingleParent(true)
                .orphanBenefit(true)
                .otherSingle(true)
                .institutional(true)
                .failing(cn.yimen.household.SelfCareItem.EAT, cn.yimen.household.SelfCareItem.BATH)
                .decided(true, "认定")
                .absent(Absence.NONE);
        for (var rows : List.of(List.of(one.build(), two.build()), List.of(two.build(), one.build()))) {
            var facts = HouseholdFacts.on(DAY, Area.RURAL).member(head);
            rows.forEach(facts::member);
            var tally = new Tally(facts.build(), P2025, new Trace(false));
            var merged = tally.people.get(1);
            assertThat(tally.people).hasSize(2);
            assertThat(merged)
                    .isEqualTo(Member.of("p", "女", Relation.CHILD)
                            .born(aged(17))
                            .studying(StudyStage.SENIOR)
                            .seriouslyIll(true)
                            .ofSingleParent(true)
                            .orphanBenefit(true)
                            .otherSingle(true)
                            .institutional(true)
                            .failing(Set.of(cn.yimen.household.SelfCareItem.EAT, cn.yimen.household.SelfCareItem.BATH))
                            .decided(true, "认定")
                            .build());
        }
    }

    /** Each fact known from one row only, whichever it is. */
    @Test
    void oneRowOfTwoIsEnough() {
        java.util.function.Supplier<Member.Builder> plain =
                () -> Member.of("a", "户主", Relation.HEAD).livesTogether(false).independent(true);
        var told = List.<java.util.function.UnaryOperator<Member.Builder>>of(
                m -> m.livesTogether(true),
                m -> m.independent(false),
                m -> m.seriouslyIll(true),
                m -> m.ofSingleParent(true),
                m -> m.orphanBenefit(true),
                m -> m.otherSingle(true),
                m -> m.absent(Absence.IN_PRISON),
                m -> m.studying(StudyStage.SENIOR),
                m -> m.disabled(Disability.Category.MENTAL, 2),
                m -> m.failing(cn.yimen.household.SelfCareItem.EAT),
                m -> m.jobRefusals(new JobRefusal(DAY, true, false)));
        for (var fact : told) {
            var with = fact.apply(plain.get()).build();
            for (var rows : List.of(
                    List.of(plain.get().build(), with),
                    List.of(with, plain.get().build()),
                    List.of(with, with))) {
                var facts = HouseholdFacts.on(DAY, Area.RURAL);
                rows.forEach(facts::member);
                assertThat(new Tally(facts.build(), P2025, new Trace(false)).people)
                        .containsExactly(with);
            }
        }
    }

    @ParameterizedTest(name = "{0} 与 {1}: {2}")
    @CsvSource(nullValues = "-", textBlock = """
            1990-01-01, -,          1990-01-01
            -,          1990-01-01, 1990-01-01
            1990-01-01, 1989-01-01, 1989-01-01
            1989-01-01, 1990-01-01, 1989-01-01
            -,          -,          -
            """)
    void theEarlierBirthDateOfTwoRows(LocalDate one, LocalDate two, LocalDate kept) {
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(Member.of("a", "户主", Relation.HEAD).born(one))
                .member(Member.of("a", "夫", Relation.SPOUSE).born(two));
        assertThat(new Tally(facts.build(), P2025, new Trace(false))
                        .people
                        .get(0)
                        .birthDate())
                .isEqualTo(kept);
    }

    @Test
    void twoRowsOfTheSameRoleHaveOneNameWhicheverComesFirst() {
        var son = Member.of("a", "儿", Relation.CHILD).build();
        var child = Member.of("a", "子", Relation.CHILD).build();
        for (var rows : List.of(List.of(son, child), List.of(child, son))) {
            var facts = HouseholdFacts.on(DAY, Area.RURAL);
            rows.forEach(facts::member);
            assertThat(new Tally(facts.build(), P2025, new Trace(false)).people)
                    .extracting(Member::label)
                    .containsExactly("儿");
        }
    }

    @Test
    void decisionsAndChoicesOfTwoRowsMeet() {
        for (var one : new Boolean[] {null, true, false}) {
            for (var two : new Boolean[] {null, true, false}) {
                var first = Member.of("a", "户主", Relation.HEAD).institutional(one);
                var second = Member.of("a", "户主", Relation.HEAD).institutional(two);
                if (one != null) {
                    first.decided(one, "甲");
                }
                if (two != null) {
                    second.decided(two, "乙");
                }
                var facts = HouseholdFacts.on(DAY, Area.RURAL).member(first).member(second);
                var merged = new Tally(facts.build(), P2025, new Trace(false)).people.get(0);
                var expected = one == null ? two : two == null ? one : (Boolean) (one || two);
                assertThat(merged.institutional()).isEqualTo(expected);
                assertThat(merged.included()).isEqualTo(expected);
                assertThat(merged.includedWhy()).isEqualTo(one != null ? "甲" : two != null ? "乙" : "");
            }
        }
    }

    @Test
    void whatBelongsToOneWhoDoesNotCountDoesNotCount() {
        var facts = ofAdults(Area.RURAL, 2)
                .member(person("弟", Relation.SIBLING, 30))
                .income(monthly("弟", IncomeItem.WAGES, "5000"))
                .expense(Expense.proved("e", "弟", ExpenseKind.MEDICAL, yuan("9000")))
                .property(cn.yimen.household.Property.vehicle("car", "弟", cn.yimen.household.Property.Use.PRIVATE_CAR))
                .income(monthly("户主", IncomeItem.CASUAL_WORK, "1000"));
        var result = run(facts);
        assertThat(result.of(Scheme.DIBAO).amount().base()).isEqualTo(yuan("210"));
        assertThat(result.steps())
                .anyMatch(step -> step.what().equals("收入：工资") && step.value().equals("不计入"));
    }

    // ---- income

    @ParameterizedTest
    @EnumSource(IncomeItem.class)
    void eachKindOfIncomeCountsUnlessTheLawExemptsIt(IncomeItem item) {
        var exempt = Set.of(
                        IncomeItem.BASIC_PENSION,
                        IncomeItem.VETERAN_ALLOWANCE,
                        IncomeItem.FAMILY_PLANNING,
                        IncomeItem.SCHOLARSHIP,
                        IncomeItem.BRAVERY_AWARD,
                        IncomeItem.SOCIAL_ASSISTANCE,
                        IncomeItem.DISABILITY_ALLOWANCE,
                        IncomeItem.OTHER_EXEMPT)
                .contains(item);
        var result = run(ofAdults(Area.RURAL, 1).income(monthly("户主", item, "100")));
        assertThat(result.counted().yearlyIncome()).isEqualTo(yuan(exempt ? "0" : "1200"));
        assertThat(result.counted().yearlyGross()).isEqualTo(yuan(exempt ? "0" : "1200"));
        assertThat(result.of(Scheme.DIBAO).amount().base()).isEqualTo(yuan(exempt ? "605" : "505"));
    }

    @ParameterizedTest(name = "{0} 成本 {1}: {2}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            项目,         成本,    净收入
            MIGRANT_WORK, 0,       24000.00
            MIGRANT_WORK, 7199.99, 16800.01
            MIGRANT_WORK, 7200.00, 16800.00
            MIGRANT_WORK, 7200.01, 16800.00
            WAGES,        9000.00, 16800.00
            PUBLIC_POST,  9000.00, 16800.00
            CASUAL_WORK,  9000.00, 16800.00
            FARMING,      9000.00, 15000.00
            TRADE,        9000.00, 15000.00
            RENT,         9000.00, 15000.00
            """)
    void costsOfAWageHaveACap(IncomeItem item, Money cost, Money net) {
        var result =
                run(ofAdults(Area.URBAN, 3).income(yearly("户主", item, "24000").withCost(cost)));
        assertThat(result.counted().yearlyIncome()).isEqualTo(net);
        assertThat(result.counted().yearlyGross()).isEqualTo(yuan("24000"));
    }

    @Test
    void aCapThatIsNoWholeFenStaysExact() {
        // 30 % of 7260.01 is 2178.003; net 5082.007, so the gap is a hair under 181.50
        var dibao = run(ofAdults(Area.RURAL, 1)
                        .income(yearly("户主", IncomeItem.WAGES, "10371.43").withCost(yuan("9000"))))
                .of(Scheme.DIBAO);
        // 10371.43 × 70 % = 7260.001: not below 7260
        assertThat(dibao.outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
        assertThat(run(ofAdults(Area.RURAL, 1)
                                .income(yearly("户主", IncomeItem.WAGES, "10371.42")
                                        .withCost(yuan("9000"))))
                        .of(Scheme.DIBAO)
                        .amount()
                        .base())
                .isEqualTo(yuan("1"));
    }

    @ParameterizedTest(name = "窗口 {0} 月,{1} 个月")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            核算期, 月数, 全年
            12,    0,   12000.00
            12,    10,  10000.00
            12,    12,  12000.00
            12,    13,  12000.00
            6,     0,   12000.00
            6,     5,   10000.00
            6,     7,   12000.00
            3,     1,   4000.00
            1,     1,   12000.00
            """)
    void thePeriodOfAccountIsAParameter(int window, int months, Money yearly) {
        var parameters =
                Parameters.change(P2025).income(window, Percent.of(30), true).build();
        var facts = ofAdults(Area.URBAN, 2)
                .income(Income.monthly("i", "户主", IncomeItem.WAGES, yuan("1000"), months))
                .build();
        assertThat(MeansTest.determine(facts, parameters).counted().yearlyIncome())
                .isEqualTo(yearly);
        var sum = ofAdults(Area.URBAN, 2)
                .income(yearly("户主", IncomeItem.WAGES, "3000").withCost(yuan("600")))
                .expense(Expense.proved("e", null, ExpenseKind.MEDICAL, yuan("100")))
                .build();
        assertThat(MeansTest.determine(sum, parameters).counted().yearlyIncome())
                .isEqualTo(yuan("2300").times(12 / window));
    }

    @ParameterizedTest(name = "{0} 个月,当地最低工资 {1},推算 {2}")
    @CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            月数, 当地最低工资, 推算, 全年,     缺
            10,  -,          true, 21300.00, -
            12,  -,          true, 25560.00, -
            14,  -,          true, 25560.00, -
            10,  1890.00,    true, 18900.00, -
            0,   -,          true, 0.00,     incomes[w].amount
            10,  -,          false,0.00,     incomes[w].amount
            """)
    void workAwayThatCannotBeProvedIsEstimated(int months, Money wage, boolean estimate, Money yearly, String missing) {
        var parameters =
                Parameters.change(P2025).income(12, Percent.of(30), estimate).build();
        var facts = ofAdults(Area.URBAN, 3)
                .income(Income.estimated("w", "户主", months, wage, true))
                .build();
        var result = MeansTest.determine(facts, parameters);
        assertThat(result.counted().yearlyIncome()).isEqualTo(yearly);
        assertThat(result.of(Scheme.DIBAO).missing().stream().map(MissingFact::field))
                .isEqualTo(missing == null ? List.of() : List.of(missing));
        assertThat(result.toConfirm()).isEmpty();
    }

    @Test
    void anEstimateWaitsToBeConfirmedAndIsMarked() {
        var facts = ofAdults(Area.URBAN, 3)
                .income(Income.estimated("w", "户主", 10, null, false))
                .income(new Income(
                        "v",
                        "妻",
                        IncomeItem.CASUAL_WORK,
                        yuan("100"),
                        Income.Per.MONTH,
                        0,
                        Money.ZERO,
                        Income.Method.REFERENCE_ESTIMATE,
                        false,
                        null));
        var result = run(facts);
        assertThat(result.toConfirm().stream().map(MissingFact::field))
                .containsExactly("incomes[w].confirmed", "incomes[v].confirmed");
        assertThat(result.steps()).anyMatch(step -> step.how().contains("参考值推算"));
        assertThat(result.fits(Scheme.DIBAO)).isTrue();
    }

    @Test
    void onlyWorkAwayIsEstimated() {
        var facts = ofAdults(Area.URBAN, 2)
                .income(new Income(
                        "v",
                        null,
                        IncomeItem.TRADE,
                        null,
                        Income.Per.MONTH,
                        10,
                        Money.ZERO,
                        Income.Method.DECLARED,
                        true,
                        null));
        assertThat(run(facts).of(Scheme.DIBAO).missing())
                .containsExactly(new MissingFact("incomes[v].amount", "家庭的经营收入金额"));
    }

    // ---- deductions

    @ParameterizedTest(name = "{0} {1} 已报销 {2} 有票据 {3} {4}: {5}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            支出,           金额,     已报销,   票据,  学段,         收入
            MEDICAL,        5000.00,  0.00,    true,  NONE,         7000.00
            MEDICAL,        5000.00,  2000.00, true,  NONE,         9000.00
            MEDICAL,        5000.00,  5000.00, true,  NONE,         12000.00
            MEDICAL,        5000.00,  6000.00, true,  NONE,         12000.00
            MEDICAL,        5000.00,  0.00,    false, NONE,         12000.00
            MEDICAL,        15000.00, 0.00,    true,  NONE,         0.00
            EDUCATION,      5000.00,  0.00,    true,  BACHELOR,     7000.00
            EDUCATION,      5000.00,  0.00,    true,  SENIOR,       7000.00
            EDUCATION,      5000.00,  0.00,    true,  KINDERGARTEN, 7000.00
            EDUCATION,      5000.00,  0.00,    true,  PRIMARY,      12000.00
            EDUCATION,      5000.00,  0.00,    true,  JUNIOR,       12000.00
            MEDICAL,        5000.00,  0.00,    true,  JUNIOR,       7000.00
            REHABILITATION, 5000.00,  0.00,    true,  NONE,         7000.00
            HOUSING,        5000.00,  0.00,    true,  NONE,         12000.00
            OTHER,          5000.00,  0.00,    true,  NONE,         12000.00
            """)
    void provedRigidExpenseIsDeducted(
            ExpenseKind kind, Money amount, Money aided, boolean proved, StudyStage study, Money income) {
        var facts = ofAdults(Area.URBAN, 2)
                .member(person("女", Relation.CHILD, 15).studying(study))
                .income(Income.yearly("i", null, IncomeItem.OTHER, yuan("12000")))
                .expense(new Expense("e", "女", kind, amount, aided, proved));
        assertThat(run(facts).counted().yearlyIncome()).isEqualTo(income);
    }

    @ParameterizedTest(name = "{0} + {1}: {2}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            甲一,    甲二,    乙,      收入
            5999.99, 0.00,   0.00,    14000.01
            6000.00, 0.00,   0.00,    14000.00
            6000.01, 0.00,   0.00,    14000.00
            4000.00, 4000.00,0.00,    14000.00
            4000.00, 1000.00,3000.00, 12000.00
            7000.00, 0.00,   7000.00, 8000.00
            """)
    void aCapHoldsForEachPersonAndYear(Money one, Money two, Money wife, Money income) {
        var parameters = Parameters.change(P2025)
                .deduction(ExpenseKind.MEDICAL, true, yuan("6000"), false)
                .build();
        var facts = ofAdults(Area.URBAN, 2)
                .income(Income.yearly("i", null, IncomeItem.OTHER, yuan("20000")))
                .expense(Expense.proved("e1", "户主", ExpenseKind.MEDICAL, one))
                .expense(Expense.proved("e2", "户主", ExpenseKind.MEDICAL, two))
                .expense(Expense.proved("e3", "妻", ExpenseKind.MEDICAL, wife))
                .build();
        assertThat(MeansTest.determine(facts, parameters).counted().yearlyIncome())
                .isEqualTo(income);
    }

    @Test
    void compulsoryEducationIsDeductedWhereTheParameterSaysSo() {
        var parameters = Parameters.change(P2025)
                .deduction(ExpenseKind.EDUCATION, true, null, true)
                .build();
        var facts = ofAdults(Area.URBAN, 2)
                .member(person("女", Relation.CHILD, 9).studying(StudyStage.PRIMARY))
                .income(Income.yearly("i", null, IncomeItem.OTHER, yuan("12000")))
                .expense(Expense.proved("e", "女", ExpenseKind.EDUCATION, yuan("1000")))
                .expense(Expense.proved("f", null, ExpenseKind.EDUCATION, yuan("10")))
                .build();
        assertThat(MeansTest.determine(facts, parameters).counted().yearlyIncome())
                .isEqualTo(yuan("10990"));
        // it is no rigid expense all the same
        assertThat(MeansTest.determine(facts, parameters).counted().yearlyRigid())
                .isEqualTo(yuan("29962"));
    }

    // ---- category increments

    @ParameterizedTest(name = "{0} {1} 级 重病 {2} {3} 岁 {4} 单亲 {5}: {6} {7}")
    @CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            类别,         等级, 重病,  年龄, 学段,         单亲,  类, 增发
            -,            1,   false, 40,  NONE,         false, -,   0.00
            PHYSICAL,     1,   false, 40,  NONE,         false, SEV, 181.50
            PHYSICAL,     2,   false, 40,  NONE,         false, SEV, 181.50
            PHYSICAL,     3,   false, 40,  NONE,         false, -,   0.00
            VISUAL,       2,   false, 40,  NONE,         false, SEV, 181.50
            HEARING,      3,   false, 40,  NONE,         false, -,   0.00
            SPEECH,       2,   false, 40,  NONE,         false, SEV, 181.50
            INTELLECTUAL, 3,   false, 40,  NONE,         false, SEV, 181.50
            INTELLECTUAL, 4,   false, 40,  NONE,         false, -,   0.00
            MENTAL,       3,   false, 40,  NONE,         false, SEV, 181.50
            MENTAL,       4,   false, 40,  NONE,         false, -,   0.00
            MULTIPLE,     2,   false, 40,  NONE,         false, SEV, 181.50
            MULTIPLE,     3,   false, 40,  NONE,         false, -,   0.00
            -,            1,   true,  40,  NONE,         false, ILL, 181.50
            PHYSICAL,     1,   true,  70,  NONE,         false, SEV, 181.50
            -,            1,   true,  70,  NONE,         false, ILL, 181.50
            -,            1,   false, 59,  NONE,         false, -,   0.00
            -,            1,   false, 60,  NONE,         false, OLD, 121.00
            -,            1,   false, 4,   KINDERGARTEN, false, -,   0.00
            -,            1,   false, 7,   PRIMARY,      false, STU, 121.00
            -,            1,   false, 20,  BACHELOR,     false, STU, 121.00
            -,            1,   false, 4,   KINDERGARTEN, true,  SP,  60.50
            -,            1,   false, 17,  NONE,         true,  SP,  60.50
            -,            1,   false, 18,  NONE,         true,  -,   0.00
            -,            1,   false, 7,   PRIMARY,      true,  STU, 121.00
            """)
    void theHighestIncrementOfEachPerson(
            Disability.Category category,
            int grade,
            boolean ill,
            int age,
            StudyStage study,
            boolean single,
            String code,
            Money amount) {
        var member = person("女", Relation.CHILD, age)
                .seriouslyIll(ill)
                .studying(study)
                .ofSingleParent(single);
        if (category != null) {
            member.disabled(category, grade);
        }
        var dibao = run(ofAdults(Area.RURAL, 2).member(member)).of(Scheme.DIBAO);
        assertThat(dibao.amount().shares())
                .extracting(share -> share.code() + " " + share.amount())
                .isEqualTo(code == null ? List.of() : List.of(code + " " + amount));
        assertThat(dibao.amount().increments()).isEqualTo(amount.dividedBy(1, Rounding.CEIL_YUAN));
    }

    /** Where the first refusal already costs the share, nobody is warned of a refusal that was none. */
    @Test
    void whoRefusedNothingIsNotWarned() {
        var strict = Parameters.change(P2025).refusals(1).build();
        var refused = ofAdults(Area.RURAL, 1)
                .member(person("甲", Relation.CHILD, 20).jobRefusals(new JobRefusal(DAY.minusDays(1), true, false)))
                .build();
        assertThat(MeansTest.determine(ofAdults(Area.RURAL, 2).build(), strict)
                        .of(Scheme.DIBAO)
                        .reasons())
                .extracting(Reason::code)
                .containsExactly(Reason.Code.FITS);
        assertThat(MeansTest.determine(refused, strict).of(Scheme.DIBAO).reasons())
                .extracting(Reason::code)
                .containsExactly(Reason.Code.FITS, Reason.Code.REFUSAL_REDUCED);
    }

    /** 一、二级,以及三级智力、精神残疾. */
    @ParameterizedTest(name = "{0}: {1} 级")
    @CsvSource(textBlock = """
            VISUAL,       2
            HEARING,      2
            SPEECH,       2
            PHYSICAL,     2
            INTELLECTUAL, 3
            MENTAL,       3
            MULTIPLE,     2
            """)
    void aDisabilityIsSevereUpToThisGrade(Disability.Category category, int mildest) {
        var severe = GradeLimits.severe();
        for (int grade = 1; grade <= 4; grade++) {
            assertThat(severe.covers(new Disability(category, grade))).isEqualTo(grade <= mildest);
        }
    }

    @Test
    void onlyTheMemberWhoRefusesLosesHisShareAndIncrement() {
        var refused = List.of(
                new JobRefusal(DAY.minusDays(3), true, false),
                new JobRefusal(DAY.minusDays(2), true, false),
                new JobRefusal(DAY.minusDays(1), true, false));
        var facts = ofAdults(Area.RURAL, 2)
                .member(person("甲", Relation.CHILD, 20)
                        .studying(StudyStage.BACHELOR)
                        .jobRefusals(refused))
                .member(person("乙", Relation.CHILD, 19).studying(StudyStage.BACHELOR))
                .income(monthly("户主", IncomeItem.CASUAL_WORK, "100"));
        var dibao = run(facts).of(Scheme.DIBAO);
        // gap 2320, three of four shares
        assertThat(dibao.amount().base()).isEqualTo(yuan("1740"));
        assertThat(dibao.amount().increments()).isEqualTo(yuan("121"));
        assertThat(dibao.amount().shares()).extracting(Amount.Share::label).containsExactly("乙");
        assertThat(base(HouseholdFacts.on(DAY, Area.RURAL)
                        .member(person("甲", Relation.HEAD, 30).jobRefusals(refused))))
                .isEqualTo(Money.ZERO);
    }
}
