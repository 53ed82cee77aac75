package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.casefile.Families.Family;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.Households;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.Tasks;
import cn.yimen.verification.Disposition;
import cn.yimen.verification.Lists;
import java.time.YearMonth;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** VR-2, HH-3: what was found true in the verification flows into the facts of the application, and nothing is guessed. */
@ProductTest
@Import({Families.class, Surveys.class, Lists.class})
class ConfirmedFindingsTest {

    @Autowired
    ConfirmedFindings confirmed;

    @Autowired
    VerifiedFacts verified;

    @Autowired
    Opinions opinions;

    @Autowired
    Applications applications;

    @Autowired
    Surveys surveys;

    @Autowired
    Lists lists;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    Households households;

    @Autowired
    Policy policy;

    @Autowired
    Tasks tasks;

    @Autowired
    Paths paths;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    Officer clerk;
    Officer reviewer;
    Family family;
    ApplicationView application;

    @BeforeEach
    void anApplicationInVerification() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        family = families.couple(clerk);
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
        var opened = cases.open(Families.wish(family, "MZ-01").determined(run).asked(), clerk);
        application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        surveys.declare(now(), reviewer);
        lists.asked(now().caseId(), List.of(family.applicant(), family.spouse()), clerk);
    }

    private ApplicationView now() {
        return applications.get(application.id(), reviewer);
    }

    private ConfirmedFindings.Entry only() {
        var entries = confirmed.of(now());
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private List<String> tasksOf(Officer one) {
        return tasks.worklist(one, one.posts().get(0), TaskFilter.ALL, null, 500).rows().stream()
                .filter(row -> application.receiptNo().equals(row.number()))
                .map(row -> row.title())
                .toList();
    }

    @Test
    void anIncomeThatIsTrueStandsBesideTheDeclaredOneAndChangesTheOpinionLineByLine_VR_2_HH_3() {
        var before = opinions.proposal(application.id(), reviewer).first().monthly();
        var finding = lists.found("SOCIAL", family.applicant(), "王建国", "月缴费基数", "700", reviewer);
        assertThat(verified.lines(now(), reviewer)).noneMatch(FactLine::differs);

        lists.clear(finding, Disposition.CONFIRMED, YearMonth.of(2026, 3), reviewer);

        var line = verified.lines(now(), reviewer).stream()
                .filter(FactLine::differs)
                .findFirst()
                .orElseThrow();
        assertThat(line.declared()).as("the declaration stays").isEqualTo("300.00 元");
        assertThat(line.verified()).isEqualTo("700.00 元");
        assertThat(line.verifiedSource()).startsWith("信息核对：收入高于申报（").contains("截至", "涉及2026年3月");
        assertThat(only().state()).isEqualTo(ConfirmedFindings.State.ENTERED);
        var proposal = opinions.proposal(application.id(), reviewer);
        assertThat(proposal.lines()).extracting(FactLine::key).containsExactly(line.key());
        assertThat(proposal.first().monthly()).isEqualTo(before.minus(Money.yuan(400)));
        assertThat(proposal.differences())
                .as("the first result and this one, line by line")
                .anySatisfy(each -> {
                    assertThat(each.section()).isEqualTo("最低生活保障");
                    assertThat(each.before()).isNotEqualTo(each.after());
                });
        assertThat(tasksOf(reviewer)).noneMatch(title -> title.contains("疑点"));
    }

    @Test
    void aDepositNobodyDeclaredIsAddedAndFallsAwayWhenItTurnsOutNotToBeTrue_VR_2() {
        var finding = lists.found("DEPOSIT", family.spouse(), "李桂芳", "余额", "98000", reviewer);
        lists.clear(finding, Disposition.CONFIRMED, null, reviewer);
        assertThat(verified.of(application.id(), reviewer).properties())
                .singleElement()
                .satisfies(property -> assertThat(property.value()).isEqualTo(Money.yuan(98_000)));
        assertThat(opinions.proposal(application.id(), reviewer).lines())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.what()).isEqualTo("李桂芳 存款");
                    assertThat(line.declared()).isEqualTo("未申报");
                });

        assertThat(verified.foundByVerification(now(), reviewer))
                .as("a visit does not write it down again")
                .extracting(FactLine::what)
                .containsExactly("李桂芳 存款");

        lists.clear(finding, Disposition.FALSE_POSITIVE, null, reviewer);

        assertThat(verified.foundByVerification(now(), reviewer)).isEmpty();
        assertThat(verified.of(application.id(), reviewer).properties()).isEmpty();
        assertThat(only().state()).isEqualTo(ConfirmedFindings.State.WITHDRAWN);
        lists.clear(finding, Disposition.CONFIRMED, null, reviewer);
        assertThat(verified.of(application.id(), reviewer).properties()).hasSize(1);
    }

    @Test
    void aVehicleWaitsForAPersonWhoSaysWhatItIsUsedFor_VR_2_HH_3() {
        var finding = lists.found("VEHICLE", family.applicant(), "王建国", "号牌号码", "贵Z" + UUID.randomUUID(), reviewer);
        assertThat(opinions.proposal(application.id(), reviewer).first().fits()).isTrue();
        lists.clear(finding, Disposition.CONFIRMED, null, reviewer);

        assertThat(only().waiting()).isTrue();
        assertThat(verified.of(application.id(), reviewer).properties())
                .as("nothing is guessed")
                .isEmpty();
        assertThat(tasksOf(reviewer)).contains("登记属实的核对疑点 1 条");
        surveys.visit(application.id(), reviewer);
        assertThatExceptionOfType(NoWay.class)
                .isThrownBy(() -> surveys.give(application.id(), true, reviewer))
                .withMessageContaining("属实的核对疑点还有 1 条");

        var facts = "/applications/" + application.id() + "/facts";
        var page = facts + "/findings/" + only().id();
        assertThat(mvc.get().uri(facts).with(Staff.as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("属实的核对疑点", "王建国 机动车未申报", "待登记", page);
        assertThat(mvc.get().uri(page).with(Staff.as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("未申报的财产：机动车");
        assertThat(mvc.get().uri(page + "?to=new-VEHICLE").with(Staff.as(reviewer)))
                .hasStatusOk()
                .bodyText()
                .contains("生活用机动车", "残疾人功能性补偿代步车");
        assertThat(post(page, reviewer, "new-VEHICLE", ""))
                .hasStatus(422)
                .bodyText()
                .contains("选择核实的情况");
        assertThat(post(page, reviewer, "NONE", "")).hasStatus(422).bodyText().contains("写明为什么不影响核算");
        assertThat(post(page, reviewer, "new-VEHICLE", "PRIVATE_CAR")).hasStatus3xxRedirection();

        assertThat(only().state()).isEqualTo(ConfirmedFindings.State.ENTERED);
        assertThat(tasksOf(reviewer)).noneMatch(title -> title.contains("疑点"));
        var proposal = opinions.proposal(application.id(), reviewer);
        assertThat(proposal.run().of(Scheme.DIBAO).eligible())
                .as("a car of one's own")
                .isFalse();
        assertThat(proposal.lines()).singleElement().satisfies(line -> {
            assertThat(line.what()).isEqualTo("王建国 机动车");
            assertThat(line.verified()).isEqualTo("生活用机动车");
            assertThat(line.verifiedSource()).contains("机动车未申报");
        });
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> confirmed.enter(application.id(), only().id(), "NONE", "理由", reviewer));
    }

    @Test
    void whatChangesNothingSaysWhyAndOnlyTheTownshipSaysIt_VR_2() {
        var finding = lists.found("BUSINESS", family.spouse(), "李桂芳", "企业名称", "晨光小卖部", reviewer);
        lists.clear(finding, Disposition.CONFIRMED, null, reviewer);
        var row = only().id();
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> confirmed.enter(application.id(), row, "NONE", "已停业", clerk));
        var stranger = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> confirmed.enter(application.id(), row, "NONE", "已停业", stranger));

        confirmed.enter(application.id(), row, "NONE", "2019年停业，未注销，无收入", reviewer);

        assertThat(only().state()).isEqualTo(ConfirmedFindings.State.NO_EFFECT);
        assertThat(only().reason()).contains("2019年停业");
        assertThat(verified.of(application.id(), reviewer).properties()).isEmpty();
        surveys.visit(application.id(), reviewer);
        surveys.give(application.id(), true, reviewer);
    }

    @Test
    void aPrisonerIsNotCountedFromThenOn_VR_2() {
        var finding = lists.found("PRISON", family.spouse(), "李桂芳", "收押日期", "2026-05-10", reviewer);
        lists.clear(finding, Disposition.CONFIRMED, YearMonth.of(2026, 6), reviewer);
        assertThat(opinions.proposal(application.id(), reviewer).run().counted().size())
                .isEqualTo(2);

        confirmed.enter(application.id(), only().id(), "absent-IN_PRISON", "IN_PRISON", reviewer);

        assertThat(opinions.proposal(application.id(), reviewer).run().counted().size())
                .isEqualTo(1);
    }

    /** The opinion stands on other facts then: neither the confirmation nor anybody else passes over it. */
    @Test
    void whatComesToLightAfterTheOpinionStopsTheConfirmation_VR_2_AP_1() {
        surveys.visit(application.id(), reviewer);
        surveys.give(application.id(), true, reviewer);
        var deposit = lists.found("DEPOSIT", family.spouse(), "李桂芳", "余额", "98000", reviewer);
        Standing.at(jdbc, paths, application.id(), ApplicationState.SUBMITTED);
        lists.clear(deposit, Disposition.CONFIRMED, null, reviewer);

        assertThat(opinions.changedSince(application.id(), reviewer))
                .hasValueSatisfying(changed -> assertThat(changed.words()).contains("存款", "98,000.00 元"));
        var house = lists.found("HOUSING", family.spouse(), "李桂芳", "坐落", "开发区 1 号", reviewer);
        lists.clear(house, Disposition.CONFIRMED, null, reviewer);
        var approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        assertThat(applications.waysAhead(application.id(), approver))
                .filteredOn(way -> way.way() == Way.CONFIRM)
                .singleElement()
                .satisfies(way -> assertThat(way.whyNot()).contains("没有登记，要退回重新调查"));
    }

    private MockMvcTester.MockMvcRequestBuilder post(String url, Officer by, String to, String found) {
        return mvc.post()
                .uri(url)
                .with(Staff.as(by))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString())
                .param("to", to)
                .param("found", found);
    }
}
