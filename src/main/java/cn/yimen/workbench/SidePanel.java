package cn.yimen.workbench;

import cn.yimen.calendar.Light;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 右栏的一块.
 *
 * @param link the list behind the numbers; null for none
 * @param figures each with its base
 * @param lines small lines below
 */
public record SidePanel(
        String id,
        String title,
        @Nullable String linkWords,
        @Nullable String link,
        List<Figure> figures,
        List<Line> lines) {

    /**
     * 一个数.
     *
     * @param value 「8」
     * @param base 「/ 9 人」
     */
    public record Figure(String words, String value, String base) {}

    /**
     * 一行.
     *
     * @param detail second line; null for none
     * @param light null for none
     * @param url null for none
     */
    public record Line(
            String words,
            @Nullable String detail,
            @Nullable Light light,
            @Nullable String url) {}
}
