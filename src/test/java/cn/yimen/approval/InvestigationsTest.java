package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.config.DeskClock;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.household.Income;
import cn.yimen.household.SelfCareItem;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.StaleEdit;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** AP-1, HH-3 on PostgreSQL: the visit, who answers for it, and what it finds. */
@ProductTest
@Import({Families.class, Surveys.class})
class InvestigationsTest {

    @Autowired
    Applications applications;

    @Autowired
    Investigations investigations;

    @Autowired
    VerifiedFacts verified;

    @Autowired
    SurveyPapers papers;

    @Autowired
    Formats formats;

    @Autowired
    Clock clock;

    @Autowired
    Surveys surveys;

    @Autowired
    Cases cases;

    @Autowired
    Tasks tasks;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    Officer clerk;
    Officer reviewer;
    Officer one;
    Officer two;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        one = Staff.clerk(jdbc, Families.TOWNSHIP);
        two = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
    }

    private ApplicationView surveyed(String item) {
        var opened = cases.open(Families.wish(families.couple(clerk), item).asked(), clerk);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        surveys.declare(application, reviewer);
        return applications.get(application.id(), reviewer);
    }

    private InvestigationView arranged(ApplicationView application) {
        var id = investigations.arrange(application.id(), List.of(one.id(), two.id()), surveys.today(), reviewer);
        return investigations.view(application.id(), id, one);
    }

    @Test
    void isArrangedForTwoOfTheOfficeOrAnAssistantWithOne_AP_1() {
        var application = surveyed("MZ-01");
        var assistant = Staff.with(jdbc, Post.at(Role.VILLAGE_ASSISTANT, Families.VILLAGE));
        var other = Staff.with(jdbc, Post.at(Role.VILLAGE_ASSISTANT, Families.VILLAGE));
        var stranger = Staff.clerk(jdbc, Families.OTHER_TOWNSHIP);

        for (var wrong : List.of(
                List.of(one.id()),
                List.of(one.id(), one.id()),
                List.of(assistant.id(), other.id()),
                List.of(one.id(), stranger.id()))) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> investigations.arrange(application.id(), wrong, surveys.today(), reviewer));
        }
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() ->
                        investigations.arrange(application.id(), List.of(one.id(), two.id()), surveys.today(), clerk));
        var id = investigations.arrange(application.id(), List.of(assistant.id(), one.id()), surveys.today(), reviewer);
        assertThat(investigations.view(application.id(), id, assistant).number())
                .matches("DC-[0-9]{4}-[0-9]{4,}");
        assertThatExceptionOfType(Conflict.class)
                .as("one at a time")
                .isThrownBy(() -> investigations.arrange(
                        application.id(), List.of(one.id(), two.id()), surveys.today(), reviewer));
        assertThat(tasks.worklist(assistant, assistant.posts().get(0), TaskFilter.ALL, null, 10)
                        .rows())
                .anySatisfy(row -> assertThat(row.url()).endsWith("/visits/" + id));
    }

    @Test
    void isNotArrangedBeforeTheSurveyBegins_AP_1() {
        var opened = cases.open(Families.wish(families.couple(clerk), "MZ-01").asked(), clerk);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> investigations.arrange(
                        application.id(), List.of(one.id(), two.id()), surveys.today(), reviewer));
    }

    @Test
    void keepsWhatWasTypedWholeOrNot_AP_1() {
        var visit = arranged(surveyed("MZ-01"));
        var typed = Map.of("on", "昨天", "living", "土房", "x0_note", "院里有一辆三轮车");

        var version = investigations.save(visit.application().id(), visit.id(), visit.version(), typed, one);

        var kept = investigations.view(visit.application().id(), visit.id(), two);
        assertThat(kept.values()).isEqualTo(typed);
        assertThat(kept.version()).isEqualTo(version);
        assertThat(new String(
                        jdbc.sql("select content_enc from investigation where id = ?")
                                .param(visit.id().id())
                                .query(byte[].class)
                                .single(),
                        java.nio.charset.StandardCharsets.UTF_8))
                .as("sealed (AU-2)")
                .doesNotContain("living", "土房");
    }

    @Test
    void twoDevicesSavingTheSameVisitSeeBothValues_AP_1() {
        var visit = arranged(surveyed("MZ-01"));
        investigations.save(visit.application().id(), visit.id(), visit.version(), Map.of("living", "砖房两间"), one);

        var stale = catchThrowableOfType(
                StaleEdit.class,
                () -> investigations.save(
                        visit.application().id(), visit.id(), visit.version(), Map.of("living", "土房一间"), two));

        assertThat(stale.differences()).containsExactly(new StaleEdit.Difference("住房和生活状况", "砖房两间", "土房一间"));
        assertThat(investigations
                        .view(visit.application().id(), visit.id(), two)
                        .value("living"))
                .isEqualTo("砖房两间");
    }

    @Test
    void onlyTheNamedRecordAndSign_AP_1() {
        var visit = arranged(surveyed("MZ-01"));
        var application = visit.application().id();

        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> investigations.save(application, visit.id(), 0, Map.of("living", "x"), clerk));
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> investigations.sign(application, visit.id(), 0, surveys.whole(visit), reviewer));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(
                        () -> investigations.view(application, visit.id(), Staff.clerk(jdbc, Families.OTHER_TOWNSHIP)));
    }

    @Test
    void isSignedByEachOfTheTwoOfTheSameContent_AP_1() {
        var visit = arranged(surveyed("MZ-01"));
        var application = visit.application().id();

        assertThat(investigations.problems(visit, Map.of(), one)).containsKeys("on", "way", "living", "sign");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> investigations.sign(application, visit.id(), visit.version(), Map.of(), one));

        investigations.sign(application, visit.id(), visit.version(), surveys.whole(visit), one);
        var half = investigations.view(application, visit.id(), two);
        assertThat(half.stateWords()).isEqualTo("待签字");
        assertThat(half.state()).isEqualTo(InvestigationView.State.ARRANGED);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> investigations.sign(application, visit.id(), half.version(), Map.of(), one));
        assertThatExceptionOfType(Conflict.class)
                .as("closed by the first signature")
                .isThrownBy(
                        () -> investigations.save(application, visit.id(), half.version(), Map.of("living", "x"), two));
        assertThatExceptionOfType(DataAccessException.class)
                .as("the database wants both")
                .isThrownBy(() -> jdbc.sql("update investigation set state = 'SIGNED', signed_at = now() where id = ?")
                        .param(visit.id().id())
                        .update());
        assertThatExceptionOfType(NoWay.class)
                .isThrownBy(() -> applications.go(application, Way.PROPOSE, null, reviewer))
                .withMessageContaining("调查人还没有都签字");

        investigations.sign(application, visit.id(), half.version(), Map.of(), two);

        var signed = investigations.view(application, visit.id(), clerk);
        assertThat(signed.state()).isEqualTo(InvestigationView.State.SIGNED);
        assertThat(signed.investigators())
                .extracting(InvestigationView.Investigator::officer)
                .containsExactly(one.id(), two.id());
        assertThat(applications.hands(application)).extracting(Hand::part).containsOnly(Part.INVESTIGATOR);
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("update investigation set planned_on = planned_on + 1 where id = ?")
                        .param(visit.id().id())
                        .update());
    }

    @Test
    void aSignatureIsTakenBackToCorrectAndThenAllSignAgain_AP_1() {
        var visit = arranged(surveyed("MZ-01"));
        var application = visit.application().id();
        investigations.sign(application, visit.id(), visit.version(), surveys.whole(visit), one);

        investigations.takeBack(application, visit.id(), two);

        var again = investigations.view(application, visit.id(), two);
        assertThat(again.closed()).isFalse();
        assertThat(again.signedBy(one.id())).isFalse();
        assertThat(again.value("living")).isNotEmpty();
        investigations.sign(application, visit.id(), again.version(), again.values(), two);
        investigations.sign(
                application,
                visit.id(),
                investigations.view(application, visit.id(), one).version(),
                Map.of(),
                one);
        assertThat(investigations.view(application, visit.id(), one).state()).isEqualTo(InvestigationView.State.SIGNED);
        assertThat(jdbc.sql("select count(*) from investigation_signature where investigation_id = ?")
                        .param(visit.id().id())
                        .query(Integer.class)
                        .single())
                .as("the one taken back stays on record")
                .isEqualTo(3);
    }

    @Test
    void whatWasFoundStandsBesideTheDeclarationAndIsReckonedWith_HH_3() {
        var application = surveyed("MZ-01");
        var visit = arranged(application);
        var income = visit.lines().stream()
                .filter(line -> line.kind() == FactLine.Kind.INCOME)
                .findFirst()
                .orElseThrow();
        var wife = visit.people().keySet().stream().skip(1).findFirst().orElseThrow();
        var found = new LinkedHashMap<>(surveys.whole(visit));
        found.put("r_" + income.key(), "DIFFERS");
        found.put("v_" + income.key(), "800");
        found.put("s_" + income.key(), "DOCUMENT");
        found.put("x0_what", "INCOME/LAND_TRANSFER");
        found.put("x0_person", wife);
        found.put("x0_amount", "1200");
        found.put("x0_per", "PERIOD");
        found.put("x0_how", "NEIGHBOUR");

        investigations.sign(application.id(), visit.id(), visit.version(), found, one);
        assertThat(verified.of(application.id(), reviewer).incomes())
                .as("not before both have signed")
                .singleElement()
                .satisfies(it -> assertThat(it.amount()).isEqualTo(Money.yuan(300)));
        investigations.sign(
                application.id(),
                visit.id(),
                investigations.view(application.id(), visit.id(), two).version(),
                Map.of(),
                two);

        var facts = verified.of(application.id(), reviewer);
        assertThat(facts.incomes())
                .extracting(Income::amount, Income::method)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(Money.yuan(800), Income.Method.VERIFIED),
                        org.assertj.core.api.Assertions.tuple(Money.yuan(1200), Income.Method.VERIFIED));
        var line = verified.lines(application, reviewer).stream()
                .filter(it -> it.key().equals(income.key()))
                .findFirst()
                .orElseThrow();
        assertThat(line.declared()).isEqualTo("300.00 元");
        assertThat(line.verified()).isEqualTo("800.00 元");
        assertThat(line.verifiedSource()).contains("入户调查", "DC-", "票据");
        assertThat(jdbc.sql("select declared_fen from household_income where household_id = ?")
                        .param(application.householdId())
                        .query(Long.class)
                        .single())
                .as("the declaration stays")
                .isEqualTo(30000);
    }

    @Test
    void aWrongRecordIsNotSigned_AP_1() {
        var visit = arranged(surveyed("MZ-01"));
        var line = visit.lines().get(visit.lines().size() - 1).key();
        var wife = visit.people().keySet().stream().skip(1).findFirst().orElseThrow();
        for (var wrong : Map.of(
                        "on",
                        surveys.today().plusDays(1).toString(),
                        "way",
                        "PHONE",
                        "r_" + line,
                        "DIFFERS",
                        "signer",
                        wife,
                        "signerName",
                        "张三",
                        "sign",
                        "REFUSED",
                        "noPhoto",
                        "")
                .entrySet()) {
            var values = new LinkedHashMap<>(surveys.whole(visit));
            values.put(wrong.getKey(), wrong.getValue());
            assertThat(investigations.problems(visit, values, one))
                    .as(wrong.getKey())
                    .isNotEmpty();
        }
        assertThat(investigations.problems(visit, surveys.whole(visit), one)).isEmpty();
    }

    @Test
    void theSheetHasTheDayOfTheVisitWhateverTheYearOfThePrint_AP_5() {
        var application = surveyed("MZ-01");
        var today = surveys.today();
        var visit = surveys.visit(
                application.id(), Map.of("on", today.getMonthValue() + "-" + today.getDayOfMonth()), reviewer);

        assertThat(sheet(application, visit, 0)).isEqualTo(sheet(application, visit, 400));
        assertThat(sheet(application, visit, 400)).startsWith(formats.fullDay(today));
    }

    private String sheet(ApplicationView application, InvestigationView visit, int daysLater) {
        var at = clock.instant().plus(Duration.ofDays(daysLater));
        return DeskClock.playing(
                at,
                () -> ((PrintedForm.InvestigationSheet)
                                papers.investigation(application.id(), visit.id(), new PrintStamp("", at, 1), reviewer))
                        .when());
    }

    @Test
    void selfCareIsAssessedByTheTwoWhoVisit_AP_1() {
        var application = surveyed("MZ-02A");
        assertThatExceptionOfType(NoWay.class)
                .isThrownBy(() -> applications.go(application.id(), Way.PROPOSE, null, reviewer));
        var visit = arranged(application);
        var person = application.personId().toString();
        assertThat(visit.assessed()).containsOnlyKeys(person);
        var values = new LinkedHashMap<>(surveys.whole(visit));
        values.remove("c_" + person + "_EAT");
        assertThat(investigations.problems(visit, values, one)).containsOnlyKeys("c_" + person + "_EAT");

        values.put("c_" + person + "_EAT", "PASS");
        values.put("c_" + person + "_WALK", "FAIL");
        values.put("c_" + person + "_BATH", "FAIL");
        investigations.sign(application.id(), visit.id(), visit.version(), values, one);
        investigations.sign(
                application.id(),
                visit.id(),
                investigations.view(application.id(), visit.id(), two).version(),
                Map.of(),
                two);

        assertThat(verified.of(application.id(), reviewer).members())
                .filteredOn(member -> member.key().equals(person))
                .singleElement()
                .satisfies(member ->
                        assertThat(member.failedSelfCare()).containsExactly(SelfCareItem.WALK, SelfCareItem.BATH));
        assertThat(verified.lines(application, reviewer))
                .anySatisfy(line -> assertThat(line.verified()).contains("部分丧失生活自理能力"));
    }

    @Test
    void whoVisitedDoesNotReview_AP_3() {
        var application = surveyed("MZ-01");
        surveys.visit(application.id(), Map.of(), reviewer, reviewer, one);

        assertThatExceptionOfType(OwnWork.class).isThrownBy(() -> surveys.give(application.id(), true, reviewer));
        assertThat(applications.get(application.id(), reviewer).state()).isEqualTo(ApplicationState.SURVEY);
    }
}
