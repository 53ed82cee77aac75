package cn.yimen.protection;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 盲索引 (HMAC-SM3): finds an encrypted value by exact match. Two fields with the same value have different digests. */
@Component
public class BlindIndex {

    private static final int LENGTH = 16;

    private final KeyRing ring;

    public BlindIndex(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * @param field what is indexed, e.g. {@code person.identity}
     * @param value in its one stored form: the caller normalises
     * @return 16 bytes, the same for the same value for ever
     */
    public byte[] of(String field, String value) {
        return Arrays.copyOf(ring.indexDigest().of(field.getBytes(StandardCharsets.UTF_8), value), LENGTH);
    }

    /** As {@link #of(String, String)}; null stays null. */
    public byte @Nullable [] ofIfPresent(String field, @Nullable String value) {
        return value == null || value.isEmpty() ? null : of(field, value);
    }
}
