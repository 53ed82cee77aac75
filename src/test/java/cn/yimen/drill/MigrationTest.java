package cn.yimen.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.PostgresTestConfiguration.Superuser;
import cn.yimen.access.ServedTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * OP-1: the newest migrations are tried on a filled database. An empty one is brought to the state before them, filled with
 * the rows of a demo district of today (those columns of those tables that were there then), and migrated: no row is lost
 * or changed but where the migration says so with a line {@code -- changes: table.column}, the tables are then those of
 * today, and the time is told.
 *
 * <p>{@code -Dyimen.migrations=1,5,20} names how many migrations back the states lie.
 */
@ServedTest
@NullUnmarked
class MigrationTest {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationTest.class);
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Pattern CHANGES = Pattern.compile("(?m)^-- changes: (\\w+\\.[\\w*]+)$");

    @Autowired
    Flyway flyway;

    @Autowired
    FlywayConnectionDetails owner;

    @Autowired
    Superuser superuser;

    static IntStream back() {
        return Arrays.stream(System.getProperty("yimen.migrations", "1,5").split(","))
                .mapToInt(Integer::parseInt);
    }

    @ParameterizedTest
    @MethodSource("back")
    void aFilledDatabaseOfAnEarlierStateLosesNothing_OP_1(int back) throws Exception {
        var versions = Arrays.stream(flyway.info().applied())
                .filter(one -> one.getVersion() != null)
                .toList();
        var before = versions.get(versions.size() - 1 - back).getVersion();
        var newest = versions.subList(versions.size() - back, versions.size());
        var name = "migrated_" + back + "_" + Long.toHexString(System.nanoTime());
        try (var server = DriverManager.getConnection(superuser.url());
                var statement = server.createStatement()) {
            statement.execute("create database " + name + " owner " + owner.getUsername());
            migrate(name, before);
            try (var connection = DriverManager.getConnection(
                    database(superuser.url(), name) + "&options=-c%20session_replication_role=replica")) {
                var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
                var filled = fill(server, connection, jdbc);
                for (var table : filled.keySet()) {
                    jdbc.sql("create table was." + table + " as table public." + table)
                            .update();
                }

                var since = System.nanoTime();
                migrate(name, MigrationVersion.LATEST);
                var took = Duration.ofNanos(System.nanoTime() - since);

                LOG.info(
                        "migrations: {} on {} tables with {} rows in {} ms",
                        newest.stream().map(one -> one.getScript()).toList(),
                        filled.size(),
                        filled.values().stream().mapToLong(Long::longValue).sum(),
                        took.toMillis());
                assertThat(took).isLessThan(LONGEST);
                assertThat(columns(connection)).isEqualTo(columns(server));
                assertThat(changed(jdbc, filled.keySet()))
                        .as("changed or lost, and no line of the migration says so")
                        .isSubsetOf(declared(newest.stream()
                                .map(one -> Path.of(one.getPhysicalLocation()))
                                .toList()));
            }
            statement.execute("drop database " + name + " with (force)");
        }
    }

    private void migrate(String name, MigrationVersion to) {
        Flyway.configure()
                .configuration(flyway.getConfiguration())
                .dataSource(database(owner.getJdbcUrl(), name), owner.getUsername(), owner.getPassword())
                .target(to)
                .load()
                .migrate();
    }

    private static String database(String url, String name) {
        return url.replaceFirst("/test_[0-9a-f_]+", "/" + name);
    }

    /** Tables that migrations fill belong to them; all others get the rows of today. */
    private static Map<String, Long> fill(Connection from, Connection to, JdbcClient jdbc) throws Exception {
        jdbc.sql("create schema was").update();
        var there = columns(from);
        var filled = new TreeMap<String, Long>();
        var leftOut = new ArrayList<String>();
        for (var table : columns(to).entrySet()) {
            var name = table.getKey();
            if (rows(jdbc, name) > 0 || !there.containsKey(name)) {
                continue;
            }
            var both = new TreeSet<>(table.getValue().keySet());
            both.retainAll(there.get(name).keySet());
            both.removeAll(jdbc.sql("""
                            select column_name from information_schema.columns
                            where table_schema = 'public' and table_name = ? and is_generated = 'ALWAYS'
                            """).param(name).query(String.class).list());
            var list = "\"" + String.join("\", \"", both) + "\"";
            var bytes = new ByteArrayOutputStream();
            from.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (select " + list + " from " + name + ") to stdout", bytes);
            try {
                to.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "copy " + name + " (" + list + ") from stdin",
                                new ByteArrayInputStream(bytes.toByteArray()));
            } catch (SQLException newer) {
                leftOut.add(name + ": " + newer.getMessage()); // its rows cannot have been there then
                continue;
            }
            if (rows(jdbc, name) > 0) {
                filled.put(name, rows(jdbc, name));
            }
        }
        jdbc.sql("""
                        select format('select setval(%L, (select max(%I) from %I))', pg_get_serial_sequence(table_name, column_name),
                            column_name, table_name)
                        from information_schema.columns where table_schema = 'public' and is_identity = 'YES'
                        """)
                .query(String.class)
                .list()
                .forEach(set -> jdbc.sql(set).query().listOfRows());
        LOG.info("migrations: left out {}", leftOut);
        assertThat(leftOut.size()).as("tables left out: " + leftOut).isLessThan(filled.size() / 10);
        assertThat(filled)
                .containsKeys("case_file", "matter", "person", "officer")
                .hasSizeGreaterThan(40);
        return filled;
    }

    private static long rows(JdbcClient jdbc, String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    /** Types of the columns by name, by table. */
    private static Map<String, Map<String, String>> columns(Connection of) {
        var tables = new TreeMap<String, Map<String, String>>();
        JdbcClient.create(new SingleConnectionDataSource(of, true)).sql("""
                        select t.table_name, c.column_name, concat_ws(' ', c.udt_name, c.is_nullable, c.column_default)
                        from information_schema.tables t join information_schema.columns c using (table_schema, table_name)
                        where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'
                        """).query(row -> {
            tables.computeIfAbsent(row.getString(1), any -> new TreeMap<>()).put(row.getString(2), row.getString(3));
        });
        return tables;
    }

    /** Columns of rows that are not there any more as they were. */
    private static Set<String> changed(JdbcClient jdbc, Set<String> tables) {
        var changed = new TreeSet<String>();
        for (var table : tables) {
            var columns = jdbc
                    .sql("""
                            select w.column_name, n.column_name is not null
                            from information_schema.columns w left join information_schema.columns n
                                on n.table_schema = 'public' and n.table_name = w.table_name and n.column_name = w.column_name
                            where w.table_schema = 'was' and w.table_name = ? order by 1
                            """)
                    .param(table)
                    .query((row, n) -> {
                        if (!row.getBoolean(2)) {
                            changed.add(table + "." + row.getString(1));
                        }
                        return row.getBoolean(2) ? row.getString(1) : "";
                    })
                    .list()
                    .stream()
                    .filter(one -> !one.isEmpty())
                    .toList();
            if (lost(jdbc, table, columns)) {
                var each = columns.stream()
                        .filter(one -> lost(jdbc, table, List.of(one)))
                        .toList();
                each.forEach(one -> changed.add(table + "." + one));
                if (each.isEmpty()) {
                    changed.add(table + ".*"); // the values are there, but in other rows
                }
            }
        }
        return changed;
    }

    private static boolean lost(JdbcClient jdbc, String table, List<String> columns) {
        if (columns.isEmpty()) {
            return false;
        }
        var row = "row(\"" + String.join("\", \"", columns) + "\")::text";
        return jdbc.sql("select exists (select %s from was.%s except all select %s from public.%s)"
                        .formatted(row, table, row, table))
                .query(Boolean.class)
                .single();
    }

    private static Set<String> declared(List<Path> migrations) throws IOException {
        var declared = new TreeSet<String>();
        for (var one : migrations) {
            CHANGES.matcher(Files.readString(one)).results().forEach(found -> declared.add(found.group(1)));
        }
        return declared;
    }
}
