package cn.yimen.document;

import org.jspecify.annotations.Nullable;

/**
 * 打印工具条 above a form on the screen; never on paper.
 *
 * @param pdf address of the same form as PDF, or null
 * @param back where the reader came from
 * @param count address that counts the print by POST and leads back here with {@code ?print}; null where prints are not
 *     counted and the browser prints at once
 */
public record PrintTool(
        @Nullable String pdf, String back, @Nullable String count) {

    public PrintTool(@Nullable String pdf, String back) {
        this(pdf, back, null);
    }
}
