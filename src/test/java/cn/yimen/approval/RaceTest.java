package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.casefile.Matters;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.pages.Conflict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** AP-2: two who press at once have one outcome, explained to both. */
@ProductTest
@Import(Families.class)
class RaceTest {

    @Autowired
    Applications applications;

    @Autowired
    Matters matters;

    @Autowired
    Paths paths;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    private ApplicationView accepted() {
        var clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        var opened = cases.open(Families.wish(families.couple(clerk), "MZ-01").asked(), clerk);
        return applications.ofMatter(opened.matters().get(0).id(), clerk).orElseThrow();
    }

    private Officer reviewer() {
        return Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
    }

    /** Both at once; what each was answered, null for done. */
    private static List<RuntimeException> together(Runnable one, Runnable other) throws Exception {
        var barrier = new CyclicBarrier(2);
        var pool = Executors.newFixedThreadPool(2);
        try {
            var answers = new ArrayList<RuntimeException>();
            var tasks = new ArrayList<Callable<RuntimeException>>();
            for (var each : List.of(one, other)) {
                tasks.add(() -> {
                    barrier.await(20, TimeUnit.SECONDS);
                    try {
                        each.run();
                        return null;
                    } catch (RuntimeException e) {
                        return e;
                    }
                });
            }
            for (var done : pool.invokeAll(tasks)) {
                answers.add(done.get());
            }
            return answers;
        } finally {
            pool.shutdown();
        }
    }

    private List<Way> ways(ApplicationView application) {
        return applications.steps(application.id(), reviewer()).stream()
                .filter(step -> step.way() != null)
                .map(Step::way)
                .toList();
    }

    @Test
    void twoWhoPressTheSameHaveOneOutcome_AP_2() throws Exception {
        for (int n = 0; n < 5; n++) {
            var application = accepted();
            var one = reviewer();
            var other = reviewer();
            var answers = together(
                    () -> applications.go(application.id(), Way.START_SURVEY, null, one),
                    () -> applications.go(application.id(), Way.START_SURVEY, null, other));

            assertThat(answers)
                    .filteredOn(java.util.Objects::nonNull)
                    .singleElement()
                    .satisfies(answer ->
                            assertThat(answer).isInstanceOf(Conflict.class).hasMessage("本件现在是「调查核对」，不能再这样办"));
            assertThat(ways(application)).containsExactly(Way.START_SURVEY);
        }
    }

    @Test
    void aWithdrawalOnTheCasePageAndAStepNeverWaitForEachOther_AP_2() throws Exception {
        for (int n = 0; n < 8; n++) {
            var application = accepted();
            var one = reviewer();
            var clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
            var answers = together(
                    () -> applications.go(application.id(), Way.START_SURVEY, null, one),
                    () -> matters.withdraw(application.matter(), "不申请了", clerk));

            assertThat(answers.get(1)).isNull();
            assertThat(answers).allSatisfy(answer -> {
                if (answer != null) {
                    assertThat(answer).isInstanceOf(Conflict.class);
                }
            });
            assertThat(applications.get(application.id(), one).state()).isEqualTo(ApplicationState.WITHDRAWN);
        }
    }

    @Test
    void aDeathAndATerminationHaveOneOutcome_AP_2() throws Exception {
        for (int n = 0; n < 5; n++) {
            var application = accepted();
            var one = reviewer();
            var other = reviewer();
            var answers = together(
                    () -> applications.go(application.id(), Way.DIE, "昨日去世", one),
                    () -> applications.go(application.id(), Way.TERMINATE, "拒不配合", other));

            assertThat(answers).filteredOn(java.util.Objects::nonNull).hasSize(1);
            assertThat(ways(application)).hasSize(1);
            assertThat(matters.get(application.matter(), one).conclusionWords())
                    .startsWith(ways(application).get(0) == Way.DIE ? "因死亡终止" : "终止审核确认程序");
        }
    }
}
