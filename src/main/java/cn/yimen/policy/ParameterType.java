package cn.yimen.policy;

import cn.yimen.household.Assistance;
import cn.yimen.household.Disability;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.IncomeItem;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Percent;
import cn.yimen.kernel.YuanInput;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** 参数的类型: what may be typed, how it is kept, how it is shown. */
public enum ParameterType {
    MONEY("金额，例如 832 或 832.50") {
        @Override
        String read(String key, String typed) {
            return YuanInput.parse(typed).amount().toString();
        }

        @Override
        String show(String key, String value) {
            return Money.yuan(value).grouped();
        }
    },
    MONEY_OR_NONE("金额；不设上限就空着") {
        @Override
        String read(String key, String typed) {
            return typed.isBlank() ? "" : MONEY.read(key, typed);
        }

        @Override
        String show(String key, String value) {
            return value.isEmpty() ? "不另设上限" : MONEY.show(key, value);
        }
    },
    PERCENT("百分数，例如 30 表示 30%") {
        @Override
        String read(String key, String typed) {
            var percent = Percent.of(decimal(typed.replace("%", ""), 4, 2, "百分数"));
            return new BigDecimal(percent.basisPoints())
                    .movePointLeft(2)
                    .stripTrailingZeros()
                    .toPlainString();
        }

        @Override
        String show(String key, String value) {
            return Percent.of(value).toString();
        }
    },
    MULTIPLE("倍数，例如 1.5") {
        @Override
        String read(String key, String typed) {
            return decimal(typed.replace("倍", ""), 3, 4, "倍数");
        }
    },
    DECIMAL("数字，最多两位小数") {
        @Override
        String read(String key, String typed) {
            return decimal(typed, 6, 2, "数字");
        }
    },
    COUNT("整数") {
        @Override
        String read(String key, String typed) {
            if (!typed.matches("\\d{1,6}")) {
                throw new IllegalArgumentException("「" + shortened(typed) + "」不是整数，请填 0 或以上的整数");
            }
            return Integer.toString(Integer.parseInt(typed));
        }
    },
    FLAG("是或否") {
        @Override
        public Map<String, String> choices(String key) {
            return ordered("true", "是", "false", "否");
        }

        @Override
        String read(String key, String typed) {
            return choice(choices(key), typed);
        }
    },
    CHOICE("选一项") {
        @Override
        public Map<String, String> choices(String key) {
            return ParameterType.choicesOf(key);
        }

        @Override
        String read(String key, String typed) {
            return choice(choices(key), typed);
        }
    },
    CODES("可选几项") {
        @Override
        public Map<String, String> choices(String key) {
            return ParameterType.choicesOf(key);
        }

        @Override
        String read(String key, String typed) {
            var chosen = new ArrayList<String>();
            for (var code : typed.split("[,，、;；\\s]+")) {
                if (!code.isEmpty() && !chosen.contains(choice(choices(key), code))) {
                    chosen.add(choice(choices(key), code));
                }
            }
            // in the order of the list, so that the same choice is the same text
            return String.join(
                    ",", choices(key).keySet().stream().filter(chosen::contains).toList());
        }

        @Override
        String show(String key, String value) {
            return value.isEmpty()
                    ? "没有"
                    : String.join(
                            "、",
                            List.of(value.split(",")).stream()
                                    .map(code -> choices(key).getOrDefault(code, code))
                                    .toList());
        }
    },
    GRADES("残疾类别和等级，例如「视力1，肢体2，智力3」，0 表示没有") {
        @Override
        String read(String key, String typed) {
            var grades = new LinkedHashMap<String, String>();
            for (var category : Disability.Category.values()) {
                grades.put(category.label(), "0");
            }
            for (var part : typed.split("[,，、;；\\s]+")) {
                var match = GRADE.matcher(part);
                if (part.isEmpty()) {
                    continue;
                }
                if (!match.matches() || !grades.containsKey(match.group(1))) {
                    throw new IllegalArgumentException("「" + shortened(part) + "」看不懂，请写成「肢体2」，等级 0 到 4");
                }
                grades.put(match.group(1), match.group(2));
            }
            return String.join(
                    ",",
                    grades.entrySet().stream()
                            .map(grade -> grade.getKey() + grade.getValue())
                            .toList());
        }

        @Override
        String show(String key, String value) {
            var words = new ArrayList<String>();
            for (var part : value.split(",")) {
                char grade = part.charAt(part.length() - 1);
                if (grade != '0') {
                    words.add(part.substring(0, part.length() - 1)
                            + (grade == '1' ? "一级" : "一至" + "一二三四".charAt(grade - '1') + "级"));
                }
            }
            return words.isEmpty() ? "没有" : String.join("、", words);
        }
    },
    TIME("时刻，例如 17:30") {
        @Override
        String read(String key, String typed) {
            try {
                return LocalTime.parse(typed.length() == 4 && typed.charAt(1) == ':' ? "0" + typed : typed)
                        .toString();
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("「" + shortened(typed) + "」不是时刻，请写成 17:30", e);
            }
        }
    };

    private static final Pattern GRADE = Pattern.compile("(\\D{2})([0-4])");

    private final String words;

    ParameterType(String words) {
        this.words = words;
    }

    /** What to type, for the hint under the field. */
    public String words() {
        return words;
    }

    /** The codes to choose from with their words, in order; empty for what is typed freely. */
    public Map<String, String> choices(String key) {
        return Map.of();
    }

    /**
     * What was typed, as it is kept.
     *
     * @throws IllegalArgumentException with a sentence for the field
     */
    public final String parse(String key, String typed) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        if (text.isEmpty() && this != MONEY_OR_NONE && this != CODES) {
            throw new IllegalArgumentException(choices(key).isEmpty() ? "填写数值" : "选择一项");
        }
        return read(key, text);
    }

    abstract String read(String key, String typed);

    /** For people, without the unit. */
    String show(String key, String value) {
        return choices(key).getOrDefault(value, value);
    }

    private static String decimal(String typed, int digits, int decimals, String what) {
        if (!typed.strip().matches("\\d{1,%d}(\\.\\d{1,%d})?".formatted(digits, decimals))) {
            throw new IllegalArgumentException(
                    "「%s」不是%s，请填 0 或以上、最多 %d 位小数的数".formatted(shortened(typed), what, decimals));
        }
        var number = new BigDecimal(typed.strip()).stripTrailingZeros();
        return number.signum() == 0 ? "0" : number.toPlainString();
    }

    private static String choice(Map<String, String> choices, String typed) {
        for (var choice : choices.entrySet()) {
            if (choice.getKey().equalsIgnoreCase(typed) || choice.getValue().equals(typed)) {
                return choice.getKey();
            }
        }
        throw new IllegalArgumentException("「" + shortened(typed) + "」不在可选的项目里，请重新选择");
    }

    private static String shortened(String typed) {
        return typed.length() <= 20 ? typed : typed.substring(0, 20) + "…";
    }

    private static Map<String, String> choicesOf(String key) {
        return switch (key) {
            case "rounding.payable" ->
                ordered(
                        "CEIL_YUAN", "见分进元",
                        "HALF_UP_YUAN", "四舍五入到元",
                        "CEIL_JIAO", "见厘进角",
                        "HALF_UP_FEN", "四舍五入到分",
                        "FLOOR_FEN", "舍去不足一分的部分");
            case "single.benefitMode" -> ordered("OWN_INCOME_GAP", "标准减本人收入", "FULL", "全额标准");
            case "exit.payMode" -> ordered("FULL", "按原金额", "HALF", "按原金额的一半");
            case "quick.limitBasis" -> ordered("PER_PERSON", "按人", "PER_HOUSEHOLD", "按户");
            case "income.notCounted", "tekun.notCounted" -> labels(IncomeItem.values(), IncomeItem::label);
            case "gangxing.expenses" -> labels(ExpenseKind.values(), ExpenseKind::label);
            case "support.exempt" -> labels(Assistance.values(), Assistance::label);
            case "nearKin.relations" ->
                ordered(
                        "SPOUSE", "配偶",
                        "PARENT", "父母",
                        "CHILD", "子女",
                        "SIBLING", "兄弟姐妹",
                        "GRANDPARENT", "祖父母、外祖父母",
                        "GRANDCHILD", "孙子女、外孙子女",
                        "IN_LAW", "姻亲",
                        "COLLATERAL", "三代以内旁系亲属");
            case "area.urbanClasses" ->
                ordered(
                        "111", "主城区（111）",
                        "112", "城乡结合区（112）",
                        "121", "镇中心区（121）",
                        "122", "镇乡结合区（122）",
                        "123", "特殊区域（123）",
                        "210", "乡中心区（210）",
                        "220", "村庄（220）");
            default -> {
                if (key.startsWith("asset.")) {
                    yield ordered("DISQUALIFIES", "不符合", "CASE_BY_CASE", "个案认定", "IGNORED", "不计");
                }
                throw new IllegalStateException("no choices for " + key);
            }
        };
    }

    private static Map<String, String> ordered(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static <E extends Enum<E>> Map<String, String> labels(E[] values, Function<E, String> label) {
        var map = new LinkedHashMap<String, String>();
        for (var value : values) {
            map.put(value.name(), label.apply(value));
        }
        return map;
    }
}
