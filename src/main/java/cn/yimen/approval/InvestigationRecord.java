package cn.yimen.approval;

import cn.yimen.household.SelfCareItem;
import cn.yimen.kernel.YuanInput;
import cn.yimen.pages.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * 入户调查记录 in words, as the page to read and the paper show it; made from what was typed, so half a record is one too.
 *
 * @param present who was there
 * @param lines of the declaration with what was found
 * @param added what nobody had declared
 * @param care 自理能力; empty outside of 特困
 * @param signature how those who were there confirmed it
 */
public record InvestigationRecord(
        String on,
        String time,
        String way,
        String place,
        String present,
        List<Line> lines,
        List<Added> added,
        List<Neighbour> neighbours,
        List<Care> care,
        String living,
        String summary,
        String noPhoto,
        String signature) {

    /** 申报与核实的一行; found is empty where it is as declared. */
    public record Line(
            String kind, String what, String declared, String verdict, boolean differs, String found, String how) {}

    /** 未申报的一项. */
    public record Added(String what, String found, String how) {}

    /** 邻里访问. */
    public record Neighbour(String who, String said) {}

    /** 六项指标. */
    public record Care(String name, List<Line> items, int failed) {}

    public static InvestigationRecord of(InvestigationView view) {
        return new InvestigationRecord(
                view.value("on"),
                view.value("time"),
                way(view),
                view.value("place"),
                present(view),
                view.lines().stream().map(line -> line(view, line)).toList(),
                added(view),
                neighbours(view),
                care(view),
                view.value("living"),
                view.value("summary"),
                view.value("noPhoto"),
                signature(view));
    }

    private static String way(InvestigationView view) {
        return switch (view.value("way")) {
            case "HOME" -> "上门";
            case "PHONE" -> "电话，因" + view.value("wayReason");
            case "VIDEO" -> "视频，因" + view.value("wayReason");
            default -> "";
        };
    }

    private static String present(InvestigationView view) {
        var names = view.people().entrySet().stream()
                .filter(person -> view.value("a_" + person.getKey()).equals("true"))
                .map(java.util.Map.Entry::getValue)
                .collect(Collectors.joining("、"));
        var other = view.value("other");
        return names.isEmpty() || other.isEmpty() ? names + other : names + "；" + other;
    }

    private static Line line(InvestigationView view, FactLine line) {
        var differs = view.value("r_" + line.key()).equals("DIFFERS");
        var note = view.value("n_" + line.key());
        return new Line(
                line.kind().words(),
                line.what(),
                line.declared(),
                switch (view.value("r_" + line.key())) {
                    case "SAME" -> "一致";
                    case "DIFFERS" -> "不一致";
                    case "UNSEEN" -> "没核实";
                    default -> "";
                },
                differs,
                differs ? found(line, view.value("v_" + line.key())) : "",
                differs ? how(view.value("s_" + line.key())) + (note.isEmpty() ? "" : "，" + note) : note);
    }

    private static String found(FactLine line, String typed) {
        return switch (line.input()) {
            case AMOUNT -> amount(typed);
            case AREA -> typed.isEmpty() || typed.endsWith("米") ? typed : typed + " 平方米";
            case CHOICE ->
                line.choices().stream()
                        .filter(choice -> choice.value().equals(typed))
                        .map(Choice::words)
                        .findFirst()
                        .orElse(typed);
        };
    }

    private static String amount(String typed) {
        if (typed.isEmpty() || YuanInput.problem(typed) != null) {
            return typed;
        }
        return FactLines.yuan(YuanInput.parse(typed).amount());
    }

    private static String how(String code) {
        return Arrays.stream(InvestigationContent.How.values())
                .filter(how -> how.name().equals(code))
                .map(InvestigationContent.How::words)
                .findFirst()
                .orElse("");
    }

    private static List<Added> added(InvestigationView view) {
        var added = new ArrayList<Added>();
        for (int row = 0; row < InvestigationContent.MOST_ROWS; row++) {
            var code = view.value("x" + row + "_what");
            if (code.isEmpty()) {
                continue;
            }
            var what = InvestigationContent.addable().stream()
                    .filter(choice -> choice.value().equals(code))
                    .map(Choice::words)
                    .findFirst()
                    .orElse(code);
            var person = view.people().get(view.value("x" + row + "_person"));
            var note = view.value("x" + row + "_note");
            var other = code.equals("OTHER");
            added.add(new Added(
                    other ? "其他情况" : (person == null ? "全家" : person) + " " + what,
                    other
                            ? note
                            : (code.startsWith("INCOME")
                                            ? view.value("x" + row + "_per").equals("PERIOD") ? "全年 " : "每月 "
                                            : "")
                                    + amount(view.value("x" + row + "_amount")),
                    other
                            ? how(view.value("x" + row + "_how"))
                            : how(view.value("x" + row + "_how")) + (note.isEmpty() ? "" : "，" + note)));
        }
        return added;
    }

    private static List<Neighbour> neighbours(InvestigationView view) {
        var neighbours = new ArrayList<Neighbour>();
        for (int row = 0; row < InvestigationContent.MOST_ROWS; row++) {
            var who = view.value("q" + row + "_who");
            var said = view.value("q" + row + "_said");
            if (!who.isEmpty() || !said.isEmpty()) {
                neighbours.add(new Neighbour(who, said));
            }
        }
        return neighbours;
    }

    private static List<Care> care(InvestigationView view) {
        return view.assessed().entrySet().stream()
                .map(person -> {
                    var items = new ArrayList<Line>();
                    var failed = 0;
                    for (var item : SelfCareItem.values()) {
                        var value = view.value("c_" + person.getKey() + "_" + item.name());
                        failed += value.equals("FAIL") ? 1 : 0;
                        items.add(new Line(
                                "自理能力",
                                item.label(),
                                "",
                                value.equals("PASS") ? "能" : value.equals("FAIL") ? "不能" : "",
                                value.equals("FAIL"),
                                "",
                                ""));
                    }
                    return new Care(person.getValue(), items, failed);
                })
                .toList();
    }

    private static String signature(InvestigationView view) {
        return switch (view.value("sign")) {
            case "SIGNED" ->
                view.value("signerName") + (view.people().containsKey(view.value("signer")) ? "（家庭成员）" : "（在场人）")
                        + "签字确认";
            case "REFUSED" -> "拒绝签字：" + view.value("refusal");
            case "REMOTE" -> "电话、视频中口头确认";
            default -> "";
        };
    }
}
