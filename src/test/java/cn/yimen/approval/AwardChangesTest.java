package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.benefit.AwardAmount;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.AwardNotices;
import cn.yimen.benefit.AwardProposals;
import cn.yimen.benefit.AwardState;
import cn.yimen.benefit.AwardView;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.ChangeKind;
import cn.yimen.benefit.EndReason;
import cn.yimen.benefit.NewAward;
import cn.yimen.benefit.ProposalId;
import cn.yimen.benefit.ProposalState;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.config.DeskClock;
import cn.yimen.eligibility.EligibilityParameters.ExitCause;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.Households;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.notice.Notices;
import cn.yimen.notice.Objections;
import cn.yimen.notice.Proof;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** BN-1, AP-3, AP-5: an award is reckoned again, changed, led out, ended or moved, by two people and with its paper. */
@ProductTest
@Import({Families.class, Surveys.class})
@NullUnmarked
class AwardChangesTest {

    @Autowired
    Awards awards;

    @Autowired
    AwardProposals proposals;

    @Autowired
    AwardNotices papers;

    @Autowired
    NoticeOfEnding ending;

    @Autowired
    Notices notices;

    @Autowired
    Objections objections;

    @Autowired
    Applications applications;

    @Autowired
    Opinions opinions;

    @Autowired
    Decisions decisions;

    @Autowired
    Paths paths;

    @Autowired
    Surveys surveys;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    Households households;

    @Autowired
    Persons persons;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    MockMvcTester mvc;

    Officer clerk;
    Officer reviewer;
    Officer approver;
    Families.Family family;
    YearMonth next;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        next = YearMonth.now(clock).plusMonths(1);
    }

    @Test
    void aChangeIsReckonedAgainComparedLineByLineAndDecidedByAnother_BN_1_EL_4_AP_3() {
        var award = confirmed();
        var before = award.amount().total();
        earn(500);

        var review = proposals.review(award.id(), reviewer);
        assertThat(review.fits()).isTrue();
        assertThat(review.amount().total()).isEqualTo(before.minus(Money.yuan(200)));
        assertThat(review.lines())
                .as("against the explanation it was confirmed on")
                .isNotEmpty()
                .anyMatch(line -> line.what().equals("金额 合计")
                        && line.before().equals(before.grouped())
                        && line.after().equals(before.minus(Money.yuan(200)).grouped()));
        assertThat(mvc.get().uri("/awards/{id}/act", award.id()).with(Staff.as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("和存档的测算逐行对照", "金额 合计", "减少 200.00 元", "调整金额");
        assertThat(mvc.get().uri("/awards/{id}/act", award.id()).with(Staff.as(clerk)))
                .hasStatus(403);

        // one post counts in its own place alone, whatever the other lets him read (AU-3)
        var elsewhere =
                Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP), Post.of(Role.SUPERVISOR));
        assertThat(awards.get(award.id(), elsewhere)).isNotNull();
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> propose(award.id(), ChangeKind.CHANGE, null, null, elsewhere));
        var id = propose(award.id(), ChangeKind.CHANGE, null, null, reviewer);
        assertThat(awards.get(award.id(), clerk).amount().total())
                .as("nothing has changed yet")
                .isEqualTo(before);
        assertThatExceptionOfType(Conflict.class)
                .as("one at a time")
                .isThrownBy(() -> propose(award.id(), ChangeKind.SUSPEND, EndReason.REFUSE_VERIFY, null, reviewer));
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> proposals.decide(award.id(), id, reviewer))
                .withMessageContaining("区民政局审批人员");
        assertThatExceptionOfType(DataAccessException.class)
                .as("by the database too")
                .isThrownBy(() -> jdbc.sql("""
                                update award_proposal set state = 'DECIDED', closed_by = proposed_by,
                                    closed_name = proposed_name, closed_at = now() where id = ?
                                """).param(id.id()).update())
                .withMessageContaining("award_proposal_four_eyes");

        assertThat(mvc.get().uri(AwardProposals.url(award.id(), id)).with(Staff.as(approver)))
                .hasStatusOk()
                .bodyText()
                .contains("和存档的测算逐行对照", "同意：", "不同意的理由", reviewer.name());
        assertThat(mvc.post()
                        .uri(AwardProposals.url(award.id(), id) + "/decide")
                        .param("_key", UUID.randomUUID().toString())
                        .with(Staff.as(approver))
                        .with(csrf()))
                .hasStatus3xxRedirection();

        var now = awards.get(award.id(), clerk);
        assertThat(now.amount().total()).isEqualTo(before.minus(Money.yuan(200)));
        assertThat(awards.payable(award.id(), next, LocalDate.now(clock)).total())
                .isEqualTo(now.amount().total());
        var paper = papers.of(award.id()).get(0);
        assertThat(paper.number()).matches("TZ-[0-9]{4}-[0-9]{4}");
        assertThat(papers.unchanged(award.id(), paper.change(), clerk)).isTrue();
        assertThat(mvc.get()
                        .uri("/awards/{id}/notices/{no}", award.id(), paper.change())
                        .with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("社会救助待遇变更告知书", before.grouped(), "每月减少 200.00 元", "户主做零工");
        assertThat(proposals.review(award.id(), reviewer).lines())
                .as("what it rests on now is the review that changed it")
                .isEmpty();
    }

    @Test
    void whatCameInAfterTheProposalIsNotDecidedUnseen_BN_1_lesson_12() {
        var award = confirmed();
        earn(500);
        var id = propose(award.id(), ChangeKind.CHANGE, null, null, reviewer);
        earn(600);

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> proposals.decide(award.id(), id, approver))
                .withMessageContaining("家庭情况有变化");
        proposals.refuse(award.id(), id, "收入又有变化", approver);
        assertThat(proposals.of(award.id(), clerk).get(0))
                .returns(ProposalState.REFUSED, it -> it.state())
                .returns("收入又有变化", it -> it.closedWords());
        assertThat(awards.history(award.id(), clerk)).hasSize(1);

        var again = propose(award.id(), ChangeKind.CHANGE, null, null, reviewer);
        proposals.decide(award.id(), again, approver);
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> proposals.decide(award.id(), again, approver));
        assertThat(awards.history(award.id(), clerk)).hasSize(2);
    }

    @Test
    void intoTheGradualExitAndBack_W07_BN_1() {
        var award = confirmed();
        earn(3000);
        assertThat(mvc.post()
                        .uri("/awards/{id}/act/check", award.id())
                        .param("act", "CHANGE")
                        .param("reason", "户主做零工")
                        .with(Staff.as(reviewer))
                        .with(csrf()))
                .hasStatus(422)
                .bodyText()
                .contains("不能调整金额；应当渐退、停发或者终止");
        var exit = propose(award.id(), ChangeKind.EXIT, null, ExitCause.FLEX_JOB, reviewer);
        assertThat(mvc.get().uri(AwardProposals.url(award.id(), exit)).with(Staff.as(approver)))
                .hasStatusOk()
                .bodyText()
                .contains("渐退期", "6 个月", "外出务工、灵活就业");
        proposals.decide(award.id(), exit, approver);
        assertThat(awards.get(award.id(), clerk))
                .returns(AwardState.EXITING, AwardView::state)
                .returns(next.plusMonths(6), AwardView::endMonth);

        earn(200);
        var back = propose(award.id(), ChangeKind.RETURN, null, null, reviewer);
        proposals.decide(award.id(), back, approver);
        var now = awards.get(award.id(), clerk);
        assertThat(now).returns(AwardState.RUNNING, AwardView::state).returns(null, AwardView::endMonth);
        assertThat(awards.payable(award.id(), next.plusMonths(8), LocalDate.now(clock))
                        .total())
                .isEqualTo(award.amount().total().plus(Money.yuan(100)));
        assertThat(papers.of(award.id())).hasSize(2);
        assertThat(mvc.get().uri("/awards/{id}", award.id()).with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("退出渐退，继续享受", "提出的变动", "已决定");
    }

    @Test
    void aTekunAwardEndsOnlyAfterItsNotice_AP_1_national_rules_3() {
        var award = tekun();
        var because = EndReason.SUPPORTER;
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> awards.end(award, because, next, "儿子回来了", approver))
                .withMessageContaining("公示");
        var id = propose(award, ChangeKind.END, because, null, reviewer);
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> proposals.decide(award, id, approver))
                .withMessage("还没有公示");
        assertThatExceptionOfType(DataAccessException.class)
                .as("no statement ends it either")
                .isThrownBy(() ->
                        jdbc.sql("""
                                insert into award_change (award_id, no, kind, from_month, base_fen, increments_fen, care_fen,
                                    members, reason_code, reason, decision_id, decided_on, at, by_id, by_name)
                                values (?, 9, 'END', '2090-01-01', 0, 0, 0, 0, 'SUPPORTER', 'x', ?, now(), now(), ?, 'x')
                                """).params(award.id(), id.id(), approver.id()).update())
                .withMessageContaining("没有公示 7 天");
        assertThat(mvc.get().uri(AwardProposals.url(award, id) + "/notice").with(Staff.as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("拟终止特困人员救助供养公示", "公众会看到的")
                .doesNotContain("儿子回来了");
        assertThat(mvc.get().uri(AwardProposals.url(award, id)).with(Staff.as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("去公示", "还没有公示");

        var posted = ending.post(award, id, proof(), reviewer);
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> proposals.decide(award, id, approver))
                .withMessageContaining("正在公示");
        objections.onPaper(
                posted, new Objections.NewObjection("他没有儿子，是侄子。", null, null, false), LocalDate.now(clock), clerk);
        later(
                9,
                () -> assertThatExceptionOfType(NotAllowed.class)
                        .isThrownBy(() -> proposals.decide(award, id, approver))
                        .withMessageContaining("异议"));
        later(9, () -> objections.settle(objections.of(posted, reviewer).get(0).id(), true, "确实不是法定义务人", reviewer));
        later(
                9,
                () -> assertThat(proposals.whyNot(proposals.get(award, id, approver), approver))
                        .contains("要重新公示"));
        assertThat(awards.get(award, approver).state()).isEqualTo(AwardState.RUNNING);

        later(10, () -> ending.post(award, id, proof(), reviewer));
        later(20, notices::endDue);
        assertThat(task(id)).as("the approver is asked when it is over").isEqualTo("BUREAU_APPROVER");
        later(20, () -> proposals.decide(award, id, approver));
        var until = later(20, () -> YearMonth.now(clock).plusMonths(1));
        assertThat(awards.get(award, approver))
                .returns(AwardState.ENDED, AwardView::state)
                .returns(until, AwardView::endMonth);
        assertThat(mvc.get()
                        .uri(
                                "/awards/{id}/notices/{no}",
                                award,
                                papers.of(award).get(0).change())
                        .with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("社会救助待遇终止告知书", "民发〔2021〕43号", "第二十四条");
    }

    @Test
    void whoseDeathEndsItNeedsNoNoticeAndWhatWasProposedLapses_BN_1() {
        var award = tekun();
        var id = propose(award, ChangeKind.END, EndReason.VOLUNTARY, null, reviewer);
        ending.post(award, id, proof(), reviewer);
        var view = persons.get(family.applicant(), clerk);
        var details = persons.details(family.applicant(), clerk, "登记死亡");
        persons.update(family.applicant(), view.version(), details.died(LocalDate.now(clock)), clerk);

        assertThat(awards.get(award, approver).state()).isEqualTo(AwardState.ENDED);
        assertThat(proposals.get(award, id, approver).state()).isEqualTo(ProposalState.LAPSED);
        assertThat(notices.gone(proposals.get(award, id, approver).subject())).isTrue();
        assertThat(task(id)).isNull();
    }

    @Test
    void toAnotherSchemeTheOldAwardEndsInTheSameTransaction_AP_1_lesson_14() {
        family = families.couple(clerk);
        var edge = awards.grant(
                new NewAward(
                        Scheme.BIANYUAN,
                        family.id().id(),
                        null,
                        "王建国",
                        Families.TOWNSHIP,
                        Families.VILLAGE,
                        null,
                        null,
                        AwardAmount.NOTHING,
                        everybody(),
                        next.plusMonths(11),
                        "审核确认",
                        null,
                        LocalDate.now(clock).minusMonths(2)),
                approver);
        var application = submitted();
        assertThat(decisions.check(application.id(), approver).hints()).anyMatch(hint -> hint.contains("起终止，转为最低生活保障"));

        var confirmed = confirm(application);

        assertThat(awards.get(edge, clerk))
                .returns(AwardState.ENDED, AwardView::state)
                .returns(next, AwardView::endMonth)
                .returns(EndReason.OTHER_SCHEME, AwardView::endReason);
        assertThat(awards.current(family.id().id())).extracting(AwardView::id).contains(confirmed.id());
        assertThat(papers.of(edge)).hasSize(1);
    }

    // ---- what stands before

    private AwardView confirmed() {
        family = families.couple(clerk);
        return confirm(submitted());
    }

    private ApplicationView submitted() {
        var opened = cases.open(Families.wish(family, "MZ-01").asked(), clerk);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        surveys.propose(application.id(), reviewer);
        Standing.at(jdbc, paths, application.id(), ApplicationState.NOTICE);
        Standing.at(jdbc, paths, application.id(), ApplicationState.SUBMITTED);
        return applications.get(application.id(), approver);
    }

    private AwardView confirm(ApplicationView application) {
        var seen = Decisions.seen(opinions.latest(application.id()).orElseThrow());
        var decision = decisions.confirm(application.id(), seen, approver).decision();
        return awards.get(decision.award(), clerk);
    }

    private AwardId tekun() {
        family = families.couple(clerk);
        return awards.grant(
                new NewAward(
                        Scheme.TEKUN,
                        family.id().id(),
                        family.applicant().id(),
                        "王建国",
                        Families.TOWNSHIP,
                        Families.VILLAGE,
                        null,
                        null,
                        new AwardAmount(Money.yuan("1082"), Money.ZERO, Money.yuan("1278"), List.of()),
                        everybody().subList(0, 1),
                        null,
                        "审核确认",
                        null,
                        LocalDate.now(clock)),
                approver);
    }

    private List<NewAward.Named> everybody() {
        return List.of(
                new NewAward.Named(family.applicant().id(), "王建国"),
                new NewAward.Named(family.spouse().id(), "李桂芳"));
    }

    private ProposalId propose(
            AwardId award, ChangeKind kind, @Nullable EndReason because, @Nullable ExitCause cause, Officer by) {
        return proposals.propose(
                award,
                new AwardProposals.Wish(
                        kind,
                        because,
                        cause,
                        "户主做零工",
                        proposals.review(award, by).digest()),
                by);
    }

    private void earn(int yuan) {
        var household = households.get(family.id(), clerk);
        households.save(
                household.id(),
                household.version(),
                household
                        .details()
                        .incomes(
                                true,
                                List.of(IncomePart.declared(
                                        family.applicant(),
                                        IncomeItem.CASUAL_WORK,
                                        Money.yuan(yuan),
                                        Income.Per.MONTH,
                                        "本人申报"))),
                clerk);
    }

    private Proof proof() {
        return Proof.statement("把士村村务公开栏", clock.instant(), "已张贴在村务公开栏");
    }

    private @Nullable String task(ProposalId id) {
        return jdbc.sql(
                        "select assignee from task where subject_kind = 'award_proposal' and subject_id = ? and closed_at is null")
                .param(id.toString())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private <T> T later(int days, java.util.function.Supplier<T> what) {
        return DeskClock.playing(clock.instant().plus(Duration.ofDays(days)), what);
    }

    private void later(int days, Runnable what) {
        later(days, () -> {
            what.run();
            return days;
        });
    }
}
