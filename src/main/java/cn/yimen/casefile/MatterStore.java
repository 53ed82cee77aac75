package cn.yimen.casefile;

import cn.yimen.calendar.DeadlineId;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
    private final Questions questions;

    MatterStore(JdbcClient jdbc, Questions questions) {
        this.jdbc = jdbc;
        this.questions = questions;
    }

    /**
     * The case first, as everything that changes a case locks it, so that two of them never wait for each other.
     *
     * @throws NoSuchElementException if there is no such matter
     */
    MatterView locked(MatterId id) {
        jdbc.sql("select c.id from case_file c join matter m on m.case_id = c.id where m.id = ? for update of c")
                .param(id.id())
                .query(UUID.class)
                .optional();
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
        return questions.list(asks(id));
    }

    /** What {@link #of} asks. */
    static Question<MatterView> asks(CaseId id) {
        return Question.sql(SELECT + " where m.case_id = ? order by m.no")
                .param(id.id())
                .query(MatterStore::read);
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

    /** 恢复办理 of an own matter that was concluded or withdrawn: what was decided and told stays in the line of time. */
    void reopen(MatterView locked, @Nullable DeadlineId legal, @Nullable DeadlineId promise, @Nullable Instant dueAt) {
        if (!locked.own() || locked.state().open()) {
            throw new IllegalTransition(locked.id(), locked.state(), MatterState.ACCEPTED);
        }
        jdbc.sql("""
                        update matter set state = 'ACCEPTED', version = version + 1, conclusion = null, conclusion_words = null,
                            concluded_at = null, told_at = null, told_how = null, told_note = null, told_by = null,
                            ended_at = null, legal_deadline_id = :legal, promise_deadline_id = :promise, due_at = :due
                        where id = :id
                        """)
                .param("legal", legal == null ? null : legal.id(), java.sql.Types.OTHER)
                .param("promise", promise == null ? null : promise.id(), java.sql.Types.OTHER)
                .param("due", dueAt == null ? null : Sql.at(dueAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", locked.id().id())
                .update();
        settle(locked.caseId());
    }

    /** Whether the same item is open for the same person or household already, so that this one may not open beside it. */
    boolean twinOpen(MatterView matter) {
        return jdbc.sql("""
                        select exists (
                            select 1 from matter m join matter o on o.id <> m.id and o.ended_at is null
                                and o.item_code = m.item_code and o.occasion = m.occasion
                                and (o.person_id = m.person_id or (o.household_wide and o.household_id = m.household_id))
                            where m.id = ?)
                        """).param(matter.id().id()).query(Boolean.class).single();
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
