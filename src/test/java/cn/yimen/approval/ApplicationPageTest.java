package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.Statements;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * OP-2: the page of an application is put together from a dozen modules and sends few statements all the same, in every state
 * and however much there is. Of each number two keep the session that only a test makes anew.
 */
@ProductTest
@Import({Families.class, Surveys.class})
@NullUnmarked
class ApplicationPageTest {

    @Autowired
    Applications applications;

    @Autowired
    Paths paths;

    @Autowired
    Surveys surveys;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    Officer reviewer;
    Officer approver;
    ApplicationId id;

    @BeforeEach
    void anApplication() {
        var clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        var opened = cases.open(Families.wish(families.couple(clerk), "MZ-01").asked(), clerk);
        id = applications
                .ofMatter(opened.matters().get(0).id(), reviewer)
                .orElseThrow()
                .id();
    }

    private void page(Officer by) {
        assertThat(mvc.get().uri("/applications/{id}", id).with(Staff.as(by))).hasStatusOk();
    }

    private void holds(String state, Officer by, int sent, int asked) {
        assertThat(Statements.of(() -> page(by))).as(state + ", sent").isLessThanOrEqualTo(sent);
        assertThat(Statements.questions(() -> page(by)))
                .as(state + ", questions in them")
                .isLessThanOrEqualTo(asked);
    }

    @Test
    void sendsFewStatementsInEveryState_OP_2() {
        holds("待启动调查", reviewer, 10, 46);
        applications.go(id, Way.START_SURVEY, null, reviewer);
        holds("调查核对", reviewer, 11, 49);
        surveys.propose(id, reviewer);
        holds("待公示", reviewer, 11, 48);
        Standing.at(jdbc, paths, id, ApplicationState.NOTICE);
        holds("公示中", reviewer, 11, 48);
        Standing.at(jdbc, paths, id, ApplicationState.SUBMITTED);
        holds("待审核确认", approver, 14, 56);
        holds("待审核确认, for one who waits", reviewer, 14, 56);
    }

    @Test
    void sendsNoMoreForMoreVisitsHandsAndSteps_OP_2() {
        applications.go(id, Way.START_SURVEY, null, reviewer);
        surveys.visit(id, reviewer);
        var one = Statements.questions(() -> page(reviewer));

        surveys.visit(id, reviewer);
        surveys.visit(id, reviewer);
        applications.go(id, Way.CALL_APPRAISAL, "重大生活困难", reviewer);
        Standing.at(jdbc, paths, id, ApplicationState.SURVEY);

        assertThat(Statements.questions(() -> page(reviewer))).isEqualTo(one);
    }
}
