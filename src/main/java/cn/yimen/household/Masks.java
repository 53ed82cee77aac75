package cn.yimen.household;

import org.jspecify.annotations.Nullable;

/** 遮盖 (ui-guide 9). */
public final class Masks {

    private Masks() {}

    /** {@code 520499********4622}. */
    public static String identity(@Nullable String number) {
        if (number == null) {
            return "暂无证件号";
        }
        return number.length() == 18
                ? number.substring(0, 6) + "********" + number.substring(14)
                : number.substring(0, Math.min(2, number.length())) + "******";
    }

    /** {@code 138****5678}; a landline keeps its last two digits. */
    public static String phone(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return "";
        }
        return digits.length() == 11 && digits.startsWith("1")
                ? digits.substring(0, 3) + "****" + digits.substring(7)
                : "******" + digits.substring(Math.max(0, digits.length() - 2));
    }

    /** {@code 尾号 6789}. */
    public static String card(@Nullable String digits) {
        return digits == null || digits.length() < 8 ? "" : "尾号 " + digits.substring(digits.length() - 4);
    }

    /** Digits of what was typed; null for nothing. {@code +86} goes. */
    public static @Nullable String digits(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        var plain = java.text.Normalizer.normalize(typed, java.text.Normalizer.Form.NFKC)
                .replaceAll("[\\s()\\-–—]", "");
        if (plain.startsWith("+86")) {
            plain = plain.substring(3);
        }
        return plain.isEmpty() ? null : plain;
    }
}
