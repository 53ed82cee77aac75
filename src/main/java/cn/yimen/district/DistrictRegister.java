package cn.yimen.district;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 区划与机构维护: what the administrator changes about places and offices. Nothing is deleted: a unit is closed from a
 * day, a class is outranked by a later one.
 */
@Service
@Transactional
@PreAuthorize("hasRole('ADMINISTRATOR')")
public class DistrictRegister {

    /** No class may begin before this day: older cases are not worked with. */
    public static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

    private final JdbcClient jdbc;
    private final Places places;
    private final Organisations organisations;
    private final DistrictData data;
    private final Clock clock;

    DistrictRegister(JdbcClient jdbc, Places places, Organisations organisations, DistrictData data, Clock clock) {
        this.jdbc = jdbc;
        this.places = places;
        this.organisations = organisations;
        this.data = data;
        this.clock = clock;
    }

    /**
     * A unit that is added: an administrative one the list does not have yet, or one that is none.
     *
     * @param letters of a township, unique; null of a village
     * @param to class of a village from the first day on; null of a township
     */
    public record NewUnit(
            PlaceId id,
            UnitType type,
            String name,
            String shortName,
            @Nullable String letters,
            @Nullable StatisticalClass to) {}

    /** What may be changed about a unit; its code, kind and letters stay. */
    public record UnitChange(
            String name,
            String shortName,
            @Nullable String entrustedTo,
            @Nullable String unverified,
            @Nullable LocalDate closedOn) {}

    /** What may be changed about an office; its kind, township and department stay. */
    public record OfficeChange(
            String name,
            String shortName,
            @Nullable String windowName,
            @Nullable String phone,
            @Nullable String address,
            @Nullable String liaisonName,
            @Nullable String liaisonPhone,
            boolean leadingGroup,
            @Nullable String unverified,
            @Nullable LocalDate closedOn) {}

    /**
     * 变更城乡分类 of a village from a day; what was decided before keeps the class it was decided under.
     *
     * @param version of the place as it was shown
     * @throws OptimisticLockingFailureException if somebody else changed it meanwhile
     */
    public void changeClass(
            PlaceId village, StatisticalClass to, LocalDate from, String reason, long version, UUID by) {
        places.village(village);
        if (from.isBefore(EARLIEST) || reason.isBlank()) {
            throw new IllegalArgumentException("a class needs a day and a reason");
        }
        touch("update place set version = version + 1 where code = ? and version = ?", village.code(), version);
        record(village, to, from, reason, by);
        data.changed();
    }

    /**
     * 增加单位. A unit on the level of a township gets its office with it.
     *
     * @throws UnitExists if the code or the letters are taken
     */
    public void addUnit(NewUnit unit, UUID by) {
        var village = unit.type().digits() == 12;
        if (unit.id().code().length() != unit.type().digits()
                || unit.type() == UnitType.COUNTY
                || !unit.id().county().equals(places.district().id())
                || village != (unit.to() != null)
                || village == (unit.letters() != null)) {
            throw new IllegalArgumentException("code, kind, letters and class do not fit together");
        }
        if (village) {
            places.townshipOf(unit.id());
        }
        if (places.find(unit.id()).isPresent()) {
            throw new UnitExists("code");
        }
        if (unit.letters() != null
                && places.townships().stream().anyMatch(place -> unit.letters().equals(place.letters()))) {
            throw new UnitExists("letters");
        }
        var parent = village ? unit.id().township() : unit.id().county();
        jdbc.sql("""
                        insert into place (code, type, name, short_name, parent_code, pinyin, initials, letters)
                        values (:code, :type, :name, :short, :parent, :pinyin, :initials, :letters)
                        """)
                .param("code", unit.id().code())
                .param("type", unit.type().name())
                .param("name", unit.name())
                .param("short", unit.shortName())
                .param("parent", parent.code())
                .param("pinyin", PlaceNames.pinyin(unit.shortName()))
                .param("initials", PlaceNames.initials(unit.shortName()))
                .param("letters", unit.letters())
                .update();
        if (unit.to() != null) {
            record(unit.id(), unit.to(), EARLIEST, "新增单位时设定", by);
        } else {
            jdbc.sql("""
                            insert into office (id, code, kind, sort, name, short_name, place_code, window_name)
                            values (:id, :code, 'TOWNSHIP', 100, :name, :short, :place, :window)
                            """)
                    .param("id", UUID.randomUUID())
                    .param("code", "TS-" + unit.id().code())
                    .param("name", unit.name())
                    .param("short", unit.shortName())
                    .param("place", unit.id().code())
                    .param("window", unit.shortName() + "社会救助“一门受理”窗口")
                    .update();
        }
        data.changed();
    }

    /**
     * 修改单位: names, 委托管理, closing.
     *
     * @throws OptimisticLockingFailureException if somebody else changed it meanwhile
     */
    public void changeUnit(PlaceId id, UnitChange change, long version) {
        var place = places.get(id);
        var renamed = !place.shortName().equals(change.shortName());
        var changed = jdbc.sql("""
                        update place set name = :name, short_name = :short, pinyin = :pinyin, initials = :initials,
                            entrusted_to = :entrusted, unverified = :unverified, closed_on = :closed,
                            version = version + 1
                        where code = :code and version = :version
                        """)
                .param("name", change.name())
                .param("short", change.shortName())
                .param("pinyin", renamed ? PlaceNames.pinyin(change.shortName()) : place.pinyin())
                .param("initials", renamed ? PlaceNames.initials(change.shortName()) : place.initials())
                .param("entrusted", change.entrustedTo())
                .param("unverified", change.unverified())
                .param("closed", change.closedOn())
                .param("code", id.code())
                .param("version", version)
                .update();
        stale(changed);
        data.changed();
    }

    /** 增加社会组织. */
    public OfficeId addCharity(OfficeChange charity) {
        var id = new OfficeId(UUID.randomUUID());
        write("""
                        insert into office (id, code, kind, sort, name, short_name, phone, address, liaison_name,
                            liaison_phone, leading_group, unverified, closed_on, window_name)
                        values (:id, 'CHARITY-' || :id, 'CHARITY', 200, :name, :short, :phone, :address, :liaisonName,
                            :liaisonPhone, :leading, :unverified, :closed, :window)
                        """, id, charity, statement -> {});
        data.changed();
        return id;
    }

    /**
     * 修改机构: names, telephone, window, liaison.
     *
     * @throws OptimisticLockingFailureException if somebody else changed it meanwhile
     */
    public void changeOffice(OfficeId id, OfficeChange change, long version) {
        organisations.office(id);
        write("""
                        update office set name = :name, short_name = :short, window_name = :window, phone = :phone,
                            address = :address, liaison_name = :liaisonName, liaison_phone = :liaisonPhone,
                            leading_group = :leading, unverified = :unverified, closed_on = :closed,
                            version = version + 1
                        where id = :id and version = :version
                        """, id, change, statement -> statement.param("version", version));
        data.changed();
    }

    private void write(String sql, OfficeId id, OfficeChange office, Consumer<JdbcClient.StatementSpec> more) {
        var statement = jdbc.sql(sql)
                .param("id", id.id())
                .param("name", office.name())
                .param("short", office.shortName())
                .param("window", office.windowName())
                .param("phone", office.phone())
                .param("address", office.address())
                .param("liaisonName", office.liaisonName())
                .param("liaisonPhone", office.liaisonPhone())
                .param("leading", office.leadingGroup())
                .param("unverified", office.unverified())
                .param("closed", office.closedOn());
        more.accept(statement);
        stale(statement.update());
    }

    private void record(PlaceId village, StatisticalClass to, LocalDate from, String reason, UUID by) {
        jdbc.sql("""
                        insert into place_class (place_code, class, effective_on, reason, recorded_by, recorded_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(village.code(), to.code(), from, reason, by, java.sql.Timestamp.from(clock.instant()))
                .update();
    }

    private void touch(String sql, String code, long version) {
        stale(jdbc.sql(sql).params(code, version).update());
    }

    private static void stale(int changed) {
        if (changed != 1) {
            throw new OptimisticLockingFailureException("changed by somebody else");
        }
    }

    /** The code or the letters of a new unit are already taken. */
    public static final class UnitExists extends RuntimeException {

        private final String field;

        UnitExists(String field) {
            super("taken: " + field);
            this.field = field;
        }

        /** {@code code} or {@code letters}. */
        public String field() {
            return field;
        }
    }
}
