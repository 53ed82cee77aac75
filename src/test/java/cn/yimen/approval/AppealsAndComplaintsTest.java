package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.Tasks;
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

/** AP-2, AP-5: what an appeal comes to has its paper; PB-4: what is complained of makes the bureau visit. */
@ProductTest
@Import({Families.class, Surveys.class})
class AppealsAndComplaintsTest {

    @Autowired
    Applications applications;

    @Autowired
    Appeals appeals;

    @Autowired
    Complaints complaints;

    @Autowired
    Decisions decisions;

    @Autowired
    Surveys surveys;

    @Autowired
    Paths paths;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    Tasks tasks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    Officer clerk;
    Officer reviewer;
    Officer bureau;
    Officer approver;
    Officer other;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        other = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
    }

    private ApplicationView surveyed() {
        var opened = cases.open(Families.wish(families.couple(clerk), "MZ-01").asked(), clerk);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        return now(application);
    }

    private ApplicationView refused() {
        var application = surveyed();
        surveys.refuse(application.id(), reviewer);
        decisions.refuse(application.id(), "名下有家用轿车", "民发〔2021〕57号第十四条", approver);
        return now(application);
    }

    private ApplicationView now(ApplicationView application) {
        return applications.get(application.id(), reviewer);
    }

    private List<String> tasksOf(Officer one, ApplicationView about) {
        return tasks.worklist(one, one.posts().get(0), TaskFilter.ALL, null, 1000).rows().stream()
                .filter(row -> about.receiptNo().equals(row.number()))
                .map(row -> row.title())
                .toList();
    }

    @Test
    void anUpheldRefusalHasAPaperThatIsReprintedTheSame_AP_2_AP_5() {
        var application = refused();
        applications.go(application.id(), Way.APPEAL, "车是帮亲戚上的户", clerk);
        assertThatExceptionOfType(NoWay.class)
                .as("not by the one who decided")
                .isThrownBy(() -> applications.go(application.id(), Way.UPHOLD, "复核无误", approver))
                .withMessageContaining("由另一人复核");

        applications.go(application.id(), Way.UPHOLD, "未能提供由他人出资的证明", other);

        var appeal = appeals.of(application.id()).get(0);
        assertThat(appeal.number()).startsWith("FH-");
        assertThat(appeal.upheld()).isTrue();
        assertThat(appeal.original())
                .isEqualTo(decisions.of(application.id()).get(0).number());
        var url = "/applications/" + application.id() + "/appeals/" + appeal.id();
        assertThat(mvc.get().uri(url).with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("社会救助复核决定书", "维持原决定", "车是帮亲戚上的户", "未能提供由他人出资的证明", String.valueOf(appeal.original()), "第六十五条");
        assertThat(mvc.get().uri(url + "/paper.pdf").with(Staff.as(clerk)))
                .hasStatusOk()
                .hasContentType("application/pdf");
        assertThat(post(url, clerk)).hasStatus3xxRedirection();
        jdbc.sql("update person set name = '改名' where id = ?")
                .param(application.personId())
                .update();
        assertThat(appeals.unchanged(application.id(), appeal.id(), clerk)).isTrue();
        assertThat(mvc.get().uri("/applications/" + application.id()).with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("申诉复核", appeal.number());
        appeals.deliver(
                application.id(),
                appeal.id(),
                new Delivery(surveys.today(), Delivery.How.DIRECT, "王建国", null, "周敏"),
                clerk);
        assertThat(jdbc.sql("select count(*) from application_limit where application_id = ? and open")
                        .param(application.id().id())
                        .query(Integer.class)
                        .single())
                .as("told in writing within its days")
                .isZero();
        var stranger = Staff.clerk(jdbc, Families.OTHER_TOWNSHIP);
        assertThat(mvc.get().uri(url).with(Staff.as(stranger))).hasStatus(404);
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("update appeal_decision set upheld = false where id = ?")
                        .param(appeal.id())
                        .update());
    }

    @Test
    void thePaperOfAnAppealIsDelivered_AP_5() {
        var application = refused();
        applications.go(application.id(), Way.APPEAL, "赡养费算多了", clerk);
        applications.go(application.id(), Way.OVERTURN, "赡养费协议未计", other);

        assertThat(now(application).state()).isEqualTo(ApplicationState.SURVEY);
        var appeal = appeals.of(application.id()).get(0);
        assertThat(appeal.words()).isEqualTo("撤销原决定，重新调查");
        assertThat(tasksOf(clerk, application)).contains("送达复核决定书");
        var url = "/applications/" + application.id() + "/appeals/" + appeal.id() + "/delivery";
        assertThat(mvc.get().uri(url).with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains(appeal.number());
        assertThat(post(url, clerk).param("on", "2099-1-1").param("receiver", ""))
                .hasStatus(422)
                .bodyText()
                .contains("送达日期在今天之后", "选择怎样送达的", "填写签收人");
        assertThat(post(url, clerk)
                        .param("on", surveys.today().toString())
                        .param("how", "DIRECT")
                        .param("receiver", "王建国"))
                .hasStatus3xxRedirection();
        assertThat(appeals.of(application.id()).get(0).delivery()).isNotNull();
        assertThat(tasksOf(clerk, application)).doesNotContain("送达复核决定书");
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> appeals.deliver(
                        application.id(),
                        appeal.id(),
                        new Delivery(surveys.today(), Delivery.How.DIRECT, "王建国", null, "周敏"),
                        clerk));
    }

    @Test
    void anAcceptedComplaintMakesTheBureauVisitBeforeAnythingIsConfirmed_AP_1_PB_4() {
        var application = surveyed();
        surveys.propose(application.id(), reviewer);
        Standing.at(jdbc, paths, application.id(), ApplicationState.NOTICE);
        Standing.at(jdbc, paths, application.id(), ApplicationState.SUBMITTED);
        assertThat(whyNotConfirmed(application)).isNull();

        var form = "/applications/" + application.id() + "/complaints";
        assertThat(mvc.get().uri(form + "/new").with(Staff.as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("反映的情况");
        assertThat(post(form, reviewer).param("receivedOn", "2099-1-1"))
                .hasStatus(422)
                .bodyText()
                .contains("选择怎样来的", "收到日期在今天之后", "写明反映的情况");
        assertThat(post(form, reviewer)
                        .param("receivedOn", surveys.today().toString())
                        .param("channel", "PHONE")
                        .param("anonymous", "true")
                        .param("content", "家里有货车跑运输"))
                .hasStatus3xxRedirection();
        var complaint = complaints.of(application.id(), bureau).get(0);
        assertThat(whyNotConfirmed(application)).as("nobody has accepted it").isNull();
        assertThat(tasksOf(bureau, application)).contains("决定是否受理投诉举报");
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> complaints.settle(application.id(), complaint.id(), true, "有线索", reviewer));
        assertThat(post(form + "/" + complaint.id(), bureau))
                .hasStatus(422)
                .bodyText()
                .contains("选择是否受理", "填写理由");
        assertThat(post(form + "/" + complaint.id(), bureau)
                        .param("decision", "YES")
                        .param("reason", "有具体线索"))
                .hasStatus3xxRedirection();

        assertThat(whyNotConfirmed(application)).isEqualTo("被投诉举报的，区民政局要自己入户调查并签字后才能确认");
        assertThat(mvc.get().uri("/applications/" + application.id()).with(Staff.as(bureau)))
                .hasStatusOk()
                .bodyText()
                .contains("受理了 1 件", "被投诉举报的，区民政局要自己入户调查");
        assertThat(tasksOf(bureau, application)).contains("区级入户调查");
        surveys.bureau(application.id());
        assertThat(whyNotConfirmed(application)).isNull();
        assertThat(tasksOf(bureau, application)).doesNotContain("区级入户调查");

        // another one after the visit asks for another visit
        var second =
                complaints.lodge(application.id(), Complaint.Channel.LETTER, false, "又买了新车", surveys.today(), clerk);
        complaints.settle(application.id(), second, true, "有照片", bureau);
        assertThat(whyNotConfirmed(application)).contains("被投诉举报的");
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> complaints.settle(application.id(), second, false, "再想想", bureau));
    }

    private @org.jspecify.annotations.Nullable String whyNotConfirmed(ApplicationView application) {
        return applications.waysAhead(application.id(), approver).stream()
                .filter(way -> way.way() == Way.CONFIRM)
                .findFirst()
                .orElseThrow()
                .whyNot();
    }

    @Test
    void aComplaintIsReadByTheBureauAndByWhomItWasLodgedWith_PB_4() {
        var application = surveyed();
        var complaint =
                complaints.lodge(application.id(), Complaint.Channel.VISIT, true, "家里有货车跑运输", surveys.today(), clerk);
        assertThat(jdbc.sql(
                                "select position('货车' in encode(content_enc, 'escape')) from application_complaint where id = ?")
                        .param(complaint)
                        .query(Integer.class)
                        .single())
                .as("sealed")
                .isZero();
        assertThat(complaints.get(application.id(), complaint, clerk).content()).contains("货车");
        assertThat(complaints.get(application.id(), complaint, bureau).content())
                .contains("货车");
        assertThat(mvc.get().uri("/applications/" + application.id()).with(Staff.as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .doesNotContain(complaint.toString());
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> complaints.get(application.id(), complaint, reviewer));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        complaints.lodge(application.id(), Complaint.Channel.VISIT, true, " ", surveys.today(), clerk));
        complaints.settle(application.id(), complaint, false, "没有具体线索", bureau);
        Standing.at(jdbc, paths, application.id(), ApplicationState.SUBMITTED);
        assertThat(whyNotConfirmed(application)).isNull();
    }

    private MockMvcTester.MockMvcRequestBuilder post(String url, Officer by) {
        return mvc.post()
                .uri(url)
                .with(Staff.as(by))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
    }
}
