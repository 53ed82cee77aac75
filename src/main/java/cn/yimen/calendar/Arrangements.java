package cn.yimen.calendar;

import cn.yimen.identity.Officer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 年度放假安排与地方放假日, entered by the administrator; every running limit they touch moves with them (REG-4). */
@Service
@Transactional
public class Arrangements {

    private final JdbcClient jdbc;
    private final Calendars calendars;
    private final Deadlines deadlines;
    private final Clock clock;

    Arrangements(JdbcClient jdbc, Calendars calendars, Deadlines deadlines, Clock clock) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /**
     * A year that is known.
     *
     * @param version to be given back with a correction
     */
    public record Entered(
            YearArrangement arrangement, String source, String enteredBy, Instant enteredAt, long version) {}

    /**
     * 地方放假日.
     *
     * @param basis the document that gives it
     */
    public record LocalDay(LocalDate day, DayKind kind, String name, String basis, String enteredBy) {}

    /**
     * What a change of the calendar would do to the limits that run.
     *
     * @param running how many run into the days concerned
     * @param moved how many of them get another due day
     * @param settled how many are not 「暂定」 any more
     * @param workingDays of the whole year, afterwards
     * @param missingHolidays fixed holidays the lists do not give off
     */
    public record Effect(
            int running,
            int moved,
            int earlier,
            int later,
            int settled,
            int workingDays,
            List<String> missingHolidays,
            List<Example> examples) {

        /** One of the moved limits. */
        public record Example(DeadlineId id, String kind, Instant before, Instant after) {}
    }

    /** 变更记录. */
    public record Change(String what, String before, String after, int moved, String by, Instant at) {}

    @Transactional(readOnly = true)
    public Optional<Entered> year(int year) {
        var arrangement = calendars.arrangements().stream()
                .filter(each -> each.year() == year)
                .findFirst();
        return arrangement.flatMap(known -> jdbc.sql(
                        "select source, entered_by_name, entered_at, version from calendar_year where year = ?")
                .param(year)
                .query((row, n) -> new Entered(
                        known,
                        row.getString("source"),
                        row.getString("entered_by_name"),
                        row.getObject("entered_at", OffsetDateTime.class).toInstant(),
                        row.getLong("version")))
                .optional());
    }

    /** The known years in order. */
    @Transactional(readOnly = true)
    public List<Integer> years() {
        return jdbc.sql("select year from calendar_year order by year")
                .query(Integer.class)
                .list();
    }

    @Transactional(readOnly = true)
    public List<LocalDay> localDays(int year) {
        return jdbc.sql("select * from calendar_local_day where day between ? and ? order by day")
                .params(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))
                .query((row, n) -> new LocalDay(
                        row.getObject("day", LocalDate.class),
                        DayKind.valueOf(row.getString("kind")),
                        row.getString("name"),
                        row.getString("basis"),
                        row.getString("entered_by_name")))
                .list();
    }

    /** Newest first, at most 50. */
    @Transactional(readOnly = true)
    public List<Change> changes(int year) {
        return jdbc.sql("select * from calendar_change where year = ? order by id desc limit 50")
                .param(year)
                .query((row, n) -> new Change(
                        row.getString("what"),
                        row.getString("before"),
                        row.getString("after"),
                        row.getInt("moved"),
                        row.getString("by_name"),
                        row.getObject("changed_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** What entering an arrangement would do; nothing is changed. */
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    @Transactional(readOnly = true)
    public Effect preview(YearArrangement arrangement) {
        var calendar = with(arrangement);
        return effect(arrangement, calendar, deadlines.under(calendar, first(arrangement), last(arrangement), false));
    }

    /**
     * Enters or corrects a year and moves the running limits, all in one transaction.
     *
     * @param source the notice it comes from
     * @param version of the year as the administrator saw it; −1 when it was not known
     * @throws OptimisticLockingFailureException if somebody has changed the year meanwhile
     */
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    public Effect apply(YearArrangement arrangement, String source, long version, Officer by) {
        nextRevision();
        int year = arrangement.year();
        var before = year(year);
        if (before.map(Entered::version).orElse(-1L) != version) {
            throw new OptimisticLockingFailureException("the calendar of " + year + " was changed meanwhile");
        }
        jdbc.sql("""
                        insert into calendar_year (year, source, entered_by, entered_by_name, entered_at)
                        values (:year, :source, :by, :name, :at)
                        on conflict (year) do update set source = :source, entered_by = :by, entered_by_name = :name,
                            entered_at = :at, version = calendar_year.version + 1
                        """)
                .param("year", year)
                .param("source", source)
                .param("by", by.id())
                .param("name", by.name())
                .param("at", now())
                .update();
        jdbc.sql("delete from calendar_day where year = ?").param(year).update();
        for (Map.Entry<LocalDate, DayKind> day : arrangement.days().entrySet()) {
            jdbc.sql("insert into calendar_day (year, day, kind) values (?, ?, ?)")
                    .params(year, day.getKey(), day.getValue().name())
                    .update();
        }
        var calendar = new WorkingCalendar(calendars.arrangements(), calendars.localDays());
        var effect = move(arrangement, calendar);
        change(
                year,
                before.isEmpty() ? "录入放假安排" : "更正放假安排",
                before.map(Entered::arrangement).map(Arrangements::words).orElse("没有安排，按周末和法定节假日暂算"),
                words(arrangement),
                effect.moved(),
                by);
        return effect;
    }

    /** Adds a local day, or changes it. */
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    public int addLocalDay(LocalDate day, DayKind kind, String name, String basis, Officer by) {
        nextRevision();
        jdbc.sql("""
                        insert into calendar_local_day (day, kind, name, basis, entered_by, entered_by_name, entered_at)
                        values (:day, :kind, :name, :basis, :by, :byName, :at)
                        on conflict (day) do update set kind = :kind, name = :name, basis = :basis, entered_by = :by,
                            entered_by_name = :byName, entered_at = :at
                        """)
                .param("day", day)
                .param("kind", kind.name())
                .param("name", name)
                .param("basis", basis)
                .param("by", by.id())
                .param("byName", by.name())
                .param("at", now())
                .update();
        int moved = moveAround(day);
        change(day.getYear(), "增加地方放假日", "", "%s %s %s".formatted(day, kind.words(), name), moved, by);
        return moved;
    }

    /** Takes a local day back; nothing happens when it is gone. */
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    public int removeLocalDay(LocalDate day, Officer by) {
        nextRevision();
        if (jdbc.sql("delete from calendar_local_day where day = ?").param(day).update() == 0) {
            return 0;
        }
        int moved = moveAround(day);
        change(day.getYear(), "删除地方放假日", day.toString(), "", moved, by);
        return moved;
    }

    private int moveAround(LocalDate day) {
        var calendar = new WorkingCalendar(calendars.arrangements(), calendars.localDays());
        var moves = deadlines.under(calendar, day, day, true).stream()
                .filter(Deadlines.Move::changes)
                .toList();
        deadlines.store(moves);
        return moves.size();
    }

    private Effect move(YearArrangement arrangement, WorkingCalendar calendar) {
        var moves = deadlines.under(calendar, first(arrangement), last(arrangement), true);
        deadlines.store(moves.stream().filter(Deadlines.Move::changes).toList());
        return effect(arrangement, calendar, moves);
    }

    private Effect effect(YearArrangement arrangement, WorkingCalendar calendar, List<Deadlines.Move> moves) {
        var zone = clock.getZone();
        int earlier = 0;
        int later = 0;
        int settled = 0;
        int running = 0;
        var begin = first(arrangement).atStartOfDay(zone).toInstant();
        var examples = new ArrayList<Effect.Example>();
        for (var move : moves) {
            int way = move.after().dueAt().compareTo(move.before().dueAt());
            running += move.before().dueAt().isBefore(begin)
                            && move.after().dueAt().isBefore(begin)
                    ? 0
                    : 1;
            earlier += way < 0 ? 1 : 0;
            later += way > 0 ? 1 : 0;
            settled += move.before().provisional() && !move.after().provisional() ? 1 : 0;
            if (way != 0 && examples.size() < 10) {
                examples.add(new Effect.Example(
                        move.id(),
                        move.kind(),
                        move.before().dueAt(),
                        move.after().dueAt()));
            }
        }
        return new Effect(
                running,
                earlier + later,
                earlier,
                later,
                settled,
                calendar.workingDaysOf(arrangement.year()),
                arrangement.missingHolidays(),
                List.copyOf(examples));
    }

    private WorkingCalendar with(YearArrangement arrangement) {
        var years = new ArrayList<YearArrangement>();
        for (var known : calendars.arrangements()) {
            if (known.year() < arrangement.year()) {
                years.add(known);
            }
        }
        years.add(arrangement);
        for (var known : calendars.arrangements()) {
            if (known.year() > arrangement.year()) {
                years.add(known);
            }
        }
        return new WorkingCalendar(years, calendars.localDays());
    }

    private static LocalDate first(YearArrangement arrangement) {
        return LocalDate.of(arrangement.year() - 1, 12, YearArrangement.SETTLED_BEFORE_DECEMBER);
    }

    private static LocalDate last(YearArrangement arrangement) {
        return LocalDate.of(arrangement.year(), 12, 31);
    }

    private static String words(YearArrangement arrangement) {
        var work = arrangement.text(DayKind.WORK);
        return "放假 " + arrangement.text(DayKind.OFF) + (work.isEmpty() ? "" : "；调休上班 " + work);
    }

    private void nextRevision() {
        jdbc.sql("update calendar_revision set revision = nextval('calendar_revision_seq')")
                .update();
    }

    private void change(int year, String what, String before, String after, int moved, Officer by) {
        jdbc.sql("""
                        insert into calendar_change (year, what, before, after, moved, changed_by, by_name, changed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(year, what, before, after, moved, by.id(), by.name(), now())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
