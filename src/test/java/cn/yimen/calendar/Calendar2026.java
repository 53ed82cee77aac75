package cn.yimen.calendar;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** 2024–2026 年的放假安排 (national-rules 9.2), typed as an administrator would. */
final class Calendar2026 {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    static final List<YearArrangement> YEARS = List.of(
            YearArrangement.parse(
                    2024,
                    "01-01;02-10~17;04-04~06;05-01~05;06-10;09-15~17;10-01~07",
                    "02-04、02-18、04-07、04-28、05-11、09-14、09-29、10-12"),
            YearArrangement.parse(
                    2025, "01-01;01-28~02-04;04-04~06;05-01~05;05-31~06-02;10-01~08", "01-26、02-08、04-27、09-28、10-11"),
            YearArrangement.parse(
                    2026,
                    "01-01~03;02-15~23;04-04~06;05-01~05;06-19~21;09-25~27;10-01~07",
                    "01-04、02-14、02-28、05-09、09-20、10-10"));

    static final WorkingCalendar CALENDAR = new WorkingCalendar(YEARS, Map.of());

    static final CalendarSettings SETTINGS = new CalendarSettings() {
        @Override
        public LocalTime opensAt(LocalDate day) {
            return LocalTime.of(9, 0);
        }

        @Override
        public LocalTime closesAt(LocalDate day) {
            return LocalTime.of(17, 30);
        }

        @Override
        public boolean lastDayRollsOver(LocalDate day) {
            return true;
        }

        @Override
        public int longestWorkingDays(LocalDate day) {
            return 45;
        }
    };

    private Calendar2026() {}

    static Timing.Rules rules(WorkingCalendar calendar) {
        return new Timing.Rules(calendar, SETTINGS, ZONE);
    }

    static Timing.Rules rules() {
        return rules(CALENDAR);
    }
}
