package cn.yimen.pages;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * 数据库用不上: nobody's mistake and not for good. The database is gone or starting, the way to it is cut, all its
 * connections are taken or its disk is full: the same work can be tried again a little later.
 */
public final class Outage {

    private static final int DEEP = 12;

    private Outage() {}

    /** Whether this, or what it came from, is an outage. */
    public static boolean is(Throwable fault) {
        Throwable cause = fault;
        for (var seen = 0; cause != null && seen < DEEP; cause = cause.getCause(), seen++) {
            if (cause instanceof CannotGetJdbcConnectionException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof SQLTransientConnectionException
                    || (cause instanceof SQLException sql && away(sql))) {
                return true;
            }
            // a rollback that fails hides what it was to undo
            if (cause instanceof TransactionSystemException hiding
                    && hiding.getOriginalException() != null
                    && hiding.getOriginalException() != cause
                    && is(hiding.getOriginalException())) {
                return true;
            }
        }
        return false;
    }

    /** Of PostgreSQL's classes: 08 connection, 53 out of disk, memory or connections, 57P shut down or not yet up, 58 disk. */
    private static boolean away(SQLException fault) {
        var state = fault.getSQLState();
        return state == null
                // the pool's own words, which bear no code
                ? "Connection is closed".equals(fault.getMessage())
                : state.startsWith("08") || state.startsWith("53") || state.startsWith("57P") || state.startsWith("58");
    }
}
