package cn.yimen.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.audit.Subject;
import cn.yimen.district.PlaceId;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.notice.NoticeId;
import cn.yimen.notice.Notices;
import cn.yimen.notice.Objections;
import cn.yimen.notice.PermanentList;
import cn.yimen.notice.Posting;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** PB-2: what everybody may read, and objections, from a telephone without a session. */
@ProductTest
class NoticeBoardTest {

    @Autowired
    MockMvcTester mvc;

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

    Posting posting;
    Officer reviewer;
    NoticeId id;
    String address = "";

    @BeforeEach
    void aNotice() {
        posting = new Posting(jdbc, notices, clock);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Posting.TOWNSHIP));
        id = posting.post(Posting.low("王建国").reasons("家庭收入低于标准"), reviewer);
        address = UUID.randomUUID().toString();
    }

    @Test
    void everyPageIsOpenMakesNoSessionAndIsKeptByNoSearchEngine_PB_2() {
        confirmed.list(
                new Subject("award", UUID.randomUUID().toString()),
                PlaceId.of(Posting.VILLAGE),
                "王建国",
                4,
                Money.yuan("1059"),
                false,
                null);
        for (var path : List.of(
                "/notices",
                "/notices?town=" + Posting.TOWNSHIP,
                "/notices/" + id,
                "/notices/" + id + "/objection",
                "/notices/received?no=YY-2026-000001",
                "/notices/confirmed",
                "/notices/confirmed?town=" + Posting.TOWNSHIP)) {
            var answer = get(path);
            assertThat(answer).as(path).hasStatusOk();
            assertThat(shown(answer))
                    .as(path)
                    .doesNotContain("王建国", "null", "style=\"", "Optional", "120", "13900")
                    .doesNotContainPattern("[0-9]{15}");
            assertThat(answer.getRequest().getSession(false)).isNull();
            assertThat(answer.getResponse().getHeader("X-Robots-Tag")).contains("noindex", "noarchive");
            assertThat(answer.getResponse().getHeader("Cache-Control")).contains("no-store");
        }
        assertThat(get("/notices?town=" + Posting.TOWNSHIP)).bodyText().contains("王*国", "最低生活保障拟确认公示");
        assertThat(get("/notices/" + id))
                .bodyText()
                .contains("王*国", "4 人", "每月 1,059.00 元", "家庭收入低于标准", "0851-33221234", "我要提异议", "第十九条");
        assertThat(get("/notices/confirmed?town=" + Posting.TOWNSHIP))
                .bodyText()
                .contains("王*国", "1,059.00")
                .doesNotContain("低保", "最低生活保障");
    }

    @Test
    void anObjectionIsTakenWithoutANameOnceAndStopsTheNotice_PB_2_AP_2() {
        var key = UUID.randomUUID().toString();
        var first = object(id, key, "content", "他家有门面出租").getResponse().getRedirectedUrl();
        assertThat(first).matches("/notices/received\\?no=YY-[0-9]{4}-[0-9]{6}");
        assertThat(object(id, key, "content", "他家有门面出租").getResponse().getRedirectedUrl())
                .isEqualTo(first);
        assertThat(get(String.valueOf(first))).bodyText().contains("异议已收到", "YY-");
        assertThat(objections.of(id, reviewer)).hasSize(1);
        assertThat(notices.missing(notices.view(id, reviewer).subject())).contains("1 条公示异议");
        assertThat(get("/notices/" + id))
                .as("the board does not tell that there is one")
                .bodyText()
                .doesNotContain("门面", "异议待处理");
    }

    @Test
    void whatIsTypedComesBackWithItsErrors() {
        assertThat(object(id, UUID.randomUUID().toString(), "content", " "))
                .hasStatus(422)
                .bodyText()
                .contains("错误：", "写一写哪里不对");
        assertThat(object(id, UUID.randomUUID().toString(), "content", "有车", "phone", "1390000", "name", "李\u0007四"))
                .hasStatus(422)
                .bodyText()
                .contains("联系电话少 4 位", "看不见的字符", "有车", "1390000");
        assertThat(object(id, UUID.randomUUID().toString(), "content", "长".repeat(501)))
                .hasStatus(422)
                .bodyText()
                .contains("不超过 500 字");
        assertThat(object(id, UUID.randomUUID().toString(), "content", "<script>alert(1)</script>", "phone", "9"))
                .hasStatus(422)
                .bodyText()
                .doesNotContain("<script>alert");
        assertThat(objections.of(id, reviewer)).isEmpty();
        assertThat(mvc.post()
                        .uri("/notices/" + id + "/objection")
                        .with(csrf())
                        .param("content", "没有钥匙")
                        .exchange())
                .hasStatus(400);
        assertThat(mvc.post()
                        .uri("/notices/" + id + "/objection")
                        .param("content", "没有令牌")
                        .exchange())
                .hasStatus(403);
    }

    @Test
    void floodingIsAnswered429_PB_2() {
        for (int i = 0; i < 5; i++) {
            assertThat(object(id, UUID.randomUUID().toString(), "content", "第 " + i))
                    .hasStatus3xxRedirection();
        }
        assertThat(object(id, UUID.randomUUID().toString(), "content", "再来"))
                .hasStatus(429)
                .bodyText()
                .contains("请过一小时再提");
        assertThat(objections.of(id, reviewer)).hasSize(5);
    }

    @Test
    void whatIsOverWithdrawnOrNeverWasIsTheSame404_PB_2() {
        var over = posting.post(Posting.low("赵六"), reviewer);
        posting.endAt(over, clock.instant().minusSeconds(2));
        var wrong = posting.post(Posting.low("孙七"), reviewer);
        notices.withdraw(wrong, "写错", reviewer);
        for (var gone :
                List.of(over.toString(), wrong.toString(), UUID.randomUUID().toString(), "nonsense", "1")) {
            assertThat(get("/notices/" + gone)).hasStatus(404);
            assertThat(get("/notices/" + gone + "/objection")).hasStatus(404);
        }
        assertThat(object(over, UUID.randomUUID().toString(), "content", "晚了")).hasStatus(404);
        assertThat(get("/notices?town=" + Posting.TOWNSHIP)).bodyText().doesNotContain("赵*", "孙*");
        assertThat(get("/notices?town=999999999")).hasStatusOk();
        assertThat(get("/notices?town='; drop table notice")).hasStatusOk();
        assertThat(get("/notices/received?no=<b>")).hasStatus(404);
    }

    @Test
    void aMinorIsNamedNowhere_PB_2() {
        var child = posting.post(Posting.low("王小明").ofMinor(), reviewer);
        confirmed.list(
                new Subject("award", UUID.randomUUID().toString()),
                PlaceId.of(Posting.VILLAGE),
                "王小明",
                1,
                Money.yuan("777"),
                true,
                null);
        assertThat(get("/notices/" + child)).bodyText().contains("未成年人").doesNotContain("王*明", "1,059.00", "4 人");
        assertThat(shown(get("/notices/confirmed?town=" + Posting.TOWNSHIP)))
                .contains("未成年人")
                .doesNotContain("王*明", "777");
    }

    /** Without the random numbers of addresses, in which any three digits may stand. */
    private static String shown(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8)
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|-[0-9a-f]{32}\\b", "");
    }

    private MvcTestResult get(String path) {
        return mvc.get()
                .uri(java.net.URI.create(
                        path.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")))
                .exchange();
    }

    private MvcTestResult object(NoticeId notice, String key, String... fields) {
        var request = mvc.post()
                .uri("/notices/" + notice + "/objection")
                .with(csrf())
                .with(it -> {
                    it.setRemoteAddr(address);
                    return it;
                });
        request.param("_key", key);
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }
}
