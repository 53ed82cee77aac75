package cn.yimen.ledger;

import cn.yimen.audit.Subject;
import cn.yimen.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * 要记的应付款.
 *
 * @param key {@code due/…}, the act it stands for: asked for twice, it is due once
 * @param about the paper it was decided on, without numbers of persons
 * @param words what for
 * @param payee who gets it
 */
public record NewPayable(
        String key,
        String townshipCode,
        @Nullable String villageCode,
        Money amount,
        Subject about,
        String words,
        String payee) {

    public NewPayable {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("nothing is due");
        }
    }
}
