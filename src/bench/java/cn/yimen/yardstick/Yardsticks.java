package cn.yimen.yardstick;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * 尺子: what the pages of the product are measured against, behind its own security chain and in the same server. Compiled
 * by {@code Load} beside the packaged product and put on its class path; the package itself does not hold them.
 */
@Controller
@Profile("yardstick")
class Yardsticks implements WebMvcConfigurer, HandlerInterceptor {

    private static final String SPEAKER = "org.springframework.jdbc.core.JdbcTemplate";

    private final DataSource database;
    private final Map<String, Object> listModel = new ConcurrentHashMap<>();
    private final AtomicLong statements = new AtomicLong();
    private final Counting counting = new Counting(statements);
    private volatile @Nullable String listView;

    Yardsticks(DataSource database, ObjectProvider<Flyway> flyway) throws SQLException {
        this.database = database;
        try (var owner = flyway.getObject().getConfiguration().getDataSource().getConnection();
                var statement = owner.createStatement()) {
            // a schema of its own: the audit trail does not watch it
            for (var sql : Stream.of(
                            "create schema if not exists yardstick",
                            "create table if not exists yardstick.row (id int primary key, words text not null, n bigint"
                                    + " not null)",
                            "create table if not exists yardstick.line (id bigint generated always as identity primary key,"
                                    + " row_id int not null, words text not null, at timestamptz not null default now())",
                            "insert into yardstick.row select n, md5(n::text), 0 from generate_series(1, 100000) n on conflict"
                                    + " do nothing",
                            "grant usage on schema yardstick to public",
                            "grant select, insert, update on all tables in schema yardstick to public")
                    .toList()) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/cases");
    }

    /** Keeps what the last list was drawn from. */
    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (page == null || page.getViewName() == null || request.getParameter("keep") == null) {
            return;
        }
        listModel.clear();
        page.getModel().forEach((name, value) -> {
            if (value != null) {
                listModel.put(name, value);
            }
        });
        listView = page.getViewName();
    }

    /** The list's own template, from memory. */
    @GetMapping("/yardstick/list")
    ModelAndView list() {
        var view = listView;
        if (view == null) {
            throw new NoSuchElementException("ask /cases?keep=1 first");
        }
        return new ModelAndView(view, new HashMap<>(listModel));
    }

    @GetMapping(path = "/yardstick/hello", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String hello() {
        return "<!DOCTYPE html><title>hello</title><p>hello";
    }

    /** One query, one page. */
    @GetMapping(path = "/yardstick/query", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String query(@RequestParam("id") int id) throws SQLException {
        try (var connection = database.getConnection()) {
            return "<!DOCTYPE html><title>row</title><p>row " + words(connection, id);
        }
    }

    /** Three queries and one row written: what a case page with its access log would be without its contents. */
    @GetMapping(path = "/yardstick/look", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String look(@RequestParam("id") int id) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var page = new StringBuilder("<!DOCTYPE html><title>row</title><p>row ");
            for (var n = 0; n < 3; n++) {
                page.append(words(connection, 1 + (id + n) % 100_000));
            }
            insert(connection, id);
            connection.commit();
            return page.toString();
        }
    }

    /** Two inserts and an update in one transaction. */
    @PostMapping(path = "/yardstick/write", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String write(@RequestParam("id") int id) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, id);
            insert(connection, id);
            try (var update =
                    connection.prepareStatement("update yardstick.row set n = n + 1, words = ? where id = ?")) {
                update.setString(1, UUID.randomUUID().toString());
                update.setInt(2, id);
                update.executeUpdate();
            }
            connection.commit();
            return "<!DOCTYPE html><title>written</title><p>written " + id;
        }
    }

    private static void insert(Connection connection, int id) throws SQLException {
        try (var insert = connection.prepareStatement("insert into yardstick.line (row_id, words) values (?, ?)")) {
            insert.setInt(1, id);
            insert.setString(2, "a line of the yardstick");
            insert.executeUpdate();
        }
    }

    private static String words(Connection connection, int id) throws SQLException {
        try (var query = connection.prepareStatement("select words, n from yardstick.row where id = ?")) {
            query.setInt(1, id);
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) + " " + rows.getLong(2) : "";
            }
        }
    }

    /** How many SQL statements were sent since the last question; asking begins to count. */
    @GetMapping(path = "/yardstick/statements", produces = MediaType.TEXT_PLAIN_VALUE)
    @ResponseBody
    String statements(@RequestParam("count") boolean count) {
        var speaker = (Logger) LoggerFactory.getLogger(SPEAKER);
        speaker.detachAppender(counting);
        speaker.setLevel(count ? Level.DEBUG : null);
        speaker.setAdditive(!count);
        if (count) {
            counting.start();
            speaker.addAppender(counting);
        }
        return Long.toString(statements.getAndSet(0));
    }

    /** Megabytes in use after a collection. */
    @GetMapping(path = "/yardstick/heap", produces = MediaType.TEXT_PLAIN_VALUE)
    @ResponseBody
    String heap() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return Long.toString((runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    /** The first clerk of each township, a line each; the pilot's comes first. */
    @GetMapping(path = "/yardstick/clerks", produces = MediaType.TEXT_PLAIN_VALUE)
    @ResponseBody
    String clerks() throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.createStatement();
                var rows = query.executeQuery(
                        "select login from officer where login ~ '^clerk(\\.|$)' order by length(login) > 5, login")) {
            var clerks = new StringBuilder();
            while (rows.next()) {
                clerks.append(rows.getString(1)).append('\n');
            }
            return clerks.toString();
        }
    }

    /** Rows of the tables that the posts write to, for the count against their answers. */
    @GetMapping(path = "/yardstick/rows", produces = MediaType.TEXT_PLAIN_VALUE)
    @ResponseBody
    String rows() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select (select count(*) from intake_draft),"
                        + " (select coalesce(sum(last), 0) from case_number),"
                        + " (select count(*) from referral_event where act in ('DISPATCH', 'SIGN', 'PASS', 'ANSWER')),"
                        + " (select count(*) from application_step where way = 'START_SURVEY')")) {
            rows.next();
            return rows.getLong(1) + " " + rows.getLong(2) + " " + rows.getLong(3) + " " + rows.getLong(4);
        }
    }

    private static final class Counting extends AppenderBase<ILoggingEvent> {

        private final AtomicLong statements;

        Counting(AtomicLong statements) {
            this.statements = statements;
        }

        @Override
        protected void append(ILoggingEvent event) {
            var words = event.getMessage();
            var thread = event.getThreadName();
            // the jobs speak too, on threads of their own; those of requests are virtual on JDK 24 and later
            if ((thread.contains("-exec-") || thread.startsWith("request-"))
                    && (words.startsWith("Executing prepared SQL statement") || words.startsWith("Executing SQL"))) {
                statements.incrementAndGet();
            }
        }
    }
}
