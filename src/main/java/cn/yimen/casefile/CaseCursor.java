package cn.yimen.casefile;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 翻页的键: where a page ended. Opaque in the address, and without anything personal.
 *
 * @param dueMicros {@link Long#MAX_VALUE} for a case without a running limit
 */
record CaseCursor(long dueMicros, long acceptedMicros, UUID id) {

    static CaseCursor of(@Nullable Instant due, Instant accepted, UUID id) {
        return new CaseCursor(due == null ? Long.MAX_VALUE : micros(due), micros(accepted), id);
    }

    /** Empty if it is none of ours: then the list begins at its beginning. */
    static Optional<CaseCursor> read(@Nullable String text) {
        if (text == null || text.length() != 43) {
            return Optional.empty();
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            var cursor = new CaseCursor(bytes.getLong(), bytes.getLong(), new UUID(bytes.getLong(), bytes.getLong()));
            return cursor.plausible() ? Optional.of(cursor) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String text() {
        var bytes = ByteBuffer.allocate(32)
                .putLong(dueMicros)
                .putLong(acceptedMicros)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** What the database takes as a day of this era. */
    private boolean plausible() {
        return (dueMicros == Long.MAX_VALUE || day(dueMicros)) && day(acceptedMicros);
    }

    private static boolean day(long micros) {
        return micros >= 0 && micros < 253_402_300_800_000_000L;
    }

    Instant accepted() {
        return instant(acceptedMicros);
    }

    @Nullable
    Instant due() {
        return dueMicros == Long.MAX_VALUE ? null : instant(dueMicros);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
