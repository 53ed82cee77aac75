package cn.yimen.kernel;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * 进位规则:to which unit an amount is rounded, and which way; always a parameter of the policy (EL-7, national-rules 0.3).
 *
 * @param unitFen 1 for fen, 10 for jiao, 100 for yuan
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
        if (unitFen <= 0) {
            throw new IllegalArgumentException("a rounding unit is at least one fen: " + unitFen);
        }
        if (mode == RoundingMode.UNNECESSARY) {
            throw new IllegalArgumentException("a rounding has a direction");
        }
    }

    /**
     * Reads the name kept with a parameter: {@code CEIL_YUAN}, {@code HALF_UP_FEN}, {@code FLOOR_JIAO}.
     *
     * @throws IllegalArgumentException if it is no such name
     */
    public static Rounding of(String name) {
        int at = name.lastIndexOf('_');
        if (at < 0) {
            throw new IllegalArgumentException("no rounding: " + name);
        }
        long unit = switch (name.substring(at + 1)) {
            case "FEN" -> 1;
            case "JIAO" -> 10;
            case "YUAN" -> 100;
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
        long divisor;
        if (denominator > Long.MAX_VALUE / unitFen) {
            return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
        }
        divisor = denominator * unitFen;
        long units = Math.floorDiv(numerator, divisor);
        long rest = Math.floorMod(numerator, divisor);
        boolean up = switch (mode) {
            case CEILING -> rest > 0;
            case FLOOR -> false;
            case UP -> rest > 0 && numerator > 0;
            case DOWN -> rest > 0 && numerator < 0;
            case HALF_UP -> numerator >= 0 ? rest >= divisor - rest : rest > divisor - rest;
            case HALF_DOWN -> numerator >= 0 ? rest > divisor - rest : rest >= divisor - rest;
            case HALF_EVEN -> rest > divisor - rest || (rest == divisor - rest && (units & 1) != 0);
            case UNNECESSARY -> throw new ArithmeticException("rounding necessary");
        };
        return Money.fen(Math.multiplyExact(up ? units + 1 : units, unitFen));
    }

    /** The same for numbers beyond {@code long}. */
    public Money of(BigInteger numerator, BigInteger denominator) {
        var units = new BigDecimal(numerator)
                .divide(new BigDecimal(denominator.multiply(BigInteger.valueOf(unitFen))), 0, mode);
        return Money.fen(Math.multiplyExact(units.longValueExact(), unitFen));
    }

    /** In words for an explanation: {@code 见分进元}, {@code 四舍五入到分}. */
    public String words() {
        var unit = unitFen == 1 ? "分" : unitFen == 10 ? "角" : unitFen == 100 ? "元" : unitFen + " 分";
        return switch (mode) {
            case CEILING, UP -> unitFen == 100 ? "见分进元" : "不足一" + unit + "进一" + unit;
            case FLOOR, DOWN -> "舍去不足一" + unit + "的部分";
            case HALF_UP, HALF_DOWN, HALF_EVEN -> "四舍五入到" + unit;
            case UNNECESSARY -> "不进位";
        };
    }
}
