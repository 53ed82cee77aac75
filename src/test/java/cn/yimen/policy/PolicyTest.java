package cn.yimen.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cn.yimen.ProductTest;
import cn.yimen.audit.AuditLog;
import cn.yimen.eligibility.EligibilityParameters.ExitCause;
import cn.yimen.household.IncomeItem;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Percent;
import cn.yimen.kernel.Rounding;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** REG-5: parameters by their day. Rolled back after each test. */
@ProductTest
@Transactional
class PolicyTest {

    private static final LocalDate P2025 = LocalDate.of(2025, 4, 1);
    private static final LocalDate P2024 = LocalDate.of(2024, 4, 1);
    private static final Clock TODAY =
            Clock.fixed(java.time.Instant.parse("2026-11-21T02:00:00Z"), ZoneId.of("Asia/Shanghai"));

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AuditLog audit;

    private Parameters parameters;
    private Officer administrator;

    @BeforeEach
    void anAdministrator() {
        parameters = new Parameters(jdbc, policy(), audit, TODAY);
        administrator = Staff.administrator(jdbc);
    }

    /** Reads the table as it is now. */
    private Policy policy() {
        return new Policy(jdbc);
    }

    @ParameterizedTest
    @CsvSource({
        "2022-04-01, 705, 5316",
        "2022-12-31, 705, 5316",
        "2024-04-01, 808, 6852",
        "2025-03-31, 808, 6852",
        "2025-04-01, 832, 7260",
        "2026-11-21, 832, 7260",
    })
    void theStandardIsThatOfTheDay(LocalDate day, String urban, String rural) {
        assertThat(policy().money("dibao.urban", day)).isEqualTo(Money.yuan(urban));
        assertThat(policy().money("dibao.rural", day)).isEqualTo(Money.yuan(rural));
    }

    @ParameterizedTest
    @CsvSource({"2022-03-31, before the first set", "2023-01-01, in a gap", "2024-03-31, in a gap"})
    void aDayWithoutValueIsAnErrorAndNeverTheNearest(LocalDate day, String why) { // lesson 8
        assertThatExceptionOfType(NoParameter.class)
                .as(why)
                .isThrownBy(() -> policy().money("dibao.urban", day))
                .satisfies(e -> assertThat(e.day()).isEqualTo(day));
        assertThatExceptionOfType(NoParameter.class).isThrownBy(() -> policy().eligibilityOn(day));
        assertThat(policy().find("dibao.urban", day)).isEmpty();
    }

    @Test
    void eachKeyAnswersInItsOwnType() {
        var policy = policy();

        assertThat(policy.days("window.answerMinutes", P2025)).isEqualTo(15);
        assertThat(List.of(
                        "referral.dispatchDays",
                        "referral.refuseDays",
                        "referral.firstCheckDays",
                        "referral.feedbackDays"))
                .extracting(key -> policy.days(key, P2025))
                .containsExactly(1, 2, 6, 1);
        assertThat(policy.percent("gangxing.ratio", P2025)).isEqualTo(Percent.of(60));
        assertThat(policy.number("edge.multiple", P2025)).isEqualByComparingTo("1.5");
        assertThat(policy.flag("publicity.suspendClock", P2025)).isFalse();
        assertThat(policy.time("office.closes", P2025)).isEqualTo(LocalTime.of(17, 30));
        assertThat(policy.choice("quick.limitBasis", P2025)).isEqualTo("PER_PERSON");
        assertThat(policy.codes("nearKin.relations", P2025))
                .contains("SPOUSE", "SIBLING")
                .hasSize(6);
        assertThatIllegalArgumentException().isThrownBy(() -> policy.money("edge.multiple", P2025));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.money("no.such.key", P2025));
    }

    @Test
    void everySeededValueIsOfItsType() {
        var policy = policy();
        for (var key : policy.keys()) {
            for (var value : policy.timeline(key.key())) {
                assertThat(key.type().parse(key.key(), value.value()))
                        .as("%s from %s", key.key(), value.from())
                        .isIn(value.value(), value.value() + ".00", value.value() + ".0");
                assertThat(key.show(value.value())).isNotBlank().doesNotContain("null");
                assertThat(value.basis()).isNotBlank();
            }
        }
    }

    @Test
    void theSetOf2025IsThatOfTheWorkedExamples() { // national-rules 12.0
        var p = policy().eligibilityOn(P2025);

        assertThat(p.version()).startsWith("2025-04-01/r");
        assertThat(p.validOn()).isEqualTo(P2025);
        assertThat(p.payable()).isEqualTo(Rounding.CEIL_YUAN);
        assertThat(p.standards().urbanYearly()).isEqualTo(Money.yuan(9984));
        assertThat(p.standards().ruralYearly()).isEqualTo(Money.yuan(7260));
        assertThat(p.standards().minimumWage()).isEqualTo(Money.yuan(2130));
        assertThat(p.edge().multiple()).isEqualTo(Percent.of(150));
        assertThat(p.income().windowMonths()).isEqualTo(12);
        assertThat(p.income().notCounted())
                .containsOnlyKeys(
                        IncomeItem.BASIC_PENSION,
                        IncomeItem.VETERAN_ALLOWANCE,
                        IncomeItem.FAMILY_PLANNING,
                        IncomeItem.SCHOLARSHIP,
                        IncomeItem.BRAVERY_AWARD,
                        IncomeItem.SOCIAL_ASSISTANCE,
                        IncomeItem.DISABILITY_ALLOWANCE,
                        IncomeItem.OTHER_EXEMPT);
        assertThat(p.income().employmentCostCap()).isEqualTo(Percent.of(30));
        assertThat(p.support().standardMultiple()).isEqualTo(Percent.of(200));
        assertThat(p.support().share()).isEqualTo(Percent.of(20));
        assertThat(List.of(
                        p.increments().severe(),
                        p.increments().ill(),
                        p.increments().old(),
                        p.increments().student(),
                        p.increments().singleParent()))
                .extracting(Percent::basisPoints)
                .containsExactly(3000, 3000, 2000, 2000, 1000);
        assertThat(p.dibaoAssets().financialMonths()).isEqualTo(24);
        assertThat(p.edgeAssets().financialMonths()).isEqualTo(36);
        assertThat(p.rigid().ratio()).isEqualTo(Percent.of(60));
        assertThat(p.rigid().disposableYearly()).isEqualTo(Money.yuan(28000));
        assertThat(p.exit().months())
                .containsEntry(ExitCause.CIVIL_SERVANT, 3)
                .containsEntry(ExitCause.FLEX_JOB, 6)
                .containsEntry(ExitCause.PUBLIC_POST, 12);
        assertThat(p.temporary().maxMonths()).isEqualTo(6);
        assertThat(p.temporary().cap()).isEqualTo(Money.yuan(50_000));
        assertThat(p.temporary().townApprovalLimit()).isEqualTo(Money.yuan(1_500));
        assertThat(p.tekun().basic()).isEqualTo(Percent.of(130));
        assertThat(p.standards().dibaoBasis().text()).contains("2025年").contains("待核");
    }

    @Test
    void theSeededSetsAreTheOnesTheMeansTestIsProvenWith() { // W01–W18 run on these
        for (var expected : List.of(cn.yimen.eligibility.Parameters.P2025, cn.yimen.eligibility.Parameters.P2024)) {
            assertThat(policy().eligibilityOn(expected.validOn()))
                    .usingRecursiveComparison()
                    .withEqualsForType((one, other) -> true, cn.yimen.kernel.LegalBasis.class)
                    .ignoringFields("version")
                    .isEqualTo(expected);
        }
    }

    @Test
    void theSetOf2024HasItsOwnStandardAndWage() {
        var p = policy().eligibilityOn(P2024);

        assertThat(p.standards().urbanYearly()).isEqualTo(Money.yuan(9696));
        assertThat(p.standards().ruralYearly()).isEqualTo(Money.yuan(6852));
        assertThat(p.standards().minimumWage()).isEqualTo(Money.yuan(1890));
        assertThat(policy().eligibilityOn(LocalDate.of(2025, 2, 1)).standards().minimumWage())
                .isEqualTo(Money.yuan(2130));
    }

    @Test
    void daysOfOneSetShareIt() {
        var policy = policy();

        assertThat(policy.eligibilityOn(LocalDate.of(2025, 6, 1))).isSameAs(policy.eligibilityOn(P2025));
        assertThat(policy.eligibilityOn(LocalDate.of(2026, 1, 1)).version()).startsWith("2026-01-01/");
    }

    @Test
    void aVersionGivesTheSameSetAfterLaterChanges() { // EL-4
        var before = policy().eligibilityOn(P2025);
        parameters.correct("dibao.urban", row("dibao.urban", P2025).id(), entry("840", P2025), administrator);

        assertThat(policy().eligibilityOn(P2025).standards().urbanYearly()).isEqualTo(Money.yuan(10080));
        assertThat(policy().eligibilityOn(P2025).version()).isNotEqualTo(before.version());
        assertThat(policy().eligibilityOf(before.version())).isEqualTo(before);
        assertThatIllegalArgumentException().isThrownBy(() -> policy().eligibilityOf("P2025"));
    }

    private ParameterValue row(String key, LocalDate day) {
        return policy().value(key, day);
    }

    private static Parameters.Entry entry(String value, LocalDate from) {
        return new Parameters.Entry(value, from, null, "贵州省2027年城乡低保提标方案", true, null, "");
    }

    @Test
    void aNewValueHoldsFromItsDayAndNotBefore() {
        var from = LocalDate.of(2027, 4, 1);
        parameters.enter("dibao.urban", entry("870", from), administrator);

        assertThat(policy().money("dibao.urban", from.minusDays(1))).isEqualTo(Money.yuan(832));
        assertThat(policy().money("dibao.urban", from)).isEqualTo(Money.yuan(870));
        assertThatExceptionOfType(Parameters.DayTaken.class)
                .isThrownBy(() -> parameters.enter("dibao.urban", entry("880", from), administrator));
    }

    @Test
    void aPlannedValueCanBeWithdrawnAndEnteredAgain() {
        var from = LocalDate.of(2027, 4, 1);
        long id = parameters.enter("dibao.urban", entry("870", from), administrator);
        parameters = new Parameters(jdbc, policy(), audit, TODAY);
        parameters.withdraw("dibao.urban", id, administrator);

        assertThat(policy().money("dibao.urban", from)).isEqualTo(Money.yuan(832));
        parameters.enter("dibao.urban", entry("880", from), administrator);
        assertThat(policy().money("dibao.urban", from)).isEqualTo(Money.yuan(880));
        assertThat(policy().history("dibao.urban"))
                .extracting(ParameterValue::state)
                .startsWith(ParameterState.CONFIRMED, ParameterState.WITHDRAWN, ParameterState.CONFIRMED);
    }

    @Test
    void whatIsInEffectIsCorrectedAndNotWithdrawn() {
        long id = row("dibao.urban", P2025).id();

        assertThatIllegalStateException().isThrownBy(() -> parameters.withdraw("dibao.urban", id, administrator));
        parameters.correct("dibao.urban", id, entry("833", P2025), administrator);
        assertThatExceptionOfType(OptimisticLockingFailureException.class)
                .isThrownBy(() -> parameters.correct("dibao.urban", id, entry("834", P2025), administrator));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> parameters.correct("dibao.rural", id, entry("834", P2025), administrator));
        assertThatExceptionOfType(Parameters.DayTaken.class)
                .isThrownBy(() -> parameters.correct(
                        "dibao.rural", row("dibao.rural", P2025).id(), entry("7300", P2024), administrator));
    }

    @Test
    void theDatabaseRefusesToChangeARow() {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("update policy_parameter set value = '1' where key = 'dibao.urban'")
                        .update());
    }

    @Test
    void theLinterNamesGapsOverlapsMissingBasisAndUseBeforeEffect() {
        parameters.correct(
                "dibao.rural",
                row("dibao.rural", P2024).id(),
                new Parameters.Entry("6852", P2024, LocalDate.of(2025, 6, 30), "方案", true, null, ""),
                administrator);
        parameters.correct(
                "temp.cap",
                row("temp.cap", P2025).id(),
                new Parameters.Entry("50000", LocalDate.of(2019, 5, 22), null, "", true, null, ""),
                administrator);
        var use = new ParameterUse() {
            @Override
            public String what() {
                return "已受理的个案";
            }

            @Override
            public Optional<LocalDate> earliest() {
                return Optional.of(LocalDate.of(2023, 1, 5));
            }
        };
        var findings = new PolicyLinter(policy(), List.of(use), jdbc, TODAY).findings();

        assertThat(findings)
                .extracting(finding -> finding.kind() + " " + finding.key().key())
                .contains(
                        "GAP dibao.urban",
                        "OVERLAP dibao.rural",
                        "NO_BASIS temp.cap",
                        "BEFORE_EFFECT gangxing.ratio",
                        "OUTDATED dibao.urban",
                        "UNCONFIRMED rounding.payable")
                .doesNotContain("GAP wage.minimum", "NO_VALUE dibao.urban");
        assertThat(findings).extracting(PolicyLinter.Finding::kind).isSorted();
        assertThat(findings)
                .filteredOn(finding -> finding.key().key().equals("rounding.payable"))
                .extracting(PolicyLinter.Finding::question)
                .containsExactly(new PolicyLinter.Question("Q05", "A", "应发金额进位规则"));
    }

    @Test
    void everythingMarkedInTheRulesAsOpenIsMarkedHere() {
        var marked = policy().keys().stream()
                .flatMap(key -> policy().timeline(key.key()).stream())
                .map(ParameterValue::question)
                .toList();

        assertThat(marked)
                .contains(
                        "Q04", "Q05", "Q06", "Q08", "Q09", "Q10", "Q11", "Q12", "Q13", "Q14", "Q15", "Q16", "Q17",
                        "Q18", "Q21", "Q23", "Q34", "Q35", "Q37", "Q38", "Q39", "Q40", "Q41", "Q42", "Q43", "Q44",
                        "Q48");
        assertThat(new PolicyLinter(policy(), List.of(), jdbc, TODAY).questions())
                .hasSize(51);
    }
}
