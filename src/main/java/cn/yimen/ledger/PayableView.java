package cn.yimen.ledger;

import cn.yimen.audit.Subject;
import cn.yimen.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 应付款 and everything posted to it.
 *
 * @param number of what is due, {@code YF-2026-0012}
 * @param lines the first first
 */
public record PayableView(
        PayableId id,
        String number,
        String townshipCode,
        String place,
        Money amount,
        Subject about,
        String words,
        String payee,
        PayableState state,
        List<Line> lines) {

    public PayableView {
        lines = List.copyOf(lines);
    }

    /** 应付、支付、冲正. */
    public enum Kind {
        DUE("应付"),
        PAID("支付"),
        REVERSAL("冲正");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * 一笔.
     *
     * @param of what it pays or takes back; null for what is due
     * @param on and the reference only of a payment
     */
    public record Line(
            UUID id,
            String number,
            Kind kind,
            @Nullable UUID of,
            Money amount,
            String words,
            @Nullable LocalDate on,
            @Nullable String reference,
            Instant at,
            UUID by,
            String who) {}

    /** What is counted now and may be taken back: the payment if there is one, else what is due; null after that. */
    public @Nullable Line standing() {
        return lines.stream()
                .filter(line -> line.kind() != Kind.REVERSAL)
                .filter(line -> lines.stream()
                        .noneMatch(other ->
                                other.kind() == Kind.REVERSAL && line.id().equals(other.of())))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }
}
