package cn.yimen.approval;

import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.DeadlineMoved;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.DeadlineView;
import cn.yimen.calendar.Deadlines;
import cn.yimen.calendar.LimitReader;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.policy.Policy;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 环节时限: started and met as the table says; the limit of the whole way is the matter's own. */
@Component
class Limits {

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Paths paths;
    private final Deadlines deadlines;
    private final Policy policy;
    private final Clock clock;

    Limits(JdbcClient jdbc, Questions questions, Paths paths, Deadlines deadlines, Policy policy, Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.paths = paths;
        this.deadlines = deadlines;
        this.policy = policy;
        this.clock = clock;
    }

    /** Starts what begins with the state the application has come into. */
    void enter(ApplicationView after, Instant from) {
        for (var limit : paths.of(after.kind()).limits()) {
            if (limit.starts().contains(after.state())
                    && open(after.id(), limit.code()).isEmpty()) {
                start(after, limit, from);
            }
        }
        show(after.id());
    }

    private void start(ApplicationView application, Paths.Limit limit, Instant from) {
        var deadline = deadlines.start(kind(limit), budget(limit, LocalDate.ofInstant(from, clock.getZone())), from);
        jdbc.sql("""
                        insert into application_limit (application_id, limit_code, round, deadline_id) values (?, ?, ?, ?)
                        """)
                .params(application.id().id(), limit.code(), application.round(), deadline.id())
                .update();
    }

    static DeadlineKind kind(Paths.Limit limit) {
        return DeadlineKind.statute("approval." + limit.code().toLowerCase(java.util.Locale.ROOT), limit.words());
    }

    /** How long it runs, as the policy says for that day. */
    Budget budget(Paths.Limit limit, LocalDate day) {
        var days = policy.days(limit.policyKey(), day);
        return limit.workingDays() ? Budget.workingDays(days) : Budget.calendarDays(days);
    }

    /** What the way measured is done, in time or late; what else ran falls away when the application has ended. */
    void leave(ApplicationView after, Paths.WayRow way, boolean ended) {
        if (way.limitCode() != null) {
            end(after.id(), List.of(way.limitCode()), id -> deadlines.meet(id, clock.instant()));
        }
        if (ended) {
            end(
                    after.id(),
                    paths.of(after.kind()).limits().stream()
                            .map(Paths.Limit::code)
                            .toList(),
                    deadlines::cancel);
        }
    }

    /** The limit is met by something that is no way, e.g. the applicant was told. */
    void meet(ApplicationId id, String code) {
        end(id, List.of(code), deadline -> deadlines.meet(deadline, clock.instant()));
        show(id);
    }

    private void end(ApplicationId id, List<String> codes, Consumer<DeadlineId> how) {
        jdbc.sql("""
                        update application_limit set open = false where application_id = ? and limit_code = any(?) and open
                        returning deadline_id
                        """).params(id.id(), codes.toArray(String[]::new)).query(UUID.class).list().stream()
                .map(DeadlineId::new)
                .forEach(how);
    }

    /**
     * 公示期: counts into the whole way unless the parameter says that it does not (Q10).
     *
     * @param by who posted the notice
     */
    void notice(ApplicationView after, ApplicationState from, @Nullable Officer by) {
        if (after.state() == ApplicationState.NOTICE
                && by != null
                && policy.flag("publicity.suspendClock", LocalDate.now(clock))) {
            whole(after, DeadlineState.RUNNING).forEach(limit -> deadlines.pause(limit, "公示期间", by));
        } else if (from == ApplicationState.NOTICE && !after.ended() && after.pausedAt() == null) {
            whole(after, DeadlineState.PAUSED).forEach(deadlines::resume);
        }
    }

    private List<DeadlineId> whole(ApplicationView application, DeadlineState state) {
        return deadlines
                .views(Stream.of(application.total(), application.promise())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList())
                .values()
                .stream()
                .filter(view -> view.state() == state)
                .map(DeadlineView::id)
                .toList();
    }

    /** 暂停: materials are awaited; the days used stay used. */
    void pause(ApplicationId id, String reason, Officer by) {
        inState(id, DeadlineState.RUNNING).forEach(deadline -> deadlines.pause(deadline, reason, by));
    }

    void resume(ApplicationId id) {
        inState(id, DeadlineState.PAUSED).forEach(deadlines::resume);
        show(id);
    }

    private List<DeadlineId> inState(ApplicationId id, DeadlineState state) {
        return jdbc.sql("""
                        select l.deadline_id from application_limit l join deadline d on d.id = l.deadline_id
                        where l.application_id = ? and l.open and d.state = ?
                            -- help in need and its papers wait for nothing
                            and l.limit_code not in ('EMERGENCY', 'MAKEUP')
                        order by l.deadline_id
                        """).params(id.id(), state.name()).query(UUID.class).list().stream()
                .map(DeadlineId::new)
                .toList();
    }

    /** The running limit of that code. */
    java.util.Optional<DeadlineId> openOf(ApplicationId id, String code) {
        return open(id, code).stream().findFirst();
    }

    private List<DeadlineId> open(ApplicationId id, String code) {
        return jdbc
                .sql("select deadline_id from application_limit where application_id = ? and limit_code = ? and open")
                .params(id.id(), code)
                .query(UUID.class)
                .list()
                .stream()
                .map(DeadlineId::new)
                .toList();
    }

    /** The limit of the present step, and the earliest due instant of all that run: every list sorts by it. */
    void show(ApplicationId id) {
        jdbc.sql("""
                        update application a set
                            deadline_id = (select l.deadline_id from application_limit l join deadline d on d.id = l.deadline_id
                                where l.application_id = a.id and l.open order by d.due_at, d.id limit 1),
                            urgent_deadline_id = u.id, due_at = u.due_at
                        from (select 1) as one left join lateral (
                            select d.id, d.due_at from deadline d where d.state in ('RUNNING', 'PAUSED') and d.id in (
                                select l.deadline_id from application_limit l where l.application_id = :id and l.open
                                union all select m.legal_deadline_id from matter m join application b on b.matter_id = m.id
                                    where b.id = :id
                                union all select m.promise_deadline_id from matter m join application b on b.matter_id = m.id
                                    where b.id = :id)
                            order by d.due_at, d.id limit 1) as u on true
                        where a.id = :id
                        """).param("id", id.id()).update();
    }

    /** A limit has moved: what sorts by it moves with it. */
    @EventListener
    void on(DeadlineMoved moved) {
        jdbc.sql("""
                        select a.id from application a
                        where a.id in (select l.application_id from application_limit l where l.deadline_id = :id and l.open)
                            or a.matter_id in (select m.id from matter m
                                where m.legal_deadline_id = :id or m.promise_deadline_id = :id)
                        """)
                .param("id", moved.deadline().id())
                .query(UUID.class)
                .list()
                .forEach(id -> show(new ApplicationId(id)));
    }

    /** All limits of the application, open and ended, in the order of their start. */
    List<DeadlineView> of(ApplicationId id) {
        return questions.list(asks(id));
    }

    Question<DeadlineView> asks(ApplicationId id) {
        var reader = deadlines.reader();
        return Question.sql("select " + LimitReader.columns("d") + """
                         from application_limit l join deadline d on d.id = l.deadline_id
                        where l.application_id = ? order by l.id
                        """)
                .param(id.id())
                .query((row, n) -> Objects.requireNonNull(reader.read(row)));
    }
}
