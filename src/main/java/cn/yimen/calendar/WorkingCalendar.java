package cn.yimen.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 工作日历:which days are worked. A value, made once from the arrangements and then asked in constant time.
 *
 * <p>A working day is Monday to Friday and not off, or a weekend day worked in exchange (national-rules 9.1). In a year
 * whose arrangement is not known yet the weekends and the fixed holidays are off; what is computed there is 「暂定」.
 */
public final class WorkingCalendar {

    /** First and last year that can be asked for. */
    public static final int FIRST_YEAR = 1990;

    public static final int LAST_YEAR = 2100;

    private static final int BASE = (int) LocalDate.of(FIRST_YEAR, 1, 1).toEpochDay();
    private static final int SIZE = (int) LocalDate.of(LAST_YEAR, 12, 31).toEpochDay() - BASE + 1;

    /** At i: how many of the days 0…i are worked. */
    private final int[] worked = new int[SIZE];

    /** The working days in order, as days since the base. */
    private final int[] days;

    /** At i: how many of the days 0…i are not settled by an arrangement. */
    private final int[] unsettled = new int[SIZE];

    /**
     * @param arrangements the years that are known, at most one for a year
     * @param local 地方放假日:what the place adds or takes back, stronger than any arrangement
     */
    public WorkingCalendar(Collection<YearArrangement> arrangements, Map<LocalDate, DayKind> local) {
        var known = new HashSet<Integer>();
        var exceptions = new HashMap<LocalDate, DayKind>();
        for (var arrangement : arrangements) {
            known.add(arrangement.year());
            exceptions.putAll(arrangement.days());
        }
        exceptions.putAll(local);
        Set<LocalDate> holidays = Set.of(); // off by law in the year being gone through, where nothing is arranged
        var list = new int[SIZE];
        int count = 0;
        int open = 0;
        var day = LocalDate.of(FIRST_YEAR, 1, 1);
        for (int i = 0; i < SIZE; i++, day = day.plusDays(1)) {
            boolean arranged = known.contains(day.getYear());
            if (day.getDayOfYear() == 1) {
                holidays = arranged ? Set.of() : FixedHolidays.of(day.getYear()).keySet();
            }
            if (works(day, exceptions.get(day), holidays)) {
                list[count++] = i;
            }
            boolean lastDays = day.getMonthValue() == 12
                    && day.getDayOfMonth() >= YearArrangement.SETTLED_BEFORE_DECEMBER
                    && !known.contains(day.getYear() + 1);
            if (!arranged || lastDays) {
                open++;
            }
            worked[i] = count;
            unsettled[i] = open;
        }
        days = Arrays.copyOf(list, count);
    }

    private static boolean works(LocalDate day, @Nullable DayKind exception, Set<LocalDate> holidays) {
        if (exception != null) {
            return exception == DayKind.WORK;
        }
        if (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return false;
        }
        return !holidays.contains(day);
    }

    /** @throws IllegalArgumentException if the day is before {@link #FIRST_YEAR} or after {@link #LAST_YEAR} */
    public boolean isWorkday(LocalDate day) {
        int i = index(day);
        return worked[i] > (i == 0 ? 0 : worked[i - 1]);
    }

    /**
     * The n-th working day after a day; the day itself does not count (民法典第二百零一条).
     *
     * @param n 0 gives the day itself, a negative number counts back
     */
    public LocalDate plusWorkingDays(LocalDate start, int n) {
        if (n <= 0) {
            return n == 0 ? start : minusWorkingDays(start, -n);
        }
        return at(worked[index(start)] + n - 1);
    }

    /** The n-th working day before a day; 0 gives the day itself. */
    public LocalDate minusWorkingDays(LocalDate end, int n) {
        if (n <= 0) {
            return n == 0 ? end : plusWorkingDays(end, -n);
        }
        int i = index(end);
        return at((i == 0 ? 0 : worked[i - 1]) - n);
    }

    /** How many working days lie after {@code from}, up to and including {@code to}; negative when it is earlier. */
    public int workingDaysBetween(LocalDate from, LocalDate to) {
        return worked[index(to)] - worked[index(from)];
    }

    /** The day itself when it is worked, else the next that is. */
    public LocalDate onOrAfter(LocalDate day) {
        return isWorkday(day) ? day : plusWorkingDays(day, 1);
    }

    /**
     * The last day of a limit in calendar days (公示 7 天): the day of the start does not count.
     *
     * @param rollsOver whether a last day that is off moves to the next working day (民法典第二百零三条)
     */
    public LocalDate plusCalendarDays(LocalDate start, int n, boolean rollsOver) {
        var last = start.plusDays(n);
        return rollsOver ? onOrAfter(last) : last;
    }

    /** 暂定:whether any day after {@code from}, up to and including {@code to}, is not settled by an arrangement. */
    public boolean isProvisional(LocalDate from, LocalDate to) {
        return unsettled[index(to)] > unsettled[index(from)];
    }

    /** Working days of a whole year. */
    public int workingDaysOf(int year) {
        return workingDaysBetween(LocalDate.of(year - 1, 12, 31), LocalDate.of(year, 12, 31));
    }

    /** The how-manieth working day of its month a day is; 0 before the first. */
    public int workingDayOfMonth(LocalDate day) {
        return workingDaysBetween(day.withDayOfMonth(1).minusDays(1), day);
    }

    private LocalDate at(int n) {
        if (n < 0 || n >= days.length) {
            throw new IllegalArgumentException("the calendar ends before that working day");
        }
        return LocalDate.ofEpochDay((long) BASE + days[n]);
    }

    private static int index(LocalDate day) {
        long i = day.toEpochDay() - BASE;
        if (i < 0 || i >= SIZE) {
            throw new IllegalArgumentException(
                    "the calendar knows the years %d to %d only: %s".formatted(FIRST_YEAR, LAST_YEAR, day));
        }
        return (int) i;
    }
}
