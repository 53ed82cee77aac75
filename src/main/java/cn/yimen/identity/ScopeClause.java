package cn.yimen.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * 数据范围的查询条件: the one wording of whose records an officer sees, for a table with {@code township_code} and
 * {@code village_code}. It belongs into every statement that reads or locks them: lists, counts, exports, drill-downs.
 *
 * @param condition never empty, safe between other conditions
 * @param params named parameters, each beginning with {@code scope}; the same whatever the table
 */
public record ScopeClause(String condition, Map<String, Object> params) {

    /** Of a post that has no such records. */
    public static final ScopeClause NOTHING = new ScopeClause("false", Map.of());

    /** Whoever asks: for what happens by itself. */
    public static final ScopeClause EVERYTHING = new ScopeClause("true", Map.of());

    public ScopeClause {
        params = Map.copyOf(params);
    }

    /** @param table alias of the table; empty for none */
    public static ScopeClause of(Officer officer, String table) {
        return of(officer.scope(), table);
    }

    /**
     * For registers that only whole townships read: a post of a village sees nothing of them.
     *
     * @param table alias of the table; empty for none
     */
    public static ScopeClause ofTownships(Officer officer, String table) {
        var scope = officer.scope();
        return of(new Scope(scope.district(), scope.townships(), Set.of(), Set.of()), table);
    }

    /** @param table alias of the table; empty for none */
    public static ScopeClause of(Scope scope, String table) {
        if (scope.district()) {
            return EVERYTHING;
        }
        if (scope.townships().isEmpty() && scope.villages().isEmpty()) {
            return NOTHING;
        }
        var dot = table.isEmpty() ? "" : table + ".";
        var params = new HashMap<String, Object>();
        if (scope.villages().isEmpty()) {
            return new ScopeClause(township(dot, new TreeSet<>(scope.townships()), params), params);
        }
        params.put("scopeVillages", scope.villageArray());
        if (scope.townships().isEmpty()) {
            // the township too, since indexes begin with it
            var townships = new TreeSet<String>();
            scope.villages().forEach(village -> townships.add(village.substring(0, 9)));
            return new ScopeClause(
                    "(" + township(dot, townships, params) + " and " + dot + "village_code = any(:scopeVillages))",
                    params);
        }
        params.put("scopeTownships", scope.townshipArray());
        return new ScopeClause(
                "(%1$stownship_code = any(:scopeTownships) or %1$svillage_code = any(:scopeVillages))".formatted(dot),
                params);
    }

    /** An equality for the ordinary clerk: it lets a list read its index in order. */
    private static String township(String dot, TreeSet<String> townships, Map<String, Object> params) {
        if (townships.size() == 1) {
            params.put("scopeTownship", townships.first());
            return dot + "township_code = :scopeTownship";
        }
        params.put("scopeTownships", townships.toArray(String[]::new));
        return dot + "township_code = any(:scopeTownships)";
    }
}
