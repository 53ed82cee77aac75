package cn.yimen.eligibility;

import static cn.yimen.eligibility.Families.monthly;
import static cn.yimen.eligibility.Families.ofAdults;
import static cn.yimen.eligibility.Families.person;
import static cn.yimen.eligibility.Families.yuan;
import static cn.yimen.eligibility.Parameters.P2025;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.eligibility.EligibilityParameters.ExitCause;
import cn.yimen.eligibility.EligibilityParameters.ExitPay;
import cn.yimen.household.Area;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.Relation;
import cn.yimen.household.StudyStage;
import cn.yimen.kernel.Money;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** EL-3: 渐退 and 补发 beside W07 and W14. */
class LaterMonthsTest {

    private static final LocalDate DECEMBER = LocalDate.of(2025, 12, 31);

    private static Assessment earning(String income, EligibilityParameters parameters) {
        return MeansTest.determine(
                ofAdults(Area.URBAN, 3)
                        .income(monthly("户主", IncomeItem.WAGES, income))
                        .build(),
                parameters);
    }

    /** Lessons 6: 313 + 104 is 417, although 521 was paid when a second member still had an increment. */
    @Test
    void theBaseIsKeptAndTheIncrementsLiveOn() {
        var exit =
                GradualExit.plan(earning("2700", P2025), yuan("313"), yuan("104"), ExitCause.CIVIL_SERVANT, DECEMBER);
        assertThat(exit.months()).hasSize(3).allSatisfy(month -> {
            assertThat(month.base()).isEqualTo(yuan("313"));
            assertThat(month.increments()).isEqualTo(yuan("104"));
            assertThat(month.total()).isEqualTo(yuan("417"));
        });
        assertThat(exit.months().get(0).month()).isEqualTo(YearMonth.of(2026, 1));
        assertThat(exit.months()).extracting(GradualExit.Month::number).containsExactly(1, 2, 3);
        assertThat(exit.reasons()).extracting(Reason::code).containsExactly(Reason.Code.INCOME_OVER);
        assertThat(exit.steps()).extracting(Step::value).contains("3 个月", "2026-01 至 2026-03", "417.00", "2026-04");
        assertThat(exit.steps()).extracting(Step::how).contains("基本金 313.00 + 增发 104.00，按原金额");
    }

    /** A student's 20 % of 832, rounded up, although the household earns too much for a base. */
    @Test
    void theIncrementsAreEachPersonsOwnWhateverTheHouseholdEarns() {
        var facts = ofAdults(Area.URBAN, 2)
                .member(person("女", Relation.CHILD, 19).studying(StudyStage.COLLEGE))
                .income(monthly("户主", IncomeItem.WAGES, "9000"))
                .build();
        var increments = MeansTest.incrementsOf(facts, P2025);
        assertThat(increments.increments()).isEqualTo(yuan("167"));
        assertThat(increments.total()).isEqualTo(yuan("167"));
        assertThat(increments.shares()).extracting(Amount.Share::label).containsExactly("女");
    }

    @Test
    void halfIsPaidWhereTheParameterSaysSo() {
        var half = Parameters.change(P2025).exitPay(ExitPay.HALF).build();
        var exit = GradualExit.plan(earning("2700", half), yuan("313"), yuan("105"), ExitCause.FLEX_JOB, DECEMBER);
        assertThat(exit.months().get(0).base()).isEqualTo(yuan("157"));
        assertThat(exit.months().get(0).increments()).isEqualTo(yuan("53"));
        assertThat(exit.steps()).extracting(Step::value).contains("210.00");
        assertThat(exit.steps()).extracting(Step::how).contains("基本金 313.00 + 增发 105.00，减半");
    }

    @Test
    void withoutACauseTheHouseholdLeavesNextMonth() {
        var exit = GradualExit.plan(earning("2700", P2025), yuan("313"), Money.ZERO, null, DECEMBER);
        assertThat(exit.applies()).isFalse();
        assertThat(exit.stopsFrom()).isEqualTo(YearMonth.of(2026, 1));
        assertThat(exit.noticeBy()).isEqualTo(YearMonth.of(2025, 12));
        assertThat(exit.steps()).extracting(Step::how).containsExactly("不属于渐退事由");
    }

    @Test
    void whoStillFitsStays() {
        var exit = GradualExit.plan(earning("1000", P2025), yuan("313"), Money.ZERO, ExitCause.FLEX_JOB, DECEMBER);
        assertThat(exit.applies()).isFalse();
        assertThat(exit.stopsFrom()).isNull();
        assertThat(exit.noticeBy()).isNull();
        assertThat(exit.months()).isEmpty();
        assertThat(exit.steps()).isEmpty();
    }

    @Test
    void aMonthNotPaidAtAllIsMadeUpAndTooMuchIsShown() {
        var pay = BackPay.settle(
                YearMonth.of(2025, 6),
                Map.of(
                        YearMonth.of(2025, 6), yuan("100"),
                        YearMonth.of(2025, 5), yuan("100"),
                        YearMonth.of(2025, 4), yuan("100"),
                        YearMonth.of(2025, 3), yuan("100"),
                        YearMonth.of(2025, 7), yuan("100")),
                Map.of(YearMonth.of(2025, 4), yuan("130"), YearMonth.of(2025, 3), yuan("100")));
        assertThat(pay.lines())
                .containsExactly(
                        new BackPay.Line(YearMonth.of(2025, 4), yuan("100"), yuan("130")),
                        new BackPay.Line(YearMonth.of(2025, 5), yuan("100"), Money.ZERO));
        assertThat(pay.arrears()).isEqualTo(yuan("70"));
        assertThat(pay.total()).isEqualTo(yuan("170"));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> BackPay.settle(YearMonth.of(2025, 6), Map.of(), Map.of()));
    }
}
