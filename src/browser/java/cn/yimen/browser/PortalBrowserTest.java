package cn.yimen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.audit.Subject;
import cn.yimen.district.PlaceId;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.notice.NoticeId;
import cn.yimen.notice.Notices;
import cn.yimen.notice.Objections;
import cn.yimen.notice.PermanentList;
import cn.yimen.notice.Posting;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PB-1, PB-2, IN-10: what a citizen sees on a telephone, read to the end and with a mistake made; and what the staff see of it. */
@BrowserTest
class PortalBrowserTest {

    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    @Autowired
    Notices notices;

    @Autowired
    Objections objections;

    @Autowired
    PermanentList confirmed;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Test
    void theGuideIsReadOnATelephoneAndPrinted_PB_1(Chromium.Desks desks) {
        var page = desks.sit(390, 844);
        page.navigate("/");
        look(page, "portal-home");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("看服务指南"))
                .click();
        look(page, "portal-guide");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("低保边缘家庭认定"))
                .click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("谁能申请")))
                .isVisible();
        look(page, "portal-item");
        page.navigate("/guide/windows");
        look(page, "portal-windows");
        page.navigate("/guide/print");
        look(page, "portal-print");
    }

    @Test
    void aWrongReceiptIsSaidAtTheFieldAndKept_IN_10(Chromium.Desks desks) {
        var page = desks.sit(390, 844);
        page.navigate("/rate");
        look(page, "portal-rate");
        page.getByLabel("编号").fill("2026-SQ-9999");
        page.getByLabel("查询码").fill("1234 5678");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("下一步"))
                .click();
        assertThat(page.locator("#errors")).isFocused();
        assertThat(page.locator("#number-e")).containsText("编号和查询码对不上");
        assertThat(page.getByLabel("编号")).hasValue("2026-SQ-9999");
        look(page, "portal-rate-error");
    }

    @Test
    void anObjectionIsMadeOnATelephoneAndSettledAtTheDesk_PB_2_AP_2(Chromium.Desks desks) {
        var id = posted("王建国");
        confirmed.list(
                new Subject("award", UUID.randomUUID().toString()),
                PlaceId.of(Posting.VILLAGE),
                "买买提·阿不都拉",
                4,
                Money.yuan("1059"),
                false,
                null);
        var page = desks.sit(390, 844);
        page.navigate("/notices");
        look(page, "notices-towns");
        page.navigate("/notices?town=" + Posting.TOWNSHIP);
        look(page, "notices-town");
        page.navigate("/notices/" + id);
        look(page, "notices-one");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("我要提异议"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交异议"))
                .click();
        assertThat(page.locator("#errors")).isFocused();
        look(page, "notices-objection-error");
        page.getByLabel("哪里不对").fill("他家在镇上有门面出租，还有一辆小汽车。");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交异议"))
                .click();
        assertThat(page.locator("h1")).hasText("异议已收到");
        look(page, "notices-received");
        page.navigate("/notices/confirmed?town=" + Posting.TOWNSHIP);
        look(page, "notices-confirmed");
        page.navigate("/notices/" + UUID.randomUUID());
        assertThat(page.locator("h1")).isVisible();
        look(page, "notices-gone");

        var desk = desks.sit();
        People.signIn(desk, "officer");
        for (var path : List.of(
                "/publicity",
                "/publicity/" + id,
                "/publicity/" + id + "/proof",
                "/publicity/" + id + "/objection",
                "/publicity/" + id + "/withdraw",
                "/publicity/" + id + "/print",
                "/publicity/confirmed?town=" + Posting.TOWNSHIP,
                "/publicity/objections")) {
            desk.navigate(path);
            both(desk, "desk" + path.replaceAll("[^a-z]+", "-").replaceAll("[0-9a-f-]{20,}", "-"));
        }
        desk.locator("main").waitFor();
        desk.getByRole(AriaRole.LINK)
                .filter(new com.microsoft.playwright.Locator.FilterOptions()
                        .setHasText(java.util.regex.Pattern.compile("^YY-")))
                .first()
                .click();
        both(desk, "desk-objection");
        desk.getByLabel("异议不成立，公示继续有效").check();
        desk.getByLabel("调查情况和理由").fill("两人到镇上核实，门面是他弟弟的，车已报废。");
        desk.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("保存处理结果"))
                .click();
        assertThat(desk.getByText("已记异议不成立").first()).isVisible();
        look(desk, "desk-objection-settled");
    }

    private NoticeId posted(String name) {
        var reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Posting.TOWNSHIP));
        return new Posting(jdbc, notices, clock).post(Posting.low(name).reasons("家庭人均收入低于当地低保标准，财产符合规定"), reviewer);
    }

    /** At the office and on a telephone. */
    private static void both(Page page, String name) {
        page.setViewportSize(1366, 657);
        look(page, name + "-1366");
        page.setViewportSize(390, 844);
        look(page, name + "-390");
        page.setViewportSize(1366, 657);
    }

    private static void look(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "pictures", name + ".png")));
        var wide =
                (Integer) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(wide).as("sideways on " + name).isZero();
        assertThat(new AxeBuilder(page)
                        .withTags(RULES).analyze().getViolations().stream()
                                .map(violation -> violation.getId() + " "
                                        + violation.getNodes().get(0).getTarget()))
                .as(name)
                .isEmpty();
    }
}
