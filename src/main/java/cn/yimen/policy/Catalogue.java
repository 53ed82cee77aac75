package cn.yimen.policy;

import cn.yimen.calendar.Budget;
import cn.yimen.district.Office;
import cn.yimen.district.Organisations;
import cn.yimen.kernel.LegalBasis;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** 事项清单, as of a day (REG-3). Answers come from memory; a change is seen within two seconds on every node. */
@Service
public class Catalogue {

    private static final Duration TRUST = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private volatile @Nullable Known known;

    Catalogue(JdbcClient jdbc, Organisations organisations) {
        this.jdbc = jdbc;
        this.organisations = organisations;
    }

    /** @param versions of each item, the later ones last: by day, then by entry */
    private record Known(long revision, Map<String, List<Item>> versions, Map<UUID, Item> byId, long readAt) {}

    /** What can be applied for on a day, in the order of the list. */
    public List<Item> items(LocalDate day) {
        var items = new ArrayList<Item>();
        for (var versions : known().versions().values()) {
            var item = on(versions, day);
            if (item != null && item.offered()) {
                items.add(withOffice(item));
            }
        }
        return items;
    }

    /** @throws NoSuchElementException if there is no such item, or it cannot be applied for on that day */
    public Item item(String code, LocalDate day) {
        return find(code, day).orElseThrow(() -> new NoSuchElementException("no item " + code + " on " + day));
    }

    public Optional<Item> find(String code, LocalDate day) {
        return Optional.ofNullable(on(known().versions().getOrDefault(code, List.of()), day))
                .filter(Item::offered)
                .map(this::withOffice);
    }

    /**
     * The version a case was accepted under, whatever holds now.
     *
     * @throws NoSuchElementException if there is no such version
     */
    public Item version(UUID id) {
        var item = known().byId().get(id);
        if (item == null) {
            throw new NoSuchElementException("no version " + id);
        }
        return withOffice(item);
    }

    /** Every version of an item, the newest entry first; empty if there is no such item. */
    public List<Item> history(String code) {
        var versions = new ArrayList<>(known().versions().getOrDefault(code, List.of()));
        Collections.reverse(versions);
        return versions.stream().map(this::withOffice).toList();
    }

    /** All items, those not offered too, as they are on a day or, not yet begun, as they will be. */
    public List<Item> all(LocalDate day) {
        var items = new ArrayList<Item>();
        for (var versions : known().versions().values()) {
            var item = on(versions, day);
            items.add(withOffice(item == null ? versions.get(0) : item));
        }
        return items;
    }

    private static @Nullable Item on(List<Item> versions, LocalDate day) {
        Item found = null;
        for (var version : versions) {
            if (!version.validFrom().isAfter(day)) {
                found = version;
            }
        }
        return found;
    }

    /** Name and telephone are those of the office as it is now. */
    private Item withOffice(Item item) {
        var office = organisations.departments().stream()
                .filter(each -> item.deptCode().equals(each.deptCode()))
                .findFirst();
        return new Item(
                item.versionId(),
                item.code(),
                item.name(),
                item.category(),
                item.listed(),
                item.deptCode(),
                office.map(Office::shortName).orElse(item.deptCode()),
                office.map(Office::phone).orElse(null),
                item.subject(),
                item.repeatable(),
                item.conditions(),
                item.standard(),
                item.materials(),
                item.legal(),
                item.extended(),
                item.promise(),
                item.limitWords(),
                item.basis(),
                item.form(),
                item.confirmLevel(),
                item.publicWords(),
                item.question(),
                item.validFrom(),
                item.offered(),
                item.enteredBy());
    }

    /** Reads again at the next question. */
    void changed() {
        known = null;
    }

    private Known known() {
        var last = known;
        if (last != null && System.nanoTime() - last.readAt() < TRUST.toNanos()) {
            return last;
        }
        long revision = jdbc.sql("select coalesce(max(seq), 0) from policy_item_version")
                .query(Long.class)
                .single();
        var fresh = last != null && last.revision() == revision
                ? new Known(revision, last.versions(), last.byId(), System.nanoTime())
                : read(revision);
        known = fresh;
        return fresh;
    }

    private Known read(long revision) {
        var materials = new HashMap<UUID, List<Material>>();
        jdbc.sql("select * from policy_item_material order by version_id, position")
                .query(row -> {
                    materials
                            .computeIfAbsent(row.getObject("version_id", UUID.class), id -> new ArrayList<>())
                            .add(new Material(
                                    row.getString("code"),
                                    row.getString("name"),
                                    row.getString("how"),
                                    Material.Source.valueOf(row.getString("source")),
                                    row.getString("when_words")));
                });
        var versions = new LinkedHashMap<String, List<Item>>();
        var byId = new HashMap<UUID, Item>();
        jdbc.sql("""
                        select i.listed, i.dept_code, i.category, v.*
                        from policy_item i join policy_item_version v on v.item_code = i.code
                        order by i.position, v.valid_from, v.seq
                        """).query(row -> {
            var id = row.getObject("id", UUID.class);
            var item = item(row, id, materials.getOrDefault(id, List.of()));
            versions.computeIfAbsent(item.code(), code -> new ArrayList<>()).add(item);
            byId.put(id, item);
        });
        return new Known(revision, versions, byId, System.nanoTime());
    }

    private static Item item(ResultSet row, UUID id, List<Material> materials) throws SQLException {
        var legal = budget(row, "legal_unit", "legal_days");
        var promise = budget(row, "promise_unit", "promise_days");
        var extended = row.getObject("extended_days", Integer.class);
        var extendable = legal != null ? legal : promise;
        return new Item(
                id,
                row.getString("item_code"),
                row.getString("name"),
                Category.valueOf(row.getString("category")),
                row.getInt("listed"),
                row.getString("dept_code"),
                "",
                null,
                Item.Subject.valueOf(row.getString("subject")),
                row.getBoolean("repeatable"),
                row.getString("conditions"),
                row.getString("standard"),
                materials,
                legal,
                extended == null || extendable == null ? null : new Budget(extendable.unit(), extended),
                promise,
                row.getString("limit_words"),
                new LegalBasis(row.getString("basis")),
                row.getString("form"),
                ConfirmLevel.valueOf(row.getString("confirm_level")),
                row.getString("public_words"),
                row.getString("question"),
                row.getObject("valid_from", LocalDate.class),
                row.getBoolean("offered"),
                row.getString("entered_by_name"));
    }

    private static @Nullable Budget budget(ResultSet row, String unit, String days) throws SQLException {
        var name = row.getString(unit);
        return name == null ? null : new Budget(Budget.Unit.valueOf(name), row.getInt(days));
    }
}
