package cn.yimen.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import cn.yimen.calendar.Deadlines;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** RF-4: 督办 by hand and by itself. */
@ProductTest
class UrgingsTest {

    @Autowired
    Urgings urgings;

    @Autowired
    Referrals referrals;

    @Autowired
    ReferralStore store;

    @Autowired
    Tasks tasks;

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
    Officer justice;
    Officer bureau;

    @BeforeEach
    void people() {
        needs = new Needs(jdbc, persons, deadlines, events, transaction, clock);
        clerk = Staff.clerk(jdbc, "520402107");
        justice = Staff.liaison(jdbc, "SF");
        bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
    }

    @Test
    void theWindowUrgesAndTheAnswerIsKept_RF_4() {
        var id = sent();
        urgings.urge(id, "老人着急，请尽快", clerk);

        assertThat(tasksOf(justice, id)).contains("回复催办");
        assertThatExceptionOfType(Conflict.class)
                .as("once a day until it is answered")
                .isThrownBy(() -> urgings.urge(id, "再催", clerk));
        urgings.answer(id, "今天下午办", justice);

        assertThat(urgings.of(id, clerk)).singleElement().satisfies(urging -> {
            assertThat(urging.state()).isEqualTo(Urging.State.ANSWERED);
            assertThat(urging.source()).isEqualTo(Urging.Source.WINDOW);
            assertThat(urging.answer()).isEqualTo("今天下午办");
            assertThat(urging.answeredWho()).isEqualTo("周敏");
        });
        assertThat(tasksOf(justice, id)).doesNotContain("回复催办");
        urgings.urge(id, "下午没有消息", clerk);
    }

    @Test
    void theBureauUrgesTheWindowThatHasNotSentItYet_RF_4() {
        var id = needs.accepted(clerk, "SF-01", "法律援助", "王建国");

        urgings.urge(id, "请今天转出", bureau);
        assertThat(tasksOf(clerk, id)).contains("回复催办");
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> urgings.urge(id, "催自己", clerk));
        urgings.answer(id, "材料刚齐，马上转", clerk);
        assertThat(urgings.of(id, bureau).get(0).source()).isEqualTo(Urging.Source.BUREAU);
    }

    @Test
    void onlyWindowAndBureauUrgeAndOnlyWhoIsUrgedAnswers() {
        var id = sent();
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> urgings.urge(id, "催", justice));
        assertThatExceptionOfType(NotAllowed.class)
                .as("the right is the same before anything is urged")
                .isThrownBy(() -> urgings.answer(id, "好", clerk));
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> urgings.answer(id, "好", justice));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> urgings.urge(id, "催", Staff.clerk(jdbc, "520402102")));
        urgings.urge(id, "催", bureau);
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> urgings.answer(id, "好", clerk));
    }

    @Test
    void doingWhatWasUrgedIsItsAnswer() {
        var id = sent();
        urgings.urge(id, "请签收", clerk);
        referrals.sign(id, justice);

        assertThat(urgings.of(id, clerk).get(0)).satisfies(urging -> {
            assertThat(urging.state()).isEqualTo(Urging.State.ANSWERED);
            assertThat(urging.answer()).isEqualTo("已签收");
        });
        assertThat(tasksOf(justice, id)).doesNotContain("回复催办");
    }

    @Test
    void itWarnsBeforeUrgesWhenOverAndGoesUp_RF_2_RF_4() {
        var id = sent();

        needs.now(id, ReferralClock.SIGN);
        run();
        assertThat(urgings.of(id)).extracting(Urging::level).containsExactly(Urging.Level.WARNING);
        assertThat(tasksOf(justice, id)).as("a warning wants no answer").doesNotContain("回复催办");

        needs.late(id, ReferralClock.SIGN, 3);
        run();
        assertThat(urgings.of(id)).extracting(Urging::level).contains(Urging.Level.URGING);
        assertThat(tasksOf(justice, id)).contains("回复催办");
        assertThat(overruns(id)).isEqualTo(1);
        run();
        assertThat(urgings.of(id)).as("not twice").hasSize(2);

        needs.now(id, ReferralClock.SIGN);
        run();
        assertThat(urgings.of(id)).extracting(Urging::level).contains(Urging.Level.ESCALATION);
        assertThat(urgings.of(id))
                .filteredOn(it -> it.level() == Urging.Level.URGING)
                .extracting(Urging::state)
                .containsExactly(Urging.State.ESCALATED);
        assertThat(jdbc.sql(
                                "select count(*) from task where assignee = 'SUPERVISOR' and subject_id = ? and closed_at is null")
                        .param(id.toString())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        referrals.sign(id, justice);
        assertThat(overruns(id)).as("recorded once, closed with its end").isEqualTo(1);
        assertThat(urgings.of(id)).filteredOn(Urging::open).isEmpty();
        assertThat(jdbc.sql(
                                "select count(*) from task where assignee = 'SUPERVISOR' and subject_id = ? and closed_at is null")
                        .param(id.toString())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsPausedIsNotUrged() {
        var id = sent();
        referrals.sign(id, justice);
        referrals.await(id, "缺证明", justice);
        needs.now(id, ReferralClock.EXAMINE);
        run();

        assertThat(urgings.of(id)).isEmpty();
        assertThat(jdbc.sql("select next_at > now() from referral_clock where referral_id = ? and clock = 'EXAMINE'")
                        .param(id.id())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    /** OP-1: two nodes, nothing twice. */
    @Test
    void twoNodesUrgeOnce() throws Exception {
        var ids = IntStream.range(0, 6).mapToObj(n -> sent()).toList();
        ids.forEach(id -> needs.late(id, ReferralClock.SIGN, 3));
        var pool = Executors.newFixedThreadPool(3);
        try {
            Callable<Integer> node = () -> urgings.urgeByItself();
            for (var one : pool.invokeAll(java.util.List.of(node, node, node))) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        run();
        assertThat(ids).allSatisfy(id -> assertThat(urgings.of(id)).hasSize(1));
    }

    private void run() {
        while (urgings.urgeByItself() > 0) {
            // until nothing waits
        }
    }

    private long overruns(ReferralId id) {
        return jdbc.sql("select count(*) from referral_overrun where referral_id = ?")
                .param(id.id())
                .query(Long.class)
                .single();
    }

    private java.util.List<String> tasksOf(Officer officer, ReferralId id) {
        return tasks.worklist(officer, officer.posts().get(0), TaskFilter.ALL, null, 10_000).rows().stream()
                .filter(row -> row.url().contains(id.toString()))
                .map(row -> row.title())
                .toList();
    }

    private ReferralId sent() {
        var id = needs.accepted(clerk, "SF-01", "法律援助", "王建国");
        referrals.dispatch(id, "SF", "请办理", clerk);
        return id;
    }
}
