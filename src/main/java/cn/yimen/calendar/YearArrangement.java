package cn.yimen.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * 年度放假安排:the State Council's notice for one year, as days off and weekend days worked in exchange. Days of the
 * December before may belong to it: they are settled by the next year's notice.
 *
 * @param days the exceptions to the plain week, by date
 */
public record YearArrangement(int year, SortedMap<LocalDate, DayKind> days) {

    /** From this day of December on, a year is settled only by the next year's arrangement. */
    static final int SETTLED_BEFORE_DECEMBER = 28;

    private static final Pattern PIECE =
            Pattern.compile("(?:(\\d{4})-)?(\\d{1,2})-(\\d{1,2})(?:[~-](?:(?:(\\d{4})-)?(\\d{1,2})-)?(\\d{1,2}))?");

    public YearArrangement {
        days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
        for (var day : days.keySet()) {
            if (!belongs(year, day)) {
                throw new IllegalArgumentException("not a day of " + year + ": " + day);
            }
        }
    }

    static boolean belongs(int year, LocalDate day) {
        return day.getYear() == year
                || (day.getYear() == year - 1
                        && day.getMonthValue() == 12
                        && day.getDayOfMonth() >= SETTLED_BEFORE_DECEMBER);
    }

    /**
     * Reads the two lists as an administrator types them: {@code 01-01~03；02-10~17}, {@code 1月1日至3日}, one or many to
     * a line. A day of the December before is written with its year, or as the begin of a range ({@code 12-31~01-02}).
     *
     * @throws NotReadable with a sentence for every piece that is no day of this arrangement
     */
    public static YearArrangement parse(int year, String off, String work) {
        var days = new TreeMap<LocalDate, DayKind>();
        var offProblems = new ArrayList<String>();
        var workProblems = new ArrayList<String>();
        read(year, off, DayKind.OFF, days, offProblems);
        read(year, work, DayKind.WORK, days, workProblems);
        if (offProblems.isEmpty() && days.values().stream().noneMatch(DayKind.OFF::equals)) {
            offProblems.add("填写放假的日子，例如「01-01~03」，几段之间用分号隔开");
        }
        if (!offProblems.isEmpty() || !workProblems.isEmpty()) {
            throw new NotReadable(offProblems, workProblems);
        }
        return new YearArrangement(year, days);
    }

    private static void read(
            int year, String text, DayKind kind, SortedMap<LocalDate, DayKind> days, List<String> problems) {
        for (var piece : pieces(text)) {
            var match = PIECE.matcher(piece);
            if (!match.matches()) {
                problems.add("「" + shortened(piece) + "」看不懂，请写成「05-01~05」或「05-09」");
                continue;
            }
            try {
                int month = Integer.parseInt(match.group(2));
                int day = Integer.parseInt(match.group(3));
                int lastMonth = match.group(5) == null ? month : Integer.parseInt(match.group(5));
                int lastDay = match.group(6) == null ? day : Integer.parseInt(match.group(6));
                int lastYear = match.group(4) != null
                        ? Integer.parseInt(match.group(4))
                        : match.group(1) != null && lastMonth >= month ? Integer.parseInt(match.group(1)) : year;
                int firstYear = match.group(1) != null
                        ? Integer.parseInt(match.group(1))
                        : lastMonth < month ? lastYear - 1 : lastYear;
                var first = LocalDate.of(firstYear, month, day);
                var last = LocalDate.of(lastYear, lastMonth, lastDay);
                if (last.isBefore(first) || first.plusDays(30).isBefore(last)) {
                    problems.add("「" + shortened(piece) + "」的起止日期不对，止日应在起日之后、一个月以内");
                    continue;
                }
                for (var each = first; !each.isAfter(last); each = each.plusDays(1)) {
                    put(year, each, kind, days, problems);
                }
            } catch (DateTimeException e) {
                problems.add("「" + shortened(piece) + "」没有这一天");
            }
        }
    }

    private static void put(
            int year, LocalDate day, DayKind kind, SortedMap<LocalDate, DayKind> days, List<String> problems) {
        if (!belongs(year, day)) {
            problems.add("%s 不在 %d 年的安排里（上一年只能写 12月28日 以后的）".formatted(day, year));
        } else if (kind == DayKind.WORK && !weekend(day)) {
            problems.add("%s 是%s，本来就上班，不用写在调休上班里".formatted(day, weekday(day)));
        } else if (days.getOrDefault(day, kind) != kind) {
            problems.add("%s 同时写在放假和调休上班里，请留一处".formatted(day));
        } else {
            days.put(day, kind);
        }
    }

    private static List<String> pieces(String text) {
        var plain = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c >= '０' && c <= '９') {
                plain.append((char) (c - '０' + '0'));
            } else if ("年月./－．／".indexOf(c) >= 0) {
                plain.append('-');
            } else if ("至到—–～".indexOf(c) >= 0) {
                plain.append('~');
            } else if (c == '日' || c == '号') {
                continue;
            } else if ("；,，、。\n\r\t 　".indexOf(c) >= 0) {
                plain.append(';');
            } else {
                plain.append(c);
            }
        }
        var tidy = plain.toString().replaceAll(";*([~])[~;]*", "$1");
        return List.of(tidy.split(";")).stream()
                .filter(piece -> !piece.isEmpty())
                .toList();
    }

    private static String shortened(String piece) {
        return piece.length() <= 20 ? piece : piece.substring(0, 20) + "…";
    }

    /** The fixed holidays (法定节假日) of the year that the list does not give off: nearly always a slip of the pen. */
    public List<String> missingHolidays() {
        return FixedHolidays.of(year).entrySet().stream()
                .filter(holiday -> days.get(holiday.getKey()) != DayKind.OFF)
                .map(holiday -> "%s %d月%d日"
                        .formatted(
                                holiday.getValue(),
                                holiday.getKey().getMonthValue(),
                                holiday.getKey().getDayOfMonth()))
                .toList();
    }

    /** One of the two lists in the form {@link #parse} reads: {@code 01-01~03；02-15~23}. */
    public String text(DayKind kind) {
        var ranges = new ArrayList<LocalDate[]>();
        for (var day : days.keySet()) {
            if (days.get(day) != kind) {
                continue;
            }
            var open = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (open != null && kind == DayKind.OFF && open[1].plusDays(1).equals(day)) {
                open[1] = day;
            } else {
                ranges.add(new LocalDate[] {day, day});
            }
        }
        return ranges.stream().map(range -> text(range[0], range[1])).collect(Collectors.joining("；"));
    }

    private String text(LocalDate first, LocalDate last) {
        var begin = first.getYear() == year ? monthDay(first) : first.toString();
        if (first.equals(last)) {
            return begin;
        }
        if (last.getMonth() == first.getMonth()) {
            return begin + "~%02d".formatted(last.getDayOfMonth());
        }
        return begin + "~" + (last.getYear() == first.getYear() ? monthDay(last) : last.toString());
    }

    private static String monthDay(LocalDate day) {
        return "%02d-%02d".formatted(day.getMonthValue(), day.getDayOfMonth());
    }

    private static boolean weekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static String weekday(LocalDate day) {
        return "星期" + "一二三四五六日".charAt(day.getDayOfWeek().getValue() - 1);
    }

    /** The lists as typed cannot be read; one sentence for each piece. */
    public static final class NotReadable extends RuntimeException {

        private final transient List<String> off;
        private final transient List<String> work;

        NotReadable(List<String> off, List<String> work) {
            super(String.join("；", off) + String.join("；", work));
            this.off = List.copyOf(off);
            this.work = List.copyOf(work);
        }

        /** What is wrong in the list of days off; may be empty. */
        public List<String> off() {
            return off;
        }

        /** What is wrong in the list of weekend days worked; may be empty. */
        public List<String> work() {
            return work;
        }
    }
}
