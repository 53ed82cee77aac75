package cn.yimen.approval;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 栏目名称: how a field of the record is called where two people's values stand side by side. */
final class InvestigationLabels {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("on", "入户日期"),
            Map.entry("time", "入户时间"),
            Map.entry("way", "调查方式"),
            Map.entry("wayReason", "不能上门的原因"),
            Map.entry("place", "调查地点"),
            Map.entry("other", "其他在场的人"),
            Map.entry("living", "住房和生活状况"),
            Map.entry("summary", "调查意见"),
            Map.entry("noPhoto", "没有照片的原因"),
            Map.entry("sign", "在场成员签字"),
            Map.entry("signer", "签字的人"),
            Map.entry("signerName", "签名"),
            Map.entry("refusal", "拒绝签字的原因"),
            Map.entry("rows", "未申报的项数"),
            Map.entry("heldOn", "评议日期"),
            Map.entry("chair", "主持人"),
            Map.entry("recorder", "记录人"),
            Map.entry("votesFor", "同意票"),
            Map.entry("votesAgainst", "不同意票"),
            Map.entry("votesAbstain", "弃权票"),
            Map.entry("objections", "不同意见"),
            Map.entry("minutes", "评议经过"),
            Map.entry("result", "评议结论"));
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("SAME", "一致"),
            Map.entry("DIFFERS", "不一致"),
            Map.entry("UNSEEN", "没核实"),
            Map.entry("HOME", "上门"),
            Map.entry("PHONE", "电话"),
            Map.entry("VIDEO", "视频"),
            Map.entry("SIGNED", "本人签字"),
            Map.entry("REFUSED", "拒绝签字"),
            Map.entry("REMOTE", "口头确认"),
            Map.entry("PASS", "能"),
            Map.entry("FAIL", "不能"),
            Map.entry("TOGETHER", "共同生活"),
            Map.entry("APART", "不共同生活"),
            Map.entry("GONE", "实际没有"),
            Map.entry("true", "是"),
            Map.entry("MONTH", "每月"),
            Map.entry("PERIOD", "全年"));

    private final Map<String, String> lines;

    /** @param lines how a line or a person is called */
    InvestigationLabels(Map<String, String> lines) {
        this.lines = lines;
    }

    String label(String name) {
        var known = NAMES.get(name);
        if (known != null) {
            return known;
        }
        var line = name.length() > 2 && name.charAt(1) == '_' ? lines.get(name.substring(2)) : null;
        return switch (name.charAt(0)) {
            case 'a' -> "在场：" + or(line, "成员");
            case 'r' -> or(line, "一行") + "：与申报";
            case 'v' -> or(line, "一行") + "：核实为";
            case 's' -> or(line, "一行") + "：怎样得知";
            case 'n' -> or(line, "一行") + "：说明";
            case 'c' -> "自理能力";
            case 'x' -> "未申报的第 " + row(name) + " 项";
            case 'q' -> "第 " + row(name) + " 位邻里";
            case 'p' -> "第 " + row(name) + " 位评议人";
            default -> "一栏";
        };
    }

    String value(String name, String value) {
        if (value.isEmpty()) {
            return "（空）";
        }
        for (var how : InvestigationContent.How.values()) {
            if (how.name().equals(value)) {
                return how.words();
            }
        }
        return VALUES.getOrDefault(value, value);
    }

    private static String or(@Nullable String one, String other) {
        return one == null ? other : one;
    }

    private static int row(String name) {
        var digits = name.substring(1).replaceAll("_.*", "");
        return digits.matches("[0-9]{1,2}") ? Integer.parseInt(digits) + 1 : 1;
    }
}
