package cn.yimen.household.web;

import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.YuanInput;
import cn.yimen.pages.StaleEdit.Difference;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** 填写的内容: text as typed is read into values; what is wrong is said at its field (ui-guide 6.2, 15). */
final class Input {

    private Input() {}

    static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip().replace("\0", "");
    }

    static @Nullable String orNull(@Nullable String typed) {
        var text = text(typed);
        return text.isEmpty() ? null : text;
    }

    /** Text with at most so many characters. */
    static @Nullable String atMost(Errors errors, String field, String label, @Nullable String typed, int most) {
        var text = text(typed);
        var length = text.codePointCount(0, text.length());
        if (length > most) {
            errors.rejectValue(field, "length", "%s不超过 %d 字，现在 %d 字".formatted(label, most, length));
        }
        return text.isEmpty() ? null : text;
    }

    static String required(Errors errors, String field, String label, @Nullable String typed, int most) {
        var text = atMost(errors, field, label, typed, most);
        if (text == null) {
            errors.rejectValue(field, "required", "填写" + label);
            return "";
        }
        return text;
    }

    static @Nullable LocalDate day(Errors errors, String field, String label, @Nullable String typed, LocalDate today) {
        if (text(typed).isEmpty()) {
            return null;
        }
        var day = DateInput.read(text(typed), today);
        if (day.isEmpty()) {
            errors.rejectValue(field, "day", label + "认不出，例如 2026-3-11");
            return null;
        }
        if (day.get().isAfter(today)) {
            errors.rejectValue(field, "future", label + "在今天之后，请核对");
        }
        return day.get();
    }

    static @Nullable Money money(Errors errors, String field, String label, @Nullable String typed) {
        if (text(typed).isEmpty()) {
            return null;
        }
        var problem = YuanInput.problem(text(typed));
        if (problem != null) {
            errors.rejectValue(field, "money", label + "：" + problem);
            return null;
        }
        return YuanInput.parse(text(typed)).amount();
    }

    static Money moneyOrZero(Errors errors, String field, String label, @Nullable String typed) {
        var money = money(errors, field, label, typed);
        return money == null ? Money.ZERO : money;
    }

    static int number(Errors errors, String field, String label, @Nullable String typed, int otherwise, int most) {
        var text = java.text.Normalizer.normalize(text(typed), java.text.Normalizer.Form.NFKC);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) > most) {
            errors.rejectValue(field, "number", "%s应为 0 到 %d 的整数".formatted(label, most));
            return otherwise;
        }
        return Integer.parseInt(text);
    }

    /** One of an enum; an unknown word is an error at the field and gives what is said otherwise. */
    static <E extends Enum<E>> E choice(
            Errors errors, String field, String label, Class<E> type, @Nullable String typed, E otherwise) {
        var text = text(typed);
        if (text.isEmpty()) {
            return otherwise;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElseGet(() -> {
                    errors.rejectValue(field, "choice", "选择" + label);
                    return otherwise;
                });
    }

    /** A code of digits; anything else is an error at the field. */
    static @Nullable String code(Errors errors, String field, String label, @Nullable String typed, String pattern) {
        var text = text(typed);
        if (!text.isEmpty() && !text.matches(pattern)) {
            errors.rejectValue(field, "choice", "选择" + label);
            return null;
        }
        return text.isEmpty() ? null : text;
    }

    static @Nullable Boolean yesNo(@Nullable String typed) {
        return switch (text(typed)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    static String show(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** Both values of every field that has a label, in the order of the form (409). */
    static List<Difference> differences(Record theirs, Record yours, Map<String, String> labels) {
        var differences = new ArrayList<Difference>();
        for (var component : theirs.getClass().getRecordComponents()) {
            var label = labels.get(component.getName());
            if (label != null) {
                differences.add(new Difference(label, value(component, theirs), value(component, yours)));
            }
        }
        return differences;
    }

    private static String value(RecordComponent component, Record of) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return show(accessor.invoke(of));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
