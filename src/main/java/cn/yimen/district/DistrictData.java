package cn.yimen.district;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The few hundred rows of the district in memory. A trigger gives the data a new random revision at each change; every
 * node asks for it at most once in {@link #PATIENCE}, so a change made on one node is seen by the others within it.
 */
@Component
class DistrictData {

    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final AtomicReference<@Nullable Snapshot> held = new AtomicReference<>();
    private volatile long askedAt;

    DistrictData(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is known, at most {@link #PATIENCE} old; never the past within a transaction that changed it. */
    Snapshot current() {
        var snapshot = held.get();
        if (snapshot != null && System.nanoTime() - askedAt < PATIENCE.toNanos()) {
            return snapshot;
        }
        var now = System.nanoTime();
        var revision = jdbc.sql("select revision from district_revision")
                .query(UUID.class)
                .single();
        if (snapshot == null || !snapshot.revision().equals(revision)) {
            // the revision was read first: rows changed since then only cost another reading
            snapshot = load(revision);
            held.set(snapshot);
        }
        askedAt = now;
        return snapshot;
    }

    /** To be called by every change: this node looks again at once, and once more after the commit or the rollback. */
    void changed() {
        held.set(null);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    held.set(null);
                }
            });
        }
    }

    private Snapshot load(UUID revision) {
        var places = new LinkedHashMap<PlaceId, Place>();
        jdbc.sql("""
                        select code, type, name, short_name, parent_code, pinyin, initials, letters, entrusted_to,
                            unverified, closed_on, version
                        from place order by code
                        """)
                .query((row, n) -> {
                    var parent = row.getString("parent_code");
                    return new Place(
                            new PlaceId(row.getString("code")),
                            UnitType.valueOf(row.getString("type")),
                            row.getString("name"),
                            row.getString("short_name"),
                            parent == null ? null : new PlaceId(parent),
                            row.getString("pinyin"),
                            row.getString("initials"),
                            row.getString("letters"),
                            row.getString("entrusted_to"),
                            row.getString("unverified"),
                            row.getObject("closed_on", LocalDate.class),
                            row.getLong("version"));
                })
                .list()
                .forEach(place -> places.put(place.id(), place));
        var classes = new LinkedHashMap<PlaceId, List<ClassChange>>();
        jdbc.sql("""
                        select place_code, class, effective_on, reason, unverified, recorded_by, recorded_at
                        from place_class order by place_code, effective_on, id
                        """)
                .query((row, n) -> new ClassChange(
                        new PlaceId(row.getString("place_code")),
                        StatisticalClass.ofCode(row.getString("class")),
                        row.getObject("effective_on", LocalDate.class),
                        row.getString("reason"),
                        row.getBoolean("unverified"),
                        row.getObject("recorded_by", UUID.class),
                        row.getTimestamp("recorded_at").toInstant()))
                .list()
                .forEach(change -> classes.computeIfAbsent(change.village(), village -> new ArrayList<>())
                        .add(change));
        var offices = new LinkedHashMap<OfficeId, Office>();
        jdbc.sql("""
                        select id, code, kind, name, short_name, place_code, dept_code, dept_name, window_name, phone,
                            address, liaison_name, liaison_phone, leading_group, unverified, closed_on, version
                        from office order by sort, code
                        """)
                .query((row, n) -> {
                    var place = row.getString("place_code");
                    return new Office(
                            new OfficeId(row.getObject("id", UUID.class)),
                            row.getString("code"),
                            OfficeKind.valueOf(row.getString("kind")),
                            row.getString("name"),
                            row.getString("short_name"),
                            place == null ? null : new PlaceId(place),
                            row.getString("dept_code"),
                            row.getString("dept_name"),
                            row.getString("window_name"),
                            row.getString("phone"),
                            row.getString("address"),
                            row.getString("liaison_name"),
                            row.getString("liaison_phone"),
                            row.getBoolean("leading_group"),
                            row.getString("unverified"),
                            row.getObject("closed_on", LocalDate.class),
                            row.getLong("version"));
                })
                .list()
                .forEach(office -> offices.put(office.id(), office));
        return new Snapshot(revision, places, classes, offices);
    }

    /** Everything at one revision; places in the order of their codes, class changes oldest first. */
    record Snapshot(
            UUID revision,
            Map<PlaceId, Place> places,
            Map<PlaceId, List<ClassChange>> classes,
            Map<OfficeId, Office> offices) {}
}
