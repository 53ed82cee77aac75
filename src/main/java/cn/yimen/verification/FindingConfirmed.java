package cn.yimen.verification;

import cn.yimen.identity.Officer;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 疑点属实: what was found about somebody is true, e.g. a death in benefit (VR-2); in the transaction that says so.
 *
 * @param from first month concerned; null where it cannot be said
 * @param by who said so
 */
public record FindingConfirmed(
        UUID finding,
        String check,
        UUID person,
        UUID household,
        @Nullable YearMonth from,
        Officer by) {}
