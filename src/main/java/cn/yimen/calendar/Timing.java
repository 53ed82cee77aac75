package cn.yimen.calendar;

import cn.yimen.calendar.DeadlineKind.End;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 期间计算:from a start, a length and the pauses to the due instant. The only place that counts days of a limit.
 *
 * @param dueAt the last second that is still in time
 * @param soonAt from here on the light is amber
 */
record Timing(Instant dueAt, Instant soonAt, boolean provisional) {

    /** A pause that has ended; its days do not count, the days before it stay used. */
    record Pause(Instant from, Instant to) {}

    /** What days mean at one moment of policy. */
    record Rules(WorkingCalendar calendar, CalendarSettings settings, ZoneId zone) {

        LocalDate dayOf(Instant instant) {
            return instant.atZone(zone).toLocalDate();
        }

        /** The day of the next working moment: what comes in after hours comes in on the next working day. */
        LocalDate receiptDay(Instant instant) {
            var local = instant.atZone(zone);
            var day = local.toLocalDate();
            return calendar.isWorkday(day) && !local.toLocalTime().isBefore(settings.closesAt(day))
                    ? calendar.plusWorkingDays(day, 1)
                    : calendar.onOrAfter(day);
        }

        private Instant end(LocalDate day, End end) {
            var time = end == End.OFFICE_HOURS ? settings.closesAt(day) : LocalTime.of(23, 59, 59);
            return day.atTime(time).atZone(zone).toInstant();
        }

        private Instant begin(LocalDate day) {
            return day.atStartOfDay(zone).toInstant();
        }
    }

    static Timing of(End end, Budget budget, Instant startedAt, List<Pause> pauses, Rules rules) {
        return switch (budget.unit()) {
            case MINUTES -> minutes(budget.amount(), startedAt, pauses);
            case WORKING_DAYS -> workingDays(end, budget.amount(), startedAt, pauses, rules);
            case CALENDAR_DAYS -> calendarDays(end, budget.amount(), startedAt, pauses, rules);
        };
    }

    private static Timing minutes(int amount, Instant startedAt, List<Pause> pauses) {
        var due = startedAt.plus(Duration.ofMinutes(amount));
        for (var pause : pauses) {
            due = due.plus(Duration.between(pause.from(), pause.to()));
        }
        // five minutes at the window's clock; a fifth of what runs longer than that
        var warning = Duration.ofMinutes(amount).dividedBy(5);
        return new Timing(due, due.minus(Collections.max(List.of(Duration.ofMinutes(5), warning))), false);
    }

    private static Timing workingDays(End end, int amount, Instant startedAt, List<Pause> pauses, Rules rules) {
        var calendar = rules.calendar();
        var start = rules.receiptDay(startedAt);
        int days = amount;
        for (var pause : pauses) {
            var from = rules.dayOf(pause.from());
            var counted = from.isBefore(start) ? start : from;
            days += Math.max(0, calendar.workingDaysBetween(counted, rules.receiptDay(pause.to())));
        }
        var due = calendar.plusWorkingDays(start, days);
        // amber when less than a fifth is left of a limit of ten days or more, else on the last day
        int early = amount < 10 ? 0 : (amount + 4) / 5 - 1;
        return new Timing(
                rules.end(due, end),
                rules.begin(calendar.minusWorkingDays(due, early)),
                calendar.isProvisional(start, due));
    }

    private static Timing calendarDays(End end, int amount, Instant startedAt, List<Pause> pauses, Rules rules) {
        var calendar = rules.calendar();
        var start = rules.dayOf(startedAt);
        long days = amount;
        for (var pause : pauses) {
            days += rules.dayOf(pause.to()).toEpochDay()
                    - rules.dayOf(pause.from()).toEpochDay();
        }
        boolean rollsOver = rules.settings().lastDayRollsOver(start);
        var due = calendar.plusCalendarDays(start, Math.toIntExact(days), rollsOver);
        return new Timing(
                rules.end(due, end),
                rules.begin(due),
                rollsOver && calendar.isProvisional(start.plusDays(days).minusDays(1), due));
    }

    static boolean over(Instant dueAt, @Nullable Instant at) {
        return at != null && at.getEpochSecond() > dueAt.getEpochSecond();
    }
}
