package cn.yimen.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * 百分比: exact to a hundredth of a percent; also a multiple, 1.5 times = 150 %. In JSON it is text, {@code "30%"}.
 *
 * @param basisPoints ten-thousandths, 30 % = 3000; not negative
 */
public record Percent(int basisPoints) implements Serializable {

    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?");

    public static final Percent ZERO = new Percent(0);
    public static final Percent HUNDRED = new Percent(10_000);

    public Percent {
        if (basisPoints < 0) {
            throw new IllegalArgumentException("a percentage is not negative: " + basisPoints);
        }
    }

    /**
     * Reads {@code 30%}, {@code 30} or {@code 67.5%}.
     *
     * @throws ArithmeticException if it has more than two decimals
     * @throws NumberFormatException if it is no number
     */
    @JsonCreator
    public static Percent of(String percent) {
        var number = percent.endsWith("%") ? percent.substring(0, percent.length() - 1) : percent;
        return new Percent(plain(number).movePointRight(2).intValueExact());
    }

    /** No powers of ten: 1e999999999, written out, fills the memory. */
    private static BigDecimal plain(String number) {
        var text = number.strip();
        if (!PLAIN.matcher(text).matches()) {
            throw new NumberFormatException("no plain number");
        }
        return new BigDecimal(text);
    }

    public static Percent of(int wholePercent) {
        return new Percent(Math.multiplyExact(wholePercent, 100));
    }

    /** Reads a multiple, {@code 1.5} for 150 %. */
    public static Percent multiple(String times) {
        return new Percent(plain(times).movePointRight(4).intValueExact());
    }

    @Override
    @JsonValue
    public String toString() {
        int whole = basisPoints / 100;
        int rest = basisPoints % 100;
        if (rest == 0) {
            return whole + "%";
        }
        return whole + (rest < 10 ? ".0" + rest : rest % 10 == 0 ? "." + rest / 10 : "." + rest) + "%";
    }
}
