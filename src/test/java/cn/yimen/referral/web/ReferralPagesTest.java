package cn.yimen.referral.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.Statements;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.MatterProgress;
import cn.yimen.casefile.ToldHow;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Questions;
import cn.yimen.referral.Needs;
import cn.yimen.referral.ReferralFilter;
import cn.yimen.referral.ReferralId;
import cn.yimen.referral.ReferralList;
import cn.yimen.referral.ReferralStage;
import cn.yimen.referral.Referrals;
import cn.yimen.referral.Telling;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** RF-1, RF-2, RF-4, AP-6 in the pages of both sides. */
@ProductTest
class ReferralPagesTest {

    static final String TOWNSHIP = "520402108";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Referrals referrals;

    @Autowired
    ReferralList list;

    @Autowired
    MatterProgress.Source referralProgress; // by its name: every path has one

    @Autowired
    Questions questions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Persons persons;

    @Autowired
    Deadlines deadlines;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    Needs needs;
    Officer clerk;
    Officer women;

    @BeforeEach
    void people() {
        needs = new Needs(jdbc, persons, deadlines, events, transaction, clock);
        clerk = Staff.clerk(jdbc, TOWNSHIP);
        women = Staff.liaison(jdbc, "FL");
    }

    @Test
    void theLiaisonsListShowsLimitChainAndNextStep_RF_2() {
        sent("罗世芬");

        var page = get("/referrals?stage=sign&size=50", women);
        assertThat(page).hasStatusOk();
        assertThat(page)
                .bodyText()
                .contains("转办件", "罗世芬", "aria-current=\"step\"", "签收", "批量签收", "sa-light", "17:30 前");
        assertThat(page).bodyText().doesNotContain("转往部门");
    }

    @Test
    void aClerkSeesWhereItIsAndWhatIsToBeSent() {
        var id = needs.accepted(clerk, "FL-01", "两癌救助", "周小兰");

        assertThat(get("/referrals?stage=send&size=50", clerk)).bodyText().contains("周小兰", "去转办", "妇");
        assertThat(get("/referrals/" + id + "/dispatch", clerk)).bodyText().contains("转出，生成转办单", "请部门办理的事");
    }

    @Test
    void otherSidesFindNothing() {
        var id = sent("王小妹");
        var url = "/referrals/" + id;
        var missing = "/referrals/" + UUID.randomUUID();
        for (var officer : new Officer[] {
            Staff.liaison(jdbc, "RS"),
            Staff.clerk(jdbc, "520402102"),
            Staff.with(jdbc),
            Staff.administrator(jdbc),
            Staff.with(jdbc, Post.at(Role.VILLAGE_ASSISTANT, TOWNSHIP + "201"))
        }) {
            assertThat(get(url, officer)).hasStatus(404);
            assertThat(get(missing, officer)).hasStatus(404);
            assertThat(get(url + "/answer", officer)).hasStatus(404);
            assertThat(post(url + "/sign", officer)).hasStatus(404);
            assertThat(post(url + "/reveal", officer, "field", "IDENTITY")).hasStatus(404);
        }
        assertThat(get("/referrals", Staff.administrator(jdbc))).hasStatus(404);
        assertThat(get("/referrals/nonsense", women).getResponse().getStatus()).isIn(400, 404);
    }

    @Test
    void theWholeWayByTheForms_RF_1_RF_2_RF_4() {
        var id = needs.accepted(clerk, "FL-01", "两癌救助", "李桂芳");
        var url = "/referrals/" + id;

        assertThat(post(url + "/dispatch", clerk, "dept", "FL", "wish", " "))
                .hasStatus(422)
                .bodyText()
                .contains("有 1 处需要修改", "填写请部门办理的事");
        assertThat(post(url + "/dispatch", clerk, "dept", "FL", "wish", "请核实病理诊断"))
                .hasStatus3xxRedirection();
        assertThat(get(url, women)).bodyText().contains("请核实病理诊断", "签收", "520499********", "转来的情况");
        assertThat(get(url, women)).bodyText().doesNotContain("/cases/");
        assertThat(get(url + "/answer", women)).as("not its turn").hasStatus3xxRedirection();
        assertThat(post(url + "/sign", women)).hasStatus3xxRedirection();
        assertThat(post(url + "/examine", women, "result", "REFUSE", "reason", "", "basis", ""))
                .hasStatus(422)
                .bodyText()
                .contains("填写不符合的原因", "填写依据");
        assertThat(post(url + "/examine", women, "result", "PASS")).hasStatus3xxRedirection();
        assertThat(post(url + "/urge", clerk, "words", "请尽快")).hasStatus3xxRedirection();
        assertThat(get(url, women)).bodyText().contains("窗口催办", "回复催办", "请尽快");
        assertThat(post(url + "/urging", women, "words", "明天答复")).hasStatus3xxRedirection();
        assertThat(get(url, clerk)).bodyText().contains("已回复", "明天答复");
        assertThat(post(url + "/await", women, "what", "病理报告")).hasStatus3xxRedirection();
        assertThat(get(url, clerk)).bodyText().contains("等待补材料", "病理报告", "材料已补齐", "已暂停");
        assertThat(post(url + "/supplemented", clerk)).hasStatus3xxRedirection();
        assertThat(post(url + "/answer", women, "words", "诊断属实")).hasStatus3xxRedirection();
        assertThat(post(url + "/finish", women, "result", "一次性救助 1 万元，月底到账")).hasStatus3xxRedirection();
        assertThat(post(url + "/tell", clerk, "note", "本人接听"))
                .hasStatus(422)
                .bodyText()
                .contains("选择怎样告知的", "本人接听");
        assertThat(post(url + "/tell", clerk, "how", "TELEPHONE", "note", "本人接听"))
                .hasStatus3xxRedirection();
        assertThat(get(url, women)).bodyText().contains("已告知");
        assertThat(post(url + "/tell", women, "how", "FACE"))
                .as("the second comes too late")
                .hasStatus(409);
    }

    @Test
    void givingBackWithoutAReasonKeepsWhatWasChosen() {
        var id = sent("周敏");

        assertThat(post("/referrals/" + id + "/give-back", women, "who", "PERSON", "reason", "", "suggested", "JT"))
                .hasStatus(422)
                .bodyText()
                .contains("填写退回原因", "aria-invalid=\"true\"")
                .containsPattern("value=\"PERSON\"[^>]*checked")
                .containsPattern("value=\"JT\"[^>]*selected");
    }

    @Test
    void aFullNumberIsShownOnceForAReason_AU_2() {
        var id = sent("陈万福");

        assertThat(post("/referrals/" + id + "/reveal", women, "field", "PHONE", "reason", "打电话"))
                .hasStatusOk()
                .bodyText()
                .contains("139 0000 1234");
        assertThat(get("/referrals/" + id, women)).bodyText().contains("139****1234");
    }

    @Test
    void theNumberOfStatementsDoesNotGrowWithTheRows() {
        var own = Staff.clerk(jdbc, "520402202");
        needs.accepted(own, "FL-01", "两癌救助", "一");
        needs.accepted(own, "FL-01", "两癌救助", "二");
        get("/referrals?size=50", own); // what is kept in memory is there
        var two = Statements.of(() -> assertThat(get("/referrals?size=50", own)).hasStatusOk());
        var desk = Statements.of(() -> assertThat(get("/workbench?post=0", own)).hasStatusOk());
        for (int i = 0; i < 20; i++) {
            needs.accepted(own, "FL-01", "两癌救助", "第" + i);
        }
        assertThat(two).isBetween(3L, 30L);
        assertThat(Statements.of(
                        () -> assertThat(get("/referrals?size=50", own)).hasStatusOk()))
                .isLessThanOrEqualTo(two);
        assertThat(Statements.of(() -> assertThat(get("/workbench?post=0", own)).hasStatusOk()))
                .isLessThanOrEqualTo(desk);
    }

    /** IN-11, RF-1: 转办单 as page and as PDF; every print is counted. */
    @Test
    void theReferralIsPrinted() {
        var id = sent("罗芝兰");

        assertThat(post("/referrals/" + id + "/print", women))
                .hasStatusOk()
                .bodyText()
                .contains("转办单", "罗芝兰", "139 0000 1234");
        assertThat(post("/referrals/" + id + "/print.pdf", clerk)).hasStatusOk().hasContentType("application/pdf");
        assertThat(post("/referrals/" + id + "/print", Staff.liaison(jdbc, "RS")))
                .hasStatus(404);
        assertThat(jdbc.sql("select prints from referral where id = ?")
                        .param(id.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    /** ui-guide 4.4: 打印所选, a sheet each, each counted; what is not in the officer's scope is not there. */
    @Test
    void theSelectedArePrintedTogether() {
        var first = sent("罗芝兰");
        var second = sent("吴正刚");

        assertThat(get("/referrals?size=50", women)).bodyText().contains("打印所选");
        assertThat(printed(women, first, second))
                .hasStatusOk()
                .bodyText()
                .contains("罗芝兰", "吴正刚", "id=\"t1-1\"", "id=\"t1-2\"");
        assertThat(printed(Staff.liaison(jdbc, "RS"), first)).hasStatus(404);
        assertThat(printed(women)).hasRedirectedUrl("/referrals").flash().containsEntry("warning", "请先选择要打印的转办件");
        assertThat(jdbc.sql("select prints from referral where id = any(?)")
                        .param(new UUID[] {first.id(), second.id()})
                        .query(Integer.class)
                        .list())
                .containsExactly(1, 1);
    }

    private MvcTestResult printed(Officer by, ReferralId... ids) {
        var request = mvc.post().uri("/referrals/print").with(Staff.as(by)).with(csrf());
        for (var id : ids) {
            request.param("id", id.toString());
        }
        return request.exchange();
    }

    /** ui-guide 7, AU-5, lesson 26: what is filtered as xlsx, logged, without formulas. */
    @Test
    void theListIsExported() throws Exception {
        sent("=HYPERLINK(1)");
        sent("吴正刚");

        var answer = post("/referrals/export?stage=sign", women);
        assertThat(answer).hasStatusOk();
        assertThat(answer.getResponse().getHeader("Content-Disposition")).contains(".xlsx");
        try (var book = new ReadableWorkbook(
                new ByteArrayInputStream(answer.getResponse().getContentAsByteArray()))) {
            var rows = book.getFirstSheet().read();
            assertThat(rows.get(0).getCellText(0)).contains("周敏");
            assertThat(rows.get(1).getCellText(2)).isEqualTo("转办单号");
            assertThat(rows.stream().skip(2).map(row -> row.getCellText(3)))
                    .contains("吴正刚", "'=HYPERLINK(1)")
                    .hasSize((int) list.count(
                            new ReferralFilter(
                                    ReferralStage.SIGN, null, null, null, null, null, ReferralFilter.Sort.DUE, false),
                            women));
        }
        assertThat(jdbc.sql("select count(*) from audit_entry where subject_kind = 'export' and officer_id = ?")
                        .param(women.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(post("/referrals/export", Staff.administrator(jdbc))).hasStatus(404);
    }

    /** RF-3: the case page follows the matters of all departments as one. */
    @Test
    void aCaseWithSeveralDepartmentsIsFollowedAsOne() {
        var caseId = needs.openCase(clerk, "杨秀珍");
        var first = needs.add(caseId, clerk, "FL-01", "两癌救助", "杨秀珍", 1);
        needs.add(caseId, clerk, "ZJ-01", "住房救助", "杨秀珍", 2);
        referrals.dispatch(first, "FL", "请办理", clerk);
        referrals.sign(first, women);
        referrals.await(first, "病理报告", women);
        var matters = jdbc.sql("select id from matter where case_id = ? order by no")
                .param(caseId.id())
                .query(UUID.class)
                .list();

        var seen = questions.list(referralProgress.asks(caseId, clerk)).stream()
                .collect(Collectors.toMap(MatterProgress.Of::matter, MatterProgress.Of::progress));
        assertThat(seen.get(new cn.yimen.casefile.MatterId(matters.get(0)))).satisfies(one -> {
            assertThat(one.words()).isEqualTo("审查中");
            assertThat(one.what()).isEqualTo("等待补材料：病理报告");
            assertThat(one.number()).startsWith("ZB-");
        });
        assertThat(seen.get(new cn.yimen.casefile.MatterId(matters.get(1)))).satisfies(one -> {
            assertThat(one.words()).isEqualTo("待转办");
            assertThat(one.act()).isEqualTo("去转办");
        });
        assertThat(questions.list(referralProgress.asks(caseId, Staff.liaison(jdbc, "RS"))))
                .isEmpty();
    }

    @Test
    void aReferralsPageAndItsActsSendFewStatements_OP_2() {
        var id = sent("王小妹");
        assertThat(Statements.of(
                        () -> assertThat(get("/referrals/" + id, women)).hasStatusOk()))
                .as(
                        "the account, the referral, what belongs to it together; three to log the look; two for a test's session")
                .isEqualTo(8);
        assertThat(Statements.ofEach(() -> {
                    var waiting = needs.accepted(clerk, "FL-01", "两癌救助", "周小兰");
                    return () -> assertThat(
                                    post("/referrals/" + waiting + "/dispatch", clerk, "dept", "FL", "wish", "请核实病理诊断"))
                            .hasStatus3xxRedirection();
                }))
                .isLessThanOrEqualTo(39);
        assertThat(Statements.ofEach(() -> {
                    var waiting = sent("罗世芬");
                    return () -> assertThat(post("/referrals/" + waiting + "/sign", women))
                            .hasStatus3xxRedirection();
                }))
                .isLessThanOrEqualTo(28);
    }

    @Test
    void manyAreSignedFromTheList() {
        var first = sent("甲");
        var second = sent("乙");

        assertThat(post("/referrals/sign", women))
                .hasStatus3xxRedirection()
                .flash()
                .containsEntry("warning", "请先选择要签收的转办件");
        assertThat(mvc.post()
                        .uri("/referrals/sign")
                        .with(Staff.as(women))
                        .with(csrf())
                        .param("_key", UUID.randomUUID().toString())
                        .param("id", first.toString(), second.toString())
                        .param("back", "https://elsewhere"))
                .hasRedirectedUrl("/referrals");
        assertThat(get("/referrals/" + second, women)).bodyText().contains("填审查结果");
    }

    /** V14.2.1: a name is posted and answered under a key; it stands in no address. */
    @Test
    void aSearchFindsByNamePinyinNumberAndIdentity_HH_8() {
        var id = sent("尉迟秀珍");
        var number = jdbc.sql("select number from referral where id = ?")
                .param(id.id())
                .query(String.class)
                .single();
        for (var word : new String[] {"尉迟", "yuchi", "ycxz", number, number.toLowerCase(java.util.Locale.ROOT)}) {
            var answer = post("/referrals/search", women, "q", word, "size", "50");
            assertThat(answer).hasStatus3xxRedirection();
            var location = String.valueOf(answer.getResponse().getRedirectedUrl());
            assertThat(location).matches("/referrals\\?w=[0-9a-z]{16}&size=50");
            assertThat(get(location, women)).as(word).bodyText().contains("尉迟秀珍", "按条件筛出", "查找：");
        }
        assertThat(get("/referrals?w=0123456789abcdef", women)).bodyText().contains("没有符合条件的转办件");
    }

    @Test
    void whatIsUnknownInTheAddressIsDropped() {
        sent("丁");
        assertThat(get("/referrals?stage=x&due=y&town=z&item=%27&sort=-q&size=9&at=zzz&w=%27or%201", women))
                .hasStatusOk();
        assertThat(get("/referrals?at=a" + UUID.randomUUID() + "2026-13-45", women))
                .hasStatusOk();
        assertThat(get("/referrals?sort=no&at=a" + UUID.randomUUID() + "%00", women))
                .hasStatusOk();
    }

    @Test
    void pagesFollowTheKeyForwardAndBack() {
        var own = Staff.clerk(jdbc, "520402205");
        for (int i = 0; i < 7; i++) {
            needs.accepted(own, "FL-01", "两癌救助", "第" + i);
        }
        for (var sort : ReferralFilter.Sort.values()) {
            for (var falling : new boolean[] {false, true}) {
                var filter = new ReferralFilter(ReferralStage.OPEN, null, "520402205", null, null, null, sort, falling);
                var forth = new ArrayList<ReferralId>();
                var page = list.page(filter, null, 3, own);
                page.rows().forEach(row -> forth.add(row.id()));
                var first = page.rows();
                while (page.next() != null) {
                    var previous = page;
                    page = list.page(filter, page.next(), 3, own);
                    page.rows().forEach(row -> forth.add(row.id()));
                    assertThat(list.page(filter, page.previous(), 3, own).rows())
                            .extracting(row -> row.id())
                            .isEqualTo(previous.rows().stream()
                                    .map(row -> row.id())
                                    .toList());
                }
                assertThat(forth)
                        .as("%s %s", sort, falling)
                        .doesNotHaveDuplicates()
                        .hasSizeGreaterThanOrEqualTo(7);
                assertThat(list.page(filter, null, 3, own).previous()).isNull();
                assertThat(first).hasSize(3);
            }
        }
    }

    @Test
    void theTabsCountWhatTheyShow() {
        var own = Staff.clerk(jdbc, "520402204");
        var mine = Staff.liaison(jdbc, "GH");
        var done = needs.accepted(own, "GH-01", "困难职工生活救助", "戊");
        referrals.dispatch(done, "GH", "请办理", own);
        referrals.sign(done, mine);
        referrals.refuse(done, "不是职工", "工会办法第二条", mine);
        referrals.tell(done, new Telling(ToldHow.FACE, null), own);
        needs.accepted(own, "GH-01", "困难职工生活救助", "己");
        var counters = list.counters(own);
        for (var stage : ReferralStage.values()) {
            assertThat(list.count(ReferralFilter.of(stage), own))
                    .as(stage.words())
                    .isEqualTo(counters.get(stage));
        }
    }

    private ReferralId sent(String name) {
        var id = needs.accepted(clerk, "FL-01", "两癌救助", name);
        referrals.dispatch(id, "FL", "请办理", clerk);
        return id;
    }

    private MvcTestResult get(String url, Officer officer) {
        return mvc.get().uri(url).with(Staff.as(officer)).exchange();
    }

    private MvcTestResult post(String url, Officer officer, String... parameters) {
        var request = mvc.post()
                .uri(url)
                .with(Staff.as(officer))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
        for (int i = 0; i < parameters.length; i += 2) {
            request = request.param(parameters[i], parameters[i + 1]);
        }
        return request.exchange();
    }
}
