package cn.yimen.policy;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 政策参数维护, by the administrator. A row that stands is never changed: a new value begins on its own day, a mistake is
 * corrected by a row that replaces it, and what was decided before keeps the rows it was decided with (REG-5).
 */
@Service
@Transactional
@PreAuthorize("hasRole('ADMINISTRATOR')")
public class Parameters {

    private final JdbcClient jdbc;
    private final Policy policy;
    private final AuditLog audit;
    private final Clock clock;

    Parameters(JdbcClient jdbc, Policy policy, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is entered.
     *
     * @param value as {@link ParameterType#parse} keeps it
     * @param to last day, inclusive; none when it holds until the next value begins
     * @param question code of the open question, for an unconfirmed value
     */
    public record Entry(
            String value,
            LocalDate from,
            @Nullable LocalDate to,
            String basis,
            boolean confirmed,
            @Nullable String question,
            String note) {}

    /**
     * Enters a value that begins on its own day.
     *
     * @throws DayTaken if a value of the key begins on that day already: that one is to be corrected
     */
    public long enter(String key, Entry entry, Officer by) {
        lock(key);
        var head = head(key, entry.from());
        if (head != null && head.state() != ParameterState.WITHDRAWN) {
            throw new DayTaken(head.id());
        }
        return add(key, entry, head == null ? null : head.id(), "录入政策参数", by);
    }

    /**
     * Puts another row in the place of one that is wrong.
     *
     * @throws NoSuchElementException if the key has no such row
     * @throws OptimisticLockingFailureException if somebody has replaced it meanwhile
     * @throws DayTaken if the day is moved to one on which another value begins
     */
    public long correct(String key, long id, Entry entry, Officer by) {
        lock(key);
        var wrong = standing(key, id);
        var head = head(key, entry.from());
        if (head != null && head.id() != id && head.state() != ParameterState.WITHDRAWN) {
            throw new DayTaken(head.id());
        }
        return add(key, entry, wrong.id(), "更正政策参数", by);
    }

    /**
     * Takes back a value that has not begun yet.
     *
     * @throws IllegalStateException if it has begun: then it is to be corrected
     */
    public void withdraw(String key, long id, Officer by) {
        lock(key);
        var row = standing(key, id);
        if (!row.from().isAfter(LocalDate.now(clock))) {
            throw new IllegalStateException("parameter row " + id + " is in effect already");
        }
        insert(
                key,
                new Entry(row.value(), row.from(), row.to(), row.basis(), false, row.question(), ""),
                ParameterState.WITHDRAWN,
                id,
                by);
        audit.changed(by, "撤销政策参数", new Subject("parameter", key), json(row.value(), "", row.from()));
        policy.changed();
    }

    /** The value that begins on the wanted day stands already. */
    public static final class DayTaken extends RuntimeException {

        private final long row;

        DayTaken(long row) {
            super("a value begins on that day already: row " + row);
            this.row = row;
        }

        public long row() {
            return row;
        }
    }

    private long add(String key, Entry entry, @Nullable Long replaces, String act, Officer by) {
        var before = policy.find(key, entry.from()).map(ParameterValue::value).orElse("");
        long id = insert(
                key, entry, entry.confirmed() ? ParameterState.CONFIRMED : ParameterState.UNCONFIRMED, replaces, by);
        audit.changed(by, act, new Subject("parameter", key), json(before, entry.value(), entry.from()));
        policy.changed();
        return id;
    }

    private long insert(String key, Entry entry, ParameterState state, @Nullable Long replaces, Officer by) {
        return jdbc.sql("""
                        insert into policy_parameter (key, value, valid_from, valid_to, basis, state, question, note,
                            replaces, entered_by, entered_by_name, entered_at)
                        values (:key, :value, :from, :to, :basis, :state, :question, :note,
                            :replaces, :by, :name, :at)
                        returning id
                        """)
                .param("key", key)
                .param("value", entry.value())
                .param("from", entry.from())
                .param("to", entry.to(), java.sql.Types.DATE)
                .param("basis", entry.basis())
                .param("state", state.name())
                .param("question", entry.question(), java.sql.Types.VARCHAR)
                .param("note", entry.note())
                .param("replaces", replaces, java.sql.Types.BIGINT)
                .param("by", by.id())
                .param("name", by.name())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** One writer a key, so that two entries for one day cannot pass each other. */
    private void lock(String key) {
        policy.key(key);
        jdbc.sql("select pg_advisory_xact_lock(7302, hashtext(?))").param(key).query(row -> {});
    }

    private record Head(long id, ParameterState state) {}

    /** The last row of the chain that begins on a day. */
    private @Nullable Head head(String key, LocalDate from) {
        return jdbc.sql("""
                        select p.id, p.state from policy_parameter p
                        where p.key = ? and p.valid_from = ?
                            and not exists (select 1 from policy_parameter r where r.replaces = p.id)
                        order by p.id desc limit 1
                        """)
                .params(key, from)
                .query((row, n) -> new Head(row.getLong("id"), ParameterState.valueOf(row.getString("state"))))
                .optional()
                .orElse(null);
    }

    private ParameterValue standing(String key, long id) {
        var row = policy.history(key).stream().filter(each -> each.id() == id).findFirst();
        if (row.isEmpty() || row.get().state() == ParameterState.WITHDRAWN) {
            throw new NoSuchElementException("no parameter row " + id + " of " + key);
        }
        boolean replaced = jdbc.sql("select exists (select 1 from policy_parameter where replaces = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
        if (replaced) {
            throw new OptimisticLockingFailureException("parameter row " + id + " was replaced meanwhile");
        }
        return row.get();
    }

    private static String json(String before, String after, LocalDate from) {
        return "{\"from\":\"%s\",\"value\":[\"%s\",\"%s\"]}".formatted(from, before, after);
    }
}
