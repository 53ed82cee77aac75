package cn.yimen.verification;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.benefit.AwardAmount;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.AwardNotices;
import cn.yimen.benefit.AwardProposals;
import cn.yimen.benefit.AwardReview;
import cn.yimen.benefit.AwardReview.Outcome;
import cn.yimen.benefit.AwardReviews;
import cn.yimen.benefit.AwardState;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.ChangeKind;
import cn.yimen.benefit.EndReason;
import cn.yimen.benefit.NewAward;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.Families;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.Households;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.TaskRow;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** VR-2: what is true of somebody in benefit is looked at by the township and decided by the bureau; nothing changes by itself. */
@ProductTest
@Import({Families.class, Lists.class})
class FindingsInBenefitTest {

    @Autowired
    Awards awards;

    @Autowired
    AwardReviews reviews;

    @Autowired
    AwardProposals proposals;

    @Autowired
    AwardNotices notices;

    @Autowired
    Lists lists;

    @Autowired
    Families families;

    @Autowired
    Households households;

    @Autowired
    Policy policy;

    @Autowired
    Deadlines deadlines;

    @Autowired
    Tasks tasks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Clock clock;

    Officer clerk;
    Officer reviewer;
    Officer approver;
    Families.Family family;
    AwardId award;
    YearMonth next;

    /** A couple that earns nothing, with what the means test gives it. */
    @BeforeEach
    void inBenefit() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        family = families.couple(clerk);
        var today = LocalDate.now(clock);
        next = YearMonth.from(today).plusMonths(1);
        earning(0);
        var run = MeansTest.determine(households.factsOn(family.id(), today), policy.eligibilityOn(today));
        award = awards.grant(
                new NewAward(
                        Scheme.DIBAO,
                        family.id().id(),
                        null,
                        "王建国",
                        Families.TOWNSHIP,
                        Families.VILLAGE,
                        null,
                        null,
                        AwardAmount.of(run.of(Scheme.DIBAO).amount()),
                        List.of(
                                new NewAward.Named(family.applicant().id(), "王建国"),
                                new NewAward.Named(family.spouse().id(), "李桂芳")),
                        null,
                        "审核确认",
                        null,
                        today),
                approver);
    }

    private void earning(int yuan) {
        var view = households.get(family.id(), clerk);
        households.save(
                family.id(),
                view.version(),
                view.details()
                        .incomes(
                                true,
                                yuan == 0
                                        ? List.of()
                                        : List.of(IncomePart.declared(
                                                family.applicant(),
                                                IncomeItem.CASUAL_WORK,
                                                Money.yuan(yuan),
                                                Income.Per.MONTH,
                                                "本人申报")))
                        .properties(true, List.of())
                        .supporters(true, List.of()),
                clerk);
    }

    private AwardReview vehicle() {
        var finding = lists.found("VEHICLE", family.applicant(), "王建国", "号牌号码", "贵Z" + UUID.randomUUID(), clerk);
        assertThat(finding.inBenefit()).isTrue();
        assertThat(reviews.of(award)).isEmpty();
        lists.clear(finding, Disposition.CONFIRMED, YearMonth.of(2026, 8), reviewer);
        return only();
    }

    private AwardReview only() {
        var all = reviews.of(award);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private List<TaskRow> tasksOf(Officer one) {
        return tasks.worklist(one, one.posts().get(0), TaskFilter.ALL, null, 1000).rows().stream()
                .filter(row -> row.url().contains(award.toString()))
                .toList();
    }

    @Test
    void aTaskWithItsLimitGoesToTheTownshipAndTheAwardGoesOn_VR_2() {
        var review = vehicle();

        assertThat(review.words()).isEqualTo("王建国：机动车未申报");
        assertThat(review.from()).isEqualTo(YearMonth.of(2026, 8));
        assertThat(deadlines.view(review.limit()).budget().words()).isEqualTo("15 个工作日");
        assertThat(tasksOf(reviewer)).extracting(TaskRow::title).containsExactly("复核待遇：最低生活保障");
        assertThat(awards.get(award, clerk).state()).isEqualTo(AwardState.RUNNING);
        assertThat(awards.history(award, clerk)).as("nothing by itself").hasSize(1);
        assertThat(mvc.get().uri("/awards/" + award).with(as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("复核待遇", "王建国：机动车未申报", "待乡镇复核");
    }

    /** The change itself is proposed and decided where changes are; the review is settled with it. */
    @Test
    void whatTwoPeopleDecideAboutTheAwardSettlesTheReview_VR_2_BN_1() {
        var review = vehicle();
        var page = "/awards/" + award + "/reviews/" + review.id();
        assertThat(mvc.get().uri(page).with(as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("王建国：机动车未申报", "2026年8月起", "核查、变动", "建议继续享受", "/awards/" + award + "/act");
        assertThat(mvc.get().uri(page).with(as(clerk))).hasStatusOk().bodyText().doesNotContain("建议继续享受");

        var proposal = proposals.propose(
                award,
                new AwardProposals.Wish(
                        ChangeKind.END,
                        EndReason.ASSET_OVER,
                        null,
                        "名下有家用轿车，本人承认",
                        proposals.review(award, reviewer).digest()),
                reviewer);
        assertThat(only().open()).as("nothing is decided yet").isTrue();
        proposals.decide(award, proposal, approver);

        assertThat(awards.get(award, clerk).state()).isEqualTo(AwardState.ENDED);
        assertThat(only().state()).isEqualTo(AwardReview.State.DECIDED);
        assertThat(only().decided()).isNotNull().satisfies(said -> {
            assertThat(said.outcome()).isEqualTo(Outcome.END);
            assertThat(said.by()).isEqualTo(approver.id());
            assertThat(said.reason()).contains("名下有家用轿车");
        });
        assertThat(deadlines.view(review.limit()).state()).isEqualTo(DeadlineState.MET);
        assertThat(notices.of(award)).as("told in writing").hasSize(1);
        assertThat(tasksOf(reviewer)).isEmpty();
        assertThat(mvc.get().uri(page).with(as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("已决定", "终止");
    }

    @Test
    void thatItGoesOnIsDecidedByAnotherPersonToo_VR_2() {
        var review = vehicle();
        var page = "/awards/" + award + "/reviews/" + review.id();
        var both = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP), Post.of(Role.BUREAU_APPROVER));
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> reviews.proposeToContinue(award, review.id(), "车已报废", approver));
        assertThatExceptionOfType(Conflict.class)
                .as("nobody of the township has looked")
                .isThrownBy(() -> reviews.decide(award, review.id(), true, "不用管", approver));
        reviews.proposeToContinue(award, review.id(), "车已报废", both);
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> reviews.decide(award, review.id(), true, "同意", both))
                .withMessageContaining("要由另一人决定");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("""
                                update award_review set state = 'DECIDED', outcome = 'CONTINUE', decided_words = 'x',
                                    decided_at = now(), decided_by = proposed_by
                                where id = ?
                                """).param(review.id()).update())
                .withMessageContaining("award_review_four_eyes");
        var stranger = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> reviews.get(award, review.id(), stranger));
        assertThat(tasksOf(approver)).extracting(TaskRow::title).containsExactly("决定复核结果：最低生活保障");

        assertThat(post(page + "/decision", approver).param("reason", ""))
                .hasStatus(422)
                .bodyText()
                .contains("选择是否同意", "写明依据和理由");
        assertThat(post(page + "/decision", approver).param("outcome", "RETURN").param("reason", "报废证明没有收"))
                .hasStatus3xxRedirection();
        assertThat(only().returned()).isEqualTo("报废证明没有收");
        assertThat(tasksOf(reviewer)).hasSize(1);
        assertThat(post(page + "/opinion", reviewer).param("reason", "")).hasStatus(422);
        assertThat(post(page + "/opinion", reviewer).param("reason", "车辆已报废注销，有回收证明"))
                .hasStatus3xxRedirection();
        assertThat(post(page + "/decision", reviewer)
                        .param("outcome", "CONTINUE")
                        .param("reason", "x"))
                .hasStatus(403);
        assertThat(post(page + "/decision", approver)
                        .param("outcome", "CONTINUE")
                        .param("reason", "证明属实"))
                .hasStatus3xxRedirection();

        assertThat(only().state()).isEqualTo(AwardReview.State.DECIDED);
        assertThat(awards.history(award, clerk)).as("nothing changes").hasSize(1);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> reviews.decide(award, review.id(), true, "再想想", approver));
    }

    @Test
    void aChangedAmountSettlesItToo_VR_2_BN_1() {
        var before = awards.get(award, clerk).amount().total();
        var finding = lists.found("SOCIAL", family.applicant(), "王建国", "月缴费基数", "300", clerk);
        lists.clear(finding, Disposition.CONFIRMED, next.minusMonths(1), reviewer);
        earning(300);
        var proposal = proposals.propose(
                award,
                new AwardProposals.Wish(
                        ChangeKind.CHANGE,
                        null,
                        null,
                        "务工月收入 300 元",
                        proposals.review(award, reviewer).digest()),
                reviewer);
        proposals.decide(award, proposal, approver);

        assertThat(awards.payable(award, next, LocalDate.now(clock)).total()).isEqualTo(before.minus(Money.yuan(300)));
        assertThat(only().decided())
                .isNotNull()
                .satisfies(said -> assertThat(said.outcome()).isEqualTo(Outcome.CHANGE));
    }

    @Test
    void whatTurnsOutNotToBeTrueNeedsNoReview_VR_2() {
        var finding = lists.found("DEATH", family.spouse(), "李桂芳", "死亡日期", "2026-07-15", clerk);
        lists.clear(finding, Disposition.CONFIRMED, YearMonth.of(2026, 8), reviewer);
        var review = only();
        lists.clear(finding, Disposition.FALSE_POSITIVE, null, reviewer);

        assertThat(reviews.of(award)).isEmpty();
        assertThat(tasksOf(reviewer)).isEmpty();
        assertThat(deadlines.view(review.limit()).state()).isEqualTo(DeadlineState.CANCELLED);
        lists.clear(finding, Disposition.CONFIRMED, YearMonth.of(2026, 8), reviewer);
        assertThat(only().state()).isEqualTo(AwardReview.State.OPEN);
        assertThat(tasksOf(reviewer)).hasSize(1);
    }

    private MockMvcTester.MockMvcRequestBuilder post(String url, Officer by) {
        return mvc.post()
                .uri(url)
                .with(as(by))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
    }
}
