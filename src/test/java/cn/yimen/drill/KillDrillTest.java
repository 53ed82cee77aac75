package cn.yimen.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

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
            var work = new Work(plant, node);
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
            counts(plant.jdbc(), work, report);
            audit(work);
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

    /** Each acknowledged one is there once and whole, and nothing is there twice. */
    private static void counts(JdbcClient jdbc, Work work, String report) throws InterruptedException {
        var until = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (count(jdbc, "select count(*) from job where state in ('WAITING', 'RUNNING')") > 0
                && System.nanoTime() < until) {
            Thread.sleep(300);
        }
        assertThat(count(jdbc, "select count(*) from job where state <> 'DONE'"))
                .as("jobs that did not end well; " + report)
                .isZero();
        work.acknowledged().forEach((kind, all) -> {
            assertThat(all).as(kind + "; " + report).isNotEmpty().doesNotHaveDuplicates();
            for (var ref : all) {
                assertThat(jdbc.sql(whole(kind))
                                .param("id", UUID.fromString(ref))
                                .query(Boolean.class)
                                .list())
                        .as(kind + " " + ref + " was acknowledged; " + report)
                        .containsExactly(true);
            }
        });
        assertThat(count(
                        jdbc,
                        "select count(*) from (select from case_file group by applicant_id having count(*) > 1) x"))
                .as("nobody has two cases")
                .isZero();
        assertThat(count(jdbc, "select count(*) from case_file"))
                .as("each case was acknowledged")
                .isEqualTo(work.acknowledged().get(Work.Kind.INTAKE).size());
        assertThat(count(jdbc, "select count(*) from award"))
                .as("each award was acknowledged")
                .isEqualTo(work.acknowledged().get(Work.Kind.CONFIRM).size());
        assertThat(count(jdbc, "select count(*) from verification_batch where state <> 'READY'"))
                .as("each import was acknowledged")
                .isEqualTo(work.acknowledged().get(Work.Kind.IMPORT).size());
        assertThat(count(
                        jdbc,
                        "select count(*) from (select number - lag(number) over (partition by township_code, year order by number) as gap"
                                + " from case_file) g where gap <> 1"))
                .as("receipt numbers without gaps")
                .isZero();
    }

    private static String whole(Work.Kind kind) {
        return switch (kind) {
            case INTAKE -> """
                select (select count(*) from matter m where m.case_id = c.id) = 1
                    and (select count(*) from application a where a.case_id = c.id) = 1
                    and (select count(*) from case_determination d where d.case_id = c.id) >= 1
                    and (select count(*) from case_material m where m.case_id = c.id) > 0
                    and (select count(*) from household_member h where h.household_id = c.household_id) = 1
                from intake_draft d join case_file c on c.id = d.case_id where d.id = :id and d.state = 'SUBMITTED'
                """;
            case IMPORT -> """
                select b.state = 'DONE' and (select count(*) from verification_record r where r.batch_id = b.id) = %d
                from verification_batch b where b.id = :id
                """.formatted(Work.ROWS);
            case CONFIRM -> """
                select a.state = 'CONFIRMED' and m.state = 'CONCLUDED'
                    and (select count(*) from decision d where d.application_id = a.id) = 1
                    and (select count(*) from opinion o where o.application_id = a.id) = 1
                    and (select count(*) from award w where w.matter_id = m.id) = 1
                    and (select count(*) from award_change x join award w on w.id = x.award_id where w.matter_id = m.id) = 1
                from application a join matter m on m.id = a.matter_id where a.id = :id
                """;
        };
    }

    /** The trail, asked as the administrator asks. */
    private static void audit(Work work) throws InterruptedException {
        var admin = work.window("admin").signIn();
        assertThat(admin.post(Window.Form.to("/audit/verify")).location()).isEqualTo("/audit");
        var checked = Pattern.compile("<td class=\"sa-typed\">([^<]*)</td>")
                .matcher(admin.get("/audit").body());
        assertThat(checked.find()).as("a check is shown").isTrue();
        assertThat(checked.group(1)).contains("全部完好");
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
