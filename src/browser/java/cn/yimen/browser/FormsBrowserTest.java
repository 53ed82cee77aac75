package cn.yimen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** IN-2, IN-8, ui-guide 6: what the shared script does with a form, on the page that has every control. */
@BrowserTest
class FormsBrowserTest {

    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    @Test
    void everyFragmentIsAccessibleAndFitsWithAndWithoutErrors(Chromium.Desks desks) {
        for (var width : new int[] {1366, 390, 320}) {
            var page = desks.sit(width, 844);
            page.navigate("/guide/gallery");
            look(page, "form-" + width);
            submit(page);
            page.waitForSelector("#errors");
            look(page, "form-errors-" + width);
        }
    }

    @Test
    void enterGoesToTheNextFieldAndNeverSubmits(Page page) {
        page.navigate("/guide/gallery");
        assertThat(page.getByLabel("身份证号", new Page.GetByLabelOptions().setExact(true)))
                .isFocused();
        page.keyboard().type("520499197001153410");
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("姓名", new Page.GetByLabelOptions().setExact(true)))
                .isFocused();
        assertThat(page.getByText("号码无误 · 男 · 1970年1月15日生")).isVisible();
        page.keyboard().type("王建国");
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("联系电话")).isFocused();
        assertThat(page.url()).endsWith("/guide/gallery");
    }

    @Test
    void aWrongNumberIsSaidAtOnceAndKept(Page page) {
        page.navigate("/guide/gallery");
        page.keyboard().type("520499194411022841");
        page.keyboard().press("Tab");
        assertThat(page.getByText("身份证号最后一位不对，请对照证件重输")).isVisible();
        assertThat(page.locator("#idNumber")).hasValue("520499194411022841");
    }

    @Test
    void errorsTakeTheFocusAndLeadToTheirFieldInTheOrderOfThePage(Page page) {
        page.navigate("/guide/gallery");
        page.getByLabel("联系电话").fill("139 0000 123");
        submit(page);
        assertThat(page.locator("#errors")).isFocused();
        assertThat(page).hasTitle("错误：受理登记 - 一门");
        assertThat(page.locator("#errors a").allTextContents()).startsWith("填写身份证号", "填写申请人姓名", "联系电话少 1 位，应为 11 位手机号");
        page.locator("#errors a").nth(2).click();
        assertThat(page.getByLabel("联系电话")).isFocused();
        assertThat(page.getByLabel("联系电话")).hasValue("139 0000 123");
    }

    @Test
    void twoClicksAreOneSubmission(Page page) {
        page.navigate("/guide/gallery");
        page.getByLabel("身份证号", new Page.GetByLabelOptions().setExact(true)).fill("520499197001153410");
        page.getByLabel("姓名", new Page.GetByLabelOptions().setExact(true)).fill("双击测试");
        page.getByLabel("农村").check();
        var posts = new AtomicInteger();
        page.onRequest(request -> {
            if (request.method().equals("POST")) {
                posts.incrementAndGet();
            }
        });
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交并打印受理单"))
                .dblclick();
        page.waitForLoadState();
        assertThat(page.getByLabel("姓名", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("");
        assertThat(posts).hasValue(1);
    }

    private static void submit(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交并打印受理单"))
                .click();
    }

    private static void look(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target", "pictures", name + ".png")));
        var wide =
                (Integer) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(wide).as("sideways").isZero();
        assertThat(new AxeBuilder(page)
                        .withTags(RULES).analyze().getViolations().stream()
                                .map(violation -> violation.getId() + " "
                                        + violation.getNodes().get(0).getTarget()))
                .isEmpty();
    }
}
