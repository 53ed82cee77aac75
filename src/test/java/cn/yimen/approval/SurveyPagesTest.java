package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** AP-1, HH-3: the pages of the visit, the facts, the appraisal and the opinion. */
@ProductTest
@Import({Families.class, Surveys.class})
class SurveyPagesTest {

    @Autowired
    Applications applications;

    @Autowired
    Investigations investigations;

    @Autowired
    Surveys surveys;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    Officer clerk;
    Officer reviewer;
    Officer one;
    Officer two;
    ApplicationView application;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        one = Staff.clerk(jdbc, Families.TOWNSHIP);
        two = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        begin("MZ-01");
    }

    private void begin(String item) {
        var opened = cases.open(Families.wish(families.couple(clerk), item).asked(), clerk);
        application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        surveys.declare(application, reviewer);
    }

    private InvestigationView arranged() {
        var id = investigations.arrange(application.id(), List.of(one.id(), two.id()), surveys.today(), reviewer);
        return investigations.view(application.id(), id, one);
    }

    private MvcTestResult get(String path, Officer by) {
        return mvc.get()
                .uri("/applications/" + application.id() + path)
                .with(Staff.as(by))
                .exchange();
    }

    private MvcTestResult post(String path, Map<String, String> form, Officer by) {
        var request = mvc.post()
                .uri("/applications/" + application.id() + path)
                .with(Staff.as(by))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
        form.forEach(request::param);
        return request.exchange();
    }

    private static Map<String, String> typed(Map<String, String> values, long version) {
        var form = new java.util.LinkedHashMap<String, String>();
        values.forEach((name, value) -> form.put("values[" + name + "]", value));
        form.put("version", "" + version);
        return form;
    }

    @Test
    void aVisitIsArrangedOnAPage_AP_1() {
        assertThat(get("", reviewer)).bodyText().contains("安排乡镇入户调查");
        assertThat(get("", clerk)).bodyText().doesNotContain("安排乡镇入户调查");
        assertThat(get("/visits/new", clerk)).hasRedirectedUrl("/applications/" + application.id());
        assertThat(get("/visits/new", reviewer)).hasStatusOk().bodyText().contains("谁去（调查人）", "至少 2 人");
        assertThat(post("/visits", Map.of("officers", one.id().toString(), "on", ""), reviewer))
                .hasStatus(422)
                .bodyText()
                .contains("入户调查每组不少于 2 人", "填写入户日期");
        assertThat(post(
                        "/visits",
                        Map.of(
                                "officers",
                                one.id() + "," + two.id(),
                                "on",
                                surveys.today().toString()),
                        reviewer))
                .hasRedirectedUrl("/applications/" + application.id());
        assertThat(get("", one)).hasStatusOk().bodyText().contains("入户调查", "DC-", "未签字");
    }

    @Test
    void isRecordedAsTypedAndSignedByBoth_AP_1() {
        var visit = arranged();
        var path = "/visits/" + visit.id();
        assertThat(get(path, one))
                .hasStatusOk()
                .bodyText()
                .contains("记录完了，我签字", "申报 <b>300.00 元</b>", "不拍人脸、病历和证件", "data-autosave");
        assertThat(get(path, clerk)).hasStatusOk().bodyText().doesNotContain("记录完了，我签字");

        var draft = mvc.post()
                .uri("/applications/" + application.id() + path)
                .with(Staff.as(one))
                .with(csrf())
                .header("X-Draft", "1")
                .param("values[living]", "土房 <漏雨>")
                .param("version", "0")
                .exchange();
        assertThat(draft).hasStatusOk().bodyJson().extractingPath("$.version").isEqualTo(1);
        assertThat(get(path, two)).bodyText().contains("土房 &lt;漏雨&gt;");
        assertThat(mvc.post()
                        .uri("/applications/" + application.id() + path)
                        .with(Staff.as(two))
                        .with(csrf())
                        .header("X-Draft", "1")
                        .param("values[living]", "砖房")
                        .param("version", "0"))
                .as("the other device has an older one")
                .hasStatus(409);
        assertThat(post(path, typed(Map.of("living", "砖房"), 0), two))
                .hasStatus(409)
                .bodyText()
                .contains("土房", "砖房", "住房和生活状况");

        assertThat(post(path + "/sign", typed(Map.of("living", "土房"), 1), one))
                .hasStatus(422)
                .bodyText()
                .contains("处需要修改", "填写调查意见", "选择与申报是否一致", "土房");
        assertThat(post(path + "/sign", typed(surveys.whole(visit), 1), one))
                .hasRedirectedUrl("/applications/" + application.id() + path);
        assertThat(get(path, one)).bodyText().contains("待签字", "未签字", "收回签字再改").doesNotContain("我看过了，签字");
        assertThat(post(path, typed(Map.of("living", "别的"), 2), two)).hasStatus(409);
        assertThat(get(path, two)).bodyText().contains("我看过了，签字", "收回签字再改");
        assertThat(post(path + "/sign", Map.of("version", "2"), two))
                .hasRedirectedUrl("/applications/" + application.id() + path);
        assertThat(get(path, clerk)).bodyText().contains("已签字", "砖房两间", "打印入户调查表");
        assertThat(post(path + "/print", Map.of(), clerk))
                .hasRedirectedUrl("/applications/" + application.id() + path + "/print");
        assertThat(get(path + "/print", clerk))
                .hasStatusOk()
                .bodyText()
                .contains("入户调查表", visit.number(), "申报", "一致", "王建国（家庭成员）签字确认", "300.00 元");
        assertThat(get(path + "/print.pdf", clerk)).hasStatusOk().hasContentType("application/pdf");
        var paper = sheet(path + "/print");
        assertThat(post(path + "/print", Map.of(), reviewer)).hasStatus3xxRedirection();
        assertThat(sheet(path + "/print")).as("reprinted the same (AP-5)").isEqualTo(paper);
        assertThat(get(path + "/print", clerk)).bodyText().contains("第 2 次");
        assertThat(get("", reviewer)).bodyText().contains("提出初审意见", "写初审意见");
    }

    @Test
    void aVersionThatIsNoNumberLosesNothingTyped_IN_8() {
        var visit = arranged();
        var path = "/visits/" + visit.id();
        var broken = typed(Map.of("living", "砖房三间"), 0);
        for (var version : List.of("abc", "-1", "0x1", "1e3", "99999999999999999999", "")) {
            broken.put("version", version);
            assertThat(post(path, broken, one))
                    .as(version)
                    .hasStatus(409)
                    .bodyText()
                    .contains("砖房三间", "住房和生活状况");
            assertThat(get(path, one)).bodyText().doesNotContain("砖房三间");
        }
        broken.remove("version");
        assertThat(post(path, broken, one)).hasStatus(409).bodyText().contains("砖房三间");
        broken.putAll(typed(surveys.whole(visit), 0));
        broken.put("version", "abc");
        assertThat(post(path + "/sign", broken, one)).hasStatus(409).bodyText().contains("砖房两间");
        assertThat(get(path, one)).bodyText().contains("记录完了，我签字");
    }

    @Test
    void aSignNobodySeesIsSaidAtItsFieldAndTheRestKept_IN_8() {
        var visit = arranged();
        var path = "/visits/" + visit.id();
        var unseen = typed(Map.of("living", "土房\u0003漏雨", "place", "三组"), 0);
        for (var more : List.of(Map.<String, String>of(), Map.of("add", "1"))) {
            unseen.putAll(more);
            assertThat(post(path, unseen, one)).hasStatus(422).bodyText().contains("第 3 个字是看不见的字符", "三组");
        }
        var whole = typed(surveys.whole(visit), 0);
        whole.put("values[other]", "村主任\u0003");
        assertThat(post(path + "/sign", whole, one)).hasStatus(422).bodyText().contains("第 4 个字是看不见的字符", "砖房两间");
        assertThat(get(path, one)).bodyText().contains("记录完了，我签字").doesNotContain("砖房两间");
    }

    /** The paper without its foot, which says who printed it when. */
    private String sheet(String path) {
        try {
            var body = get(path, clerk).getResponse().getContentAsString();
            return body.substring(body.indexOf("<main"), body.indexOf("class=\"foot"));
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anotherTownshipSeesNothing_AP_6() {
        var visit = arranged();
        var stranger = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP));
        for (var path : List.of(
                "/visits/new",
                "/visits/" + visit.id(),
                "/facts",
                "/opinion",
                "/appraisal",
                "/visits/" + visit.id() + "/cancel")) {
            assertThat(get(path, stranger)).as(path).hasStatus(404);
        }
        assertThat(post("/visits/" + visit.id(), typed(Map.of("living", "x"), 0), stranger))
                .hasStatus(404);
    }

    @Test
    void theOpinionShowsReasonsAndDifferenceBeforeTheButton_AP_1() {
        assertThat(get("/opinion", reviewer)).hasRedirectedUrl("/applications/" + application.id());
        var visit = surveys.visit(application.id(), Map.of(), reviewer);
        assertThat(visit.state()).isEqualTo(InvestigationView.State.SIGNED);
        assertThat(get("/opinion", clerk)).hasRedirectedUrl("/applications/" + application.id());
        var page = get("/opinion", reviewer);
        assertThat(page).hasStatusOk().bodyText().contains("按核实情况测算", "与受理时的测算逐行对照", "经调查核实，家庭人口 2 人", "每月发放");
        assertThat(post("/opinion", Map.of("result", "FOR", "scheme", "DIBAO", "digest", "x"), reviewer))
                .hasStatus(422)
                .bodyText()
                .contains("填写理由", "填写依据");
        assertThat(post(
                        "/opinion",
                        Map.of(
                                "result", "FOR",
                                "scheme", "DIBAO",
                                "reasons", "收入低于标准",
                                "basis", "民发〔2021〕57号第十九条",
                                "digest", digest(page)),
                        reviewer))
                .hasRedirectedUrl("/applications/" + application.id());
        assertThat(get("", reviewer)).bodyText().contains("待公示", "建议确认最低生活保障", "收入低于标准");
    }

    private static String digest(MvcTestResult page) {
        try {
            var body = page.getResponse().getContentAsString();
            var at = body.indexOf("name=\"digest\" value=\"") + 21;
            return body.substring(at, body.indexOf('"', at));
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDocumentsValueIsEnteredBesideTheDeclaration_HH_3() {
        var line = investigations.view(application.id(), arranged().id(), one).lines().stream()
                .filter(it -> it.kind() == FactLine.Kind.INCOME)
                .findFirst()
                .orElseThrow()
                .key();
        assertThat(get("/facts", reviewer)).hasStatusOk().bodyText().contains("300.00 元", "登记核实值");
        assertThat(get("/facts", clerk)).hasStatusOk().bodyText().doesNotContain("登记核实值");
        assertThat(get("/facts/" + line, reviewer)).hasStatusOk().bodyText().contains("核实为");
        assertThat(post("/facts/" + line, Map.of("found", "多少"), reviewer))
                .hasStatus(422)
                .bodyText()
                .contains("认不出", "选择来源", "写明是哪一份材料");
        assertThat(post("/facts/" + line, Map.of("found", "850", "source", "DOCUMENT", "words", "工资流水"), reviewer))
                .hasRedirectedUrl("/applications/" + application.id() + "/facts");
        assertThat(get("/facts", reviewer)).bodyText().contains("300.00 元", "850.00 元", "证明材料：工资流水");
        assertThat(post("/facts/" + line, Map.of("found", "1", "source", "DOCUMENT", "words", "x"), clerk))
                .hasStatus(403);
    }

    @Test
    void anAppraisalIsRecordedOnItsPage_AP_1() {
        applications.go(application.id(), Way.CALL_APPRAISAL, "有争议", reviewer);
        assertThat(get("/appraisal", clerk)).hasRedirectedUrl("/applications/" + application.id());
        assertThat(get("/appraisal", reviewer)).hasStatusOk().bodyText().contains("至少 5 人参加", "评议完毕，定稿");
        assertThat(post("/appraisal", typed(Map.of("minutes", "开会"), 0), reviewer))
                .hasStatus(422)
                .bodyText()
                .contains("填写评议结论", "开会");
        var values = new java.util.LinkedHashMap<String, String>(Map.of(
                "heldOn", surveys.today().toString(),
                "place", "村委会",
                "chair", "周敏",
                "recorder", "何静",
                "votesFor", "5",
                "votesAgainst", "0",
                "votesAbstain", "0",
                "minutes", "到会的人都发言",
                "result", "属实"));
        for (int row = 0; row < 5; row++) {
            values.put("p" + row + "_name", "代表" + row);
            values.put("p" + row + "_standing", "PARTY");
        }
        var unseen = typed(values, 0);
        unseen.put("values[place]", "村\u0003部");
        for (var more : List.of(Map.<String, String>of(), Map.of("add", "1"))) {
            unseen.putAll(more);
            assertThat(post("/appraisal", unseen, reviewer))
                    .as("IN-8: a sign nobody sees")
                    .hasStatus(422)
                    .bodyText()
                    .contains("第 2 个字是看不见的字符", "到会的人都发言");
        }
        assertThat(post("/appraisal", typed(values, 0), reviewer))
                .hasRedirectedUrl("/applications/" + application.id());
        var id = jdbc.sql("select id from appraisal where application_id = ?")
                .param(application.id().id())
                .query(UUID.class)
                .single();
        assertThat(get("/appraisals/" + id, clerk)).hasStatusOk().bodyText().contains("多数同意", "代表4（党员代表）");
        assertThat(get("", clerk)).bodyText().contains("PY-", "同意 5");
        var paper = "/appraisals/" + id + "/print";
        assertThat(post(paper, Map.of(), clerk)).hasRedirectedUrl("/applications/" + application.id() + paper);
        assertThat(get(paper, clerk)).hasStatusOk().bodyText().contains("民主评议记录", "代表0", "到会的人都发言", "属实");
        assertThat(get(paper + ".pdf", clerk)).hasStatusOk().hasContentType("application/pdf");
    }

    @Test
    void aVisitOfTekunAsksForTheSixIndicators_AP_1() {
        begin("MZ-02A");
        assertThat(get("/visits/" + arranged().id(), one))
                .hasStatusOk()
                .bodyText()
                .contains("生活自理能力（六项）", "自主吃饭", "室内自主行走");
    }

    @Test
    void aVisitIsCancelledWithItsReason_AP_1() {
        var visit = arranged();
        assertThat(get("/visits/" + visit.id() + "/cancel", reviewer)).hasStatusOk();
        assertThat(post("/visits/" + visit.id() + "/cancel", Map.of("reason", ""), reviewer))
                .hasStatus(422);
        assertThat(post("/visits/" + visit.id() + "/cancel", Map.of("reason", "家中无人"), clerk))
                .hasStatus(403);
        assertThat(post("/visits/" + visit.id() + "/cancel", Map.of("reason", "家中无人"), reviewer))
                .hasRedirectedUrl("/applications/" + application.id());
        assertThat(get("", reviewer)).bodyText().contains("已取消", "安排乡镇入户调查");
    }
}
