package cn.yimen.eligibility;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * 两次测算对照, line by line: what changed between two days, two sets of parameters, or what was stored and what comes out now (EL-4).
 *
 * @param lines in the order of the first run; what is only in the second stands at the end of its section
 */
public record Comparison(List<Line> lines) implements Serializable {

    /** 对照结果. */
    public enum Change {
        SAME("相同"),
        CHANGED("变化"),
        ADDED("新增"),
        REMOVED("减少");

        private final String label;

        Change(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * One line.
     *
     * @param section 「家庭」, 「版本」 or the scheme's label
     * @param before with its formula; empty if added
     * @param after empty if removed
     */
    public record Line(
            String section, String what, Change change, String before, String beforeHow, String after, String afterHow)
            implements Serializable {}

    public Comparison {
        lines = List.copyOf(lines);
    }

    public static Comparison of(Assessment before, Assessment after) {
        var lines = new ArrayList<Line>();
        compare("版本", versions(before), versions(after), lines);
        compare("家庭", before.steps(), after.steps(), lines);
        for (var scheme : Scheme.values()) {
            compare(scheme.label(), all(before.of(scheme)), all(after.of(scheme)), lines);
        }
        return new Comparison(lines);
    }

    /** Lines by their section, in the order they came in. */
    public static Map<String, List<Line>> sections(List<Line> lines) {
        var sections = new LinkedHashMap<String, List<Line>>();
        lines.forEach(line -> sections.computeIfAbsent(line.section(), key -> new ArrayList<>())
                .add(line));
        return sections;
    }

    /** The lines that are not the same. */
    public List<Line> differences() {
        return lines.stream().filter(line -> line.change() != Change.SAME).toList();
    }

    /** Whether everything but the versions is the same. */
    public boolean same() {
        return lines.stream()
                .allMatch(line -> line.change() == Change.SAME || line.section().equals("版本"));
    }

    private static List<Step> versions(Assessment run) {
        var basis = run.parameters().membership().basis();
        return List.of(
                new Step("测算规则", "", run.engineVersion(), basis),
                new Step("政策参数", "", run.parameters().version(), basis),
                new Step("参数日期", "", run.parameters().validOn().toString(), basis),
                new Step("情况日期", "", run.facts().asOf().toString(), basis));
    }

    private static List<Step> all(Determination determination) {
        var steps = new ArrayList<Step>();
        steps.add(new Step("结论", "", determination.outcome().label(), determination.basis()));
        for (var reason : determination.reasons()) {
            steps.add(new Step("理由 " + reason.key(), "", reason.words(), reason.basis()));
        }
        for (var fact : determination.missing()) {
            steps.add(new Step("缺 " + fact.field(), "", fact.words(), determination.basis()));
        }
        steps.addAll(determination.steps());
        var amount = determination.amount();
        steps.add(new Step("金额 基本", "", amount.base().grouped(), determination.basis()));
        steps.add(new Step("金额 增发", "", amount.increments().grouped(), determination.basis()));
        steps.add(new Step("金额 照料护理", "", amount.care().grouped(), determination.basis()));
        steps.add(new Step("金额 合计", "", amount.total().grouped(), determination.basis()));
        return steps;
    }

    private static void compare(String section, List<Step> before, List<Step> after, List<Line> lines) {
        var rest = numbered(after);
        for (var entry : numbered(before).entrySet()) {
            var old = entry.getValue();
            var now = rest.remove(entry.getKey());
            if (now == null) {
                lines.add(new Line(section, old.what(), Change.REMOVED, old.value(), old.how(), "", ""));
            } else {
                boolean same = old.value().equals(now.value()) && old.how().equals(now.how());
                lines.add(new Line(
                        section,
                        old.what(),
                        same ? Change.SAME : Change.CHANGED,
                        old.value(),
                        old.how(),
                        now.value(),
                        now.how()));
            }
        }
        for (var now : rest.values()) {
            lines.add(new Line(section, now.what(), Change.ADDED, "", "", now.value(), now.how()));
        }
    }

    /** A second line of the same name is the second one on both sides. */
    private static Map<String, Step> numbered(List<Step> steps) {
        var seen = new HashMap<String, Integer>();
        var numbered = new LinkedHashMap<String, Step>();
        for (var step : steps) {
            numbered.put(step.what() + "#" + seen.merge(step.what(), 1, Integer::sum), step);
        }
        return numbered;
    }
}
