package cn.yimen.kernel;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * 进位规则:to which unit an amount is rounded, and which way; always a parameter of the policy (EL-7, national-rules 0.3).
 *
 * @param unitFen 1 for fen, 10 for jiao, 100 for yuan
 * @param mode up ({@code CEILING}), down ({@code FLOOR}) or to the nearer ({@code HALF_UP}, a half away from zero)
 */
public record Rounding(long unitFen, RoundingMode mode) implements Serializable {

    /** 见分进元:any fraction of a yuan becomes a whole one. */
    public static final Rounding CEIL_YUAN = new Rounding(100, RoundingMode.CEILING);

    /** 四舍五入到元. */
    public static final Rounding HALF_UP_YUAN = new Rounding(100, RoundingMode.HALF_UP);

    /** 见厘进角. */
    public static final Rounding CEIL_JIAO = new Rounding(10, RoundingMode.CEILING);

    /** 四舍五入到分. */
    public static final Rounding HALF_UP_FEN = new Rounding(1, RoundingMode.HALF_UP);

    /** 舍去不足一分的部分. */
    public static final Rounding FLOOR_FEN = new Rounding(1, RoundingMode.FLOOR);

    public Rounding {
        if (unitFen != 1 && unitFen != 10 && unitFen != 100) {
            throw new IllegalArgumentException("no unit of money: " + unitFen);
        }
        if (mode != RoundingMode.CEILING && mode != RoundingMode.FLOOR && mode != RoundingMode.HALF_UP) {
            throw new IllegalArgumentException("no policy rounds " + mode);
        }
    }

    /**
     * Reads the name kept with a parameter: {@code CEIL_YUAN}, {@code HALF_UP_FEN}, {@code FLOOR_JIAO}.
     *
     * @throws IllegalArgumentException if it is no such name
     */
    public static Rounding of(String name) {
        int at = Math.max(0, name.lastIndexOf('_'));
        long unit = switch (name.substring(at)) {
            case "_FEN" -> 1;
            case "_JIAO" -> 10;
            case "_YUAN" -> 100;
            default -> throw new IllegalArgumentException("no rounding: " + name);
        };
        return new Rounding(
                unit,
                switch (name.substring(0, at)) {
                    case "CEIL" -> RoundingMode.CEILING;
                    case "FLOOR" -> RoundingMode.FLOOR;
                    case "HALF_UP" -> RoundingMode.HALF_UP;
                    default -> throw new IllegalArgumentException("no rounding: " + name);
                });
    }

    /** An amount given in fen with any number of decimals. */
    public Money of(BigDecimal fen) {
        var units = fen.divide(BigDecimal.valueOf(unitFen), 0, mode);
        return Money.fen(Math.multiplyExact(units.longValueExact(), unitFen));
    }

    /** The fraction {@code numerator / denominator} in fen; the denominator is positive. */
    public Money of(long numerator, long denominator) {
        if (denominator <= 0) {
            throw new ArithmeticException("a part of nothing: " + denominator);
        }
        if (beyondLong(denominator)) {
            return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
        }
        long divisor = denominator * unitFen;
        long rest = numerator % divisor;
        long more = switch (mode) {
            case CEILING -> rest > 0 ? 1 : 0;
            case FLOOR -> rest < 0 ? -1 : 0;
            // HALF_UP, the third of three
            default -> Math.abs(rest) >= divisor - Math.abs(rest) ? Long.signum(rest) : 0;
        };
        return Money.fen(Math.multiplyExact(numerator / divisor + more, unitFen));
    }

    /** Where {@code long} is too small; the slower way says the same. */
    private boolean beyondLong(long denominator) {
        return denominator > Long.MAX_VALUE / unitFen;
    }

    /** The same for numbers beyond {@code long}. */
    public Money of(BigInteger numerator, BigInteger denominator) {
        var units = new BigDecimal(numerator)
                .divide(new BigDecimal(denominator.multiply(BigInteger.valueOf(unitFen))), 0, mode);
        return Money.fen(Math.multiplyExact(units.longValueExact(), unitFen));
    }

    /** In words for an explanation: {@code 见分进元}, {@code 四舍五入到分}. */
    public String words() {
        var unit = unitFen == 1 ? "分" : unitFen == 10 ? "角" : "元";
        return switch (mode) {
            case CEILING -> unitFen == 100 ? "见分进元" : "不足一" + unit + "进一" + unit;
            case FLOOR -> "舍去不足一" + unit + "的部分";
            default -> "四舍五入到" + unit;
        };
    }
}
