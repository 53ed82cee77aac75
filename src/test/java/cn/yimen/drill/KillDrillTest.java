package cn.yimen.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OP-1: the application, PostgreSQL or both are killed with {@code kill -9} at random moments of intake, import and
 * confirmation, all done over HTTP. Nothing acknowledged is lost, nothing happens twice, nothing is half there, jobs go on
 * by themselves, and nobody has to sign in again.
 *
 * <p>A short one runs with the tests. The drill with 50 kills: {@code ./mvnw test -Dtest=KillDrillTest -Dyimen.drill=50};
 * {@code -Dyimen.drill.seed=7} for other moments.
 */
@NullUnmarked
class KillDrillTest {

    private static final Logger LOG = LoggerFactory.getLogger(KillDrillTest.class);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void whatWasAcknowledgedIsThereOnceWhateverIsKilled_OP_1() throws Exception {
        int kills = Integer.getInteger("yimen.drill", 2);
        long seed = Long.getLong("yimen.drill.seed", 1);
        var random = new Random(seed);
        var killed = new TreeMap<String, Integer>();
        var away = new long[2]; // longest and sum, until the page answers again
        try (var plant = new Plant(folder)) {
            var node = plant.node();
            var work = new Work(plant, node::url);
            work.begin();
            work.awaitFirst();
            for (int n = 0; n < kills; n++) {
                assertThat(node.process()
                                .waitFor(200 + random.nextInt(kills > 5 ? 9_800 : 1_800), TimeUnit.MILLISECONDS))
                        .as("the product ended by itself")
                        .isFalse();
                work.check();
                var victim = List.of("both", "database", "application").get(n % 3);
                var since = System.nanoTime();
                kill(plant, node, victim, random.nextInt(2_000));
                var millis = Duration.ofNanos(System.nanoTime() - since).toMillis();
                away[0] = Math.max(away[0], millis);
                away[1] += millis;
                killed.merge(victim, 1, Integer::sum);
                work.anotherLife();
                LOG.info("drill: {} {}, back after {} ms, {}", n + 1, victim, millis, work.words());
            }
            work.end();
            var report = "seed %d, killed %s, away %d ms at most, %d ms on average; %s"
                    .formatted(seed, killed, away[0], away[1] / Math.max(1, kills), work.words());
            LOG.info("drill: {}", report);
            assertThat(work.notes().keySet())
                    .as("no answer is a fault of ours, nobody is signed out; " + report)
                    .allMatch(note -> note.equals("AWAY 0") || note.endsWith(" 503"));
            goOn(plant, work);
            Reckoning.counts(plant.jdbc(), work, report);
            Reckoning.audit(work);
        }
    }

    /** What was interrupted five times in one place has stopped and waits for a person; 「继续」 leads it to its end. */
    private static void goOn(Plant plant, Work work) throws InterruptedException {
        Reckoning.awaitJobs(plant.jdbc());
        var stopped = plant.jdbc()
                .sql("select id from job where state = 'FAILED' and tries > 5")
                .query(UUID.class)
                .list();
        if (!stopped.isEmpty()) {
            LOG.info("drill: {} jobs had stopped and are told to go on", stopped.size());
            var officer = work.window("officer").signIn();
            for (var job : stopped) {
                assertThat(officer.post(officer.get("/jobs/" + job).form("/jobs/" + job + "/resume"))
                                .location())
                        .isEqualTo("/jobs/" + job);
            }
        }
    }

    private static void kill(Plant plant, Plant.Node node, String victim, int pause) throws Exception {
        if (!victim.equals("application")) {
            plant.killDatabase();
        }
        if (!victim.equals("database")) {
            Plant.kill(node);
        }
        if (!victim.equals("application")) {
            Thread.sleep(pause);
            plant.startDatabase();
        }
        if (!victim.equals("database")) {
            plant.begin(node);
        }
        plant.ready(node);
    }
}
