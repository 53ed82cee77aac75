package cn.yimen.calendar;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 时限, as a page shows it.
 *
 * @param dueAt the last second of the limit; while paused, what it would have been
 * @param provisional 暂定:a year without an arrangement is in it
 * @param late whether it was broken: met, paused or still running after its due instant
 * @param endedAt when it was met or cancelled
 */
public record DeadlineView(
        DeadlineId id,
        DeadlineKind kind,
        Budget budget,
        Instant startedAt,
        Instant dueAt,
        boolean provisional,
        DeadlineState state,
        boolean late,
        @Nullable Instant endedAt,
        Light light) {}
