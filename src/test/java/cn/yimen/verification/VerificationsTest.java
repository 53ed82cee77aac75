package cn.yimen.verification;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.casefile.Families.Family;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.job.Jobs;
import cn.yimen.job.JobsAtOnce;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.Tasks;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** VR-1: the verification of a case, from the authorisation to the report and its gate. */
@ProductTest
@Import(Families.class)
class VerificationsTest {

    @Autowired
    Verifications verifications;

    @Autowired
    Findings findings;

    @Autowired
    Imports imports;

    @Autowired
    Comparisons comparisons;

    @Autowired
    Jobs jobs;

    @Autowired
    JobsAtOnce now;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    Persons persons;

    @Autowired
    Tasks tasks;

    @Autowired
    Deadlines deadlines;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Clock clock;

    Officer clerk;
    Officer reviewer;
    Officer bureau;
    Officer approver;
    Officer stranger;
    Family family;
    CaseId id;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        stranger = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP));
        family = families.couple(clerk);
        id = cases.open(Families.wish(family, "MZ-01").asked(), clerk).caseId();
    }

    @Test
    void withoutTheSignedAuthorisationThereIsNoRequest_VR_1() {
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> verifications.ask(id, reviewer))
                .withMessageContaining("王建国")
                .withMessageContaining("李桂芳");
        verifications.authorise(id, List.of(family.applicant().id()), today(), clerk);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> verifications.ask(id, reviewer))
                .withMessageContaining("李桂芳")
                .withMessageNotContaining("王建国");
        verifications.authorise(id, List.of(family.spouse().id()), today(), clerk);
        verifications.ask(id, reviewer);
        assertThat(verifications.view(id, reviewer).state()).isEqualTo(CaseVerification.State.ASKED);
    }

    @Test
    void theDatabaseRefusesARequestWithoutAuthorisationAsWell_VR_1() {
        verifications.authorise(
                id, List.of(family.applicant().id(), family.spouse().id()), today(), clerk);
        verifications.ask(id, reviewer);
        var other = families.couple("赵六", "钱七", clerk);
        jdbc.sql("update verification_case set household_id = ? where case_id = ?")
                .params(other.id().id(), id.id())
                .update();
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(
                        () -> jdbc.sql("""
                                insert into verification_request (id, case_id, source, round, state, asked_at)
                                values (?, ?, 'VEHICLE', 1, 'WAITING', now())
                                """).params(UUID.randomUUID(), id.id()).update())
                .withStackTraceContaining("signed authorisation");
    }

    @Test
    void theBureauStartsWithinThreeWorkingDaysAndTheTaskIsGone_VR_1() {
        asked();
        var view = verifications.view(id, bureau);
        var limit = view.start();
        assertThat(limit).isNotNull();
        assertThat(limit.budget().words()).isEqualTo("3 个工作日");
        assertThat(tasksOf(bureau)).contains("启动信息核对");
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> verifications.start(id, List.of("VEHICLE"), reviewer));
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> verifications.ask(id, reviewer));

        verifications.start(id, List.of("VEHICLE", "DEATH"), bureau);

        assertThat(deadlines.view(limit.id()).state()).isEqualTo(DeadlineState.MET);
        assertThat(verifications.view(id, bureau).requests())
                .extracting(CaseVerification.RequestLine::source)
                .containsExactly("VEHICLE", "DEATH");
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> verifications.start(id, List.of("VEHICLE"), bureau));
    }

    @Test
    void theReportIsTheGateAndWantsEverySourceAnsweredAndEveryFindingCleared_VR_1() {
        assertThat(verifications.missing(id)).isEqualTo("还没有提请信息核对");
        asked();
        assertThat(verifications.missing(id)).contains("还没有启动");
        verifications.start(id, List.of("VEHICLE", "DEATH", "TAX"), bureau);
        assertThat(verifications.missing(id)).contains("还没有出报告");
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> verifications.issue(id, bureau))
                .withMessageContaining("来源没有答复");

        load("VEHICLE", "姓名,身份证号,号牌号码\n王建国,%s,%s\n".formatted(number(), "贵Z" + UUID.randomUUID()));
        var requests = verifications.view(id, bureau).requests();
        assertThat(requests.get(0).waiting()).as("answered by the list").isFalse();
        assertThat(requests.get(0).records()).isEqualTo(1);
        verifications.answerByHand(id, request("DEATH"), today(), "殡仪馆复函，查无记录", bureau);
        verifications.leaveOut(id, request("TAX"), "没有工资收入，不核对个税", bureau);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> verifications.issue(id, bureau))
                .withMessageContaining("1 条疑点没有处置");

        var finding = verifications.view(id, bureau).findings().get(0);
        assertThat(finding.check()).isEqualTo(Check.VEHICLE);
        findings.clear(finding.id(), finding.version(), Disposition.CONFIRMED, "本人承认", null, null, reviewer);
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> verifications.issue(id, reviewer));
        var report = verifications.issue(id, bureau);

        assertThat(verifications.missing(id)).isNull();
        assertThat(verifications.reportOf(id)).hasValueSatisfying(kept -> {
            assertThat(kept.content()).isEqualTo(report.content());
            assertThat(kept.confirmed()).isEqualTo(1);
            assertThat(kept.content().sources())
                    .extracting(Report.SourceLine::words)
                    .containsExactly("查到 1 条", "未核对：没有工资收入，不核对个税", "查无记录（殡仪馆复函，查无记录）");
            assertThat(kept.content().findings())
                    .singleElement()
                    .satisfies(line -> assertThat(line.reason()).isEqualTo("本人承认"));
        });
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> verifications.issue(id, bureau));
        assertThatExceptionOfType(DataAccessException.class)
                .as("only added to")
                .isThrownBy(() -> jdbc.sql("delete from verification_report where id = ?")
                        .param(report.id())
                        .update());
    }

    @Test
    void anExceptionSaysWhoWhyAndUntilWhen_lesson_15() {
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> verifications.exception(id, "急", today().plusDays(1), bureau));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> verifications.exception(id, " ", today().plusDays(1), approver));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> verifications.exception(id, "急", today().plusDays(61), approver));
        verifications.exception(id, "省平台停机", today(), approver);
        assertThat(verifications.missing(id)).isNull();
        assertThat(verifications.view(id, reviewer).exceptions())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.who()).isEqualTo("周敏");
                    assertThat(one.reason()).isEqualTo("省平台停机");
                    assertThat(one.until()).isEqualTo(today());
                });
        assertThat(jdbc.sql("select count(*) from audit_entry where action = '没有核对报告的例外放行' and officer = ?")
                        .param(approver.login())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aForeignTownshipFindsNothing_VR_1() {
        asked();
        for (var act : List.<Runnable>of(
                () -> verifications.view(id, stranger),
                () -> verifications.ask(id, stranger),
                () -> verifications.report(id, stranger),
                () -> verifications.authorise(id, List.of(), today(), stranger))) {
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(act::run);
        }
        assertThat(verifications.list(null, 500, stranger))
                .noneMatch(line -> line.id().equals(id));
        assertThat(verifications.list(null, 500, reviewer))
                .anyMatch(line -> line.id().equals(id));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> verifications.authorise(id, List.of(UUID.randomUUID()), today(), clerk));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> verifications.leaveOut(id, UUID.randomUUID(), "x", bureau));
    }

    @Test
    void aRequestIsAnsweredUnderItsOwnCaseOnly_VR_1() {
        asked();
        verifications.start(id, List.of("VEHICLE", "DEATH"), bureau);
        load("VEHICLE", "姓名,身份证号,号牌号码\n王建国,%s,%s\n".formatted(number(), "贵Z" + UUID.randomUUID()));
        var request = request("DEATH");
        var other = new CaseId(UUID.randomUUID());

        for (var act : List.<Runnable>of(
                () -> verifications.answerFromData(other, request, bureau),
                () -> verifications.answerByHand(other, request, today(), "殡仪馆复函，查无记录", bureau),
                () -> verifications.leaveOut(other, request, "不核对", bureau))) {
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(act::run);
        }
        assertThat(verifications.view(id, bureau).requests())
                .filteredOn(one -> one.id().equals(request))
                .allMatch(CaseVerification.RequestLine::waiting);
    }

    @Test
    void theRosterIsComparedAndItsDifferencesAreWorkedOff_VR_3() {
        load("POVERTY", "户主姓名,证件号码,户类型\n王建国,%s,脱贫不稳定户\n".formatted(number()));
        var job = comparisons.start(bureau);
        now.runAll();
        assertThat(jobs.get(job, bureau).message()).contains("只在脱贫（监测）名单");
        assertThat(comparisons.newest()).isPresent();

        var mine = comparisons.list(Comparisons.Kind.ONLY_THEIRS, true, 0, 500, reviewer).stream()
                .filter(one -> family.applicant().id().equals(one.person()))
                .findFirst()
                .orElseThrow();
        assertThat(comparisons.list(null, true, 0, 500, stranger))
                .noneMatch(one -> one.id().equals(mine.id()));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> comparisons.get(mine.id(), stranger));
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(
                        () -> comparisons.settle(mine.id(), mine.version(), Comparisons.Outcome.APPLY, "x", approver));
        comparisons.settle(mine.id(), mine.version(), Comparisons.Outcome.APPLY, "已引导申请低保", reviewer);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(
                        () -> comparisons.settle(mine.id(), mine.version(), Comparisons.Outcome.APPLY, "x", reviewer));

        comparisons.start(bureau);
        now.runAll();
        assertThat(comparisons.get(mine.id(), reviewer).open())
                .as("stays settled")
                .isFalse();
    }

    @Test
    void itIsDoneOnThePages_VR_1() throws Exception {
        var url = "/verification/cases/" + id;
        assertThat(mvc.get().uri(url).with(as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("还没有提请信息核对", "王建国，还没有签");
        assertThat(mvc.get().uri(url).with(as(stranger))).hasStatus(404);
        assertThat(post(url + "/authorise", clerk).param("signedOn", "2099-1-1"))
                .hasStatus(422)
                .bodyText()
                .contains("签字日期在今天之后", "选择已经签字的人");
        assertThat(post(url + "/authorise", clerk)
                        .param("signedOn", today().toString())
                        .param(
                                "persons",
                                family.applicant().id() + "," + family.spouse().id()))
                .hasStatus3xxRedirection();
        assertThat(post(url + "/authorise", clerk).param("signedOn", "三月十一"))
                .as("IN-8: a colleague had recorded the last one meanwhile, the page has no field for what is wrong")
                .hasStatus(409)
                .bodyText()
                .contains("这一步已经办过了", "三月十一");
        assertThat(post(url + "/ask", reviewer)).hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/verification/cases").with(as(bureau)))
                .hasStatusOk()
                .bodyText()
                .contains("待启动");
        assertThat(mvc.get().uri(url + "/start").with(as(bureau)))
                .hasStatusOk()
                .bodyText()
                .contains("银行存款");
        assertThat(post(url + "/start", bureau)).hasStatus(422).bodyText().contains("至少选择一个核对来源");
        assertThat(post(url + "/start", bureau).param("sources", "DEATH")).hasStatus3xxRedirection();
        var request = url + "/requests/" + request("DEATH");
        assertThat(mvc.get().uri(request).with(as(bureau))).hasStatusOk();
        assertThat(post(request, bureau).param("how", "HAND").param("asOf", "x").param("note", ""))
                .hasStatus(422)
                .bodyText()
                .contains("填写答复的内容和来历", "数据日期看不懂");
        assertThat(post(request, bureau)
                        .param("how", "HAND")
                        .param("asOf", today().toString())
                        .param("note", "复函查无记录"))
                .hasStatus3xxRedirection();
        assertThat(post(url + "/report", bureau)).hasStatus3xxRedirection();
        assertThat(post(url + "/report/print", bureau)).hasStatus3xxRedirection();
        assertThat(mvc.get().uri(url + "/report/print").with(as(bureau)))
                .hasStatusOk()
                .bodyText()
                .contains("家庭经济状况核对报告", "复函查无记录", "没有发现不一致");
        assertThat(mvc.get().uri(url + "/report/print.pdf").with(as(bureau)))
                .hasStatusOk()
                .hasContentType("application/pdf");
        assertThat(mvc.get().uri(url + "/exception").with(as(approver))).hasStatusOk();
        assertThat(post(url + "/exception", approver).param("reason", "").param("until", "2020-1-1"))
                .hasStatus(422);
        for (var page : List.of("/verification", "/verification/candidates", "/verification/comparison")) {
            assertThat(mvc.get().uri(page).with(as(reviewer))).hasStatusOk();
        }
        assertThat(mvc.get().uri("/verification").with(as(Staff.liaison(jdbc, "YB"))))
                .hasStatus(403);
    }

    @Test
    void aFileIsImportedOnThePages_VR_1() throws Exception {
        assertThat(mvc.get().uri("/verification/imports").with(as(bureau))).hasStatusOk();
        assertThat(mvc.get().uri("/verification/imports").with(as(reviewer))).hasStatus(403);
        assertThat(upload("x.pdf", "%PDF-\u0000").param("source", "VEHICLE").param("asOf", "2026-11-01"))
                .hasStatus(422)
                .bodyText()
                .contains("不是表格文件");
        assertThat(upload("x.csv", "姓名,身份证号\n甲,1\n").param("source", "").param("asOf", "明天"))
                .hasStatus(422)
                .bodyText()
                .contains("选择数据来源", "填写数据日期");
        var uploaded = upload("a.csv", "姓名,身份证号,车\n王建国,%s,贵Y%s\n".formatted(number(), UUID.randomUUID()))
                .param("source", "VEHICLE")
                .param("asOf", "2026-11-01")
                .exchange();
        assertThat(uploaded).hasStatus3xxRedirection();
        var url = String.valueOf(uploaded.getResponse().getRedirectedUrl());
        assertThat(mvc.get().uri(url).with(as(bureau)))
                .hasStatusOk()
                .bodyText()
                .contains("********")
                .doesNotContain(number());
        assertThat(post(url, bureau).param("col0", "name").param("col1", "identity"))
                .hasStatus(422)
                .bodyText()
                .contains("「号牌号码」必须对应一列");
        var started = post(url, bureau)
                .param("col0", "name")
                .param("col1", "identity")
                .param("col2", "plate")
                .exchange();
        assertThat(started).hasStatus3xxRedirection();
        now.runAll();
        assertThat(mvc.get()
                        .uri(String.valueOf(started.getResponse().getRedirectedUrl()))
                        .with(as(bureau)))
                .hasStatusOk()
                .bodyText()
                .contains("新增 1 条");
        assertThat(mvc.get().uri(url).with(as(bureau))).hasStatusOk().bodyText().contains("已导入");
    }

    @Test
    void sourcesAreKeptByTheAdministrator_VR_1() {
        var admin = Staff.administrator(jdbc);
        assertThat(mvc.get().uri("/verification/sources").with(as(admin))).hasStatusOk();
        assertThat(mvc.get().uri("/verification/sources").with(as(reviewer))).hasStatus(403);
        var version = jdbc.sql("select version from verification_source where code = 'SCHOOL'")
                .query(String.class)
                .single();
        var url = "/verification/sources/SCHOOL";
        assertThat(mvc.get().uri(url).with(as(admin))).hasStatusOk();
        assertThat(source(url, admin, version).param("connector", "HTTP").param("url", "file:///etc/passwd"))
                .hasStatus(422);
        assertThat(source(url, bureau, version).param("connector", "FILE").param("url", ""))
                .hasStatus(403);
        assertThat(source(url, admin, version).param("connector", "FILE").param("url", ""))
                .hasStatus3xxRedirection();
        assertThat(source(url, admin, version).param("connector", "FILE").param("url", ""))
                .as("stale")
                .hasStatus(409);
    }

    // ---

    private MockMvcTester.MockMvcRequestBuilder source(String url, Officer by, String version) {
        return post(url, by)
                .param("name", "学籍")
                .param("department", "区教育局")
                .param("active", "true")
                .param("version", version);
    }

    private MockMvcTester.MockMvcRequestBuilder post(String url, Officer by) {
        return mvc.post()
                .uri(url)
                .with(as(by))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
    }

    private MockMvcTester.MockMultipartMvcRequestBuilder upload(String name, String text) {
        return mvc.post()
                .uri("/verification/imports")
                .multipart()
                .file(new MockMultipartFile("file", name, "text/plain", text.getBytes(StandardCharsets.UTF_8)))
                .with(as(bureau))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
    }

    private void asked() {
        verifications.authorise(
                id, List.of(family.applicant().id(), family.spouse().id()), today(), clerk);
        verifications.ask(id, reviewer);
    }

    private void load(String source, String text) {
        var batch = imports.upload(source, "名单.csv", text.getBytes(StandardCharsets.UTF_8), today(), false, bureau);
        imports.start(batch, imports.preview(batch, bureau).guess(), false, bureau);
        now.runAll();
        assertThat(imports.get(batch, bureau).state()).isEqualTo(Batch.State.DONE);
    }

    private UUID request(String source) {
        return verifications.view(id, bureau).requests().stream()
                .filter(one -> one.source().equals(source))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private String number() {
        return String.valueOf(persons.details(family.applicant(), clerk, "试验").identityNumber());
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private List<String> tasksOf(Officer one) {
        return tasks.worklist(one, one.posts().get(0), TaskFilter.ALL, null, 200).rows().stream()
                .map(row -> row.title())
                .toList();
    }
}
