package cn.yimen.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A clerk receives a family (IN-1, IN-2, IN-4 … IN-8). */
@BrowserTest
class ReceptionJourneyTest {

    private static final Pattern FORM = Pattern.compile(".*/intake/[0-9a-f-]{36}$");
    private static final Pattern DONE = Pattern.compile(".*/intake/[0-9a-f-]{36}/done.*");

    @Autowired
    JdbcClient jdbc;

    /** IN-1, IN-2: the whole reception without the mouse, in less than 5 minutes of human pace. */
    @Test
    void aWholeReceptionByKeyboardOnly(Page page) {
        People.signIn(page, "clerk.nj");
        var begun = System.nanoTime();
        People.alt(page, "b");
        page.waitForURL(FORM);
        assertThat(page.locator("#idno")).isFocused();

        fillByKeyboard(page, "52049919700115" + "101");
        tickMaterials(page);
        People.alt(page, "p");
        page.waitForURL(DONE);

        assertThat(page.locator("body")).containsText(Pattern.compile("20\\d\\d-NJ-\\d{4}"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(5));
    }

    /** IN-2: an error, a reload, a lost session and the back button lose nothing that was typed. */
    @Test
    void errorsReloadLostSessionAndTheBackButtonLoseNothing(Page page) {
        People.signIn(page, "clerk.dj");
        People.alt(page, "b");
        page.waitForURL(FORM);
        var form = page.url();
        page.locator("#idno").fill("520499197001151");
        page.locator("#name").fill("欧阳·建国");
        page.locator("#phone").fill("139 0000 123");
        page.locator("#story").fill("房子漏雨，老人常年吃药。");

        People.alt(page, "p");
        assertThat(page.locator("#errors")).isFocused();
        assertThat(page.locator("#errors")).containsText("身份证号现在是 15 位，应为 18 位");
        assertThat(page.locator("#errors")).containsText("联系电话少 1 位，应为 11 位手机号");
        assertKept(page);

        page.navigate(form);
        assertKept(page);

        page.context().clearCookies();
        page.locator("#houseNo").fill("三组 17 号");
        page.navigate(form);
        People.fillSignIn(page, "clerk.dj");
        page.waitForURL(FORM);
        assertKept(page);

        page.navigate("/cases");
        page.goBack();
        page.waitForURL(FORM);
        assertKept(page);
    }

    /** IN-1, IN-7: a colleague goes on with it at another computer; the clock and first contact stay as they were. */
    @Test
    void aReceptionIsTakenOverOnAnotherComputerWithTheClockRunning(Chromium.Desks desks) {
        var first = desks.sit();
        People.signIn(first, "clerk.xj");
        People.alt(first, "b");
        first.waitForURL(FORM);
        var form = first.url();
        first.locator("#name").fill("罗世芬");
        People.alt(first, "s");
        assertThat(first.locator("body")).containsText("草稿已保存");
        var draft = form.substring(form.lastIndexOf('/') + 1);
        jdbc.sql("update reception set started_at = started_at - interval '6 minutes' where draft_id = ?::uuid")
                .param(draft)
                .update();
        var before = reception(draft);
        assertThat(before).containsEntry("clerk", "clerk.xj");

        var second = desks.sit();
        People.signIn(second, "clerk2.xj");
        second.navigate("/receptions");
        second.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText("罗世芬"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^接手")))
                .first()
                .click();
        second.getByLabel("接手原因").fill("周敏去村里，换人继续");
        People.press(second, "接手，由我继续");
        second.waitForURL(form);

        var clock = second.locator("[data-clock]").first();
        assertThat(clock).hasText(Pattern.compile("0[6-9]:\\d\\d"));
        var shown = clock.textContent();
        assertThat(clock).not().hasText(shown); // it goes on
        assertThat(second.locator("#name")).hasValue("罗世芬");
        assertThat(reception(draft))
                .containsEntry("clerk", "clerk2.xj")
                .containsEntry("state", "RUNNING")
                .containsEntry("first", "clerk.xj")
                .containsEntry("started_at", before.get("started_at"))
                .containsEntry("due_at", before.get("due_at"));
    }

    private Map<String, Object> reception(String draft) {
        return jdbc.sql("""
                        select c.login as clerk, f.login as first, r.state, r.started_at, r.due_at
                        from reception r join officer c on c.id = r.clerk_id join officer f on f.id = r.first_clerk_id
                        where r.draft_id = ?::uuid
                        """).param(draft).query().singleRow();
    }

    /** IN-8: the same application sent from two browsers at once is one case, and both are shown it. */
    @Test
    void twoBrowsersSubmittingAtOnceMakeOneCase(Chromium.Desks desks) {
        var first = desks.sit();
        People.signIn(first, "clerk.xa");
        People.alt(first, "b");
        first.waitForURL(FORM);
        fillByKeyboard(first, "52049919750307" + "331");
        tickMaterials(first);
        People.alt(first, "s");
        assertThat(first.locator("body")).containsText("草稿已保存");
        var form = first.url().replaceFirst("#.*", "");
        var second = desks.sit();
        People.signIn(second, "clerk.xa");
        second.navigate(form);
        second.waitForURL(FORM);

        var press = "setTimeout(() => document.querySelector('button[name=act][value=submit]').click(), 300)";
        first.evaluate(press);
        second.evaluate(press);
        first.waitForURL(DONE);
        second.waitForURL(DONE);

        assertThat(jdbc.sql("select count(*) from intake_draft where id = ?::uuid and case_id is not null")
                        .param(form.substring(form.lastIndexOf('/') + 1))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(jdbc.sql("""
                        select count(*) from case_file c join officer o on o.id = c.first_officer_id
                        where o.login = 'clerk.xa' and c.applicant_name = '王建国'
                        """).query(Long.class).single()).isEqualTo(1);
    }

    private static void assertKept(Page page) {
        assertThat(page.locator("#name")).hasValue("欧阳·建国");
        assertThat(page.locator("#idno")).hasValue(Pattern.compile("520499197001151|520499\\*+.*"));
        assertThat(page.locator("#phone")).hasValue("139 0000 123");
        assertThat(page.locator("#story")).hasValue("房子漏雨，老人常年吃药。");
    }

    private static void fillByKeyboard(Page page, String body) {
        type(page, People.number(body));
        enter(page);
        type(page, "王建国");
        enter(page);
        type(page, "13900001234");
        enter(page);
        page.keyboard().press("ArrowDown");
        enter(page);
        type(page, "三组 17 号");
        enter(page);
        page.keyboard().press("ArrowDown");
        enter(page);
        walkTo(page, "entry-name");
        type(page, "李秀兰");
        enter(page);
        type(page, People.number(body.substring(0, 10) + "0502" + "22" + (body.endsWith("1") ? "2" : "4")));
        enter(page);
        page.keyboard().press("ArrowDown");
        enter(page);
        enter(page);
        type(page, "900");
        enter(page);
        assertThat(page.locator("#members")).containsText("李秀兰");
        walkTo(page, "assets-5");
        page.keyboard().press("Space");
        walkTo(page, "story");
        type(page, "本人腿脚不便，妻子打零工，钱不够用。");
        assertThat(page.locator("#needs-set input:checked").first())
                .isVisible(new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                        .setTimeout(20_000));
    }

    /** Chooses 已收 for each paper, walking with Tab as a clerk does. */
    private static void tickMaterials(Page page) {
        for (var i = 0; i < 150; i++) {
            var at = (String) page.evaluate("""
                    () => { const a = document.activeElement;
                        if (a.textContent.includes('提交并打印')) return 'end';
                        return a.type === 'radio' && !document.querySelector('input[name="' + a.name + '"]:checked') ? 'open' : ''; }
                    """);
            if (at.equals("end")) {
                return;
            }
            if (at.equals("open")) {
                page.keyboard().press("Space");
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the last button is not reached by Tab");
    }

    private static void walkTo(Page page, String id) {
        for (var i = 0; i < 80; i++) {
            if (id.equals(page.evaluate("document.activeElement.id"))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError(id + " is not reached by Tab");
    }

    private static void type(Page page, String text) {
        page.keyboard().type(text, new com.microsoft.playwright.Keyboard.TypeOptions().setDelay(60));
    }

    private static void enter(Page page) {
        var left = page.evaluateHandle("document.activeElement");
        page.keyboard().press("Enter");
        page.waitForFunction(
                "left => document.activeElement !== left && !document.querySelector('.htmx-request')", left);
    }
}
