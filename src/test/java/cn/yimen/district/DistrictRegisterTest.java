package cn.yimen.district;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import cn.yimen.district.DistrictRegister.NewUnit;
import cn.yimen.district.DistrictRegister.OfficeChange;
import cn.yimen.district.DistrictRegister.UnitChange;
import java.time.LocalDate;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.transaction.support.TransactionTemplate;

/** REG-1, REG-2: what the administrator changes about places and offices. */
@ProductTest
@WithMockUser(roles = "ADMINISTRATOR")
class DistrictRegisterTest {

    private static final UUID BY = UUID.randomUUID();

    @Autowired
    DistrictRegister register;

    @Autowired
    Places places;

    @Autowired
    Organisations organisations;

    @Autowired
    DistrictData data;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void reg1AChangedClassAppliesFromItsDayAndLeavesATrace() {
        var village = PlaceId.of("520402206217");
        var version = places.get(village).version();

        register.changeClass(village, StatisticalClass.TOWN_FRINGE, LocalDate.of(2026, 7, 1), "村改居，区政府批复", version, BY);

        assertThat(places.classOn(village, LocalDate.of(2026, 6, 30))).isEqualTo(UrbanRural.RURAL);
        assertThat(places.classOn(village, LocalDate.of(2026, 7, 1))).isEqualTo(UrbanRural.URBAN);
        var history = places.classHistory(village);
        assertThat(history).hasSize(2);
        assertThat(history.get(0).unverified()).isTrue();
        assertThat(history.get(1).by()).isEqualTo(BY);
        assertThat(history.get(1).reason()).isEqualTo("村改居，区政府批复");
        assertThat(history.get(1).unverified()).isFalse();
    }

    @Test
    void reg1OfOneDayTheLastRecordedClassCounts() {
        var village = PlaceId.of("520402206218");
        var day = LocalDate.of(2026, 8, 1);
        register.changeClass(village, StatisticalClass.MAIN_CITY, day, "录错", version(village), BY);
        register.changeClass(village, StatisticalClass.TOWNSHIP_CENTRE, day, "更正", version(village), BY);
        // a change of an earlier day does not disturb the later one
        register.changeClass(village, StatisticalClass.MAIN_CITY, LocalDate.of(2026, 5, 1), "补录", version(village), BY);

        assertThat(places.statisticalClassOn(village, day).to()).isEqualTo(StatisticalClass.TOWNSHIP_CENTRE);
        assertThat(places.classOn(village, LocalDate.of(2026, 7, 31))).isEqualTo(UrbanRural.URBAN);
        assertThat(places.classHistory(village)).hasSize(4);
    }

    @Test
    void reg1TheTraceCannotBeAlteredByTheApplication() {
        assertThatExceptionOfType(org.springframework.dao.DataAccessException.class)
                .isThrownBy(
                        () -> jdbc.sql("update place_class set class = '111'").update());
        assertThatExceptionOfType(org.springframework.dao.DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("delete from place_class").update());
    }

    @Test
    void reg1AStaleChangeIsRefused() {
        var village = PlaceId.of("520402206216");
        var shown = version(village);
        var day = LocalDate.of(2026, 9, 1);
        register.changeClass(village, StatisticalClass.TOWN_FRINGE, day, "一", shown, BY);

        assertThatExceptionOfType(OptimisticLockingFailureException.class)
                .isThrownBy(() -> register.changeClass(village, StatisticalClass.VILLAGE, day, "二", shown, BY));
        assertThat(places.classHistory(village)).hasSize(2);
    }

    @Test
    void reg1AUnitThatIsNoAdministrativeDivisionCanBeAdded() {
        var farm = PlaceId.of("520402491");
        register.addUnit(new NewUnit(farm, UnitType.FARM, "山京畜牧场", "山京畜牧场", "SJC", null), BY);
        register.addUnit(
                new NewUnit(
                        PlaceId.of("520402491901"),
                        UnitType.RESIDENTS,
                        "长坝社区居民委员会",
                        "长坝社区",
                        null,
                        StatisticalClass.SPECIAL),
                BY);

        assertThat(places.get(farm).type().administrative()).isFalse();
        assertThat(places.get(farm).initials()).isEqualTo("sjxmc");
        assertThat(places.children(farm)).extracting(Place::pinyin).containsExactly("changbashequ");
        assertThat(places.classOn(PlaceId.of("520402491901"), LocalDate.of(2026, 3, 1)))
                .isEqualTo(UrbanRural.URBAN);
        assertThat(organisations.townshipOffice(farm).windowName()).isEqualTo("山京畜牧场社会救助“一门受理”窗口");
    }

    @Test
    void reg1CodeAndLettersAreTakenOnlyOnce() {
        assertThatExceptionOfType(DistrictRegister.UnitExists.class)
                .isThrownBy(() -> register.addUnit(
                        new NewUnit(PlaceId.of("520402109"), UnitType.TOWN, "旧州镇", "旧州镇", "JZZ", null), BY))
                .matches(taken -> taken.field().equals("code"));
        assertThatExceptionOfType(DistrictRegister.UnitExists.class)
                .isThrownBy(() -> register.addUnit(
                        new NewUnit(PlaceId.of("520402492"), UnitType.DEV_ZONE, "经开区", "经开区", "JZ", null), BY))
                .matches(taken -> taken.field().equals("letters"));
        // not in this district, or under a township that is not there
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> register.addUnit(
                        new NewUnit(PlaceId.of("520403492"), UnitType.DEV_ZONE, "经开区", "经开区", "QQ", null), BY));
        assertThatExceptionOfType(java.util.NoSuchElementException.class)
                .isThrownBy(() -> register.addUnit(
                        new NewUnit(
                                PlaceId.of("520402777001"),
                                UnitType.RESIDENTS,
                                "某社区",
                                "某社区",
                                null,
                                StatisticalClass.MAIN_CITY),
                        BY));
    }

    @Test
    void reg1AClosedUnitIsNoLongerOffered() {
        var village = PlaceId.of("520402206215");
        var place = places.get(village);
        register.changeUnit(
                village,
                new UnitChange(place.name(), place.shortName(), "某园区", null, LocalDate.of(2026, 6, 1)),
                place.version());

        assertThat(places.search("七星", any -> true, LocalDate.of(2026, 5, 31), 5))
                .hasSize(1);
        assertThat(places.search("七星", any -> true, LocalDate.of(2026, 6, 1), 5))
                .isEmpty();
        assertThat(places.get(village).entrustedTo()).isEqualTo("某园区");
        // what lies in it can still be read
        assertThat(places.fullName(village)).isEqualTo("刘官乡七星村");
    }

    @Test
    void reg2NamesTelephoneAndLiaisonOfAnOfficeChange() {
        var office = organisations.officeOfDepartment("SF");
        register.changeOffice(
                office.id(),
                new OfficeChange(
                        office.name(),
                        office.shortName(),
                        null,
                        "0851-33220000",
                        null,
                        "李敏",
                        "13900000000",
                        false,
                        null,
                        null),
                office.version());

        var now = organisations.officeOfDepartment("SF");
        assertThat(now.liaisonName()).isEqualTo("李敏");
        assertThat(now.unverified()).isNull();
        assertThat(now.version()).isEqualTo(office.version() + 1);
        assertThatExceptionOfType(OptimisticLockingFailureException.class)
                .isThrownBy(() -> register.changeOffice(
                        office.id(),
                        new OfficeChange(
                                office.name(), office.shortName(), null, null, null, null, null, false, null, null),
                        office.version()));
    }

    @Test
    void reg2ACharityCanBeAdded() {
        var id = register.addCharity(
                new OfficeChange("某某慈善总会", "慈善总会", null, null, null, null, null, false, null, null));
        assertThat(organisations.charities()).extracting(Office::id).contains(id);
    }

    @Test
    @WithMockUser(roles = "BUREAU_APPROVER")
    void onlyTheAdministratorChangesAnything() {
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> register.changeClass(
                        PlaceId.of("520402109202"), StatisticalClass.MAIN_CITY, LocalDate.of(2026, 1, 1), "无权", 0, BY));
    }

    /** OP-1: two nodes. The other node's write is seen here without being told. */
    @Test
    void op1AChangeOnAnotherNodeIsSeenWithinSeconds() {
        var village = PlaceId.of("520402206208");
        assertThat(places.get(village).unverified()).isNull();

        jdbc.sql("update place set unverified = '他处' where code = ?")
                .param(village.code())
                .update();

        Awaitility.await()
                .atMost(DistrictData.PATIENCE.multipliedBy(2))
                .untilAsserted(
                        () -> assertThat(places.get(village).unverified()).isEqualTo("他处"));
    }

    @Test
    void aChangeThatWasRolledBackDoesNotStayInMemory() {
        var village = PlaceId.of("520402206205");
        var before = places.get(village);
        transaction.executeWithoutResult(status -> {
            register.changeUnit(village, new UnitChange("改名村村民委员会", "改名村", null, null, null), before.version());
            assertThat(places.get(village).shortName()).isEqualTo("改名村");
            status.setRollbackOnly();
        });
        assertThat(places.get(village)).isEqualTo(before);
    }

    private long version(PlaceId id) {
        return places.get(id).version();
    }
}
