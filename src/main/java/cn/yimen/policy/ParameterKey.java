package cn.yimen.policy;

import java.util.Map;

/**
 * 参数名称: what a key means.
 *
 * @param group the heading it stands under
 * @param unit of the value, may be empty
 * @param hint for who edits it, may be empty
 * @param yearly a new value is published every year
 * @param informative only to be looked up; nothing is computed with it and it may have gaps
 */
public record ParameterKey(
        String key,
        String group,
        String name,
        ParameterType type,
        String unit,
        String hint,
        boolean yearly,
        boolean informative) {

    public Map<String, String> choices() {
        return type.choices(key);
    }

    /** A value of it for people, with the unit. */
    public String show(String value) {
        var shown = type.show(key, value);
        return switch (type) {
            case PERCENT -> unit.isEmpty() ? shown : unit.equals("不低于") ? unit + " " + shown : unit + "的 " + shown;
            case MONEY_OR_NONE -> value.isEmpty() ? shown : shown + " " + unit;
            case FLAG, CHOICE, CODES, GRADES, TIME -> shown;
            case MONEY, MULTIPLE, DECIMAL, COUNT -> shown + " " + unit;
        };
    }
}
