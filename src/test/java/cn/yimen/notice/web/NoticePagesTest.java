package cn.yimen.notice.web;

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
import cn.yimen.notice.Objections.NewObjection;
import cn.yimen.notice.PermanentList;
import cn.yimen.notice.Posting;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** AP-1, AP-2, AP-5: notices in the pages of the staff. */
@ProductTest
class NoticePagesTest {

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
    Officer clerk;
    Officer officer;
    NoticeId id;
    String url = "";

    @BeforeEach
    void aNotice() {
        posting = new Posting(jdbc, notices, clock);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Posting.TOWNSHIP));
        clerk = Staff.clerk(jdbc, Posting.TOWNSHIP);
        officer = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        id = posting.post(Posting.low("王建国"), reviewer);
        url = "/publicity/" + id;
    }

    @Test
    void theListAndTheNotice_AP_1() {
        assertThat(get("/publicity", reviewer)).bodyText().contains("公示中", "有异议", "sa-light", "GS-");
        assertThat(get("/publicity?show=down&town=" + Posting.TOWNSHIP, officer))
                .hasStatusOk();
        assertThat(get("/publicity?show=nonsense&at=-1&town=x", officer)).hasStatusOk();
        assertThat(get(url, reviewer)).bodyText().contains("王建国", "王*国", "把士村村务公开栏", "SM3", "撤下", "登记书面异议", "补充张贴凭证");
        assertThat(get(url, clerk)).bodyText().contains("登记书面异议").doesNotContain("/withdraw");
        assertThat(get(url, Staff.with(jdbc, Post.of(Role.SUPERVISOR))))
                .bodyText()
                .doesNotContain("登记书面异议", "/withdraw", "/proof");
    }

    @Test
    void foreignersFindNothing() {
        objections.fromPage(
                id, new NewObjection("有车", null, null, false), UUID.randomUUID().toString());
        var objection =
                "/publicity/objections/" + objections.of(id, reviewer).get(0).id();
        for (var other : List.of(
                Staff.clerk(jdbc, "520402102"),
                Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, "520402102")),
                Staff.with(jdbc, Post.at(Role.VILLAGE_ASSISTANT, Posting.TOWNSHIP + "201")),
                Staff.liaison(jdbc, "YB"),
                Staff.administrator(jdbc),
                Staff.with(jdbc))) {
            for (var path : List.of("", "/proof", "/objection", "/withdraw", "/print", "/print.pdf")) {
                assertThat(get(url + path, other)).as(path).hasStatus(404);
            }
            assertThat(post(url + "/withdraw", other, "reason", "我要撤")).hasStatus(404);
            assertThat(post(url + "/objection", other, "receivedOn", today(), "content", "x"))
                    .hasStatus(404);
            assertThat(post(url + "/print", other)).hasStatus(404);
            assertThat(get(objection, other)).hasStatus(404);
            assertThat(post(objection, other, "result", "UPHELD", "reason", "我来"))
                    .hasStatus(404);
        }
        assertThat(get(objection, clerk))
                .as("who only takes it in does not read it")
                .hasStatus(404);
        assertThat(mvc.get().uri(url).exchange()).hasStatus3xxRedirection();
        assertThat(get("/publicity", Staff.liaison(jdbc, "YB"))).hasStatus(404);
        assertThat(get("/publicity/objections", clerk)).hasStatus(404);
    }

    @Test
    void anObjectionOnPaperIsRecordedAndSettled_AP_2() {
        assertThat(post(url + "/objection", clerk, "receivedOn", "昨天吧", "content", ""))
                .hasStatus(422)
                .bodyText()
                .contains("有 2 处需要修改", "填写异议内容", "日期写成");
        assertThat(post(url + "/objection", clerk, "receivedOn", "2020-1-1", "content", "有车"))
                .hasStatus(422)
                .bodyText()
                .contains("不在公示期内");
        assertThat(post(url + "/objection", clerk, "receivedOn", today(), "content", "他家有车", "name", "李四"))
                .hasRedirectedUrl(url);
        assertThat(get(url, clerk))
                .bodyText()
                .contains("1 条异议没有处理完", "收到 1 条，内容保密")
                .doesNotContain("他家有车", "李四");
        var objection =
                "/publicity/objections/" + objections.of(id, reviewer).get(0).id();
        assertThat(get("/publicity/objections", reviewer)).bodyText().contains("YY-", "待处理", "书面");
        assertThat(get(objection, reviewer)).bodyText().contains("他家有车", "李四", "保存处理结果");
        assertThat(post(objection, reviewer, "result", "MAYBE", "reason", ""))
                .hasStatus(422)
                .bodyText()
                .contains("选择处理结果", "填写调查情况和理由", "他家有车");
        assertThat(post(objection, reviewer, "result", "NOT_UPHELD", "reason", "车辆已报废"))
                .hasRedirectedUrl(objection);
        assertThat(get(objection, reviewer))
                .bodyText()
                .contains("异议不成立", "车辆已报废")
                .doesNotContain("保存处理结果");
        assertThat(post(objection, reviewer, "result", "UPHELD", "reason", "改主意"))
                .hasStatus(409);
        assertThat(jdbc.sql(
                                "select count(*) from audit_entry where kind = 'OPENED' and officer = ? and subject_kind = 'notice_objection'")
                        .param(reviewer.login())
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    @Test
    void itIsTakenDownWithAReason() {
        assertThat(post(url + "/withdraw", clerk, "reason", "写错")).hasStatus(403);
        assertThat(post(url + "/withdraw", reviewer, "reason", " "))
                .hasStatus(422)
                .bodyText()
                .contains("填写撤下原因");
        assertThat(post(url + "/withdraw", reviewer, "reason", "人数写错")).hasRedirectedUrl(url);
        assertThat(get(url, reviewer)).bodyText().contains("已撤下", "人数写错");
        assertThat(mvc.get().uri("/notices/" + id).exchange()).hasStatus(404);
    }

    @Test
    void moreProofIsAdded_AP_1() throws Exception {
        assertThat(post(url + "/proof", reviewer, "place", "活动室", "day", today(), "time", "8点", "statement", ""))
                .hasStatus(422)
                .bodyText()
                .contains("时间写成 09:30 这样", "附张贴照片，或者写明");
        assertThat(post(
                        url + "/proof",
                        reviewer,
                        "place",
                        "活动室",
                        "day",
                        "2999-1-1",
                        "time",
                        "09:30",
                        "statement",
                        "张三在活动室张贴"))
                .hasStatus(422);
        assertThat(post(
                        url + "/proof",
                        reviewer,
                        "place",
                        "活动室",
                        "day",
                        today(),
                        "time",
                        "00:00",
                        "statement",
                        "张三在活动室张贴"))
                .hasRedirectedUrl(url);
        assertThat(get(url, reviewer)).bodyText().contains("活动室");
        assertThat(mvc.post()
                        .uri(url + "/proof")
                        .multipart()
                        .file(new MockMultipartFile("files", "a.png", "image/png", new byte[] {1, 2, 3}))
                        .param("_key", UUID.randomUUID().toString())
                        .param("place", "村口")
                        .param("day", today())
                        .param("time", "00:00")
                        .with(csrf())
                        .with(Staff.as(reviewer))
                        .exchange())
                .hasStatus(422)
                .bodyText()
                .contains("不是照片或 PDF", "村口");
        assertThat(get(url, reviewer)).bodyText().doesNotContain("村口");
    }

    @Test
    void thePaperSaysWhatWasShownAndIsTheSameWhenPrintedAgain_AP_5() throws Exception {
        assertThat(post(url + "/print", reviewer).getResponse().getRedirectedUrl())
                .isEqualTo(url + "/print?print");
        assertThat(get(url + "/print", reviewer))
                .bodyText()
                .contains("最低生活保障拟确认公示", "王*国", "每月 1,059.00 元", "如有异议", "0851-33221234", "GS-")
                .doesNotContain("王建国");
        var pdf = get(url + "/print.pdf", reviewer);
        assertThat(pdf).hasStatusOk().hasContentType("application/pdf");
        try (var document = Loader.loadPDF(pdf.getResponse().getContentAsByteArray())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(document))
                    .contains("王*国", "公示期")
                    .doesNotContain("王建国", "〓");
        }
        post(url + "/print", reviewer);
        assertThat(jdbc.sql("select count(*) from document_print where kind = 'PublicNotice' and subject_id = ?")
                        .param(id.toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aWrongLineOfThePermanentListIsTakenOff_PB_2() {
        var award = new Subject("award", UUID.randomUUID().toString());
        confirmed.list(award, PlaceId.of(Posting.VILLAGE), "王建国", 4, Money.yuan("1066"), false, null);
        var entry = jdbc.sql("select id from permanent_list where subject_id = ? and removed_at is null")
                .param(award.id())
                .query(UUID.class)
                .single();
        var path = "/publicity/confirmed/" + entry + "/withdraw";
        assertThat(get("/publicity/confirmed", reviewer)).bodyText().contains("王*国", "1,066.00", path);
        assertThat(get("/publicity/confirmed?town=" + Posting.TOWNSHIP, officer))
                .bodyText()
                .contains("1,066.00");
        assertThat(get("/publicity/confirmed", clerk))
                .bodyText()
                .contains("1,066.00")
                .doesNotContain(path);
        var foreign = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, "520402102"));
        assertThat(get("/publicity/confirmed?town=" + Posting.TOWNSHIP, foreign))
                .bodyText()
                .doesNotContain("1,066.00");
        assertThat(get(path, foreign)).hasStatus(404);
        assertThat(post(path, foreign, "reason", "错")).hasStatus(404);
        assertThat(post(path, clerk, "reason", "错")).hasStatus(403);
        assertThat(get("/publicity/confirmed", Staff.liaison(jdbc, "YB"))).hasStatus(404);
        assertThat(post(path, reviewer, "reason", "")).hasStatus(422).bodyText().contains("填写撤下原因", "1,066.00");
        assertThat(post(path, reviewer, "reason", "金额不对")).hasRedirectedUrl("/publicity/confirmed");
        assertThat(get("/publicity/confirmed", reviewer)).bodyText().doesNotContain("1,066.00");
        assertThat(mvc.get().uri("/notices/confirmed?town=" + Posting.TOWNSHIP).exchange())
                .bodyText()
                .doesNotContain("1,066.00");
    }

    private String today() {
        return LocalDate.now(clock).toString();
    }

    private MvcTestResult get(String path, Officer by) {
        return mvc.get().uri(path).with(Staff.as(by)).exchange();
    }

    private MvcTestResult post(String path, Officer by, String... fields) {
        var request = mvc.post().uri(path).with(csrf()).with(Staff.as(by));
        request.param("_key", UUID.randomUUID().toString());
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }
}
