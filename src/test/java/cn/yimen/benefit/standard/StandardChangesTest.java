package cn.yimen.benefit.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.EndReason;
import cn.yimen.casefile.Families;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.job.JobState;
import cn.yimen.job.Jobs;
import cn.yimen.job.JobsAtOnce;
import cn.yimen.kernel.Money;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.NoParameter;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * EL-5 on PostgreSQL. The rural standard of a year is 6,852.00 from April 2024 and 7,260.00 from April 2025; what is paid is
 * rounded up to the yuan. A couple's line is 13,704.00 and 14,520.00.
 */
@ProductTest
@Import(Couples.class)
@NullUnmarked
class StandardChangesTest {

    private static final LocalDate LOW = LocalDate.of(2024, 6, 1);
    private static final LocalDate HIGH = LocalDate.of(2025, 6, 1);

    @Autowired
    StandardChanges changes;

    @Autowired
    StandardChangeWork work;

    @Autowired
    Awards awards;

    @Autowired
    Couples couples;

    @Autowired
    Households households;

    @Autowired
    Jobs jobs;

    @Autowired
    JobsAtOnce now;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    Officer clerk;
    Officer bureau;
    Officer approver;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
    }

    @Test
    void tellsWhoRisesFallsStaysAndLeavesToTheFenAndChangesNothing_EL_5() {
        var rising = granted(couple("9600"), Scheme.DIBAO, "342");
        var falling = granted(couple("9600"), Scheme.DIBAO, "411.50");
        var same = granted(couple("9600"), Scheme.DIBAO, "410");
        var edge = granted(couple("13800"), Scheme.BIANYUAN, "0");
        var between = granted(couple("13800"), Scheme.DIBAO, "60");
        var before = everythingOfAwards();

        var raised = run(HIGH);
        var lowered = run(LOW);

        assertThat(line(raised, rising)).satisfies(line -> {
            assertThat(line.outcome()).isEqualTo(StandardOutcome.RISES);
            assertThat(line.before()).isEqualTo(Money.yuan("342"));
            assertThat(line.after()).isEqualTo(Money.yuan("410"));
            assertThat(line.difference()).isEqualTo(Money.yuan("68"));
            assertThat(line.newScheme()).isEqualTo(Scheme.DIBAO);
            assertThat(line.why()).containsExactly("人均收入低于低保标准，财产符合规定");
        });
        assertThat(line(raised, falling).outcome()).isEqualTo(StandardOutcome.FALLS);
        assertThat(line(raised, falling).difference()).isEqualTo(Money.yuan("-1.50"));
        assertThat(line(raised, same).outcome()).isEqualTo(StandardOutcome.SAME);
        assertThat(line(raised, edge)).satisfies(line -> {
            assertThat(line.outcome()).isEqualTo(StandardOutcome.RISES);
            assertThat(line.newScheme()).isEqualTo(Scheme.DIBAO);
            assertThat(line.after()).isEqualTo(Money.yuan("60"));
        });
        assertThat(line(raised, between).outcome()).isEqualTo(StandardOutcome.SAME);

        assertThat(line(lowered, between)).satisfies(line -> {
            assertThat(line.outcome()).isEqualTo(StandardOutcome.LEAVES);
            assertThat(line.newScheme()).isEqualTo(Scheme.BIANYUAN);
            assertThat(line.after()).isEqualTo(Money.ZERO);
            assertThat(line.why()).containsExactly("人均月收入 575.00 元，不低于低保标准 571.00 元");
        });
        assertThat(line(lowered, same).outcome()).isEqualTo(StandardOutcome.FALLS);
        assertThat(line(lowered, same).after()).isEqualTo(Money.yuan("342"));
        assertThat(line(lowered, rising).outcome()).isEqualTo(StandardOutcome.SAME);
        assertThat(everythingOfAwards()).as("nothing is applied").isEqualTo(before);
    }

    @Test
    void namesWhatIsMissing_EL_5() {
        var unasked = granted(couples.unasked(clerk), Scheme.DIBAO, "500");

        var line = line(run(HIGH), unasked);

        assertThat(line.outcome()).isEqualTo(StandardOutcome.UNDECIDED);
        assertThat(line.newScheme()).isNull();
        assertThat(line.why()).containsExactly("还缺：家庭收入");
    }

    @Test
    void tellsTheWholeReasonLaterFromTheSameFactsEvenIfTheyHaveChanged_EL_1_EL_5() {
        var household = couple("9600");
        var award = granted(household, Scheme.DIBAO, "342");
        var id = run(HIGH);

        var why = changes.why(id, award, bureau);
        assertThat(why.run().of(Scheme.DIBAO).amount().total()).isEqualTo(Money.yuan("410"));
        assertThat(why.run().parameters().version())
                .isEqualTo(changes.get(id, bureau).parameters());
        assertThat(why.run().of(Scheme.DIBAO).steps()).isNotEmpty();

        income(household, "14000");
        assertThat(changes.why(id, award, bureau).run()).as("as it was read").isEqualTo(why.run());

        jdbc.sql("update standard_change set engine = '0' where id = ?")
                .param(id.id())
                .update();
        assertThat(changes.why(id, award, bureau).run())
                .as("rules of another form tell nothing about this run")
                .isNull();
        assertThat(changes.why(id, award, bureau).line().after()).isEqualTo(Money.yuan("410"));
    }

    @Test
    void sumsAgreeWithTheLinesAndLeaveOutWhoIsNotPaid_EL_5() {
        var suspended = granted(couple("9600"), Scheme.DIBAO, "342");
        awards.suspend(
                suspended,
                EndReason.REFUSE_VERIFY,
                YearMonth.now(clock).plusMonths(1),
                "不配合核查",
                LocalDate.now(clock),
                approver);
        granted(couple("9600"), Scheme.DIBAO, "342");

        var id = run(HIGH);

        assertThat(changes.sums(id, bureau))
                .isNotEmpty()
                .allSatisfy(sum -> assertThat(jdbc.sql("""
                                select count(*) || '/' || sum(old_fen) || '/' || sum(base_fen + increments_fen + care_fen)
                                from standard_change_line
                                where run_id = ? and township_code = ? and scheme = ? and outcome = ?
                                """)
                                .params(
                                        id.id(),
                                        sum.townshipCode(),
                                        sum.scheme().name(),
                                        sum.outcome().name())
                                .query(String.class)
                                .single())
                        .isEqualTo(sum.awards() + "/" + sum.before().fen() + "/"
                                + sum.after().fen()));
        assertThat(changes.sums(id, bureau).stream()
                        .mapToLong(StandardChanges.Sum::awards)
                        .sum())
                .isEqualTo(
                        count(
                                "select count(*) from award where state = 'RUNNING' and (end_month is null or end_month > date '2025-06-01')"))
                .isEqualTo(count("select count(*) from standard_change_line where run_id = '" + id + "'"));
        assertThat(changes.get(id, bureau).suspended()).isPositive();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> changes.why(id, suspended, bureau));
    }

    @Test
    void goesOnBehindWhatWasStoredWhenThePowerWent_OP_5() {
        granted(couple("9600"), Scheme.DIBAO, "342");
        granted(couple("9600"), Scheme.DIBAO, "342");
        var id = changes.start(HIGH, bureau);
        var all = work.count(HIGH, StandardChangeWork.Mark.BEGINNING);
        now.runUntilThePowerGoes(0);
        assertThat(count("select count(*) from standard_change_line where run_id = '" + id + "'"))
                .as("a piece is stored whole or not at all")
                .isZero();
        assertThat(changes.sums(id, bureau))
                .as("nothing is shown of a run that goes on")
                .isEmpty();

        var first = work.judge(
                work.read(work.next(HIGH, StandardChangeWork.Mark.BEGINNING, 1), HIGH, bureau),
                changes.begun(id).parameters());
        stored(id, first);
        now.runAll();

        assertThat(changes.get(id, bureau).done()).isTrue();
        assertThat(count("select count(*) from standard_change_line where run_id = '" + id + "'"))
                .isEqualTo(all);
        assertThat(count("select count(distinct award_id) from standard_change_line where run_id = '" + id + "'"))
                .isEqualTo(all);
        assertThat(changes.sums(id, bureau).stream()
                        .mapToLong(StandardChanges.Sum::awards)
                        .sum())
                .isEqualTo(all);
    }

    /** As the step of an earlier run did it before its node fell. */
    private void stored(StandardChangeId id, StandardChangeWork.Judged first) {
        transaction.executeWithoutResult(status -> work.store(id, first));
    }

    @Test
    void isCancelledAndThenShowsNothing_OP_5() {
        granted(couple("9600"), Scheme.DIBAO, "342");
        var id = changes.start(HIGH, bureau);
        jobs.cancel(changes.get(id, bureau).job(), bureau);
        now.runAll();

        assertThat(changes.get(id, bureau).state()).isEqualTo(StandardChange.State.CANCELLED);
        assertThat(changes.sums(id, bureau)).isEmpty();
        assertThat(changes.page(id, StandardOutcome.RISES, null, null, 20, bureau)
                        .lines())
                .isEmpty();
        assertThat(run(HIGH)).as("it can be asked again").isNotEqualTo(id);
    }

    @Test
    void whoIsToldAndWhoMayAsk_AU_3_EL_5() {
        var award = granted(couple("9600"), Scheme.DIBAO, "342");
        var id = run(HIGH);
        var here = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        var elsewhere = Staff.with(
                jdbc,
                Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP),
                Post.at(Role.WINDOW_CLERK, Families.TOWNSHIP));

        assertThat(changes.why(id, award, here).line().award()).isEqualTo(award);
        assertThatExceptionOfType(NoSuchElementException.class)
                .as("each post counts in its own place alone")
                .isThrownBy(() -> changes.why(id, award, elsewhere));
        assertThat(all(id, StandardOutcome.RISES, elsewhere))
                .extracting(StandardChanges.Line::townshipCode)
                .doesNotContain(Families.TOWNSHIP);
        assertThat(changes.sums(id, elsewhere))
                .extracting(StandardChanges.Sum::townshipCode)
                .doesNotContain(Families.TOWNSHIP);
        for (var nobody : List.of(clerk, Staff.administrator(jdbc))) {
            assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> changes.list(10, nobody));
            assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> changes.why(id, award, nobody));
        }
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> changes.start(HIGH, here));
    }

    @Test
    void isAskedForADayWhoseStandardsAreKnownAndOnceAtATime_REG_5() {
        assertThatExceptionOfType(NoParameter.class).isThrownBy(() -> changes.start(LocalDate.of(2019, 1, 1), bureau));
        var id = changes.start(HIGH, bureau);
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> changes.start(HIGH, bureau));
        now.runAll();
        assertThat(jobs.get(changes.get(id, bureau).job(), bureau).state()).isEqualTo(JobState.DONE);
        assertThat(jobs.get(changes.get(id, bureau).job(), bureau).message()).startsWith("2025-06-01 的标准：提高 ");
    }

    @Test
    void everyPageFollowsTheOneBeforeWithoutGapAndLinesStay_EL_5() {
        granted(couple("9600"), Scheme.DIBAO, "342");
        granted(couple("9600"), Scheme.DIBAO, "342");
        granted(couple("9600"), Scheme.DIBAO, "342");
        var id = run(HIGH);

        assertThat(all(id, StandardOutcome.RISES, bureau))
                .extracting(line -> line.award().id().toString())
                .containsExactlyElementsOf(
                        jdbc.sql("""
                                select award_id::text from standard_change_line where run_id = ? and outcome = 'RISES'
                                order by township_code, award_id
                                """).param(id.id()).query(String.class).list());
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("update standard_change_line set old_fen = 0 where run_id = ?")
                        .param(id.id())
                        .update());
    }

    private List<StandardChanges.Line> all(StandardChangeId id, StandardOutcome outcome, Officer by) {
        var all = new ArrayList<StandardChanges.Line>();
        String after = null;
        do {
            var page = changes.page(id, outcome, null, after, 2, by);
            all.addAll(page.lines());
            after = page.next();
        } while (after != null);
        return all;
    }

    private StandardChangeId run(LocalDate on) {
        var id = changes.start(on, bureau);
        now.runAll();
        assertThat(changes.get(id, bureau).state()).isEqualTo(StandardChange.State.DONE);
        return id;
    }

    private StandardChanges.Line line(StandardChangeId id, AwardId award) {
        return changes.why(id, award, bureau).line();
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private List<String> everythingOfAwards() {
        return jdbc.sql("""
                        select a::text from award a union all select c::text from award_change c
                        union all select p::text from award_proposal p order by 1
                        """).query(String.class).list();
    }

    private HouseholdId couple(String yearly) {
        return couples.earning(yearly, clerk);
    }

    private void income(HouseholdId id, String yearly) {
        var view = households.get(id, clerk);
        var one = view.details().incomes().get(0);
        households.save(
                id,
                view.version(),
                view.details().incomes(true, List.of(one.verified(Money.yuan(yearly), "入户"))),
                clerk);
    }

    private AwardId granted(HouseholdId household, Scheme scheme, String monthly) {
        return couples.granted(household, scheme, monthly, clerk, approver);
    }
}
