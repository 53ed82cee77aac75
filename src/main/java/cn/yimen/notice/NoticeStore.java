package cn.yimen.notice;

import cn.yimen.audit.Subject;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and moves the rows of {@code notice}; the one door to their state. */
@Component
class NoticeStore {

    static final String READ = """
            select n.*, d.due_at,
                (select count(*) from notice_objection o where o.notice_id = n.id) as objections,
                (select count(*) from notice_objection o where o.notice_id = n.id and o.settled_at is null) as open_objections
            from notice n join deadline d on d.id = n.deadline_id
            """;

    private final JdbcClient jdbc;
    private final Questions questions;
    private final ObjectProvider<SubjectLock> locks;
    private final Clock clock;

    NoticeStore(JdbcClient jdbc, Questions questions, ObjectProvider<SubjectLock> locks, Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.locks = locks;
        this.clock = clock;
    }

    /** One row, with the end of its limit. */
    record Row(
            NoticeId id,
            String number,
            NoticeKind kind,
            Subject subject,
            int round,
            String townshipCode,
            @Nullable String villageCode,
            String personName,
            Shown shown,
            byte[] digest,
            String phone,
            String basis,
            NoticeState state,
            Instant postedAt,
            DeadlineId deadline,
            Instant endsAt,
            Instant recordedAt,
            String postedWho,
            @Nullable Instant downAt,
            @Nullable String downReason,
            int objections,
            int openObjections) {

        /** The state by the clock: a notice is over when its last second is, not when the job comes by. */
        NoticeState stateAt(Instant now) {
            if (state != NoticeState.POSTED || now.getEpochSecond() <= endsAt.getEpochSecond()) {
                return state;
            }
            return openObjections > 0 ? NoticeState.OBJECTED : NoticeState.ENDED;
        }
    }

    /** Notices whose {@code due_at} is later than this still hang. */
    OffsetDateTime edge() {
        return Sql.at(Instant.ofEpochSecond(clock.instant().getEpochSecond() - 1));
    }

    /** @throws NoSuchElementException if there is none within the officer's scope */
    Row visible(NoticeId id, Officer by) {
        var scope = NoticeScope.of(by);
        if (!NoticeScope.any(by)) {
            throw new NoSuchElementException("no notices for these posts");
        }
        return jdbc.sql(READ + " where n.id = :id and " + scope.condition())
                .param("id", id.id())
                .params(scope.params())
                .query(NoticeStore::read)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no notice " + id));
    }

    /** Locked for a change; scope as for {@link #visible}. */
    Row locked(NoticeId id, Officer by) {
        visible(id, by);
        return locked(id);
    }

    /** The subject first, as whoever moves it does. */
    Row locked(NoticeId id) {
        hold(reread(id).subject());
        jdbc.sql("select id from notice where id = ? for update")
                .param(id.id())
                .query(java.util.UUID.class)
                .single();
        return reread(id);
    }

    void hold(Subject subject) {
        locks.stream().filter(each -> each.kind().equals(subject.kind())).forEach(each -> each.hold(subject.id()));
    }

    Row reread(NoticeId id) {
        return jdbc.sql(READ + " where n.id = ?")
                .param(id.id())
                .query(NoticeStore::read)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no notice " + id));
    }

    Optional<Row> latest(Subject subject) {
        return of(subject).stream().findFirst();
    }

    List<Row> of(Subject subject) {
        return questions.list(asks(subject));
    }

    static Question<Row> asks(Subject subject) {
        return Question.sql(READ + " where n.subject_kind = ? and n.subject_id = ? order by n.round desc")
                .param(subject.kind())
                .param(subject.id())
                .query(NoticeStore::read);
    }

    int openObjections(Subject subject) {
        return questions.one(asksOpenObjections(subject));
    }

    static Question<Integer> asksOpenObjections(Subject subject) {
        return Question.sql("""
                        select count(*) from notice_objection o join notice n on n.id = o.notice_id
                        where n.subject_kind = ? and n.subject_id = ? and o.settled_at is null
                        """).param(subject.kind()).param(subject.id()).query((row, n) -> row.getInt(1));
    }

    void insert(Row row, Officer by) {
        jdbc.sql("""
                        insert into notice (id, number, kind, subject_kind, subject_id, round, township_code, village_code,
                            person_name, shown, digest, phone, basis, posted_at, deadline_id, recorded_at, posted_by,
                            posted_who, posted_place)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        row.id().id(),
                        row.number(),
                        row.kind().name(),
                        row.subject().kind(),
                        row.subject().id(),
                        row.round(),
                        row.townshipCode(),
                        row.villageCode(),
                        row.personName(),
                        row.shown().text(),
                        row.digest(),
                        row.phone(),
                        row.basis(),
                        Sql.at(row.postedAt()),
                        row.deadline().id(),
                        Sql.at(row.recordedAt()),
                        by.id(),
                        by.name(),
                        by.officeName()))
                .update();
    }

    /**
     * Takes a locked notice down or counts it as over.
     *
     * @param by null when the days were over
     */
    void down(Row locked, NoticeState to, @Nullable String reason, @Nullable Officer by) {
        jdbc.sql("""
                        update notice set state = ?, down_at = coalesce(?, down_at, ?), down_by = coalesce(?, down_by),
                            down_reason = coalesce(?, down_reason)
                        where id = ?
                        """)
                .params(Arrays.asList(
                        to.name(),
                        to == NoticeState.ENDED || to == NoticeState.OBJECTED ? null : Sql.at(clock.instant()),
                        Sql.at(locked.endsAt()),
                        by == null ? null : by.id(),
                        reason,
                        locked.id().id()))
                .update();
    }

    void proof(NoticeId id, Proof proof, Officer by) {
        jdbc.sql("""
                        insert into notice_proof (notice_id, at, place, statement, photos, officer_id, who, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        id.id(),
                        Sql.at(proof.at()),
                        proof.place(),
                        proof.statement(),
                        proof.photos().size(),
                        by.id(),
                        by.name(),
                        Sql.at(clock.instant())))
                .update();
    }

    List<NoticeView.ProofView> proofs(NoticeId id) {
        return jdbc.sql("select * from notice_proof where notice_id = ? order by id")
                .param(id.id())
                .query((row, n) -> new NoticeView.ProofView(
                        Sql.instant(row, "at"),
                        row.getString("place"),
                        row.getString("statement"),
                        row.getInt("photos"),
                        row.getString("who"),
                        Sql.instant(row, "recorded_at")))
                .list();
    }

    @Nullable
    String downBy(NoticeId id) {
        return jdbc.sql("select o.name from notice n join officer o on o.id = n.down_by where n.id = ?")
                .param(id.id())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** The next number of the year, {@code GS-2026-0031}; no number is left out, the row is held to the end. */
    String nextNumber() {
        int year = LocalDate.now(clock).getYear();
        int number = jdbc.sql("""
                        insert into notice_number (year, last) values (?, 1)
                        on conflict (year) do update set last = notice_number.last + 1
                        returning last
                        """).param(year).query(Integer.class).single();
        return "GS-%d-%04d".formatted(year, number);
    }

    static Row read(ResultSet row, int n) throws SQLException {
        return new Row(
                new NoticeId(Sql.id(row, "id")),
                row.getString("number"),
                NoticeKind.valueOf(row.getString("kind")),
                new Subject(row.getString("subject_kind"), row.getString("subject_id")),
                row.getInt("round"),
                row.getString("township_code"),
                row.getString("village_code"),
                row.getString("person_name"),
                new Shown(row.getString("shown")),
                row.getBytes("digest"),
                row.getString("phone"),
                row.getString("basis"),
                NoticeState.valueOf(row.getString("state")),
                Sql.instant(row, "posted_at"),
                new DeadlineId(Sql.id(row, "deadline_id")),
                row.getObject("due_at", OffsetDateTime.class)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toInstant(),
                Sql.instant(row, "recorded_at"),
                row.getString("posted_who"),
                Sql.instantOrNull(row, "down_at"),
                row.getString("down_reason"),
                row.getInt("objections"),
                row.getInt("open_objections"));
    }
}
