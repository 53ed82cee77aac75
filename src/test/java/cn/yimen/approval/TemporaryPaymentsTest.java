package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.config.DeskClock;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.household.Emergency;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.ledger.NewPayable;
import cn.yimen.ledger.PayableState;
import cn.yimen.ledger.PayableView;
import cn.yimen.ledger.Payables;
import cn.yimen.ledger.Reserve;
import cn.yimen.ledger.Reserves;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.NoSuchElementException;
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

/** AP-1, AP-4: what a temporary assistance makes due, is paid of it and is taken back; and what of a month was late. */
@ProductTest
@Import({Families.class, Surveys.class})
@NullUnmarked
class TemporaryPaymentsTest {

    @Autowired
    Payables payables;

    @Autowired
    UrgentAids aids;

    @Autowired
    UrgentOverruns overruns;

    @Autowired
    Applications applications;

    @Autowired
    Opinions opinions;

    @Autowired
    Decisions decisions;

    @Autowired
    Reserves reserves;

    @Autowired
    Paths paths;

    @Autowired
    Surveys surveys;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    Policy policy;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

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

    @Test
    void theDecisionMakesItDueInItsTransactionAndOthersPayIt_AP_1_AP_4() {
        var application = decided();
        var due = due(application);
        var once = opinions.latest(application.id()).orElseThrow().once();

        assertThat(due)
                .returns(once, PayableView::amount)
                .returns(PayableState.DUE, PayableView::state)
                .returns("王建国", PayableView::payee);
        assertThat(due.number()).matches("YF-[0-9]{4}-[0-9]{4,}");
        assertThat(page("/applications/" + application.id(), officer)).contains("应付款", due.number(), "待支付");
        assertThat(task(due)).isEqualTo("BUREAU_OFFICER");
        assertThatExceptionOfType(NoSuchElementException.class)
                .as("the window does not see the money")
                .isThrownBy(() -> payables.get(due.id(), clerk));
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> payables.paid(due.id(), LocalDate.now(clock), "20261122001", approver));

        var key = UUID.randomUUID().toString();
        for (int press = 0; press < 2; press++) {
            assertThat(mvc.post()
                            .uri("/payables/{id}/paid", due.id())
                            .param("on", LocalDate.now(clock).toString())
                            .param("reference", "20261122001")
                            .param("_key", key)
                            .with(Staff.as(officer))
                            .with(csrf()))
                    .hasStatus3xxRedirection();
        }
        payables.paid(due.id(), LocalDate.now(clock), "20261122001", officer);
        assertThat(payables.get(due.id(), reviewer))
                .returns(PayableState.PAID, PayableView::state)
                .satisfies(it -> assertThat(it.lines()).hasSize(2));
        assertThatExceptionOfType(Conflict.class)
                .as("another reference is another payment")
                .isThrownBy(() -> payables.paid(due.id(), LocalDate.now(clock), "20261122002", officer));
        assertThat(task(due)).isNull();
        assertThat(page("/applications/" + application.id(), reviewer)).contains("已支付", "20261122001");
        assertThat(page("/payables?state=PAID", reviewer)).contains(due.number(), "20261122001");
    }

    @Test
    void onlyACounterPostingTakesBackAndNeverOnesOwn_AP_4() {
        var application = decided();
        var due = due(application);
        payables.paid(due.id(), LocalDate.now(clock), "A-1", officer);
        var another = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));

        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> payables.reverse(due.id(), "退汇", officer));
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> payables.reverse(due.id(), "退汇", reviewer));
        assertThat(page("/payables/" + due.id() + "/reverse", another)).contains("冲正支付", "冲正原因");
        payables.reverse(due.id(), "账号有误退汇", another);
        assertThat(payables.get(due.id(), officer).state()).isEqualTo(PayableState.DUE);
        payables.paid(due.id(), LocalDate.now(clock), "A-2", officer);
        assertThat(payables.get(due.id(), officer).lines())
                .extracting(PayableView.Line::kind)
                .containsExactly(
                        PayableView.Kind.DUE, PayableView.Kind.PAID, PayableView.Kind.REVERSAL, PayableView.Kind.PAID);
        // paid, so what is due is not taken back before the payment is; not by a statement either
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(
                        () -> jdbc.sql("""
                                insert into payable_posting (id, number, key, kind, of_id, root_id, township_code, amount_fen,
                                    subject_kind, subject_id, words, payee, posted_at, posted_by, who)
                                select gen_random_uuid(), 'YF-2099-0001', 'x', 'REVERSAL', id, id, township_code, amount_fen,
                                    subject_kind, subject_id, 'x', payee, now(), ?, 'x' from payable_posting where id = ?
                                """).params(another.id(), due.id().id()).update())
                .withMessageContaining("paid already");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("update payable_posting set amount_fen = 1 where id = ?")
                        .param(due.id().id())
                        .update());
        payables.reverse(due.id(), "又退汇", another);
        payables.reverse(due.id(), "申请人放弃", another);
        assertThat(payables.get(due.id(), officer).state()).isEqualTo(PayableState.REVERSED);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> payables.paid(due.id(), LocalDate.now(clock), "A-3", officer));
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> payables.reverse(due.id(), "再冲", another));
    }

    @Test
    void askedForTwiceItIsDueOnceAndASumWithoutAPostingIsRefused_AP_4() {
        var application = decided();
        var due = due(application);
        var key = jdbc.sql("select key from payable_posting where id = ?")
                .param(due.id().id())
                .query(String.class)
                .single();
        var again = new NewPayable(
                key, Families.TOWNSHIP, null, due.amount(), application.subject(), due.words(), due.payee());
        assertThat(payables.due(again, approver)).isEqualTo(due.id());
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> payables.due(
                        new NewPayable(
                                key,
                                Families.TOWNSHIP,
                                null,
                                due.amount().plus(Money.yuan(1)),
                                application.subject(),
                                due.words(),
                                due.payee()),
                        approver));
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("""
                                insert into single_aid (id, scheme, household_id, person_id, holder_name, township_code, granted_fen,
                                    reason, decided_on, at, by_id, by_name)
                                select gen_random_uuid(), scheme, household_id, person_id, holder_name, township_code, 100,
                                    reason, decided_on, at, by_id, by_name from single_aid where decision_id = ?
                                """).param(application.id().id()).update())
                .withMessageContaining("nothing is due");
    }

    /** The clock of a month of its own, so that every figure is exact. */
    @Test
    void everyFigureOfAMonthOpensTheCasesBehindIt_AP_4() {
        Reserve.of(reserves, jdbc, Families.TOWNSHIP).holding("20000");
        var month = YearMonth.now(clock).minusMonths(7);
        var day =
                month.atDay(10).atTime(16, 0).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
        var ids = DeskClock.playing(day, () -> {
            var family = families.couple(clerk);
            var late = opened(family, null);
            aids.aidFirst(late.id(), aid(late, "900", day.minus(Duration.ofHours(9)), null), reviewer);
            var again = opened(families.couple(clerk), null);
            aids.aidFirst(again.id(), aid(again, "500", day.minus(Duration.ofHours(1)), null), reviewer);
            return List.of(late.id(), again.id());
        });
        var later = month.plusMonths(1)
                .atDay(20)
                .atTime(9, 0)
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toInstant();
        DeskClock.playing(later, () -> {
            var figures = overruns.figures(month, officer).get(Families.TOWNSHIP);
            assertThat(figures)
                    .containsEntry(UrgentOverruns.Kind.LATE, 1L)
                    .containsEntry(UrgentOverruns.Kind.PAPERS, 2L)
                    .containsEntry(UrgentOverruns.Kind.UNSETTLED, 2L)
                    .doesNotContainKey(UrgentOverruns.Kind.CAP);
            for (var kind : figures.keySet()) {
                assertThat(overruns.rows(month, kind, Families.TOWNSHIP, officer))
                        .as(kind.words())
                        .hasSize(figures.get(kind).intValue())
                        .allMatch(row -> ids.contains(row.application()));
            }
            assertThat(overruns.figures(
                            month, Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP))))
                    .doesNotContainKey(Families.TOWNSHIP);
            return null;
        });
        assertThat(page("/urgent-overruns?month=" + month, officer))
                .contains("超过救助时限", "kind=LATE&amp;town=" + Families.TOWNSHIP);
        assertThat(page("/urgent-overruns/cases?month=" + month + "&kind=LATE&town=" + Families.TOWNSHIP, officer))
                .contains("/applications/" + ids.get(0), "晚 1 小时");
        assertThat(mvc.get().uri("/urgent-overruns").with(Staff.as(clerk))).hasStatus(403);
    }

    @Test
    void whoGetsTwiceMoreThanTheCapInAMonthIsSeen_AP_4() {
        Reserve.of(reserves, jdbc, Families.TOWNSHIP).holding("20000");
        var month = YearMonth.now(clock).minusMonths(9);
        var day =
                month.atDay(10).atTime(10, 0).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
        DeskClock.playing(day, () -> {
            var family = families.couple(clerk);
            var one = opened(family, null);
            aids.quickGrant(one.id(), aid(one, "800", null, null), reviewer);
            var two = opened(family, null);
            aids.quickGrant(two.id(), aid(two, "700", null, "伤情加重，又要住院"), reviewer);
            assertThat(overruns.figures(month, officer).get(Families.TOWNSHIP))
                    .containsEntry(UrgentOverruns.Kind.CAP, 2L);
            assertThat(overruns.rows(month, UrgentOverruns.Kind.CAP, null, officer))
                    .allMatch(row -> Money.yuan(1500).equals(row.total()));
            return null;
        });
    }

    /** ui-guide: one act stands out on a page. */
    @Test
    void anApplicationShowsOnePrimaryActAndJobsAreFound_ui_guide() {
        var application = opened(families.couple(clerk), null);
        var body = page("/applications/" + application.id(), reviewer);
        assertThat(body.split("class=\"btn btn-primary\"", -1)).hasSize(2);
        assertThat(body).contains("启动调查", "小额快救");
        assertThat(page("/jobs", officer)).contains("href=\"/jobs\"");
    }

    // ---- what stands before

    private ApplicationView decided() {
        var application = opened(families.couple(clerk), 3);
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        surveys.propose(application.id(), reviewer);
        Standing.at(jdbc, paths, application.id(), ApplicationState.NOTICE);
        Standing.at(jdbc, paths, application.id(), ApplicationState.SUBMITTED);
        var seen = Decisions.seen(opinions.latest(application.id()).orElseThrow());
        var unused = decisions.confirm(application.id(), seen, approver);
        return applications.get(application.id(), approver);
    }

    private PayableView due(ApplicationView application) {
        var due = payables.about(application.subject(), officer);
        assertThat(due).hasSize(1);
        return due.get(0);
    }

    private ApplicationView opened(Families.Family family, @Nullable Integer months) {
        var today = LocalDate.now(clock);
        var wish = Families.wish(family, "MZ-03")
                .determined(MeansTest.determine(
                        HouseholdFacts.on(today, null)
                                .emergency(Emergency.of(Emergency.Cause.ACCIDENT, months))
                                .build(),
                        policy.eligibilityOn(today)));
        var opened = cases.open(wish.asked(), clerk);
        return applications.ofMatter(opened.matters().get(0).id(), officer).orElseThrow();
    }

    private NewAid aid(
            ApplicationView application,
            String yuan,
            java.time.@Nullable Instant reported,
            @Nullable String repeatReason) {
        return new NewAid(
                Emergency.Cause.ACCIDENT,
                List.of(application.personId()),
                "骑车被撞，住院押金不够",
                UrgentAid.Means.CASH,
                null,
                Money.yuan(yuan),
                "王建国",
                repeatReason,
                reported);
    }

    private @Nullable String task(PayableView due) {
        return jdbc.sql(
                        "select assignee from task where subject_kind = 'payable' and subject_id = ? and closed_at is null")
                .param(due.id().toString())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private String page(String url, Officer by) {
        var result = mvc.get().uri(url).with(Staff.as(by)).exchange();
        assertThat(result).hasStatusOk();
        try {
            return result.getResponse().getContentAsString();
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
