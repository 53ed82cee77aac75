package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.benefit.AlreadyInBenefit;
import cn.yimen.benefit.AwardAmount;
import cn.yimen.benefit.AwardChange;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.AwardNotices;
import cn.yimen.benefit.AwardProposals;
import cn.yimen.benefit.AwardState;
import cn.yimen.benefit.AwardView;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.ChangeKind;
import cn.yimen.benefit.EndReason;
import cn.yimen.benefit.NewAward;
import cn.yimen.benefit.ProposalId;
import cn.yimen.benefit.ProposalState;
import cn.yimen.benefit.ProposalView;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.casefile.Letters;
import cn.yimen.casefile.MatterId;
import cn.yimen.casefile.OpenCase;
import cn.yimen.config.DeskClock;
import cn.yimen.district.PlaceId;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.Disability;
import cn.yimen.household.Health;
import cn.yimen.household.HouseholdDetails;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.Households;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.Numbers;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.ChineseAmount;
import cn.yimen.kernel.Money;
import cn.yimen.notice.Notices;
import cn.yimen.notice.Proof;
import cn.yimen.pages.Conflict;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * AP-1, BN-1, lesson 14: from one scheme to another in one step. The confirmation changes or ends what stands beside it in its
 * own transaction, from the same month: nobody is paid twice and no month is lost.
 */
@ProductTest
@Import({Families.class, Surveys.class})
@NullUnmarked
class SchemeMovesTest {

    @Autowired
    Decisions decisions;

    @Autowired
    Opinions opinions;

    @Autowired
    Applications applications;

    @Autowired
    Letters letters;

    @Autowired
    Paths paths;

    @Autowired
    Surveys surveys;

    @Autowired
    Awards awards;

    @Autowired
    AwardProposals proposals;

    @Autowired
    AwardNotices papers;

    @Autowired
    NoticeOfEnding ending;

    @Autowired
    Notices notices;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    Households households;

    @Autowired
    Persons persons;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    MockMvcTester mvc;

    Officer clerk;
    Officer reviewer;
    Officer approver;
    Officer another;
    Families.Family family;
    PersonId mother;
    YearMonth now;
    YearMonth next;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        another = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        now = YearMonth.now(clock);
        next = now.plusMonths(1);
    }

    // ---- into 特困, out of a household that goes on with 低保

    @Test
    void theConfirmationOfTekunReckonsTheHouseholdsDibaoWithoutHer_BN_1_AP_5() {
        var dibao = household(900);
        var before = dibao.amount().total();
        var surveyed = surveyed(mother, "刘桂英");
        assertThat(page("/applications/" + surveyed.id() + "/opinion", reviewer))
                .as("whoever gives the opinion proposes it and sees it")
                .contains("连带变动", "刘桂英从", "其余 2 人重新测算");
        var application = submitted(surveyed);

        var check = decisions.check(application.id(), approver);
        assertThat(check.before()).isEmpty();
        assertThat(check.confirmable()).isTrue();
        var after = check.moves().get(0).leaving().after();
        assertThat(after.members()).extracting(NewAward.Named::name).containsExactlyInAnyOrder("王建国", "李桂芳");
        // 2 × 605 − 900 and 30 % of 605 for his disability, both up to the yuan
        assertThat(after.amount().total()).isEqualTo(Money.yuan(310 + 182));
        assertThat(page("/applications/" + application.id() + "/confirm", approver))
                .contains("连带变动", "现在", "3 人，每月 " + before.grouped(), "2 人，每月 492.00 元", "变更告知书，确认时编号");
        assertThat(mvc.post()
                        .uri("/applications/{id}/confirm/check", application.id())
                        .param("choice", "CONFIRM")
                        .with(Staff.as(approver))
                        .with(csrf()))
                .hasStatusOk()
                .bodyText()
                .contains("连带变动", ChineseAmount.of(Money.yuan(492)), check.seen());

        assertThat(post("/applications/" + application.id() + "/confirm", approver)
                        .param("choice", "CONFIRM")
                        .param("seen", check.seen()))
                .hasStatus3xxRedirection();

        var stays = awards.get(dibao.id(), clerk);
        assertThat(stays.state()).isEqualTo(AwardState.RUNNING);
        assertThat(stays.members()).hasSize(2);
        assertThat(payable(dibao.id(), now)).as("this month as it was").isEqualTo(before);
        assertThat(payable(dibao.id(), next)).isEqualTo(Money.yuan(492));
        var living = awards.inBenefit(List.of(mother.id()), next).get(mother.id());
        assertThat(living).singleElement().satisfies(tekun -> {
            assertThat(tekun.scheme()).isEqualTo(Scheme.TEKUN);
            assertThat(tekun.firstMonth()).as("no month lost").isEqualTo(next);
        });
        assertThat(proposals.of(dibao.id(), approver))
                .singleElement()
                .returns(ProposalState.DECIDED, ProposalView::state)
                .returns(reviewer.name(), ProposalView::proposedName)
                .returns(approver.name(), ProposalView::closedName);
        var paper = papers.of(dibao.id()).get(0);
        assertThat(papers.unchanged(dibao.id(), paper.change(), clerk)).isTrue();
        assertThat(page("/awards/" + dibao.id() + "/notices/" + paper.change(), clerk))
                .contains("社会救助待遇变更告知书", "刘桂英转为特困人员救助供养，其余 2 人重新测算", "492.00");
        assertThat(page("/cases/" + application.caseId(), clerk)).contains("连带变动", "刘桂英从");
    }

    @Test
    void twoApproversAtOnceMoveHerOnce_AP_2() throws Exception {
        var dibao = household(900);
        var application = submitted(surveyed(mother, "刘桂英"));
        var seen = decisions.check(application.id(), approver).seen();

        var answers = together(
                () -> decisions.confirm(application.id(), seen, approver),
                () -> decisions.confirm(application.id(), seen, another));

        assertThat(answers)
                .filteredOn(RuntimeException.class::isInstance)
                .singleElement()
                .satisfies(answer -> assertThat((RuntimeException) answer)
                        .isInstanceOf(NoWay.class)
                        .hasMessageContaining("已办「确认同意」"));
        assertThat(awards.history(dibao.id(), approver))
                .extracting(AwardChange::kind)
                .containsExactly(ChangeKind.GRANT, ChangeKind.CHANGE);
        assertThat(papers.of(dibao.id())).hasSize(1);
        assertThat(awards.inBenefit(List.of(mother.id()), next).get(mother.id()))
                .hasSize(1);
    }

    @Test
    void whatChangedOfTheOtherAwardIsNotDecidedUnseen_BN_1_lesson_12() {
        var dibao = household(900);
        var application = submitted(surveyed(mother, "刘桂英"));
        var seen = decisions.check(application.id(), approver).seen();
        awards.suspend(dibao.id(), EndReason.REFUSE_VERIFY, next, "不配合", LocalDate.now(clock), another);

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> decisions.confirm(application.id(), seen, approver))
                .withMessageContaining("另一项待遇有变动");
        assertThat(awards.inBenefit(List.of(mother.id()), next).get(mother.id()))
                .extracting(AwardView::id)
                .containsExactly(dibao.id());

        assertThat(decisions
                        .confirm(
                                application.id(),
                                decisions.check(application.id(), approver).seen(),
                                approver)
                        .decision())
                .isNotNull();
        assertThat(payable(dibao.id(), next)).as("still suspended").isEqualTo(Money.ZERO);
    }

    @Test
    void whatCannotGoWithItIsSaidWithItsReasonAndNothingHappens_BN_1() {
        var rich = household(3000);
        var application = submitted(surveyed(mother, "刘桂英"));
        var check = decisions.check(application.id(), approver);
        assertThat(check.confirmable()).isFalse();
        assertThat(check.before())
                .singleElement()
                .satisfies(one -> assertThat(one.words()).contains("不低于低保标准", "要先到那项待遇提出渐退或终止"));
        assertThat(page("/applications/" + application.id() + "/confirm", approver))
                .contains("先办这一步", "/awards/" + rich.id());
        assertThatExceptionOfType(AlreadyInBenefit.class)
                .isThrownBy(() -> decisions.confirm(application.id(), check.seen(), approver));
        assertThat(awards.history(rich.id(), approver)).hasSize(1);

        var waiting = household(900);
        propose(waiting.id(), ChangeKind.SUSPEND, EndReason.REFUSE_VERIFY, reviewer);
        var other = submitted(surveyed(mother, "刘桂英"));
        assertThat(decisions.check(other.id(), approver).before())
                .singleElement()
                .satisfies(one -> assertThat(one.words()).contains("有一份变动在等决定"));
    }

    // ---- out of 特困, back to 低保

    @Test
    void tekunEndsWithTheConfirmationOfDibaoAfterItsNotice_national_rules_3() {
        var tekun = tekun();
        var end = propose(tekun, ChangeKind.END, EndReason.SUPPORTER, reviewer);
        assertThat(page(AwardProposals.url(tekun, end), reviewer)).contains("终止以后", "第二十七条", "转为低保：用已有的资料申请");
        assertThat(post("/awards/" + tekun + "/dibao", approver)).hasStatus(403);
        assertThat(post("/awards/" + tekun + "/dibao", reviewer)).hasStatus3xxRedirection();
        assertThat(post("/awards/" + tekun + "/dibao", reviewer))
                .hasStatus(409)
                .bodyText()
                .contains("本户的低保已经在办");
        assertThat(page(AwardProposals.url(tekun, end), reviewer)).contains("低保已经在办，去看");
        var application = dibaoSubmitted();

        assertThat(decisions.check(application.id(), approver).before())
                .singleElement()
                .satisfies(one -> assertThat(one.words()).contains("特困要先公示才能终止", "还没有公示"));
        ending.post(tekun, end, Proof.statement("把士村村务公开栏", clock.instant(), "已张贴在村务公开栏"), reviewer);
        later(9, notices::endDue);
        later(
                9,
                () -> assertThat(page("/applications/" + application.id() + "/confirm", approver))
                        .contains("连带变动", "终止，不再发放", "已公示 7 天，没有异议", reviewer.name()));

        var start = later(9, () -> YearMonth.now(clock).plusMonths(1));
        var decision = later(
                        9,
                        () -> decisions.confirm(
                                application.id(),
                                decisions.check(application.id(), approver).seen(),
                                approver))
                .decision();

        assertThat(awards.get(tekun, approver))
                .returns(AwardState.ENDED, AwardView::state)
                .returns(start, AwardView::endMonth)
                .returns(EndReason.SUPPORTER, AwardView::endReason);
        assertThat(awards.get(new AwardId(decision.award().id()), approver))
                .returns(start, AwardView::firstMonth)
                .returns(Scheme.DIBAO, AwardView::scheme);
        assertThat(awards.inBenefit(List.of(family.applicant().id()), start)
                        .get(family.applicant().id()))
                .as("one living a month")
                .extracting(AwardView::scheme)
                .containsExactly(Scheme.DIBAO);
        assertThat(proposals.get(tekun, end, approver))
                .returns(ProposalState.DECIDED, ProposalView::state)
                .returns(approver.name(), ProposalView::closedName);
        assertThat(papers.of(tekun)).hasSize(1);
    }

    @Test
    void whoProposedTheEndDoesNotConfirmItWithTheDibao_AP_3() {
        var tekun = tekun();
        var end = propose(tekun, ChangeKind.END, EndReason.SUPPORTER, approver);
        ending.post(tekun, end, Proof.statement("把士村村务公开栏", clock.instant(), "已张贴在村务公开栏"), reviewer);
        assertThat(post("/awards/" + tekun + "/dibao", reviewer)).hasStatus3xxRedirection();
        var application = dibaoSubmitted();
        later(9, notices::endDue);
        later(
                9,
                () -> assertThat(decisions.check(application.id(), approver).before())
                        .singleElement()
                        .satisfies(one -> assertThat(one.words()).contains("您提出的变动，要由另一名审批人员决定")));
        later(
                9,
                () -> assertThat(decisions.check(application.id(), another).confirmable())
                        .isTrue());
    }

    // ---- what stands before

    /** He can hardly work and earns this much, she looks after the house, his mother is 78; all three in one award. */
    private AwardView household(int earns) {
        var place = PlaceId.of(Families.VILLAGE);
        var man = persons.register(
                PersonDetails.of("王建国", Numbers.next(19720301))
                        .health(new Health(
                                null,
                                null,
                                false,
                                List.of(new Disability(Disability.Category.PHYSICAL, 2)),
                                null,
                                null,
                                null)),
                place,
                clerk);
        var wife = persons.register(PersonDetails.of("李桂芳", Numbers.next(19740501)), place, clerk);
        mother = persons.register(PersonDetails.of("刘桂英", Numbers.next(19480110)), place, clerk);
        var scattered = MemberPart.of(mother, "52").institutional(false);
        var id = households.register(
                HouseholdDetails.of(
                                place,
                                "一组 8 号",
                                List.of(MemberPart.of(man, "02"), MemberPart.of(wife, "10"), scattered))
                        .incomes(
                                true,
                                List.of(IncomePart.declared(
                                        man, IncomeItem.CASUAL_WORK, Money.yuan(earns), Income.Per.MONTH, "本人申报")))
                        .properties(true, List.of())
                        .supporters(true, List.of()),
                clerk);
        family = new Families.Family(id, man, wife);
        return awards.get(
                grant(
                        Scheme.DIBAO,
                        null,
                        "王建国",
                        null,
                        new AwardAmount(Money.yuan(915), Money.yuan(303), Money.ZERO, List.of()),
                        List.of(
                                new NewAward.Named(man.id(), "王建国"),
                                new NewAward.Named(wife.id(), "李桂芳"),
                                new NewAward.Named(mother.id(), "刘桂英"))),
                approver);
    }

    private AwardId tekun() {
        family = families.couple(clerk);
        var file = cases.open(Families.wish(family, "MZ-02A").asked(), clerk);
        return grant(
                Scheme.TEKUN,
                family.applicant().id(),
                "王建国",
                file.caseId(),
                new AwardAmount(Money.yuan(1082), Money.ZERO, Money.yuan(1278), List.of()),
                List.of(new NewAward.Named(family.applicant().id(), "王建国")));
    }

    private AwardId grant(
            Scheme scheme,
            @Nullable UUID person,
            String holder,
            @Nullable CaseId file,
            AwardAmount amount,
            List<NewAward.Named> members) {
        return awards.grant(
                new NewAward(
                        scheme,
                        family.id().id(),
                        person,
                        holder,
                        Families.TOWNSHIP,
                        Families.VILLAGE,
                        file,
                        null,
                        amount,
                        members,
                        null,
                        "审核确认",
                        null,
                        LocalDate.now(clock).minusMonths(2)),
                approver);
    }

    private ApplicationView surveyed(PersonId person, String name) {
        var opened = cases.open(
                Families.wish(family)
                        .matters(new OpenCase.Wanted("MZ-02A", person.id(), name, null))
                        .asked(),
                clerk);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        surveys.visit(application.id(), reviewer);
        return applications.get(application.id(), reviewer);
    }

    private ApplicationView submitted(ApplicationView surveyed) {
        surveys.give(surveyed.id(), true, reviewer);
        Standing.at(jdbc, paths, surveyed.id(), ApplicationState.NOTICE);
        Standing.at(jdbc, paths, surveyed.id(), ApplicationState.SUBMITTED);
        return applications.get(surveyed.id(), approver);
    }

    private ApplicationView dibaoSubmitted() {
        var matter = jdbc.sql("select id from matter where household_id = ? and item_code = 'MZ-01'")
                .param(family.id().id())
                .query(UUID.class)
                .single();
        jdbc.sql("""
                        select m.id, m.case_id from case_material m join matter x on x.case_id = m.case_id
                        where x.id = ? and m.state = 'MISSING'
                        """)
                .param(matter)
                .query((row, n) -> Map.entry(row.getObject("case_id", UUID.class), row.getObject("id", UUID.class)))
                .list()
                .forEach(missing -> letters.exempt(new CaseId(missing.getKey()), missing.getValue(), "已在系统", clerk));
        var application = applications.ofMatter(new MatterId(matter), reviewer).orElseThrow();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        surveys.propose(application.id(), reviewer);
        Standing.at(jdbc, paths, application.id(), ApplicationState.NOTICE);
        Standing.at(jdbc, paths, application.id(), ApplicationState.SUBMITTED);
        return applications.get(application.id(), approver);
    }

    private ProposalId propose(AwardId award, ChangeKind kind, EndReason because, Officer by) {
        return proposals.propose(
                award,
                new AwardProposals.Wish(
                        kind,
                        because,
                        null,
                        "情况有变化",
                        proposals.review(award, by).digest()),
                by);
    }

    private Money payable(AwardId award, YearMonth month) {
        return awards.payable(award, month, LocalDate.now(clock)).total();
    }

    private String page(String url, Officer by) {
        var answer = mvc.get().uri(url).with(Staff.as(by)).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private MockMvcTester.MockMvcRequestBuilder post(String url, Officer by) {
        return mvc.post()
                .uri(url)
                .with(Staff.as(by))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
    }

    private <T> T later(int days, Supplier<T> what) {
        return DeskClock.playing(clock.instant().plus(Duration.ofDays(days)), what);
    }

    /** Both at once; what each was answered. */
    private static List<Object> together(Callable<?> one, Callable<?> other) throws Exception {
        var barrier = new CyclicBarrier(2);
        var pool = Executors.newFixedThreadPool(2);
        try {
            var tasks = new ArrayList<Callable<Object>>();
            for (var each : List.of(one, other)) {
                tasks.add(() -> {
                    barrier.await(20, TimeUnit.SECONDS);
                    try {
                        return each.call();
                    } catch (RuntimeException e) {
                        return e;
                    }
                });
            }
            var answers = new ArrayList<Object>();
            for (var done : pool.invokeAll(tasks)) {
                answers.add(done.get());
            }
            return answers;
        } finally {
            pool.shutdown();
        }
    }
}
