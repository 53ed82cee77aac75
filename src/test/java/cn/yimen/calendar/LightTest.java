package cn.yimen.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.calendar.DeadlineKind.End;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RF-2, REG-4: due instants and the words of the light (lessons 1–4, ui-guide 5). */
class LightTest {

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(Calendar2026.ZONE).toInstant();
    }

    private static Timing timing(End end, Budget budget, String from, Timing.Pause... pauses) {
        return Timing.of(end, budget, at(from), List.of(pauses), Calendar2026.rules());
    }

    private static String due(Timing timing) {
        return timing.dueAt().atZone(Calendar2026.ZONE).toLocalDateTime().toString();
    }

    private static Light light(Budget budget, End end, Timing timing, String now) {
        return light(DeadlineState.RUNNING, budget, end, timing, null, now);
    }

    private static Light light(
            DeadlineState state, Budget budget, End end, Timing timing, @Nullable String pausedAt, String now) {
        return Light.of(
                new Light.Limit(
                        state,
                        budget.unit(),
                        end,
                        timing.dueAt(),
                        timing.soonAt(),
                        null,
                        pausedAt == null ? null : at(pausedAt),
                        timing.provisional()),
                at(now),
                Calendar2026.rules());
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource(textBlock = """
        2026-09-18T10:00, 3,  DAY,          2026-09-22T23:59:59, W16 启动调查 3 个工作日
        2026-09-18T10:00, 1,  OFFICE_HOURS, 2026-09-20T17:30,    W16 转办 1 个工作日，周日调休上班
        2026-09-18T10:00, 30, DAY,          2026-11-05T23:59:59, W16 总时限
        2026-09-18T10:00, 45, DAY,          2026-11-26T23:59:59, W16 延长到 45
        2026-10-19T09:00, 10, DAY,          2026-11-02T23:59:59, W16 县级 10 个工作日
        2026-04-28T09:00, 3,  DAY,          2026-05-06T23:59:59, W18 启动调查
        2026-05-26T09:00, 10, DAY,          2026-06-09T23:59:59, W18 县级
        2026-04-28T09:00, 30, DAY,          2026-06-11T23:59:59, W18 总时限
        2026-09-18T17:29:59, 1, DAY,        2026-09-20T23:59:59, 下班前一秒受理
        2026-09-18T17:30, 1,  DAY,          2026-09-21T23:59:59, 下班后受理，从周日（上班）起算
        2026-09-19T11:00, 1,  DAY,          2026-09-21T23:59:59, 周六受理
        2026-09-21T06:00, 1,  DAY,          2026-09-22T23:59:59, 上班前受理算当天
        2026-09-18T10:00, 0,  OFFICE_HOURS, 2026-09-18T17:30,    当日
        2026-12-31T18:00, 1,  DAY,          2027-01-05T23:59:59, 跨到没有安排的年份
        """)
    void aLimitInWorkingDaysEnds(String from, int days, End end, String due, String why) {
        var timing = timing(end, Budget.workingDays(days), from);

        assertThat(due(timing)).as(why).isEqualTo(due);
        assertThat(timing.provisional()).isEqualTo(due.startsWith("2027"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-09T10:00, 7, 2026-10-16T23:59:59, W16 公示",
        "2026-05-12T10:00, 7, 2026-05-19T23:59:59, W18 公示",
        "2026-04-28T10:00, 7, 2026-05-06T23:59:59, 末日放假顺延",
        "2026-10-09T23:00, 3, 2026-10-12T23:59:59, 小额快救 3 天",
    })
    void aLimitInCalendarDaysEnds(String from, int days, String due, String why) {
        assertThat(due(timing(End.DAY, Budget.calendarDays(days), from)))
                .as(why)
                .isEqualTo(due);
    }

    @Test
    void aPauseKeepsTheDaysAlreadyUsed() { // lesson 1
        // ten days from Monday 10-12: 13, 14 used, paused on the 15th (used), back on the 21st, seven left
        var pause = new Timing.Pause(at("2026-10-15T10:00"), at("2026-10-21T10:00"));

        assertThat(due(timing(End.DAY, Budget.workingDays(10), "2026-10-12T10:00", pause)))
                .isEqualTo("2026-10-30T23:59:59");
        assertThat(due(timing(End.DAY, Budget.workingDays(10), "2026-10-12T10:00")))
                .isEqualTo("2026-10-26T23:59:59");
    }

    @Test
    void aPauseBeforeTheFirstCountedDayAddsNothingTwice() {
        // handed in after hours on Friday, paused at once, back on Monday: Monday is the start either way
        var pause = new Timing.Pause(at("2026-10-16T19:00"), at("2026-10-19T10:00"));

        assertThat(due(timing(End.DAY, Budget.workingDays(3), "2026-10-16T18:00", pause)))
                .isEqualTo("2026-10-22T23:59:59");
    }

    /** The public notice of seven days from Friday 10-09, taken down from Monday 10-12 to Thursday 10-15: three days more. */
    @Test
    void aPauseInCalendarDaysGivesItsDaysBack() {
        var pause = new Timing.Pause(at("2026-10-12T10:00"), at("2026-10-15T09:00"));

        assertThat(due(timing(End.DAY, Budget.calendarDays(7), "2026-10-09T10:00", pause)))
                .isEqualTo("2026-10-19T23:59:59");
        assertThat(due(timing(End.DAY, Budget.calendarDays(7), "2026-10-09T10:00")))
                .isEqualTo("2026-10-16T23:59:59");
    }

    @Test
    void aPauseOfMinutesIsExact() {
        var pause = new Timing.Pause(at("2026-10-16T10:05"), at("2026-10-16T10:25"));

        assertThat(due(timing(End.INSTANT, Budget.minutes(15), "2026-10-16T10:00", pause)))
                .isEqualTo("2026-10-16T10:35");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(textBlock = """
        2026-10-12T11:00,    OK,   还剩 6 天
        2026-10-17T11:00,    OK,   还剩 2 天
        2026-10-19T11:00,    OK,   还剩 1 天
        2026-10-20T00:00,    SOON, 今天到期
        2026-10-20T23:59:59, SOON, 今天到期
        2026-10-21T00:00,    OVER, 超期 1 分钟
        2026-10-21T00:45,    OVER, 超期 45 分钟
        2026-10-21T00:59:58, OVER, 超期 59 分钟
        2026-10-21T00:59:59, OVER, 超期 1 小时
        2026-10-21T03:10,    OVER, 超期 3 小时
        2026-10-21T23:59:58, OVER, 超期 23 小时
        2026-10-22T00:00,    OVER, 超期 2 天
        2026-10-24T12:00,    OVER, 超期 3 天
        2026-10-26T12:00,    OVER, 超期 4 天
        """)
    void aStatuteSpeaksInWorkingDays(String now, Light.Level level, String words) {
        var budget = Budget.workingDays(6);
        var timing = timing(End.DAY, budget, "2026-10-12T10:00"); // due Tuesday 10-20

        assertThat(light(budget, End.DAY, timing, now)).isEqualTo(new Light(level, words));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(textBlock = """
        2026-10-19T11:00,    OK,   还剩 1 天
        2026-10-20T08:00,    SOON, 今天下班前
        2026-10-20T17:30,    SOON, 今天下班前
        2026-10-20T17:30:01, OVER, 超期 1 分钟
        2026-10-21T09:00,    OVER, 超期 15 小时
        2026-10-21T17:31,    OVER, 超期 1 天
        """)
    void aPromiseEndsWithTheOfficeHours(String now, Light.Level level, String words) {
        var budget = Budget.workingDays(6);
        var timing = timing(End.OFFICE_HOURS, budget, "2026-10-12T10:00");

        assertThat(light(budget, End.OFFICE_HOURS, timing, now)).isEqualTo(new Light(level, words));
    }

    @Test
    void overAWeekendAtLeastADayIsOver() {
        var budget = Budget.workingDays(1);
        var timing = timing(End.DAY, budget, "2026-10-15T10:00"); // due Friday 10-16

        assertThat(light(budget, End.DAY, timing, "2026-10-18T10:00")).isEqualTo(new Light(Light.Level.OVER, "超期 1 天"));
    }

    @ParameterizedTest(name = "{0} 个工作日，还剩 {1} 天: {2}")
    @CsvSource({
        "30, 6, OK",
        "30, 5, SOON",
        "10, 2, OK",
        "10, 1, SOON",
        "9, 1, OK",
        "15, 3, OK",
        "15, 2, SOON",
        "45, 9, OK",
        "45, 8, SOON"
    })
    void amberWhenLessThanAFifthIsLeftOfTenDaysOrMore(int budget, int left, Light.Level level) {
        var length = Budget.workingDays(budget);
        var timing = timing(End.DAY, length, "2026-03-02T10:00");
        LocalDate due = timing.dueAt().atZone(Calendar2026.ZONE).toLocalDate();
        var now =
                Calendar2026.CALENDAR.minusWorkingDays(due, left).atTime(10, 0).toString();

        assertThat(light(length, End.DAY, timing, now)).isEqualTo(new Light(level, "还剩 " + left + " 天"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(textBlock = """
        2026-10-12T10:00,    OK,   还剩 15 分
        2026-10-12T10:05:48, OK,   还剩 9 分 12 秒
        2026-10-12T10:10,    SOON, 还剩 5 分
        2026-10-12T10:14:30, SOON, 还剩 30 秒
        2026-10-12T10:15,    SOON, 还剩 0 秒
        2026-10-12T10:16:08, OVER, 已超 1 分 08 秒
        2026-10-12T12:20,    OVER, 已超 2 小时 05 分
        2026-10-13T10:14:59, OVER, 已超 23 小时 59 分
        2026-10-13T10:15,    OVER, 超期 1 天
        2026-10-14T12:20,    OVER, 超期 2 天
        """)
    void theWindowsClock(String now, Light.Level level, String words) { // IN-1
        var budget = Budget.minutes(15);
        var timing = timing(End.INSTANT, budget, "2026-10-12T10:00");

        assertThat(light(budget, End.INSTANT, timing, now)).isEqualTo(new Light(level, words));
    }

    @Test
    void pausedAndDone() {
        var budget = Budget.workingDays(6);
        var timing = timing(End.DAY, budget, "2026-10-12T10:00");

        assertThat(light(DeadlineState.PAUSED, budget, End.DAY, timing, "2026-10-14T10:00", "2026-11-30T10:00"))
                .isEqualTo(new Light(Light.Level.PAUSED, "已暂停，还剩 4 天"));
        assertThat(light(DeadlineState.PAUSED, budget, End.DAY, timing, "2026-10-20T10:00", "2026-11-30T10:00"))
                .isEqualTo(new Light(Light.Level.PAUSED, "已暂停，还剩不到 1 天"));
        assertThat(light(DeadlineState.PAUSED, budget, End.DAY, timing, "2026-10-22T10:00", "2026-11-30T10:00"))
                .isEqualTo(new Light(Light.Level.PAUSED, "已暂停，超期 2 天"));
        assertThat(light(DeadlineState.MET, budget, End.DAY, timing, null, "2026-11-30T10:00"))
                .isEqualTo(new Light(Light.Level.DONE, "已办结"));
    }

    /** 6.2: amber over the promise, red over the law; 10 working days are promised where the law gives 15. */
    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(textBlock = """
        RUNNING, 2026-10-26T10:00,    SOON,   今天到期
        RUNNING, 2026-10-27T10:00,    SOON,   超承诺 10 小时
        RUNNING, 2026-11-02T23:59:59, SOON,   超承诺 5 天
        RUNNING, 2026-11-03T00:30,    OVER,   超期 30 分钟
        PAUSED,  2026-10-23T10:00,    PAUSED, 已暂停，还剩 1 天
        PAUSED,  2026-10-28T10:00,    PAUSED, 已暂停，超承诺 2 天
        PAUSED,  2026-11-04T10:00,    PAUSED, 已暂停，超期 2 天
        """)
    void aPromiseHasTheLawBehindIt(DeadlineState state, String now, Light.Level level, String words) {
        var promise = timing(End.DAY, Budget.workingDays(10), "2026-10-12T10:00");
        var law = timing(End.DAY, Budget.workingDays(15), "2026-10-12T10:00");
        var limit = new Light.Limit(
                state,
                Budget.Unit.WORKING_DAYS,
                End.DAY,
                promise.dueAt(),
                promise.soonAt(),
                law.dueAt(),
                state == DeadlineState.PAUSED ? at(now) : null,
                false);

        assertThat(Light.of(limit, at(now), Calendar2026.rules())).isEqualTo(new Light(level, words));
    }

    @Test
    void aPausedClockShowsWhatIsLeftOfIt() {
        var budget = Budget.minutes(15);
        var timing = timing(End.INSTANT, budget, "2026-10-12T10:00");

        assertThat(light(DeadlineState.PAUSED, budget, End.INSTANT, timing, "2026-10-12T10:04", "2026-10-12T12:00"))
                .isEqualTo(new Light(Light.Level.PAUSED, "已暂停，还剩 11 分"));
        assertThat(light(DeadlineState.CANCELLED, budget, End.INSTANT, timing, null, "2026-10-12T12:00"))
                .isEqualTo(new Light(Light.Level.DONE, "已取消"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-14T10:00, 7, false",
        "2026-12-18T10:00, 7, false",
        "2026-12-20T10:00, 7, true",
        "2026-12-21T10:00, 7, true",
        "2027-01-12T10:00, 7, true",
    })
    void aLimitInCalendarDaysIsProvisionalWhereItsLastDayIs(String from, int days, boolean provisional) {
        assertThat(timing(End.DAY, Budget.calendarDays(days), from).provisional())
                .isEqualTo(provisional);
    }

    @ParameterizedTest
    @CsvSource({"OVER, over", "SOON, soon", "OK, ok", "DONE, done", "PAUSED, paused"})
    void eachLevelHasItsNameInTheStyleSheet(Light.Level level, String css) {
        assertThat(level.css()).isEqualTo(css);
    }

    @Test
    void aLimitIntoAYearWithoutArrangementSaysSo() {
        var budget = Budget.workingDays(30);
        var timing = timing(End.DAY, budget, "2026-12-14T10:00");

        assertThat(light(budget, End.DAY, timing, "2026-12-14T11:00").words()).isEqualTo("还剩 30 天（暂定）");
    }
}
