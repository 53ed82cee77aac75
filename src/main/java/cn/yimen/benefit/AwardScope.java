package cn.yimen.benefit;

import cn.yimen.identity.Officer;
import java.util.HashMap;
import java.util.Map;

/** 数据范围: the condition that belongs into every statement about awards. */
record AwardScope(String condition, Map<String, Object> params) {

    /** @param table alias of a table with township_code and village_code */
    static AwardScope of(Officer officer, String table) {
        var scope = officer.scope();
        var params = new HashMap<String, Object>();
        if (scope.district()) {
            return new AwardScope("true", params);
        }
        if (scope.townships().size() == 1 && scope.villages().isEmpty()) {
            params.put("scopeTownship", scope.townships().iterator().next());
            return new AwardScope(table + ".township_code = :scopeTownship", params);
        }
        params.put("scopeTownships", scope.townshipArray());
        params.put("scopeVillages", scope.villageArray());
        return new AwardScope(
                "(" + table + ".township_code = any(:scopeTownships) or " + table
                        + ".village_code = any(:scopeVillages))",
                params);
    }
}
