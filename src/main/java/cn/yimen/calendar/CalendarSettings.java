package cn.yimen.calendar;

import java.time.LocalDate;
import java.time.LocalTime;

/** 日历所依的政策参数: given by {@code policy}, which stands above this module. */
public interface CalendarSettings {

    /** 上班时间 on a day. */
    LocalTime opensAt(LocalDate day);

    /** 下班时间 on a day; an application handed in later counts from the next working day. */
    LocalTime closesAt(LocalDate day);

    /** Whether the last day of a limit in calendar days moves off a holiday (公示末日顺延). */
    boolean lastDayRollsOver(LocalDate day);

    /** The longest limit that can be started, in working days: how far ahead the calendar has to be known. */
    int longestWorkingDays(LocalDate day);
}
