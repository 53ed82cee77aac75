package cn.yimen.kernel;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 起止日期:from a day on, to another day or open.
 *
 * @param from first day
 * @param to last day, inclusive; none while it has no end
 */
public record DateRange(LocalDate from, @Nullable LocalDate to) implements Serializable {

    public DateRange {
        if (to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("a range ends before it begins: " + from + " to " + to);
        }
    }

    public static DateRange from(LocalDate day) {
        return new DateRange(day, null);
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }

    public boolean overlaps(DateRange other) {
        return (other.to == null || !other.to.isBefore(from)) && (to == null || !to.isBefore(other.from));
    }

    /** Whether {@code next} begins on the day after the last day: no gap, no overlap. */
    public boolean meets(DateRange next) {
        return to != null && to.plusDays(1).equals(next.from);
    }
}
