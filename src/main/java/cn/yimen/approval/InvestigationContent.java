package cn.yimen.approval;

import cn.yimen.approval.FactLine.Kind;
import cn.yimen.eligibility.EligibilityParameters;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.SelfCareItem;
import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.YuanInput;
import cn.yimen.pages.Choice;
import java.io.Serializable;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * 入户调查表的内容: what was typed on the telephone, by name of field, and what it comes to. Nothing typed is ever refused by
 * the draft; whether it is whole is asked when somebody signs.
 */
public final class InvestigationContent {

    /** Rows for what nobody had declared, and for the neighbours. */
    public static final int MOST_ROWS = 12;

    private static final int MOST_FIELDS = 600;
    private static final int LONGEST = 1000;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z]{1,12}[0-9]{0,2}|[a-z][0-9]{0,2}_[0-9a-zA-Z_-]{1,60}");

    /** 怎样得知的. */
    public enum How {
        SEEN("现场查看"),
        DOCUMENT("票据、合同、流水"),
        TOLD("本人说明"),
        NEIGHBOUR("邻里反映"),
        CALLED("电话、函询");

        private final String words;

        How(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** 一条核实结果. */
    record Item(String line, Found found, String how) {}

    /**
     * What the typed comes to.
     *
     * @param problems what is missing or cannot be read, by name of field, in the order of the page
     * @param items found otherwise than declared
     */
    record Parsed(Map<String, String> problems, List<Item> items) {}

    /** What is kept sealed; everything but the values only once it is closed. */
    record Kept(
            Map<String, String> values,
            @Nullable List<FactLine> lines,
            @Nullable Map<String, String> people,
            @Nullable Map<String, String> assessed)
            implements Serializable {}

    private final Map<String, String> values;
    private final Map<String, String> problems = new LinkedHashMap<>();
    private final List<Item> items = new ArrayList<>();

    private final EligibilityParameters.TekunRules rules;

    private InvestigationContent(Map<String, String> values, EligibilityParameters.TekunRules rules) {
        this.values = values;
        this.rules = rules;
    }

    /** What may be kept of what a browser sent: known kinds of names, stripped, not empty, not endless. */
    public static Map<String, String> clean(Map<String, String> typed) {
        var clean = new LinkedHashMap<String, String>();
        typed.forEach((name, value) -> {
            if (value != null && NAME.matcher(name).matches() && !value.isBlank() && clean.size() < MOST_FIELDS) {
                var text = value.strip();
                clean.put(name, text.length() <= LONGEST ? text : text.substring(0, LONGEST));
            }
        });
        return clean;
    }

    /** 未申报的东西可以是什么. */
    public static List<Choice> addable() {
        var choices = new ArrayList<Choice>();
        Arrays.stream(IncomeItem.values())
                .forEach(item -> choices.add(new Choice("INCOME/" + item.name(), "收入：" + item.label())));
        Arrays.stream(PropertyKind.values())
                .forEach(kind -> choices.add(new Choice("PROPERTY/" + kind.name(), "财产：" + kind.label())));
        Arrays.stream(ExpenseKind.values())
                .forEach(kind -> choices.add(new Choice("EXPENSE/" + kind.name(), "支出：" + kind.label())));
        choices.add(new Choice("OTHER", "其他情况（只写文字）"));
        return choices;
    }

    static Parsed parse(
            Map<String, String> values,
            List<FactLine> lines,
            Map<String, String> people,
            Map<String, String> assessed,
            EligibilityParameters.TekunRules rules,
            int photos,
            LocalDate notBefore,
            LocalDate today) {
        var content = new InvestigationContent(values, rules);
        content.head(notBefore, today);
        content.present(people);
        lines.forEach(content::line);
        for (int row = 0; row < MOST_ROWS; row++) {
            content.added(row, people);
            content.neighbour(row);
        }
        assessed.forEach(content::selfCare);
        content.text("living", "填写住房和生活状况", 500);
        content.text("summary", "填写调查意见", 500);
        if (photos == 0 && content.is("way", "HOME") && content.get("noPhoto").isEmpty()) {
            content.problem("noPhoto", "上传至少 1 张照片，没有照片的写明原因");
        }
        content.signature(people);
        return new Parsed(content.problems, content.items);
    }

    private void head(LocalDate notBefore, LocalDate today) {
        var on = DateInput.read(get("on"), today).orElse(null);
        if (get("on").isEmpty()) {
            problem("on", "填写入户日期");
        } else if (on == null) {
            problem("on", "入户日期认不出，请写成 2026-3-11 这样");
        } else if (on.isAfter(today)) {
            problem("on", "入户日期在今天之后，请填已经去过的日期");
        } else if (on.isBefore(notBefore)) {
            problem("on", "入户日期在受理之前，请核对");
        }
        if (get("time").isEmpty()) {
            problem("time", "填写入户时间");
        } else if (!normal("time").matches("([01]?[0-9]|2[0-3])[:：点时][0-5]?[0-9]?分?")) {
            problem("time", "入户时间认不出，请写成 9:30 这样");
        }
        if (!List.of("HOME", "PHONE", "VIDEO").contains(get("way"))) {
            problem("way", "选择调查方式");
        } else if (!is("way", "HOME") && get("wayReason").isEmpty()) {
            problem("wayReason", "写明因什么重大突发事件不能上门");
        }
        if (get("place").isEmpty()) {
            problem("place", "填写调查地点");
        }
    }

    private void present(Map<String, String> people) {
        if (people.keySet().stream().noneMatch(person -> is("a_" + person, "true"))
                && get("other").isEmpty()) {
            problem("other", "选择在场的成员，都不在的写明还有谁在场");
        }
    }

    private void line(FactLine line) {
        var name = line.key();
        switch (get("r_" + name)) {
            case "SAME", "UNSEEN" -> {}
            case "DIFFERS" -> {
                found(line);
                if (how("s_" + name) == null) {
                    problem("s_" + name, "%s：选择怎样得知的".formatted(line.what()));
                }
            }
            default -> problem("r_" + name, "%s：选择与申报是否一致".formatted(line.what()));
        }
    }

    private void found(FactLine line) {
        var field = "v_" + line.key();
        var typed = get(field);
        var how = how("s_" + line.key());
        var source = (how == null ? "" : how.words())
                + (get("n_" + line.key()).isEmpty() ? "" : "，" + shortened(get("n_" + line.key())));
        var wrong = wrong(line, typed);
        if (wrong != null) {
            problem(field, line.what() + "：" + wrong);
        } else {
            items.add(new Item(line.key(), found(line, typed), source));
        }
    }

    /** What is wrong with a value typed for a line; null if nothing is. */
    static @Nullable String wrong(FactLine line, String typed) {
        return switch (line.input()) {
            case AMOUNT -> typed.isEmpty() ? "填写核实的金额，没有填 0" : YuanInput.problem(typed);
            case AREA -> area(typed) == null ? "填写核实的面积（平方米），没有住房填 0" : null;
            case CHOICE ->
                line.choices().stream().noneMatch(choice -> choice.value().equals(typed)) ? "选择核实的情况" : null;
        };
    }

    /** The value typed for a line, in which nothing is wrong. */
    static Found found(FactLine line, String typed) {
        switch (line.input()) {
            case AMOUNT -> {
                var amount = YuanInput.parse(typed).amount();
                return Found.amount(line, amount, FactLines.yuan(amount));
            }
            case AREA -> {
                int hundredths = java.util.Objects.requireNonNull(area(typed));
                return Found.area(line, hundredths, hundredths == 0 ? "实际没有" : FactLines.metres(hundredths));
            }
            case CHOICE -> {
                var words = line.choices().stream()
                        .filter(choice -> choice.value().equals(typed))
                        .map(Choice::words)
                        .findFirst()
                        .orElseThrow();
                return Found.choice(line, typed, words);
            }
        }
        throw new IllegalStateException("no input " + line.input());
    }

    private static @Nullable Integer area(String typed) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replaceAll("\\s", "")
                .replaceAll("(平方米|平米|m2|M2)$", "");
        return text.matches("[0-9]{1,5}(\\.[0-9]{1,2})?")
                ? new BigDecimal(text).movePointRight(2).intValueExact()
                : null;
    }

    private void added(int row, Map<String, String> people) {
        var what = get("x" + row + "_what");
        var note = get("x" + row + "_note");
        if (what.isEmpty()) {
            if (!get("x" + row + "_amount").isEmpty() || !note.isEmpty()) {
                problem("x" + row + "_what", "未申报的第 %d 项：选择是什么".formatted(row + 1));
            }
            return;
        }
        if (what.equals("OTHER")) {
            if (note.isEmpty()) {
                problem("x" + row + "_note", "未申报的第 %d 项：写明情况".formatted(row + 1));
            }
            return;
        }
        var label = addable().stream()
                .filter(choice -> choice.value().equals(what))
                .map(Choice::words)
                .findFirst()
                .orElse(null);
        if (label == null) {
            problem("x" + row + "_what", "未申报的第 %d 项：选择是什么".formatted(row + 1));
            return;
        }
        var how = how("x" + row + "_how");
        if (how == null) {
            problem("x" + row + "_how", "未申报的第 %d 项：选择怎样得知的".formatted(row + 1));
        }
        var amount = amount("x" + row + "_amount", "未申报的第 %d 项".formatted(row + 1));
        if (amount == null || how == null) {
            return;
        }
        var kind = Kind.valueOf(what.substring(0, what.indexOf('/')));
        var code = what.substring(what.indexOf('/') + 1);
        var person = people.containsKey(get("x" + row + "_person")) ? get("x" + row + "_person") : null;
        var per = is("x" + row + "_per", "PERIOD") ? Income.Per.PERIOD : Income.Per.MONTH;
        var income = kind == Kind.INCOME ? IncomeItem.valueOf(code) : null;
        var words = FactLines.yuan(amount);
        if (income != null) {
            words = (per == Income.Per.MONTH ? "每月 " : "全年 ") + words;
        }
        items.add(new Item(
                "x-" + row,
                new Found(
                        (person == null ? "全家" : people.get(person)) + " " + label.substring(label.indexOf('：') + 1),
                        "未申报",
                        words,
                        amount,
                        null,
                        null,
                        new Found.Added(
                                kind,
                                person,
                                income,
                                income == null ? null : per,
                                kind == Kind.PROPERTY ? PropertyKind.valueOf(code) : null,
                                kind == Kind.EXPENSE ? ExpenseKind.valueOf(code) : null),
                        null),
                how.words() + (note.isEmpty() ? "" : "，" + shortened(note))));
    }

    private void neighbour(int row) {
        var who = get("q" + row + "_who");
        var said = get("q" + row + "_said");
        if (who.isEmpty() && !said.isEmpty()) {
            problem("q" + row + "_who", "第 %d 位邻里：填写称呼".formatted(row + 1));
        }
        if (said.isEmpty() && !who.isEmpty()) {
            problem("q" + row + "_said", "第 %d 位邻里：写明说了什么".formatted(row + 1));
        }
    }

    private void selfCare(String person, String name) {
        var failed = EnumSet.noneOf(SelfCareItem.class);
        var whole = true;
        for (var item : SelfCareItem.values()) {
            var field = "c_" + person + "_" + item.name();
            switch (get(field)) {
                case "PASS" -> {}
                case "FAIL" -> failed.add(item);
                default -> {
                    whole = false;
                    problem(field, "%s %s：选择能不能".formatted(name, item.label()));
                }
            }
        }
        if (whole) {
            items.add(new Item(
                    "c-" + person,
                    Found.selfCare(name + " 生活自理能力", failed, SelfCare.words(failed, rules)),
                    "六项指标现场评估"));
        }
    }

    private void signature(Map<String, String> people) {
        switch (get("sign")) {
            case "SIGNED" -> {
                var signer = get("signer");
                if (signer.isEmpty()) {
                    problem("signer", "选择由谁签字确认");
                } else if (people.containsKey(signer)) {
                    if (!is("a_" + signer, "true")) {
                        problem("signer", "签字的人要在场，请在「在场成员」里勾选");
                    } else if (!get("signerName").equals(people.get(signer))) {
                        problem("signerName", "签名与所选的成员不一致，请本人写自己的姓名");
                    }
                } else if (get("signerName").isEmpty()) {
                    problem("signerName", "请在场的人写自己的姓名");
                }
            }
            case "REFUSED" -> {
                if (get("refusal").isEmpty()) {
                    problem("refusal", "写明拒绝签字的原因");
                }
            }
            case "REMOTE" -> {
                if (is("way", "HOME")) {
                    problem("sign", "上门调查由在场的人签字，不签的选「拒绝签字」");
                }
            }
            default -> problem("sign", "选择在场成员是否签字确认");
        }
    }

    private void text(String name, String missing, int longest) {
        if (get(name).isEmpty()) {
            problem(name, missing);
        } else if (get(name).length() > longest) {
            problem(name, "不超过 %d 字，现在 %d 字".formatted(longest, get(name).length()));
        }
    }

    private @Nullable Money amount(String field, String what) {
        if (get(field).isEmpty()) {
            problem(field, "%s：填写核实的金额，没有填 0".formatted(what));
            return null;
        }
        try {
            return YuanInput.parse(get(field)).amount();
        } catch (IllegalArgumentException e) {
            problem(field, what + "：" + e.getMessage());
            return null;
        }
    }

    private @Nullable How how(String field) {
        return Arrays.stream(How.values())
                .filter(how -> how.name().equals(get(field)))
                .findFirst()
                .orElse(null);
    }

    private String get(String name) {
        return values.getOrDefault(name, "");
    }

    private boolean is(String name, String value) {
        return get(name).equals(value);
    }

    private String normal(String name) {
        return Normalizer.normalize(get(name), Normalizer.Form.NFKC).replaceAll("\\s", "");
    }

    private void problem(String field, String words) {
        problems.putIfAbsent(field, words);
    }

    private static String shortened(String words) {
        return words.length() <= 60 ? words : words.substring(0, 60) + "…";
    }
}
