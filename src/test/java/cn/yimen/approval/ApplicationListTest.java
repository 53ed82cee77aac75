package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.Statements;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.TaskRow;
import cn.yimen.task.Tasks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** AP-6: worklists, to-dos and the bulk receipt. */
@ProductTest
@Import(Families.class)
class ApplicationListTest {

    @Autowired
    Applications applications;

    @Autowired
    ApplicationList list;

    @Autowired
    Paths paths;

    @Autowired
    Tasks tasks;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    Officer clerk;
    Officer reviewer;
    Officer officer;
    Officer approver;
    Officer supervisor;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        officer = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        supervisor = Staff.with(jdbc, Post.of(Role.SUPERVISOR));
    }

    private ApplicationView accepted(String item) {
        var opened = cases.open(Families.wish(families.couple(clerk), item).asked(), clerk);
        return applications.ofMatter(opened.matters().get(0).id(), officer).orElseThrow();
    }

    private static ApplicationFilter tab(ApplicationTab tab) {
        return new ApplicationFilter(tab, null, null, null);
    }

    private List<ApplicationId> all(ApplicationFilter filter, Officer by) {
        var ids = new ArrayList<ApplicationId>();
        String at = null;
        do {
            var page = list.page(filter, at, 7, by);
            page.rows().forEach(row -> ids.add(row.id()));
            at = page.next();
        } while (at != null);
        return ids;
    }

    private List<TaskRow> tasksOf(Officer by, ApplicationView application) {
        return tasks.worklist(by, by.posts().get(0), TaskFilter.ALL, null, 500).rows().stream()
                .filter(task -> application.receiptNo().equals(task.number()))
                .toList();
    }

    @Test
    void eachStateAsksOfWhoeverActs_AP_6() {
        var application = accepted("MZ-01");
        assertThat(tasksOf(reviewer, application)).singleElement().satisfies(task -> {
            assertThat(task.title()).isEqualTo("启动调查");
            assertThat(task.url()).isEqualTo("/applications/" + application.id());
            assertThat(task.dueAt()).isNotNull();
        });
        assertThat(all(tab(ApplicationTab.MINE), reviewer)).contains(application.id());
        assertThat(all(tab(ApplicationTab.MINE), approver)).doesNotContain(application.id());

        Standing.at(jdbc, paths, application.id(), ApplicationState.SURVEY);
        applications.go(application.id(), Way.TERMINATE, "拒不配合调查", reviewer);

        assertThat(tasksOf(reviewer, application)).isEmpty();
        assertThat(tasksOf(clerk, application))
                .singleElement()
                .satisfies(task -> assertThat(task.title()).startsWith("告知"));
        assertThat(all(tab(ApplicationTab.ENDED), reviewer)).contains(application.id());
        assertThat(all(tab(ApplicationTab.HANDS), reviewer)).contains(application.id());
        assertThat(all(tab(ApplicationTab.OPEN), supervisor)).doesNotContain(application.id());
    }

    @Test
    void pagesByKeyAndReadsNoMoreForMoreRows_AP_6() {
        for (int n = 0; n < 9; n++) {
            accepted("MZ-01");
        }
        var filter = tab(ApplicationTab.OPEN);
        var ids = all(filter, reviewer);
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        assertThat(ids).hasSize((int) list.count(filter, reviewer));
        assertThat(list.counters(reviewer).get(ApplicationTab.OPEN)).isEqualTo(ids.size());

        var second = list.page(filter, list.page(filter, null, 4, reviewer).next(), 4, reviewer);
        var back = list.page(filter, second.previous(), 4, reviewer);
        assertThat(back.rows().stream().map(ApplicationRow::id).toList()).isEqualTo(ids.subList(0, 4));

        var one = Statements.of(() -> list.page(filter, null, 1, reviewer));
        var many = Statements.of(() -> list.page(filter, null, 50, reviewer));
        assertThat(many).isEqualTo(one);
    }

    @Test
    void theOverdueAreOverdueInTheOneSense_AP_6() {
        var application = accepted("MZ-01");
        jdbc.sql("""
                        update deadline set due_at = now() - interval '2 days', soon_at = now() - interval '3 days'
                        where id = (select deadline_id from application_limit where application_id = ?)
                        """).param(application.id().id()).update();
        jdbc.sql("update application set due_at = now() - interval '2 days' where id = ?")
                .param(application.id().id())
                .update();

        assertThat(all(tab(ApplicationTab.OVER), reviewer)).contains(application.id());
        assertThat(list.page(tab(ApplicationTab.OVER), null, 50, reviewer).rows())
                .filteredOn(row -> row.id().equals(application.id()))
                .singleElement()
                .satisfies(row -> {
                    assertThat(java.util.Objects.requireNonNull(row.light()).level())
                            .isEqualTo(cn.yimen.calendar.Light.Level.OVER);
                    assertThat(row.limitWords()).isEqualTo("启动调查");
                });
        var elsewhere = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP));
        assertThat(all(tab(ApplicationTab.OVER), elsewhere)).doesNotContain(application.id());
    }

    @Test
    void theBureauReceivesManyAtOnceAndIsToldWhatWasNot_AP_6() {
        var one = accepted("MZ-01");
        var other = accepted("MZ-05");
        var early = accepted("MZ-01");
        Standing.at(jdbc, paths, one.id(), ApplicationState.SUBMITTED);
        Standing.at(jdbc, paths, other.id(), ApplicationState.SUBMITTED);
        assertThat(all(tab(ApplicationTab.MINE), officer)).contains(one.id(), other.id());

        var received = applications.receive(List.of(one.id(), other.id(), early.id()), officer);

        assertThat(received.done()).isEqualTo(2);
        assertThat(received.notDone()).containsExactly(early.receiptNo() + "：现在是「待启动调查」");
        assertThat(applications.get(one.id(), officer).receiptedAt()).isNotNull();
        assertThat(applications.receive(List.of(one.id()), officer).notDone())
                .containsExactly(one.receiptNo() + "：已经签收");
        assertThat(applications.receive(List.of(one.id()), approver).done()).isZero();
        assertThat(all(tab(ApplicationTab.MINE), officer)).doesNotContain(one.id());
        assertThat(all(tab(ApplicationTab.MINE), approver)).contains(one.id());
        assertThat(applications.steps(one.id(), officer).get(0).words()).isEqualTo("签收");
    }

    @Test
    void thePageIsForItsPosts_AP_6() {
        var application = accepted("MZ-01");
        Standing.at(jdbc, paths, application.id(), ApplicationState.SUBMITTED);

        for (var by : List.of(clerk, reviewer, officer, approver, supervisor)) {
            assertThat(mvc.get().uri("/applications?tab=open&state=SUBMITTED").with(Staff.as(by)))
                    .hasStatusOk()
                    .bodyText()
                    .contains("审核确认", "王建国");
        }
        assertThat(mvc.get().uri("/applications").with(Staff.as(Staff.administrator(jdbc))))
                .hasStatus(404);
        assertThat(mvc.get()
                        .uri("/applications?tab=x&state=x&town=1&item=2&at=zz")
                        .with(Staff.as(supervisor)))
                .hasStatusOk();
        assertThat(mvc.post()
                        .uri("/applications/receipt")
                        .with(Staff.as(officer))
                        .with(csrf())
                        .param("id", application.id().toString())
                        .param("back", "/applications?tab=mine")
                        .param("_key", UUID.randomUUID().toString()))
                .hasStatus3xxRedirection()
                .hasRedirectedUrl("/applications?tab=mine");
        assertThat(applications.get(application.id(), officer).receiptedAt()).isNotNull();
    }
}
