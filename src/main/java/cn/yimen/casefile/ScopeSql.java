package cn.yimen.casefile;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import java.util.HashMap;
import java.util.Map;

/**
 * 数据范围: the condition that belongs into every statement about cases. A liaison has no cases: a department reads what
 * was referred to it in {@code referral}.
 */
record ScopeSql(String condition, Map<String, Object> params) {

    /** @param table alias of a table with township_code and village_code */
    static ScopeSql of(Officer officer, String table) {
        var scope = officer.scope();
        var params = new HashMap<String, Object>();
        if (scope.district()) {
            return new ScopeSql("true", params);
        }
        if (scope.townships().size() == 1 && scope.villages().isEmpty()) {
            // the ordinary clerk: an equality lets the list read its index in order
            params.put("scopeTownship", scope.townships().iterator().next());
            return new ScopeSql(table + ".township_code = :scopeTownship", params);
        }
        params.put("scopeTownships", scope.townshipArray());
        params.put("scopeVillages", scope.villageArray());
        return new ScopeSql(
                "(" + table + ".township_code = any(:scopeTownships) or " + table
                        + ".village_code = any(:scopeVillages))",
                params);
    }

    /** Whether somebody may act on cases and not only read them. */
    static boolean mayWrite(Officer officer) {
        return officer.hasAny(Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER);
    }
}
