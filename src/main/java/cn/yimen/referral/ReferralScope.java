package cn.yimen.referral;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** 数据范围: a department sees what was sent to it, a township what it sends, the bureau and the supervisor everything. */
record ReferralScope(String condition, Map<String, Object> params) {

    /** The condition on the table {@code r}; it belongs into every statement that reads referrals. */
    static ReferralScope of(Officer officer) {
        var params = new HashMap<String, Object>();
        if (officer.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR)) {
            return new ReferralScope("true", params);
        }
        // only what the posts have: a list of nothing beside it keeps the planner from the index of the other
        var reached = new ArrayList<String>();
        var scope = officer.scope();
        if (scope.departmentArray().length > 0) {
            reached.add("(" + in("r.dept_code", "scopeDepartment", scope.departmentArray(), params)
                    + " and r.dispatched_at is not null)");
        }
        if (scope.townshipArray().length > 0) {
            reached.add(in("r.township_code", "scopeTownship", scope.townshipArray(), params));
        }
        return new ReferralScope(reached.isEmpty() ? "false" : "(" + String.join(" or ", reached) + ")", params);
    }

    /**
     * An equality for the ordinary post: it lets a list read its index in order. Hidden from the planner, which would make a
     * plan of its own for each township at every asking.
     */
    private static String in(String column, String name, String[] codes, Map<String, Object> params) {
        params.put(name, codes.length == 1 ? codes[0] : codes);
        return column + (codes.length == 1 ? " = (select :" + name + ")" : " = any(:" + name + ")");
    }

    /** Whether anybody of these posts has referrals at all. */
    static boolean any(Officer officer) {
        return officer.hasAny(
                Role.LIAISON,
                Role.WINDOW_CLERK,
                Role.TOWNSHIP_REVIEWER,
                Role.BUREAU_OFFICER,
                Role.BUREAU_APPROVER,
                Role.SUPERVISOR);
    }
}
