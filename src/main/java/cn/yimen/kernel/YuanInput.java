package cn.yimen.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * 金额输入:what a clerk types for an amount, and the amount it is (ui-guide 6.2). Accepts {@code 1,200}, {@code １２００元},
 * {@code ¥1200.50}, {@code 1.2万}, {@code 5000/12}, {@code 120*12}.
 *
 * @param typed as typed, trimmed; kept beside the result
 * @param amount rounded half up to the fen
 * @param dividend the amount before a division, equal to {@code amount} without one
 * @param divisor 1 without a division
 */
public record YuanInput(String typed, Money amount, Money dividend, int divisor) {

    /** The largest amount a field holds: 9,999,999,999.99. */
    public static final Money MOST = new Money(999_999_999_999L);

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,13}(?:\\.\\d{1,6})?|\\.\\d{1,6})(千|百|万|亿)?" + "(?:(?<op>[/÷*×X])(?<by>\\d{1,4}))?");

    /** @throws IllegalArgumentException with a sentence for the clerk, the label left to the page */
    public static YuanInput parse(String input) {
        var typed = input.strip();
        var text = normal(typed);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("填写金额");
        }
        if (text.startsWith("-")) {
            throw new IllegalArgumentException("金额 " + shortened(typed) + " 小于 0，没有就填 0");
        }
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("金额 " + shortened(typed) + " 认不出，请填数字，例如 1200、1.2万 或 5000/12");
        }
        var exact = new BigDecimal(matcher.group(1)).multiply(unit(matcher.group(2)));
        var by = matcher.group("by") == null ? 1 : Integer.parseInt(matcher.group("by"));
        boolean division = matcher.group("op") != null && "/÷".contains(matcher.group("op"));
        if (division && by == 0) {
            throw new IllegalArgumentException("金额 " + shortened(typed) + " 除以 0，请改成月数");
        }
        if (!division) {
            exact = exact.multiply(BigDecimal.valueOf(by));
            by = 1;
        }
        var fen = exact.movePointRight(2);
        if (fen.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException("金额 " + shortened(typed) + " 小数多于两位，最小到分");
        }
        var whole = fen.setScale(0, RoundingMode.UNNECESSARY).unscaledValue();
        if (whole.compareTo(BigInteger.valueOf(MOST.fen())) > 0) {
            throw new IllegalArgumentException("金额 " + shortened(typed) + " 太大，请核对是否多输了几位");
        }
        var dividend = Money.fen(whole.longValueExact());
        return new YuanInput(typed, dividend.dividedBy(by, Rounding.HALF_UP_FEN), dividend, by);
    }

    /** What is wrong with the input, as a sentence for the field; nothing if it is an amount. */
    public static @Nullable String problem(String input) {
        try {
            var unused = parse(input);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /**
     * The year's figure of an amount typed for the month; exact where it was typed as a year divided by twelve
     * ({@code 5000/12} is 5000 a year, not 5000.04; lessons 5).
     */
    public Money yearlyOfMonthly() {
        return dividend.times(12).dividedBy(divisor, Rounding.HALF_UP_FEN);
    }

    private static BigDecimal unit(@Nullable String unit) {
        if (unit == null) {
            return BigDecimal.ONE;
        }
        return switch (unit) {
            case "百" -> BigDecimal.valueOf(100);
            case "千" -> BigDecimal.valueOf(1_000);
            case "万" -> BigDecimal.valueOf(10_000);
            default -> BigDecimal.valueOf(100_000_000);
        };
    }

    private static String normal(String typed) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s,，、'_]", "")
                .replace('。', '.')
                .replace('−', '-')
                .replace('–', '-')
                .replaceFirst("^(人民币|RMB|CNY)", "")
                .replaceFirst("^[¥￥]", "");
        return text.replaceFirst("(元|块|圆)(整)?(?=$|[/÷*×X])", "");
    }

    private static String shortened(String typed) {
        return typed.length() <= 20 ? typed : typed.substring(0, 20) + "…";
    }
}
