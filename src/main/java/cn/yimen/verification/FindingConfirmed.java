package cn.yimen.verification;

import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 疑点属实: what was found about somebody is true, e.g. a death in benefit (VR-2).
 *
 * @param from first month concerned; null where it cannot be said
 */
public record FindingConfirmed(
        UUID finding,
        String check,
        UUID person,
        UUID household,
        @Nullable YearMonth from) {}
