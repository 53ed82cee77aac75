package cn.yimen.intake;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.Statements;
import cn.yimen.audit.Subject;
import cn.yimen.document.Attachments;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Staff;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** IN-4…IN-8: what a submission does, and what it refuses. */
@ProductTest
class SubmitTest {

    private static final String TOWNSHIP = "520402109";
    private static final String VILLAGE = "520402109202";
    /** What a submission of a few people with two matters sends. */
    private static final long MOST = 89;

    private static final AtomicInteger NEXT = new AtomicInteger(100);

    @Autowired
    Desk desk;

    @Autowired
    Drafts drafts;

    @Autowired
    Receptions receptions;

    @Autowired
    Attachments attachments;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    private Officer clerk;
    private DraftId id;
    private String father;
    private String mother;

    @BeforeEach
    void aForm() {
        clerk = Staff.clerk(jdbc, TOWNSHIP);
        id = desk.receive(clerk);
        int n = NEXT.getAndAdd(2);
        father = Ids.number("19700115", n | 1);
        mother = Ids.number("19711203", n & ~1);
    }

    @Test
    void everythingWrongIsToldAtOnceAndNothingTypedIsLost() { // IN-2, ui-guide 6.4
        assertThat(submit(
                        "phone",
                        "139 0000 123",
                        "wage",
                        "1200",
                        "medical",
                        "2400",
                        "medicalBills",
                        "240",
                        "agent",
                        "true",
                        "idno",
                        father,
                        "entry.name",
                        "赵玉珍",
                        "entry.idno",
                        "520499194411022841",
                        "needs",
                        "MZ-01"))
                .hasStatus(422)
                .bodyText()
                .contains(
                        "<title>错误：受理登记",
                        "填写申请人姓名",
                        "联系电话少 1 位，应为 11 位手机号",
                        "选择居住的村（社区）",
                        "填写代办人姓名",
                        "医疗自付支出比票据合计多 2,160.00 元，请核对或补录票据",
                        "第 2 位成员赵玉珍：身份证号最后一位不对，请对照证件重输",
                        "填写遭遇困难情况",
                        "选择家庭财产情况",
                        "是否收到",
                        "139 0000 123",
                        "520499194411022841");
        assertThat(drafts.get(id, clerk).content().form().get("medical")).isEqualTo("2400");
    }

    @Test
    void aSubmissionSendsNoMoreForMoreMembers_OP_2() {
        var two = Statements.ofEach(() -> aFormOf(1));
        var five = Statements.ofEach(() -> aFormOf(4));

        assertThat(five).isEqualTo(two);
        assertThat(two)
                .as(
                        "two matters of two departments, a letter, the conference they call for; two keep the session of a test")
                .isLessThanOrEqualTo(MOST);
    }

    /** A form with the applicant's wife and further relatives, ready to be submitted. */
    private Runnable aFormOf(int relatives) {
        aForm();
        addMother("900");
        for (int n = 1; n < relatives; n++) {
            assertThat(act(
                            "member-add",
                            List.of(
                                    "entry.name",
                                    "王小明",
                                    "entry.idno",
                                    Ids.number("1998051" + n, NEXT.getAndAdd(2) % 1000 | 1),
                                    "entry.relation",
                                    "CHILD",
                                    "entry.condition",
                                    "CHRONIC",
                                    "entry.income",
                                    "0")))
                    .hasStatus3xxRedirection();
        }
        var all = complete();
        return () -> assertThat(submit(all)).hasRedirectedUrl("/intake/" + id + "/done");
    }

    @Test
    void aMaterialNotMarkedAloneIsAnErrorToo() { // IN-5
        addMother("900");
        var all = complete();
        all.replaceAll(each -> each.equals("got") ? "" : each);
        assertThat(submit(all)).hasStatus(422).bodyText().contains("<title>错误：受理登记", "是否收到");
    }

    @Test
    void whatWasGivenUpInAnotherWindowIsTakenUpAgainByTyping() { // IN-2
        assertThat(post("/intake/" + id + "/drop", List.of())).hasRedirectedUrl("/intake");
        assertThat(act("draft", List.of("name", "王建国"))).hasStatus3xxRedirection();
        assertThat(drafts.get(id, clerk).open()).isTrue();
        assertThat(drafts.get(id, clerk).content().form().get("name")).isEqualTo("王建国");
    }

    @Test
    void whatIsTypedStaysOnThePageWhenAColleagueTookTheFormOver() { // IN-2, IN-7
        var colleague = Staff.clerk(jdbc, TOWNSHIP);
        drafts.handOver(id, colleague.id(), "换班", clerk);
        assertThat(act("draft", List.of("name", "王建国", "story", "房子漏雨")))
                .hasStatus(409)
                .bodyText()
                .contains("您刚填的还在下面", "房子漏雨");
    }

    @Test
    void theWagesOfTheMembersAndOfTheHouseMustAgree() {
        addMother("900");
        assertThat(submit(complete("wage", "1200")))
                .hasStatus(422)
                .bodyText()
                .contains("务工收入 1,200.00 元与成员的月收入合计 900.00 元不一样");
    }

    @Test
    void aSubmissionOpensOneCaseWithItsMattersAndStopsTheClock() { // IN-6, IN-7, IN-1
        addMother("900");
        var reception = receptions.running(clerk).orElseThrow();

        assertThat(submit(complete())).hasRedirectedUrl("/intake/" + id + "/done");

        var draft = drafts.get(id, clerk);
        assertThat(draft.state()).isEqualTo(DraftState.SUBMITTED);
        var found = jdbc.sql(
                        "select applicant_name, members, first_officer_id, reception_id, channel from case_file where id = ?")
                .param(draft.caseId())
                .query()
                .singleRow();
        assertThat(found)
                .containsEntry("applicant_name", "王建国")
                .containsEntry("members", 2)
                .containsEntry("first_officer_id", clerk.id())
                .containsEntry("reception_id", reception.id().id())
                .containsEntry("channel", "WINDOW");
        assertThat(jdbc.sql("select item_code from matter where case_id = ? order by item_code")
                        .param(draft.caseId())
                        .query(String.class)
                        .list())
                .containsExactly("MZ-01", "YB-01");
        assertThat(jdbc.sql("select count(*) from case_determination where case_id = ?")
                        .param(draft.caseId())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        var answered = receptions.get(reception.id(), clerk);
        assertThat(answered.answer()).isEqualTo(Answer.MATERIALS_MISSING);
        assertThat(answered.name()).isEqualTo("王建国");
        assertThat(mvc.get().uri("/intake/{id}/done", id).with(as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("已受理", "打印受理单", "最低生活保障", "医疗救助", "接待下一位")
                .doesNotContain(father, mother);
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(clerk))).hasRedirectedUrl("/intake/" + id + "/done");
    }

    @Test
    void twoBrowsersSubmittingTheSameAtOnceGiveOneCase() throws Exception { // IN-8
        addMother("900");
        save(complete());
        var before = cases();
        var start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(4);
        var answers = new ArrayList<Future<MvcTestResult>>();
        for (int i = 0; i < 4; i++) {
            answers.add(pool.submit(() -> {
                start.await();
                return submit(complete());
            }));
        }
        start.countDown();
        for (var answer : answers) {
            assertThat(answer.get()).hasRedirectedUrl("/intake/" + id + "/done");
        }
        pool.shutdown();
        assertThat(cases()).isEqualTo(before + 1);
    }

    @Test
    void theSameNeedAgainIsRefusedWithTheNumberOfTheOpenOne() { // IN-8
        addMother("900");
        assertThat(submit(complete())).hasStatus3xxRedirection();
        id = desk.receive(clerk);
        addMother("900");

        assertThat(submit(complete("story", "又来申请")))
                .hasStatus(422)
                .bodyText()
                .contains("已在", "申请最低生活保障", "不能重复受理", "又来申请");
        assertThat(drafts.get(id, clerk).open()).isTrue();
    }

    @Test
    void knownPeopleFillInByThemselvesAndWhatIsOpenShows() { // IN-2, IN-8
        addMother("900");
        assertThat(submit(complete())).hasStatus3xxRedirection();
        id = desk.receive(clerk);

        assertThat(act("lookup", List.of("idno", father))).hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("王建国", "李秀兰", "查重：", "最低生活保障", "13900001234")
                .doesNotContain(father, mother);
        var content = drafts.get(id, clerk).content();
        assertThat(content.form().get("village")).isEqualTo(VILLAGE);
        assertThat(content.members()).hasSize(2);

        var stranger = Staff.clerk(jdbc, "520402001");
        clerk = stranger;
        id = desk.receive(stranger);
        act("lookup", List.of("idno", father));
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(stranger)))
                .hasStatusOk()
                .bodyText()
                .contains("此人登记在")
                .doesNotContain("王建国", "13900001234");
    }

    /** IN-2: incomes and property of a known household stand in the form; what is left as it was stays on record as it is. */
    @Test
    void incomesAndPropertyOfAKnownHouseholdFillIn() {
        addMother("900");
        assertThat(submit(complete(
                        "business",
                        "5000/12",
                        "pension",
                        "120",
                        "jobCost",
                        "50",
                        "medical",
                        "200",
                        "medicalBills",
                        "200")))
                .hasStatus3xxRedirection();
        var household = jdbc.sql(
                        "select household_id from case_file where id = (select case_id from intake_draft where id = ?)")
                .param(id.id())
                .query(UUID.class)
                .single();
        jdbc.sql("""
                        update household_income set verified_fen = 600000, verified_source = '入户核实'
                        where household_id = ? and item = 'FARMING'
                        """).param(household).update();
        id = desk.receive(clerk);
        act("lookup", List.of("idno", father));

        var content = drafts.get(id, clerk).content();
        assertThat(content.form().get("business")).isEqualTo("500");
        assertThat(content.form().get("pension")).isEqualTo("120");
        assertThat(content.form().get("jobCost")).isEqualTo("50");
        assertThat(content.form().all("assets")).containsExactly("NONE");
        assertThat(content.members().get(1).typed().get("income")).isEqualTo("900");
        assertThat(content.known().get("warn")).contains("收入和财产按上次登记带出");

        var again = complete("business", "500", "pension", "150", "jobCost", "50");
        for (int i = again.size() - 2; i >= 0; i -= 2) {
            if (List.of("needs", "for.YB-01").contains(again.get(i))
                    || again.get(i).startsWith("mat.")) {
                again.subList(i, i + 2).clear();
            }
        }
        again.addAll(List.of("needs", "FL-01", "for.FL-01", "m2"));
        materials("FL-01").forEach(code -> again.addAll(List.of("mat." + code, "got")));
        assertThat(submit(again)).hasStatus3xxRedirection();
        assertThat(jdbc.sql("""
                        select item || ' ' || coalesce(declared_fen, 0) || ' ' || coalesce(verified_source, '')
                        from household_income where household_id = ?
                        """).param(household).query(String.class).list())
                .containsExactlyInAnyOrder("WAGES 1080000 ", "FARMING 500000 入户核实", "ACCOUNT_PENSION 180000 ");
    }

    /** HH-1: a permit is a number of its own kind, and so is having none; neither stops the form. */
    @Test
    void permitsAndPeopleWithoutANumberAreTakenIn() {
        var permit = Ids.permit("81000019800101", NEXT.incrementAndGet());
        assertThat(act(
                        "member-add",
                        List.of("entry.name", "CHAN Tai Man", "entry.idno", permit, "entry.relation", "SPOUSE")))
                .hasStatus3xxRedirection();
        assertThat(act(
                        "member-add",
                        List.of(
                                "entry.name",
                                "阮氏花",
                                "entry.relation",
                                "CHILD_IN_LAW",
                                "entry.idKind",
                                "FOREIGNER_PERMIT",
                                "entry.idno",
                                "VNM123")))
                .hasStatus(422)
                .bodyText()
                .contains("外国人永久居留身份证号应为 8 到 20 位字母和数字", "填写出生日期，按证件填", "选择性别，按证件选");
        var vietnam = "VNM" + (110000000000L + NEXT.incrementAndGet());
        assertThat(act(
                        "member-add",
                        List.of(
                                "entry.name",
                                "阮氏花",
                                "entry.relation",
                                "CHILD_IN_LAW",
                                "entry.idKind",
                                "FOREIGNER_PERMIT",
                                "entry.idno",
                                vietnam,
                                "entry.birth",
                                "1990-5-2",
                                "entry.sex",
                                "FEMALE",
                                "entry.income",
                                "500")))
                .hasStatus3xxRedirection();
        assertThat(act(
                        "member-add",
                        List.of(
                                "entry.name",
                                "阮小花",
                                "entry.relation",
                                "GRANDCHILD",
                                "entry.noId",
                                "出生登记在补办",
                                "entry.birth",
                                "2026-10-2")))
                .hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(clerk)))
                .bodyText()
                .contains("VN******", "810000********" + permit.substring(14))
                .doesNotContain(vietnam, permit);

        var all = complete();
        all.removeAll(List.of("for.YB-01", "m2"));
        assertThat(submit(all)).hasStatus3xxRedirection();
        assertThat(jdbc.sql("""
                        select p.name || ' ' || p.identity_kind || ' ' || p.birth_on from household_member m
                        join person p on p.id = m.person_id
                        where m.household_id = (select household_id from case_file where id = (select case_id from intake_draft where id = ?))
                            and p.name <> '王建国'
                        """).param(id.id()).query(String.class).list())
                .containsExactlyInAnyOrder(
                        "CHAN Tai Man HKM_PERMIT 1980-01-01", "阮氏花 FOREIGNER_PERMIT 1990-05-02", "阮小花 NONE 2026-10-02");
    }

    /** IN-5: a scan is kept with the draft and goes to the case; a colleague of another township finds none. */
    @Test
    void scansAreAttachedOnTheFormAndGoToTheCase() throws Exception {
        addMother("900");
        save(complete());
        var code = materials("MZ-01").get(1);
        assertThat(scan(code, "身份证.png", png())).hasStatusOk().bodyText().contains("身份证.png", "1 份");
        assertThat(scan(code, "病历.exe", new byte[] {1, 2, 3}))
                .hasStatusOk()
                .bodyText()
                .contains("病历");
        assertThat(mvc.get().uri("/intake/{id}", id).with(as(clerk))).bodyText().contains("身份证.png");
        var scan = attachments.of(new Subject("intake", id.toString()), clerk).get(0);
        var stranger = Staff.clerk(jdbc, "520402001");
        assertThat(mvc.get().uri("/attachments/{id}", scan.id()).with(as(stranger)))
                .hasStatus(404);
        assertThat(mvc.post()
                        .uri("/intake/{id}/scans/{scan}/remove", id, scan.id())
                        .with(as(stranger))
                        .with(csrf())
                        .param("_key", UUID.randomUUID().toString()))
                .hasStatus(404);

        assertThat(submit(complete())).hasStatus3xxRedirection();
        var caseId = java.util.Objects.requireNonNull(drafts.get(id, clerk).caseId());
        assertThat(attachments.of(new Subject("intake", id.toString()), clerk)).isEmpty();
        assertThat(attachments.of(new Subject("case", caseId.toString()), clerk))
                .extracting(each -> each.id())
                .containsExactly(scan.id());
        assertThat(jdbc.sql("select attachment_id from case_material where case_id = ? and code = ?")
                        .params(caseId, code)
                        .query(UUID.class)
                        .single())
                .isEqualTo(scan.id());
    }

    private MvcTestResult scan(String material, String name, byte[] content) {
        return mvc.post()
                .uri("/intake/{id}/scans/{m}", id, material)
                .multipart()
                .file(new MockMultipartFile("files", name, "image/png", content))
                .header("HX-Request", "true")
                .with(as(clerk))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString())
                .exchange();
    }

    private static byte[] png() throws Exception {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    @Test
    void whatIsMissingIsToldOnceAndAgainOnlyWithAReason() { // IN-5
        addMother("900");
        var saved = complete();
        var notice = act("notice", saved);
        assertThat(notice).hasRedirectedUrl("/intake/" + id + "/notices/1");
        assertThat(mvc.get().uri("/intake/{id}/notices/1", id).with(as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("一次性告知书", "王建国");
        assertThat(act("notice", saved)).hasRedirectedUrl("/intake/" + id + "/notices/1");

        var more = new ArrayList<>(saved);
        more.addAll(List.of("needs", "CL-01"));
        materials("CL-01").forEach(code -> more.addAll(List.of("mat." + code, "later")));
        assertThat(act("notice", more)).hasRedirectedUrl("/intake/" + id + "/notice");
        assertThat(post("/intake/" + id + "/notice", List.of("reason", " ")))
                .hasStatus(422)
                .bodyText()
                .contains("填写再次告知的原因");
        assertThat(post("/intake/" + id + "/notice", List.of("reason", "新增了残疾人证")))
                .hasRedirectedUrl("/intake/" + id + "/notices/2");
        assertThat(jdbc.sql("select count(*) from intake_notice where draft_id = ?")
                        .param(id.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void theExplanationShowsTheStepsOfWhatIsSaved() { // EL-1, EL-4
        addMother("900");
        save(complete());
        assertThat(mvc.get().uri("/intake/{id}/explanation", id).with(as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("预判的算法", "依据：", "最低生活保障");
    }

    @Test
    void oddInputAtEveryFieldIsKeptOrAnsweredAndNeverAFault() { // proving-notes: naughty strings
        var odd = List.of(
                "\u0000",
                "a\u0000b",
                "\uD800",
                "\uFFFF\uFFFE",
                "x".repeat(100_000),
                "99999999999999999999999999999",
                "1e400",
                "-5",
                "９９９",
                "31/02/2026",
                "0000-00-00",
                "9999-12-31",
                "'; drop table person; --",
                "<script>alert(1)</script>",
                "${7*7} #{7*7} {0} %s %n",
                "😀👨‍👩‍👧‍👦𠮷·");
        var fields = List.of(
                "idno",
                "name",
                "phone",
                "village",
                "houseNo",
                "hukou",
                "hukouPlace",
                "channel",
                "agentName",
                "agentIdno",
                "agentPhone",
                "agentRelation",
                "agentWhy",
                "kinWho",
                "noId",
                "birth",
                "sex",
                "wage",
                "business",
                "assetIncome",
                "transfer",
                "pension",
                "basicPension",
                "exempt",
                "jobCost",
                "medical",
                "medicalBills",
                "edu",
                "eduBills",
                "rehab",
                "housing",
                "assets",
                "finance",
                "vehicleUse",
                "houses",
                "houseArea",
                "story",
                "emCause",
                "emOn",
                "emMonths",
                "emQuick",
                "emPersons",
                "needs",
                "say",
                "entry.name",
                "entry.idno",
                "entry.relation",
                "entry.condition",
                "entry.income",
                "supporter.label",
                "supporter.size",
                "supporter.income",
                "for.YB-01",
                "cause.MZ-03");
        for (var value : odd) {
            var all = new ArrayList<String>(List.of("agent", "true", "kin", "true"));
            for (var field : fields) {
                all.addAll(List.of(
                        field, value.length() > 1000 && !field.equals("story") ? value.substring(0, 2000) : value));
            }
            for (var act : List.of("submit", "draft", "member-add", "supporter-add", "lookup", "notice")) {
                var answer = act(act, all);
                assertThat(answer.getResponse().getStatus())
                        .as(act + " " + value.codePointAt(0))
                        .isLessThan(500);
            }
            assertThat(post("/intake/" + id + "/preview", all).getResponse().getStatus())
                    .isEqualTo(200);
            assertThat(mvc.get().uri("/intake/{id}", id).with(as(clerk))).hasStatusOk();
        }
    }

    private long cases() {
        return jdbc.sql("select count(*) from case_file where applicant_name = '王建国'")
                .query(Long.class)
                .single();
    }

    private List<String> materials(String item) {
        return jdbc.sql("""
                        select distinct m.code from policy_item_material m join policy_item_version v on v.id = m.version_id
                        where v.item_code = ? and m.source <> 'SHARED'
                        """).param(item).query(String.class).list();
    }

    /** A form with all that must be filled, and some fields of one's own. */
    private List<String> complete(String... more) {
        var all = new ArrayList<String>(List.of(
                "idno",
                father,
                "name",
                "王建国",
                "phone",
                "139 0000 1234",
                "village",
                VILLAGE,
                "hukou",
                "RURAL_SAME",
                "houseNo",
                "三组 17 号",
                "channel",
                "WINDOW",
                "assets",
                "NONE",
                "needs",
                "MZ-01",
                "needs",
                "YB-01",
                "for.YB-01",
                "m2",
                "say",
                "可以申请低保"));
        var own = List.of(more);
        if (!own.contains("story")) {
            all.addAll(List.of("story", "妻子患慢性病"));
        }
        all.addAll(own);
        var codes = new java.util.LinkedHashSet<>(materials("MZ-01"));
        codes.addAll(materials("YB-01"));
        boolean first = true;
        for (var code : codes) {
            all.addAll(List.of("mat." + code, first ? "later" : "got"));
            first = false;
        }
        return all;
    }

    private void addMother(String income) {
        assertThat(act(
                        "member-add",
                        List.of(
                                "entry.name",
                                "李秀兰",
                                "entry.idno",
                                mother,
                                "entry.relation",
                                "SPOUSE",
                                "entry.condition",
                                "CHRONIC",
                                "entry.income",
                                income)))
                .hasStatus3xxRedirection();
    }

    private void save(List<String> fields) {
        assertThat(act("draft", fields)).hasStatus3xxRedirection();
    }

    private MvcTestResult submit(String... fields) {
        return act("submit", List.of(fields));
    }

    private MvcTestResult submit(List<String> fields) {
        return act("submit", fields);
    }

    private MvcTestResult act(String act, List<String> fields) {
        var all = new ArrayList<>(List.of("act", act, "tab", "abc"));
        all.addAll(fields);
        return post("/intake/" + id, all);
    }

    private MvcTestResult post(String uri, List<String> fields) {
        var request = mvc.post()
                .uri(uri)
                .with(as(clerk))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString())
                .param("version", "0");
        for (int i = 0; i < fields.size(); i += 2) {
            request = request.param(fields.get(i), fields.get(i + 1));
        }
        return request.exchange();
    }
}
