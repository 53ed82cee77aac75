package cn.yimen.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.Serializable;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * 公民身份号码 (GB 11643): 18 characters, checked when made. {@link #toString} is masked; {@link #value} is the number itself
 * and belongs only to encryption, exact search and what is shown on demand (AU-2).
 */
public record ResidentId(String value) implements Serializable {

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";

    /** @throws IllegalArgumentException with a sentence for the clerk, never with the number itself */
    @JsonCreator
    public ResidentId {
        var problem = check(value);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /**
     * Reads what a clerk types or a card reader sends: spaces, hyphens and full-width characters are put right, {@code x} is
     * raised.
     *
     * @throws IllegalArgumentException with a sentence for the clerk, never with the number itself
     */
    public static ResidentId parse(String input) {
        return new ResidentId(normal(input));
    }

    /** The same as {@link #parse}, for forms and paths. */
    public static ResidentId of(String input) {
        return parse(input);
    }

    /** What is wrong with the input, as a sentence for the field (ui-guide 15); nothing if it is a number. */
    public static @Nullable String problem(String input) {
        return check(normal(input));
    }

    private static String normal(String input) {
        var plain = Normalizer.normalize(input, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        var kept = new StringBuilder(18);
        plain.codePoints()
                .filter(c -> !Character.isWhitespace(c)
                        && !Character.isSpaceChar(c)
                        && Character.getType(c) != Character.DASH_PUNCTUATION
                        && Character.getType(c) != Character.FORMAT
                        && c != '−')
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static @Nullable String check(String value) {
        if (value.isEmpty()) {
            return "填写身份证号";
        }
        int length = value.codePointCount(0, value.length());
        if (length != 18) {
            return "身份证号现在是 " + length + " 位，应为 18 位";
        }
        for (int i = 0; i < 17; i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return "身份证号第 " + (i + 1) + " 位不是数字，请对照证件重输";
            }
        }
        if (value.charAt(0) == '0') {
            return "身份证号不会以 0 开头，请对照证件重输";
        }
        try {
            var unused = birthDate(value);
        } catch (DateTimeException e) {
            return "身份证号第 7 至 14 位不是出生日期，请对照证件重输";
        }
        if (checkCharacter(value) != value.charAt(17)) {
            return "身份证号最后一位不对，请对照证件重输";
        }
        return null;
    }

    /**
     * The check character for 17 digits.
     *
     * @param digits at least 17 characters, of which the first 17 are read
     */
    public static char checkCharacter(String digits) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (digits.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11);
    }

    private static LocalDate birthDate(String value) {
        return LocalDate.of(
                Integer.parseInt(value, 6, 10, 10),
                Integer.parseInt(value, 10, 12, 10),
                Integer.parseInt(value, 12, 14, 10));
    }

    public LocalDate birthDate() {
        return birthDate(value);
    }

    public Sex sex() {
        return (value.charAt(16) & 1) == 1 ? Sex.MALE : Sex.FEMALE;
    }

    /** 周岁 on a day; negative before birth. */
    public int ageOn(LocalDate day) {
        return Period.between(birthDate(), day).getYears();
    }

    /** {@code 520402********1234}: the only form a page, a log or an exception shows unasked. */
    @Override
    public String toString() {
        return value.substring(0, 6) + "********" + value.substring(14);
    }
}
