package cn.yimen.benefit;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;
import cn.yimen.eligibility.Scheme;
import cn.yimen.kernel.Money;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 一次性救助: temporary assistance as it was granted.
 *
 * @param offset what was paid in advance for the same cause; the rest is paid
 */
public record SingleAid(
        Scheme scheme,
        UUID household,
        UUID person,
        String holderName,
        String townshipCode,
        @Nullable String villageCode,
        @Nullable CaseId caseId,
        @Nullable MatterId matter,
        Money granted,
        Money offset,
        String reason,
        @Nullable UUID decision,
        LocalDate decidedOn) {

    public SingleAid {
        if (!scheme.temporary()) {
            throw new IllegalArgumentException("paid by the month: " + scheme);
        }
    }

    /** 实拨. */
    public Money paid() {
        return granted.minus(offset);
    }
}
