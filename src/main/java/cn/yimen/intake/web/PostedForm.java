package cn.yimen.intake.web;

import cn.yimen.household.IdentityKind;
import cn.yimen.household.Masks;
import cn.yimen.intake.Typed;
import cn.yimen.kernel.ResidentId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** 表单和草稿之间: takes in what was typed, whatever it is, and shows it again with the numbers masked. */
final class PostedForm {

    private static final Pattern FIELD = Pattern.compile(
            "((edit|entry|supporter|supporterEdit)\\.)?[A-Za-z][A-Za-z0-9]{0,30}|mat\\.[A-Z0-9_]{2,40}|(for|cause)\\.[A-Z0-9-]{2,10}");

    private static final Set<String> NOT_TYPED = Set.of("act", "version", "tab", "seq");

    /** The fields that hold several values. */
    private static final Set<String> SEVERAL = Set.of("needs", "assets", "selfCare", "proposed");

    private static final int MOST_VALUES = 80;

    private PostedForm() {}

    /** What the request holds; a number that was shown masked and not touched is the one kept before. */
    static Typed read(HttpServletRequest request, Typed before) {
        var values = new LinkedHashMap<String, List<String>>();
        request.getParameterMap().forEach((name, given) -> {
            if (FIELD.matcher(name).matches() && !NOT_TYPED.contains(name) && given.length <= MOST_VALUES) {
                var kept = given.length == 1 && isNumber(name) && given[0].equals(masked(before.get(name)))
                        ? before.get(name)
                        : null;
                values.put(name, kept == null ? List.of(given) : List.of(kept));
            }
        });
        values.values().removeIf(all -> all.stream().allMatch(String::isEmpty));
        return new Typed(values);
    }

    /** For the controls: values as typed, good identity numbers masked (AU-2). */
    static Map<String, Object> shown(Typed typed) {
        var shown = new LinkedHashMap<String, Object>();
        typed.values().forEach((name, all) -> {
            if (SEVERAL.contains(name.substring(name.indexOf('.') + 1))) {
                shown.put(name, all);
            } else if (!all.isEmpty()) {
                shown.put(name, isNumber(name) ? masked(all.get(0)) : all.get(0));
            }
        });
        return shown;
    }

    private static boolean isNumber(String name) {
        return name.equals("idno") || name.endsWith(".idno") || name.equals("agentIdno");
    }

    private static String masked(String number) {
        if (number.isBlank()) {
            return number;
        }
        if (ResidentId.problem(number) == null) {
            return ResidentId.parse(number).toString();
        }
        var permit = IdentityKind.permitNumber(number);
        return permit != null && permit.matches("[A-Z]{1,3}[0-9]{7,15}") ? Masks.identity(permit) : number;
    }
}
