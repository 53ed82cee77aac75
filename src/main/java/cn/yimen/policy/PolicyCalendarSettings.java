package cn.yimen.policy;

import cn.yimen.calendar.CalendarSettings;
import java.time.LocalDate;
import java.time.LocalTime;
import org.springframework.stereotype.Component;

/** 日历所依的政策参数. */
@Component
class PolicyCalendarSettings implements CalendarSettings {

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
}
