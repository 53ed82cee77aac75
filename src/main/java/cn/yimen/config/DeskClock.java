package cn.yimen.config;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * 时钟: the system's time, unless the thread plays an earlier day. Only the demo district does that, to live through its
 * three months by the same services as everybody.
 */
public final class DeskClock extends Clock {

    private static final ThreadLocal<Instant> PLAYED = new ThreadLocal<>();

    private final Clock system;

    DeskClock(Clock system) {
        this.system = system;
    }

    /** Does something as if it were {@code at}; the time stands still meanwhile. */
    public static <T> T playing(Instant at, Supplier<T> something) {
        var before = PLAYED.get();
        PLAYED.set(at);
        try {
            return something.get();
        } finally {
            set(before);
        }
    }

    @Override
    public ZoneId getZone() {
        return system.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new DeskClock(system.withZone(zone));
    }

    @Override
    public Instant instant() {
        var played = PLAYED.get();
        return played == null ? system.instant() : played;
    }

    private static void set(@Nullable Instant at) {
        if (at == null) {
            PLAYED.remove();
        } else {
            PLAYED.set(at);
        }
    }
}
