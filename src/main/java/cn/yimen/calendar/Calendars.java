package cn.yimen.calendar;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 工作日历, as it stands now: read from the database once for every change of it, on every node. */
@Service
public class Calendars {

    /** How old an answer of {@link #current()} may be; what stores a due instant asks for the exact one. */
    private static final Duration TRUST = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final CalendarSettings settings;
    private final Clock clock;
    private volatile @Nullable Known known;

    Calendars(JdbcClient jdbc, CalendarSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    private record Known(long revision, WorkingCalendar calendar, long readAt) {}

    /** The calendar, at most two seconds old. */
    @Transactional(readOnly = true)
    public WorkingCalendar current() {
        var last = known;
        if (last != null && System.nanoTime() - last.readAt() < TRUST.toNanos()) {
            return last.calendar();
        }
        return at(jdbc.sql("select revision from calendar_revision")
                .query(Long.class)
                .single());
    }

    /** The calendar of a revision that the caller has just read. */
    WorkingCalendar at(long revision) {
        var last = known;
        if (last == null || last.revision() != revision) {
            last = new Known(revision, new WorkingCalendar(arrangements(), localDays()), System.nanoTime());
        } else {
            last = new Known(revision, last.calendar(), System.nanoTime());
        }
        known = last;
        return last.calendar();
    }

    Timing.Rules rules(WorkingCalendar calendar) {
        return new Timing.Rules(calendar, settings, clock.getZone());
    }

    /** The known years in order. */
    List<YearArrangement> arrangements() {
        var years = new TreeMap<Integer, SortedMap<LocalDate, DayKind>>();
        jdbc.sql("select y.year, d.day, d.kind from calendar_year y left join calendar_day d on d.year = y.year")
                .query(row -> {
                    var days = years.computeIfAbsent(row.getInt("year"), year -> new TreeMap<>());
                    if (row.getString("kind") != null) {
                        days.put(row.getObject("day", LocalDate.class), DayKind.valueOf(row.getString("kind")));
                    }
                });
        var list = new ArrayList<YearArrangement>();
        years.forEach((year, days) -> list.add(new YearArrangement(year, days)));
        return list;
    }

    Map<LocalDate, DayKind> localDays() {
        var days = new HashMap<LocalDate, DayKind>();
        jdbc.sql("select day, kind from calendar_local_day").query(row -> {
            days.put(row.getObject("day", LocalDate.class), DayKind.valueOf(row.getString("kind")));
        });
        return days;
    }

    /**
     * 缺放假安排的年份: the first year without an arrangement that a limit of the longest kind, started today, would run
     * into; empty while the calendar reaches far enough.
     */
    @Transactional(readOnly = true)
    public Optional<MissingYear> missing() {
        var calendar = current();
        var today = LocalDate.now(clock);
        int longest = settings.longestWorkingDays(today);
        var reach = calendar.plusWorkingDays(today, longest);
        if (!calendar.isProvisional(today.minusDays(1), reach)) {
            return Optional.empty();
        }
        var years = jdbc.sql("select year from calendar_year where year >= :year order by year")
                .param("year", today.getYear())
                .query(Integer.class)
                .list();
        int year = today.getYear();
        while (years.contains(year)) {
            year++;
        }
        var settled = LocalDate.of(year - 1, 12, YearArrangement.SETTLED_BEFORE_DECEMBER);
        return Optional.of(new MissingYear(year, calendar.minusWorkingDays(settled, longest), longest));
    }

    /**
     * A year whose arrangement is wanted.
     *
     * @param since the day from which a limit of the longest kind runs into it
     * @param workingDays length of that limit
     */
    public record MissingYear(int year, LocalDate since, int workingDays) {}
}
