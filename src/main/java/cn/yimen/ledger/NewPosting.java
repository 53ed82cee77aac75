package cn.yimen.ledger;

import cn.yimen.audit.Subject;
import cn.yimen.kernel.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 要记的一笔.
 *
 * @param key the act it stands for: asked for twice, it is posted once
 * @param amount above zero
 * @param requestedBy who asked for money that comes in; null otherwise
 */
record NewPosting(
        String key,
        PostingKind kind,
        Money amount,
        @Nullable Means means,
        @Nullable Subject about,
        String words,
        @Nullable String payee,
        @Nullable UUID requestedBy) {

    NewPosting {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("a posting has an amount above zero");
        }
    }
}
