package cn.yimen.hostile;

import java.util.ArrayList;
import java.util.List;

/** 像样的值: what a person might put into a field, guessed from its label; so that the other fields do not hide the bad one. */
final class Plausible {

    private Plausible() {}

    /** What the form sends, with the empty fields filled. */
    static List<String> of(Form.Field field) {
        return switch (field.kind()) {
            case HIDDEN, BUTTON -> field.values();
            case PASSWORD -> List.of("wrong-but-long-enough");
            case FILE -> List.of();
            case CHOICE -> {
                if (!field.values().isEmpty() && !field.values().get(0).isEmpty()) {
                    yield field.values();
                }
                yield field.offered().stream()
                        .filter(one -> !one.isEmpty())
                        .findFirst()
                        .map(List::of)
                        .orElse(field.values());
            }
            case TICK ->
                field.values().isEmpty()
                        ? new ArrayList<>(field.offered())
                                .subList(0, Math.min(2, field.offered().size()))
                        : field.values();
            case TEXT, LINES -> {
                var now = field.values().isEmpty() ? "" : field.values().get(0);
                yield List.of(now.isBlank() ? text(field) : now);
            }
        };
    }

    static String text(Form.Field field) {
        var name = field.name().replaceAll(".*[.\\[]", "").replace("]", "").toLowerCase(java.util.Locale.ROOT);
        var label = field.label();
        if (List.of("closedon", "diedon", "certificate").contains(name)) {
            return ""; // the end of what is edited; a number that wants more to be chosen beside it
        }
        var today = Watch.DAY;
        if (field.marks().contains("idcard")
                || label.contains("身份证")
                || name.contains("idnumber")
                || name.equals("number")) {
            return "520402198507120318".substring(0, 17) + check("52040219850712031");
        }
        if (name.equals("login")) {
            return "zhang.xiaoman";
        }
        if (label.contains("银行卡") || name.equals("card") && field.kind() == Form.Kind.TEXT) {
            return "6222021234567890";
        }
        if (label.contains("乡镇或村")) {
            return "轿子山镇";
        }
        if (name.contains("months") || label.contains("月数")) {
            return "6";
        }
        if (name.equals("time") || name.equals("visitat")) {
            return "10:30";
        }
        if (label.contains("电话") || label.contains("手机") || name.contains("phone") || name.contains("tel")) {
            return "13900001234";
        }
        if (label.contains("月份") || name.contains("month") || label.contains("起发月")) {
            return today.toString().substring(0, 7);
        }
        if (label.contains("出生") || name.contains("born") || name.contains("birth")) {
            return "1985-07-12";
        }
        if (label.contains("日期")
                || label.endsWith("日")
                || field.marks().contains(" date")
                || label.contains("时间")
                || List.of(
                                "on",
                                "from",
                                "since",
                                "until",
                                "to",
                                "day",
                                "date",
                                "happened",
                                "at",
                                "fromday",
                                "effective")
                        .contains(name)) {
            return label.contains("时间") && name.contains("time") ? "10:30" : today.toString();
        }
        if (field.marks().contains("decimal")
                || field.marks().contains("is-num")
                || label.contains("元")
                || label.contains("金额")) {
            return "100";
        }
        if (field.marks().contains("numeric") || label.contains("人数") || label.contains("天数") || label.contains("票")) {
            return label.contains("全家") || label.contains("户人口") ? "3" : "1";
        }
        if (label.contains("姓名") || name.equals("name")) {
            return "赵小满";
        }
        return "核对过，情况属实";
    }

    static char check(String body) {
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * weights[i];
        }
        return "10X98765432".charAt(sum % 11);
    }
}
