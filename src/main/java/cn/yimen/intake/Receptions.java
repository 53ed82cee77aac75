package cn.yimen.intake;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.Deadlines;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.kernel.Sql;
import cn.yimen.policy.Policy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 接待 (IN-1): arrival starts the clock, only the definite answer stops it. Everything is in the database, so the clock
 * runs on through a restart, on another computer and with another clerk.
 */
@Service
@Transactional
public class Receptions {

    /** 窗口 15 分钟答复 (policy/000 四(一)). */
    public static final DeadlineKind ANSWER_CLOCK = DeadlineKind.clock("reception.answer", "窗口答复");

    static final String LIMIT_PARAMETER = "window.answerMinutes";

    private static final String COLUMNS = """
            r.id, r.township_code, r.day, r.ticket, r.name, r.clerk_id, r.first_clerk_id, r.state, r.started_at, r.due_at,
            r.deadline_id, r.ended_at, r.answer, r.answer_words, r.draft_id
            """;

    private final JdbcClient jdbc;
    private final Deadlines deadlines;
    private final Policy policy;
    private final Officers officers;
    private final AuditLog audit;
    private final Clock clock;

    Receptions(JdbcClient jdbc, Deadlines deadlines, Policy policy, Officers officers, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.deadlines = deadlines;
        this.policy = policy;
        this.officers = officers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 开始接待: the clock starts now.
     *
     * @throws ReceptionBusy if the clerk has a running one
     */
    public Reception start(Officer by) {
        var township = windowOf(by);
        jdbc.sql("select 1 from officer where id = ? for update")
                .param(by.id())
                .query(Integer.class)
                .single();
        running(by).ifPresent(other -> {
            throw new ReceptionBusy(other.number());
        });
        var now = clock.instant();
        var day = LocalDate.ofInstant(now, clock.getZone());
        int ticket = jdbc.sql("""
                        insert into reception_counter (township_code, day, last) values (?, ?, 1)
                        on conflict (township_code, day) do update set last = reception_counter.last + 1
                        returning last
                        """).params(township, day).query(Integer.class).single();
        var deadline = deadlines.start(ANSWER_CLOCK, Budget.minutes(policy.days(LIMIT_PARAMETER, day)), now);
        var id = new ReceptionId(UUID.randomUUID());
        jdbc.sql("""
                        insert into reception (id, township_code, day, ticket, clerk_id, first_clerk_id, state, started_at,
                            due_at, deadline_id)
                        values (?, ?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?)
                        """)
                .params(
                        id.id(),
                        township,
                        day,
                        ticket,
                        by.id(),
                        by.id(),
                        at(now),
                        at(deadlines.view(deadline).dueAt()),
                        deadline.id())
                .update();
        note(id, "STARTED", by, null);
        return get(id, by);
    }

    /** What the bar on every page shows; empty for somebody who receives nobody. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public WindowClock clockOf(Officer of) {
        var township = windowOf(of);
        return jdbc.sql("""
                        select n.suspended, n.next, %s
                        from (select
                            (select count(*) from reception where clerk_id = :me and state = 'SUSPENDED') as suspended,
                            coalesce((select last from reception_counter where township_code = :township and day = :day), 0)
                                + 1 as next) n
                        left join reception r on r.clerk_id = :me and r.state = 'RUNNING'
                        """.formatted(COLUMNS))
                .param("me", of.id())
                .param("township", township)
                .param("day", LocalDate.now(clock))
                .query((row, n) -> new WindowClock(
                        row.getObject("id") == null ? null : map(row),
                        row.getInt("suspended"),
                        row.getInt("next"),
                        clock.instant()))
                .single();
    }

    /** The clerk's running reception. */
    @Transactional(readOnly = true)
    public Optional<Reception> running(Officer of) {
        return jdbc.sql("select %s from reception r where r.clerk_id = ? and r.state = 'RUNNING'".formatted(COLUMNS))
                .param(of.id())
                .query((row, n) -> map(row))
                .optional();
    }

    /** @throws NoSuchElementException if there is none in the officer's scope */
    @Transactional(readOnly = true)
    public Reception get(ReceptionId id, Officer of) {
        return find(id, of, false);
    }

    /** 挂起: the person waits, the clerk receives another; the clock runs on. */
    public Reception suspend(ReceptionId id, Officer by) {
        var reception = mine(id, by);
        move(reception, ReceptionState.SUSPENDED);
        note(id, "SUSPENDED", by, null);
        return get(id, by);
    }

    /** 继续接待: what was running until now is suspended. */
    public Reception resume(ReceptionId id, Officer by) {
        var reception = mine(id, by);
        if (reception.state() != ReceptionState.RUNNING) {
            running(by).ifPresent(other -> suspend(other.id(), by));
            move(reception, ReceptionState.RUNNING);
            note(id, "RESUMED", by, null);
        }
        return get(id, by);
    }

    /**
     * 接手: a colleague of the same window goes on with it; the clock runs on and first contact stays where it was (IN-7).
     *
     * @throws IllegalReceptionStep if it has been answered
     */
    public Reception takeOver(ReceptionId id, Officer by, String reason) {
        var reception = find(id, by, true);
        requireSameWindow(reception, by);
        if (!reception.open()) {
            throw new IllegalReceptionStep(reception.number() + " 号已经答复，不用接手");
        }
        if (reception.heldBy(by.id())) {
            return resume(id, by);
        }
        running(by).ifPresent(other -> suspend(other.id(), by));
        jdbc.sql("update reception set clerk_id = ?, state = 'RUNNING', version = version + 1 where id = ?")
                .params(by.id(), id.id())
                .update();
        note(id, "TAKEN_OVER", by, reason);
        audit.changed(by, "接手接待", new Subject("reception", id.toString()), "");
        return get(id, by);
    }

    /**
     * 记录答复: stops the clock.
     *
     * @param words what was said, kept with the answer
     */
    public Reception answer(ReceptionId id, Answer answer, String words, Officer by) {
        var reception = mine(id, by);
        if (!reception.open()) {
            throw new IllegalReceptionStep(reception.number() + " 号已经答复过了");
        }
        answered(reception, answer, words, by);
        return get(id, by);
    }

    /** The same with the form that was submitted; nothing happens if it was answered before. */
    void answerWithForm(ReceptionId id, Answer answer, String words, Officer by) {
        var reception = find(id, by, true);
        if (reception.open()) {
            answered(held(reception, by), answer, words, by);
        }
    }

    private void answered(Reception reception, Answer answer, String words, Officer by) {
        var id = reception.id();
        var now = clock.instant();
        jdbc.sql("""
                        update reception set state = 'ANSWERED', answer = ?, answer_words = ?,
                            ended_at = greatest(?, started_at), -- the clock may have been put back
                            version = version + 1
                        where id = ?
                        """)
                .params(Arrays.asList(answer.name(), words.isBlank() ? null : words.strip(), at(now), id.id()))
                .update();
        deadlines.meet(reception.deadline(), now);
        note(id, "ANSWERED", by, null);
    }

    /** Whom the reception is for, once the form knows it. */
    public void name(ReceptionId id, String name, Officer by) {
        jdbc.sql("""
                        update reception set name = ?, version = version + 1
                        where id = ? and clerk_id = ? and name is distinct from ?
                        """).params(name, id.id(), by.id(), name).update();
    }

    /** The form that belongs to the reception. */
    void attach(ReceptionId id, UUID draft) {
        jdbc.sql("update reception set draft_id = ?, version = version + 1 where id = ?")
                .params(draft, id.id())
                .update();
    }

    /**
     * 接待台账 of a day.
     *
     * @param township 9-digit code; null for all the officer sees
     */
    @Transactional(readOnly = true)
    public ReceptionDay day(LocalDate day, @Nullable String township, Officer of) {
        var scope = of.scope();
        var found = jdbc.sql("""
                        select %s from reception r
                        where r.day = :day and (:district or r.township_code = any(:townships))
                            and (:township::text is null or r.township_code = :township)
                        order by r.day desc, r.started_at desc
                        limit 1000
                        """.formatted(COLUMNS))
                .param("day", day)
                .param("district", scope.district())
                .param("townships", scope.townshipArray())
                .param("township", township)
                .query((row, n) -> map(row))
                .list();
        return new ReceptionDay(day, rows(found));
    }

    /** The officer's receptions that wait for their answer, from earlier days too; the oldest first. */
    @Transactional(readOnly = true)
    public List<ReceptionRow> open(Officer of) {
        return rows(jdbc.sql("""
                                select %s from reception r
                                where r.state <> 'ANSWERED' and r.township_code = any(?)
                                order by r.started_at limit 200
                                """.formatted(COLUMNS))
                .param(of.scope().townshipArray())
                .query((row, n) -> map(row))
                .list());
    }

    /** What happened to a reception, the first first. */
    @Transactional(readOnly = true)
    public List<ReceptionEvent> history(ReceptionId id, Officer of) {
        get(id, of);
        return jdbc.sql("""
                        select e.kind, e.at, e.note, o.name from reception_event e join officer o on o.id = e.officer_id
                        where e.reception_id = ? order by e.at, e.id
                        """)
                .param(id.id())
                .query((row, n) -> new ReceptionEvent(
                        row.getString("kind"), Sql.instant(row, "at"), row.getString("name"), row.getString("note")))
                .list();
    }

    /** 接待经过: one line. */
    public record ReceptionEvent(
            String kind,
            Instant at,
            String officer,
            @Nullable String note) {

        public String words() {
            return switch (kind) {
                case "STARTED" -> "开始接待";
                case "SUSPENDED" -> "挂起";
                case "RESUMED" -> "继续接待";
                case "TAKEN_OVER" -> "接手";
                default -> "答复";
            };
        }
    }

    private List<ReceptionRow> rows(List<Reception> receptions) {
        var people = new HashSet<UUID>();
        receptions.forEach(each -> {
            people.add(each.holder());
            people.add(each.firstClerk());
        });
        var names = officers.names(people);
        var now = clock.instant();
        var rows = new ArrayList<ReceptionRow>();
        for (var each : receptions) {
            rows.add(new ReceptionRow(
                    each,
                    names.getOrDefault(each.holder(), ""),
                    names.getOrDefault(each.firstClerk(), ""),
                    each.over(now),
                    (each.took(now).getSeconds() + 59) / 60));
        }
        return rows;
    }

    private Reception mine(ReceptionId id, Officer by) {
        return held(find(id, by, true), by);
    }

    private Reception held(Reception reception, Officer by) {
        if (!reception.heldBy(by.id())) {
            var holder = officers.names(List.of(reception.holder())).getOrDefault(reception.holder(), "同事");
            throw new IllegalReceptionStep("%s 号现在由%s接待。要由您继续，请先在接待台账里接手".formatted(reception.number(), holder));
        }
        return reception;
    }

    private Reception find(ReceptionId id, Officer of, boolean lock) {
        var scope = of.scope();
        return jdbc.sql("select %s from reception r where r.id = ? and (? or r.township_code = any(?))%s"
                        .formatted(COLUMNS, lock ? " for update" : ""))
                .params(id.id(), scope.district(), scope.townshipArray())
                .query((row, n) -> map(row))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no reception " + id));
    }

    private void move(Reception reception, ReceptionState next) {
        if (!reception.state().ways().contains(next)) {
            throw new IllegalReceptionStep("%s 号%s，不能再%s"
                    .formatted(reception.number(), reception.state().words(), next.words()));
        }
        jdbc.sql("update reception set state = ?, version = version + 1 where id = ?")
                .params(next.name(), reception.id().id())
                .update();
    }

    private void note(ReceptionId id, String kind, Officer by, @Nullable String note) {
        jdbc.sql("""
                        insert into reception_event (reception_id, at, kind, officer_id, note) values (?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(id.id(), at(clock.instant()), kind, by.id(), note))
                .update();
    }

    private static void requireSameWindow(Reception reception, Officer by) {
        if (!reception.township().equals(windowOf(by))) {
            throw new NoSuchElementException("no reception " + reception.id());
        }
    }

    private static String windowOf(Officer of) {
        var township = of.townshipCode();
        if (township == null) {
            throw new NoSuchElementException("no window of " + of);
        }
        return township;
    }

    private OffsetDateTime at(Instant instant) {
        return instant.atZone(clock.getZone()).toOffsetDateTime();
    }

    private static Reception map(ResultSet row) throws SQLException {
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        var answer = row.getString("answer");
        return new Reception(
                new ReceptionId(row.getObject("id", UUID.class)),
                row.getString("township_code"),
                row.getObject("day", LocalDate.class),
                row.getInt("ticket"),
                row.getString("name"),
                row.getObject("clerk_id", UUID.class),
                row.getObject("first_clerk_id", UUID.class),
                ReceptionState.valueOf(row.getString("state")),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "due_at"),
                new DeadlineId(row.getObject("deadline_id", UUID.class)),
                ended == null ? null : ended.toInstant(),
                answer == null ? null : Answer.valueOf(answer),
                row.getString("answer_words"),
                row.getObject("draft_id", UUID.class));
    }
}
