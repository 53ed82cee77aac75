package cn.yimen.kernel;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * 翻页的键: the row at which a page of a list ended or began. It stands in the address, so whatever comes back is checked;
 * what is none of ours begins the list at its beginning.
 *
 * @param backwards whether the page asked for lies before the row
 * @param sort what the list is sorted by at that row, in words PostgreSQL reads: an instant, {@code infinity} for a row
 *     that has none, or a text
 * @param id what decides among rows with the same
 */
public record PageKey(boolean backwards, String sort, UUID id) {

    private static final String NONE = "infinity";
    private static final Pattern FORM =
            Pattern.compile("([ab])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})([^\\u0000]{0,60})");

    /** What the database takes as an instant of this era, in microseconds: up to the end of the year 9999. */
    private static final Pattern MICROS = Pattern.compile("[0-9]{1,18}");

    private static final long LAST = 253_402_300_799_000_000L;

    /** The key of a row after which a page goes on, or before which it ends. */
    public static String of(@Nullable Instant sort, UUID id, boolean backwards) {
        return of(sort == null ? NONE : Long.toString(micros(sort)), id, backwards);
    }

    /** ChronoUnit.MICROS.between counts in nanoseconds, which a {@code long} holds up to the year 2262 only. */
    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    /** The same for a list sorted by a text of at most 60 characters. */
    public static String of(String sort, UUID id, boolean backwards) {
        return (backwards ? "b" : "a") + id + sort;
    }

    /** Of a list sorted by a text. */
    public static Optional<PageKey> ofText(@Nullable String key) {
        if (key == null) {
            return Optional.empty();
        }
        var parts = FORM.matcher(key);
        return parts.matches()
                ? Optional.of(new PageKey(parts.group(1).equals("b"), parts.group(3), UUID.fromString(parts.group(2))))
                : Optional.empty();
    }

    /** Of a list sorted by an instant. */
    public static Optional<PageKey> ofInstant(@Nullable String key) {
        return ofText(key).flatMap(read -> instant(read.sort).map(sort -> new PageKey(read.backwards, sort, read.id)));
    }

    private static Optional<String> instant(String sort) {
        if (sort.equals(NONE)) {
            return Optional.of(NONE);
        } else if (!MICROS.matcher(sort).matches()) {
            return Optional.empty();
        }
        var micros = Long.parseLong(sort);
        return micros > LAST
                ? Optional.empty()
                : Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());
    }
}
