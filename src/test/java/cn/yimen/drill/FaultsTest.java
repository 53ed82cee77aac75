package cn.yimen.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.config.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OP-1: two nodes on one database, and whatever can happen to it: gone, slow, all connections taken, its disk full, the
 * answer to a COMMIT lost; the clock moved by a day and into a year without arrangement. Three people work meanwhile, each
 * request on the other node, and a fourth looks at the pages. Nothing acknowledged is lost, nothing happens twice, the page
 * says what to do, the service returns by itself; no answer is a fault of ours.
 *
 * <p>A short one runs with the tests; {@code ./mvnw test -Dtest=FaultsTest -Dyimen.faults=long} leaves the database away
 * for 30 seconds, waits as long for a connection as the product does, and kills a node.
 */
@NullUnmarked
class FaultsTest {

    private static final Logger LOG = LoggerFactory.getLogger(FaultsTest.class);
    private static final boolean LONG = "long".equals(System.getProperty("yimen.faults"));
    private static final Duration RETURN = Duration.ofSeconds(10);
    private static final int AT_ONCE = 40;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final ExecutorService hands = Executors.newCachedThreadPool();
    private final ThreadLocal<Plant.Node> here = new ThreadLocal<>();
    private final Map<String, String> kept = new LinkedHashMap<>();
    private final Map<String, Long> took = new LinkedHashMap<>();
    private final Random random = new Random(1);
    private Plant plant;
    private List<Plant.Node> nodes;
    private Window clerk;
    private int made;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void nothingIsLostOrTwiceWhateverHappensToTheDatabase_OP_1() throws Exception {
        // the pages of an outage come when no connection was had for so long; the product's own are ten seconds
        var settings = LONG ? new String[0] : new String[] {"--spring.datasource.hikari.connection-timeout=2000"};
        try (var all = new Plant(folder, true)) {
            plant = all;
            step("both nodes begin at once on an empty database", () -> {
                nodes = List.of(plant.beginning(settings), plant.beginning(settings));
                for (var node : nodes) {
                    plant.ready(node);
                }
            });
            plant.officer("looker", "WINDOW_CLERK", "520402109");
            here.set(nodes.get(0));
            clerk = new Window("looker", () -> here.get().url(), note -> {}).signIn();
            step("the answer to a COMMIT is lost", this::answerLost);
            step("sent to both nodes at once", this::bothAtOnce);

            var turn = new AtomicInteger();
            var work =
                    new Work(plant, () -> nodes.get(turn.getAndIncrement() & 1).url());
            work.begin();
            step("everybody works", work::awaitFirst);
            work.turn(clock -> clock.plusDays(1));
            work.turn(clock -> clock.minusDays(1));
            work.turn(this::newYearsEve);
            step("gone", this::gone);
            step("slow", this::slow);
            step("all connections of the server taken", this::connectionsTaken);
            step("all connections of the pools taken", this::poolsTaken);
            step("disk full", this::diskFull);
            work.anotherLife(); // what was acknowledged is sent once more
            step("answers lost while everybody works", this::answersLost);
            if (LONG) {
                step("a node killed", () -> {
                    Plant.kill(nodes.get(1));
                    work.awaitMore();
                    plant.begin(nodes.get(1));
                    plant.ready(nodes.get(1));
                });
            }
            step("the clock a day forth, a day back, into the next year", work::awaitTurns);
            step("everybody ends", work::end);

            var report = took + " ms; " + work.words();
            LOG.info("faults: {}", report);
            assertThat(work.notes().keySet())
                    .as("no answer is a fault of ours, nobody is signed out; " + report)
                    // no answer at all: a page that was half out when its connection was lost is cut off, not shown as
                    // whole
                    .allMatch(note -> note.endsWith(" 503") || note.equals("AWAY 0"));
            Reckoning.counts(plant.jdbc(), work, report);
            Reckoning.audit(work);
            own(report);
            year();
        } finally {
            hands.shutdownNow();
        }
    }

    // --- what happens

    /** Carried out, but nobody heard of it: sent again it gives the first's result. */
    private void answerLost() throws Exception {
        for (var tries = 0; tries < 64; tries++) {
            var form = fresh();
            plant.proxy().swallowCommit(1 + tries % 8); // the session, the account and background work commit too
            var answer = clerk.tryPost(form);
            var first = answered(form);
            var ours = answer.status() == 503 && first != null;
            if (answer.status() == 503) {
                sayWhatToDo(answer, form);
            }
            assertThat(clerk.post(form).location()).isEqualTo(first != null ? first : answered(form));
            made++;
            if (ours) {
                return;
            }
        }
        throw new AssertionError("no answer was lost");
    }

    /** The same form at the same moment: one does it, both say the same. */
    private void bothAtOnce() throws Exception {
        for (var round = 0; round < 10; round++) {
            var form = fresh();
            var answers = new ArrayList<Future<Window.Answer>>();
            for (var node : nodes) {
                var same = form.at(form.action());
                answers.add(hands.submit(() -> on(node, () -> clerk.post(same))));
            }
            made++;
            for (var answer : answers) {
                assertThat(answer.get().location())
                        .matches("/intake/[0-9a-f-]{36}")
                        .isEqualTo(answered(form));
            }
        }
    }

    /** 503 with words, and one press sends the very same form. */
    private void gone() throws Exception {
        var form = story();
        plant.proxy().cut();
        var since = System.nanoTime();
        assertThat(clerk.tryGet("/workbench").words()).contains("暂时办不了", "请过一会儿再试", "再试一次");
        var away = clerk.tryPost(form);
        var again = sayWhatToDo(away, form);
        var left = Duration.ofSeconds(LONG ? 30 : 5).toNanos() - (System.nanoTime() - since);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
        plant.proxy().heal();
        returned("gone");
        keep(clerk.post(again), form);
    }

    /** Each message takes half a second more: slow, but right. */
    private void slow() throws Exception {
        var form = story();
        plant.proxy().slow(500);
        var since = System.nanoTime();
        assertThat(clerk.tryGet("/guide").status()).isIn(200, 503);
        assertThat(System.nanoTime() - since)
                .isBetween(500_000_000L, Duration.ofSeconds(30).toNanos());
        var node = here.get();
        var answer = hands.submit(() -> on(node, () -> clerk.post(form)));
        TimeUnit.SECONDS.sleep(LONG ? 30 : 2);
        plant.proxy().heal();
        returned("slow");
        keep(answer.get(), form);
    }

    /** Other sessions hold every connection the server gives (53300), and those of the nodes are lost. */
    private void connectionsTaken() throws Exception {
        var form = story();
        var held = new ArrayList<Connection>();
        try {
            var until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            do {
                assertThat(System.nanoTime())
                        .as("the nodes lose their connections")
                        .isLessThan(until);
                take(held);
                plant.jdbc().sql("""
                        select count(pg_terminate_backend(pid)) from pg_stat_activity
                        where usename like 'yimen%' and application_name <> 'holder'
                        """).query(Long.class).single();
                take(held);
            } while (plant.jdbc().sql("""
                            select count(*) from pg_stat_activity
                            where usename like 'yimen%' and application_name <> 'holder'
                            """).query(Long.class).single() > 0);
            assertThat(clerk.tryGet("/workbench").status()).isEqualTo(503);
            sayWhatToDo(clerk.tryPost(form), form);
        } finally {
            for (var one : held) {
                one.close();
            }
        }
        returned("all connections of the server taken");
        keep(clerk.post(form), form);
    }

    private void take(List<Connection> held) {
        try {
            while (true) {
                held.add(DriverManager.getConnection(
                        plant.address() + "?user=" + EmbeddedDatabase.APPLICATION + "&ApplicationName=holder"));
            }
        } catch (SQLException none) {
            assertThat(none.getSQLState()).isEqualTo("53300");
        }
    }

    /** More people at once than there are connections, and all of them wait for another's lock. */
    private void poolsTaken() throws Exception {
        var forms = new ArrayList<Window.Form>();
        var answers = new ArrayList<Future<Window.Answer>>();
        try (var other = DriverManager.getConnection(plant.address() + "?user=postgres");
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table one_time_key in exclusive mode");
            for (var n = 0; n < AT_ONCE; n++) {
                var form = fresh();
                var node = nodes.get(n % 2);
                forms.add(form);
                answers.add(hands.submit(() -> on(node, () -> clerk.tryPost(form))));
            }
            for (var tries = 0; clerk.tryGet("/workbench").status() != 503; tries++) {
                assertThat(tries).as("the pool is used up").isLessThan(50);
            }
            other.rollback();
        }
        returned("all connections of the pools taken");
        for (var n = 0; n < AT_ONCE; n++) {
            var answer = answers.get(n).get();
            if (answer.status() == 503) {
                answer = clerk.post(sayWhatToDo(answer, forms.get(n)));
            }
            made++;
            assertThat(answer.location()).matches("/intake/[0-9a-f-]{36}").isEqualTo(answered(forms.get(n)));
        }
    }

    /** No page can be added to any table (53100). */
    private void diskFull() throws Exception {
        if (!plant.hasSmallDisk()) {
            LOG.warn("faults: the disk is not filled, this machine lets us mount none");
            return;
        }
        var forms = new ArrayDeque<Window.Form>(); // begun before: on a full disk nothing can be begun
        for (var n = 0; n < 40; n++) {
            forms.add(story());
        }
        plant.fillDisk();
        var refused = 0;
        while (!forms.isEmpty() && refused < 3) {
            var form = forms.remove();
            var answer = clerk.tryPost(form);
            if (answer.status() == 503) {
                refused++;
                if (refused == 3) {
                    var again = sayWhatToDo(answer, form);
                    plant.freeDisk();
                    returned("disk full");
                    answer = clerk.post(again);
                } else {
                    continue;
                }
            }
            keep(answer, form);
        }
        assertThat(refused).as("what finds no room is refused").isEqualTo(3);
    }

    private void answersLost() throws Exception {
        for (var n = 0; n < (LONG ? 50 : 8); n++) {
            plant.proxy().swallowCommit(1 + random.nextInt(6));
            var until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (!plant.proxy().swallowed() && System.nanoTime() < until) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            assertThat(plant.proxy().swallowed()).as("somebody commits").isTrue();
        }
        returned("answers lost while everybody works");
    }

    /** Three seconds before the year ends whose days off are the last ones known. */
    private Duration newYearsEve(Duration clock) {
        var zone = ZoneId.of("Asia/Shanghai");
        var last = Math.max(
                lastYear(), LocalDate.ofInstant(Instant.now().plus(clock), zone).getYear());
        var eve = LocalDate.of(last + 1, 1, 1).atStartOfDay(zone).toInstant().minusSeconds(3);
        return Duration.between(Instant.now(), eve);
    }

    private int lastYear() {
        return plant.jdbc()
                .sql("select max(year) from calendar_year")
                .query(Integer.class)
                .single();
    }

    // --- what is seen

    /** The page of an outage after a POST; the form it holds. */
    private static Window.Form sayWhatToDo(Window.Answer away, Window.Form sent) {
        assertThat(away.status()).as(away.words()).isEqualTo(503);
        assertThat(away.words()).contains("暂时办不了", "不是您填错了", "您刚才填的都还在这一页里", "按「再试一次」", "不会办两遍", "报编号");
        assertThat(away.body()).doesNotContain("<b>");
        var again = away.form(sent.action());
        assertThat(again.key()).as("the same form").isEqualTo(sent.key());
        assertThat(again.sent()).isEqualTo(sent.sent());
        return again;
    }

    /** Both nodes answer as always, soon and without anybody's doing. */
    private void returned(String fault) throws Exception {
        var since = System.nanoTime();
        for (var node : nodes) {
            while (on(node, () -> clerk.tryGet("/workbench")).status() != 200) {
                assertThat(Duration.ofNanos(System.nanoTime() - since))
                        .as("back after: " + fault)
                        .isLessThan(RETURN);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        took.put(
                "back after " + fault,
                Duration.ofNanos(System.nanoTime() - since).toMillis());
    }

    /** The fourth's own: as many as were acknowledged, each with what was typed. */
    private void own(String report) throws Exception {
        assertThat(plant.jdbc()
                        .sql(
                                "select count(*) from intake_draft d join officer o on o.id = d.officer_id where o.login = ?")
                        .param("looker")
                        .query(Long.class)
                        .single())
                .as("drafts; " + report)
                .isEqualTo(made);
        for (var one : kept.entrySet()) {
            assertThat(org.springframework.web.util.HtmlUtils.htmlUnescape(
                            clerk.get("/intake/" + one.getKey()).body()))
                    .as("what was typed; " + report)
                    .contains(one.getValue());
        }
    }

    /** What is due in the year nobody has arranged yet is marked so. */
    private void year() {
        assertThat(plant.jdbc()
                        .sql("""
                        select count(*) filter (where provisional), count(*) filter (where not provisional) from deadline
                        where started_at >= make_timestamptz(?, 1, 1, 0, 0, 0, 'Asia/Shanghai') and unit = 'WORKING_DAYS'
                        """)
                        .param(lastYear() + 1)
                        .query((row, n) -> List.of(row.getLong(1), row.getLong(2)))
                        .single())
                .satisfies(counts -> assertThat(counts.get(0)).isPositive())
                .satisfies(counts -> assertThat(counts.get(1)).isZero());
        assertThat(plant.jdbc()
                        .sql("select count(*) from case_file where year = ?")
                        .param(lastYear() + 1)
                        .query(Long.class)
                        .single())
                .as("receipt numbers begin anew")
                .isPositive();
    }

    // --- the fourth's forms

    /** A new draft. */
    private static Window.Form fresh() {
        return Window.Form.to("/intake").with("channel", "TELEPHONE");
    }

    /** A long text, and of a kind that does not become shorter, for a draft of its own. */
    private Window.Form story() throws InterruptedException {
        var draft = clerk.post(fresh()).location();
        made++;
        var text = new StringBuilder("房子漏雨 <b>");
        for (var n = 0; n < 1500; n++) {
            text.append((char) (0x4e00 + random.nextInt(20_000)));
        }
        return clerk.get(draft).form(draft).with("act", "draft").with("story", text.toString());
    }

    private void keep(Window.Answer answer, Window.Form form) {
        assertThat(answer.status()).as(answer.words()).isEqualTo(302);
        kept.put(form.action().replace("/intake/", ""), form.value("story"));
    }

    private String answered(Window.Form form) {
        return plant.jdbc()
                .sql("select location from one_time_key where key = ? and location <> ''")
                .param(UUID.fromString(form.key()))
                .query(String.class)
                .optional()
                .orElse(null);
    }

    // ---

    private <T> T on(Plant.Node node, Callable<T> something) throws Exception {
        var before = here.get();
        here.set(node);
        try {
            return something.call();
        } finally {
            here.set(before);
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private void step(String what, Step step) throws Exception {
        var since = System.nanoTime();
        step.run();
        took.put(what, Duration.ofNanos(System.nanoTime() - since).toMillis());
        LOG.info("faults: {} {} ms", what, took.get(what));
    }
}
