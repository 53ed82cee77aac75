package cn.yimen.config;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 内置数据库: a PostgreSQL of our own whose data stays in a local folder, for a machine with a JDK and nothing else.
 *
 * <p>Two database users as in production: the owner migrates, the application's user may not touch the audit trail.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** The user Flyway works as; owns every table. */
    public static final String OWNER = "yimen_owner";

    /** The user the application works as; reads and writes, but cannot change the audit trail or any structure. */
    public static final String APPLICATION = "yimen_app";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration STOP_WAIT = Duration.ofSeconds(30);

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts the server on {@code folder}, which is made if it is not there. A server left behind by a killed
     * application is stopped first; one that another application still uses is not.
     *
     * @param durable false only for tests: nothing is flushed to the disk
     * @throws IllegalStateException if another application works on the folder, or PostgreSQL cannot start
     */
    public static EmbeddedDatabase start(Path folder, boolean durable) {
        var data = folder.toAbsolutePath().resolve("postgres");
        try {
            Files.createDirectories(data);
            refuseSecondInstance(data);
            stopOrphan(data);
            var onOff = durable ? "on" : "off";
            return new EmbeddedDatabase(EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    // beside the data, never around it: the library clears old sub-folders of its working folder
                    .setOverrideWorkingDirectory(
                            folder.toAbsolutePath().resolve("binaries").toFile())
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("encoding", "UTF8")
                    .setServerConfig("fsync", onOff)
                    .setServerConfig("synchronous_commit", onOff)
                    .setServerConfig("full_page_writes", onOff)
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("random_page_cost", "1.1")
                    .setServerConfig("jit", "off")
                    // two whose locks wait for each other are told so before anybody has noticed it
                    .setServerConfig("deadlock_timeout", "100ms")
                    .setServerConfig("timezone", "Asia/Shanghai")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setRegisterShutdownHook(false)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "PostgreSQL did not start in " + folder.toAbsolutePath()
                            + ". As root it needs the program unshare; without it run as an ordinary user,"
                            + " or give an outside database with SPRING_DATASOURCE_URL.",
                    e);
        }
    }

    /** Makes the two users and the database if they are not there yet. */
    public void prepare(String database) {
        try (var connection = server.getPostgresDatabase().getConnection()) {
            role(connection, OWNER);
            role(connection, APPLICATION);
            try (var query = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
                query.setString(1, database);
                if (!query.executeQuery().next()) {
                    execute(connection, "create database " + database + " owner " + OWNER);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database could not be prepared", e);
        }
    }

    /** The address of {@code database} for the user {@code user}. */
    public String url(String database, String user) {
        return server.getJdbcUrl(user, database) + "&reWriteBatchedInserts=true";
    }

    /** The port the server listens on, on this machine only. */
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void role(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
            query.setString(1, name);
            if (!query.executeQuery().next()) {
                execute(connection, "create role " + name + " login");
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The library locks this file while its server runs, so a lock that can be had means nobody works here. */
    private static void refuseSecondInstance(Path data) throws IOException {
        var lock = data.resolve("epg-lock");
        if (!Files.exists(lock)) {
            return;
        }
        try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                var held = channel.tryLock()) {
            if (held == null) {
                throw new IllegalStateException("another 一门 already works on " + data + "; stop it first");
            }
        } catch (OverlappingFileLockException e) {
            throw new IllegalStateException("this 一门 already works on " + data, e);
        }
    }

    /** After kill -9 of the application its PostgreSQL goes on: ask it to stop and wait until it has. */
    private static void stopOrphan(Path data) throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        var process = ProcessHandle.of(pid)
                .filter(handle -> handle.info().command().orElse("").contains("postgres"));
        if (process.isEmpty()) {
            return;
        }
        log.warn("PostgreSQL (process {}) was left behind by an earlier run; stopping it", pid);
        process.get().destroy();
        try {
            process.get().onExit().get(STOP_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the old PostgreSQL stopped", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the old PostgreSQL (process " + pid + ") does not stop", e);
        }
    }
}
