package cn.yimen.casefile;

import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.Deadlines;
import cn.yimen.identity.Officer;
import cn.yimen.policy.Item;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 一件事项的时限, about to start: what the law sets and what is promised.
 *
 * @param legal null if the law sets none
 * @param promise null if nothing is promised
 */
record MatterLimits(Deadlines.@Nullable Start legal, Deadlines.@Nullable Start promise) {

    static MatterLimits of(Item item) {
        var legal = start(Cases.LEGAL, item.legal(), null);
        return new MatterLimits(legal, start(Cases.PROMISE, item.promise(), legal == null ? null : legal.id()));
    }

    private static Deadlines.@Nullable Start start(
            DeadlineKind kind, @Nullable Budget budget, @Nullable DeadlineId law) {
        return budget == null ? null : Deadlines.Start.of(kind, budget, law);
    }

    /** The start is the complete application: what is incomplete starts paused and has used up nothing. */
    MatterLimits paused(String reason, Officer by) {
        return new MatterLimits(
                legal == null ? null : legal.paused(reason, by), promise == null ? null : promise.paused(reason, by));
    }

    /** The law's first. */
    List<Deadlines.Start> starts() {
        return Stream.of(legal, promise).filter(Objects::nonNull).toList();
    }

    @Nullable
    DeadlineId legalId() {
        return legal == null ? null : legal.id();
    }

    @Nullable
    DeadlineId promiseId() {
        return promise == null ? null : promise.id();
    }

    /** When the one is due that is shown: the promised one, else the law's. */
    @Nullable
    Instant due(Map<DeadlineId, Instant> due) {
        var shown = promise != null ? promise : legal;
        return shown == null ? null : due.get(shown.id());
    }
}
