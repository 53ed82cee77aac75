package cn.yimen.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
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
 * confirmation. Nothing acknowledged is lost, nothing happens twice, nothing is half there, jobs go on by themselves.
 *
 * <p>A short one runs with the tests. The drill with 50 kills: {@code ./mvnw test -Dtest=KillDrillTest -Dyimen.drill=50}
 * (about 20 minutes); {@code -Dyimen.drill.seed=7} repeats the moments of another one as far as machines can.
 */
@NullUnmarked
class KillDrillTest {

    private static final Logger LOG = LoggerFactory.getLogger(KillDrillTest.class);

    @TempDir(cleanup = CleanupMode.ALWAYS)
    Path folder;

    private final Map<String, String> unanswered = new LinkedHashMap<>();
    private final List<String> acknowledged = new ArrayList<>();
    private final Map<String, Integer> killed = new HashMap<>();
    private int next = 1;

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void whatWasAcknowledgedIsThereOnceWhateverIsKilled_OP_1() throws Exception {
        int kills = Integer.getInteger("yimen.drill", 2);
        long seed = Long.getLong("yimen.drill.seed", System.nanoTime());
        var random = new Random(seed);
        for (int n = 0; n < kills; n++) {
            round(random, n);
        }
        var found = check();

        var report = "seed %d, killed %s, acknowledged %d".formatted(seed, killed, acknowledged.size());
        LOG.info("drill: {}", report);
        assertThat(acknowledged).as(report).isNotEmpty();
        for (var mark : acknowledged) {
            assertThat(found.get(mark))
                    .as(mark + " was acknowledged; " + report)
                    .isEqualTo("1 1");
        }
        found.forEach((mark, times) -> assertThat(times)
                .as(mark + " is there once and whole, or not at all; " + report)
                .isIn("0 0", "1 1"));
        assertThat(found.get("JOBS")).as("jobs that did not end well").isNull();
    }

    /** One life of the product, ended by a kill. */
    private void round(Random random, int n) throws Exception {
        var worker = start("work");
        var reader = lines(worker);
        String line;
        while ((line = reader.readLine()) != null && !line.equals("READY")) {
            hear(line);
        }
        assertThat(line).as("the product started").isEqualTo("READY");
        var victim = List.of("both", "application", "database").get(n % 3);
        var listener = new Thread(() -> listen(reader), "listener");
        listener.start();
        assertThat(worker.waitFor(500 + random.nextInt(9_500), TimeUnit.MILLISECONDS))
                .as("it works until it is killed")
                .isFalse();
        var server = postgres();
        if (!victim.equals("application")) {
            server.ifPresent(ProcessHandle::destroyForcibly);
        }
        if (!victim.equals("database")) {
            worker.destroyForcibly();
        } else {
            worker.waitFor(20, TimeUnit.SECONDS); // it notices by itself that its database is gone
            worker.destroyForcibly();
        }
        worker.waitFor();
        listener.join(20_000);
        if (!victim.equals("application") && server.isPresent()) {
            server.get().onExit().get(30, TimeUnit.SECONDS);
        }
        killed.merge(victim, 1, Integer::sum);
    }

    /** The last start: what had no answer is sent again, jobs go on, then everything is counted. */
    private Map<String, String> check() throws Exception {
        var worker = start("check");
        var found = new LinkedHashMap<String, String>();
        var ended = new HashMap<String, String>();
        try (var reader = lines(worker)) {
            String line;
            while ((line = reader.readLine()) != null) {
                var words = line.split(" ");
                if (words[0].equals("FOUND")) {
                    found.put(words[1] + " " + words[2], words[3] + " " + words[4]);
                } else if (words.length == 2) {
                    ended.put(words[0], words[1]);
                } else if (words.length == 1) {
                    ended.put(words[0], "");
                } else {
                    hear(line);
                }
            }
        } finally {
            worker.destroyForcibly().waitFor();
            postgres().ifPresent(ProcessHandle::destroy);
        }
        assertThat(ended).containsKey("CHECKED");
        assertThat(ended).as("all jobs ended well").containsEntry("JOBS", "0");
        assertThat(ended).as("the audit trail is whole").containsEntry("AUDIT", "true");
        assertThat(ended).as("receipt numbers without gaps").containsEntry("NUMBERS", "0");
        assertThat(unanswered).as("all were sent again").isEmpty();
        return found;
    }

    private void listen(BufferedReader reader) {
        try {
            String line;
            while ((line = reader.readLine()) != null) {
                hear(line);
            }
        } catch (IOException dead) {
            // as it should be
        }
    }

    /** The ledger: a line that came through before the kill is a promise of the product. */
    private synchronized void hear(String line) {
        var words = line.split(" ");
        switch (words[0]) {
            case "DOING" -> {
                unanswered.put(words[1] + " " + words[2], line.substring("DOING ".length()));
                next = Math.max(next, Integer.parseInt(words[2]) + 1);
            }
            case "DONE" -> {
                unanswered.remove(words[1] + " " + words[2]);
                acknowledged.add(words[1] + " " + words[2]);
            }
            default -> {} // LOST: the database was killed under it
        }
    }

    private Process start(String what) throws IOException {
        var pending = folder.resolve("unanswered.txt");
        synchronized (this) {
            Files.write(
                    pending,
                    unanswered.values(),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING);
            next += 10; // marks whose first line was lost with the process are never used again
        }
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DrillWorker.class.getName(),
                        folder.resolve("data").toString(),
                        String.valueOf(next),
                        pending.toString(),
                        what)
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
    }

    private static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private Optional<ProcessHandle> postgres() throws IOException {
        var pidFile = folder.resolve("data").resolve("postgres").resolve("postmaster.pid");
        return Files.exists(pidFile)
                ? ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
                : Optional.empty();
    }
}
