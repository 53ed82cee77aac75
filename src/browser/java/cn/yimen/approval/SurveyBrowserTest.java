package cn.yimen.approval;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.browser.BrowserTest;
import cn.yimen.browser.Chromium;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.household.Households;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officers;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** AP-1, HH-3 as they are seen: three people, two of them with a telephone at the household's door. */
@BrowserTest
class SurveyBrowserTest {

    private static final int[][] WINDOWS = {{1366, 768}, {390, 844}};
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    @Autowired
    Applications applications;

    @Autowired
    Officers officers;

    @Autowired
    Cases cases;

    @Autowired
    Persons persons;

    @Autowired
    Households households;

    @Autowired
    JdbcClient jdbc;

    private final List<String> faults = new ArrayList<>();

    @Test
    void ap1twoPeopleVisitAndSignAndTheReviewerGivesTheOpinion(Chromium.Desks desks) {
        var id = surveyed();
        var reviewer = desks.sit();
        signIn(reviewer, "reviewer");
        reviewer.navigate("/applications/" + id);
        look(reviewer, "application");
        reviewer.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("安排乡镇入户调查"))
                .click();
        look(reviewer, "visit-new");
        press(reviewer, "安排入户");
        assertThat(reviewer.getByRole(AriaRole.ALERT)).containsText("每组不少于 2 人");
        for (var login : List.of("clerk", "clerk2")) {
            var name = officers.byLogin(login).orElseThrow().name();
            reviewer.getByLabel(name + "（窗口经办）").first().check();
        }
        reviewer.getByLabel("入户日期")
                .fill(java.time.LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"))
                        .toString());
        press(reviewer, "安排入户");
        assertThat(reviewer.locator(".sa-note--ok")).containsText("已安排");

        var clerk = desks.sit(390, 844);
        signIn(clerk, "clerk");
        clerk.navigate("/applications/" + id);
        clerk.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("DC-")))
                .first()
                .click();
        look(clerk, "visit-edit");
        clerk.getByLabel("上门", new Page.GetByLabelOptions().setExact(true)).check();
        clerk.getByLabel("入户时间").fill("9:30");
        clerk.getByLabel("地点", new Page.GetByLabelOptions().setExact(true)).fill("三组 12 号家中");
        clerk.locator("input[name^='values[a_']").first().check();
        for (var same : clerk.locator("fieldset input[value='SAME']").all()) {
            same.check(new com.microsoft.playwright.Locator.CheckOptions().setForce(true));
        }
        clerk.getByLabel("住房和生活状况").fill("砖房两间");
        // the draft goes by itself while one types
        assertThat(clerk.locator("[data-saved]")).containsText("草稿已自动保存");
        clerk.reload();
        assertThat(clerk.getByLabel("住房和生活状况")).hasValue("砖房两间");

        // a photo of twelve megapixels goes up as one of less than a megabyte
        clerk.onDialog(dialog -> {
            faults.add("dialog: " + dialog.type());
            dialog.accept();
        });
        clerk.getByLabel("拍照或选图").setInputFiles(photo());
        assertThat(clerk.locator("#files-s")).containsText("1 张照片可以上传");
        press(clerk, "上传照片");
        assertThat(clerk.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^照片 1"))))
                .isVisible();
        assertThat(jdbc.sql("select max(size) from attachment where subject_kind = 'investigation'")
                        .query(Long.class)
                        .single())
                .isLessThan(1_000_000L);
        assertThat(clerk.getByLabel("住房和生活状况")).hasValue("砖房两间");

        press(clerk, "记录完了，我签字");
        assertThat(clerk.getByRole(AriaRole.ALERT)).containsText("填写调查意见");
        look(clerk, "visit-error");
        clerk.getByLabel("调查意见").fill("情况属实");
        clerk.getByLabel("签字", new Page.GetByLabelOptions().setExact(true)).check();
        clerk.getByLabel("谁签字").selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(1));
        clerk.getByLabel("签名")
                .fill(clerk.locator("label[for^='values-a_']")
                        .first()
                        .evaluate("e => e.firstChild.textContent.trim()")
                        .toString());
        press(clerk, "记录完了，我签字");
        assertThat(clerk.locator(".sa-note--ok")).containsText("已签字。还等");
        look(clerk, "visit-half");

        var second = desks.sit(390, 844);
        signIn(second, "clerk2");
        second.navigate(clerk.url());
        press(second, "我看过了，签字");
        assertThat(second.locator(".sa-note--ok")).containsText("入户调查完成");
        look(second, "visit-signed");

        reviewer.navigate("/applications/" + id);
        look(reviewer, "application-visited");
        reviewer.navigate("/applications/" + id + "/facts");
        look(reviewer, "facts");
        reviewer.navigate("/applications/" + id + "/opinion");
        look(reviewer, "opinion");
        reviewer.getByLabel(Pattern.compile("^建议不予确认")).check();
        press(reviewer, "提出初审意见");
        assertThat(reviewer.getByRole(AriaRole.ALERT)).containsText("要写明另外的理由");
        look(reviewer, "opinion-error");
        reviewer.getByLabel("理由").fill("申请人不配合核对收入");
        press(reviewer, "提出初审意见");
        assertThat(reviewer.locator(".sa-note--ok")).containsText("建议不予确认");
        look(reviewer, "application-proposed");
        assertThat(faults).isEmpty();
    }

    @Test
    void ap1anAppraisalIsRecorded(Chromium.Desks desks) {
        var id = surveyed();
        var officer = officers.byLogin("reviewer").orElseThrow();
        applications.go(id, Way.CALL_APPRAISAL, "邻居对收入有争议", officer);
        var reviewer = desks.sit();
        signIn(reviewer, "reviewer");
        reviewer.navigate("/applications/" + id + "/appraisal");
        look(reviewer, "appraisal-edit");
        press(reviewer, "再加一位");
        assertThat(reviewer.getByLabel("第 6 位姓名")).isVisible();
        reviewer.getByLabel("地点").fill("村委会");
        reviewer.getByLabel("主持人").fill("周敏");
        for (int row = 1; row <= 5; row++) {
            reviewer.getByLabel("第 " + row + " 位姓名").fill("代表" + row);
            reviewer.getByLabel("第 " + row + " 位身份").selectOption("VILLAGER");
        }
        reviewer.getByLabel("同意（认为属实）").fill("5");
        reviewer.getByLabel("不同意", new Page.GetByLabelOptions().setExact(true)).fill("0");
        reviewer.getByLabel("弃权").fill("0");
        reviewer.getByLabel("评议经过").fill("到会的人都发言");
        reviewer.getByLabel("评议结论").fill("属实");
        press(reviewer, "评议完毕");
        assertThat(reviewer.locator(".sa-note--ok")).containsText("已定稿");
        reviewer.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("PY-")))
                .click();
        look(reviewer, "appraisal");
        assertThat(faults).isEmpty();
    }

    private static com.microsoft.playwright.options.FilePayload photo() {
        var image = new java.awt.image.BufferedImage(4000, 3000, java.awt.image.BufferedImage.TYPE_INT_RGB);
        var random = new java.util.SplittableRandom(7);
        for (int x = 0; x < 4000; x++) {
            for (int y = 0; y < 3000; y++) {
                image.setRGB(x, y, (x / 16 * 9 + y / 16 * 5) << 8 | random.nextInt(24));
            }
        }
        var bytes = new java.io.ByteArrayOutputStream();
        try {
            javax.imageio.ImageIO.write(image, "jpg", bytes);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new com.microsoft.playwright.options.FilePayload("IMG_1.jpg", "image/jpeg", bytes.toByteArray());
    }

    /** A new application of a couple that earns nothing, with its survey begun. */
    private ApplicationId surveyed() {
        var officer = officers.byLogin("reviewer").orElseThrow();
        var clerk = officers.byLogin("clerk").orElseThrow();
        var couple = new Families(persons, households).couple(clerk);
        var household = households.get(couple.id(), clerk);
        households.save(
                couple.id(),
                household.version(),
                household
                        .details()
                        .incomes(true, List.of())
                        .properties(true, List.of())
                        .supporters(true, List.of()),
                clerk);
        var opened = cases.open(Families.wish(couple, "MZ-01").asked(), clerk);
        var id = applications
                .ofMatter(opened.matters().get(0).id(), officer)
                .orElseThrow()
                .id();
        applications.go(id, Way.START_SURVEY, null, officer);
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
                    .setPath(Path.of("target", "pictures", "survey-" + name + "-" + window[0] + ".png")));
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
