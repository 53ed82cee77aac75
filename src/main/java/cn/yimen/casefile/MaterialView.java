package cn.yimen.casefile;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 材料,供页面.
 *
 * @param items names of the items that need it
 * @param settledBy who received or exempted it
 */
public record MaterialView(
        UUID id,
        String code,
        String name,
        MaterialState state,
        @Nullable String exemptBecause,
        @Nullable UUID attachment,
        List<String> items,
        @Nullable Instant settledAt,
        @Nullable String settledBy) {}
