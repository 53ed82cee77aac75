package cn.yimen.referral;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
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
        params.put("scopeDepartments", officer.scope().departmentArray());
        params.put("scopeTownships", officer.scope().townshipArray());
        return new ReferralScope("""
                ((r.dept_code = any(:scopeDepartments) and r.dispatched_at is not null)
                    or r.township_code = any(:scopeTownships))
                """, params);
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
