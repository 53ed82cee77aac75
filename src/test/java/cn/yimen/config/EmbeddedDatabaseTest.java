package cn.yimen.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OP-1: what was acknowledged is there after a kill -9 of either process, and nobody works on another's folder. */
class EmbeddedDatabaseTest {

    @TempDir
    Path folder;

    /** The other process: starts the database, writes a row, says so, and works on until it is killed. */
    public static final class Worker {
        public static void main(String[] arguments) throws Exception {
            var database = EmbeddedDatabase.start(Path.of(arguments[0]), true);
            database.prepare("yimen");
            execute(database, "create table if not exists mark (n int)");
            execute(database, "insert into mark values (" + arguments[1] + ")");
            System.out.write("written\n".getBytes(StandardCharsets.UTF_8));
            System.out.flush();
            // until the test closes our input or kills us
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    @Test
    void aKilledApplicationLeavesItsDatabaseToTheNextOne() throws Exception {
        var worker = work(1);
        worker.destroyForcibly().waitFor();
        assertThat(postgres()).as("PostgreSQL goes on without the application").isPresent();

        try (var again = EmbeddedDatabase.start(folder, true)) {
            assertThat(marks(again)).isEqualTo(1);
        }
    }

    @Test
    void bothKilledAtOnceLoseNothingAcknowledged() throws Exception {
        var worker = work(1);
        var server = postgres().orElseThrow();
        server.destroyForcibly();
        worker.destroyForcibly().waitFor();
        server.onExit().get(20, TimeUnit.SECONDS);

        try (var again = EmbeddedDatabase.start(folder, true)) {
            assertThat(marks(again)).isEqualTo(1);
        }
    }

    @Test
    void aSecondApplicationOnTheSameFolderIsRefusedAndTheFirstGoesOn() throws Exception {
        var worker = work(1);
        try {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> EmbeddedDatabase.start(folder, true))
                    .withMessageContaining("already works on");
            assertThat(worker.isAlive()).isTrue();
            assertThat(postgres().orElseThrow().isAlive()).isTrue();
        } finally {
            worker.destroyForcibly().waitFor();
            postgres().ifPresent(ProcessHandle::destroy);
        }
    }

    private Process work(int mark) throws IOException {
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        folder.toString(),
                        String.valueOf(mark))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line;
        do {
            line = lines.readLine();
        } while (line != null && !line.equals("written"));
        assertThat(line).as("the other process started").isNotNull();
        return process;
    }

    private java.util.Optional<ProcessHandle> postgres() throws IOException {
        var pidFile = folder.resolve("postgres").resolve("postmaster.pid");
        return Files.exists(pidFile)
                ? ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
                : java.util.Optional.empty();
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url("yimen", EmbeddedDatabase.OWNER));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int marks(EmbeddedDatabase database) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url("yimen", EmbeddedDatabase.OWNER));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from mark")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
