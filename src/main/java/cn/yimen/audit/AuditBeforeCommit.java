package cn.yimen.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * 提交前入链: seals, as the last thing a transaction does, the rows it changed and the acts it noted, so that a chain is
 * held for the length of one insert and a commit. If it cannot, the transaction does not commit.
 */
@Component
class AuditBeforeCommit implements TransactionExecutionListener {

    static final RowMapper<Change> CHANGE = (row, n) -> new Change(
            row.getLong("id"),
            row.getTimestamp("at").toInstant(),
            row.getString("db_user"),
            row.getString("table_name"),
            row.getString("op"),
            row.getString("row_id"),
            row.getLong("row_count"),
            row.getString("about"),
            row.getString("changes"));

    private final JdbcTemplate jdbc;
    private final AuditChains chains;
    private final Clock clock;

    AuditBeforeCommit(JdbcTemplate jdbc, AuditChains chains, Clock clock) {
        this.jdbc = jdbc;
        this.chains = chains;
        this.clock = clock;
    }

    @Override
    public void beforeCommit(TransactionExecution transaction) {
        if (transaction.isReadOnly()) {
            return;
        }
        var entries = new ArrayList<>(AuditLog.Pending.taken());
        var changes = new ArrayList<>(jdbc.query("""
                delete from audit_change where xid = pg_current_xact_id_if_assigned()
                returning id, at, db_user, table_name, op, row_id, row_count, about, changes
                """, CHANGE));
        changes.sort((a, b) -> Long.compare(a.id(), b.id()));
        if (!changes.isEmpty()) {
            // only now: asking who it is may load the session, in a transaction of its own that ends here too
            var origin = Origin.present();
            for (var change : changes) {
                entries.add(change.entry(clock.instant(), origin));
            }
        }
        chains.append(entries);
    }

    record Change(
            long id,
            Instant at,
            String dbUser,
            String table,
            String op,
            String rowId,
            long rows,
            @Nullable String about,
            @Nullable String changes) {

        Entry entry(Instant at, Origin origin) {
            return new Entry(
                    at,
                    Entry.Kind.ROW,
                    origin.officerId(),
                    origin.officer(),
                    origin.address(),
                    origin.request(),
                    op,
                    new Subject(table, rowId),
                    about,
                    null,
                    null,
                    changes != null ? changes : "{\"行数\":" + rows + "}");
        }
    }
}
