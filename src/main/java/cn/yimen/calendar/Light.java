package cn.yimen.calendar;

import cn.yimen.calendar.Budget.Unit;
import cn.yimen.calendar.DeadlineKind.End;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * 灯:shape, colour and words of a limit at one moment (ui-guide 5). Made here only, so that a list, a badge, a job and a
 * report can never disagree about what is overdue.
 *
 * @param words complete as they stand, with 「（暂定）」 where a year without an arrangement is in the limit
 */
public record Light(Level level, String words) implements Serializable {

    /** 灯色. */
    public enum Level {
        /** ■ 已超期 */
        OVER,
        /** ▲ 今天到期, or little left */
        SOON,
        /** ● 期限充足 */
        OK,
        /** ✓ 已办结 */
        DONE,
        /** ‖ 已暂停 */
        PAUSED;

        /** As the style sheet calls it: {@code over}, {@code soon} … */
        public String css() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What the light needs to know of a limit.
     *
     * @param lawDueAt of a promise, when the law's limit of the same matter ends: amber over the promise, red over the
     *     law (national-rules 6.2)
     */
    record Limit(
            DeadlineState state,
            Unit unit,
            End end,
            Instant dueAt,
            Instant soonAt,
            @Nullable Instant lawDueAt,
            @Nullable Instant pausedAt,
            boolean provisional) {

        /** The instant after which it is broken for good: the law's, where a promise has one behind it. */
        Instant binding() {
            return lawDueAt == null ? dueAt : lawDueAt;
        }
    }

    static Light of(Limit limit, Instant now, Timing.Rules rules) {
        return switch (limit.state()) {
            case MET -> new Light(Level.DONE, "已办结");
            case CANCELLED -> new Light(Level.DONE, "已取消");
            case PAUSED -> paused(limit, limit.pausedAt() == null ? now : limit.pausedAt(), rules);
            case RUNNING -> running(limit, now, rules);
        };
    }

    private static Light running(Limit limit, Instant now, Timing.Rules rules) {
        if (Timing.over(limit.binding(), now)) {
            return light(Level.OVER, over("超期", limit.binding(), limit, now, rules), limit);
        }
        if (Timing.over(limit.dueAt(), now)) {
            return light(Level.SOON, over("超承诺", limit.dueAt(), limit, now, rules), limit);
        }
        var level = now.isBefore(limit.soonAt()) ? Level.OK : Level.SOON;
        if (limit.unit() == Unit.MINUTES) {
            return light(level, "还剩 " + clock(Duration.between(now, limit.dueAt())), limit);
        }
        long days = days(limit.dueAt(), limit, now, rules);
        return days > 0
                ? light(level, "还剩 " + days + " 天", limit)
                : light(Level.SOON, limit.end() == End.OFFICE_HOURS ? "今天下班前" : "今天到期", limit);
    }

    private static Light paused(Limit limit, Instant at, Timing.Rules rules) {
        if (Timing.over(limit.binding(), at)) {
            return light(Level.PAUSED, "已暂停，" + over("超期", limit.binding(), limit, at, rules), limit);
        }
        if (Timing.over(limit.dueAt(), at)) {
            return light(Level.PAUSED, "已暂停，" + over("超承诺", limit.dueAt(), limit, at, rules), limit);
        }
        if (limit.unit() == Unit.MINUTES) {
            return light(Level.PAUSED, "已暂停，还剩 " + clock(Duration.between(at, limit.dueAt())), limit);
        }
        long days = days(limit.dueAt(), limit, at, rules);
        return light(Level.PAUSED, days > 0 ? "已暂停，还剩 " + days + " 天" : "已暂停，还剩不到 1 天", limit);
    }

    private static Light light(Level level, String words, Limit limit) {
        return new Light(level, limit.provisional() ? words + "（暂定）" : words);
    }

    /** How long it is over; under a day in hours, then in the days the limit itself is counted in. */
    private static String over(String word, Instant due, Limit limit, Instant at, Timing.Rules rules) {
        var since = Duration.between(due, at);
        if (limit.unit() == Unit.MINUTES && since.toHours() < 24) {
            return "已超 " + clock(since);
        }
        if (since.toHours() < 1) {
            return word + " " + Math.max(1, since.toMinutes()) + " 分钟";
        }
        if (since.toHours() < 24) {
            return word + " " + since.toHours() + " 小时";
        }
        return word + " " + Math.max(1, -days(due, limit, at, rules)) + " 天";
    }

    private static long days(Instant due, Limit limit, Instant at, Timing.Rules rules) {
        var today = rules.dayOf(at);
        var last = rules.dayOf(due);
        return limit.unit() == Unit.WORKING_DAYS
                ? rules.calendar().workingDaysBetween(today, last)
                : ChronoUnit.DAYS.between(today, last);
    }

    private static String clock(Duration time) {
        if (time.toHours() > 0) {
            return "%d 小时 %02d 分".formatted(time.toHours(), time.toMinutesPart());
        }
        return time.toMinutes() > 0 && time.toSecondsPart() == 0
                ? time.toMinutes() + " 分"
                : time.toMinutes() > 0
                        ? "%d 分 %02d 秒".formatted(time.toMinutes(), time.toSecondsPart())
                        : Math.max(0, time.toSecondsPart()) + " 秒";
    }
}
