package cn.yimen.casefile;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.Statements;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The pages of a case: what they show, what they refuse, and that nothing typed is lost. */
@ProductTest
@Import(Families.class)
class CasePagesTest {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Cases cases;

    @Autowired
    Matters matters;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Families families;

    Officer clerk;
    OpenedCase opened;

    @BeforeEach
    void aCase() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        opened = cases.open(
                Families.wish(families.couple(clerk), "MZ-01", "YB-01")
                        .received("身份证", "MZ-01", "YB-01")
                        .missing("费用票据", "YB-01")
                        .asked(),
                clerk);
    }

    @Test
    void theCasePageShowsWhoWhatAndUntilWhen_IN_6() {
        assertThat(get(""))
                .hasStatusOk()
                .bodyText()
                .contains("王建国户", opened.receiptNumber().text(), "最低生活保障", "还缺：费用票据", "首次接待")
                .contains("139****1234")
                .doesNotContain("13900001234");
    }

    @Test
    void everyTabIsAPage() {
        for (var tab :
                new String[] {"/household", "/materials", "/referrals", "/events", "/handover", "/letters/new"}) {
            assertThat(get(tab)).as(tab).hasStatusOk();
        }
    }

    @Test
    void openingACaseIsLogged_AU_1() {
        get("/materials");

        assertThat(jdbc.sql(
                                "select fields from audit_entry where subject_kind = 'case' and subject_id = ? and kind = 'OPENED'")
                        .param(opened.caseId().toString())
                        .query(String.class)
                        .list())
                .contains("材料");
    }

    @Test
    void theFirstTabSendsFewStatements_OP_2() {
        assertThat(Statements.of(() -> get("")))
                .as(
                        "the account; the door of the case; everything behind it together; three to log the look; the clerk's"
                                + " clock; two to keep the session the test made")
                .isEqualTo(9);
        assertThat(Statements.questions(() -> get(""))).isLessThanOrEqualTo(20);
    }

    @Test
    void somebodyElsesCaseIsLikeOneThatDoesNotExist() {
        var stranger = Staff.clerk(jdbc, Families.OTHER_TOWNSHIP);

        var foreign =
                mvc.get().uri("/cases/{id}", opened.caseId()).with(as(stranger)).exchange();
        var missing = mvc.get()
                .uri("/cases/{id}", UUID.randomUUID())
                .with(as(stranger))
                .exchange();

        assertThat(foreign).hasStatus(404);
        assertThat(missing).hasStatus(404);
        assertThat(foreign).bodyText().doesNotContain("王建国");
        assertThat(mvc.get().uri("/cases/nonsense").with(as(clerk))).hasStatus4xxClientError();
    }

    @Test
    void theListShowsTheCaseAndFiltersByTheAddress() {
        var found = found(opened.receiptNumber().text());

        assertThat(mvc.get().uri(found).with(as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains(opened.receiptNumber().text(), "王建国", "待补正");
        assertThat(mvc.get()
                        .uri(found + "&state=closed&due=nonsense&item=XX&from=31.2.&after=zzz")
                        .with(as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("状态：已办结")
                .doesNotContain("/cases/" + opened.caseId());
    }

    @Test
    void aSearchPutsNoNameInTheAddress_AU_2() {
        var found = found("王建国");

        assertThat(found).startsWith("/cases?w=").doesNotContain("王");
        assertThat(mvc.get().uri(found).with(as(clerk)))
                .bodyText()
                .contains("查找：王建国")
                .containsPattern("href=\"/cases/[0-9a-f-]{36}\"");
    }

    /** The address of what a search finds. */
    private String found(String words) {
        var answer = mvc.post()
                .uri("/cases/search")
                .with(as(clerk))
                .with(csrf())
                .param("q", words)
                .exchange();
        assertThat(answer).hasStatus3xxRedirection();
        return java.util.Objects.requireNonNull(answer.getResponse().getRedirectedUrl());
    }

    @Test
    void materialsAreReceivedAndTheLimitGoesOn_IN_5() {
        var material = jdbc.sql("select id from case_material where case_id = ? and state = 'MISSING'")
                .param(opened.caseId().id())
                .query(UUID.class)
                .single();
        assertThat(mvc.post()
                        .uri("/cases/{id}/materials/receive", opened.caseId())
                        .with(as(clerk))
                        .with(csrf())
                        .param("_key", UUID.randomUUID().toString()))
                .hasStatus(422)
                .bodyText()
                .contains("勾选收到的材料");

        assertThat(mvc.post()
                        .uri("/cases/{id}/materials/receive", opened.caseId())
                        .with(as(clerk))
                        .with(csrf())
                        .param("_key", UUID.randomUUID().toString())
                        .param("received", material.toString()))
                .hasStatus3xxRedirection();
        assertThat(get("/materials")).bodyText().contains("已补齐").doesNotContain("收到补来的材料");
    }

    @Test
    void aFurtherLetterKeepsWhatWasTypedUntilItIsWhole_IN_5() {
        assertThat(mvc.post()
                        .uri("/cases/{id}/letters", opened.caseId())
                        .with(as(clerk))
                        .with(csrf())
                        .param("_key", UUID.randomUUID().toString())
                        .param("names", "残疾证\n诊断证明"))
                .hasStatus(422)
                .bodyText()
                .contains("残疾证\n诊断证明", "写明为什么第一次没有告知", "选择哪些事项需要");
    }

    @Test
    void theOutcomeIsToldOnceAndASecondTellerSeesBoth_RF_2() {
        var matter = concluded();
        var url = "/cases/" + opened.caseId() + "/matters/" + matter + "/tell";
        assertThat(mvc.get().uri(url).with(as(clerk))).hasStatusOk().bodyText().contains("已纳入医疗救助");

        assertThat(tell(url, "TELEPHONE")).hasStatus3xxRedirection();

        assertThat(tell(url, "FACE")).hasStatus(409).bodyText().contains("电话告知", "当面告知");
    }

    @Test
    void theWindowTakesOneRatingForAMatter_IN_10() {
        var matter = concluded();
        var url = "/cases/" + opened.caseId() + "/matters/" + matter + "/rating";

        assertThat(rate(url, "")).hasStatus(422).bodyText().contains("请申请人选一个评价");
        assertThat(rate(url, "SATISFIED")).hasStatus3xxRedirection();
        assertThat(rate(url, "DISSATISFIED")).hasStatus(409);
    }

    @Test
    void aHandoverIsShownUntilItIsAccepted_IN_7() {
        // the last of an office so large that the page does not name everybody
        var colleague = Stream.generate(() -> Staff.with(jdbc, Post.at(Role.WINDOW_CLERK, Families.TOWNSHIP)))
                .limit(101)
                .max(Comparator.comparing(Officer::login))
                .orElseThrow();
        assertThat(mvc.post()
                        .uri("/cases/{id}/handover", opened.caseId())
                        .with(as(clerk))
                        .with(csrf())
                        .param("_key", UUID.randomUUID().toString())
                        .param("to", colleague.id().toString())
                        .param("reason", "调岗"))
                .hasStatus3xxRedirection();
        assertThat(get("")).bodyText().contains("还没有接收，现在仍由");

        assertThat(mvc.post()
                        .uri("/cases/{id}/handover/accept", opened.caseId())
                        .with(as(colleague))
                        .with(csrf())
                        .param("_key", UUID.randomUUID().toString()))
                .hasStatus3xxRedirection();

        assertThat(jdbc.sql("select officer_id = ? and first_officer_id = ? from case_file where id = ?")
                        .params(colleague.id(), clerk.id(), opened.caseId().id())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    private MvcTestResult tell(String url, String how) {
        return mvc.post()
                .uri(url)
                .with(as(clerk))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString())
                .param("how", how)
                .exchange();
    }

    private MvcTestResult rate(String url, String grade) {
        return mvc.post()
                .uri(url)
                .with(as(clerk))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString())
                .param("grade", grade)
                .exchange();
    }

    private MatterId concluded() {
        var own = cases.open(Families.wish(families.couple(clerk), "JT-01").asked(), clerk);
        opened = own;
        var matter = own.matters().get(0).id();
        matters.refer(matter, "区教育局", clerk);
        matters.conclude(matter, Conclusion.GRANTED, "已纳入医疗救助", Staff.liaison(jdbc, "JT"));
        return matter;
    }

    private MvcTestResult get(String tab) {
        return mvc.get().uri("/cases/" + opened.caseId() + tab).with(as(clerk)).exchange();
    }
}
