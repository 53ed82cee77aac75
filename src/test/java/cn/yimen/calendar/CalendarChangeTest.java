package cn.yimen.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Questions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** REG-4: a limit that starts while the calendar changes is never left with the old calendar (decision 20). */
@ProductTest
class CalendarChangeTest {

    private static final DeadlineKind STATUTE = DeadlineKind.statute("test.change", "法定办理");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate template;

    @Autowired
    CalendarSettings settings;

    @Autowired
    PlatformTransactionManager transactions;

    /** Two threads, whatever the machine: the common pool of two processors has one, and there the second waits for ever. */
    private final ExecutorService desks = Executors.newFixedThreadPool(2);

    private Deadlines deadlines;
    private Arrangements arrangements;
    private TransactionTemplate transaction;
    private Officer administrator;

    @BeforeEach
    void oneNode() {
        var clock = Clock.fixed(at("2046-01-02T10:00"), Calendar2026.ZONE);
        var calendars = new Calendars(jdbc, settings, clock);
        deadlines = new Deadlines(jdbc, new Questions(template), template, calendars, event -> {}, clock);
        arrangements = new Arrangements(jdbc, calendars, deadlines, clock);
        transaction = new TransactionTemplate(transactions);
        administrator = Staff.administrator(jdbc);
    }

    @AfterEach
    void closed() {
        desks.shutdownNow();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(Calendar2026.ZONE).toInstant();
    }

    private DeadlineId start(int year) {
        return deadlines.start(STATUTE, Budget.workingDays(5), at(year + "-03-01T10:00"));
    }

    private void enter(int year) {
        arrangements.apply(
                YearArrangement.parse(year, "01-01；03-02~10", ""),
                "通知",
                arrangements.year(year).map(Arrangements.Entered::version).orElse(-1L),
                administrator);
    }

    private String dueOn(DeadlineId id) {
        return deadlines
                .view(id)
                .dueAt()
                .atZone(Calendar2026.ZONE)
                .toLocalDate()
                .toString();
    }

    @Test
    void aLimitNotYetCommittedIsMovedToo() throws Exception {
        var started = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var starting = CompletableFuture.supplyAsync(
                () -> Objects.requireNonNull(transaction.execute(status -> {
                    var id = start(2046);
                    started.countDown();
                    await(commit);
                    return id;
                })),
                desks);
        await(started);
        var entering = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> enter(2046)), desks);
        awaitSomebodyWaiting();
        assertThat(entering).isNotDone();
        commit.countDown();
        entering.get(20, TimeUnit.SECONDS);
        var id = starting.get(20, TimeUnit.SECONDS);

        assertThat(dueOn(id)).isEqualTo("2046-03-16"); // 03-02…10 off, counted from Monday the 12th
        transaction.executeWithoutResult(status -> deadlines.cancel(id));
    }

    @Test
    void aLimitThatStartsMeanwhileWaitsForTheNewCalendar() throws Exception {
        var entered = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var entering = CompletableFuture.runAsync(
                () -> transaction.executeWithoutResult(status -> {
                    enter(2047);
                    entered.countDown();
                    await(commit);
                }),
                desks);
        await(entered);
        var starting = CompletableFuture.supplyAsync(
                () -> Objects.requireNonNull(transaction.execute(status -> start(2047))), desks);
        awaitSomebodyWaiting();
        assertThat(starting).isNotDone();
        commit.countDown();
        entering.get(20, TimeUnit.SECONDS);
        var id = starting.get(20, TimeUnit.SECONDS);

        assertThat(dueOn(id)).isEqualTo("2047-03-15");
        transaction.executeWithoutResult(status -> deadlines.cancel(id));
    }

    /** Until the database says that a connection waits for what another one holds. */
    private void awaitSomebodyWaiting() {
        Awaitility.await("one of the two waits for the other")
                .atMost(Duration.ofSeconds(20))
                .until(() -> jdbc.sql("""
                                select exists (select 1 from pg_stat_activity
                                    where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0)
                                """).query(Boolean.class).single());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
