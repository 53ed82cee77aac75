package cn.yimen.integrity;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.household.Numbers;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** AP-3, IG-1 in the pages. */
@ProductTest
@Import(Families.class)
class IntegrityPagesTest {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Families families;

    @Autowired
    Persons persons;

    @Autowired
    Cases cases;

    @Autowired
    KinRegister register;

    @Autowired
    KinFilings filings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    Officer clerk;
    Officer reviewer;
    Officer approver;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
    }

    @Test
    void aCadreIsEnteredWithTermAndRelative_AP_3() {
        var wrong = post(
                "/kin/cadres",
                reviewer,
                "name",
                "罗支书",
                "idno",
                "123",
                "kind",
                "VILLAGE_CADRE",
                "place",
                Families.TOWNSHIP,
                "title",
                "",
                "from",
                "去年");
        assertThat(wrong).hasStatus(422).bodyText().contains("身份证号现在是 3 位", "填写职务", "要选到村（社区）", "填写任职开始的日期", "罗支书");

        var number = Numbers.next(19660606).value();
        var filed = post(
                "/kin/cadres",
                reviewer,
                "name",
                "罗支书",
                "idno",
                number,
                "kind",
                "VILLAGE_CADRE",
                "place",
                Families.VILLAGE,
                "title",
                "村支书",
                "from",
                "2024-1-1");
        assertThat(filed).hasStatus3xxRedirection();
        var url = String.valueOf(filed.getResponse().getRedirectedUrl());
        assertThat(get(url, reviewer))
                .hasStatusOk()
                .bodyText()
                .contains("罗支书", "村支书", "2024年1月1日至今", "登记近亲属")
                .doesNotContain(number);
        assertThat(post(url + "/links", reviewer, "name", "", "idno", "", "relation", "IN_LAW"))
                .hasStatus(422)
                .bodyText()
                .contains("填写姓名", "填写身份证号", "选择与任职人员的关系");
        var relative = Numbers.next(19770707).value();
        assertThat(post(url + "/links", reviewer, "name", "罗小弟", "idno", relative, "relation", "SIBLING"))
                .hasRedirectedUrl(url);
        assertThat(get(url, reviewer)).bodyText().contains("罗小弟", "兄弟姐妹").doesNotContain(relative);
        assertThat(get("/kin/cadres", reviewer)).bodyText().contains("罗支书", "任职人员");
        assertThat(get(url, Staff.clerk(jdbc, Families.OTHER_TOWNSHIP))).hasStatus(404);
        assertThat(get(url, Staff.liaison(jdbc, "YB"))).hasStatus(404);
        assertThat(get("/kin", Staff.administrator(jdbc))).hasStatus(404);
        assertThat(get("/kin/cadres/new", approver)).hasStatus(403);

        var cadre = register.get(CadreId.of(url.substring(url.lastIndexOf('/') + 1)), reviewer);
        var term = url + "/terms/" + cadre.terms().get(0).id() + "/end";
        assertThat(get(term, reviewer)).hasStatusOk().bodyText().contains("任职的最后一天");
        assertThat(post(term, reviewer, "on", "2023-12-31", "reason", ""))
                .hasStatus(422)
                .bodyText()
                .contains("最后一天早于任职开始的日期", "填写原因");
        assertThat(post(term, reviewer, "on", LocalDate.now(clock).minusDays(1).toString(), "reason", "换届"))
                .hasRedirectedUrl(url);
        var link = url + "/links/" + cadre.links().get(0).id() + "/end";
        assertThat(post(link, reviewer, "reason", "登记有误")).hasRedirectedUrl(url);
        assertThat(post(link, reviewer, "reason", "登记有误")).hasStatus(409);
        assertThat(get(url, reviewer)).bodyText().contains("换届", "已终止", "登记有误");
    }

    @Test
    void everybodyDeclaresTheirOwn_AP_3() {
        var family = families.couple(clerk);
        var number = persons.reveal(family.applicant(), Persons.Private.IDENTITY, "核对身份", clerk);
        var assistant = Staff.with(jdbc, Post.at(Role.VILLAGE_ASSISTANT, Families.VILLAGE));

        assertThat(get("/kin/mine", assistant)).hasStatusOk().bodyText().contains("还没有申报");
        assertThat(post("/kin/mine", assistant, "name", "王建国", "idno", number, "relation", "PARENT"))
                .hasRedirectedUrl("/kin/mine");
        assertThat(get("/kin/mine", assistant)).bodyText().contains("王建国", "父母").doesNotContain(number);
        assertThat(filings.isRelative(assistant.id(), family.id().id())).isTrue();
        var own = register.own(assistant).orElseThrow();
        assertThat(post(
                        "/kin/cadres/" + own.id() + "/links/"
                                + own.links().get(0).id() + "/end",
                        assistant,
                        "reason",
                        "想办自己家的"))
                .hasStatus(403);
        assertThat(get("/kin/mine", Staff.liaison(jdbc, "YB"))).hasStatus(404);
    }

    @Test
    void filedCasesAreListedForTheTownshipAndTheBureau_AP_3() {
        var family = families.couple("钱有财", "孙小妹", clerk);
        var number = persons.reveal(family.spouse(), Persons.Private.IDENTITY, "核对身份", clerk);
        assertThat(post("/kin/mine", reviewer, "name", "孙小妹", "idno", number, "relation", "SIBLING"))
                .hasStatus3xxRedirection();
        var opened = cases.open(Families.wish(family, "MZ-01").asked(), clerk);

        assertThat(get("/kin", clerk))
                .hasStatusOk()
                .bodyText()
                .contains(opened.receiptNumber().text(), "孙小妹是周敏", "受理时比对");
        assertThat(get("/kin?town=" + Families.TOWNSHIP, approver))
                .bodyText()
                .contains(opened.receiptNumber().text());
        assertThat(get("/kin", Staff.clerk(jdbc, Families.OTHER_TOWNSHIP)))
                .bodyText()
                .doesNotContain(opened.receiptNumber().text());
    }

    @Test
    void theBlacklistGoesItsWholeWayInThePages_IG_1() {
        var family = families.couple("冯老实", "陈小玉", clerk);
        var number = persons.reveal(family.applicant(), Persons.Private.IDENTITY, "核对身份", clerk);
        assertThat(post(
                        "/blacklist",
                        reviewer,
                        "idno",
                        Numbers.next(19500505).value(),
                        "reason",
                        "FORGED",
                        "facts",
                        "事",
                        "basis",
                        "据"))
                .hasStatus(422)
                .bodyText()
                .contains("您的范围内没有登记过这个证件号的人");
        var proposed = post(
                "/blacklist",
                reviewer,
                "idno",
                number,
                "reason",
                "FORGED",
                "facts",
                "提交的收入证明是假的",
                "basis",
                "国务院令第649号第六十八条");
        assertThat(proposed).hasStatus3xxRedirection();
        var url = String.valueOf(proposed.getResponse().getRedirectedUrl());
        assertThat(get(url, reviewer))
                .hasStatusOk()
                .bodyText()
                .contains("冯老实", "提交的收入证明是假的", "记录告知", "打印告知书", "上传")
                .doesNotContain(number);
        assertThat(post(url + "/notice", reviewer)).hasRedirectedUrl(url + "/notice");
        assertThat(get(url + "/notice", reviewer))
                .hasStatusOk()
                .bodyText()
                .contains("拟列入社会救助失信名单告知书", "可以陈述和申辩", "第 1 次")
                .doesNotContain(number);
        assertThat(post(url + "/tell", reviewer, "how", ""))
                .hasStatus(422)
                .bodyText()
                .contains("选择怎样告知的");
        assertThat(post(url + "/tell", reviewer, "how", "FACE", "note", "")).hasRedirectedUrl(url);
        assertThat(post(url + "/object", reviewer, "words", "章是真的")).hasRedirectedUrl(url);
        assertThat(get(url + "/decide", approver)).hasStatusOk().bodyText().contains("章是真的", "不予列入");
        var today = LocalDate.now(clock);
        assertThat(post(
                        url + "/decide",
                        approver,
                        "decision",
                        "LIST",
                        "from",
                        today.toString(),
                        "until",
                        today.plusYears(2).toString(),
                        "reason",
                        ""))
                .hasStatus(422)
                .bodyText()
                .contains("最长列到", "填写理由");
        assertThat(post(
                        url + "/decide",
                        reviewer,
                        "decision",
                        "LIST",
                        "from",
                        today.toString(),
                        "until",
                        today.toString(),
                        "reason",
                        "查实"))
                .hasStatus(403);
        assertThat(post(
                        url + "/decide",
                        approver,
                        "decision",
                        "LIST",
                        "from",
                        today.toString(),
                        "until",
                        today.plusMonths(6).toString(),
                        "reason",
                        "查实"))
                .hasRedirectedUrl(url);
        assertThat(post(url + "/deliver", reviewer, "how", "WRITING", "note", ""))
                .hasRedirectedUrl(url);
        assertThat(get(url + "/notice", approver)).bodyText().contains("决定书", "期满自动移出", "行政复议");
        assertThat(get("/blacklist?state=listed", clerk))
                .hasStatusOk()
                .bodyText()
                .contains("冯老实", "在列");
        assertThat(get(url + "/remove", approver)).hasStatusOk();
        assertThat(post(url + "/remove", approver, "words", "证明后来核实是真的")).hasRedirectedUrl(url);
        assertThat(get(url, clerk)).bodyText().contains("提前移出", "证明后来核实是真的");
        assertThat(get(url, Staff.clerk(jdbc, Families.OTHER_TOWNSHIP))).hasStatus(404);
        assertThat(get("/blacklist", Staff.liaison(jdbc, "YB"))).hasStatus(404);
        assertThat(get("/blacklist/new", clerk)).hasStatus(403);
        assertThat(get("/blacklist/new", reviewer)).hasStatusOk();
    }

    private MvcTestResult get(@org.jspecify.annotations.Nullable String url, Officer by) {
        return mvc.get().uri(String.valueOf(url)).with(as(by)).exchange();
    }

    private MvcTestResult post(String url, Officer by, String... fields) {
        var request = mvc.post()
                .uri(url)
                .with(as(by))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
        for (int i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }
}
