package cn.yimen.task;

import cn.yimen.audit.Subject;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineMoved;
import cn.yimen.calendar.DeadlineView;
import cn.yimen.calendar.Deadlines;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.kernel.PageKey;
import cn.yimen.kernel.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 待办 (AP-6). Whoever knows that something is to be done opens a task, and closes it when it is. */
@Service
@Transactional
public class Tasks {

    /** Open limits count; what stands still or has ended presses nobody: it is joined as none. */
    private static final String LIGHT = "left join deadline d on d.id = t.deadline_id and d.state = 'RUNNING'";

    /**
     * The worklists of an officer; hidden from the planner, which would make a plan of its own for each at every asking. It
     * takes every array for ten long and would rather read all open tasks of the district than so many worklists: the limit
     * tells it that they are few.
     */
    private static final String MINE = """
            (select m.mine from unnest((select cast(:assignees as text[]))) as m (mine)
                limit cardinality(cast(:assignees as text[]))) as of""";

    private final JdbcClient jdbc;
    private final Deadlines deadlines;
    private final Clock clock;

    Tasks(JdbcClient jdbc, Deadlines deadlines, Clock clock) {
        this.jdbc = jdbc;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /** Opens a task. If one of that kind about that subject is open for the assignee, its words and limit are renewed. */
    public TaskId open(NewTask task) {
        return new TaskId(jdbc.sql("""
                        insert into task (id, kind, assignee, township_code, subject_kind, subject_id, title, why, verb, url,
                            person, place, number, deadline_id, due_at, opened_at)
                        values (:id, :kind, :assignee, :township, :subjectKind, :subjectId, :title, :why, :verb, :url,
                            :person, :place, :number, :deadline, (select due_at from deadline where id = :deadline), :now)
                        on conflict (kind, subject_kind, subject_id, assignee) where closed_at is null do update
                        set title = excluded.title, why = excluded.why, verb = excluded.verb, url = excluded.url,
                            deadline_id = excluded.deadline_id, due_at = excluded.due_at
                        returning id
                        """)
                .param("id", UUID.randomUUID())
                .param("kind", task.kind())
                .param("assignee", task.to().key())
                .param("township", task.to().townshipCode())
                .param("subjectKind", task.subject().kind())
                .param("subjectId", task.subject().id())
                .param("title", task.title())
                .param("why", task.why())
                .param("verb", task.verb())
                .param("url", task.url())
                .param("person", task.person())
                .param("place", task.place())
                .param("number", task.number())
                .param(
                        "deadline",
                        task.deadline() == null ? null : task.deadline().id(),
                        java.sql.Types.OTHER)
                .param("now", Sql.at(clock.instant()))
                .query(UUID.class)
                .single());
    }

    /**
     * 办完: closes what is open of that kind about that subject, in every worklist.
     *
     * @param by who did it; null for a job or when it fell away
     * @return how many were closed
     */
    public int close(String kind, Subject subject, @Nullable Officer by) {
        return close(List.of(kind), subject, by);
    }

    /** The same for several kinds at once. */
    public int close(Collection<String> kinds, Subject subject, @Nullable Officer by) {
        return close(" and kind = any(:kinds)", kinds, subject, by);
    }

    /** Closes everything that is open about a subject. */
    public int closeAll(Subject subject, @Nullable Officer by) {
        return close("", List.of(), subject, by);
    }

    private int close(String and, Collection<String> kinds, Subject subject, @Nullable Officer by) {
        return jdbc.sql("""
                        update task set closed_at = :now, closed_by = :by
                        where subject_kind = :subjectKind and subject_id = :subjectId and closed_at is null
                        """ + and)
                .param("now", Sql.at(clock.instant()))
                .param("by", by == null ? null : by.id(), java.sql.Types.OTHER)
                .param("subjectKind", subject.kind())
                .param("subjectId", subject.id())
                .param("kinds", kinds.toArray(String[]::new))
                .update();
    }

    /** The numbers of one post of an officer, by one statement. */
    @Transactional(readOnly = true)
    public TaskCounters counters(Officer officer, Post post) {
        var now = clock.instant();
        return jdbc.sql("""
                        select count(*) as all_open,
                            count(*) filter (where level = 'OVER') as over,
                            count(*) filter (where level in ('SOON', 'OK') and due_at < :tomorrow) as today,
                            (select count(*) from task t where t.closed_by = :me and t.closed_at >= :midnight
                                and t.assignee = any((select cast(:assignees as text[]))::text[])) as done
                        from (select deadline_level(d, :now) as level, d.due_at
                            from %s join task t on t.assignee = mine %s where t.closed_at is null) as each_task
                        """.formatted(MINE, LIGHT))
                .param("assignees", Assignee.keysOf(officer, post))
                .param("me", officer.id())
                .param("now", Sql.at(now))
                .param("midnight", Sql.at(midnight(now, 0)))
                .param("tomorrow", Sql.at(midnight(now, 1)))
                .query((row, n) -> {
                    long all = row.getLong("all_open");
                    long over = row.getLong("over");
                    long today = row.getLong("today");
                    return new TaskCounters(all, over, today, all - over - today, row.getLong("done"));
                })
                .single();
    }

    /**
     * One page of the worklist of an officer in one post, most urgent first, by two statements whatever its length.
     *
     * @param after key of the page, from {@link TaskPage#next}; null or unreadable for the first
     */
    @Transactional(readOnly = true)
    public TaskPage worklist(Officer officer, Post post, TaskFilter filter, @Nullable String after, int limit) {
        var now = clock.instant();
        var done = filter == TaskFilter.DONE;
        var cursor = PageKey.ofInstant(after).orElse(null);
        var statement = done ? """
                select t.*, null::text as level from task t
                where t.closed_by = :me and t.closed_at >= :midnight and t.assignee = any(:assignees)
                    and (cast(:sort as timestamptz) is null or (t.closed_at, t.id) < (cast(:sort as timestamptz), :last))
                order by t.closed_at desc, t.id desc limit :limit
                """ : """
                select t.*, deadline_level(d, :now) as level
                from (
                    select t.* from %s cross join lateral (
                        select t.* from task t %s where t.closed_at is null and t.assignee = mine and %s
                            and (cast(:sort as timestamptz) is null
                                or (coalesce(t.due_at, 'infinity'::timestamptz), t.id) > (cast(:sort as timestamptz), :last))
                        order by coalesce(t.due_at, 'infinity'::timestamptz), t.id limit :limit) t
                    order by coalesce(t.due_at, 'infinity'::timestamptz), t.id limit :limit) t
                left join deadline d on d.id = t.deadline_id
                order by coalesce(t.due_at, 'infinity'::timestamptz), t.id
                """.formatted(MINE, LIGHT, where(filter));
        var stored = jdbc.sql(statement)
                .param("assignees", Assignee.keysOf(officer, post))
                .param("me", officer.id())
                .param("now", Sql.at(now))
                .param("midnight", Sql.at(midnight(now, 0)))
                .param("tomorrow", Sql.at(midnight(now, 1)))
                .param("sort", cursor == null ? null : cursor.sort(), java.sql.Types.VARCHAR)
                .param("last", cursor == null ? null : cursor.id(), java.sql.Types.OTHER)
                .param("limit", limit + 1)
                .query((row, n) -> Stored.read(row))
                .list();
        var page = stored.size() > limit ? stored.subList(0, limit) : stored;
        var views = deadlines.views(
                page.stream().map(Stored::deadline).filter(Objects::nonNull).toList());
        var rows = new ArrayList<TaskRow>();
        var endOfWeek = endOfWeek(now);
        for (var each : page) {
            rows.add(
                    each.row(each.deadline() == null ? null : views.get(each.deadline()), midnight(now, 1), endOfWeek));
        }
        return new TaskPage(rows, stored.size() > limit ? page.get(limit - 1).key(done) : null);
    }

    /** Whether the officer has such a task open, in any post: the page it leads to may ask. */
    @Transactional(readOnly = true)
    public boolean isOpen(String kind, Subject subject, Officer officer) {
        return jdbc.sql("""
                        select exists (select 1 from task
                            where kind = :kind and subject_kind = :subjectKind and subject_id = :subjectId
                                and closed_at is null and assignee = any(:assignees))
                        """)
                .param("kind", kind)
                .param("subjectKind", subject.kind())
                .param("subjectId", subject.id())
                .param("assignees", Assignee.keysOf(officer))
                .query(Boolean.class)
                .single();
    }

    /** 各乡镇待办: open and overdue tasks of the windows and reviewers, by township code; for those who supervise. */
    @Transactional(readOnly = true)
    public Map<String, TaskCounters> byTownship() {
        var now = clock.instant();
        var counters = new LinkedHashMap<String, TaskCounters>();
        jdbc.sql("""
                        select township_code, count(*) as all_open, count(*) filter (where level = 'OVER') as over,
                            count(*) filter (where level in ('SOON', 'OK') and due_at < :tomorrow) as today
                        from (select t.township_code, d.due_at, deadline_level(d, :now) as level
                            from task t %s where t.closed_at is null and t.township_code is not null) as each_task
                        group by township_code order by township_code
                        """.formatted(LIGHT))
                .param("now", Sql.at(now))
                .param("tomorrow", Sql.at(midnight(now, 1)))
                .query(row -> {
                    long all = row.getLong("all_open");
                    long over = row.getLong("over");
                    long today = row.getLong("today");
                    counters.put(
                            row.getString("township_code"), new TaskCounters(all, over, today, all - over - today, 0));
                });
        return counters;
    }

    /** A limit has moved: the worklist is sorted by its due instant, so the copy moves in the same transaction. */
    @EventListener
    void on(DeadlineMoved moved) {
        jdbc.sql("update task set due_at = ? where deadline_id = ? and closed_at is null")
                .params(Sql.at(moved.dueAt()), moved.deadline().id())
                .update();
    }

    private static String where(TaskFilter filter) {
        return switch (filter) {
            case OVER -> "deadline_level(d, :now) = 'OVER'";
            case TODAY -> "deadline_level(d, :now) in ('SOON', 'OK') and d.due_at < :tomorrow";
            case LATER -> "(d.id is null or (d.due_at >= :tomorrow and deadline_level(d, :now) <> 'OVER'))";
            case ALL, DONE -> "true";
        };
    }

    private Instant midnight(Instant now, int days) {
        return LocalDate.ofInstant(now, clock.getZone())
                .plusDays(days)
                .atStartOfDay(clock.getZone())
                .toInstant();
    }

    /** The end of this week's Sunday; a week that is over at the weekend runs on to the next. */
    private Instant endOfWeek(Instant now) {
        var today = LocalDate.ofInstant(now, clock.getZone());
        var sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        return (today.getDayOfWeek().getValue() >= 6 ? sunday.plusWeeks(1) : sunday)
                .plusDays(1)
                .atStartOfDay(clock.getZone())
                .toInstant();
    }

    private record Stored(
            UUID id,
            String kind,
            String title,
            String why,
            String verb,
            String url,
            @Nullable String person,
            @Nullable String place,
            @Nullable String number,
            @Nullable DeadlineId deadline,
            @Nullable Instant dueAt,
            @Nullable String level,
            @Nullable Instant closedAt) {

        static Stored read(ResultSet row) throws SQLException {
            var deadline = row.getObject("deadline_id", UUID.class);
            return new Stored(
                    row.getObject("id", UUID.class),
                    row.getString("kind"),
                    row.getString("title"),
                    row.getString("why"),
                    row.getString("verb"),
                    row.getString("url"),
                    row.getString("person"),
                    row.getString("place"),
                    row.getString("number"),
                    deadline == null ? null : new DeadlineId(deadline),
                    Sql.instantOrNull(row, "due_at"),
                    row.getString("level"),
                    Sql.instantOrNull(row, "closed_at"));
        }

        /** Where the page that ends with it goes on. */
        String key(boolean done) {
            return PageKey.of(done ? closedAt : dueAt, id, false);
        }

        TaskRow row(@Nullable DeadlineView deadline, Instant tomorrow, Instant nextWeek) {
            return new TaskRow(
                    new TaskId(id),
                    kind,
                    group(tomorrow, nextWeek),
                    title,
                    why,
                    verb,
                    url,
                    person,
                    place,
                    number,
                    dueAt,
                    deadline == null ? null : deadline.light(),
                    closedAt);
        }

        private TaskRow.Group group(Instant tomorrow, Instant nextWeek) {
            if (closedAt != null) {
                return TaskRow.Group.DONE;
            }
            if (dueAt == null || level == null || level.equals("PAUSED") || level.equals("DONE")) {
                return TaskRow.Group.OPEN_ENDED;
            }
            if (level.equals("OVER") || dueAt.isBefore(tomorrow)) {
                return TaskRow.Group.MUST_TODAY;
            }
            return dueAt.isBefore(nextWeek) ? TaskRow.Group.THIS_WEEK : TaskRow.Group.LATER;
        }
    }
}
