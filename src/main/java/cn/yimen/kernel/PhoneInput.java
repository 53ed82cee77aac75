package cn.yimen.kernel;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** 电话输入: a mobile or a landline with its area code, with spaces, hyphens, full-width digits or +86 (ui-guide 6.2). */
public final class PhoneInput {

    private PhoneInput() {}

    /**
     * The digits, without +86.
     *
     * @throws IllegalArgumentException with a sentence that goes behind the label, as in 「联系电话少 1 位…」
     */
    public static String parse(String input) {
        var problem = problem(input);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return digits(input);
    }

    /** What is wrong, to go behind the label: 「少 1 位，应为 11 位手机号」; nothing if it is a telephone number. */
    public static @Nullable String problem(String input) {
        var text = digits(input);
        if (text.isEmpty()) {
            return "没有填";
        }
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return "只能有数字，座机请写成 0851-33221234";
        }
        if (text.startsWith("1")) {
            int off = text.length() - 11;
            if (off < 0) {
                return "少 " + -off + " 位，应为 11 位手机号";
            }
            return off > 0 ? "多 " + off + " 位，应为 11 位手机号" : null;
        }
        if (text.startsWith("0")) {
            return text.length() < 10 || text.length() > 12
                    ? "座机应为区号加号码，一共 10 到 12 位，现在 " + text.length() + " 位"
                    : null;
        }
        return text.length() == 7 || text.length() == 8
                ? "座机要带区号，例如 0851-" + (text.length() == 8 ? "33221234" : "3221234")
                : "应为 11 位手机号，或带区号的座机号";
    }

    private static String digits(String input) {
        var text = Normalizer.normalize(input, Normalizer.Form.NFKC).replaceAll("[\\s\\p{Pd}()（）]", "");
        return text.replaceFirst("^(\\+?86|0086)(?=1\\d{10}$)", "").replaceFirst("^\\+86(?=[1-9])", "");
    }
}
