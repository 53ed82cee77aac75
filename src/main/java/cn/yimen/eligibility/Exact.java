package cn.yimen.eligibility;

import cn.yimen.kernel.Money;
import cn.yimen.kernel.Rounding;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * An amount that has not been rounded: whole fen and, where a division left one, a fraction of a fen. Without a fraction it is
 * plain {@code long} arithmetic, and an overflow is an error.
 *
 * @param fen rounded down
 * @param rest what is above {@code fen}, between 0 and 1; none for zero
 */
record Exact(long fen, @Nullable Ratio rest) implements Comparable<Exact> {

    /** A proper fraction in lowest terms. */
    record Ratio(BigInteger numerator, BigInteger denominator) {}

    static final Exact ZERO = new Exact(0, null);

    static Exact of(long fen) {
        return fen == 0 ? ZERO : new Exact(fen, null);
    }

    /** {@code numerator / denominator} fen; the denominator is positive. */
    static Exact of(long numerator, long denominator) {
        long whole = Math.floorDiv(numerator, denominator);
        long rest = Math.floorMod(numerator, denominator);
        if (rest == 0) {
            return of(whole);
        }
        long common = common(rest, denominator);
        return new Exact(whole, new Ratio(BigInteger.valueOf(rest / common), BigInteger.valueOf(denominator / common)));
    }

    private static long common(long one, long other) {
        while (other != 0) {
            long rest = one % other;
            one = other;
            other = rest;
        }
        return one;
    }

    static Exact of(BigInteger numerator, BigInteger denominator) {
        var rest = numerator.mod(denominator);
        var whole = numerator.subtract(rest).divide(denominator);
        if (rest.signum() == 0) {
            return of(whole.longValueExact());
        }
        var common = rest.gcd(denominator);
        return new Exact(whole.longValueExact(), new Ratio(rest.divide(common), denominator.divide(common)));
    }

    Exact plus(Exact other) {
        if (rest == null) {
            return other.plus(fen);
        }
        if (other.rest == null) {
            return plus(other.fen);
        }
        return of(
                numerator().multiply(other.denominator()).add(other.numerator().multiply(denominator())),
                denominator().multiply(other.denominator()));
    }

    Exact plus(long other) {
        return other == 0 ? this : new Exact(Math.addExact(fen, other), rest);
    }

    Exact minus(Exact other) {
        return plus(other.negated());
    }

    Exact minus(long other) {
        return plus(Math.negateExact(other));
    }

    Exact negated() {
        return rest == null ? of(Math.negateExact(fen)) : of(numerator().negate(), denominator());
    }

    Exact times(long factor) {
        return rest == null
                ? of(Math.multiplyExact(fen, factor))
                : of(numerator().multiply(BigInteger.valueOf(factor)), denominator());
    }

    /** The divisor is positive. */
    Exact dividedBy(long divisor) {
        return rest == null ? of(fen, divisor) : of(numerator(), denominator().multiply(BigInteger.valueOf(divisor)));
    }

    Exact atLeastZero() {
        return fen < 0 ? ZERO : this;
    }

    /** Rounded once, as the policy says. */
    Money rounded(Rounding rounding) {
        return rest == null ? rounding.of(fen, 1) : rounding.of(numerator(), denominator());
    }

    /** One of {@code divisor} equal parts, rounded once. */
    Money rounded(Rounding rounding, long divisor) {
        return rest == null
                ? rounding.of(fen, divisor)
                : rounding.of(numerator(), denominator().multiply(BigInteger.valueOf(divisor)));
    }

    boolean positive() {
        return fen > 0 || (fen == 0 && rest != null);
    }

    @Override
    public int compareTo(Exact other) {
        if (fen != other.fen) {
            return Long.compare(fen, other.fen);
        }
        if (rest == null) {
            return other.rest == null ? 0 : -1;
        }
        return other.rest == null
                ? 1
                : rest.numerator
                        .multiply(other.rest.denominator)
                        .compareTo(other.rest.numerator.multiply(rest.denominator));
    }

    private BigInteger numerator() {
        var whole = BigInteger.valueOf(fen);
        return rest == null ? whole : whole.multiply(rest.denominator).add(rest.numerator);
    }

    private BigInteger denominator() {
        return rest == null ? BigInteger.ONE : rest.denominator;
    }

    /** In yuan: {@code 1,361.00}; with up to three decimals more where it ends there, {@code 604.995}; else {@code ≈340.42}. */
    @Override
    public String toString() {
        if (rest == null) {
            return Money.fen(fen).grouped();
        }
        var exact = fen < 0 ? null : digits(rest);
        if (exact != null) {
            return Money.fen(fen).grouped() + exact;
        }
        return "≈" + rounded(Rounding.HALF_UP_FEN).grouped();
    }

    /** The further decimals where there are no more than three; none if it does not end there. */
    private static @Nullable String digits(Ratio rest) {
        var thousandths = rest.numerator.multiply(BigInteger.valueOf(1000)).divideAndRemainder(rest.denominator);
        return thousandths[1].signum() == 0
                ? new BigDecimal(thousandths[0], 3)
                        .stripTrailingZeros()
                        .toPlainString()
                        .substring("0.".length())
                : null;
    }
}
