package cn.yimen.calendar;

import cn.yimen.calendar.Budget.Unit;
import cn.yimen.calendar.DeadlineKind.End;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 时限: from a start through pauses and extensions to the due instant, recomputed when the calendar changes
 * (lessons 1–4). What a limit binds keeps its number; nobody else computes a due date.
 *
 * <p>Lists join the table {@code deadline} to sort by {@code due_at} and count by {@code deadline_level(d,
 * now)}, and take the lights of a page by one call of {@link #views}.
 */
@Service
@Transactional
public class Deadlines {

    private static final String PAUSE =
            "insert into deadline_pause (deadline_id, paused_at, reason, paused_by, by_name) values (?, ?, ?, ?, ?)";

    private final JdbcClient jdbc;
    private final Questions questions;
    private final JdbcTemplate batch;
    private final Calendars calendars;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Deadlines(
            JdbcClient jdbc,
            Questions questions,
            JdbcTemplate batch,
            Calendars calendars,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.batch = batch;
        this.calendars = calendars;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Starts a limit.
     *
     * @param from when the complete application came in, or the other side was told; after hours and on days off a
     *     limit in working days counts from the next working moment
     */
    public DeadlineId start(DeadlineKind kind, Budget budget, Instant from) {
        return start(kind, budget, from, null);
    }

    /**
     * Starts a promise with the law's limit behind it.
     *
     * @param law null where no law sets a limit
     */
    public DeadlineId start(DeadlineKind kind, Budget budget, Instant from, @Nullable DeadlineId law) {
        var one = Start.of(kind, budget, law);
        start(List.of(one), from);
        return one.id();
    }

    /**
     * 要开始的一条时限. A promise has the law's limit behind it: amber when the promise is over, red when the law's is
     * (national-rules 6.2).
     *
     * @param law started before or by the same call; null where no law sets a limit: then the promise alone is judged
     * @param paused why it stands still from the beginning; null if it runs
     */
    public record Start(
            DeadlineId id,
            DeadlineKind kind,
            Budget budget,
            @Nullable DeadlineId law,
            @Nullable Stop paused) {

        public static Start of(DeadlineKind kind, Budget budget, @Nullable DeadlineId law) {
            return new Start(new DeadlineId(UUID.randomUUID()), kind, budget, law, null);
        }

        public Start paused(String reason, Officer by) {
            return new Start(id, kind, budget, law, new Stop(reason, by));
        }
    }

    /** 从一开始就停着: why, and by whom. */
    public record Stop(String reason, Officer by) {}

    /**
     * Starts several limits at the same moment, by as many statements as one.
     *
     * @return when each is due
     */
    public Map<DeadlineId, Instant> start(List<Start> limits, Instant from) {
        if (limits.isEmpty()) {
            return Map.of();
        }
        var rules = exactRules();
        var now = Sql.at(clock.instant());
        var due = new LinkedHashMap<DeadlineId, Instant>();
        var rows = new ArrayList<@Nullable Object[]>();
        var pauses = new ArrayList<@Nullable Object[]>();
        for (var limit : limits) {
            var budget = limit.budget();
            if ((budget.unit() == Unit.MINUTES) != (limit.kind().end() == End.INSTANT)) {
                throw new IllegalArgumentException("a limit in minutes is a clock, one in days is not: "
                        + limit.kind().code());
            }
            var timing = Timing.of(limit.kind().end(), budget, from, List.of(), rules);
            due.put(limit.id(), timing.dueAt());
            var law = limit.law();
            var lawDue = law == null ? null : due.containsKey(law) ? due.get(law) : dueAt(law);
            var paused = limit.paused();
            rows.add(new @Nullable Object[] {
                limit.id().id(),
                limit.kind().code(),
                limit.kind().name(),
                limit.kind().end().name(),
                budget.unit().name(),
                budget.amount(),
                (paused == null ? DeadlineState.RUNNING : DeadlineState.PAUSED).name(),
                Sql.at(from),
                Sql.at(timing.dueAt()),
                Sql.at(timing.soonAt()),
                timing.provisional(),
                paused == null ? null : now,
                law == null ? null : law.id(),
                lawDue == null ? null : Sql.at(lawDue)
            });
            if (paused != null) {
                pauses.add(new @Nullable Object[] {
                    limit.id().id(),
                    now,
                    paused.reason(),
                    paused.by().id(),
                    paused.by().name()
                });
            }
        }
        batch.batchUpdate("""
                insert into deadline (id, kind, kind_name, ends, unit, budget, state, started_at, due_at, soon_at,
                    provisional, paused_at, law_id, law_due_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, rows);
        if (!pauses.isEmpty()) {
            batch.batchUpdate(PAUSE, pauses);
        }
        return due;
    }

    private Instant dueAt(DeadlineId id) {
        return jdbc.sql("select due_at from deadline where id = ?")
                .param(id.id())
                .query((row, n) -> Sql.instant(row, "due_at"))
                .single();
    }

    /**
     * 暂停: from now on nothing is used up; today still counts as used.
     *
     * @throws IllegalStateException if it does not run
     */
    public void pause(DeadlineId id, String reason, Officer by) {
        var row = locked(id);
        row.mustBe(id, DeadlineState.RUNNING);
        var now = Sql.at(clock.instant());
        jdbc.sql("update deadline set state = 'PAUSED', paused_at = ? where id = ?")
                .params(now, id.id())
                .update();
        jdbc.sql(PAUSE).params(id.id(), now, reason, by.id(), by.name()).update();
    }

    /**
     * 恢复: the rest counts from the next working day on.
     *
     * @throws IllegalStateException if it is not paused
     */
    public void resume(DeadlineId id) {
        var row = locked(id);
        row.mustBe(id, DeadlineState.PAUSED);
        jdbc.sql("""
                        update deadline_pause set resumed_at = greatest(?, paused_at)
                        where deadline_id = ? and resumed_at is null
                        """).params(Sql.at(clock.instant()), id.id()).update();
        jdbc.sql("update deadline set state = 'RUNNING', paused_at = null where id = ?")
                .param(id.id())
                .update();
        move(id, row, row.extension());
    }

    /**
     * 延长.
     *
     * @param more in the unit of the limit, at least 1
     * @param approver who approved it; the caller has checked the right to
     * @throws IllegalStateException if it has ended
     */
    public void extend(DeadlineId id, int more, String reason, Officer approver) {
        if (more < 1) {
            throw new IllegalArgumentException("an extension is at least one: " + more);
        }
        var row = locked(id);
        row.mustBeOpen(id);
        jdbc.sql("update deadline set extension = extension + ? where id = ?")
                .params(more, id.id())
                .update();
        var due = move(id, row, row.extension() + more);
        jdbc.sql("""
                        insert into deadline_extension (deadline_id, amount, reason, approved_by, by_name, extended_at,
                            due_before, due_after)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id.id(),
                        more,
                        reason,
                        approver.id(),
                        approver.name(),
                        Sql.at(clock.instant()),
                        Sql.at(row.dueAt()),
                        Sql.at(due))
                .update();
    }

    /**
     * 办结: what was due is done, in time or late. Done once, the first instant stands.
     *
     * @throws IllegalStateException if it was cancelled
     */
    public void meet(DeadlineId id, Instant at) {
        var row = locked(id);
        if (row.state() == DeadlineState.MET) {
            return;
        }
        row.mustBeOpen(id);
        end(id, row, DeadlineState.MET, at);
    }

    /** 取消: what it bound was withdrawn. Nothing happens when it has ended already. */
    public void cancel(DeadlineId id) {
        var row = locked(id);
        if (row.state().open()) {
            end(id, row, DeadlineState.CANCELLED, clock.instant());
        }
    }

    private void end(DeadlineId id, Row locked, DeadlineState state, Instant at) {
        jdbc.sql("update deadline set state = ?, ended_at = ? where id = ?")
                .params(state.name(), Sql.at(at), id.id())
                .update();
        if (locked.state() == DeadlineState.PAUSED) {
            jdbc.sql("""
                            update deadline_pause set resumed_at = greatest(?, paused_at)
                            where deadline_id = ? and resumed_at is null
                            """).params(Sql.at(at), id.id()).update();
        }
    }

    /** @throws NoSuchElementException if there is no such limit */
    @Transactional(readOnly = true)
    public DeadlineView view(DeadlineId id) {
        var view = views(List.of(id)).get(id);
        if (view == null) {
            throw new NoSuchElementException("no deadline " + id);
        }
        return view;
    }

    /** The limits of a page by one statement, in the order asked for; unknown numbers are left out. */
    @Transactional(readOnly = true)
    public Map<DeadlineId, DeadlineView> views(Collection<DeadlineId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var found = new HashMap<DeadlineId, DeadlineView>();
        questions.list(asks(ids)).forEach(view -> found.put(view.id(), view));
        var views = new LinkedHashMap<DeadlineId, DeadlineView>();
        for (var id : ids) {
            var view = found.get(id);
            if (view != null) {
                views.put(id, view);
            }
        }
        return views;
    }

    /** What {@link #views} asks, to be asked ahead. */
    public Question<DeadlineView> asks(Collection<DeadlineId> ids) {
        var reader = reader();
        return Question.sql("select " + LimitReader.columns("d") + " from deadline d where d.id = any(?)")
                .param(ids.stream().map(DeadlineId::id).toArray(UUID[]::new))
                .query((row, n) -> Objects.requireNonNull(reader.read(row)));
    }

    /** For a list that joins {@link LimitReader#columns} to its own rows. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public LimitReader reader() {
        return new LimitReader(calendars, clock.instant());
    }

    /** When a limit would be over if it started at an instant, e.g. to tell the applicant before anything is stored. */
    @Transactional(readOnly = true)
    public Instant wouldBeDue(DeadlineKind kind, Budget budget, Instant from) {
        return Timing.of(kind.end(), budget, from, List.of(), calendars.rules(calendars.current()))
                .dueAt();
    }

    /** What an open limit would become. */
    record Move(DeadlineId id, String kind, Timing before, Timing after) {

        boolean changes() {
            return !before.equals(after);
        }
    }

    /**
     * The open limits in days that may touch the days from {@code first} to {@code last}, with their instants under
     * {@code calendar}.
     *
     * @param lock whether they are going to be changed
     */
    List<Move> under(WorkingCalendar calendar, LocalDate first, LocalDate last, boolean lock) {
        var zone = clock.getZone();
        // a month around, because what is moved may move over the edge
        var from = Sql.at(first.minusDays(31).atStartOfDay(zone).toInstant());
        var to = Sql.at(last.plusDays(31).atStartOfDay(zone).toInstant());
        var rows = new LinkedHashMap<DeadlineId, Row>();
        jdbc.sql("""
                        select %s from deadline d
                        where state in ('RUNNING', 'PAUSED') and unit <> 'MINUTES' and started_at < ? and due_at >= ?
                        order by id %s
                        """.formatted(LimitReader.columns("d"), lock ? "for update of d" : ""))
                .params(to, from)
                .query(row -> {
                    rows.put(new DeadlineId(Sql.id(row, "limit_id")), Row.read(row));
                });
        var pauses = new HashMap<DeadlineId, List<Timing.Pause>>();
        jdbc.sql("""
                        select p.deadline_id, p.paused_at, p.resumed_at
                        from deadline_pause p join deadline d on d.id = p.deadline_id
                        where p.resumed_at is not null
                            and d.state in ('RUNNING', 'PAUSED') and d.started_at < ? and d.due_at >= ?
                        """).params(to, from).query(row -> {
            pauses.computeIfAbsent(new DeadlineId(row.getObject("deadline_id", UUID.class)), id -> new ArrayList<>())
                    .add(new Timing.Pause(Sql.instant(row, "paused_at"), Sql.instant(row, "resumed_at")));
        });
        var rules = calendars.rules(calendar);
        var moves = new ArrayList<Move>();
        rows.forEach((id, row) -> moves.add(new Move(
                id,
                row.kind().name(),
                new Timing(row.dueAt(), row.soonAt(), row.provisional()),
                row.timing(row.extension(), pauses.getOrDefault(id, List.of()), rules))));
        return moves;
    }

    /** Stores moved instants and tells about each. */
    void store(List<Move> moves) {
        batch.batchUpdate(
                "update deadline set due_at = ?, soon_at = ?, provisional = ? where id = ?",
                moves,
                500,
                (update, move) -> {
                    update.setObject(1, Sql.at(move.after().dueAt()));
                    update.setObject(2, Sql.at(move.after().soonAt()));
                    update.setBoolean(3, move.after().provisional());
                    update.setObject(4, move.id().id());
                });
        for (var move : moves) {
            events.publishEvent(new DeadlineMoved(
                    move.id(), move.after().dueAt(), move.after().provisional()));
        }
    }

    private Instant move(DeadlineId id, Row row, int extension) {
        var pauses = jdbc.sql(
                        "select paused_at, resumed_at from deadline_pause where deadline_id = ? and resumed_at is not null")
                .param(id.id())
                .query((pause, n) ->
                        new Timing.Pause(Sql.instant(pause, "paused_at"), Sql.instant(pause, "resumed_at")))
                .list();
        var before = new Timing(row.dueAt(), row.soonAt(), row.provisional());
        var after = row.timing(extension, pauses, exactRules());
        if (!after.equals(before)) {
            store(List.of(new Move(id, row.kind().name(), before, after)));
        }
        return after.dueAt();
    }

    /** The calendar as it is, and as it stays until this transaction ends. */
    private Timing.Rules exactRules() {
        return calendars.rules(calendars.at(jdbc.sql("select revision from calendar_revision for share")
                .query(Long.class)
                .single()));
    }

    private Row locked(DeadlineId id) {
        return jdbc.sql("select " + LimitReader.columns("d") + " from deadline d where d.id = ? for update of d")
                .param(id.id())
                .query((row, n) -> Row.read(row))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no deadline " + id));
    }

    record Row(
            DeadlineKind kind,
            Budget budget,
            int extension,
            DeadlineState state,
            Instant startedAt,
            Instant dueAt,
            Instant soonAt,
            @Nullable Instant lawDueAt,
            boolean provisional,
            @Nullable Instant pausedAt,
            @Nullable Instant endedAt) {

        static final List<String> COLUMNS = List.of(
                "id",
                "kind",
                "kind_name",
                "ends",
                "unit",
                "budget",
                "extension",
                "state",
                "started_at",
                "due_at",
                "soon_at",
                "law_due_at",
                "provisional",
                "paused_at",
                "ended_at");

        static final String PREFIX = "limit_";

        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    new DeadlineKind(
                            row.getString("limit_kind"),
                            row.getString("limit_kind_name"),
                            End.valueOf(row.getString("limit_ends"))),
                    new Budget(Unit.valueOf(row.getString("limit_unit")), row.getInt("limit_budget")),
                    row.getInt("limit_extension"),
                    DeadlineState.valueOf(row.getString("limit_state")),
                    Sql.instant(row, "limit_started_at"),
                    Sql.instant(row, "limit_due_at"),
                    Sql.instant(row, "limit_soon_at"),
                    Sql.instantOrNull(row, "limit_law_due_at"),
                    row.getBoolean("limit_provisional"),
                    Sql.instantOrNull(row, "limit_paused_at"),
                    Sql.instantOrNull(row, "limit_ended_at"));
        }

        Timing timing(int extended, List<Timing.Pause> pauses, Timing.Rules rules) {
            return Timing.of(kind.end(), budget.plus(extended), startedAt, pauses, rules);
        }

        DeadlineView view(DeadlineId id, Instant now, Timing.Rules rules) {
            // while paused and when it ended in a pause, what counts is when it stopped running
            var judgedAt = pausedAt != null ? pausedAt : endedAt != null ? endedAt : now;
            return new DeadlineView(
                    id,
                    kind,
                    budget.plus(extension),
                    startedAt,
                    dueAt,
                    provisional && state.open(),
                    state,
                    state != DeadlineState.CANCELLED && Timing.over(dueAt, judgedAt),
                    endedAt,
                    Light.of(
                            new Light.Limit(
                                    state, budget.unit(), kind.end(), dueAt, soonAt, lawDueAt, pausedAt, provisional),
                            now,
                            rules));
        }

        void mustBe(DeadlineId id, DeadlineState wanted) {
            if (state != wanted) {
                throw new IllegalStateException("deadline " + id + " is " + state + ", not " + wanted);
            }
        }

        void mustBeOpen(DeadlineId id) {
            if (!state.open()) {
                throw new IllegalStateException("deadline " + id + " is over: " + state);
            }
        }
    }
}
