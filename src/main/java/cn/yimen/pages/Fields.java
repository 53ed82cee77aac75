package cn.yimen.pages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.spring6.util.DetailedError;
import org.thymeleaf.spring6.util.FieldUtils;

/** 表单控件: what {@code fragments/form} asks for, as {@code @fields}. What was typed is shown again, also when wrong. */
@Component("fields")
public class Fields {

    /** 错误汇总的一行. */
    public record Wrong(@Nullable String id, String words) {}

    /** The element id of a field: {@code members[2].name} becomes {@code members-2-name}. */
    public String id(String name) {
        return name.replace("[", "-").replace("]", "").replace('.', '-');
    }

    /** What stands in the control: what was typed, else what the form object says. */
    public String typed(IExpressionContext context, String name) {
        var value = value(context, name);
        return value == null ? "" : value instanceof Enum<?> one ? one.name() : value.toString();
    }

    /** The values ticked in a group of checkboxes. */
    public Set<String> picked(IExpressionContext context, String name) {
        var value = value(context, name);
        if (value instanceof Collection<?> many) {
            return many.stream()
                    .map(one -> one instanceof Enum<?> e ? e.name() : String.valueOf(one))
                    .collect(Collectors.toSet());
        }
        if (value instanceof Object[] many) {
            return Arrays.stream(many).map(String::valueOf).collect(Collectors.toSet());
        }
        return value == null
                ? Set.of()
                : Arrays.stream(value.toString().split(",")).collect(Collectors.toSet());
    }

    private static @Nullable Object value(IExpressionContext context, String name) {
        return FieldUtils.getBindStatus(context, "*{" + name + "}").getValue();
    }

    public @Nullable String describedBy(String id, boolean bad, @Nullable String hint) {
        if (bad) {
            return hint == null ? id + "-e" : id + "-e " + id + "-h";
        }
        return hint == null ? null : id + "-h";
    }

    /** A map, a list of {@link Choice} or of texts, as choices. */
    public List<Choice> choices(Object given) {
        if (given instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> new Choice(String.valueOf(entry.getKey()), String.valueOf(entry.getValue())))
                    .toList();
        }
        if (given instanceof Collection<?> many) {
            return many.stream()
                    .map(one -> one instanceof Choice choice ? choice : new Choice(one.toString(), one.toString()))
                    .toList();
        }
        throw new IllegalArgumentException("choices must be a map or a list");
    }

    /** The errors of the form by name of field; the script sorts them by their place on the page. */
    public List<Wrong> inPageOrder(List<DetailedError> errors) {
        var wrong = new ArrayList<Wrong>();
        errors.stream()
                .sorted(Comparator.comparing(
                        error -> error.isGlobal() || error.getFieldName() == null ? "" : error.getFieldName()))
                .forEach(error -> wrong.add(new Wrong(
                        error.isGlobal() || error.getFieldName() == null ? null : id(error.getFieldName()),
                        error.getMessage() == null ? "" : error.getMessage())));
        return List.copyOf(wrong);
    }
}
