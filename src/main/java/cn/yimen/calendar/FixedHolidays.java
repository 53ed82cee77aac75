package cn.yimen.calendar;

import com.tyme.lunar.LunarDay;
import com.tyme.solar.SolarDay;
import com.tyme.solar.SolarTerm;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * 法定节假日:the thirteen days that are off by law in every year (全国年节及纪念日放假办法 2024 第二条), without the days
 * moved around them by the year's arrangement.
 */
final class FixedHolidays {

    private FixedHolidays() {}

    /** The days of one year in order, each with the holiday's name. */
    static Map<LocalDate, String> of(int year) {
        var days = new TreeMap<LocalDate, String>();
        days.put(LocalDate.of(year, 1, 1), "元旦");
        var spring = lunar(year, 1, 1);
        days.put(spring.minusDays(1), "春节");
        days.put(spring, "春节");
        days.put(spring.plusDays(1), "春节");
        days.put(spring.plusDays(2), "春节");
        days.put(date(SolarTerm.fromName(year, "清明").getSolarDay()), "清明节");
        days.put(LocalDate.of(year, 5, 1), "劳动节");
        days.put(LocalDate.of(year, 5, 2), "劳动节");
        days.put(lunar(year, 5, 5), "端午节");
        for (int day = 1; day <= 3; day++) {
            days.put(LocalDate.of(year, 10, day), "国庆节");
        }
        days.merge(lunar(year, 8, 15), "中秋节", (one, other) -> one + "、" + other);
        return Collections.unmodifiableMap(days);
    }

    private static LocalDate lunar(int year, int month, int day) {
        return date(LunarDay.fromYmd(year, month, day).getSolarDay());
    }

    private static LocalDate date(SolarDay day) {
        return LocalDate.of(day.getYear(), day.getMonth(), day.getDay());
    }
}
