package cn.yimen.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Frame, forms and error pages, on a page that has every fragment (ui-guide 4–6, 10; IN-8, OP-4). */
@ProductTest
class PagesTest {

    @Autowired
    MockMvcTester mvc;

    @Test
    void everyPostedFormCarriesAOneTimeKeyAndTheTokenOfItsPage() {
        assertThat(mvc.get().uri("/guide/gallery"))
                .hasStatusOk()
                .bodyText()
                .startsWith("<!DOCTYPE html>")
                .contains("name=\"_key\"", "name=\"_csrf\"", "<title>受理登记 - 一门</title>")
                .doesNotContain("style=\"", "onclick=", "null");
    }

    @Test
    void filesAreNamedByTheirContentAndKeptForAYear() {
        var page = body("/guide/gallery");
        var css =
                Pattern.compile("href=\"(/assets/css/app-[0-9a-f]{32}\\.css)\"").matcher(page);
        assertThat(css.find()).isTrue();
        assertThat(mvc.get().uri(css.group(1))).hasStatusOk().hasHeader("Cache-Control", "max-age=31536000, public");
        var bootstrap =
                Pattern.compile("href=\"(/assets/webjars/bootstrap/[^\"]+)\"").matcher(page);
        assertThat(bootstrap.find()).isTrue();
        assertThat(mvc.get().uri(bootstrap.group(1))).hasStatusOk();
        var htmx = Pattern.compile("src=\"(/assets/webjars/htmx.org/[^\"]+)\"").matcher(page);
        assertThat(htmx.find()).isTrue();
        assertThat(mvc.get().uri(htmx.group(1))).hasStatusOk();
        assertThat(page).containsPattern("/assets/icons-[0-9a-f]{32}\\.svg#i-done");
    }

    @Test
    void pagesAreNotKeptByTheBrowser() {
        assertThat(mvc.get().uri("/guide/gallery"))
                .headers()
                .satisfies(
                        headers -> assertThat(headers.getFirst("Cache-Control")).contains("no-store"));
    }

    @Test
    void aFormWithErrorsComesBackWhole() {
        assertThat(mvc.post()
                        .uri("/guide/gallery")
                        .with(csrf())
                        .param("_key", OneTimeKey.fresh().value().toString())
                        .param("idNumber", " ")
                        .param("name", "<王>")
                        .param("phone", "139 0000 123")
                        .param("village", "a")
                        .param("wage", "900元")
                        .param("happened", "昨天")
                        .param("story", "困")
                        .param("members[0].name", ""))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "<title>错误：受理登记 - 一门</title>",
                        "有 5 处需要修改，改好后再提交",
                        "<a href=\"#phone\">联系电话少 1 位，应为 11 位手机号</a>",
                        "value=\"139 0000 123\"",
                        "aria-invalid=\"true\"",
                        "aria-describedby=\"phone-e\"",
                        "id=\"phone-e\"",
                        "value=\"&lt;王&gt;\"",
                        "value=\"900元\"",
                        "value=\"昨天\"",
                        "<a href=\"#members-0-name\">第 1 位成员：填写姓名</a>")
                .doesNotContain("<王>");
    }

    @Test
    void twoEqualPostsHaveOneEffectAndOneAnswer() {
        var key = OneTimeKey.fresh().value().toString();
        GalleryController.SAVED.clear();
        for (int i = 0; i < 2; i++) {
            assertThat(mvc.post()
                            .uri("/guide/gallery")
                            .with(csrf())
                            .param("_key", key)
                            .param("idNumber", "520499197001153410")
                            .param("name", "王建国")
                            .param("phone", "13900001234")
                            .param("village", "a")
                            .param("hukou", "农村")
                            .param("kinds", "低保")
                            .param("wage", "900")
                            .param("happened", "")
                            .param("story", ""))
                    .hasStatus3xxRedirection()
                    .hasRedirectedUrl("/guide/gallery");
        }
        assertThat(GalleryController.SAVED).containsExactly("王建国");
    }

    @ParameterizedTest
    @CsvSource({
        "missing, 404, 没有这个页面",
        "stale, 409, 13900005678",
        "conflict, 409, 陈立 10:22 已退回本件",
        "denied, 403, 本件由石桥镇办理",
        "fault, 500, 不是您填错了"
    })
    void everyFaultHasItsPageWithoutAForeignValue(String kind, int status, String words) {
        assertThat(mvc.get().uri("/guide/gallery/error/" + kind))
                .hasStatus(status)
                .bodyText()
                .contains(words)
                .doesNotContain("520499197001153410", "Exception", "at cn.yimen");
    }

    @Test
    void aFaultCanBeFoundAgainByItsNumber() {
        var result = mvc.get().uri("/guide/gallery/error/fault").exchange();
        var id = result.getResponse().getHeader("X-Request-Id");
        assertThat(id).isNotNull().matches("[2-9A-Z]{4}-[2-9A-Z]{4}");
        assertThat(result).bodyText().contains(String.valueOf(id).substring(0, 4));
    }

    @Test
    void aWrongNumberInTheAddressIsNoFaultOfOurs() {
        assertThat(mvc.get().uri("/guide/gallery/number/abc"))
                .hasStatus(404)
                .bodyText()
                .contains("没有这个页面");
        assertThat(mvc.post().uri("/guide/gallery").with(csrf())).hasStatus(400);
        assertThat(mvc.post().uri("/guide/gallery").with(csrf()).param("_key", "1-1-1-1-1"))
                .hasStatus(400);
    }

    @Test
    void anAddressThatLeadsNowhereIsTold() {
        assertThat(mvc.get().uri("/guide/nowhere")).hasStatus(404).bodyText().contains("没有这个页面");
        assertThat(mvc.get().uri("/assets/nothing.css")).hasStatus(404);
        assertThat(mvc.post().uri("/guide/windows").with(csrf())).hasStatus(405);
    }

    private String body(String uri) {
        try {
            return mvc.get().uri(uri).exchange().getResponse().getContentAsString();
        } catch (java.io.UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
