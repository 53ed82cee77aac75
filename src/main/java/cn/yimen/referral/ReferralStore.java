package cn.yimen.referral;

import cn.yimen.calendar.DeadlineId;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and moves the rows of {@code referral}; the one door to their state. */
@Component
class ReferralStore {

    private final JdbcClient jdbc;
    private final Questions questions;
    private final ReferralSecrets secrets;
    private final Clock clock;

    ReferralStore(JdbcClient jdbc, Questions questions, ReferralSecrets secrets, Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** @throws NoSuchElementException if there is none within the officer's scope */
    Referral visible(ReferralId id, Officer by) {
        var scope = ReferralScope.of(by);
        return jdbc.sql("select r.* from referral r where r.id = :id and " + scope.condition())
                .param("id", id.id())
                .params(scope.params())
                .query(this::read)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no referral " + id));
    }

    /**
     * Locked for a change, the matter first: the case module locks it before it tells us of a change of its own.
     *
     * @throws NoSuchElementException if there is none within the officer's scope
     */
    Referral locked(ReferralId id, Officer by) {
        var scope = ReferralScope.of(by);
        var matter = jdbc.sql("select m.id from matter m join referral r on r.matter_id = m.id where r.id = :id and "
                        + scope.condition() + " for update of m")
                .param("id", id.id())
                .params(scope.params())
                .query(UUID.class)
                .optional();
        if (matter.isEmpty()) {
            throw new NoSuchElementException("no referral " + id);
        }
        return jdbc.sql("select r.* from referral r where r.id = ? for update")
                .param(id.id())
                .query(this::read)
                .single();
    }

    /** The one that is not over yet, locked. */
    Optional<Referral> openOf(MatterId matter) {
        lockMatter(matter);
        return jdbc.sql("select r.* from referral r where r.matter_id = ? and r.ended_at is null for update")
                .param(matter.id())
                .query(this::read)
                .optional();
    }

    private void lockMatter(MatterId matter) {
        jdbc.sql("select id from matter where id = ? for update")
                .param(matter.id())
                .query(UUID.class)
                .single();
    }

    /** The limit that counts now is that of this clock: it decides the light and the place in every list. */
    Referral show(ReferralId id, ReferralClock clock) {
        return jdbc.sql("""
                        update referral r set (deadline_id, due_at) = (select d.id, d.due_at
                            from referral_clock c join deadline d on d.id = c.deadline_id
                            where c.referral_id = r.id and c.clock = ?)
                        where r.id = ? returning r.*
                        """).params(clock.name(), id.id()).query(this::read).single();
    }

    /** As it is, for a job that reads whatever there is. */
    Referral unlocked(ReferralId id) {
        return jdbc.sql("select r.* from referral r where r.id = ?")
                .param(id.id())
                .query(this::read)
                .single();
    }

    /** A new row for a matter that waits to be sent; the first or a further one. */
    Referral insert(MatterId matter, String deptCode, int round, Instant now) {
        return jdbc.sql("""
                        insert into referral (id, matter_id, case_id, round, receipt_no, item_code, item_name, dept_code,
                            township_code, village_code, person_id, person_name, state, created_at)
                        select :id, m.id, m.case_id, :round, c.receipt_no, m.item_code, m.item_name, :department,
                            m.township_code, m.village_code, m.person_id, m.person_name, 'TO_DISPATCH', :now
                        from matter m join case_file c on c.id = m.case_id where m.id = :matter
                        returning *
                        """)
                .param("id", UUID.randomUUID())
                .param("round", round)
                .param("department", deptCode)
                .param("now", Sql.at(now))
                .param("matter", matter.id())
                .query(this::read)
                .single();
    }

    /**
     * The only way a state changes.
     *
     * @throws IllegalTransition if the locked row's state does not allow the act
     */
    Referral move(Referral locked, ReferralAct act) {
        var next = locked.state().ways().get(act);
        if (next == null) {
            throw new IllegalTransition(locked.id(), locked.state(), act);
        }
        var now = Sql.at(clock.instant());
        return jdbc.sql("""
                        update referral set state = :next, version = version + 1, awaiting_enc = null,
                            deadline_id = null, due_at = null,
                            signed_at = case when :signs then :now else signed_at end,
                            ended_at = case when :ends then :now else ended_at end
                        where id = :id returning *
                        """)
                .param("next", next.name())
                .param("now", now)
                .param("signs", act == ReferralAct.SIGN)
                .param("ends", next.ended())
                .param("id", locked.id().id())
                .query(this::read)
                .single();
    }

    /** 转出: department, number and what the department may know, together with the state. */
    Referral dispatch(Referral locked, String deptCode, String number, @Nullable String factsJson) {
        var next = locked.state().ways().get(ReferralAct.DISPATCH);
        if (next == null) {
            throw new IllegalTransition(locked.id(), locked.state(), ReferralAct.DISPATCH);
        }
        return jdbc.sql("""
                        update referral set state = :next, version = version + 1, dept_code = :department, number = :number,
                            facts_enc = :facts, dispatched_at = :now, deadline_id = null, due_at = null
                        where id = :id returning *
                        """)
                .param("next", next.name())
                .param("department", deptCode)
                .param("number", number)
                .param("facts", secrets.sealFacts(factsJson), java.sql.Types.BINARY)
                .param("now", Sql.at(clock.instant()))
                .param("id", locked.id().id())
                .query(this::read)
                .single();
    }

    /** 退回: who gives it back and where it may belong, together with the state. */
    Referral giveBack(Referral locked, boolean byDepartment, @Nullable String suggested) {
        var next = locked.state().ways().get(ReferralAct.GIVE_BACK);
        if (next == null) {
            throw new IllegalTransition(locked.id(), locked.state(), ReferralAct.GIVE_BACK);
        }
        return jdbc.sql("""
                        update referral set state = :next, version = version + 1, returned_by = :by,
                            suggested_dept_code = :suggested, ended_at = :now, awaiting_enc = null,
                            deadline_id = null, due_at = null
                        where id = :id returning *
                        """)
                .param("next", next.name())
                .param("by", byDepartment ? "DEPARTMENT" : "PERSON")
                .param("suggested", suggested)
                .param("now", Sql.at(clock.instant()))
                .param("id", locked.id().id())
                .query(this::read)
                .single();
    }

    /** What the department waits for; null when it has come. */
    Referral await(ReferralId id, @Nullable String words) {
        return jdbc.sql("update referral set awaiting_enc = ?, version = version + 1 where id = ? returning *")
                .params(Arrays.asList(secrets.sealAwaiting(words), id.id()))
                .query(this::read)
                .single();
    }

    /** The next number of the year, {@code ZB-2026-0191}; no number is left out, the row is held to the end. */
    String nextNumber() {
        int year = LocalDate.now(clock).getYear();
        int number = jdbc.sql("""
                        insert into referral_number (year, last) values (?, 1)
                        on conflict (year) do update set last = referral_number.last + 1
                        returning last
                        """).param(year).query(Integer.class).single();
        return number(year, number);
    }

    static String number(int year, int running) {
        return "ZB-%d-%04d".formatted(year, running);
    }

    void event(ReferralId id, String act, @Nullable Officer by, @Nullable String words, @Nullable String basis) {
        jdbc.sql("""
                        insert into referral_event (referral_id, at, act, officer_id, who, place, words_enc, basis)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        id.id(),
                        Sql.at(clock.instant()),
                        act,
                        by == null ? null : by.id(),
                        by == null ? "系统" : by.name(),
                        by == null ? "" : by.officeName(),
                        secrets.sealWords(words),
                        basis))
                .update();
    }

    /** The oldest first. */
    List<Event> events(ReferralId id) {
        return questions.list(asksEvents(id));
    }

    /** What {@link #events} asks. */
    Question<Event> asksEvents(ReferralId id) {
        return Question.sql("select * from referral_event where referral_id = ? order by id")
                .param(id.id())
                .query((row, n) -> new Event(
                        Sql.instant(row, "at"),
                        row.getString("act"),
                        row.getString("who"),
                        row.getString("place"),
                        secrets.words(row.getBytes("words_enc")),
                        row.getString("basis")));
    }

    /** What was told to the department, as JSON; null before it was sent. */
    @Nullable
    String facts(ReferralId id) {
        return questions.one(asksFacts(id)).orElse(null);
    }

    /** What {@link #facts} asks. */
    Question<Optional<String>> asksFacts(ReferralId id) {
        return Question.sql("select facts_enc from referral where id = ?")
                .param(id.id())
                .query((row, n) -> Optional.ofNullable(secrets.facts(row.getBytes("facts_enc"))));
    }

    /** One line of what happened. */
    record Event(
            Instant at,
            String act,
            String who,
            String place,
            @Nullable String words,
            @Nullable String basis) {}

    Referral read(ResultSet row, int n) throws SQLException {
        return new Referral(
                new ReferralId(Sql.id(row, "id")),
                new MatterId(Sql.id(row, "matter_id")),
                new CaseId(Sql.id(row, "case_id")),
                row.getInt("round"),
                row.getString("number"),
                row.getString("receipt_no"),
                row.getString("item_code"),
                row.getString("item_name"),
                row.getString("dept_code"),
                row.getString("township_code"),
                row.getString("village_code"),
                Sql.id(row, "person_id"),
                row.getString("person_name"),
                ReferralState.valueOf(row.getString("state")),
                DeadlineId.read(row, "deadline_id"),
                Sql.instantOrNull(row, "due_at"),
                secrets.awaiting(row.getBytes("awaiting_enc")),
                Sql.instant(row, "created_at"),
                Sql.instantOrNull(row, "dispatched_at"),
                Sql.instantOrNull(row, "ended_at"),
                row.getString("suggested_dept_code"));
    }
}
