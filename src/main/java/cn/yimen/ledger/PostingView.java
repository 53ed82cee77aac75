package cn.yimen.ledger;

import cn.yimen.audit.Subject;
import cn.yimen.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 台账的一笔.
 *
 * @param seq 1, 2, 3 … within the account
 * @param number number of the voucher, {@code BYJ-2026-0012}
 * @param effect what it does to the balance; zero for a settlement
 * @param balance after it
 * @param means only of a payment
 * @param about what it belongs to; null for none
 * @param payee who got it; null unless paid out
 * @param reverses the posting it takes back
 * @param reversedBy the posting that takes it back
 * @param settledBy the settlement that covers it
 * @param who who posted it
 */
public record PostingView(
        PostingId id,
        String townshipCode,
        long seq,
        String number,
        PostingKind kind,
        Money amount,
        Money effect,
        Money balance,
        @Nullable Means means,
        @Nullable Subject about,
        String words,
        @Nullable String payee,
        @Nullable PostingId reverses,
        @Nullable PostingId reversedBy,
        @Nullable PostingId settledBy,
        LocalDate on,
        Instant at,
        UUID by,
        String who) {

    /** Whether it may still be taken back. */
    public boolean reversible() {
        return kind != PostingKind.REVERSAL && reversedBy == null && settledBy == null;
    }

    /** Whether the bureau still has to check its papers. */
    public boolean unsettled() {
        return kind == PostingKind.PAYMENT && reversedBy == null && settledBy == null;
    }

    /** In one word how it stands; null for nothing to say. */
    public @Nullable String stateWords() {
        if (reversedBy != null) {
            return "已冲正";
        }
        if (kind == PostingKind.PAYMENT) {
            return settledBy == null ? "待核销" : "已核销";
        }
        return null;
    }
}
