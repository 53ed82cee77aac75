package cn.yimen.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.yimen.ProductTest;
import cn.yimen.audit.AuditLog;
import cn.yimen.calendar.Budget;
import cn.yimen.district.Organisations;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Staff;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** REG-3: the catalogue and its versions. Rolled back after each test. */
@ProductTest
@Transactional
class CatalogueTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final Clock TODAY = Clock.fixed(Instant.parse("2026-11-21T02:00:00Z"), ZoneId.of("Asia/Shanghai"));

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AuditLog audit;

    @Autowired
    Organisations organisations;

    private CatalogueEditing editing;
    private Officer administrator;

    private Catalogue catalogue() {
        return new Catalogue(jdbc, organisations);
    }

    @BeforeEach
    void anAdministrator() {
        editing = new CatalogueEditing(jdbc, catalogue(), audit, TODAY);
        administrator = Staff.administrator(jdbc);
    }

    @Test
    void theNineteenItemsStandUnderTheirElevenDepartments() { // 004 三(二)
        var listed = catalogue().items(DAY).stream()
                .filter(item -> item.listed() <= 19)
                .collect(Collectors.groupingBy(
                        Item::deptCode,
                        Collectors.mapping(Item::listed, Collectors.toCollection(java.util.TreeSet::new))));

        assertThat(listed).hasSize(11);
        assertThat(listed.get("MZ")).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(listed.get("RS")).containsExactly(7, 8);
        assertThat(listed.get("GH")).containsExactly(15, 16, 17);
        assertThat(listed.values().stream().mapToInt(java.util.Set::size).sum()).isEqualTo(19);
        assertThat(catalogue().items(DAY)).hasSize(27);
    }

    @Test
    void everyItemIsComplete() {
        for (var item : catalogue().items(DAY)) {
            assertThat(item.departmentName()).as(item.code()).doesNotMatch("[A-Z]{2}");
            assertThat(item.conditions()).as(item.code()).isNotBlank();
            assertThat(item.publicWords()).as(item.code()).isNotBlank();
            assertThat(item.limitWords()).as(item.code()).isNotBlank();
            assertThat(item.materials())
                    .extracting(Material::code)
                    .as(item.code())
                    .doesNotHaveDuplicates();
            assertThat(catalogue().version(item.versionId())).isEqualTo(item);
        }
    }

    @Test
    void dibaoHasItsLimitsAndMaterials() {
        var dibao = catalogue().item("MZ-01", DAY);

        assertThat(dibao.own()).isTrue();
        assertThat(dibao.householdWide()).isTrue();
        assertThat(dibao.category()).isEqualTo(Category.DIBAO);
        assertThat(dibao.legal()).isEqualTo(Budget.workingDays(30));
        assertThat(dibao.extended()).isEqualTo(Budget.workingDays(45));
        assertThat(dibao.confirmLevel()).isEqualTo(ConfirmLevel.COUNTY);
        assertThat(dibao.materials())
                .extracting(Material::code)
                .containsExactly(
                        "ID",
                        "HUKOU",
                        "APPLICATION",
                        "AUTHORISATION",
                        "BANK_CARD",
                        "DECLARATION",
                        "DISABILITY_CARD",
                        "DIAGNOSIS");
        assertThat(catalogue().item("SF-01", DAY).legal()).isEqualTo(Budget.calendarDays(7));
        assertThat(catalogue().item("MZ-03", DAY).repeatable()).isTrue();
    }

    @Test
    void beforeTheListAndForWhatIsNotInItThereIsNothing() {
        assertThat(catalogue().items(LocalDate.of(2023, 12, 31))).isEmpty();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> catalogue().item("MZ-01", LocalDate.of(2023, 12, 31)));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> catalogue().item("XX-99", DAY));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> catalogue().version(UUID.randomUUID()));
    }

    private static CatalogueEditing.NewVersion changed(Item item, LocalDate from, boolean offered) {
        return new CatalogueEditing.NewVersion(
                from,
                offered,
                item.name(),
                item.subject(),
                item.repeatable(),
                item.conditions(),
                item.standard(),
                List.of(new Material("ID", "身份证", "", Material.Source.SHARED, "")),
                null,
                null,
                Budget.workingDays(8),
                "8 个工作日",
                item.basis().text(),
                item.form(),
                item.confirmLevel(),
                item.publicWords(),
                null,
                "缩短承诺时限");
    }

    @Test
    void aNewVersionHoldsFromItsDayAndOldCasesKeepTheirs() {
        var old = catalogue().item("RS-01", DAY);
        var from = DAY.plusDays(10);
        var id = editing.add("RS-01", changed(old, from, true), old.versionId(), administrator);

        assertThat(catalogue().item("RS-01", from.minusDays(1))).isEqualTo(old);
        assertThat(catalogue().item("RS-01", from).promise()).isEqualTo(Budget.workingDays(8));
        assertThat(catalogue().item("RS-01", from).versionId()).isEqualTo(id);
        assertThat(catalogue().version(old.versionId()).promise()).isEqualTo(Budget.workingDays(10));
        assertThat(catalogue().history("RS-01")).extracting(Item::versionId).containsExactly(id, old.versionId());
        assertThatExceptionOfType(OptimisticLockingFailureException.class)
                .isThrownBy(() -> editing.add("RS-01", changed(old, from, true), old.versionId(), administrator));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editing.add("RS-01", changed(old, DAY.minusDays(1), true), id, administrator));
    }

    @Test
    void anItemCanEnd() {
        var old = catalogue().item("MZ-07", DAY);
        editing.add("MZ-07", changed(old, DAY.plusDays(1), false), old.versionId(), administrator);

        assertThat(catalogue().items(DAY)).extracting(Item::code).contains("MZ-07");
        assertThat(catalogue().items(DAY.plusDays(1))).extracting(Item::code).doesNotContain("MZ-07");
        assertThat(catalogue().find("MZ-07", DAY.plusDays(1))).isEmpty();
        assertThat(catalogue().all(DAY.plusDays(1))).extracting(Item::code).contains("MZ-07");
    }
}
