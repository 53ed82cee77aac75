package cn.yimen.approval;

import cn.yimen.identity.Officer;
import java.util.HashMap;
import java.util.Map;

/** 数据范围: the condition that belongs into every statement about applications. */
record ApplicationScope(String condition, Map<String, Object> params) {

    /** The condition on the table {@code a}. */
    static ApplicationScope of(Officer officer) {
        var scope = officer.scope();
        var params = new HashMap<String, Object>();
        if (scope.district()) {
            return new ApplicationScope("true", params);
        }
        if (scope.townships().size() == 1 && scope.villages().isEmpty()) {
            // the ordinary reviewer: an equality lets the list read its index in order
            params.put("scopeTownship", scope.townships().iterator().next());
            return new ApplicationScope("a.township_code = :scopeTownship", params);
        }
        params.put("scopeTownships", scope.townshipArray());
        params.put("scopeVillages", scope.villageArray());
        return new ApplicationScope(
                "(a.township_code = any(:scopeTownships) or a.village_code = any(:scopeVillages))", params);
    }
}
