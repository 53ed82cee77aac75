package cn.yimen.casefile.web;

import cn.yimen.casefile.CaseRow;
import cn.yimen.pages.Formats;
import cn.yimen.pages.Widgets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * 案件列表的各行, as markup: the list that is open on every desk all day. Fifty rows by the template were two fifths of the
 * time of the page.
 */
@Component("caseRows")
class CaseRows {

    private final Widgets widgets;
    private final Formats formats;

    CaseRows(Widgets widgets, Formats formats) {
        this.widgets = widgets;
        this.formats = formats;
    }

    /** The rows of the table's body; every word in them is escaped. */
    public String markup(List<CaseRow> rows) {
        var out = new StringBuilder(rows.size() * 700);
        rows.forEach(row -> write(row, out));
        return out.toString();
    }

    private void write(CaseRow row, StringBuilder out) {
        var light = row.light();
        out.append("<tr><td>");
        if (light == null) {
            out.append("<span class=\"sa-muted\">—</span>");
        } else {
            out.append(widgets.light(light.level(), light.words()))
                    .append("<small class=\"sa-num\">")
                    .append(escaped(formats.until(row.dueAt())))
                    .append("</small>");
        }
        out.append("</td><th scope=\"row\"><a href=\"/cases/")
                .append(row.id().id())
                .append("\">")
                .append(escaped(row.applicantName()))
                .append("</a><small><span class=\"sa-num\">")
                .append(escaped(row.receiptNumber().text()))
                .append("</span> ")
                .append(escaped(row.place()))
                .append("</small></th><td>")
                .append(escaped(row.items()));
        if (row.matters() > 1) {
            out.append("<small>共 ").append(row.matters()).append(" 项</small>");
        }
        out.append("</td><td>")
                .append(escaped(row.officer()))
                .append("</td><td class=\"sa-num\">")
                .append(escaped(formats.dayTime(row.acceptedAt())))
                .append("</td><td><span class=\"sa-tag sa-tag--")
                .append(row.state().css())
                .append("\">")
                .append(row.state().words())
                .append("</span></td></tr>\n");
    }

    private static String escaped(String words) {
        return HtmlUtils.htmlEscape(words, StandardCharsets.UTF_8.name());
    }
}
