package cn.yimen.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.config.EmbeddedDatabase;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.DigestUtils;
import org.yaml.snakeyaml.Yaml;

/**
 * OP-1: a backup taken while people work, with the archive of {@code src/docker/archive.yml}, is brought back into empty
 * folders: to the moment before a mistake, and to the last change; and the folder of a stopped installation is copied.
 * Every table and every file is then as it was.
 */
@NullUnmarked
class BackupTest {

    private static final Logger LOG = LoggerFactory.getLogger(BackupTest.class);

    /** What belongs to the running server, not to its data; the log of changes comes out of the archive. */
    private static final Set<String> NOT_COPIED =
            Set.of("postmaster.pid", "postmaster.opts", "epg-lock", "pg_wal", "pg_replslot", "pg_stat_tmp");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void everyTableAndFileIsBackAsItWas_OP_1() throws Exception {
        var archive = Files.createDirectories(folder.resolve("backup/wal"));
        var base = folder.resolve("backup/base");
        try (var plant = new Plant(folder)) {
            plant.archive(archiveCommand().replace("/backup/wal", archive.toString()));
            var node = plant.node();
            var work = new Work(plant, node::url);
            plant.officer("scanner", "WINDOW_CLERK", "520402109");
            work.begin();
            var scanner = work.window("scanner").signIn();
            scanned(scanner);
            work.awaitFirst();
            backup(plant, base);
            copy(folder.resolve("files"), folder.resolve("backup/files"), Set.of());
            drafted(scanner); // comes after the backup: in the archive only
            work.end();
            Plant.kill(node);

            var before = digests(plant.jdbc());
            var numbers = sequences(plant.jdbc());
            var moment = plant.jdbc()
                    .sql("select clock_timestamp()::text")
                    .query(String.class)
                    .single();
            mistake(plant.jdbc());
            var after = digests(plant.jdbc());
            assertThat(after).as("the mistake").isNotEqualTo(before);
            archived(plant.jdbc(), archive);
            assertThat(before).hasSizeGreaterThan(100);

            restored("moment", base, archive, List.of("recovery_target_time = '" + moment + "'"), database -> {
                assertThat(digests(database)).isEqualTo(before);
                sequences(database)
                        .forEach((name, last) -> assertThat(last).as(name).isGreaterThanOrEqualTo(numbers.get(name)));
            });
            restored(
                    "last",
                    base,
                    archive,
                    List.of(),
                    database -> assertThat(digests(database)).isEqualTo(after));

            plant.stopDatabase();
            var since = System.nanoTime();
            copy(
                    folder.resolve("data/postgres"),
                    folder.resolve("cold/postgres"),
                    Set.of("postmaster.pid", "epg-lock"));
            closed(folder.resolve("cold/postgres"));
            try (var server = EmbeddedDatabase.start(folder.resolve("cold"), true)) {
                assertThat(digests(jdbc(server))).isEqualTo(after);
            }
            told("a folder copied and back", since);
            assertThat(files(folder.resolve("backup/files"))).isNotEmpty().isEqualTo(files(folder.resolve("files")));
        }
    }

    private static String drafted(Window scanner) throws InterruptedException {
        return scanner.post(Window.Form.to("/intake").with("channel", "TELEPHONE"))
                .location();
    }

    private static void scanned(Window scanner) throws Exception {
        var photo = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", photo);
        var form = Window.Form.to(drafted(scanner) + "/scans/OTHER").file("files", "户口簿.png", photo.toByteArray());
        assertThat(scanner.post(form).status()).isEqualTo(302);
    }

    private static String archiveCommand() throws IOException {
        Map<String, Map<String, Map<String, List<String>>>> option =
                new Yaml().load(Files.readString(Path.of("src/docker/archive.yml")));
        return option.get("services").get("database").get("command").stream()
                .filter(one -> one.startsWith("archive_command="))
                .findFirst()
                .orElseThrow()
                .substring("archive_command=".length());
    }

    /** As pg_basebackup does it, whose program is not among those of the embedded server. */
    private static void backup(Plant plant, Path base) throws Exception {
        var since = System.nanoTime();
        try (var connection = DriverManager.getConnection(plant.address() + "?user=postgres");
                var statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('drill', true)");
            copy(plant.data(), base, NOT_COPIED);
            try (var label = statement.executeQuery("select labelfile from pg_backup_stop()")) {
                label.next();
                Files.writeString(base.resolve("backup_label"), label.getString(1));
            }
        }
        for (var empty : List.of("pg_wal", "pg_replslot", "pg_stat_tmp")) {
            Files.createDirectories(base.resolve(empty));
        }
        told("a backup while people work", since);
    }

    /** Somebody with all rights does harm. */
    private static void mistake(JdbcClient jdbc) {
        jdbc.sql("drop table award_change cascade").update();
        jdbc.sql("update case_file set applicant_name = '某某'").update();
    }

    /** What was written until now is in the archive. */
    private static void archived(JdbcClient jdbc, Path archive) throws InterruptedException {
        var last = jdbc.sql("select pg_walfile_name(pg_switch_wal())")
                .query(String.class)
                .single();
        var until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!Files.exists(archive.resolve(last))) {
            assertThat(System.nanoTime()).as("archived in time").isLessThan(until);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private interface Look {
        void at(JdbcClient database);
    }

    /** The backup and the archive in an empty folder, started by the product's own means. */
    private void restored(String name, Path base, Path archive, List<String> target, Look look) throws Exception {
        var since = System.nanoTime();
        var data = folder.resolve(name).resolve("postgres");
        copy(base, data, Set.of());
        closed(data);
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "restore_command = 'cp " + archive + "/%f %p'\nrecovery_target_action = promote\n"
                        + String.join("\n", target) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        Files.createFile(data.resolve("recovery.signal"));
        try (var server = EmbeddedDatabase.start(folder.resolve(name), true)) {
            var database = jdbc(server);
            var until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (database.sql("select pg_is_in_recovery()")
                    .query(Boolean.class)
                    .single()) {
                assertThat(System.nanoTime()).as("back in time").isLessThan(until);
                TimeUnit.MILLISECONDS.sleep(50);
            }
            look.at(database);
        }
        told("back to the " + name, since);
    }

    private static JdbcClient jdbc(EmbeddedDatabase server) {
        return JdbcClient.create(new DriverManagerDataSource(server.url("yimen", "postgres")));
    }

    /** A digest of all rows of each table, with their number. */
    private static Map<String, String> digests(JdbcClient jdbc) {
        var digests = new TreeMap<String, String>();
        for (var table : jdbc.sql("select tablename from pg_tables where schemaname = 'public'")
                .query(String.class)
                .list()) {
            digests.put(
                    table,
                    jdbc.sql(
                                    "select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '')"
                                            + " from \"" + table + "\" t")
                            .query(String.class)
                            .single());
        }
        return digests;
    }

    private static Map<String, Long> sequences(JdbcClient jdbc) {
        var last = new TreeMap<String, Long>();
        jdbc.sql("select sequencename, coalesce(last_value, 0) from pg_sequences where schemaname = 'public'")
                .query(row -> {
                    last.put(row.getString(1), row.getLong(2));
                });
        return last;
    }

    private static Map<String, String> files(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        try (var all = Files.walk(folder)) {
            for (var one : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(one).toString(), DigestUtils.md5DigestAsHex(Files.readAllBytes(one)));
            }
        }
        return files;
    }

    /** Files come and go while people work; what is gone is in the log of changes. */
    private static void copy(Path from, Path to, Set<String> not) throws IOException {
        if (!Files.exists(from)) {
            Files.createDirectories(to);
            return;
        }
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes of) throws IOException {
                if (not.contains(folder.getFileName().toString())
                        && folder.getParent().equals(from)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes of) throws IOException {
                if (!not.contains(file.getFileName().toString())) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    } catch (NoSuchFileException gone) {
                        LOG.debug("{} was gone", file);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) throws IOException {
                if (gone instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw gone;
            }
        });
    }

    /** PostgreSQL takes no folder that others may read. */
    private static void closed(Path data) throws IOException {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    }

    private static void told(String what, long since) {
        LOG.info(
                "backup: {} {} ms",
                what,
                Duration.ofNanos(System.nanoTime() - since).toMillis());
    }
}
