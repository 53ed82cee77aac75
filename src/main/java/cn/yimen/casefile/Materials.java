package cn.yimen.casefile;

import cn.yimen.identity.Officer;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Sql;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.Material;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 材料清单 (IN-5): the union of what the chosen items require, less what the system holds or looks up itself. */
@Service
@Transactional(readOnly = true)
public class Materials {

    private final JdbcClient jdbc;
    private final Catalogue catalogue;
    private final Clock clock;

    Materials(JdbcClient jdbc, Catalogue catalogue, Clock clock) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * What these items ask for, each paper once, in the order of the items; what is not asked for always comes with its
     * condition, and the clerk leaves out what does not apply.
     *
     * @param household for what it gave before; null if it is new
     */
    public List<RequiredMaterial> required(Collection<String> itemCodes, @Nullable UUID household, Officer by) {
        var today = LocalDate.now(clock);
        var found = new LinkedHashMap<String, Material>();
        var items = new HashMap<String, List<String>>();
        for (var code : itemCodes) {
            for (var material : catalogue.item(code, today).materials()) {
                // where one item wants it always and another in some cases, it is wanted
                found.merge(material.code(), material, (a, b) -> a.always() ? a : b.always() ? b : a);
                var asking = items.computeIfAbsent(material.code(), key -> new ArrayList<>());
                if (!asking.contains(code)) {
                    asking.add(code);
                }
            }
        }
        var given = household == null ? Map.<String, String>of() : givenBefore(household, by);
        return found.values().stream()
                .map(material -> new RequiredMaterial(
                        material,
                        List.copyOf(items.getOrDefault(material.code(), List.of())),
                        material.shared() ? "系统已有或向部门核验" : null,
                        given.get(material.code())))
                .toList();
    }

    /** Papers with a scan that the household gave with earlier cases within the officer's scope. */
    private Map<String, String> givenBefore(UUID household, Officer by) {
        var scope = ScopeClause.of(by, "c");
        var given = new HashMap<String, String>();
        jdbc.sql("""
                        select distinct on (m.code) m.code, c.receipt_no, m.settled_at
                        from case_material m join case_file c on c.id = m.case_id
                        where c.household_id = :household and m.state = 'RECEIVED' and m.attachment_id is not null and %s
                        order by m.code, m.settled_at desc
                        """.formatted(scope.condition()))
                .param("household", household)
                .params(scope.params())
                .query(row -> {
                    given.put(
                            row.getString("code"),
                            LocalDate.ofInstant(Sql.instant(row, "settled_at"), clock.getZone()) + " 随 "
                                    + row.getString("receipt_no") + " 交过");
                });
        return given;
    }
}
