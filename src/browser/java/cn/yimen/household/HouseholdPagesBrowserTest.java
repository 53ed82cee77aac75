package cn.yimen.household;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.browser.BrowserTest;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** HH-1 to HH-8, AU-2 as they are seen. */
@BrowserTest
class HouseholdPagesBrowserTest {

    private static final int[][] WINDOWS = {{1366, 768}, {1280, 720}, {390, 844}};
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    @Autowired
    JdbcClient jdbc;

    @Test
    void hh8aClerkFindsAFamilyWhileTypingAndSeesAFullNumberForAReason(Page page) {
        signIn(page);
        var person = somebody();
        page.navigate("/search");
        page.getByLabel("姓名、拼音或首字母、证件号").pressSequentially(person[1]);
        assertThat(page.locator("#hints").getByRole(AriaRole.LINK).first()).isVisible();
        // the same from any page, in the top bar
        page.navigate("/workbench");
        page.locator("#top-search").pressSequentially(person[1]);
        assertThat(page.locator("#top-hints a").first()).isVisible();
        page.locator("#top-search").fill(person[0]);
        page.locator("#top-search").press("Enter");
        page.waitForURL(url -> url.contains("/search/"));
        assertThat(page.url()).doesNotContain(person[0]);

        page.navigate("/households/" + person[2]);
        var number = page.locator(".sa-reveal").first();
        assertThat(number).containsText("********");
        number.getByRole(AriaRole.BUTTON).click();
        page.getByLabel("看身份证号全号的原因").selectOption("核对身份");
        page.locator(".sa-reveal").first().getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator(".sa-reveal").first()).containsText("60 秒后遮盖");
        assertThat(page.locator(".sa-reveal").first()).containsText("520499");
    }

    @Test
    void hh2everyPageFitsTheWindowAndPassesAxe(Page page) {
        signIn(page);
        var person = somebody();
        var house = "/households/" + person[2];
        var faults = new ArrayList<String>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                faults.add(page.url() + ": console: " + message.text());
            }
        });
        var paths = new ArrayList<>(List.of(
                "/search",
                "/persons/without-number",
                house,
                house + "?day=2020-01-01",
                house + "/edit",
                house + "/members/new",
                house + "/members/" + person[3],
                house + "/incomes/new",
                house + "/properties/new",
                house + "/expenses/new",
                house + "/supporters/new",
                "/persons/" + person[3],
                "/persons/" + person[3] + "/edit"));
        for (var path : paths) {
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
                                "household"
                                        + path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "")
                                                .replaceAll("[^a-z]+", "-") + "-" + window[0] + ".png")));
            }
            for (var violation : new AxeBuilder(page).withTags(RULES).analyze().getViolations()) {
                faults.add(path + ": " + violation.getId() + " " + violation.getHelp() + " at "
                        + violation.getNodes().get(0).getTarget());
            }
        }
        // the page of a failed edit too
        page.setViewportSize(1366, 657);
        page.navigate(house + "/incomes/new");
        page.getByLabel("申报金额").fill("abc");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("保存"))
                .click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("选择收入项目");
        assertThat(page.getByLabel("申报金额")).hasValue("abc");
        for (var violation : new AxeBuilder(page).withTags(RULES).analyze().getViolations()) {
            faults.add("failed edit: " + violation.getId() + " "
                    + violation.getNodes().get(0).getTarget());
        }
        faults.removeIf(fault -> fault.contains("422")); // the browser's own line about the answer of the failed edit
        assertThat(faults).isEmpty();
    }

    /** name, pinyin, household and id of a head in the demo clerk's township */
    private String[] somebody() {
        return jdbc.sql("""
                        select p.name, p.pinyin, h.id::text, p.id::text from household h join person p on p.id = h.head_id
                        where h.township_code = (select left(place_code, 9) from post join officer on officer.id = officer_id
                            where login = 'clerk' and place_code is not null limit 1)
                        order by (select count(*) from household_income i where i.household_id = h.id) desc,
                            (select min(receipt_no) from case_file where household_id = h.id) limit 1
                        """)
                .query((row, n) ->
                        new String[] {row.getString(1), row.getString(2), row.getString(3), row.getString(4)})
                .single();
    }

    private static void signIn(Page page) {
        page.navigate("/login");
        page.getByLabel("登录名").fill("clerk");
        page.getByLabel("密码", new Page.GetByLabelOptions().setExact(true)).fill("demo-yimen-2026");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登录"))
                .click();
        page.waitForURL(url -> !url.contains("/login"));
    }
}
