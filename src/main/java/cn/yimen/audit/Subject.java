package cn.yimen.audit;

/**
 * 审计对象: what was changed or opened.
 *
 * @param kind the noun of the module, e.g. {@code household}, {@code person}, {@code case}
 * @param id never personal data
 */
public record Subject(String kind, String id) {

    public static Subject household(Object id) {
        return new Subject("household", id.toString());
    }

    public static Subject person(Object id) {
        return new Subject("person", id.toString());
    }
}
