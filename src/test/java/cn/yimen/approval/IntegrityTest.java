package cn.yimen.approval;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.casefile.Families.Family;
import cn.yimen.casefile.ToldHow;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.integrity.Blacklist;
import cn.yimen.integrity.KinRegister;
import cn.yimen.integrity.KinRelation;
import cn.yimen.integrity.ListingReason;
import cn.yimen.kernel.ResidentId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** AP-3, IG-1, IG-2 on the way of an application. */
@ProductTest
@Import({Families.class, Surveys.class})
class IntegrityTest {

    @Autowired
    Applications applications;

    @Autowired
    KinInApplications kin;

    @Autowired
    cn.yimen.integrity.ResponsibilityChain chain;

    @Autowired
    Decisions decisions;

    @Autowired
    Opinions opinions;

    @Autowired
    Paths paths;

    @Autowired
    KinRegister register;

    @Autowired
    Blacklist blacklist;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    Surveys surveys;

    @Autowired
    Persons persons;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Clock clock;

    Officer clerk;
    Officer reviewer;
    Officer approver;
    Family family;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        family = families.couple(clerk);
    }

    @Test
    void aFiledCaseIsNotConfirmedWithoutTheBureausVisit_AP_3_W18() {
        var cousin = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        register.declareOwn(link(family.spouse(), KinRelation.SIBLING), cousin);
        var application = accepted();
        assertThat(application.kinFiled()).isTrue();
        assertThat(application.byTownship()).isFalse();

        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        surveys.refuse(application.id(), reviewer);

        assertThatExceptionOfType(NoWay.class)
                .isThrownBy(() -> applications.go(application.id(), Way.CONFIRM, "同意", approver))
                .withMessageContaining("入户");
        assertThat(applications.get(application.id(), approver).state()).isEqualTo(ApplicationState.SUBMITTED);
    }

    @Test
    void aFilingAfterAcceptanceReachesTheApplication_AP_3() {
        var application = accepted();
        assertThat(application.kinFiled()).isFalse();

        register.declareOwn(
                link(family.applicant(), KinRelation.PARENT), Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER)));

        assertThat(applications.get(application.id(), reviewer).kinFiled()).isTrue();
    }

    @Test
    void aRelativeHasNoPartInIt_AP_3() {
        var application = accepted();
        register.declareOwn(link(family.spouse(), KinRelation.CHILD), reviewer);

        assertThatExceptionOfType(OwnWork.class)
                .isThrownBy(() -> applications.take(application.id(), Part.REVIEWER, reviewer))
                .withMessageContaining("近亲属");
        assertThatExceptionOfType(OwnWork.class)
                .isThrownBy(() -> applications.go(application.id(), Way.START_SURVEY, null, reviewer));
        assertThat(applications.waysAhead(application.id(), reviewer))
                .filteredOn(way -> way.way() == Way.START_SURVEY)
                .singleElement()
                .satisfies(way -> {
                    assertThat(way.permitted()).isFalse();
                    assertThat(way.whyNot()).contains("近亲属");
                });
        assertThatExceptionOfType(DataAccessException.class)
                .as("the database refuses it whoever writes the statement")
                .isThrownBy(() -> hand(application, reviewer))
                .withMessageContaining("近亲属不能经手");
        hand(application, Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP)));
    }

    @Test
    void whatARelativeDidBeforeTheFilingIsDoneAgain_AP_3() {
        var application = accepted();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        surveys.refuse(application.id(), reviewer);
        register.declareOwn(link(family.applicant(), KinRelation.SIBLING), reviewer);
        surveys.bureau(application.id());

        assertThat(kin.relativesAmongHands(applications.get(application.id(), approver)))
                .contains("周敏");
        assertThatExceptionOfType(NoWay.class)
                .isThrownBy(() -> applications.go(application.id(), Way.REFUSE, "不符合", approver))
                .withMessageContaining("近亲属");
        applications.go(application.id(), Way.SEND_BACK, "换人重新调查", approver);
        assertThat(kin.relativesAmongHands(applications.get(application.id(), approver)))
                .isEmpty();
    }

    @Test
    void aListedPersonIsCheckedOnceMoreAndNotRefused_IG_1() {
        var listed = listed(family.applicant());
        var application = accepted();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        var page = "/applications/" + application.id();
        assertThat(mvc.get().uri(page).with(as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("在失信名单内", "照常受理", "记录加核", "责任链");
        assertThat(kin.unchecked(application)).isEqualTo("王建国");
        assertThatExceptionOfType(NoWay.class)
                .isThrownBy(() -> surveys.refuse(application.id(), reviewer))
                .withMessageContaining("失信名单");

        var check = page + "/blacklist/" + listed;
        assertThat(mvc.get().uri(check).with(as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("加核结果");
        assertThat(post(check, reviewer, "finding", " "))
                .hasStatus(422)
                .bodyText()
                .contains("填写怎样核实的");
        assertThat(post(check, clerk, "finding", "核实")).hasStatus(403);
        assertThat(post(check, reviewer, "finding", "到银行核实，与申报一致")).hasRedirectedUrl(page);
        assertThat(mvc.get().uri(page).with(as(reviewer))).bodyText().contains("到银行核实，与申报一致");
        surveys.refuse(application.id(), reviewer);
        assertThat(applications.get(application.id(), reviewer).state()).isEqualTo(ApplicationState.SUBMITTED);
    }

    @Test
    void theChainNamesWhoDidWhatOnOnePageAndOnPaper_IG_2() {
        var application = accepted();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        surveys.refuse(application.id(), reviewer);
        var url = "/applications/" + application.id() + "/chain";

        assertThat(mvc.get().uri(url).with(as(approver)))
                .hasStatusOk()
                .bodyText()
                .contains("受理", application.receiptNo(), "启动调查", "乡镇入户调查，签字", "入户调查表 DC-", "初审意见：不同意", "还没有记录的环节");
        assertThat(post(url + "/print", approver)).hasRedirectedUrl(url + "/print");
        assertThat(mvc.get().uri(url + "/print").with(as(approver)))
                .hasStatusOk()
                .bodyText()
                .contains("社会救助办理责任链", "谁入户、谁调查、谁签字、谁负责", "第 1 次");
        assertThat(mvc.get().uri(url + ".pdf").with(as(approver))).hasStatusOk();
        assertThat(mvc.get().uri(url).with(as(Staff.clerk(jdbc, Families.OTHER_TOWNSHIP))))
                .hasStatus(404);
        assertThat(mvc.get().uri(url).with(as(Staff.liaison(jdbc, "YB")))).hasStatus(404);
    }

    @Test
    void thePaymentsChainLeadsFromTheApplicantToTheDecisionAndTheBenefit_IG_2() {
        var application = accepted();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        surveys.propose(application.id(), reviewer);
        Standing.at(jdbc, paths, application.id(), ApplicationState.NOTICE);
        Standing.at(jdbc, paths, application.id(), ApplicationState.SUBMITTED);
        decisions.confirm(
                application.id(),
                Decisions.seen(opinions.latest(application.id()).orElseThrow()),
                approver);

        var links = chain.of(
                new cn.yimen.integrity.ChainSubject(
                        application.caseId(),
                        application.matter(),
                        application.id().id(),
                        application.householdId()),
                approver);

        assertThat(links)
                .extracting(cn.yimen.integrity.ChainLink::stage)
                .contains(
                        cn.yimen.integrity.ChainStage.REPORTED,
                        cn.yimen.integrity.ChainStage.RECEIVED,
                        cn.yimen.integrity.ChainStage.VISITED,
                        cn.yimen.integrity.ChainStage.REVIEWED,
                        cn.yimen.integrity.ChainStage.CONFIRMED,
                        cn.yimen.integrity.ChainStage.PAID);
        assertThat(links).extracting(cn.yimen.integrity.ChainLink::act).contains("作出确认决定", "核定待遇", "作为确认人经手");
        assertThat(links)
                .filteredOn(link -> link.act().equals("作出确认决定"))
                .singleElement()
                .satisfies(link -> assertThat(link.document()).startsWith("决定通知书 QR-"));
        assertThat(links).isSortedAccordingTo(java.util.Comparator.comparing(cn.yimen.integrity.ChainLink::at));
    }

    private ApplicationView accepted() {
        var opened = cases.open(Families.wish(family, "MZ-01").asked(), clerk);
        return applications.ofMatter(opened.matters().get(0).id(), approver).orElseThrow();
    }

    private void hand(ApplicationView application, Officer by) {
        jdbc.sql(
                        "insert into application_hand (application_id, round, officer_id, part, at) values (?, 1, ?, 'REVIEWER', now())")
                .params(application.id().id(), by.id())
                .update();
    }

    private UUID listed(PersonId person) {
        var today = LocalDate.now(clock);
        var id = blacklist.propose(
                new Blacklist.Proposal(number(person), ListingReason.CONCEALED, "名下有车未申报", "第五条"), reviewer);
        blacklist.tell(id, ToldHow.FACE, null, reviewer);
        blacklist.object(id, "没有的事", reviewer);
        blacklist.list(id, today, today.plusMonths(3), "查实", approver);
        return id.id();
    }

    private KinRegister.NewLink link(PersonId person, KinRelation relation) {
        return new KinRegister.NewLink("某某", number(person), relation);
    }

    private ResidentId number(PersonId person) {
        return ResidentId.parse(persons.reveal(person, Persons.Private.IDENTITY, "核对身份", clerk));
    }

    private org.springframework.test.web.servlet.assertj.MvcTestResult post(String url, Officer by, String... fields) {
        var request = mvc.post()
                .uri(url)
                .with(as(by))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
        for (int i = 0; i < fields.length; i += 2) {
            request = request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }
}
