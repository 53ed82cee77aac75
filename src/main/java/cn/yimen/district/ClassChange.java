package cn.yimen.district;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 城乡分类变更: one line of a village's history; never altered, a later line for the same day outranks it.
 *
 * @param by the officer; null for what came with the product
 * @param unverified the class was assumed and waits for the bureau's word (待核)
 */
public record ClassChange(
        PlaceId village,
        StatisticalClass to,
        LocalDate effectiveOn,
        String reason,
        boolean unverified,
        @Nullable UUID by,
        Instant recordedAt) {}
