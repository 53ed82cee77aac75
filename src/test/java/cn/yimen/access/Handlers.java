package cn.yimen.access;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** 处理入口: every handler of the product, as Spring knows them, with what a bare request to it must carry. */
final class Handlers {

    private Handlers() {}

    /**
     * 一个入口.
     *
     * @param pattern as in the table: variables in braces, without their patterns
     * @param alternatives of a variable that only takes named values
     * @param needed parameters without which Spring refuses the request itself
     * @param headers the handler is chosen by
     */
    record Handler(
            String method,
            String pattern,
            List<String> variables,
            Map<String, String> alternatives,
            Map<String, String> needed,
            Map<String, String> headers,
            boolean files,
            String name) {

        boolean get() {
            return method.equals("GET");
        }

        /** The address with these variables. */
        String path(Map<String, String> values) {
            var path = pattern;
            for (var name : variables) {
                path = path.replaceFirst(
                        "\\{" + name + "(:[^}]*)?\\}",
                        Matcher.quoteReplacement(Objects.requireNonNull(values.get(name))));
            }
            return path;
        }
    }

    static List<Handler> of(RequestMappingHandlerMapping mapping) {
        var all = new ArrayList<Handler>();
        mapping.getHandlerMethods().forEach((info, method) -> {
            var type = method.getBeanType();
            var source =
                    type.getProtectionDomain().getCodeSource().getLocation().getPath();
            if (!type.getName().startsWith("cn.yimen.") || source.contains("test-classes")) {
                return;
            }
            var patterns =
                    Objects.requireNonNull(info.getPathPatternsCondition()).getPatternValues();
            var headers = new LinkedHashMap<String, String>();
            info.getHeadersCondition()
                    .getExpressions()
                    .forEach(header -> headers.put(
                            header.getName(), header.getValue() == null ? "1" : String.valueOf(header.getValue())));
            for (var pattern : patterns) {
                var names = new ArrayList<String>();
                var alternatives = new LinkedHashMap<String, String>();
                var shown = new StringBuilder();
                read(pattern, names, alternatives, shown);
                for (var verb : info.getMethodsCondition().getMethods()) {
                    all.add(new Handler(
                            verb.name() + (headers.isEmpty() ? "" : " " + String.join(",", headers.keySet())),
                            shown.toString(),
                            names,
                            alternatives,
                            verb == RequestMethod.GET ? Map.of() : needed(method),
                            headers,
                            files(method),
                            type.getSimpleName() + "." + method.getMethod().getName()));
                }
            }
        });
        all.sort(Comparator.comparing(Handler::pattern).thenComparing(Handler::method));
        return all;
    }

    /** Braces may stand in the pattern of a variable too. */
    private static void read(
            String pattern, List<String> names, Map<String, String> alternatives, StringBuilder shown) {
        for (int at = 0; at < pattern.length(); at++) {
            if (pattern.charAt(at) != '{') {
                shown.append(pattern.charAt(at));
                continue;
            }
            var depth = 1;
            var end = at + 1;
            for (; depth > 0; end++) {
                depth += pattern.charAt(end) == '{' ? 1 : pattern.charAt(end) == '}' ? -1 : 0;
            }
            var inner = pattern.substring(at + 1, end - 1);
            var colon = inner.indexOf(':');
            var name = colon < 0 ? inner : inner.substring(0, colon);
            names.add(name);
            if (colon >= 0 && inner.substring(colon + 1).matches("[a-zA-Z0-9.|-]+")) {
                alternatives.put(name, inner.substring(colon + 1));
                shown.append('{').append(inner).append('}');
            } else {
                shown.append('{').append(name).append('}');
            }
            at = end - 1;
        }
    }

    /** What somebody would send who has filled everything in, as far as names and types tell. */
    private static Map<String, String> needed(HandlerMethod method) {
        var needed = new LinkedHashMap<String, String>();
        for (var parameter : method.getMethodParameters()) {
            if (parameter.getParameterType().isRecord() && parameter.hasParameterAnnotation(ModelAttribute.class)) {
                form(parameter.getParameterType(), "", needed);
            }
            var param = parameter.getParameterAnnotation(RequestParam.class);
            if (param == null || Map.class.isAssignableFrom(parameter.getParameterType())) {
                continue;
            }
            parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
            var name = param.name().isEmpty() ? param.value() : param.name();
            if (name.isEmpty()) {
                name = String.valueOf(parameter.getParameterName());
            }
            var type = parameter.getGenericParameterType().getTypeName();
            var value = type.contains("MultipartFile")
                    ? ""
                    : type.matches(".*(Id|UUID)>?")
                            ? "00000000-0000-4000-8000-000000000001"
                            : value(name, parameter.getParameterType());
            if (!value.isEmpty()) {
                needed.put(name, value);
            }
        }
        return needed;
    }

    private static void form(Class<?> form, String before, Map<String, String> fields) {
        for (var field : form.getRecordComponents()) {
            var type = field.getType();
            if (type.isRecord() && type.getPackageName().endsWith(".web")) {
                form(type, before + field.getName() + ".", fields);
            } else if (type == String.class
                    || type.isEnum()
                    || type.isPrimitive()
                    || Number.class.isAssignableFrom(type)) {
                fields.put(before + field.getName(), value(field.getName(), type));
            }
        }
    }

    private static String value(String name, Class<?> type) {
        if (type == long.class || type == Long.class || type == int.class || type == Integer.class) {
            return "0";
        } else if (type == boolean.class || type == Boolean.class) {
            return "true";
        } else if (type == UUID.class) {
            return "00000000-0000-4000-8000-000000000001";
        } else if (type.isEnum()) {
            return ((Enum<?>) type.getEnumConstants()[0]).name();
        }
        return switch (name) {
            case "on", "from", "since", "until", "day", "date", "receivedOn", "visitOn", "signedOn", "deliveredOn" ->
                LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
            case "how" -> "DIRECT";
            case "decision", "agreed" -> "YES";
            case "same" -> "true";
            case "channel" -> "PHONE";
            case "phone" -> "13900001234";
            case "amount", "sum", "monthly", "once", "value" -> "100";
            case "score", "days", "size" -> "3";
            case "seen", "after", "cursor", "because", "cause" -> "";
            default -> "核对过";
        };
    }

    private static boolean files(HandlerMethod method) {
        for (var parameter : method.getMethodParameters()) {
            if (parameter.getGenericParameterType().getTypeName().contains(MultipartFile.class.getSimpleName())
                    && !parameter.hasParameterAnnotation(PathVariable.class)
                    && !parameter.hasParameterAnnotation(RequestHeader.class)) {
                return true;
            }
        }
        return false;
    }
}
