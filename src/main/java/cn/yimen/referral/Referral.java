package cn.yimen.referral;

import cn.yimen.audit.Subject;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 转办单, as stored. */
record Referral(
        ReferralId id,
        MatterId matter,
        CaseId caseId,
        int round,
        @Nullable String number,
        String receiptNo,
        String itemCode,
        String itemName,
        String deptCode,
        String townshipCode,
        @Nullable String villageCode,
        UUID personId,
        String personName,
        ReferralState state,
        @Nullable DeadlineId deadline,
        @Nullable Instant dueAt,
        @Nullable String awaiting,
        Instant createdAt,
        @Nullable Instant dispatchedAt,
        @Nullable Instant endedAt,
        @Nullable String suggestedDeptCode) {

    Subject subject() {
        return new Subject("referral", id.toString());
    }

    /** The referral's number, before it has one the receipt's. */
    String anyNumber() {
        return number == null ? receiptNo : number;
    }

    /** Whether one of the officer's own posts may do this act: the department's, or the sending township's. */
    boolean mayBeDoneBy(ReferralAct act, Officer by) {
        return by.posts().stream().anyMatch(post -> act.roles().contains(post.role()) && holds(post));
    }

    /** Whether somebody stands on the department's side of it. */
    boolean isDepartment(Officer by) {
        return by.posts().stream().anyMatch(post -> post.role() == Role.LIAISON && holds(post));
    }

    /** Whether somebody stands at the window that sends it. */
    boolean isWindow(Officer by) {
        return by.posts().stream()
                .anyMatch(post ->
                        (post.role() == Role.WINDOW_CLERK || post.role() == Role.TOWNSHIP_REVIEWER) && holds(post));
    }

    /** Whether somebody watches over it for the district. */
    static boolean isBureau(Officer by) {
        return by.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR);
    }

    private boolean holds(Post post) {
        return switch (post.role().reach()) {
            case DEPARTMENT -> deptCode.equals(post.deptCode()) && dispatchedAt != null;
            case TOWNSHIP -> townshipCode.equals(post.placeCode());
            case DISTRICT, VILLAGE, HOUSEHOLDS, REFERRED, NO_CASES -> false;
        };
    }
}
