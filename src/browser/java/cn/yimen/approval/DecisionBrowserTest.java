package cn.yimen.approval;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.browser.BrowserTest;
import cn.yimen.browser.Chromium;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.kernel.Money;
import cn.yimen.verification.Verifications;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** AP-1, AP-5, AP-6, BN-1 as they are seen: an approver decides, a clerk delivers, another approver comes too late. */
@BrowserTest
@NullUnmarked
class DecisionBrowserTest {

    private static final int[][] WINDOWS = {{1366, 768}, {390, 844}};
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    @Autowired
    Applications applications;

    @Autowired
    Investigations investigations;

    @Autowired
    Opinions opinions;

    @Autowired
    Cases cases;

    @Autowired
    Persons persons;

    @Autowired
    Households households;

    @Autowired
    Verifications verifications;

    @Autowired
    Paths paths;

    @Autowired
    Officers officers;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private final List<String> faults = new ArrayList<>();
    private Officer reviewer;
    private Surveys surveys;

    @BeforeEach
    void people() {
        reviewer = officers.byLogin("reviewer").orElseThrow();
        surveys = new Surveys(jdbc, applications, investigations, opinions, households, verifications, clock);
    }

    @Test
    void ap1anApproverConfirmsAClerkDeliversAndTheAwardEndsInWriting(Chromium.Desks desks) {
        var id = submitted();
        var amount = opinions.latest(id).orElseThrow().monthly().grouped();
        var approver = desks.sit();
        signIn(approver, "approver");
        approver.navigate("/applications/" + id);
        look(approver, "waiting");
        approver.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("去审核确认"))
                .click();
        look(approver, "confirm");
        press(approver, "下一步");
        assertThat(approver.getByRole(AriaRole.ALERT)).containsText("选择确认、不予确认还是退回");
        look(approver, "confirm-error");
        approver.getByLabel(Pattern.compile("^确认同意")).check();

        var late = desks.sit();
        signIn(late, "approver2");
        late.navigate("/applications/" + id + "/confirm");
        late.getByLabel(Pattern.compile("^确认同意")).check();
        press(late, "下一步");

        press(approver, "下一步");
        look(approver, "check");
        press(approver, "确认，每月发 " + amount + " 元");
        assertThat(approver.locator(".sa-note--ok")).containsText("每月 " + amount + " 元");
        look(approver, "confirmed");

        press(late, "确认，每月发");
        assertThat(late.locator("body")).containsText("已办「确认同意」");
        look(late, "too-late");

        var clerk = desks.sit();
        signIn(clerk, "clerk");
        clerk.navigate("/applications/" + id + "/delivery");
        look(clerk, "delivery");
        clerk.getByLabel("直接送达").check();
        press(clerk, "登记送达");
        assertThat(clerk.locator(".sa-note--ok")).containsText("已登记送达");

        approver.navigate("/awards");
        look(approver, "awards");
        approver.navigate("/applications/" + id);
        approver.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("看待遇"))
                .click();
        look(approver, "award");
        approver.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("核查、变动"))
                .click();
        look(approver, "act");
        approver.getByLabel("终止", new Page.GetByLabelOptions().setExact(true)).check();
        approver.getByLabel(Pattern.compile("^停发、终止的事由")).selectOption("ASSET_OVER");
        approver.getByLabel("说明").fill("名下有家用轿车");
        press(approver, "下一步");
        look(approver, "act-check");
        press(approver, "提出终止");
        assertThat(approver.locator(".sa-note--ok")).containsText("由区民政局另一名审批人员决定");
        assertThat(approver.locator("body")).containsText("您提出的变动，要由另一名审批人员决定");
        look(approver, "proposed");
        late.navigate(approver.url());
        look(late, "proposal");
        press(late, "同意");
        assertThat(late.locator(".sa-note--ok")).containsText("已决定");
        look(late, "ended");
        clerk.navigate(late.url());
        look(clerk, "ended-clerk");
        clerk.getByLabel("方式").selectOption("DIRECT");
        clerk.getByLabel("签收人").fill("本人");
        press(clerk, "登记送达");
        assertThat(clerk.locator("body")).containsText("直接送达，签收人 本人");
        assertThat(faults).isEmpty();
    }

    @Test
    void ap6manyAreConfirmedAtOnceAndOneGoesBack(Chromium.Desks desks) {
        var good = submitted();
        var changed = submitted();
        var view = applications.get(changed, reviewer);
        var household = households.get(new HouseholdId(view.householdId()), reviewer);
        households.save(
                household.id(),
                household.version(),
                household
                        .details()
                        .incomes(
                                true,
                                List.of(IncomePart.declared(
                                        new PersonId(view.applicantId()),
                                        IncomeItem.CASUAL_WORK,
                                        Money.yuan(900),
                                        Income.Per.MONTH,
                                        "本人申报"))),
                reviewer);
        var approver = desks.sit();
        signIn(approver, "approver");
        approver.navigate("/applications/" + changed + "/confirm");
        assertThat(approver.locator("body")).containsText("初审意见之后有变化");
        look(approver, "changed");
        press(approver, "下一步");
        look(approver, "send-back-check");
        approver.navigate("/confirmations");
        look(approver, "bulk");
        approver.locator("#c-" + good).check();
        press(approver, "下一步");
        look(approver, "bulk-check");
        press(approver, "确认 1 件");
        assertThat(approver.locator("body")).containsText("已确认 1 件");
        look(approver, "bulk-result");
        approver.navigate("/samples");
        look(approver, "samples");
        assertThat(faults).isEmpty();
    }

    /** A new application of a couple, led to its decision. */
    private ApplicationId submitted() {
        var clerk = officers.byLogin("clerk").orElseThrow();
        var opened = cases.open(
                Families.wish(new Families(persons, households).couple(clerk), "MZ-01")
                        .asked(),
                clerk);
        var id = applications
                .ofMatter(opened.matters().get(0).id(), reviewer)
                .orElseThrow()
                .id();
        applications.go(id, Way.START_SURVEY, null, reviewer);
        surveys.declare(applications.get(id, reviewer), reviewer);
        surveys.visit(id, Map.of(), reviewer, clerk, officers.byLogin("clerk2").orElseThrow());
        surveys.give(id, true, reviewer);
        Standing.at(jdbc, paths, id, ApplicationState.NOTICE);
        Standing.at(jdbc, paths, id, ApplicationState.SUBMITTED);
        return id;
    }

    private void look(Page page, String name) {
        var size = page.viewportSize();
        for (var window : WINDOWS) {
            page.setViewportSize(window[0], window[1]);
            var wide = (Integer)
                    page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (wide > 0) {
                faults.add(name + ": " + wide + " px sideways at " + window[0]);
            }
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target", "pictures", "decision-" + name + "-" + window[0] + ".png")));
        }
        if (page.locator("body").textContent().contains("系统没有办成")) {
            faults.add(name + ": an error of ours");
        }
        for (var violation : new AxeBuilder(page).withTags(RULES).analyze().getViolations()) {
            faults.add(name + ": " + violation.getId() + " " + violation.getHelp() + " at "
                    + violation.getNodes().get(0).getTarget());
        }
        page.setViewportSize(size.width, size.height);
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^" + button)))
                .first()
                .click();
    }

    private static void signIn(Page page, String login) {
        page.navigate("/login");
        page.getByLabel("登录名").fill(login);
        page.getByLabel("密码", new Page.GetByLabelOptions().setExact(true)).fill("demo-yimen-2026");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登录"))
                .click();
        page.waitForURL(url -> !url.contains("/login"));
    }
}
