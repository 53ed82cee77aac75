package cn.yimen.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cn.yimen.ProductTest;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Questions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** REG-4, RF-2: limits that are stored, paused, extended, met, and moved by the calendar. Rolled back after each test. */
@ProductTest
@Transactional
class DeadlinesTest {

    private static final DeadlineKind STATUTE = DeadlineKind.statute("test.legal", "法定办理");
    private static final DeadlineKind PROMISE = DeadlineKind.promise("test.promise", "承诺办理");
    private static final DeadlineKind CLOCK = DeadlineKind.clock("test.clock", "窗口答复");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JdbcTemplate template;

    @Autowired
    CalendarSettings settings;

    private final Hands hands = new Hands();
    private final List<Object> published = new ArrayList<>();
    private Deadlines deadlines;
    private Arrangements arrangements;
    private Calendars calendars;
    private Officer officer;

    /** A clock that stands until it is put. */
    private static final class Hands extends Clock {
        private Instant now = Instant.EPOCH;

        void at(String local) {
            now = DeadlinesTest.instant(local);
        }

        @Override
        public ZoneId getZone() {
            return Calendar2026.ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return fixed(now, zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static Instant instant(String local) {
        return LocalDateTime.parse(local).atZone(Calendar2026.ZONE).toInstant();
    }

    private static String local(Instant instant) {
        return instant.atZone(Calendar2026.ZONE).toLocalDateTime().toString();
    }

    @BeforeEach
    void withOurOwnClock() {
        calendars = new Calendars(jdbc, settings, hands);
        deadlines = new Deadlines(jdbc, new Questions(template), template, calendars, published::add, hands);
        arrangements = new Arrangements(jdbc, calendars, deadlines, hands);
        officer = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        hands.at("2026-10-12T10:00");
    }

    private DeadlineId tenDays() {
        return deadlines.start(STATUTE, Budget.workingDays(10), hands.instant());
    }

    @Test
    void theSeededYearsAreThoseOfTheNotices() {
        assertThat(calendars.arrangements().subList(0, 3)).isEqualTo(Calendar2026.YEARS);
    }

    @Test
    void startsWithItsDueInstant() {
        var view = deadlines.view(tenDays());

        assertThat(local(view.dueAt())).isEqualTo("2026-10-26T23:59:59");
        assertThat(view.state()).isEqualTo(DeadlineState.RUNNING);
        assertThat(view.kind()).isEqualTo(STATUTE);
        assertThat(view.light()).isEqualTo(new Light(Light.Level.OK, "还剩 10 天"));
        assertThat(view.late()).isFalse();
    }

    @Test
    void aPauseKeepsWhatWasUsed() {
        var id = tenDays();
        hands.at("2026-10-15T10:00");
        deadlines.pause(id, "等待补材料", officer);
        assertThat(deadlines.view(id).light().words()).isEqualTo("已暂停，还剩 7 天");

        hands.at("2026-10-21T10:00");
        assertThat(deadlines.view(id).light().words()).isEqualTo("已暂停，还剩 7 天");
        deadlines.resume(id);

        assertThat(local(deadlines.view(id).dueAt())).isEqualTo("2026-10-30T23:59:59");
        assertThat(deadlines.view(id).light().words()).isEqualTo("还剩 7 天");
        assertThat(published).containsExactly(new DeadlineMoved(id, instant("2026-10-30T23:59:59"), false));
    }

    @Test
    void twoPausesAddUp() {
        var id = tenDays();
        for (var day : List.of("13", "15")) {
            hands.at("2026-10-" + day + "T10:00");
            deadlines.pause(id, "等待补材料", officer);
            hands.at("2026-10-" + (Integer.parseInt(day) + 1) + "T10:00");
            deadlines.resume(id);
        }

        assertThat(local(deadlines.view(id).dueAt())).isEqualTo("2026-10-28T23:59:59");
    }

    @Test
    void anExtensionSaysWhoAndWhy() {
        var id = tenDays();
        deadlines.extend(id, 5, "家庭成员在外地，需要协查", officer);

        assertThat(local(deadlines.view(id).dueAt())).isEqualTo("2026-11-02T23:59:59");
        assertThat(deadlines.view(id).budget()).isEqualTo(Budget.workingDays(15));
        assertThat(jdbc.sql(
                                "select reason || '/' || by_name || '/' || amount from deadline_extension where deadline_id = ?")
                        .param(id.id())
                        .query(String.class)
                        .single())
                .isEqualTo("家庭成员在外地，需要协查/" + officer.name() + "/5");
    }

    @Test
    void isMetOnceAndLateOnlyAfterTheDueInstant() {
        var inTime = tenDays();
        var late = tenDays();
        deadlines.meet(inTime, instant("2026-10-26T23:59:59"));
        deadlines.meet(inTime, instant("2026-12-01T00:00"));
        deadlines.meet(late, instant("2026-10-27T00:00"));

        assertThat(deadlines.view(inTime).late()).isFalse();
        assertThat(deadlines.view(inTime).endedAt()).isEqualTo(instant("2026-10-26T23:59:59"));
        assertThat(deadlines.view(late).late()).isTrue();
        assertThat(deadlines.view(late).light()).isEqualTo(new Light(Light.Level.DONE, "已办结"));
    }

    @Test
    void metInAPauseIsJudgedByTheBeginOfThePause() {
        var id = tenDays();
        hands.at("2026-10-15T10:00");
        deadlines.pause(id, "等待补材料", officer);
        deadlines.meet(id, instant("2026-12-01T10:00"));

        assertThat(deadlines.view(id).late()).isFalse();
    }

    @Test
    void whatHasEndedIsNotPausedExtendedOrResumed() {
        var id = tenDays();
        assertThatIllegalStateException().isThrownBy(() -> deadlines.resume(id));
        deadlines.cancel(id);
        deadlines.cancel(id);

        assertThatIllegalStateException().isThrownBy(() -> deadlines.pause(id, "补材料", officer));
        assertThatIllegalStateException().isThrownBy(() -> deadlines.extend(id, 1, "延长", officer));
        assertThatIllegalStateException().isThrownBy(() -> deadlines.meet(id, hands.instant()));
        assertThat(deadlines.view(id).late()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> deadlines.view(new DeadlineId(UUID.randomUUID())));
    }

    @Test
    void aWholePageIsReadInOrder() {
        var ids = List.of(
                tenDays(),
                deadlines.start(PROMISE, Budget.workingDays(1), hands.instant()),
                deadlines.start(CLOCK, Budget.minutes(15), hands.instant()));
        var asked = new ArrayList<>(ids);
        asked.add(1, new DeadlineId(UUID.randomUUID()));

        assertThat(deadlines.views(asked).keySet()).containsExactlyElementsOf(ids);
        assertThat(deadlines.views(List.of())).isEmpty();
    }

    @Test
    void theDatabaseSaysTheSameAsTheLight() { // lesson 3
        var ids = new ArrayList<DeadlineId>();
        for (int days : List.of(0, 1, 6, 10, 15, 30)) {
            ids.add(deadlines.start(STATUTE, Budget.workingDays(days), hands.instant()));
            ids.add(deadlines.start(PROMISE, Budget.workingDays(days), hands.instant()));
        }
        for (int days : List.of(0, 1, 6, 10)) {
            var law = deadlines.start(STATUTE, Budget.workingDays(15), hands.instant());
            ids.add(deadlines.start(PROMISE, Budget.workingDays(days), hands.instant(), law));
        }
        ids.add(deadlines.start(CLOCK, Budget.minutes(15), hands.instant()));
        ids.add(tenDays());
        deadlines.pause(ids.get(ids.size() - 1), "补材料", officer);
        ids.add(tenDays());
        deadlines.meet(ids.get(ids.size() - 1), hands.instant());
        for (var now : List.of(
                "2026-10-12T10:00",
                "2026-10-12T10:10",
                "2026-10-12T10:15",
                "2026-10-12T10:15:01",
                "2026-10-13T17:30",
                "2026-10-13T17:30:01",
                "2026-10-13T23:59:59",
                "2026-10-14T00:00",
                "2026-10-23T00:00",
                "2026-10-26T23:59:59",
                "2026-11-16T00:00",
                "2026-12-01T08:00")) {
            hands.at(now);
            var views = deadlines.views(ids);
            for (var view : views.values()) {
                assertThat(jdbc.sql("select deadline_level(d, ?) from deadline d where d.id = ?")
                                .params(
                                        instant(now).atOffset(java.time.ZoneOffset.UTC),
                                        view.id().id())
                                .query(String.class)
                                .single())
                        .as("%s at %s", view, now)
                        .isEqualTo(view.light().level().name());
            }
        }
    }

    /** national-rules 6.2: 超承诺黄灯，超法定红灯. */
    @Test
    void amberOverThePromiseRedOverTheLaw() {
        var law = deadlines.start(STATUTE, Budget.workingDays(10), hands.instant());
        var promise = deadlines.start(PROMISE, Budget.workingDays(2), hands.instant(), law);
        hands.at("2026-10-14T17:30");
        assertThat(deadlines.view(promise).light()).isEqualTo(new Light(Light.Level.SOON, "今天下班前"));
        hands.at("2026-10-14T18:30:01");
        assertThat(deadlines.view(promise).light()).isEqualTo(new Light(Light.Level.SOON, "超承诺 1 小时"));
        assertThat(deadlines.view(promise).late()).isTrue();
        hands.at("2026-10-26T23:59:59");
        assertThat(deadlines.view(promise).light().level()).isEqualTo(Light.Level.SOON);
        hands.at("2026-10-27T00:00");
        assertThat(deadlines.view(promise).light()).isEqualTo(new Light(Light.Level.OVER, "超期 1 分钟"));

        deadlines.extend(law, 5, "需要协查", officer);
        assertThat(deadlines.view(promise).light()).isEqualTo(new Light(Light.Level.SOON, "超承诺 9 天"));
        hands.at("2026-11-05T09:00");
        assertThat(deadlines.view(promise).light().words()).isEqualTo("超期 3 天");
    }

    @Test
    void enteringAYearMovesTheProvisionalLimits() {
        hands.at("2026-12-14T10:00");
        var into = deadlines.start(STATUTE, Budget.workingDays(30), hands.instant());
        var notice = deadlines.start(STATUTE, Budget.calendarDays(20), hands.instant());
        var inside = deadlines.start(STATUTE, Budget.workingDays(5), hands.instant());
        var done = deadlines.start(STATUTE, Budget.workingDays(30), hands.instant());
        deadlines.meet(done, hands.instant());
        assertThat(local(deadlines.view(into).dueAt())).isEqualTo("2027-01-26T23:59:59");
        assertThat(deadlines.view(into).provisional()).isTrue();
        assertThat(deadlines.view(into).light().words()).isEqualTo("还剩 30 天（暂定）");

        var notice2027 = YearArrangement.parse(
                2027, "01-01~03；02-05~11；04-03~05；05-01~05；06-09；09-15；10-01~07", "02-14、02-20、05-08、10-09");
        var effect = arrangements.preview(notice2027);
        assertThat(effect.moved()).isEqualTo(0);
        assertThat(effect.settled()).isGreaterThanOrEqualTo(1);

        // a notice that gives the whole second week of January off
        var odd = YearArrangement.parse(2027, "01-01~03；01-11~15；02-05~11；04-05；05-01~05；06-09；09-15；10-01~07", "");
        assertThat(arrangements.preview(odd).moved()).isGreaterThanOrEqualTo(1);
        published.clear();
        var applied = arrangements.apply(odd, "国务院办公厅关于2027年部分节假日安排的通知", -1, officer);

        assertThat(applied.moved()).isGreaterThanOrEqualTo(1);
        assertThat(local(deadlines.view(into).dueAt())).isEqualTo("2027-02-02T23:59:59");
        assertThat(deadlines.view(into).light().words()).isEqualTo("还剩 30 天");
        assertThat(local(deadlines.view(notice).dueAt())).isEqualTo("2027-01-04T23:59:59");
        assertThat(local(deadlines.view(inside).dueAt())).isEqualTo("2026-12-21T23:59:59");
        assertThat(published).contains(new DeadlineMoved(into, instant("2027-02-02T23:59:59"), false));
        assertThat(published)
                .noneMatch(event -> ((DeadlineMoved) event).deadline().equals(done));

        // corrected: the week was a mistake
        var version = arrangements.year(2027).orElseThrow().version();
        arrangements.apply(notice2027, "国务院办公厅通知（更正）", version, officer);
        assertThat(local(deadlines.view(into).dueAt())).isEqualTo("2027-01-26T23:59:59");
        assertThat(arrangements.changes(2027))
                .extracting(Arrangements.Change::what)
                .startsWith("更正放假安排", "录入放假安排");
        assertThatExceptionOfType(OptimisticLockingFailureException.class)
                .isThrownBy(() -> arrangements.apply(odd, "通知", version, officer));
    }

    @Test
    void aLocalHolidayMovesLimitsAndCanBeTakenBack() {
        var id = tenDays();
        var day = LocalDate.of(2026, 10, 20);

        assertThat(arrangements.addLocalDay(day, DayKind.OFF, "民族节日", "市政府通知", officer))
                .isGreaterThanOrEqualTo(1);
        assertThat(local(deadlines.view(id).dueAt())).isEqualTo("2026-10-27T23:59:59");
        assertThat(arrangements.localDays(2026))
                .extracting(Arrangements.LocalDay::name)
                .contains("民族节日");

        arrangements.removeLocalDay(day, officer);
        assertThat(local(deadlines.view(id).dueAt())).isEqualTo("2026-10-26T23:59:59");
    }

    @Test
    void aYearWithoutArrangementIsAnnouncedWhenTheLongestLimitReachesIt() {
        hands.at("2026-10-12T10:00");
        assertThat(calendars.missing()).isEmpty();

        var since = LocalDate.of(2026, 10, 26);
        hands.at("2026-11-21T10:00");
        assertThat(calendars.missing()).hasValue(new Calendars.MissingYear(2027, since, 45));

        hands.at(since + "T10:00");
        assertThat(calendars.missing()).isPresent();
        hands.at(since.minusDays(3) + "T10:00");
        assertThat(calendars.missing()).isEmpty();
    }
}
