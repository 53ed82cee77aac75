package cn.yimen.approval;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 延长办理时限: asked for and decided.
 *
 * @param days working days more
 * @param approved null while nobody has decided
 * @param whyNot why it was declined
 */
public record Extension(
        UUID id,
        int days,
        String reason,
        Instant askedAt,
        UUID askedBy,
        String askedByName,
        @Nullable Instant decidedAt,
        @Nullable String decidedByName,
        @Nullable Boolean approved,
        @Nullable String whyNot,
        @Nullable Instant dueBefore,
        @Nullable Instant dueAfter) {}
