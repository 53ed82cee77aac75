package cn.yimen.casefile.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.calendar.Light;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.CaseRow;
import cn.yimen.casefile.CaseState;
import cn.yimen.casefile.ReceiptNumber;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** IN-6: a row of the list of cases. */
@ProductTest
class CaseRowsTest {

    @Autowired
    CaseRows rows;

    private static CaseRow row(String name, String items, int matters, @Nullable Light light) {
        return new CaseRow(
                new CaseId(new UUID(0, 7)),
                new ReceiptNumber("2026-SQ-0106"),
                name,
                "旧州镇把士村",
                items,
                matters,
                CaseState.ACCEPTED,
                light,
                light == null ? null : Instant.parse("2026-03-20T09:30:00Z"),
                Instant.parse("2026-03-02T01:47:00Z"),
                "周敏");
    }

    @Test
    void aRowSaysWhoWhatAndUntilWhen() {
        assertThat(rows.markup(List.of(row("李桂芳", "低保、医疗救助", 2, new Light(Light.Level.SOON, "今天到期")))))
                .contains(
                        "<span class=\"sa-light sa-light--soon\">",
                        "今天到期</span><small class=\"sa-num\">",
                        "17:30",
                        "<th scope=\"row\"><a href=\"/cases/00000000-0000-0000-0000-000000000007\">李桂芳</a>",
                        "<span class=\"sa-num\">2026-SQ-0106</span> 旧州镇把士村</small>",
                        "<td>低保、医疗救助<small>共 2 项</small></td><td>周敏</td>",
                        "09:47</td>",
                        "<span class=\"sa-tag sa-tag--blue\">已受理</span></td></tr>");
    }

    @Test
    void withoutALimitThereIsADashAndOneMatterIsNotCounted() {
        assertThat(rows.markup(List.of(row("李桂芳", "低保", 1, null))))
                .startsWith("<tr><td><span class=\"sa-muted\">—</span></td>")
                .contains("<td>低保</td>");
        assertThat(rows.markup(List.of())).isEmpty();
    }

    @Test
    void whatWasTypedIsNeverMarkup() {
        assertThat(rows.markup(List.of(row("<b>&\"阿·依</b>", "<i>", 1, new Light(Light.Level.OK, "<u>")))))
                .contains(">&lt;b&gt;&amp;&quot;阿·依&lt;/b&gt;</a>", "<td>&lt;i&gt;</td>", "&lt;u&gt;")
                .doesNotContain("<b>", "<i>", "<u>");
    }
}
