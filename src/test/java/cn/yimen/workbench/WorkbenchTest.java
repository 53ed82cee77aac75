package cn.yimen.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.MatterId;
import cn.yimen.casefile.Matters;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.referral.Needs;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** AP-6: 工作台 of each role. */
@ProductTest
class WorkbenchTest {

    static final String TOWNSHIP = "520402203";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Tasks tasks;

    @Autowired
    Matters matters;

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
    Officer reviewer;

    @BeforeEach
    void people() {
        needs = new Needs(jdbc, persons, deadlines, events, transaction, clock);
        clerk = Staff.clerk(jdbc, TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, TOWNSHIP));
    }

    @Test
    void theClerkSeesWhatIsToBeSentAndTodaysWindow() {
        needs.accepted(clerk, "RS-01", "就业援助", "刘德才");

        assertThat(get("/workbench?due=all", clerk))
                .hasStatusOk()
                .bodyText()
                .contains("工作台", "全部待办", "已超期", "今天到期", "期限充足", "今天已办", "刘德才", "去转办")
                .contains("今日窗口", "accesskey=\"n\"", "新建受理", "aria-current=\"true\"");
    }

    @Test
    void theBureausOwnMatterIsInTheTownshipsWorklistUntilItEnds() {
        MatterId matter = needs.addMatter(needs.openCase(clerk, "吴正刚"), clerk, "MZ-01", "最低生活保障", "吴正刚", 1);

        assertThat(titles(reviewer)).contains("启动调查");
        assertThat(get("/workbench", reviewer)).bodyText().contains("启动调查", "吴正刚", "乡镇审核");

        matters.withdraw(matter, "不申请了", clerk);
        assertThat(titles(reviewer)).doesNotContain("启动调查");
    }

    @Test
    void everyRoleOfThisIssueHasAPage() {
        var township = "520402203";
        var village = jdbc.sql("select min(code) from place where parent_code = ?")
                .param(township)
                .query(String.class)
                .single();
        for (var post : List.of(
                Post.at(Role.WINDOW_CLERK, township),
                Post.at(Role.TOWNSHIP_REVIEWER, township),
                Post.at(Role.VILLAGE_ASSISTANT, village),
                Post.of(Role.HELPER),
                Post.liaison("YB"),
                Post.of(Role.BUREAU_OFFICER),
                Post.of(Role.BUREAU_APPROVER),
                Post.of(Role.SUPERVISOR),
                Post.of(Role.ADMINISTRATOR))) {
            for (var filter : TaskFilter.values()) {
                assertThat(get("/workbench?due=" + filter.key(), Staff.with(jdbc, post)))
                        .as("%s %s", post.role(), filter)
                        .hasStatusOk()
                        .bodyText()
                        .contains(post.role().words());
            }
        }
        assertThat(get("/workbench", Staff.with(jdbc))).hasStatusOk().bodyText().contains("还没有岗位");
        assertThat(get("/workbench?due=x&post=99&after=%27", clerk)).hasStatusOk();
    }

    @Test
    void twoPostsAreTwoSections() {
        var both = Staff.with(jdbc, Post.at(Role.WINDOW_CLERK, TOWNSHIP), Post.at(Role.TOWNSHIP_REVIEWER, TOWNSHIP));

        assertThat(get("/workbench", both)).bodyText().contains("窗口经办 · ", "乡镇审核 · ");
        assertThat(get("/workbench?post=1&due=over", both))
                .bodyText()
                .contains("乡镇审核 · ", "返回全部岗位")
                .doesNotContain("窗口经办 · ");
    }

    @Test
    void eightRowsThenTheRest() {
        var own = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, "520402202"));
        var kind = DeadlineKind.promise("task.test", "测试");
        for (int i = 0; i < 10; i++) {
            tasks.open(NewTask.of(
                            "task.rest",
                            Assignee.of(own.posts().get(0)),
                            new cn.yimen.audit.Subject("test", UUID.randomUUID().toString()),
                            "事 " + i,
                            "",
                            "去办",
                            "/workbench")
                    .by(deadlines.start(
                            kind, Budget.workingDays(1), clock.instant().minus(Duration.ofDays(20)))));
        }
        assertThat(get("/workbench", own)).bodyText().contains("查看其余", "今天必须办（");
    }

    /** Colleagues' figures only to those who supervise (lessons 22). */
    @Test
    void onlyTheSupervisorSeesTownships() {
        assertThat(get("/workbench", Staff.with(jdbc, Post.of(Role.SUPERVISOR))))
                .bodyText()
                .contains("各乡镇超期待办");
        assertThat(get("/workbench", clerk)).bodyText().doesNotContain("各乡镇超期待办");
        assertThat(get("/workbench", Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER))))
                .bodyText()
                .doesNotContain("各乡镇超期待办");
    }

    @Test
    void theAdministratorIsWarnedOfAYearWithoutArrangement_REG_4() {
        assertThat(get("/workbench", Staff.administrator(jdbc))).bodyText().contains("提醒", "放假安排");
    }

    private List<String> titles(Officer officer) {
        return tasks.worklist(officer, officer.posts().get(0), TaskFilter.ALL, null, 10_000).rows().stream()
                .map(row -> row.title())
                .toList();
    }

    private MvcTestResult get(String url, Officer officer) {
        return mvc.get().uri(url).with(Staff.as(officer)).exchange();
    }
}
