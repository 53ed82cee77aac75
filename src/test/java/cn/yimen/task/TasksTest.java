package cn.yimen.task;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.DeadlineMoved;
import cn.yimen.calendar.Deadlines;
import cn.yimen.calendar.Light;
import cn.yimen.district.PlaceId;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** AP-6: a worklist for each role. */
@ProductTest
class TasksTest {

    /** Villages that are none, of a township that is one. */
    private static final AtomicInteger VILLAGES = new AtomicInteger();

    private static final DeadlineKind KIND = DeadlineKind.promise("task.test", "测试");

    @Autowired
    Tasks tasks;

    @Autowired
    Deadlines deadlines;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ApplicationEventPublisher events;

    /** A post nobody else in this database holds, so that counts are this test's. */
    Post post;

    Officer officer;

    @BeforeEach
    void somebodyWithAnEmptyWorklist() {
        post = Post.at(Role.VILLAGE_ASSISTANT, "520402206%03d".formatted(900 + VILLAGES.getAndIncrement()));
        officer = Staff.with(jdbc, post);
    }

    @Test
    void theMostUrgentComesFirstAndWhatHasNoLimitLast() {
        open("无期限", null);
        open("超期", due(-20));
        open("充足", due(20));

        assertThat(tasks.worklist(officer, post, TaskFilter.ALL, null, 10).rows())
                .extracting(TaskRow::title)
                .containsExactly("超期", "充足", "无期限");
        assertThat(tasks.worklist(officer, post, TaskFilter.ALL, null, 10).rows())
                .extracting(TaskRow::group)
                .containsExactly(TaskRow.Group.MUST_TODAY, TaskRow.Group.LATER, TaskRow.Group.OPEN_ENDED);
    }

    @Test
    void countersAreTheFiltersOfTheList() {
        open("超期一", due(-20));
        open("超期二", due(-9));
        open("充足", due(20));
        open("无期限", null);
        var done = subject();
        open("办了", due(5), done);
        tasks.close("task.test", done, officer);

        var counters = tasks.counters(officer, post);

        assertThat(counters).isEqualTo(new TaskCounters(4, 2, 0, 2, 1));
        for (var filter : TaskFilter.values()) {
            assertThat(tasks.worklist(officer, post, filter, null, 50).rows())
                    .as(filter.words())
                    .hasSize((int) counters.of(filter));
        }
    }

    @Test
    void aPausedLimitPressesNobody() {
        var late = due(-20);
        open("待补正", late);
        deadlines.pause(late, "等材料", officer);

        assertThat(tasks.counters(officer, post)).isEqualTo(new TaskCounters(1, 0, 0, 1, 0));
        var row =
                tasks.worklist(officer, post, TaskFilter.LATER, null, 10).rows().get(0);
        assertThat(row.group()).isEqualTo(TaskRow.Group.OPEN_ENDED);
        assertThat(row.light()).extracting(Light::level).isEqualTo(Light.Level.PAUSED);
    }

    @Test
    void pagesFollowTheKeyWithoutGapOrDouble() {
        for (int i = 0; i < 7; i++) {
            open("事 " + i, i < 5 ? due(3) : null); // five due at the same instant, two never
        }
        var seen = new ArrayList<String>();
        String after = null;
        do {
            var page = tasks.worklist(officer, post, TaskFilter.ALL, after, 3);
            page.rows().forEach(row -> seen.add(row.title()));
            after = page.next();
        } while (after != null);

        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
        assertThat(tasks.worklist(officer, post, TaskFilter.ALL, "胡乱写的", 3).rows())
                .hasSize(3);
    }

    @Test
    void oneOfAKindAboutASubjectIsOpenOnce() {
        var subject = subject();
        var first = open("转办", due(1), subject);
        var again = open("转办给区住建局", due(2), subject);

        assertThat(again).isEqualTo(first);
        assertThat(tasks.worklist(officer, post, TaskFilter.ALL, null, 10).rows())
                .extracting(TaskRow::title)
                .containsExactly("转办给区住建局");

        tasks.closeAll(subject, null);
        assertThat(open("转办", due(1), subject)).isNotEqualTo(first);
    }

    @Test
    void theWorklistFollowsAMovedLimitInTheSameTransaction() {
        var limit = due(1);
        open("先", limit);
        open("后", due(5));
        var moved = clock.instant().plus(Duration.ofDays(90));

        transaction.executeWithoutResult(status -> events.publishEvent(new DeadlineMoved(limit, moved, false)));

        assertThat(tasks.worklist(officer, post, TaskFilter.ALL, null, 10).rows())
                .extracting(TaskRow::title)
                .containsExactly("后", "先");
    }

    @Test
    void anotherPostSeesNothingOfIt() {
        open("本村的", due(1));
        var other = Post.at(Role.VILLAGE_ASSISTANT, "520402100201");
        var both = Staff.with(jdbc, post, Post.liaison("YB"));

        assertThat(tasks.worklist(Staff.with(jdbc, other), other, TaskFilter.ALL, null, 50)
                        .rows())
                .extracting(TaskRow::title)
                .doesNotContain("本村的");
        // a person with two posts: each section its own
        assertThat(tasks.counters(both, post).all()).isEqualTo(1);
        assertThat(tasks.worklist(both, Post.liaison("YB"), TaskFilter.ALL, null, 50)
                        .rows())
                .extracting(TaskRow::title)
                .doesNotContain("本村的");
    }

    @Test
    void whatIsForOneOfficerStandsInNoOtherWorklist() {
        var colleague = Staff.with(jdbc, post);
        tasks.open(NewTask.of(
                "task.mine",
                Assignee.officer(officer.id(), Role.VILLAGE_ASSISTANT),
                subject(),
                "接手",
                "",
                "去看",
                "/workbench"));

        assertThat(tasks.counters(officer, post).all()).isEqualTo(1);
        assertThat(tasks.counters(colleague, post).all()).isZero();
    }

    @Test
    void townshipsAreCountedForThoseWhoSupervise() {
        var township = new PlaceId("520402206");
        var before = tasks.byTownship().get("520402206");
        tasks.open(NewTask.of("task.test", Assignee.clerks(township), subject(), "转办", "", "去办", "/workbench")
                .by(due(-20)));

        assertThat(tasks.byTownship())
                .hasEntrySatisfying(
                        "520402206",
                        after -> assertThat(after.over()).isEqualTo((before == null ? 0 : before.over()) + 1));
    }

    private DeadlineId due(int workingDays) {
        Instant from = workingDays > 0 ? clock.instant() : clock.instant().minus(Duration.ofDays(-2L * workingDays));
        return deadlines.start(KIND, Budget.workingDays(workingDays > 0 ? workingDays : 1), from);
    }

    private static Subject subject() {
        return new Subject("test", UUID.randomUUID().toString());
    }

    private TaskId open(String title, @org.jspecify.annotations.Nullable DeadlineId deadline) {
        return open(title, deadline, subject());
    }

    private TaskId open(String title, @org.jspecify.annotations.Nullable DeadlineId deadline, Subject subject) {
        return tasks.open(NewTask.of("task.test", Assignee.of(post), subject, title, "", "去办", "/workbench")
                .by(deadline));
    }
}
