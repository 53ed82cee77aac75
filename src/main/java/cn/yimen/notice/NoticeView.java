package cn.yimen.notice;

import cn.yimen.audit.Subject;
import cn.yimen.calendar.Light;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 公示, as the staff see it.
 *
 * @param round 1 for the first notice of the subject
 * @param place 「旧州镇把士村」
 * @param digest SM3 of what was shown, in hexadecimal
 * @param state by the clock, whether or not the job has come by yet
 * @param endsAt the last second of the notice
 * @param light of the days still to run; null when it hangs no more
 * @param objections all that came in, settled ones too
 * @param mayPost whether the officer may add proof and record objections
 * @param mayDecide whether the officer may take it down
 */
public record NoticeView(
        NoticeId id,
        String number,
        NoticeKind kind,
        Subject subject,
        int round,
        String townshipCode,
        @Nullable String villageCode,
        String place,
        String personName,
        Shown shown,
        String digest,
        String phone,
        String basis,
        NoticeState state,
        Instant postedAt,
        Instant endsAt,
        @Nullable Light light,
        Instant recordedAt,
        String postedBy,
        @Nullable Instant downAt,
        @Nullable String downBy,
        @Nullable String downReason,
        int objections,
        int openObjections,
        List<ProofView> proofs,
        boolean mayPost,
        boolean mayDecide) {

    public NoticeView {
        proofs = List.copyOf(proofs);
    }

    /** 张贴凭证. */
    public record ProofView(
            Instant at, String place, @Nullable String statement, int photos, String who, Instant recordedAt) {}

    public boolean running() {
        return state == NoticeState.POSTED;
    }

    /** Whether an objection on paper may still be recorded: the days of the notice count, not those of the desk. */
    public boolean takesPaper() {
        return mayPost && (state == NoticeState.POSTED || state == NoticeState.OBJECTED || state == NoticeState.ENDED);
    }

    public boolean canBeWithdrawn() {
        return mayDecide
                && (state == NoticeState.POSTED || state == NoticeState.OBJECTED || state == NoticeState.ENDED);
    }
}
