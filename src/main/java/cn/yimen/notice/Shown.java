package cn.yimen.notice;

import java.util.Arrays;
import java.util.List;

/**
 * 公示内容: word by word what everybody could read, one line for each thing. Its digest is that of exactly this text.
 *
 * @param text lines of 「题目：…」
 */
public record Shown(String text) {

    private static final String TITLE = "题目";

    /** 一行. */
    public record Line(String label, String value) {}

    static Shown of(List<Line> lines) {
        var text = new StringBuilder();
        for (var line : lines) {
            if (line.label().indexOf('：') >= 0 || line.value().indexOf('\n') >= 0) {
                throw new IllegalArgumentException("one line, one thing");
            }
            text.append(line.label()).append('：').append(line.value()).append('\n');
        }
        return new Shown(text.toString());
    }

    public String title() {
        return value(TITLE);
    }

    /** The value of a line; empty if there is no such line. */
    public String value(String label) {
        return all().stream()
                .filter(line -> line.label().equals(label))
                .map(Line::value)
                .findFirst()
                .orElse("");
    }

    /** Everything below the title. */
    public List<Line> lines() {
        return all().stream().filter(line -> !line.label().equals(TITLE)).toList();
    }

    private List<Line> all() {
        return Arrays.stream(text.split("\n"))
                .map(line -> line.split("：", 2))
                .map(parts -> new Line(parts[0], parts.length > 1 ? parts[1] : ""))
                .toList();
    }
}
