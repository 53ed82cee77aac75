package cn.yimen.administration;

import cn.yimen.kernel.DateInput;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** What was typed into a form, as the register wants it: trimmed, nothing for blank, days read. */
final class Typed {

    private Typed() {}

    /** The text without surrounding space; null for a blank one. */
    static @Nullable String orNull(@Nullable String typed) {
        var text = text(typed);
        return text.isEmpty() ? null : text;
    }

    /** Trimmed, and without the one character (NUL) no database column can hold. */
    static String text(@Nullable String typed) {
        return typed == null ? "" : typed.replace("\0", "").strip();
    }

    static String show(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** An optional day; what cannot be read is told at the field. */
    static @Nullable LocalDate day(@Nullable String typed, LocalDate today, Consumer<String> fault) {
        var text = orNull(typed);
        if (text == null) {
            return null;
        }
        var day = DateInput.read(text, today);
        if (day.isEmpty()) {
            fault.accept("没有「%s」这一天，写成 2026-3-11 这样".formatted(text));
        }
        return day.orElse(null);
    }

    /** Tells a text that is missing or too long. */
    static void required(Errors errors, String field, String label, @Nullable String typed, int longest) {
        if (orNull(typed) == null) {
            errors.rejectValue(field, "required", "填写" + label);
        } else {
            atMost(errors, field, label, typed, longest);
        }
    }

    /** Tells a text that is too long. */
    static void atMost(Errors errors, String field, String label, @Nullable String typed, int longest) {
        var length = text(typed).length();
        if (length > longest) {
            errors.rejectValue(field, "long", "%s不超过 %d 字，现在 %d 字".formatted(label, longest, length));
        }
    }

    /** Tells a telephone number with other signs than digits, hyphens, spaces, brackets and a plus. */
    static void telephone(Errors errors, String field, String label, @Nullable String typed) {
        var text = orNull(typed);
        if (text == null) {
            return;
        }
        var digits = text.replaceAll("[^0-9]", "").length();
        if (!text.matches("[0-9+() \\-（）转]{1,30}") || digits < 5 || digits > 20) {
            errors.rejectValue(field, "telephone", label + "只写数字和横线，例如 0851-33220000 或 13900001234");
        }
    }
}
