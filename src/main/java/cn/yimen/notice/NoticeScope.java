package cn.yimen.notice;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;

/** 数据范围: the township's people see theirs, the village assistant the village's, the bureau and the supervisor all. */
final class NoticeScope {

    private static final Role[] DISTRICT = {Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR};
    private static final Role[] TOWNSHIP = {Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER};

    private NoticeScope() {}

    /** The condition on the table {@code n}; it belongs into every statement that reads notices for the staff. */
    static ScopeClause of(Officer officer) {
        return any(officer) ? ScopeClause.of(officer, "n") : ScopeClause.NOTHING;
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
        return bureau(officer) || officer.as(TOWNSHIP).scope().townships().contains(township);
    }

    /** Takes down, settles objections. */
    static boolean mayDecide(Officer officer, String township) {
        return bureau(officer)
                || officer.as(Role.TOWNSHIP_REVIEWER).scope().townships().contains(township);
    }

    /** Reads objections: whoever decides, and the supervisor; what complains of the township only the district reads. */
    static boolean mayRead(Officer officer, String township, boolean toBureau) {
        return officer.hasAny(DISTRICT) || (!toBureau && mayDecide(officer, township));
    }
}
