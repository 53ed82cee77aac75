package cn.yimen.benefit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 变动的一条.
 *
 * @param from the first month it holds for
 * @param reasonCode an {@link EndReason}, or the cause of a gradual exit; null where there is none
 * @param decision the application or review it rests on
 */
public record AwardChange(
        int no,
        ChangeKind kind,
        YearMonth from,
        AwardAmount amount,
        int members,
        @Nullable String reasonCode,
        String reason,
        @Nullable UUID decision,
        LocalDate decidedOn,
        Instant at,
        UUID by,
        String byName) {}
