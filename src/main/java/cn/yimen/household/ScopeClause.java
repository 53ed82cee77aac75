package cn.yimen.household;

import cn.yimen.identity.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * 数据范围, as a condition on {@code township_code} and {@code village_code} of a table.
 *
 * @param sql begins with {@code and}; empty for the whole district
 */
record ScopeClause(String sql, Map<String, Object> params) {

    /** @param alias of the table, with its dot, or empty */
    static ScopeClause of(Scope scope, String alias) {
        if (scope.district()) {
            return new ScopeClause("", Map.of());
        }
        var params = new HashMap<String, Object>();
        if (scope.villages().isEmpty() && scope.townships().isEmpty()) {
            return new ScopeClause(" and false", params);
        }
        var townships = new TreeSet<>(scope.townships());
        scope.villages().forEach(village -> townships.add(village.substring(0, 9)));
        var sql = new StringBuilder(" and ").append(alias);
        if (townships.size() == 1) { // an equality, so that the index gives its order
            sql.append("township_code = :scopeTownship");
            params.put("scopeTownship", townships.first());
        } else {
            sql.append("township_code = any(:scopeTownships)");
            params.put("scopeTownships", townships.toArray(String[]::new));
        }
        if (!scope.villages().isEmpty() && scope.townships().isEmpty()) { // a plain condition, fit for an index
            sql.append(" and %svillage_code = any(:scopeVillages)".formatted(alias));
            params.put("scopeVillages", scope.villageArray());
        } else if (!scope.villages().isEmpty()) {
            sql.append(" and (%1$stownship_code = any(:scopeWhole) or %1$svillage_code = any(:scopeVillages))"
                    .formatted(alias));
            params.put("scopeWhole", scope.townshipArray());
            params.put("scopeVillages", scope.villageArray());
        }
        return new ScopeClause(sql.toString(), params);
    }
}
