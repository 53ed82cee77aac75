package cn.yimen.audit;

import cn.yimen.protection.KeyedDigest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 一条审计记录,尚未入链. */
record Entry(
        Instant at,
        Kind kind,
        @Nullable UUID officerId,
        String officer,
        @Nullable String address,
        @Nullable String request,
        String action,
        Subject subject,
        @Nullable String about,
        @Nullable String fields,
        @Nullable String reason,
        @Nullable String detail) {

    enum Kind {
        CHANGED,
        OPENED,
        ROW,
        NOTED
    }

    Entry {
        at = at.truncatedTo(ChronoUnit.MICROS); // as the database keeps it, or the seal would not fit what is read
        officer = storable(officer);
        address = storable(address);
        request = storable(request);
        action = storable(action);
        subject = new Subject(storable(subject.kind()), storable(subject.id()));
        about = storable(about);
        fields = storable(fields);
        reason = storable(reason);
        detail = storable(detail);
    }

    byte[] seal(KeyedDigest digest, int chain, long seq, byte[] previous) {
        return digest.of(
                previous,
                Integer.toString(chain),
                Long.toString(seq),
                Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at)),
                kind.name(),
                officerId == null ? null : officerId.toString(),
                officer,
                address,
                request,
                action,
                subject.kind(),
                subject.id(),
                about,
                fields,
                reason,
                detail);
    }

    /** Without what PostgreSQL does not store as it is: NUL and lone surrogates. */
    @org.jspecify.annotations.NullUnmarked
    private static String storable(String text) {
        return text == null
                ? null
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace("\0", "");
    }
}
