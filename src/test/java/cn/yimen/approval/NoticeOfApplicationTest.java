package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForms;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.notice.Board;
import cn.yimen.notice.NoticeId;
import cn.yimen.notice.NoticeState;
import cn.yimen.notice.Notices;
import cn.yimen.notice.Objections;
import cn.yimen.notice.Objections.NewObjection;
import cn.yimen.notice.Posting;
import cn.yimen.notice.Proof;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.TaskRow;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** AP-1, AP-2, PB-2: the notice on the path of an application. */
@ProductTest
@Import({Families.class, Surveys.class})
class NoticeOfApplicationTest {

    @Autowired
    Applications applications;

    @Autowired
    NoticeOfApplication notice;

    @Autowired
    Notices notices;

    @Autowired
    Objections objections;

    @Autowired
    Board board;

    @Autowired
    Decisions decisions;

    @Autowired
    DecisionPapers papers;

    @Autowired
    PrintedForms forms;

    @Autowired
    Opinions opinions;

    @Autowired
    Tasks tasks;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    Surveys surveys;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Clock clock;

    Posting posting;
    Officer clerk;
    Officer reviewer;
    Officer officer;

    @BeforeEach
    void people() {
        posting = new Posting(jdbc, notices, clock);
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        officer = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
    }

    @Test
    void whatIsShownFollowsFromTheOpinion_PB_2() {
        var id = proposed();
        var plan = notice.plan(id, reviewer);
        assertThat(plan.whyNot()).isNull();
        assertThat(plan.shown().title()).isEqualTo("最低生活保障拟确认公示");
        assertThat(plan.shown().value("申请人")).isEqualTo("王*国");
        assertThat(plan.shown().value("家庭人数")).isEqualTo("2 人");
        assertThat(plan.shown().value("拟保障金额")).startsWith("每月 ");
        assertThat(plan.shown().value("事由")).isEqualTo("家庭人均收入低于当地低保标准，财产符合规定");
        assertThat(plan.shown().text()).doesNotContain("王建国", "李桂芳", "139", "三组");
    }

    @Test
    void withoutAnOpinionThereIsNothingToShow_AP_1() {
        var application = accepted();
        assertThatExceptionOfType(NoWay.class).isThrownBy(() -> notice.plan(application, reviewer));
        assertThatExceptionOfType(NoWay.class)
                .isThrownBy(() -> applications.go(application, Way.POST_NOTICE, null, reviewer));
    }

    @Test
    void theNoticeAndTheWayGoTogetherAndItIsHandedOnOnlyAfterItsDays_AP_1() {
        var id = proposed();
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> post(id, clerk));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> post(id, Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP))));
        assertThat(state(id)).isEqualTo(ApplicationState.PROPOSED);

        var posted = post(id, reviewer);
        assertThat(state(id)).isEqualTo(ApplicationState.NOTICE);
        assertThat(board.posted(posted).shown().value("申请人")).isEqualTo("王*国");
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> post(id, reviewer));
        assertThatExceptionOfType(NoWay.class)
                .as("seven days are not over")
                .isThrownBy(() -> submit(id))
                .withMessageContaining("正在公示");

        over(posted);
        assertThat(task(id, reviewer).title()).isEqualTo("报审核确认");
        submit(id);
        assertThat(state(id)).isEqualTo(ApplicationState.SUBMITTED);
        assertThat(rows(reviewer))
                .noneMatch(row ->
                        row.url().equals("/applications/" + id) && row.title().equals("报审核确认"));
    }

    @Test
    void itIsHandedOnByTheClockNotByTheJob_AP_1() {
        var id = proposed();
        var posted = post(id, reviewer);
        posting.endAt(posted, clock.instant().minusSeconds(2));
        submit(id);
        assertThat(state(id)).isEqualTo(ApplicationState.SUBMITTED);
        notices.endDue();
        assertThat(notices.view(posted, reviewer).state()).isEqualTo(NoticeState.ENDED);
        assertThat(state(id)).isEqualTo(ApplicationState.SUBMITTED);
    }

    @Test
    void anObjectionFromOutsideBlocksUntilItIsSettledAndThereIsANewNotice_AP_2_W18() {
        var id = proposed();
        var posted = post(id, reviewer);
        object(posted, false);
        assertThat(state(id)).isEqualTo(ApplicationState.OBJECTED);
        var step = applications.steps(id, reviewer).get(0);
        assertThat(step.who()).isEqualTo("系统");
        assertThat(step.reason()).doesNotContain("门面");
        over(posted);
        assertThatExceptionOfType(NoWay.class).isThrownBy(() -> submit(id));

        applications.go(id, Way.REINVESTIGATE, "就异议重新调查", reviewer);
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> board.posted(posted));
        surveys.visit(id, reviewer);
        surveys.give(id, true, reviewer);
        assertThat(notice.plan(id, reviewer).whyNot()).isEqualTo("有 1 条公示异议没有处理完");
        assertThatExceptionOfType(NoWay.class).isThrownBy(() -> post(id, reviewer));
        objections.settle(objections.of(posted, reviewer).get(0).id(), false, "没有门面", reviewer);
        var again = post(id, reviewer);
        assertThat(notices.view(again, reviewer).round()).isEqualTo(2);
        over(again);
        submit(id);
        assertThat(state(id)).isEqualTo(ApplicationState.SUBMITTED);
    }

    @Test
    void anObjectionRacingWithTheNextStepHasOneOutcome_AP_2() throws Exception {
        for (int i = 0; i < 4; i++) {
            var id = proposed();
            var posted = post(id, reviewer);
            // over for the next step, still open for the objection on paper
            posting.endAt(posted, clock.instant().minusSeconds(2));
            var today = LocalDate.now(clock);
            var threads = Executors.newFixedThreadPool(2);
            try {
                Callable<Boolean> submit = () -> {
                    try {
                        submit(id);
                        return true;
                    } catch (Conflict e) {
                        return false;
                    }
                };
                Callable<Boolean> object = () -> {
                    objections.onPaper(posted, new NewObjection("有门面", null, null, false), today, clerk);
                    return true;
                };
                var answers = threads.invokeAll(i % 2 == 0 ? List.of(submit, object) : List.of(object, submit));
                var submitted = answers.get(i % 2).get();
                assertThat(answers.get(1 - i % 2).get()).isTrue();
                assertThat(state(id)).isEqualTo(submitted ? ApplicationState.SUBMITTED : ApplicationState.OBJECTED);
                if (submitted) {
                    assertThat(rows(officer))
                            .anyMatch(row -> row.url().equals("/applications/" + id)
                                    && row.title().equals("报审后收到公示异议"));
                }
            } finally {
                threads.shutdown();
            }
            assertThat(applications.waysAhead(id, Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER))))
                    .noneMatch(way -> way.way() == Way.CONFIRM && way.permitted());
        }
    }

    @Test
    void anObjectionRacingWithTheConfirmationHasOneOutcomeExplainedToBoth_AP_2() throws Exception {
        for (int i = 0; i < 4; i++) {
            var approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
            var id = proposed();
            var posted = post(id, reviewer);
            over(posted);
            submit(id);
            var seen = Decisions.seen(opinions.latest(id).orElseThrow());
            var threads = Executors.newFixedThreadPool(2);
            try {
                Callable<String> confirm = () -> {
                    try {
                        decisions.confirm(id, seen, approver);
                        return "";
                    } catch (Conflict e) {
                        return String.valueOf(e.getMessage());
                    }
                };
                Callable<String> object = () -> objections.onPaper(
                        posted, new NewObjection("有门面", null, null, false), LocalDate.now(clock), clerk);
                var answers = threads.invokeAll(i % 2 == 0 ? List.of(confirm, object) : List.of(object, confirm));
                var refused = answers.get(i % 2).get();
                assertThat(answers.get(1 - i % 2).get())
                        .as("it is taken in either way")
                        .startsWith("YY-");
                if (refused.isEmpty()) {
                    assertThat(state(id)).isEqualTo(ApplicationState.CONFIRMED);
                    assertThat(late(id)).isEqualTo("决定后收到公示异议");
                } else {
                    assertThat(refused).isEqualTo("有 1 条公示异议没有处理完");
                    assertThat(state(id)).isEqualTo(ApplicationState.SUBMITTED);
                    assertThat(late(id)).isEqualTo("报审后收到公示异议");
                }
            } finally {
                threads.shutdown();
            }
        }
    }

    @Test
    void theApprovalFormSaysWhatBecameOfTheNotice_AP_5() {
        var approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        var id = proposed();
        var posted = post(id, reviewer);
        over(posted);
        submit(id);
        var decision = decisions
                .confirm(id, Decisions.seen(opinions.latest(id).orElseThrow()), approver)
                .decision();
        var paper = papers.paper(
                java.util.Objects.requireNonNull(decision).id(),
                DecisionPapers.Paper.APPROVAL,
                PrintStamp.of("周敏", clock.instant()),
                approver);
        assertThat(forms.html(paper))
                .contains("在把士村村务公开栏公示（编号 " + notices.view(posted, reviewer).number() + "），期满没有异议");
        assertThat(jdbc.sql("select name from permanent_list p join award a on a.id::text = p.subject_id"
                                + " join application x on x.matter_id = a.matter_id where x.id = ?")
                        .param(id.id())
                        .query(String.class)
                        .list())
                .as("confirmed: it is on the list that stays")
                .containsExactly("王*国");
    }

    private String late(ApplicationId id) {
        return rows(officer).stream()
                .filter(row ->
                        row.url().equals("/applications/" + id) && row.title().contains("公示异议"))
                .map(TaskRow::title)
                .findFirst()
                .orElse("");
    }

    @Test
    void aWrongNoticeIsPutUpOnceMore_AP_1() {
        var id = proposed();
        var wrong = post(id, reviewer);
        notices.withdraw(wrong, "人数写错", reviewer);
        assertThat(state(id)).isEqualTo(ApplicationState.NOTICE);
        assertThatExceptionOfType(NoWay.class).isThrownBy(() -> submit(id)).withMessageContaining("重新公示");
        assertThat(task(id, reviewer).title()).isEqualTo("重新公示");
        assertThat(get("/applications/" + id, reviewer)).bodyText().contains("重新公示", "已撤下");
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> post(id, clerk));
        var right = post(id, reviewer);
        over(right);
        submit(id);
        assertThat(state(id)).isEqualTo(ApplicationState.SUBMITTED);
    }

    @Test
    void whoGoesNoFurtherHangsNoLonger_PB_2() {
        for (var way : List.of(Way.TERMINATE, Way.DIE, Way.WITHDRAW)) {
            var id = proposed();
            var posted = post(id, reviewer);
            applications.go(id, way, "理由", reviewer);
            assertThatExceptionOfType(NoSuchElementException.class)
                    .as(way.name())
                    .isThrownBy(() -> board.posted(posted));
            assertThat(notices.view(posted, reviewer).state()).isEqualTo(NoticeState.STOPPED);
            over(posted);
            assertThat(applications.get(id, officer).ended()).isTrue();
        }
    }

    @Test
    void thePages_AP_1() {
        var id = proposed();
        var url = "/applications/" + id + "/notice";
        assertThat(get("/applications/" + id, reviewer)).bodyText().contains("张榜公示", url);
        assertThat(get(url, reviewer))
                .bodyText()
                .contains("公众会看到的", "王*国", "登记张贴，开始公示")
                .doesNotContain("139*", "13900");
        assertThat(get(url + "/paper", reviewer))
                .bodyText()
                .contains("最低生活保障拟确认公示", "王*国", "编号填在右上")
                .doesNotContain("王建国");
        assertThat(get(url + "/paper.pdf", reviewer)).hasStatusOk().hasContentType("application/pdf");
        var foreign = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP));
        for (var path : List.of(url, url + "/paper", url + "/paper.pdf")) {
            assertThat(get(path, foreign)).as(path).hasStatus(404);
        }
        assertThat(send(url, foreign, "place", "公开栏", "day", "2026-1-1", "time", "0:00", "statement", "我来张贴了"))
                .hasStatus(404);
        assertThat(get(url, clerk)).hasRedirectedUrl("/applications/" + id);

        assertThat(send(url, reviewer, "place", "", "day", "", "time", "25:00", "statement", ""))
                .hasStatus(422)
                .bodyText()
                .contains("填写张贴地点", "时间写成 09:30 这样", "附张贴照片，或者写明");
        assertThat(send(url, reviewer, "place", "公开栏", "day", "2026-1-1", "time", "09:30", "statement", "张三张贴在公开栏"))
                .hasStatus(422)
                .bodyText()
                .contains("最早可以填", "公开栏");
        assertThat(state(id)).isEqualTo(ApplicationState.PROPOSED);
        var done = send(
                url,
                reviewer,
                "place",
                "公开栏",
                "day",
                LocalDate.now(clock).toString(),
                "time",
                LocalTime.MIDNIGHT.toString(),
                "statement",
                "张三张贴在公开栏");
        assertThat(done).hasStatus3xxRedirection();
        assertThat(done.getResponse().getRedirectedUrl()).startsWith("/publicity/");
        assertThat(get("/applications/" + id, reviewer)).bodyText().contains("GS-", "公示中", "公开栏");

        assertThat(get(url + "/objection", reviewer).getResponse().getRedirectedUrl())
                .as("an objection is recorded with the notice, not by a press alone")
                .isEqualTo(done.getResponse().getRedirectedUrl() + "/objection");
        assertThat(send("/applications/" + id + "/ways/object", reviewer, "reason", "有人说"))
                .hasStatus(404);
        assertThat(get(url + "/objection", foreign)).hasStatus(404);
        assertThat(state(id)).isEqualTo(ApplicationState.NOTICE);
    }

    private ApplicationId accepted() {
        var opened = cases.open(Families.wish(families.couple(clerk), "MZ-01").asked(), clerk);
        return applications
                .ofMatter(opened.matters().get(0).id(), reviewer)
                .orElseThrow()
                .id();
    }

    private ApplicationId proposed() {
        var id = accepted();
        applications.go(id, Way.START_SURVEY, null, reviewer);
        surveys.propose(id, reviewer);
        return id;
    }

    private NoticeId post(ApplicationId id, Officer by) {
        return notice.post(id, Proof.statement("把士村村务公开栏", clock.instant(), "已在公开栏张贴"), by);
    }

    private void object(NoticeId id, boolean toBureau) {
        objections.fromPage(
                id,
                new NewObjection("他家有门面", null, null, toBureau),
                UUID.randomUUID().toString());
    }

    private void over(NoticeId id) {
        posting.endAt(id, clock.instant().minusSeconds(2));
        notices.endDue();
    }

    private void submit(ApplicationId id) {
        applications.go(id, Way.SUBMIT, null, reviewer);
    }

    private ApplicationState state(ApplicationId id) {
        return applications.get(id, officer).state();
    }

    private List<TaskRow> rows(Officer by) {
        return tasks.worklist(by, by.posts().get(0), TaskFilter.ALL, null, 200).rows();
    }

    private TaskRow task(ApplicationId id, Officer by) {
        return rows(by).stream()
                .filter(row ->
                        row.url().equals("/applications/" + id) && row.title().matches("报审核确认|重新公示"))
                .findFirst()
                .orElseThrow();
    }

    private MvcTestResult get(String path, Officer by) {
        return mvc.get().uri(path).with(Staff.as(by)).exchange();
    }

    private MvcTestResult send(String path, Officer by, String... fields) {
        var request = mvc.post().uri(path).with(csrf()).with(Staff.as(by));
        request.param("_key", UUID.randomUUID().toString());
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }
}
