package cn.yimen.approval;

import cn.yimen.calendar.DeadlineId;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;
import cn.yimen.identity.Officer;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.policy.ConfirmLevel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and moves the rows of {@code application}; the one door to their state. */
@Component
class ApplicationStore {

    static final String SELECT = """
            select a.*, s.words as state_words, s.css as state_css, s.ended, m.item_version_id, m.item_name, m.household_id,
                m.person_id, m.person_name, m.legal_deadline_id, m.promise_deadline_id, c.applicant_id, c.applicant_name,
                c.receipt_no
            from application a
            join approval_state s on s.kind = a.kind and s.state = a.state
            join matter m on m.id = a.matter_id
            join case_file c on c.id = a.case_id
            """;

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Clock clock;

    ApplicationStore(JdbcClient jdbc, Questions questions, Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.clock = clock;
    }

    Optional<ApplicationView> find(ApplicationId id, Officer by) {
        return found("a.id", id.id(), by);
    }

    Optional<ApplicationView> find(MatterId id, Officer by) {
        return found("a.matter_id", id.id(), by);
    }

    private Optional<ApplicationView> found(String column, UUID id, Officer by) {
        var scope = ScopeClause.of(by, "a");
        return questions.first(Question.sql(SELECT + " where " + column + " = :id and " + scope.condition())
                .param("id", id)
                .params(scope.params())
                .query(ApplicationStore::read));
    }

    /** Whoever asks; for what happens by itself. */
    Optional<ApplicationView> ofMatter(MatterId id) {
        return jdbc.sql(SELECT + " where a.matter_id = ?")
                .param(id.id())
                .query(ApplicationStore::read)
                .optional();
    }

    /**
     * Locks the case, the matter and the application, in this order, as every change of them does, so that two of them
     * never wait for each other.
     *
     * @throws NoSuchElementException if there is none
     */
    ApplicationView locked(ApplicationId id) {
        return locked(id, ScopeClause.EVERYTHING);
    }

    /** The same within the officer's reach; what lies outside is not locked. */
    ApplicationView locked(ApplicationId id, Officer by) {
        return locked(id, ScopeClause.of(by, "a"));
    }

    private ApplicationView locked(ApplicationId id, ScopeClause scope) {
        var reached = jdbc.sql(
                        "select c.id from case_file c join application a on a.case_id = c.id where a.id = :id and "
                                + scope.condition() + " for update of c")
                .param("id", id.id())
                .params(scope.params())
                .query(UUID.class)
                .optional();
        if (reached.isEmpty()) {
            throw new NoSuchElementException("no application " + id);
        }
        jdbc.sql("""
                        select m.id from matter m join application a on a.matter_id = m.id where a.id = ? for update of m
                        """).param(id.id()).query(UUID.class).single();
        return jdbc.sql(SELECT + " where a.id = ? for update of a")
                .param(id.id())
                .query(ApplicationStore::read)
                .single();
    }

    ApplicationView reread(ApplicationId id) {
        return jdbc.sql(SELECT + " where a.id = ?")
                .param(id.id())
                .query(ApplicationStore::read)
                .single();
    }

    ApplicationId insert(
            MatterId matter,
            CaseId caseId,
            PathKind kind,
            String itemCode,
            String township,
            @Nullable String village,
            ConfirmLevel level,
            boolean kinFiled,
            Instant receivedAt) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into application (id, matter_id, case_id, kind, state, way, item_code, township_code, village_code,
                            confirm_level, kin_filed, received_at, entered_at)
                        values (:id, :matter, :case, :kind, 'RECEIVED', 'RECEIVE', :item, :township, :village, :level, :kin, :at, :at)
                        """)
                .param("id", id)
                .param("matter", matter.id())
                .param("case", caseId.id())
                .param("kind", kind.name())
                .param("item", itemCode)
                .param("township", township)
                .param("village", village)
                .param("level", level.name())
                .param("kin", kinFiled)
                .param("at", Sql.at(receivedAt))
                .update();
        return new ApplicationId(id);
    }

    /** The only way a state changes; the database compares it with the table of ways once more. */
    ApplicationView move(ApplicationView locked, Paths.WayRow way, boolean ends) {
        var now = Sql.at(clock.instant());
        jdbc.sql("""
                        update application set state = :to, way = :way, round = round + :more, entered_at = :now,
                            ended_at = case when :ends then :now end, version = version + 1,
                            receipted_at = case when :to = 'SUBMITTED' then null else receipted_at end,
                            receipted_by = case when :to = 'SUBMITTED' then null else receipted_by end,
                            paused_at = case when :ends then null else paused_at end
                        where id = :id
                        """)
                .param("to", way.to().name())
                .param("way", way.way().name())
                .param("more", way.newRound() ? 1 : 0)
                .param("ends", ends)
                .param("now", now)
                .param("id", locked.id().id())
                .update();
        return reread(locked.id());
    }

    void step(
            ApplicationView after,
            String way,
            @Nullable ApplicationState from,
            @Nullable String reasonCode,
            @Nullable String reason,
            @Nullable Officer by) {
        jdbc.sql("""
                        insert into application_step (application_id, round, way, from_state, to_state, at, officer_id, who,
                            place, reason_code, reason)
                        values (:id, :round, :way, :from, :to, :at, :officer, :who, :place, :code, :reason)
                        """)
                .param("id", after.id().id())
                .param("round", after.round())
                .param("way", way)
                .param("from", from == null ? null : from.name())
                .param("to", after.state().name())
                .param("at", Sql.at(clock.instant()))
                .param("officer", by == null ? null : by.id(), java.sql.Types.OTHER)
                .param("who", by == null ? "系统" : by.name())
                .param("place", by == null ? "" : by.officeName())
                .param("code", reasonCode)
                .param("reason", reason)
                .update();
    }

    List<Step> steps(ApplicationId id, PathKind kind) {
        return questions.list(asksSteps(id, kind));
    }

    Question<Step> asksSteps(ApplicationId id, PathKind kind) {
        return Question.sql("""
                        select t.*, case t.way when 'RECEIVE' then '受理' when 'RECEIPT' then '签收' when 'EXTENSION' then '延长办理时限'
                                else w.words end as words
                        from application_step t
                        left join approval_way w on w.kind = :kind and w.way = t.way and w.from_state = t.from_state
                        where t.application_id = :id order by t.id desc
                        """)
                .param("kind", kind.name())
                .param("id", id.id())
                .query((row, n) -> new Step(
                        row.getInt("round"),
                        row.getString("from_state") == null ? null : Way.valueOf(row.getString("way")),
                        row.getString("words") == null ? row.getString("way") : row.getString("words"),
                        row.getString("from_state") == null
                                ? null
                                : ApplicationState.valueOf(row.getString("from_state")),
                        ApplicationState.valueOf(row.getString("to_state")),
                        Sql.instant(row, "at"),
                        Sql.idOrNull(row, "officer_id"),
                        row.getString("who"),
                        row.getString("place"),
                        row.getString("reason_code"),
                        row.getString("reason")));
    }

    /** 签收. */
    void receipt(ApplicationId id, Officer by) {
        jdbc.sql("update application set receipted_at = :now, receipted_by = :by, version = version + 1 where id = :id")
                .param("now", Sql.at(clock.instant()))
                .param("by", by.id())
                .param("id", id.id())
                .update();
    }

    /** Who made the last step; none for what happened by itself. */
    Optional<UUID> lastBy(ApplicationId id) {
        return jdbc.sql("select officer_id from application_step where application_id = ? order by id desc limit 1")
                .param(id.id())
                .query((row, n) -> Optional.ofNullable(Sql.idOrNull(row, "officer_id")))
                .optional()
                .flatMap(it -> it);
    }

    void transferredTo(ApplicationId id, MatterId matter) {
        jdbc.sql("update application set transferred_to = ?, version = version + 1 where id = ?")
                .params(matter.id(), id.id())
                .update();
    }

    /** 转来自: the application that this matter was opened by; none for an ordinary one. */
    Optional<ApplicationId> transferredFrom(MatterId matter) {
        return questions.first(asksTransferredFrom(matter));
    }

    Question<ApplicationId> asksTransferredFrom(MatterId matter) {
        return Question.sql("select id from application where transferred_to = ?")
                .param(matter.id())
                .query((row, n) -> new ApplicationId(Sql.id(row, "id")));
    }

    Optional<MatterId> transferredTo(ApplicationId id) {
        return questions.first(asksTransferredTo(id));
    }

    Question<MatterId> asksTransferredTo(ApplicationId id) {
        return Question.sql("select transferred_to from application where id = ? and transferred_to is not null")
                .param(id.id())
                .query((row, n) -> new MatterId(Sql.id(row, "transferred_to")));
    }

    void paused(ApplicationId id, @Nullable Instant since) {
        jdbc.sql("update application set paused_at = :since, version = version + 1 where id = :id")
                .param("since", since == null ? null : Sql.at(since), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", id.id())
                .update();
    }

    static ApplicationView read(ResultSet row, int n) throws SQLException {
        var way = row.getString("way");
        var legal = DeadlineId.read(row, "legal_deadline_id");
        var promise = DeadlineId.read(row, "promise_deadline_id");
        return new ApplicationView(
                new ApplicationId(Sql.id(row, "id")),
                new MatterId(Sql.id(row, "matter_id")),
                new CaseId(Sql.id(row, "case_id")),
                PathKind.valueOf(row.getString("kind")),
                ApplicationState.valueOf(row.getString("state")),
                row.getString("state_words"),
                row.getString("state_css"),
                row.getBoolean("ended"),
                way.equals("RECEIVE") ? null : Way.valueOf(way),
                row.getInt("round"),
                row.getString("item_code"),
                Sql.id(row, "item_version_id"),
                row.getString("item_name"),
                Sql.id(row, "household_id"),
                Sql.id(row, "person_id"),
                row.getString("person_name"),
                Sql.id(row, "applicant_id"),
                row.getString("applicant_name"),
                row.getString("receipt_no"),
                row.getString("township_code"),
                row.getString("village_code"),
                ConfirmLevel.valueOf(row.getString("confirm_level")),
                row.getBoolean("kin_filed"),
                Sql.instant(row, "received_at"),
                Sql.instant(row, "entered_at"),
                Sql.instantOrNull(row, "paused_at"),
                Sql.instantOrNull(row, "receipted_at"),
                Sql.instantOrNull(row, "ended_at"),
                legal != null ? legal : promise,
                promise,
                DeadlineId.read(row, "deadline_id"),
                row.getLong("version"));
    }
}
