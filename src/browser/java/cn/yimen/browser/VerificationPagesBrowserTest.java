package cn.yimen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.kernel.ResidentId;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** VR-1 to VR-3, OP-5 as they are seen. */
@BrowserTest
class VerificationPagesBrowserTest {

    private static final int[][] WINDOWS = {{1366, 768}, {1280, 720}, {390, 844}};
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    @Autowired
    JdbcClient jdbc;

    @Test
    void vr1everyPageFitsTheWindowAndPassesAxe(Chromium.Desks desks) {
        var page = desks.sit();
        People.signIn(page, "officer");
        var waiting = " from verification_request r join verification_case c using (case_id) where r.state = 'WAITING'"
                + " order by c.receipt_no, r.source limit 1";
        var started = id("select case_id" + waiting);
        var asked = id("select case_id from verification_case where state = 'ASKED' order by receipt_no limit 1");
        var faults = new ArrayList<String>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                faults.add(page.url() + ": console: " + message.text());
            }
        });
        var finding = id("select id from verification_finding order by check_code, person_name, declared limit 1");
        for (var path : List.of(
                "/verification",
                "/verification/findings/" + finding,
                "/verification/cases",
                "/verification/cases/" + started,
                "/verification/cases/" + started + "/requests/" + id("select r.id" + waiting),
                "/verification/cases/" + asked,
                "/verification/cases/" + asked + "/start",
                "/verification/candidates",
                "/verification/comparison",
                "/verification/imports",
                "/verification/sources",
                "/verification/sources/DEPOSIT",
                "/jobs",
                "/jobs/"
                        + id(
                                "select id from job where kind = 'verification.import' and failed_rows > 0 order by title limit 1"))) {
            look(page, path, faults);
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void vr1aFileIsImportedWithItsColumnsAndItsBadRowComesBack(Chromium.Desks desks) {
        var page = desks.sit();
        People.signIn(page, "officer");
        page.navigate("/verification/imports");
        page.getByLabel("数据来源").selectOption("VEHICLE");
        page.getByLabel("文件", new Page.GetByLabelOptions().setExact(true))
                .setInputFiles(new FilePayload(
                        "车辆.csv",
                        "text/csv",
                        ("当事人,证件号码,车牌号\n某某,5204991949051200" + "1"
                                        + ResidentId.checkCharacter("52049919490512001")
                                        + ",贵GB0001\n某某,12,贵GB0002\n")
                                .getBytes(StandardCharsets.UTF_8)));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("上传并对应列"))
                .click();
        assertThat(page.getByLabel("第 3 列对应")).hasValue("plate");
        var faults = new ArrayList<String>();
        look(page, page.url().replaceFirst("^https?://[^/]+", ""), faults);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("开始导入"))
                .click();
        assertThat(page.getByText("已办完"))
                .isVisible(new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                        .setTimeout(60_000));
        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).isVisible();
        assertThat(page.locator("#job")).containsText("没有办成");
        look(page, page.url().replaceFirst("^https?://[^/]+", ""), faults);
        assertThat(faults).isEmpty();
    }

    private static void look(Page page, String path, List<String> faults) {
        page.navigate(path);
        for (var window : WINDOWS) {
            page.setViewportSize(window[0], window[1]);
            var wide = (Integer)
                    page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (wide > 0) {
                faults.add(path + ": " + wide + " px sideways at " + window[0]);
            }
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(
                            "target",
                            "pictures",
                            "verification"
                                    + path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "")
                                            .replaceAll("[^A-Za-z]+", "-") + "-" + window[0] + ".png")));
        }
        for (var violation : new AxeBuilder(page).withTags(RULES).analyze().getViolations()) {
            faults.add(path + ": " + violation.getId() + " " + violation.getHelp() + " at "
                    + violation.getNodes().get(0).getTarget());
        }
    }

    /** The demo's imports are done in the background: waits for what they bring. */
    private String id(String sql) {
        for (var attempt = 0; attempt < 900; attempt++) {
            var found = jdbc.sql(sql).query(String.class).optional();
            if (found.isPresent()) {
                return found.get();
            }
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        }
        throw new AssertionError("not there: " + sql + "; jobs: "
                + jdbc.sql("select title || ' ' || state || ' ' || coalesce(message, '') from job")
                        .query(String.class)
                        .list());
    }
}
