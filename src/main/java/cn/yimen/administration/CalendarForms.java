package cn.yimen.administration;

import cn.yimen.calendar.Arrangements;
import cn.yimen.calendar.DayKind;
import cn.yimen.calendar.WorkingCalendar;
import cn.yimen.calendar.YearArrangement;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** 工作日历页的表单和表格. */
final class CalendarForms {

    private CalendarForms() {}

    /** 年度放假安排. */
    record ArrangementForm(
            @Nullable String off,
            @Nullable String work,
            @Nullable String source,
            @Nullable Long version) {

        /** The version that was shown; one that never is when the form was forged. */
        long shownVersion() {
            return version == null ? -2 : version;
        }

        static ArrangementForm of(Optional<Arrangements.Entered> entered) {
            return entered.map(known -> new ArrangementForm(
                            known.arrangement().text(DayKind.OFF),
                            known.arrangement().text(DayKind.WORK),
                            known.source(),
                            known.version()))
                    .orElseGet(() -> new ArrangementForm("", "", "", -1L));
        }

        /** The arrangement; none when something is wrong, which is told at its field. */
        @Nullable
        YearArrangement toArrangement(int year, Errors errors) {
            Typed.required(errors, "source", "依据", source, 200);
            Typed.atMost(errors, "off", "放假", off, 2000);
            Typed.atMost(errors, "work", "调休上班", work, 2000);
            if (errors.hasFieldErrors("off") || errors.hasFieldErrors("work")) {
                return null;
            }
            try {
                var arrangement = YearArrangement.parse(year, Typed.text(off), Typed.text(work));
                return errors.hasErrors() ? null : arrangement;
            } catch (YearArrangement.NotReadable e) {
                if (!e.off().isEmpty()) {
                    errors.rejectValue("off", "list", String.join("；", e.off()));
                }
                if (!e.work().isEmpty()) {
                    errors.rejectValue("work", "list", String.join("；", e.work()));
                }
                return null;
            }
        }
    }

    /** 地方放假日. */
    record LocalDayForm(
            @Nullable String day,
            @Nullable String kind,
            @Nullable String name,
            @Nullable String basis) {

        static LocalDayForm empty() {
            return new LocalDayForm("", "OFF", "", "");
        }

        @Nullable
        LocalDate check(int year, LocalDate today, Errors errors) {
            var date = Typed.day(day, today, words -> errors.rejectValue("day", "day", words));
            if (date == null && !errors.hasFieldErrors("day")) {
                errors.rejectValue("day", "required", "填写日期");
            }
            if (date != null && date.getYear() != year) {
                errors.rejectValue("day", "year", "%s 不在 %d 年，请到那一年的日历里增加".formatted(date, year));
            }
            if (!"OFF".equals(kind) && !"WORK".equals(kind)) {
                errors.rejectValue("kind", "required", "选择放假还是上班");
            }
            Typed.required(errors, "name", "名称", name, 50);
            Typed.required(errors, "basis", "依据", basis, 200);
            return date;
        }

        DayKind dayKind() {
            return DayKind.valueOf(Typed.text(kind));
        }
    }

    /** One month of the table. */
    record Month(int month, List<Cell> cells, int workingDays) {

        static List<Month> of(int year, WorkingCalendar calendar) {
            var months = new ArrayList<Month>();
            for (int month = 1; month <= 12; month++) {
                var first = LocalDate.of(year, month, 1);
                var cells = new ArrayList<Cell>();
                for (int day = 1; day <= 31; day++) {
                    cells.add(day <= first.lengthOfMonth() ? Cell.of(first.withDayOfMonth(day), calendar) : Cell.NONE);
                }
                var last = first.withDayOfMonth(first.lengthOfMonth());
                months.add(new Month(month, cells, calendar.workingDaysBetween(first.minusDays(1), last)));
            }
            return months;
        }
    }

    /**
     * One day of the table.
     *
     * @param css {@code work}, {@code make}, {@code rest}, {@code off} or {@code none}
     * @param mark 班, 休, 六, 日 or nothing, so that colour does not speak alone
     */
    record Cell(int day, String css, String mark) {

        static final Cell NONE = new Cell(0, "none", "");

        static Cell of(LocalDate day, WorkingCalendar calendar) {
            var weekday = day.getDayOfWeek();
            boolean weekend = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
            if (calendar.isWorkday(day)) {
                return weekend ? new Cell(day.getDayOfMonth(), "make", "班") : new Cell(day.getDayOfMonth(), "work", "");
            }
            return weekend
                    ? new Cell(day.getDayOfMonth(), "rest", weekday == DayOfWeek.SATURDAY ? "六" : "日")
                    : new Cell(day.getDayOfMonth(), "off", "休");
        }
    }
}
