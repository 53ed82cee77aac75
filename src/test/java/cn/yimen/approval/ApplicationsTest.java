package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.casefile.Letters;
import cn.yimen.casefile.MatterId;
import cn.yimen.casefile.MatterState;
import cn.yimen.casefile.Matters;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.pages.NotAllowed;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** AP-1, AP-2 on PostgreSQL: the application from acceptance on. */
@ProductTest
@Import({Families.class, Surveys.class})
class ApplicationsTest {

    @Autowired
    Applications applications;

    @Autowired
    Opening opening;

    @Autowired
    Decisions decisions;

    @Autowired
    Cases cases;

    @Autowired
    Letters letters;

    @Autowired
    Matters matters;

    @Autowired
    Families families;

    @Autowired
    Surveys surveys;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    Officer clerk;
    Officer reviewer;
    Officer officer;
    Officer approver;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        officer = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
    }

    private ApplicationView accepted(String item) {
        var opened = cases.open(Families.wish(families.couple(clerk), item).asked(), clerk);
        return applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
    }

    private void go(ApplicationView application, Way way, Officer by) {
        applications.go(application.id(), way, "理由", by);
    }

    private ApplicationState state(ApplicationView application) {
        return applications.get(application.id(), officer).state();
    }

    private MatterState matter(ApplicationView application) {
        return matters.get(application.matter(), officer).state();
    }

    @Test
    void beginsWithTheAcceptanceOfAnOwnMatter_AP_1() {
        for (var item : List.of("MZ-01", "MZ-02A", "MZ-03", "MZ-05", "MZ-06")) {
            var application = accepted(item);
            assertThat(application.state()).isEqualTo(ApplicationState.RECEIVED);
            assertThat(application.kind()).isEqualTo(PathKind.ofItem(item).orElseThrow());
            assertThat(application.promise()).isNotNull();
            assertThat(applications.steps(application.id(), clerk)).hasSize(1);
        }
        var other = cases.open(
                Families.wish(families.couple(clerk), "YB-01", "MZ-04A").asked(), clerk);
        assertThat(other.matters())
                .allSatisfy(matter ->
                        assertThat(applications.ofMatter(matter.id(), officer)).isEmpty());
    }

    @Test
    void mattersAcceptedBeforeThereWereApplicationsGetTheirs_AP_1() {
        var known = accepted("MZ-01");
        var running = earlier(known, "ACCEPTED", 7);
        var awaiting = earlier(known, "AWAITING_MATERIALS", 8);

        opening.catchUp();
        opening.catchUp();

        assertThat(applications.ofMatter(running, reviewer).orElseThrow()).satisfies(it -> {
            assertThat(it.state()).isEqualTo(ApplicationState.RECEIVED);
            assertThat(it.current()).isNotNull();
            assertThat(it.receivedAt()).isEqualTo(known.receivedAt());
            assertThat(it.pausedAt()).isNull();
        });
        assertThat(applications.ofMatter(awaiting, reviewer).orElseThrow().pausedAt())
                .isNotNull();
        assertThat(jdbc.sql("select count(*) from application where matter_id = any(?)")
                        .param(new UUID[] {running.id(), awaiting.id()})
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    /** A matter as it stood before this module was there: accepted, and nobody told. */
    private MatterId earlier(ApplicationView like, String state, int occasion) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into matter (id, case_id, no, item_code, item_version_id, item_name, dept_code, own, person_id,
                            person_name, household_id, household_wide, township_code, village_code, state, occasion,
                            occasion_reason, opened_at, accepted_at)
                        select ?, case_id, ?, item_code, item_version_id, item_name, dept_code, own, person_id, person_name,
                            household_id, household_wide, township_code, village_code, ?, ?, '另一事由', opened_at, accepted_at
                        from matter where id = ?
                        """).params(id, occasion, state, occasion, like.matter().id()).update();
        return new MatterId(id);
    }

    @Test
    void isNotThereOutsideTheScope_AP_6() {
        var application = accepted("MZ-01");
        var elsewhere = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP));

        assertThat(applications.ofMatter(application.matter(), elsewhere)).isEmpty();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> applications.get(application.id(), elsewhere));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> go(application, Way.START_SURVEY, elsewhere));
    }

    @Test
    void aWayIsForItsPost_AP_2() {
        var application = accepted("MZ-01");

        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> go(application, Way.START_SURVEY, clerk))
                .withMessage("「启动调查」由乡镇审核办理");
        go(application, Way.START_SURVEY, reviewer);
        assertThat(state(application)).isEqualTo(ApplicationState.SURVEY);
        assertThatExceptionOfType(NoWay.class).isThrownBy(() -> go(application, Way.START_SURVEY, reviewer));
        assertThat(applications.steps(application.id(), reviewer).get(0)).satisfies(step -> {
            assertThat(step.way()).isEqualTo(Way.START_SURVEY);
            assertThat(step.officer()).isEqualTo(reviewer.id());
            assertThat(step.from()).isEqualTo(ApplicationState.RECEIVED);
        });
    }

    @Test
    void theDatabaseRefusesAnotherWay_AP_2() {
        var application = accepted("MZ-01");

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql(
                                "update application set state = 'CONFIRMED', way = 'CONFIRM', ended_at = now() where id = ?")
                        .param(application.id().id())
                        .update());
        assertThatExceptionOfType(DataAccessException.class)
                .as("the matter is not concluded beside its application")
                .isThrownBy(() -> matters.decide(
                        application.matter(), cn.yimen.casefile.Conclusion.GRANTED, "每月 100.00 元", approver));
    }

    @Test
    void standsStillAndEndsWithTheMatter_AP_1() {
        var application = accepted("MZ-01");
        letters.issue(
                application.caseId(), List.of(new Letters.Ask("收入证明", List.of(application.matter()))), null, clerk);

        assertThat(applications.get(application.id(), clerk).pausedAt()).isNotNull();
        assertThatExceptionOfType(NoWay.class).isThrownBy(() -> go(application, Way.START_SURVEY, reviewer));

        var material = jdbc.sql("select id from case_material where case_id = ? and state = 'MISSING'")
                .param(application.caseId().id())
                .query(UUID.class)
                .single();
        letters.exempt(application.caseId(), material, "部门已核实", clerk);
        assertThat(applications.get(application.id(), clerk).pausedAt()).isNull();
        matters.withdraw(application.matter(), "不需要了", clerk);
        assertThat(state(application)).isEqualTo(ApplicationState.WITHDRAWN);
    }

    @Test
    void aRefusalConcludesTheMatterAndAnAppealMayOverturnIt_AP_2() {
        var application = accepted("MZ-02A");
        go(application, Way.START_SURVEY, reviewer);
        surveys.refuse(application.id(), reviewer);
        decisions.refuse(application.id(), "有赡养能力的义务人", "民发〔2021〕43号第六条", approver);

        assertThat(matter(application)).isEqualTo(MatterState.CONCLUDED);
        assertThat(matters.get(application.matter(), officer).conclusionWords()).isEqualTo("有赡养能力的义务人");
        go(application, Way.APPEAL, clerk);
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> go(application, Way.OVERTURN, officer));
        go(application, Way.OVERTURN, Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER)));
        assertThat(state(application)).isEqualTo(ApplicationState.SURVEY);
        assertThat(matter(application)).isEqualTo(MatterState.ACCEPTED);
        assertThat(applications.get(application.id(), officer).round()).isEqualTo(2);
    }

    @Test
    void oneOfficerHasOnePart_AP_2() {
        var application = accepted("MZ-01");
        applications.take(application.id(), Part.INVESTIGATOR, reviewer);
        applications.take(application.id(), Part.INVESTIGATOR, reviewer);

        assertThatExceptionOfType(OwnWork.class)
                .isThrownBy(() -> applications.take(application.id(), Part.REVIEWER, reviewer))
                .withMessage("您已是本件的调查人，不能再做审核人，请换一个人办");
        assertThat(applications.hands(application.id())).hasSize(1);
        assertThatExceptionOfType(DataAccessException.class)
                .as("by the database too, and in another round")
                .isThrownBy(() -> jdbc.sql("""
                                insert into application_hand (application_id, round, officer_id, part, at)
                                values (?, 2, ?, 'CONFIRMER', now())
                                """)
                        .params(application.id().id(), reviewer.id())
                        .update());
    }

    @Test
    void thePageShowsTheWayAhead_AP_1() {
        var application = accepted("MZ-01");

        assertThat(mvc.get().uri("/applications/{id}", application.id()).with(Staff.as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("启动调查", "法定办结", "承诺办结", "终止审核确认程序");
        assertThat(mvc.get().uri("/cases/{id}", application.caseId()).with(Staff.as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("/applications/" + application.id());
        assertThat(mvc.get()
                        .uri("/applications/{id}/ways/start-survey", application.id())
                        .with(Staff.as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("民发〔2021〕57号第十五条");
        assertThat(mvc.post()
                        .uri("/applications/{id}/ways/withdraw", application.id())
                        .with(Staff.as(reviewer))
                        .with(csrf())
                        .param("reason", " ")
                        .param("_key", UUID.randomUUID().toString()))
                .bodyText()
                .contains("填写理由");
    }
}
