package cn.yimen;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts the SQL statements of a piece of work: a page's number of them must not grow with its rows. */
public final class Statements {

    private Statements() {}

    /**
     * The fewest of three times: what lies in memory is asked again every two seconds, which on a slow machine falls
     * into one reading and not into the next.
     */
    public static long of(Runnable reading) {
        return fewest(() -> once(reading).size());
    }

    /** The same for what can be done only once: the three times are prepared one by one, uncounted. */
    public static long ofEach(Supplier<Runnable> prepared) {
        return fewest(() -> once(prepared.get()).size());
    }

    /** The same as {@link #of}, with each of those that go together ({@link cn.yimen.kernel.Questions}) counted by itself. */
    public static long questions(Runnable reading) {
        return fewest(() -> once(reading).stream()
                .mapToLong(line -> line.getFormattedMessage().split("\n;\n", -1).length)
                .sum());
    }

    private static long fewest(LongSupplier count) {
        return LongStream.generate(count).limit(3).min().orElseThrow();
    }

    private static List<ILoggingEvent> once(Runnable work) {
        var logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        var before = logger.getLevel();
        var lines = new ListAppender<ILoggingEvent>();
        var here = Thread.currentThread().getName();
        lines.start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(lines);
        try {
            work.run();
        } finally {
            logger.detachAppender(lines);
            logger.setAdditive(true);
            logger.setLevel(before);
        }
        return lines.list.stream()
                .filter(line -> line.getThreadName().equals(here))
                // a batch is announced and then executed as a prepared statement
                .filter(line -> !line.getMessage().startsWith("Executing SQL batch"))
                .filter(line -> line.getMessage().startsWith("Executing prepared SQL statement")
                        || line.getMessage().startsWith("Executing SQL"))
                .toList();
    }
}
