package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.Households;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.StaleEdit;
import cn.yimen.policy.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** AP-1: the township's opinion, the appraisal, and what the ways ask for. */
@ProductTest
@Import({Families.class, Surveys.class})
class OpinionsTest {

    @Autowired
    Applications applications;

    @Autowired
    Opinions opinions;

    @Autowired
    Appraisals appraisals;

    @Autowired
    Investigations investigations;

    @Autowired
    BureauVisits bureauVisits;

    @Autowired
    VerifiedFacts verified;

    @Autowired
    Surveys surveys;

    @Autowired
    Households households;

    @Autowired
    Policy policy;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    Officer clerk;
    Officer reviewer;
    Officer approver;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
    }

    private ApplicationView surveyed(String item) {
        var family = families.couple(clerk);
        var declared = Families.wish(family, item);
        var household = households.get(family.id(), clerk);
        households.save(
                family.id(),
                household.version(),
                household
                        .details()
                        .incomes(true, List.of())
                        .properties(true, List.of())
                        .supporters(true, List.of()),
                clerk);
        var run = MeansTest.determine(
                households.factsOn(family.id(), surveys.today()), policy.eligibilityOn(surveys.today()));
        var opened = cases.open(declared.determined(run).asked(), clerk);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        return applications.get(application.id(), reviewer);
    }

    private ApplicationState state(ApplicationView application) {
        return applications.get(application.id(), approver).state();
    }

    @Test
    void isReckonedOnWhatWasFoundAndShowsTheDifferenceToTheFirstResult_AP_1_EL_4() {
        var application = surveyed("MZ-01");
        surveys.declare(application, reviewer);
        surveys.visit(application.id(), reviewer);

        var proposal = opinions.proposal(application.id(), reviewer);

        assertThat(proposal.before()).isNotNull();
        assertThat(proposal.first().scheme()).isEqualTo(Scheme.DIBAO);
        assertThat(proposal.differences())
                .as("300 yuan of casual work were not in the first run")
                .anySatisfy(line -> assertThat(line.section()).isEqualTo("最低生活保障"));
        var first = proposal.before().assessment().of(Scheme.DIBAO).amount().total();
        assertThat(proposal.first().monthly()).isEqualTo(first.minus(Money.yuan(300)));
        assertThat(proposal.first().reasons()).startsWith("经调查核实，家庭人口 2 人").contains("符合最低生活保障条件");

        var opinion = surveys.give(application.id(), true, reviewer);

        assertThat(state(application)).isEqualTo(ApplicationState.PROPOSED);
        assertThat(opinion.monthly()).isEqualTo(proposal.first().monthly());
        assertThat(opinion.assessment().replay()).isEqualTo(opinion.assessment());
        assertThat(applications.hands(application.id()))
                .anySatisfy(hand -> assertThat(hand.part()).isEqualTo(Part.REVIEWER));
        assertThatExceptionOfType(DataAccessException.class)
                .as("only added to")
                .isThrownBy(() -> jdbc.sql("update opinion set monthly_fen = 1 where id = ?")
                        .param(opinion.id())
                        .update());
    }

    @Test
    void isNotGivenWithoutASignedVisitNorByAnotherPost_AP_1() {
        var application = surveyed("MZ-01");

        assertThatExceptionOfType(NoWay.class)
                .isThrownBy(() -> surveys.give(application.id(), true, reviewer))
                .withMessageContaining("还没有入户调查");
        surveys.visit(application.id(), reviewer);
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> surveys.give(application.id(), true, clerk));
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> surveys.give(application.id(), true, approver));
        assertThatExceptionOfType(NoWay.class)
                .as("no way past the opinion")
                .isThrownBy(() -> applications.go(application.id(), Way.PROPOSE, null, reviewer))
                .withMessage("还没有写初审意见");
        assertThat(opinions.latest(application.id())).isEmpty();
    }

    @Test
    void proposesOnlyWhatTheEngineFinds_AP_1() {
        var application = surveyed("MZ-05");
        surveys.visit(application.id(), reviewer);
        var proposal = opinions.proposal(application.id(), reviewer);
        assertThat(proposal.first().fits()).isFalse();

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> surveys.give(application.id(), true, reviewer));
        surveys.give(application.id(), false, reviewer);
        assertThat(state(application)).isEqualTo(ApplicationState.SUBMITTED);
        assertThat(opinions.latest(application.id()).orElseThrow()).satisfies(opinion -> {
            assertThat(opinion.favourable()).isFalse();
            assertThat(opinion.basis()).isNotBlank();
            assertThat(opinion.amount()).isEqualTo(Money.ZERO);
        });
    }

    @Test
    void factsThatChangedWhileItWasWrittenAreShownInstead_AP_1() {
        var application = surveyed("MZ-01");
        surveys.visit(application.id(), reviewer);
        var seen = opinions.proposal(application.id(), reviewer);
        surveys.declare(application, reviewer);

        assertThatExceptionOfType(StaleEdit.class)
                .isThrownBy(() ->
                        opinions.give(application.id(), true, Scheme.DIBAO, null, "理由", "依据", seen.digest(), reviewer));
        assertThat(state(application)).isEqualTo(ApplicationState.SURVEY);
    }

    @Test
    void factsThatChangedAfterwardsAreNamedForTheConfirmation_AP_1() {
        var application = surveyed("MZ-01");
        surveys.visit(application.id(), reviewer);
        surveys.give(application.id(), true, reviewer);
        assertThat(opinions.changedSince(application.id(), approver)).isEmpty();

        surveys.declare(application, reviewer);

        var changed = opinions.changedSince(application.id(), approver).orElseThrow();
        assertThat(changed.facts()).singleElement().satisfies(change -> {
            assertThat(change.what()).isEqualTo("户主零工收入");
            assertThat(change.before()).isEqualTo("没有");
            assertThat(change.after()).startsWith("每月 300.00 元");
        });
        assertThat(changed.now().monthly()).isNotEqualTo(changed.opinion().monthly());
        assertThat(changed.lines()).isNotEmpty();
    }

    @Test
    void anAppraisalIsHeldByAQuorumAndItsVotesAgree_AP_1() {
        var application = surveyed("MZ-01");
        applications.go(application.id(), Way.CALL_APPRAISAL, "邻居对收入有争议", reviewer);
        assertThatExceptionOfType(NoWay.class)
                .isThrownBy(() -> applications.go(application.id(), Way.APPRAISED, null, reviewer))
                .withMessage("还没有民主评议记录");
        var values = appraisal(5, 4, 1, 0);
        assertThat(appraisals.problems(appraisal(4, 4, 0, 0))).containsOnlyKeys("p4_name");
        assertThat(appraisals.problems(appraisal(5, 4, 0, 0))).containsOnlyKeys("votesFor");
        assertThat(appraisals.problems(Map.of())).containsKeys("heldOn", "chair", "minutes", "result", "p0_name");
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> appraisals.record(application.id(), 0, values, clerk));

        var version = appraisals.save(application.id(), 0, Map.of("minutes", "开会"), reviewer);
        assertThat(catchThrowableOfType(StaleEdit.class, () -> appraisals.save(application.id(), 0, Map.of(), reviewer))
                        .differences())
                .containsExactly(new StaleEdit.Difference("评议经过", "开会", "（空）"));
        appraisals.record(application.id(), version, values, reviewer);

        assertThat(state(application)).isEqualTo(ApplicationState.SURVEY);
        var recorded = appraisals.of(application).get(0);
        assertThat(recorded.panel()).hasSize(5);
        assertThat(recorded.outcome()).isEqualTo("多数同意");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("update appraisal set votes_for = 0 where id = ?")
                        .param(recorded.id())
                        .update());
    }

    private Map<String, String> appraisal(int panel, int yes, int no, int abstain) {
        var values = new LinkedHashMap<String, String>();
        values.put("heldOn", surveys.today().toString());
        values.put("place", "村委会会议室");
        values.put("chair", "周敏");
        values.put("recorder", "何静");
        for (int row = 0; row < panel; row++) {
            values.put("p" + row + "_name", "代表" + (char) ('甲' + row));
            values.put("p" + row + "_standing", "VILLAGER");
        }
        values.put("votesFor", "" + yes);
        values.put("votesAgainst", "" + no);
        values.put("votesAbstain", "" + abstain);
        values.put("minutes", "宣读申请，到会的人发言");
        values.put("result", "收入情况属实");
        return values;
    }

    @Test
    void aFiledRelativeWantsTheBureausOwnVisit_W18_AP_3() {
        var application = surveyed("MZ-01");
        jdbc.sql("update application set kin_filed = true where id = ?")
                .param(application.id().id())
                .update();
        var kin = applications.get(application.id(), approver);
        var precondition = new SurveyPreconditions().bureauVisited(bureauVisits);

        assertThat(precondition.missing(kin, Way.CONFIRM, approver)).contains("区民政局要自己入户");
        surveys.visit(application.id(), reviewer);
        assertThat(precondition.missing(kin, Way.CONFIRM, approver))
                .as("the township's visit is not the bureau's")
                .isNotNull();
        surveys.bureau(application.id());
        assertThat(precondition.missing(kin, Way.CONFIRM, approver)).isNull();
        assertThat(precondition.missing(application, Way.CONFIRM, approver))
                .as("nobody objected and nobody is filed")
                .isNull();
    }
}
