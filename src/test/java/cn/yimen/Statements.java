package cn.yimen;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts the SQL statements of a piece of work: a page's number of them must not grow with its rows. */
public final class Statements {

    private Statements() {}

    public static long of(Runnable work) {
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
                .filter(line -> line.getMessage().startsWith("Executing prepared SQL statement")
                        || line.getMessage().startsWith("Executing SQL"))
                .count();
    }
}
