package cn.yimen.casefile;

import cn.yimen.calendar.DeadlineId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and moves the rows of {@code matter}; the one door to their state. */
@Component
class MatterStore {

    static final String SELECT = """
            select m.*, c.receipt_no, c.applicant_name, c.officer_id
            from matter m join case_file c on c.id = m.case_id
            """;

    private final JdbcClient jdbc;

    MatterStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws NoSuchElementException if there is no such matter */
    MatterView locked(MatterId id) {
        return jdbc.sql(SELECT + " where m.id = ? for update of m")
                .param(id.id())
                .query(MatterStore::read)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no matter " + id));
    }

    /** All matters of a case, locked in one order, so that two of these never wait for each other. */
    List<MatterView> lockedOf(CaseId id) {
        return jdbc.sql(SELECT + " where m.case_id = ? order by m.no for update of m")
                .param(id.id())
                .query(MatterStore::read)
                .list();
    }

    List<MatterView> of(CaseId id) {
        return jdbc.sql(SELECT + " where m.case_id = ? order by m.no")
                .param(id.id())
                .query(MatterStore::read)
                .list();
    }

    /**
     * The only way a state changes.
     *
     * @param more further columns with their values
     * @throws IllegalTransition if the state of the locked row does not lead there
     */
    void move(MatterView locked, MatterState next, Map<String, ? extends @Nullable Object> more) {
        if (!locked.state().ways().contains(next)) {
            throw new IllegalTransition(locked.id(), locked.state(), next);
        }
        var sets = new StringBuilder();
        more.keySet()
                .forEach(column ->
                        sets.append(", ").append(column).append(" = :").append(column));
        jdbc.sql("update matter set state = :next, version = version + 1" + sets + " where id = :id")
                .params(more)
                .param("next", next.name())
                .param("id", locked.id().id())
                .update();
        settle(locked.caseId());
    }

    /** The case follows its matters. */
    void settle(CaseId id) {
        jdbc.sql("""
                        update case_file c set
                            state = s.state,
                            closed_at = case when s.state in ('CLOSED', 'WITHDRAWN') then coalesce(c.closed_at, s.ended_at) end,
                            due_at = s.due_at,
                            version = c.version + 1
                        from (
                            select
                                case
                                    when bool_and(m.state = 'WITHDRAWN') then 'WITHDRAWN'
                                    when bool_or(m.state = 'AWAITING_MATERIALS') then 'AWAITING_MATERIALS'
                                    when bool_or(m.ended_at is null) then 'ACCEPTED'
                                    when bool_or(m.state = 'CONCLUDED') then 'CONCLUDED'
                                    else 'CLOSED' end as state,
                                max(coalesce(m.told_at, m.ended_at)) as ended_at,
                                min(m.due_at) filter (where m.state in ('ACCEPTED', 'TO_REFER', 'REFERRED')) as due_at
                            from matter m where m.case_id = :id
                        ) s
                        where c.id = :id and (c.state, c.due_at) is distinct from (s.state, s.due_at)
                        """).param("id", id.id()).update();
    }

    static MatterView read(ResultSet row, int n) throws SQLException {
        var conclusion = row.getString("conclusion");
        var how = row.getString("told_how");
        return new MatterView(
                new MatterId(Sql.id(row, "id")),
                new CaseId(Sql.id(row, "case_id")),
                new ReceiptNumber(row.getString("receipt_no")),
                row.getInt("no"),
                row.getString("item_code"),
                Sql.id(row, "item_version_id"),
                row.getString("item_name"),
                row.getString("dept_code"),
                row.getBoolean("own"),
                Sql.id(row, "person_id"),
                row.getString("person_name"),
                row.getString("applicant_name"),
                Sql.id(row, "household_id"),
                row.getString("township_code"),
                row.getString("village_code"),
                MatterState.valueOf(row.getString("state")),
                Sql.instant(row, "opened_at"),
                Sql.instantOrNull(row, "accepted_at"),
                deadline(Sql.idOrNull(row, "legal_deadline_id")),
                deadline(Sql.idOrNull(row, "promise_deadline_id")),
                conclusion == null ? null : Conclusion.valueOf(conclusion),
                row.getString("conclusion_words"),
                Sql.instantOrNull(row, "concluded_at"),
                Sql.instantOrNull(row, "told_at"),
                how == null ? null : ToldHow.valueOf(how),
                row.getString("told_note"),
                Sql.id(row, "officer_id"),
                row.getLong("version"));
    }

    private static @Nullable DeadlineId deadline(@Nullable UUID id) {
        return id == null ? null : new DeadlineId(id);
    }
}
