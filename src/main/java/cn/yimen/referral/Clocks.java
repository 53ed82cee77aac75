package cn.yimen.referral;

import cn.yimen.calendar.Budget;
import cn.yimen.calendar.Calendars;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineMoved;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.DeadlineView;
import cn.yimen.calendar.Deadlines;
import cn.yimen.calendar.LimitReader;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.policy.Policy;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The clocks of referrals (RF-2): started, paused, met, and counted when broken. */
@Component
class Clocks {

    private static final Map<ReferralClock, String> DAYS = new EnumMap<>(Map.of(
            ReferralClock.DISPATCH, "referral.dispatchDays",
            ReferralClock.SIGN, "referral.signDays",
            ReferralClock.EXAMINE, "referral.refuseDays",
            ReferralClock.FIRST_ANSWER, "referral.firstCheckDays",
            ReferralClock.TELL, "referral.feedbackDays",
            ReferralClock.URGING, "referral.urgingAnswerDays"));

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Deadlines deadlines;
    private final Calendars calendars;
    private final Policy policy;
    private final Clock clock;

    Clocks(JdbcClient jdbc, Questions questions, Deadlines deadlines, Calendars calendars, Policy policy, Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.deadlines = deadlines;
        this.calendars = calendars;
        this.policy = policy;
        this.clock = clock;
    }

    /** How long a clock of ours runs, as the policy says today. */
    Budget budget(ReferralClock which) {
        var key = DAYS.get(which);
        if (key == null) {
            throw new IllegalArgumentException("the item's own limit is not ours");
        }
        return Budget.workingDays(policy.days(key, LocalDate.now(clock)));
    }

    /** After how many working days over the limit the urging goes up. */
    Budget escalation() {
        return Budget.workingDays(policy.days("referral.escalateDays", LocalDate.now(clock)));
    }

    /** Starts these clocks at the same moment, by as many statements as one. */
    void start(ReferralId id, List<ReferralClock> clocks, Instant from) {
        var started = new LinkedHashMap<DeadlineId, ReferralClock>();
        var limits = new ArrayList<Deadlines.Start>();
        for (var which : clocks) {
            var limit = Deadlines.Start.of(which.kind(), budget(which), null);
            limits.add(limit);
            started.put(limit.id(), which);
        }
        deadlines.start(limits, from);
        watch(id, started);
    }

    /** Counts and urges a limit that another module started and ends: the matter's own. */
    void watch(ReferralId id, ReferralClock which, DeadlineId deadline) {
        watch(id, Map.of(deadline, which));
    }

    private void watch(ReferralId id, Map<DeadlineId, ReferralClock> clocks) {
        jdbc.sql("""
                        insert into referral_clock (referral_id, clock, deadline_id, next_at)
                        select :referral, w.clock, d.id, d.soon_at
                        from unnest(:clocks, :deadlines) as w (clock, deadline_id) join deadline d on d.id = w.deadline_id
                        """)
                .param("referral", id.id())
                .param(
                        "clocks",
                        clocks.values().stream().map(ReferralClock::name).toArray(String[]::new))
                .param("deadlines", clocks.keySet().stream().map(DeadlineId::id).toArray(UUID[]::new))
                .update();
    }

    Optional<DeadlineId> of(ReferralId id, ReferralClock which) {
        return jdbc.sql("select deadline_id from referral_clock where referral_id = ? and clock = ?")
                .params(id.id(), which.name())
                .query(UUID.class)
                .optional()
                .map(DeadlineId::new);
    }

    /** What the clock measured has been done, in time or late; nothing happens when it does not run. */
    void meet(Referral referral, ReferralClock which) {
        end(referral, which, true);
    }

    /** What the clock measured is not to be done any more. */
    void cancel(Referral referral, ReferralClock which) {
        end(referral, which, false);
    }

    private void end(Referral referral, ReferralClock which, boolean met) {
        var deadline = jdbc.sql("""
                        update referral_clock set open = false, next_at = null
                        where referral_id = ? and clock = ? and open returning deadline_id
                        """)
                .params(referral.id().id(), which.name())
                .query(UUID.class)
                .optional()
                .map(DeadlineId::new);
        deadline.ifPresent(id -> {
            if (which != ReferralClock.ITEM) {
                if (met) {
                    deadlines.meet(id, clock.instant());
                } else {
                    deadlines.cancel(id);
                }
            }
            count(referral, which, deadlines.view(id));
        });
    }

    /** 计入超期: a broken limit is a fact for the ranking, recorded once, closed with its end. */
    void count(Referral referral, ReferralClock which, DeadlineView limit) {
        if (!limit.late()) {
            return;
        }
        var now = clock.instant();
        var ended = limit.state() == DeadlineState.RUNNING || limit.state() == DeadlineState.PAUSED ? null : now;
        jdbc.sql("""
                        insert into referral_overrun (deadline_id, referral_id, clock, dept_code, township_code, due_at,
                            recorded_at, ended_at, late_days)
                        values (:deadline, :referral, :clock, :department, :township, :due, :now, :ended, :days)
                        on conflict (deadline_id) do update set ended_at = excluded.ended_at, late_days = excluded.late_days
                        """)
                .param("deadline", limit.id().id())
                .param("referral", referral.id().id())
                .param("clock", which.name())
                .param("department", referral.deptCode())
                .param("township", referral.townshipCode())
                .param("due", Sql.at(limit.dueAt()))
                .param("now", Sql.at(now))
                .param("ended", ended == null ? null : Sql.at(ended), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("days", ended == null ? null : lateDays(limit.dueAt(), ended), java.sql.Types.INTEGER)
                .update();
    }

    private int lateDays(Instant dueAt, Instant endedAt) {
        return Math.max(
                0,
                calendars
                        .current()
                        .workingDaysBetween(
                                LocalDate.ofInstant(dueAt, clock.getZone()),
                                LocalDate.ofInstant(endedAt, clock.getZone())));
    }

    /** 暂停: materials are awaited; the days used stay used (RF-2). */
    void pause(Referral referral, String reason, Officer by) {
        for (var id : running(referral.id(), DeadlineState.RUNNING)) {
            deadlines.pause(id, reason, by);
        }
    }

    /** 恢复. */
    void resume(Referral referral) {
        for (var id : running(referral.id(), DeadlineState.PAUSED)) {
            deadlines.resume(id);
        }
        renew(referral.id());
    }

    /** 暂停 of one limit by itself, without an officer's word. */
    void hold(DeadlineId id, String reason, Officer by) {
        if (deadlines.view(id).state() == DeadlineState.RUNNING) {
            deadlines.pause(id, reason, by);
        }
    }

    /** The matter's own limit runs on when the department that paused it has given the matter back. */
    void resumeItem(Referral referral) {
        of(referral.id(), ReferralClock.ITEM)
                .filter(id -> deadlines.view(id).state() == DeadlineState.PAUSED)
                .ifPresent(deadlines::resume);
    }

    private List<DeadlineId> running(ReferralId id, DeadlineState state) {
        return jdbc.sql("""
                        select c.deadline_id from referral_clock c join deadline d on d.id = c.deadline_id
                        where c.referral_id = ? and c.open and d.state = ? order by c.deadline_id
                        """).params(id.id(), state.name()).query(UUID.class).list().stream()
                .map(DeadlineId::new)
                .toList();
    }

    /** All clocks of a referral with their limits. */
    Map<ReferralClock, DeadlineView> views(ReferralId id) {
        return views(List.of(id)).getOrDefault(id, Map.of());
    }

    /** The clocks of a page. */
    Map<ReferralId, Map<ReferralClock, DeadlineView>> views(Collection<ReferralId> ids) {
        var views = new LinkedHashMap<ReferralId, Map<ReferralClock, DeadlineView>>();
        for (var line : questions.list(asks(ids))) {
            views.computeIfAbsent(line.referral(), id -> new EnumMap<>(ReferralClock.class))
                    .put(line.clock(), line.limit());
        }
        return views;
    }

    /** Of one referral. */
    record Line(ReferralId referral, ReferralClock clock, DeadlineView limit) {}

    /** What {@link #views} asks, to be asked ahead. */
    Question<Line> asks(Collection<ReferralId> ids) {
        var limits = deadlines.reader();
        return Question.sql("select c.referral_id, c.clock, " + LimitReader.columns("d") + """
                         from referral_clock c join deadline d on d.id = c.deadline_id where c.referral_id = any(?)
                        """)
                .param(ids.stream().map(ReferralId::id).toArray(UUID[]::new))
                .query((row, n) -> new Line(
                        new ReferralId(Sql.id(row, "referral_id")),
                        ReferralClock.valueOf(row.getString("clock")),
                        Objects.requireNonNull(limits.read(row))));
    }

    /** A limit has moved: what sorts by it and the next urging move with it. */
    @EventListener
    void on(DeadlineMoved moved) {
        jdbc.sql("update referral set due_at = ? where deadline_id = ? and ended_at is null")
                .params(Sql.at(moved.dueAt()), moved.deadline().id())
                .update();
        jdbc.sql(RENEW + " and c.deadline_id = ?").param(moved.deadline().id()).update();
    }

    private void renew(ReferralId id) {
        jdbc.sql(RENEW + " and c.referral_id = ?").param(id.id()).update();
    }

    /** A limit that is urged or escalated already is not urged a second time because it moved. */
    private static final String RENEW = """
            update referral_clock c set next_at = case c.urged
                when 'NO' then d.soon_at when 'WARNED' then d.due_at + interval '1 second' else c.next_at end
            from deadline d where d.id = c.deadline_id and c.open
            """;
}
