package cn.yimen.ledger;

import cn.yimen.kernel.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 拨款申请.
 *
 * @param decidedWhy why it was refused, or a note
 * @param posting what was paid
 */
public record RequestView(
        RequestId id,
        String townshipCode,
        String township,
        Money amount,
        String reason,
        RequestState state,
        Instant requestedAt,
        UUID requestedBy,
        String requestedWho,
        @Nullable Instant decidedAt,
        @Nullable String decidedWho,
        @Nullable String decidedWhy,
        @Nullable PostingId posting) {

    public boolean open() {
        return state == RequestState.REQUESTED;
    }
}
