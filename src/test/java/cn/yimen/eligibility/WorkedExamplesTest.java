package cn.yimen.eligibility;

import static cn.yimen.eligibility.Families.DAY;
import static cn.yimen.eligibility.Families.disabledDaughter;
import static cn.yimen.eligibility.Families.lonelyOldMan;
import static cn.yimen.eligibility.Families.migrantWorkers;
import static cn.yimen.eligibility.Families.monthly;
import static cn.yimen.eligibility.Families.ofAdults;
import static cn.yimen.eligibility.Families.oldCouple;
import static cn.yimen.eligibility.Families.person;
import static cn.yimen.eligibility.Families.rigidExpenses;
import static cn.yimen.eligibility.Families.singleMother;
import static cn.yimen.eligibility.Families.yuan;
import static cn.yimen.eligibility.Parameters.P2024;
import static cn.yimen.eligibility.Parameters.P2025;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.eligibility.Determination.Confirm;
import cn.yimen.eligibility.EligibilityParameters.ExitCause;
import cn.yimen.household.Absence;
import cn.yimen.household.Area;
import cn.yimen.household.Assistance;
import cn.yimen.household.Disability;
import cn.yimen.household.Disability.Category;
import cn.yimen.household.Emergency;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.JobRefusal;
import cn.yimen.household.Property;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.Relation;
import cn.yimen.household.SelfCareItem;
import cn.yimen.household.StudyStage;
import cn.yimen.household.Supporter;
import cn.yimen.kernel.Money;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 算例 W01–W18 of policy/national-rules 12, as far as they are figures; with every figure of the way (EL-1, EL-2, EL-3). The limits of
 * W05, W16 and W18 are the calendar's.
 */
class WorkedExamplesTest {

    private static boolean yes(String word) {
        return word.equals("是");
    }

    @Test
    void w01MigrantWorkersInTheCountry() {
        var result = MeansTest.determine(migrantWorkers(), P2025);
        Explained.shows(result.steps(), """
                成员：户主            | 计入
                成员：妻             | 计入
                成员：子             | 计入
                成员：母             | 计入
                家庭人口             | 4 人
                就业成本：户主 务工收入     | 6,000.00
                收入：户主 务工收入       | 18,000.00
                收入：户主 种植养殖收入     | 3,600.00
                收入：母 基础养老金       | 0.00
                收入：母 个人账户养老金     | 240.00
                支出：子 教育支出        | 5,500.00
                扣减：子 教育支出        | 5,500.00
                """);
        var dibao = result.of(Scheme.DIBAO);
        Explained.shows(dibao.steps(), """
                家庭全年收入 | 16,340.00
                家庭月收入  | ≈1,361.67
                人均月收入  | ≈340.42
                低保标准   | 605.00
                收入比较   | 低于
                财产     | 合格
                基本金    | 1,059.00
                增发：子   | 121.00
                增发：母   | 121.00
                增发金    | 242.00
                每月应发   | 1,301.00
                """);
        assertThat(dibao.amount().base()).isEqualTo(yuan("1059"));
        assertThat(dibao.amount().increments()).isEqualTo(yuan("242"));
        assertThat(dibao.amount().total()).isEqualTo(yuan("1301"));
        assertThat(result.best()).isEqualTo(Scheme.DIBAO);
        assertThat(result.counted().monthlyPerPerson()).isEqualTo(yuan("340.42"));
        // the cap is 30 % of the wage, 7,200, and does not bite
        assertThat(result.steps()).anyMatch(step -> step.how().contains("= 7,200.00 取小"));
    }

    @Test
    void w01WithTheBasicPensionCounted() {
        var counted = Parameters.change(P2025).basicPensionCounts().build();
        var dibao = MeansTest.determine(migrantWorkers(), counted).of(Scheme.DIBAO);
        Explained.shows(dibao.steps(), """
                家庭全年收入 | 18,140.00
                家庭月收入  | ≈1,511.67
                人均月收入  | ≈377.92
                基本金    | 909.00
                增发金    | 242.00
                每月应发   | 1,151.00
                """);
        assertThat(dibao.amount().total()).isEqualTo(yuan("1151"));
    }

    @Test
    void w02OldPeopleWithChildren() {
        var result = MeansTest.determine(oldCouple().build(), P2025);
        Explained.shows(result.steps(), """
                收入：家庭 土地流转收入   | 1,200.00
                收入：户主 个人账户养老金  | 180.00
                收入：妻 个人账户养老金   | 180.00
                赡养能力：子          | 92.20
                赡养费：子给户主        | 1,106.40
                赡养费：子给妻         | 1,106.40
                赡养能力：女          | 0.00
                家庭人口            | 2 人
                """);
        var dibao = result.of(Scheme.DIBAO);
        Explained.shows(dibao.steps(), """
                家庭全年收入 | 3,772.80
                家庭月收入  | 314.40
                人均月收入  | 157.20
                低保标准   | 605.00
                基本金    | 896.00
                增发：户主  | 121.00
                增发：妻   | 121.00
                增发金    | 242.00
                每月应发   | 1,138.00
                """);
        assertThat(dibao.amount().total()).isEqualTo(yuan("1138"));
        // they have children who can: not 特困
        assertThat(result.of(Scheme.TEKUN).outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
        assertThat(result.of(Scheme.TEKUN).because("SUPPORTER_ABLE")).isTrue();
    }

    @Test
    void w03SeverelyDisabledDaughterOfAMarginalHousehold() {
        var result = MeansTest.determine(disabledDaughter().build(), P2025);
        assertThat(result.of(Scheme.DIBAO).outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
        assertThat(result.of(Scheme.DIBAO).because("INCOME_OVER")).isTrue();
        assertThat(result.of(Scheme.DIBAO).excess()).isEqualTo(yuan("268"));
        Explained.shows(result.of(Scheme.BIANYUAN).steps(), """
                家庭月收入  | 3,300.00
                人均月收入  | 1,100.00
                低保边缘线  | 1,248.00
                收入比较   | 低于
                人均金融资产 | ≈26,666.67
                """);
        assertThat(result.fits(Scheme.BIANYUAN)).isTrue();
        assertThat(result.of(Scheme.BIANYUAN).amount().total()).isEqualTo(Money.ZERO);
        var single = result.of(Scheme.SINGLE);
        Explained.shows(single.steps(), """
                单人户基本金：女 | 832.00
                增发：女     | 250.00
                每月应发：女   | 1,082.00
                """);
        assertThat(single.amount().base()).isEqualTo(yuan("832"));
        assertThat(single.amount().increments()).isEqualTo(yuan("250"));
        assertThat(single.amount().shares())
                .extracting(share -> share.code() + " " + share.amount())
                .containsExactly("SINGLE_DISABLED 832.00", "SEV 249.60");
        assertThat(single.persons()).extracting(person -> person.label()).containsExactly("女");
        assertThat(result.of(Scheme.GANGXING).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    }

    @Test
    void w04RigidExpenses() {
        var result = MeansTest.determine(rigidExpenses().build(), P2025);
        Explained.shows(result.of(Scheme.BIANYUAN).steps(), """
                家庭全年收入 | 72,000.00
                人均月收入  | 1,500.00
                低保边缘线  | 1,248.00
                收入比较   | 不低于
                """);
        Explained.shows(result.of(Scheme.GANGXING).steps(), """
                人均年收入  | 25,000.00
                刚性支出   | 67,936.00
                刚性支出占比 | 67.94%
                财产     | 合格
                """);
        assertThat(result.of(Scheme.DIBAO).outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
        assertThat(result.of(Scheme.BIANYUAN).outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
        assertThat(result.fits(Scheme.GANGXING)).isTrue();
        assertThat(result.of(Scheme.GANGXING).amount().total()).isEqualTo(Money.ZERO);
        assertThat(result.best()).isEqualTo(Scheme.GANGXING);
        assertThat(result.counted().yearlyRigid()).isEqualTo(yuan("67936"));
    }

    @Test
    void w05AHouseholdWithACar() {
        var facts = ofAdults(Area.RURAL, 3)
                .income(monthly("户主", IncomeItem.CASUAL_WORK, "900"))
                .property(Property.vehicle("car", "户主", Property.Use.PRIVATE_CAR))
                .build();
        var result = MeansTest.determine(facts, P2025);
        Explained.shows(result.of(Scheme.DIBAO).steps(), """
                人均月收入   | 300.00
                收入比较    | 低于
                财产：机动车  | 不符合
                """);
        for (var scheme : new Scheme[] {Scheme.DIBAO, Scheme.BIANYUAN, Scheme.GANGXING}) {
            assertThat(result.of(scheme).outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
            assertThat(result.of(scheme).because("ASSET_OVER/VEHICLE")).isTrue();
        }
        assertThat(result.of(Scheme.DIBAO).because("INCOME_OVER")).isFalse();
        assertThat(result.best()).isNull();
        assertThat(result.nearest()).isNotNull();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            存款理财, 商铺, 人均,       低保, 低边, 基本金
            60000.00, 0,  '30,000.00',  否,  否,  0
            59904.00, 0,  '29,952.00',  否,  是,  0
            59904.01, 0,  '29,952.005', 否,  否,  0
            39936.00, 0,  '19,968.00',  是,  否,  664
            39936.02, 0,  '19,968.01',  否,  是,  0
            39936.00, 1,  '19,968.00',  否,  否,  0
            """)
    void w06HousesAndSavings(String savings, int shops, String each, String dibao, String edge, String base) {
        var facts = ofAdults(Area.URBAN, 2)
                .income(monthly("户主", IncomeItem.CASUAL_WORK, "1000"))
                .property(Property.financial("s", "户主", PropertyKind.INTERNET_FINANCE, yuan(savings)));
        if (shops > 0) {
            facts.property(Property.of("shop", "户主", PropertyKind.NON_RESIDENTIAL));
        }
        var result = MeansTest.determine(facts.build(), P2025);
        assertThat(result.counted().monthlyPerPerson()).isEqualTo(yuan("500"));
        assertThat(result.of(Scheme.DIBAO).steps())
                .anyMatch(step -> step.what().equals("人均金融资产")
                        && step.how().contains("24 × 832.00 = 19,968.00")
                        && step.value().equals(each));
        assertThat(result.fits(Scheme.DIBAO)).isEqualTo(yes(dibao));
        assertThat(result.fits(Scheme.BIANYUAN)).isEqualTo(yes(edge));
        assertThat(result.of(Scheme.DIBAO).amount().base()).isEqualTo(yuan(base));
        if (shops > 0) {
            assertThat(result.of(Scheme.DIBAO).because("ASSET_OVER/NON_RESIDENTIAL"))
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            渐退类型,       月数, 第一月,   末月,     停发,     第3个月
            FLEX_JOB,      6,   2026-04, 2026-09, 2026-10, 1296.00
            CIVIL_SERVANT, 3,   2026-04, 2026-06, 2026-07, 1296.00
            PUBLIC_POST,   12,  2026-04, 2027-03, 2027-04, 1296.00
            """)
    void w07GradualExit(ExitCause cause, int number, YearMonth first, YearMonth last, YearMonth stops, Money third) {
        var before = ofAdults(Area.URBAN, 3)
                .income(monthly("户主", IncomeItem.CASUAL_WORK, "1200"))
                .build();
        var base = MeansTest.determine(before, P2025).of(Scheme.DIBAO).amount().base();
        assertThat(base).isEqualTo(yuan("1296"));
        var now = before.but()
                .asOf(LocalDate.of(2026, 3, 16))
                .income(monthly("妻", IncomeItem.CASUAL_WORK, "1500"))
                .current(Assistance.DIBAO)
                .build();
        var review = MeansTest.determine(now, P2025);
        assertThat(review.counted().monthlyPerPerson()).isEqualTo(yuan("900"));

        var exit = GradualExit.plan(review, base, Money.ZERO, cause, LocalDate.of(2026, 3, 16));

        assertThat(exit.applies()).isTrue();
        assertThat(exit.months()).hasSize(number);
        assertThat(exit.months().get(0).month()).isEqualTo(first);
        assertThat(exit.months().get(number - 1).month()).isEqualTo(last);
        assertThat(exit.months().get(2).month()).isEqualTo(YearMonth.of(2026, 6));
        assertThat(exit.months().get(2).number()).isEqualTo(3);
        assertThat(exit.months().get(2).total()).isEqualTo(third);
        assertThat(exit.stopsFrom()).isEqualTo(stops);
        assertThat(exit.noticeBy()).isEqualTo(last);
        Explained.shows(exit.steps(), "每月发放 | 1,296.00\n停发 | " + stops + "\n渐退期 | " + first + " 至 " + last);
    }

    @Test
    void w07WithACarAtTheSameTimeStopsNextMonth() {
        var now = ofAdults(Area.URBAN, 3)
                .income(monthly("户主", IncomeItem.CASUAL_WORK, "2700"))
                .property(Property.vehicle("car", null, Property.Use.PRIVATE_CAR))
                .build();
        var exit = GradualExit.plan(
                MeansTest.determine(now, P2025),
                yuan("1296"),
                Money.ZERO,
                ExitCause.FLEX_JOB,
                LocalDate.of(2026, 3, 16));
        assertThat(exit.applies()).isFalse();
        assertThat(exit.months()).isEmpty();
        assertThat(exit.stopsFrom()).isEqualTo(YearMonth.of(2026, 4));
        assertThat(exit.noticeBy()).isEqualTo(YearMonth.of(2026, 3));
    }

    @Test
    void w08TheHighestIncrementOnly() {
        var result = MeansTest.determine(singleMother().build(), P2025);
        var dibao = result.of(Scheme.DIBAO);
        Explained.shows(dibao.steps(), """
                家庭月收入  | 700.00
                人均月收入  | ≈233.33
                基本金    | 1,115.00
                增发：母   | 181.50
                增发：子   | 121.00
                增发：女   | 121.00
                增发金    | 424.00
                每月应发   | 1,539.00
                """);
        assertThat(dibao.amount().base()).isEqualTo(yuan("1115"));
        assertThat(dibao.amount().increments()).isEqualTo(yuan("424"));
        assertThat(dibao.amount().total()).isEqualTo(yuan("1539"));
        assertThat(dibao.amount().shares())
                .extracting(share -> share.label() + " " + share.code() + " " + share.amount())
                .containsExactly("母 SEV 181.50", "子 STU 121.00", "女 STU 121.00");
        assertThat(dibao.steps()).anyMatch(step -> step.how().contains("423.50"));
    }

    @ParameterizedTest(name = "{0} 项不能自主,集中 {1}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            不能自主, 集中,  结论,      护理,     合计
            3,      false, PARTIAL,   1278.00, 2360.00
            4,      false, FULL,      2130.00, 3212.00
            0,      true,  SELF_CARE, 426.00,  1508.00
            0,      false, SELF_CARE, 0.00,    1082.00
            1,      false, PARTIAL,   1278.00, 2360.00
            6,      true,  FULL,      2130.00, 3212.00
            """)
    void w09Tekun(int failing, boolean institutional, String grade, Money care, Money total) {
        var failed = new ArrayList<>(Arrays.asList(SelfCareItem.values())).subList(0, failing);
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(66)
                        .failing(failed.toArray(SelfCareItem[]::new))
                        .institutional(institutional))
                .build();
        var result = MeansTest.determine(facts, P2025);
        var tekun = result.of(Scheme.TEKUN);
        Explained.shows(tekun.steps(), """
                劳动能力：户主   | 无劳动能力
                生活来源：户主   | 无生活来源
                财产        | 合格
                法定义务人：户主  | 符合
                基本生活标准：户主 | 1,082.00
                """);
        assertThat(tekun.steps()).anyMatch(step -> step.how().contains("832.00 × 130% = 1,081.60"));
        Explained.shows(tekun.steps(), "照料护理标准：户主 | " + care.grouped() + "\n每月应发：户主 | " + total.grouped());
        assertThat(tekun.amount().base()).isEqualTo(yuan("1082"));
        assertThat(tekun.amount().care()).isEqualTo(care);
        assertThat(tekun.amount().total()).isEqualTo(total);
        assertThat(tekun.amount().shares()).extracting(Amount.Share::code).containsExactly("TEKUN", grade);
        assertThat(result.of(Scheme.DIBAO).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(result.of(Scheme.BIANYUAN).outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(result.best()).isEqualTo(Scheme.TEKUN);
    }

    @Test
    void w10TemporaryAssistanceOfThreeMonths() {
        var facts = ofAdults(Area.RURAL, 3)
                .emergency(Emergency.of(Emergency.Cause.ACCIDENT, 3).askingQuick(yuan("800"), 1));
        var first = MeansTest.determine(facts.build(), P2025);
        var quick = first.of(Scheme.TEMPORARY_QUICK);
        Explained.shows(quick.steps(), """
                小额快救上限 | 832.00
                一次性救助金 | 800.00
                """);
        assertThat(quick.amount().period()).isEqualTo(Amount.Period.ONCE);
        assertThat(quick.amount().total()).isEqualTo(yuan("800"));
        assertThat(quick.confirm()).isEqualTo(Confirm.TOWNSHIP);

        facts.emergency(Emergency.of(Emergency.Cause.ACCIDENT, 3).afterQuick(yuan("800")));
        var general = MeansTest.determine(facts.build(), P2025).of(Scheme.TEMPORARY_EMERGENCY);
        Explained.shows(general.steps(), """
                救助金  | 7,488.00
                审批权限 | 区民政局审批
                抵扣快救 | 6,688.00
                """);
        assertThat(general.amount().total()).isEqualTo(yuan("6688"));
        assertThat(general.confirm()).isEqualTo(Confirm.COUNTY);

        facts.emergency(Emergency.of(Emergency.Cause.ACCIDENT, 7));
        var seven = MeansTest.determine(facts.build(), P2025).of(Scheme.TEMPORARY_EMERGENCY);
        assertThat(seven.confirm()).isEqualTo(Confirm.CASE_CONFERENCE);
        assertThat(seven.because("OVER_MONTHS")).isTrue();
        assertThat(seven.amount().total()).isEqualTo(yuan("14976"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            城乡,  标准合计, 基本金
            URBAN, 29952.00, 996.00
            RURAL, 21780.00, 315.00
            """)
    void w11TownAndCountry(Area area, Money line, Money base) {
        var facts = ofAdults(area, 3)
                .income(monthly("户主", IncomeItem.CASUAL_WORK, "1500"))
                .build();
        var dibao = MeansTest.determine(facts, P2025).of(Scheme.DIBAO);
        Explained.shows(dibao.steps(), "人均月收入 | 500.00\n基本金 | " + base.grouped());
        assertThat(dibao.steps()).anyMatch(step -> step.how().contains("(" + line.grouped() + " − 18,000.00) ÷ 12"));
        assertThat(dibao.amount().total()).isEqualTo(base);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            月收入,  人均,     低保, 低边, 基本金
            1209.99, 604.995, 是,  否,  1.00
            1210.00, 605.00,  否,  是,  0.00
            1210.01, 605.005, 否,  是,  0.00
            1814.99, 907.495, 否,  是,  0.00
            1815.00, 907.50,  否,  否,  0.00
            """)
    void w12Edges(String income, String each, String dibao, String edge, Money base) {
        var facts = ofAdults(Area.RURAL, 2)
                .income(monthly("户主", IncomeItem.CASUAL_WORK, income))
                .build();
        var result = MeansTest.determine(facts, P2025);
        Explained.shows(result.of(Scheme.DIBAO).steps(), "人均月收入 | " + each);
        assertThat(result.fits(Scheme.DIBAO)).isEqualTo(yes(dibao));
        assertThat(result.fits(Scheme.BIANYUAN)).isEqualTo(yes(edge));
        assertThat(result.of(Scheme.DIBAO).amount().total()).isEqualTo(base);
    }

    @ParameterizedTest(name = "{0} 次,有理由 {1} 次,无介绍单 {2} 次")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            无理由, 有理由, 无介绍单, 应发,   提示
            3,     0,     0,       664.00, REFUSAL_REDUCED
            2,     0,     0,       996.00, REFUSAL_WARNING
            2,     1,     0,       996.00, REFUSAL_WARNING
            2,     0,     1,       996.00, REFUSAL_WARNING
            1,     0,     0,       996.00, FITS
            4,     0,     0,       664.00, REFUSAL_REDUCED
            """)
    void w13ThreeRefusalsOfWork(int without, int justified, int noSlip, Money payable, String note) {
        var refusals = new ArrayList<JobRefusal>();
        for (int i = 0; i < without; i++) {
            refusals.add(new JobRefusal(DAY.minusMonths(i), true, false));
        }
        for (int i = 0; i < justified; i++) {
            refusals.add(new JobRefusal(DAY.minusDays(i + 1), true, true));
        }
        for (int i = 0; i < noSlip; i++) {
            refusals.add(new JobRefusal(DAY.minusDays(i + 5), false, false));
        }
        var facts = HouseholdFacts.on(DAY, Area.URBAN)
                .member(person("户主", Relation.HEAD, 45))
                .member(person("妻", Relation.SPOUSE, 44))
                .member(person("甲", Relation.CHILD, 22).jobRefusals(refusals))
                .income(monthly("户主", IncomeItem.CASUAL_WORK, "1500"))
                .build();
        var dibao = MeansTest.determine(facts, P2025).of(Scheme.DIBAO);
        Explained.shows(dibao.steps(), "基本金 | 996.00");
        if (note.equals("REFUSAL_REDUCED")) {
            Explained.shows(dibao.steps(), "停发拒绝就业本人份额 | 332.00");
        }
        assertThat(dibao.amount().total()).isEqualTo(payable);
        assertThat(dibao.because(note)).isTrue();
    }

    @Test
    void w14RaisedStandardAndBackPay() {
        var facts = ofAdults(Area.URBAN, 2)
                .asOf(LocalDate.of(2025, 3, 10))
                .income(monthly("户主", IncomeItem.CASUAL_WORK, "900"))
                .build();
        var march = MeansTest.dibaoOf(facts, P2024, P2024).total();
        var april = MeansTest.dibaoOf(facts, P2024, P2025).total();
        assertThat(march).isEqualTo(yuan("716"));
        assertThat(april).isEqualTo(yuan("764"));

        var may = BackPay.settle(
                YearMonth.of(2025, 5),
                Map.of(YearMonth.of(2025, 3), march, YearMonth.of(2025, 4), april, YearMonth.of(2025, 5), april),
                Map.of(YearMonth.of(2025, 3), march, YearMonth.of(2025, 4), march));

        assertThat(may.regular()).isEqualTo(yuan("764"));
        assertThat(may.lines()).containsExactly(new BackPay.Line(YearMonth.of(2025, 4), yuan("764"), yuan("716")));
        assertThat(may.arrears()).isEqualTo(yuan("48"));
        assertThat(may.total()).isEqualTo(yuan("812"));
    }

    @Test
    void w15WhoCounts() {
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(person("户主", Relation.HEAD, 46).absent(Absence.IN_PRISON))
                .member(person("妻", Relation.SPOUSE, 44))
                .member(person("子", Relation.CHILD, 19).studying(StudyStage.COLLEGE))
                .member(person("女", Relation.CHILD, 23).studying(StudyStage.MASTER))
                .member(person("弟", Relation.SIBLING, 40))
                .member(person("岳母", Relation.ofCode("56"), 73))
                .build();
        var result = MeansTest.determine(facts, P2025);
        Explained.shows(result.steps(), """
                成员：户主 | 不计入
                成员：妻  | 计入
                成员：子  | 计入
                成员：女  | 不计入
                成员：弟  | 不计入
                成员：岳母 | 计入
                家庭人口  | 3 人
                """);
        assertThat(result.counted().size()).isEqualTo(3);
        assertThat(result.counted().members()).containsExactly("妻", "子", "岳母");
        assertThat(result.counted().excluded()).containsExactly("户主", "女", "弟");
    }

    @ParameterizedTest(name = "肢体 {0} 级")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            等级, 义务人,        特困
            2,   无履行义务能力, 是
            3,   有履行义务能力, 否
            """)
    void w17TheOnlySonIsDisabled(int grade, String ability, String found) {
        boolean tekun = yes(found);
        var facts = HouseholdFacts.on(DAY, Area.RURAL)
                .member(lonelyOldMan(68).failing().institutional(false))
                .supporter(Supporter.of("s", "子", "户主")
                        .born(Families.aged(41))
                        .disabled(new Disability(Category.PHYSICAL, grade))
                        .family(1, yuan("1100"), Area.RURAL)
                        .propertyWithinLimits(true)
                        .build())
                .build();
        var result = MeansTest.determine(facts, P2025);
        Explained.shows(result.of(Scheme.TEKUN).steps(), "义务人：子 | " + ability);
        assertThat(result.fits(Scheme.TEKUN)).isEqualTo(tekun);
        assertThat(result.fits(Scheme.DIBAO)).isEqualTo(!tekun);
        assertThat(result.of(Scheme.TEKUN).amount().total()).isEqualTo(yuan(tekun ? "1082" : "0"));
        assertThat(result.of(Scheme.DIBAO).amount().total()).isEqualTo(yuan(tekun ? "0" : "726"));
    }

    @Test
    void incomeByAgreementIsMarkedSo() {
        var result = MeansTest.determine(singleMother().build(), P2025);
        assertThat(result.steps())
                .filteredOn(step -> step.what().equals("收入：子 赡养费、抚养费、扶养费"))
                .allMatch(step -> step.how().endsWith(Income.Method.AGREEMENT.label()))
                .hasSize(1);
    }
}
