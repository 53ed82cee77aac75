package cn.yimen.pages;

import cn.yimen.kernel.ChineseAmount;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.ResidentId;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 写法: dates, amounts and masks as the ui-guide, section 9, writes them; {@code @fmt} in templates. Null is 「—」. */
@Component("fmt")
public class Formats {

    private static final String NONE = "—";
    private static final String[] WEEKDAYS = {"一", "二", "三", "四", "五", "六", "日"};
    private static final java.util.Set<String> DOUBLE_SURNAMES = java.util.Set.of(
            "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "司空", "夏侯", "端木", "长孙", "宇文", "申屠", "太史",
            "闻人", "轩辕", "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "呼延", "钟离", "南宫", "西门", "百里", "东郭", "独孤");

    private final Clock clock;

    public Formats(Clock clock) {
        this.clock = clock;
    }

    /** 「3月11日」, in another year 「2025年12月3日」. */
    public String day(@Nullable Temporal at) {
        var day = date(at);
        if (day == null) {
            return NONE;
        }
        var monthAndDay = day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
        return day.getYear() == LocalDate.now(clock).getYear() ? monthAndDay : day.getYear() + "年" + monthAndDay;
    }

    /** A day that was typed, as {@link #day}; what is no day stays as it was typed. */
    public String typedDay(@Nullable String typed) {
        if (typed == null || !typed.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return typed == null ? NONE : typed;
        }
        try {
            return day(LocalDate.parse(typed));
        } catch (DateTimeException noSuchDay) {
            return typed;
        }
    }

    /** 「3月11日 17:30」. */
    public String dayTime(@Nullable Temporal at) {
        return at == null ? NONE : day(at) + " " + time(at);
    }

    /** 「17:30」. */
    public String time(@Nullable Temporal at) {
        var local = local(at);
        return local == null ? NONE : two(local.getHour()) + ":" + two(local.getMinute());
    }

    /** For paper: 「2026年3月11日」. */
    public String fullDay(@Nullable Temporal at) {
        var day = date(at);
        return day == null ? NONE : day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    /** For paper: 「2026年3月11日 17:30」. */
    public String fullDayTime(@Nullable Temporal at) {
        return at == null ? NONE : fullDay(at) + " " + time(at);
    }

    /** 「3月20日 17:30 前」. */
    public String until(@Nullable Temporal at) {
        return at == null ? NONE : (local(at) == null ? day(at) : dayTime(at)) + " 前";
    }

    /** 「3月3日—10日」. */
    public String range(@Nullable Temporal from, @Nullable Temporal to) {
        var first = date(from);
        var last = date(to);
        if (first == null || last == null) {
            return NONE;
        }
        if (first.getYear() == last.getYear() && first.getMonth() == last.getMonth()) {
            return day(first) + "—" + last.getDayOfMonth() + "日";
        }
        return day(first) + "—" + day(last);
    }

    /** 「2026年3月」. */
    public String month(@Nullable YearMonth month) {
        return month == null ? NONE : month.getYear() + "年" + month.getMonthValue() + "月";
    }

    /** 「2026年3月11日 星期三」. */
    public String today() {
        var today = LocalDate.now(clock);
        return fullDay(today) + " " + weekday(today);
    }

    public String weekday(Temporal at) {
        var day = date(at);
        return day == null ? NONE : "星期" + WEEKDAYS[day.getDayOfWeek().getValue() - 1];
    }

    /** 「1,789.00」; the unit stands in the head of the column. */
    public String money(@Nullable Money amount) {
        return amount == null ? NONE : amount.grouped();
    }

    /** 「1,789.00 元」. */
    public String yuan(@Nullable Money amount) {
        return amount == null ? NONE : amount.grouped() + " 元";
    }

    /** For paper: 「1,789.00 元（人民币壹仟柒佰捌拾玖元整）」. */
    public String paperMoney(@Nullable Money amount) {
        return amount == null ? NONE : yuan(amount) + "（人民币" + ChineseAmount.of(amount) + "）";
    }

    /** 「06:42」. */
    public String clock(long seconds) {
        return "%02d:%02d".formatted(seconds / 60, seconds % 60);
    }

    /** Full years at the day. */
    public String age(@Nullable LocalDate birth, LocalDate on) {
        return birth == null ? NONE : Period.between(birth, on).getYears() + " 岁";
    }

    /** {@code 520499********4622}. */
    public String id(@Nullable Object number) {
        if (number == null || number.toString().isBlank()) {
            return NONE;
        }
        if (number instanceof ResidentId id) {
            return id.toString();
        }
        var text = number.toString().strip();
        if (text.indexOf('*') >= 0) {
            return text; // masked already
        }
        return text.length() < 11
                ? "*".repeat(text.length())
                : text.substring(0, 6) + "*".repeat(text.length() - 10) + text.substring(text.length() - 4);
    }

    /** {@code 138****5678}; of a landline the last four digits. */
    public String phone(@Nullable String number) {
        if (number == null || number.isBlank()) {
            return NONE;
        }
        var text = number.strip();
        if (text.indexOf('*') >= 0) {
            return text;
        }
        if (text.length() == 11 && text.startsWith("1")) {
            return text.substring(0, 3) + "****" + text.substring(7);
        }
        return text.length() <= 4
                ? "*".repeat(text.length())
                : "*".repeat(text.length() - 4) + text.substring(text.length() - 4);
    }

    /** 「139 0000 1234」, where the whole number may be shown. */
    public String fullPhone(@Nullable String number) {
        if (number == null || number.isBlank()) {
            return NONE;
        }
        var text = number.strip();
        return text.length() == 11 && text.startsWith("1")
                ? text.substring(0, 3) + " " + text.substring(3, 7) + " " + text.substring(7)
                : text;
    }

    /** 「尾号 6789」. */
    public String card(@Nullable String number) {
        if (number == null || number.isBlank()) {
            return NONE;
        }
        var text = number.strip();
        return "尾号 " + (text.length() <= 4 ? text : text.substring(text.length() - 4));
    }

    /** In public: 王*国, 王*, 欧阳**, 阿**·**曼. */
    public String publicName(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return NONE;
        }
        var dot = name.strip().indexOf('·');
        if (dot > 0 && dot < name.strip().length() - 1) {
            var whole = name.strip().codePoints().toArray();
            var shown = new StringBuilder();
            for (int at = 0; at < whole.length; at++) {
                var kept = at == 0 || at == whole.length - 1 || whole[at] == '·';
                shown.appendCodePoint(kept ? whole[at] : '*');
            }
            return shown.toString();
        }
        var points = name.strip().codePoints().toArray();
        var length = points.length;
        if (length == 1) {
            return "*";
        }
        if (length > 2 && DOUBLE_SURNAMES.contains(new String(points, 0, 2))) {
            return new String(points, 0, 2) + "*".repeat(length - 2);
        }
        var first = Character.toString(points[0]);
        return length == 2 ? first + "*" : first + "*".repeat(length - 2) + Character.toString(points[length - 1]);
    }

    /** 「96.3%」; 「—」 where there is nothing to have a share of. */
    public String share(long part, long whole) {
        return whole == 0 ? NONE : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
    }

    /** A count, 「1 万以上」 when it was cut off at {@link Counter#CAP}. */
    public String count(long number) {
        return number > Counter.CAP ? "1 万以上" : Long.toString(number);
    }

    /** Not by {@code %02d}: it stands in every row of every list, and the formatter reads its pattern each time. */
    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    private @Nullable LocalDate date(@Nullable Temporal at) {
        if (at instanceof LocalDate day) {
            return day;
        }
        var local = local(at);
        return local == null ? null : local.toLocalDate();
    }

    private @Nullable LocalDateTime local(@Nullable Temporal at) {
        if (at instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, clock.getZone());
        }
        if (at instanceof OffsetDateTime offset) {
            return LocalDateTime.ofInstant(offset.toInstant(), clock.getZone());
        }
        if (at instanceof ZonedDateTime zoned) {
            return LocalDateTime.ofInstant(zoned.toInstant(), clock.getZone());
        }
        return at instanceof LocalDateTime local ? local : null;
    }
}
