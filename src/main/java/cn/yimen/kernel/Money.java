package cn.yimen.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.math.BigDecimal;

/**
 * 金额:renminbi in whole fen (分). Exact: nothing rounds unless it is told how, and an overflow is an error (EL-7).
 * In JSON it is its yuan as text, {@code "1789.00"}.
 *
 * @param fen 1 yuan = 100 fen; negative for a reversal (冲正) or a reduction
 */
public record Money(long fen) implements Comparable<Money>, Serializable {

    public static final Money ZERO = new Money(0);

    /** Reads an amount in yuan as written by a program, {@code 1789.00}; what a person types is for {@link YuanInput}.
     *
     * @throws ArithmeticException if it has more than two decimals
     * @throws NumberFormatException if it is no number
     */
    @JsonCreator
    public static Money yuan(String yuan) {
        return new Money(new BigDecimal(yuan).movePointRight(2).longValueExact());
    }

    public static Money yuan(long yuan) {
        return new Money(Math.multiplyExact(yuan, 100));
    }

    public static Money fen(long fen) {
        return fen == 0 ? ZERO : new Money(fen);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(fen, other.fen));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(fen, other.fen));
    }

    public Money negated() {
        return new Money(Math.negateExact(fen));
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(fen, factor));
    }

    /** A share of the amount, e.g. 0.3 for 30 %, rounded as the policy says. */
    public Money times(BigDecimal rate, Rounding rounding) {
        return rounding.of(BigDecimal.valueOf(fen).multiply(rate));
    }

    /** One of {@code parts} equal parts, e.g. the month of a year, rounded as the policy says. */
    public Money dividedBy(long parts, Rounding rounding) {
        return rounding.of(fen, parts);
    }

    public Money max(Money other) {
        return new Money(Math.max(fen, other.fen));
    }

    public Money min(Money other) {
        return new Money(Math.min(fen, other.fen));
    }

    /** −1, 0 or 1. */
    public int signum() {
        return Long.signum(fen);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(fen, other.fen);
    }

    /** For people: {@code 1,789.00}, {@code −730.00} (U+2212); the unit is in the column's head (ui-guide 9). */
    public String grouped() {
        var text = new StringBuilder(toString().replace("-", ""));
        for (int at = text.length() - 6; at > 0; at -= 3) {
            text.insert(at, ',');
        }
        return (fen < 0 ? "−" : "") + text;
    }

    /** {@code 1789.00}: for programs and formulas, read again by {@link #yuan(String)}. */
    @Override
    @JsonValue
    public String toString() {
        long yuan = Math.abs(fen / 100);
        long rest = Math.abs(fen % 100);
        return (fen < 0 ? "-" : "") + yuan + (rest < 10 ? ".0" : ".") + rest;
    }
}
