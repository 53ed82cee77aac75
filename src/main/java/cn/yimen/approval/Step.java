package cn.yimen.approval;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 经过的一步.
 *
 * @param words the act
 * @param from null for the first
 * @param officer null for what happened by itself
 * @param reason in words; null if none was needed
 */
public record Step(
        int round,
        @Nullable Way way,
        String words,
        @Nullable ApplicationState from,
        ApplicationState to,
        Instant at,
        @Nullable UUID officer,
        String who,
        String place,
        @Nullable String reasonCode,
        @Nullable String reason) {}
