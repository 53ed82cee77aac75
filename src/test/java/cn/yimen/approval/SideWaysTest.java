package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Conclusion;
import cn.yimen.casefile.Families;
import cn.yimen.casefile.Letters;
import cn.yimen.casefile.MatterState;
import cn.yimen.casefile.Matters;
import cn.yimen.casefile.ToldHow;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Questions;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.Tasks;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** AP-1, AP-2: limits, extension, and what leads off the ordinary way. */
@ProductTest
@Import(Families.class)
class SideWaysTest {

    @Autowired
    Applications applications;

    @Autowired
    Extensions extensions;

    @Autowired
    Transfers transfers;

    @Autowired
    SidePapers sidePapers;

    @Autowired
    Limits limits;

    @Autowired
    Questions questions;

    @Autowired
    Paths paths;

    @Autowired
    Deadlines deadlines;

    @Autowired
    Cases cases;

    @Autowired
    Letters letters;

    @Autowired
    Matters matters;

    @Autowired
    Tasks tasks;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    Officer clerk;
    Officer reviewer;
    Officer officer;
    Officer approver;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        officer = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
    }

    private ApplicationView accepted(String item) {
        var opened = cases.open(Families.wish(families.couple(clerk), item).asked(), clerk);
        return applications.ofMatter(opened.matters().get(0).id(), officer).orElseThrow();
    }

    private ApplicationView now(ApplicationView application) {
        return applications.get(application.id(), officer);
    }

    private DeadlineState limit(ApplicationView application, String code) {
        var lines = limits.of(application.id()).stream()
                .filter(line -> line.kind().code().equalsIgnoreCase("approval." + code))
                .toList();
        return lines.get(lines.size() - 1).state();
    }

    private static DeadlineId total(ApplicationView application) {
        return Objects.requireNonNull(application.total());
    }

    @Test
    void theSurveyStartsWithinThreeWorkingDays_AP_1() {
        var application = accepted("MZ-01");
        var view = deadlines.view(Objects.requireNonNull(application.current()));
        assertThat(view.kind().name()).isEqualTo("启动调查");
        assertThat(view.budget().words()).isEqualTo("3 个工作日");
        assertThat(deadlines.view(total(application)).budget().words()).isEqualTo("30 个工作日");

        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        assertThat(limit(application, "SURVEY_START")).isEqualTo(DeadlineState.MET);
        assertThat(deadlines.view(total(now(application))).state()).isEqualTo(DeadlineState.RUNNING);
    }

    @Test
    void eachKindHasItsOwnLimits_AP_1() {
        var tekun = accepted("MZ-02A");
        assertThat(deadlines
                        .view(Objects.requireNonNull(tekun.current()))
                        .budget()
                        .words())
                .isEqualTo("15 个工作日");
        var temporary = accepted("MZ-03");
        assertThat(deadlines
                        .view(Objects.requireNonNull(temporary.current()))
                        .budget()
                        .words())
                .isEqualTo("3 天");
    }

    @Test
    void limitsStandStillWithTheMatter_AP_1() {
        var application = accepted("MZ-01");
        letters.issue(
                application.caseId(), List.of(new Letters.Ask("收入证明", List.of(application.matter()))), null, clerk);
        assertThat(limit(application, "SURVEY_START")).isEqualTo(DeadlineState.PAUSED);
        assertThat(deadlines.view(total(application)).state()).isEqualTo(DeadlineState.PAUSED);

        var material = jdbc.sql("select id from case_material where case_id = ? and state = 'MISSING'")
                .param(application.caseId().id())
                .query(UUID.class)
                .single();
        letters.exempt(application.caseId(), material, "部门已核实", clerk);
        assertThat(limit(application, "SURVEY_START")).isEqualTo(DeadlineState.RUNNING);
        assertThat(tasks.worklist(reviewer, reviewer.posts().get(0), TaskFilter.ALL, null, 500)
                        .rows())
                .anyMatch(task -> application.receiptNo().equals(task.number()));
    }

    @Test
    void anExtensionIsAskedForByOneAndApprovedByAnother_AP_1() {
        var application = accepted("MZ-01");
        var before = deadlines.view(total(application)).dueAt();
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> extensions.ask(application.id(), "外省核查", clerk));
        extensions.ask(application.id(), "外省核查尚未回函", reviewer);
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> extensions.ask(application.id(), "再来", reviewer));
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> extensions.decide(application.id(), null, officer));

        extensions.decide(application.id(), null, approver);

        var after = deadlines.view(total(application));
        assertThat(after.dueAt()).isAfter(before);
        assertThat(extensions.of(application.id())).singleElement().satisfies(each -> {
            assertThat(each.days()).isEqualTo(15);
            assertThat(each.approved()).isTrue();
            assertThat(each.dueBefore()).isEqualTo(before);
            assertThat(each.dueAfter()).isEqualTo(after.dueAt());
        });
        assertThatExceptionOfType(Conflict.class)
                .as("once only")
                .isThrownBy(() -> extensions.ask(application.id(), "还不够", reviewer));
        assertThat(applications.steps(application.id(), officer).get(0).words()).isEqualTo("延长办理时限");
        var both = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER), Post.of(Role.BUREAU_OFFICER));
        var other = accepted("MZ-05");
        extensions.ask(other.id(), "外省核查", both);
        assertThatExceptionOfType(OwnWork.class).isThrownBy(() -> extensions.decide(other.id(), null, both));
        extensions.decide(other.id(), "可以按时办完", approver);
        assertThat(deadlines.view(total(other)).dueAt())
                .isEqualTo(deadlines.view(total(now(other))).dueAt());
        assertThatExceptionOfType(Conflict.class)
                .as("no extension in the law")
                .isThrownBy(() -> extensions.ask(accepted("MZ-02A").id(), "复杂", reviewer));
    }

    @Test
    void theNoticeCountsUnlessTheParameterSaysOtherwise_AP_1() {
        var application = accepted("MZ-01");
        Standing.at(jdbc, paths, application.id(), ApplicationState.NOTICE);
        limits.notice(now(application), ApplicationState.PROPOSED, reviewer);
        assertThat(deadlines.view(total(application)).state()).isEqualTo(DeadlineState.RUNNING);

        var policy = org.mockito.Mockito.mock(cn.yimen.policy.Policy.class);
        org.mockito.Mockito.when(policy.flag(
                        org.mockito.ArgumentMatchers.eq("publicity.suspendClock"), org.mockito.ArgumentMatchers.any()))
                .thenReturn(true);
        var suspending = new Limits(jdbc, questions, paths, deadlines, policy, java.time.Clock.systemUTC());
        suspending.notice(now(application), ApplicationState.PROPOSED, reviewer);
        assertThat(deadlines.view(total(application)).state()).isEqualTo(DeadlineState.PAUSED);

        Standing.at(jdbc, paths, application.id(), ApplicationState.SUBMITTED);
        suspending.notice(now(application), ApplicationState.NOTICE, reviewer);
        assertThat(deadlines.view(total(application)).state()).isEqualTo(DeadlineState.RUNNING);
    }

    @Test
    void aTransferOpensTheOtherItemWithoutTypingAgain_AP_1() {
        var application = accepted("MZ-01");
        var matter = transfers.transfer(application.id(), "MZ-05", application.personId(), "收入略高于低保标准", reviewer);

        assertThat(now(application).state()).isEqualTo(ApplicationState.TRANSFERRED);
        assertThat(matters.get(application.matter(), officer).conclusionWords()).contains("低保边缘", "收入略高于低保标准");
        var other = applications.ofMatter(matter, officer);
        var added = matters.get(matter, officer);
        assertThat(added.caseId()).isEqualTo(application.caseId());
        assertThat(added.householdId()).isEqualTo(application.householdId());
        assertThat(added.no()).isEqualTo(2);
        if (added.state() == MatterState.ACCEPTED) {
            assertThat(other).isPresent();
        } else {
            assertThat(added.state()).isEqualTo(MatterState.AWAITING_MATERIALS);
            jdbc.sql("select id from case_material where case_id = ? and state = 'MISSING'")
                    .param(application.caseId().id())
                    .query(UUID.class)
                    .list()
                    .forEach(material -> letters.exempt(application.caseId(), material, "已在系统", clerk));
            var opened = applications.ofMatter(matter, officer).orElseThrow();
            assertThat(opened.state()).isEqualTo(ApplicationState.RECEIVED);
            assertThat(applications.transferredFrom(opened, officer))
                    .map(ApplicationView::id)
                    .contains(application.id());
        }
        var third = accepted("MZ-01");
        cases.add(third.caseId(), "MZ-05", third.personId(), third.personName(), "一并申请", reviewer);
        assertThatExceptionOfType(Conflict.class)
                .as("said, not a fault")
                .isThrownBy(() -> transfers.transfer(third.id(), "MZ-05", third.personId(), "理由", reviewer))
                .withMessageContaining("已经在办");
        assertThat(now(third).state()).as("nothing is left of it").isEqualTo(ApplicationState.RECEIVED);
    }

    @Test
    void whatWasTerminatedMayBeTakenUpAgain_AP_2() {
        var application = accepted("MZ-01");
        applications.go(application.id(), Way.TERMINATE, EndReason.REFUSE_VERIFY.name(), "三次上门均拒绝", reviewer);
        assertThat(now(application).state()).isEqualTo(ApplicationState.TERMINATED);
        assertThat(matters.get(application.matter(), officer).conclusion()).isEqualTo(Conclusion.OTHER);
        assertThat(limit(application, "SURVEY_START")).isEqualTo(DeadlineState.CANCELLED);
        assertThat(applications.steps(application.id(), officer).get(0).reasonCode())
                .isEqualTo("REFUSE_VERIFY");
        matters.tell(application.matter(), ToldHow.WRITING, null, clerk);

        applications.go(application.id(), Way.REOPEN, "愿意配合", reviewer);

        var again = now(application);
        assertThat(again.state()).isEqualTo(ApplicationState.RECEIVED);
        assertThat(again.round()).isEqualTo(2);
        assertThat(matters.get(application.matter(), officer).state()).isEqualTo(MatterState.ACCEPTED);
        assertThat(total(again)).isNotEqualTo(total(application));
        assertThat(limit(again, "SURVEY_START")).isEqualTo(DeadlineState.RUNNING);

        applications.go(application.id(), Way.WITHDRAW, "不申请了", clerk);
        assertThat(matters.get(application.matter(), officer).state()).isEqualTo(MatterState.WITHDRAWN);
        cases.open(
                Families.wish(
                                new Families.Family(
                                        new cn.yimen.household.HouseholdId(application.householdId()),
                                        new cn.yimen.household.PersonId(application.applicantId()),
                                        new cn.yimen.household.PersonId(application.applicantId())),
                                "MZ-01")
                        .asked(),
                clerk);
        assertThatExceptionOfType(Conflict.class)
                .as("the same item was opened again in the meantime")
                .isThrownBy(() -> applications.go(application.id(), Way.REOPEN, "又要申请", reviewer));
    }

    /** AP-2, AP-5: whatever leads off the ordinary way, or back to it, has its document, its limit and its step. */
    @Test
    void everySideWayHasItsPaperItsLimitAndItsStep_AP_2_AP_5() {
        var application = accepted("MZ-01");
        applications.go(application.id(), Way.TERMINATE, EndReason.REFUSE_VERIFY.name(), "三次上门均拒绝", reviewer);
        assertThat(limit(application, "CLOSING_NOTICE")).isEqualTo(DeadlineState.RUNNING);
        assertThat(deadlines
                        .view(Objects.requireNonNull(now(application).current()))
                        .budget()
                        .words())
                .isEqualTo("3 个工作日");
        applications.go(application.id(), Way.REOPEN, "签了授权，愿意配合", officer);
        assertThat(limit(application, "CLOSING_NOTICE")).isEqualTo(DeadlineState.MET);
        var told = accepted("MZ-02A");
        applications.go(told.id(), Way.TERMINATE, EndReason.REFUSE_VERIFY.name(), "联系不上", reviewer);
        matters.tell(told.matter(), ToldHow.WRITING, null, clerk);
        assertThat(limit(told, "CLOSING_NOTICE")).isEqualTo(DeadlineState.MET);

        var papers = sidePapers.of(application.id());
        assertThat(papers).extracting(SidePapers.SidePaper::way).containsExactly(Way.REOPEN, Way.TERMINATE);
        var reopened = papers.get(0);
        assertThat(reopened.number()).startsWith("GZ-");
        var url = "/applications/" + application.id() + "/side-papers/" + reopened.id();
        assertThat(mvc.get().uri(url).with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("社会救助恢复办理告知书", reopened.number(), "签了授权，愿意配合", "办理时限重新计算，最迟");
        assertThat(mvc.get().uri(url + "/paper.pdf").with(Staff.as(clerk)))
                .hasStatusOk()
                .hasContentType("application/pdf");
        assertThat(mvc.post()
                        .uri(url)
                        .with(Staff.as(clerk))
                        .with(csrf())
                        .param("_key", UUID.randomUUID().toString()))
                .hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/applications/" + application.id()).with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("社会救助终止办理告知书", reopened.number(), "恢复办理");
        jdbc.sql("update person set name = '改名' where id = ?")
                .param(application.personId())
                .update();
        assertThat(sidePapers.unchanged(application.id(), reopened.id(), clerk)).isTrue();
        var stranger = Staff.clerk(jdbc, Families.OTHER_TOWNSHIP);
        assertThat(mvc.get().uri(url).with(Staff.as(stranger))).hasStatus(404);
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("delete from side_paper where id = ?")
                        .param(reopened.id())
                        .update());

        var withdrawn = accepted("MZ-05");
        applications.go(withdrawn.id(), Way.WITHDRAW, "不申请了", clerk);
        var died = accepted("MZ-02A");
        applications.go(died.id(), Way.DIE, "12月3日去世，村委会证明", clerk);
        var moved = accepted("MZ-01");
        transfers.transfer(moved.id(), "MZ-05", moved.personId(), "收入略高于低保标准", reviewer);
        for (var each : List.of(withdrawn, died, moved)) {
            assertThat(sidePapers.of(each.id())).singleElement().satisfies(paper -> {
                assertThat(applications.steps(each.id(), officer).get(0).way()).isEqualTo(paper.way());
                assertThat(sidePapers.unchanged(each.id(), paper.id(), officer)).isTrue();
            });
        }
    }

    @Test
    void aDeathEndsItWhileMaterialsAreAwaitedToo_AP_2() {
        var application = accepted("MZ-02A");
        letters.issue(application.caseId(), List.of(new Letters.Ask("证明", List.of(application.matter()))), null, clerk);
        applications.go(application.id(), Way.DIE, "12月3日去世，村委会证明", clerk);

        assertThat(now(application).state()).isEqualTo(ApplicationState.DIED);
        assertThat(matters.get(application.matter(), officer).state()).isEqualTo(MatterState.CONCLUDED);
        assertThat(applications.waysAhead(application.id(), approver)).noneMatch(WayAhead::permitted);
    }

    @Test
    void aRefusalIsToldInWritingWithinItsDays_AP_1() {
        var application = accepted("MZ-01");
        Standing.at(jdbc, paths, application.id(), ApplicationState.REFUSED);
        matters.decide(application.matter(), Conclusion.REFUSED, "人均收入超过低保标准", approver);
        limits.enter(now(application), java.time.Instant.now());
        assertThat(limit(application, "REFUSAL_NOTICE")).isEqualTo(DeadlineState.RUNNING);
        assertThat(deadlines
                        .view(Objects.requireNonNull(now(application).current()))
                        .budget()
                        .words())
                .isEqualTo("3 个工作日");

        matters.tell(application.matter(), ToldHow.WRITING, null, clerk);
        assertThat(limit(application, "REFUSAL_NOTICE")).isEqualTo(DeadlineState.MET);

        applications.go(application.id(), Way.APPEAL, "认为赡养费算多了", clerk);
        applications.go(application.id(), Way.UPHOLD, "复核无误", approver);
        assertThat(now(application).state()).isEqualTo(ApplicationState.REFUSED);
        applications.go(application.id(), Way.APPEAL, "提交了新的证明", clerk);
        applications.go(application.id(), Way.OVERTURN, "原认定有误", approver);
        assertThat(now(application).state()).isEqualTo(ApplicationState.SURVEY);
        assertThat(matters.get(application.matter(), officer).state()).isEqualTo(MatterState.ACCEPTED);
    }

    @Test
    void thePagesAskForWhatIsNeeded_AP_1() {
        var application = accepted("MZ-01");
        for (var page : List.of("", "/termination", "/transfer", "/extension", "/ways/die")) {
            assertThat(mvc.get().uri("/applications/" + application.id() + page).with(Staff.as(reviewer)))
                    .as(page)
                    .hasStatusOk();
        }
        assertThat(mvc.post()
                        .uri("/applications/{id}/termination", application.id())
                        .with(Staff.as(reviewer))
                        .with(csrf())
                        .param("reason", "")
                        .param("_key", UUID.randomUUID().toString()))
                .hasStatus(422)
                .bodyText()
                .contains("选择终止的事由", "写明情况");
        assertThat(mvc.post()
                        .uri("/applications/{id}/transfer", application.id())
                        .with(Staff.as(reviewer))
                        .with(csrf())
                        .param("item", "YB-01")
                        .param("reason", "理由")
                        .param("_key", UUID.randomUUID().toString()))
                .hasStatus(422)
                .bodyText()
                .contains("选择转到哪一项救助");
        assertThat(mvc.post()
                        .uri("/applications/{id}/extension", application.id())
                        .with(Staff.as(reviewer))
                        .with(csrf())
                        .param("reason", "外省核查尚未回函")
                        .param("_key", UUID.randomUUID().toString()))
                .hasStatus3xxRedirection();
        assertThat(mvc.get()
                        .uri("/applications/{id}/extension", application.id())
                        .with(Staff.as(approver)))
                .hasStatusOk()
                .bodyText()
                .contains("审批延长", "外省核查尚未回函");
        assertThat(mvc.post()
                        .uri("/applications/{id}/extension/decide", application.id())
                        .with(Staff.as(approver))
                        .with(csrf())
                        .param("decision", "NO")
                        .param("_key", UUID.randomUUID().toString()))
                .hasStatus(422)
                .bodyText()
                .contains("填写不同意的理由");
    }

    @Test
    void theDatabaseHoldsAnExtensionToTwoPersonsAndOnce_AP_1() {
        var application = accepted("MZ-01");
        extensions.ask(application.id(), "外省核查", reviewer);
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("""
                                update application_extension set decided_at = now(), decided_by = asked_by, approved = true,
                                    due_before = now(), due_after = now()
                                where application_id = ?
                                """).param(application.id().id()).update());
    }
}
