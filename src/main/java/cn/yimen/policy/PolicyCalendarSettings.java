package cn.yimen.policy;

import cn.yimen.calendar.CalendarSettings;
import java.time.LocalDate;
import java.time.LocalTime;
import org.springframework.stereotype.Component;

/** 日历所依的政策参数. */
@Component
class PolicyCalendarSettings implements CalendarSettings {

    private final Policy policy;

    PolicyCalendarSettings(Policy policy) {
        this.policy = policy;
    }

    @Override
    public LocalTime opensAt(LocalDate day) {
        return policy.time("office.opens", day);
    }

    @Override
    public LocalTime closesAt(LocalDate day) {
        return policy.time("office.closes", day);
    }

    @Override
    public boolean lastDayRollsOver(LocalDate day) {
        return policy.flag("publicity.rollOver", day);
    }

    @Override
    public int longestWorkingDays(LocalDate day) {
        return policy.days("calendar.longestWorkingDays", day);
    }
}
