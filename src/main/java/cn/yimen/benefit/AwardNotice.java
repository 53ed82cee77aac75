package cn.yimen.benefit;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 停发、终止告知书.
 *
 * @param change number of the change it tells of
 * @param deliveredOn null until it has reached the household
 */
public record AwardNotice(
        int change,
        String number,
        Instant issuedAt,
        @Nullable LocalDate deliveredOn,
        @Nullable String how,
        @Nullable String receiver) {}
