package cn.yimen.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 接待条的内容: what the bar on every page of a clerk shows, read by one statement.
 *
 * @param running the reception going on, or nothing
 * @param suspended how many of the clerk's receptions wait
 * @param nextTicket the number the next person will get
 * @param readAt the moment it was read
 */
public record WindowClock(@Nullable Reception running, int suspended, int nextTicket, Instant readAt) {

    /** {@code A024}. */
    public String next() {
        return Reception.number(nextTicket);
    }
}
