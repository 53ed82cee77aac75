package cn.yimen.pages;

import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * 小件: the two marks that stand in every row of every list, as markup. A template for them was a third of the time a list
 * of fifty rows took.
 */
@Component
public class Widgets {

    private final Shell shell;

    Widgets(Shell shell) {
        this.shell = shell;
    }

    /**
     * 灯: shape, colour and words of a limit (ui-guide 5).
     *
     * @param level a level of {@code calendar.Light} or its name in small letters
     */
    public String light(Object level, String words) {
        var css = HtmlUtils.htmlEscape(level.toString().toLowerCase(Locale.ROOT));
        return "<span class=\"sa-light sa-light--" + css
                + "\"><svg aria-hidden=\"true\" focusable=\"false\"><use href=\""
                + HtmlUtils.htmlEscape(shell.icons()) + "#i-" + css + "\"></use></svg>" + HtmlUtils.htmlEscape(words)
                + "</span>";
    }
}
