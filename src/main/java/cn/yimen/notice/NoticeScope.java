package cn.yimen.notice;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import java.util.HashMap;
import java.util.Map;

/** 数据范围: the township's people see theirs, the village assistant the village's, the bureau and the supervisor all. */
record NoticeScope(String condition, Map<String, Object> params) {

    private static final Role[] DISTRICT = {Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR};
    private static final Role[] TOWNSHIP = {Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER};

    /** The condition on the table {@code n}; it belongs into every statement that reads notices for the staff. */
    static NoticeScope of(Officer officer) {
        var params = new HashMap<String, Object>();
        if (officer.hasAny(DISTRICT)) {
            return new NoticeScope("true", params);
        }
        params.put("scopeTownships", officer.scope().townshipArray());
        params.put("scopeVillages", officer.scope().villageArray());
        return new NoticeScope(
                "(n.township_code = any(:scopeTownships) or n.village_code = any(:scopeVillages))", params);
    }

    /** Whether anybody of these posts has notices at all. */
    static boolean any(Officer officer) {
        return officer.hasAny(DISTRICT) || officer.hasAny(TOWNSHIP) || officer.has(Role.VILLAGE_ASSISTANT);
    }

    static boolean bureau(Officer officer) {
        return officer.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER);
    }

    /** Puts up, and records what came in on paper. */
    static boolean mayPost(Officer officer, String township) {
        return bureau(officer)
                || (officer.hasAny(TOWNSHIP) && officer.scope().townships().contains(township));
    }

    /** Takes down, settles objections. */
    static boolean mayDecide(Officer officer, String township) {
        return bureau(officer)
                || (officer.has(Role.TOWNSHIP_REVIEWER)
                        && officer.scope().townships().contains(township));
    }

    /** Reads objections: whoever decides, and the supervisor; what complains of the township only the district reads. */
    static boolean mayRead(Officer officer, String township, boolean toBureau) {
        return officer.hasAny(DISTRICT) || (!toBureau && mayDecide(officer, township));
    }
}
