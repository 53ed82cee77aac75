package cn.yimen.intake;

import cn.yimen.casefile.Channel;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 草稿清单的一行.
 *
 * @param name of the applicant as typed so far
 * @param ticket of its reception, {@code A023}
 */
public record DraftRow(
        DraftId id,
        @Nullable String name,
        Channel channel,
        String holder,
        UUID holderId,
        @Nullable String ticket,
        Instant startedAt,
        Instant savedAt) {}
