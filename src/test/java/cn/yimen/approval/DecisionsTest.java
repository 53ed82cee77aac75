package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.benefit.AwardAmount;
import cn.yimen.benefit.AwardState;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.NewAward;
import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.casefile.MatterState;
import cn.yimen.casefile.Matters;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForms;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.integrity.KinRegister;
import cn.yimen.integrity.KinRelation;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.ResidentId;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/** AP-1…AP-3, AP-5, AP-6: the decision, by whom, on which facts, with which papers, whoever comes at the same moment. */
@ProductTest
@Import({Families.class, Surveys.class})
@NullUnmarked
class DecisionsTest {

    @Autowired
    Decisions decisions;

    @Autowired
    DecisionPapers papers;

    @Autowired
    BulkConfirmations bulk;

    @Autowired
    SampleDraws samples;

    @Autowired
    Applications applications;

    @Autowired
    Opinions opinions;

    @Autowired
    Investigations investigations;

    @Autowired
    Paths paths;

    @Autowired
    Surveys surveys;

    @Autowired
    Families families;

    @Autowired
    Cases cases;

    @Autowired
    Matters matters;

    @Autowired
    Awards awards;

    @Autowired
    Households households;

    @Autowired
    Persons persons;

    @Autowired
    KinRegister kin;

    @Autowired
    Deadlines deadlines;

    @Autowired
    Policy policy;

    @Autowired
    PrintedForms forms;

    @Autowired
    TransactionTemplate transaction;

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

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        another = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
    }

    private ApplicationView proposed(String item) {
        family = families.couple(clerk);
        var opened = cases.open(Families.wish(family, item).asked(), clerk);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        surveys.propose(application.id(), reviewer);
        return now(application);
    }

    private ApplicationView submitted() {
        var application = proposed("MZ-01");
        Standing.at(jdbc, paths, application.id(), ApplicationState.NOTICE);
        Standing.at(jdbc, paths, application.id(), ApplicationState.SUBMITTED);
        return now(application);
    }

    private ApplicationView now(ApplicationView application) {
        return applications.get(application.id(), approver);
    }

    private String seen(ApplicationView application) {
        return Decisions.seen(opinions.latest(application.id()).orElseThrow());
    }

    private Decisions.Outcome confirm(ApplicationView application, Officer by) {
        return decisions.confirm(application.id(), seen(application), by);
    }

    private void earn(ApplicationView application, int yuan) {
        var household = households.get(new HouseholdId(application.householdId()), clerk);
        households.save(
                household.id(),
                household.version(),
                household
                        .details()
                        .incomes(
                                true,
                                List.of(IncomePart.declared(
                                        new PersonId(application.applicantId()),
                                        IncomeItem.CASUAL_WORK,
                                        Money.yuan(yuan),
                                        Income.Per.MONTH,
                                        "本人申报"))),
                clerk);
    }

    @Test
    void aConfirmationGivesTheAwardConcludesTheMatterAndIssuesItsPapers_AP_1_AP_5() {
        var application = submitted();
        var opinion = opinions.latest(application.id()).orElseThrow();

        var decision = confirm(application, approver).decision();

        var start = YearMonth.now(clock).plusMonths(1);
        assertThat(decision.monthly()).isEqualTo(opinion.monthly());
        assertThat(decision.number()).matches("QR-[0-9]{4}-[0-9]{4}");
        assertThat(now(application).state()).isEqualTo(ApplicationState.CONFIRMED);
        assertThat(matters.get(application.matter(), clerk))
                .returns(MatterState.CONCLUDED, it -> it.state())
                .satisfies(it -> assertThat(it.conclusionWords())
                        .contains("每月 " + opinion.monthly().grouped() + " 元"));
        var award = awards.get(decision.award(), clerk);
        assertThat(award.firstMonth()).isEqualTo(start);
        assertThat(award.amount().total()).isEqualTo(opinion.monthly());
        assertThat(award.members()).hasSize(2);
        assertThat(award.amount().shares()).allMatch(share -> share.words().contains("，"));
        for (var paper : DecisionPapers.Paper.of(decision)) {
            assertThat(papers.unchanged(decision.id(), paper, clerk)).isTrue();
        }
    }

    @Test
    void whoInvestigatedOrReviewedDoesNotConfirmByCommandAndByConstraint_AP_3() {
        var application = submitted();
        var visitor = applications.hands(application.id()).stream()
                .filter(hand -> hand.part() == Part.INVESTIGATOR)
                .findFirst()
                .orElseThrow();
        // the same people, moved to the bureau since
        var promoted = promoted(visitor.officer());
        var author = promoted(reviewer.id());

        assertThat(decisions.check(application.id(), promoted).whyNot()).isEqualTo("您参与过本户入户调查，不能审核确认");
        assertThatExceptionOfType(OwnWork.class)
                .isThrownBy(() -> confirm(application, promoted))
                .withMessage("您参与过本户入户调查，不能审核确认");
        assertThatExceptionOfType(OwnWork.class).isThrownBy(() -> confirm(application, author));
        assertThatExceptionOfType(OwnWork.class)
                .isThrownBy(() -> decisions.refuse(application.id(), "理由", "依据", author));
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> decide(application, promoted.id()))
                .withMessageContaining("决定人不是本件的确认人");
        assertThat(mvc.get().uri("/applications/{id}/confirm", application.id()).with(Staff.as(promoted)))
                .hasStatusOk()
                .bodyText()
                .contains("您参与过本户入户调查，不能审核确认")
                .doesNotContain("下一步：核对后确认");
        assertThat(now(application).state()).isEqualTo(ApplicationState.SUBMITTED);
    }

    @Test
    void wrongPostsAndOtherTownshipsAreRefused_AP_3() {
        var application = submitted();
        var bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        var colleague = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        var elsewhere = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP));

        for (var wrong : List.of(bureau, colleague, clerk)) {
            assertThatExceptionOfType(NotAllowed.class)
                    .isThrownBy(() -> confirm(application, wrong))
                    .withMessageContaining("审核确认");
        }
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> confirm(application, elsewhere));
        assertThatExceptionOfType(NoWay.class)
                .as("nobody goes the way beside the decision")
                .isThrownBy(() -> applications.go(application.id(), Way.CONFIRM, null, approver))
                .withMessage("要在审核确认页上核对后决定");
        jdbc.sql("update application set confirm_level = 'TOWN' where id = ?")
                .param(application.id().id())
                .update();
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> confirm(application, approver));
        assertThatExceptionOfType(OwnWork.class).isThrownBy(() -> confirm(application, reviewer));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> confirm(application, elsewhere));
        assertThat(confirm(application, colleague).decision()).isNotNull();
    }

    @Test
    void aFiledRelativeStandsAside_AP_3() {
        var application = submitted();
        kin.declareOwn(
                new KinRegister.NewLink(
                        "王建国",
                        ResidentId.parse(persons.reveal(family.applicant(), Persons.Private.IDENTITY, "核对身份", clerk)),
                        KinRelation.SIBLING),
                approver);

        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> confirm(application, approver))
                .withMessageContaining("回避");
        surveys.bureau(application.id());
        assertThat(confirm(application, another).decision())
                .as("filed now, so a second one confirms")
                .isNull();
    }

    @Test
    void filedAsKinItWantsTheBureausVisitAndTwoApprovers_W18_AP_3() {
        var application = submitted();
        jdbc.sql("update application set kin_filed = true where id = ?")
                .param(application.id().id())
                .update();

        assertThatExceptionOfType(NoWay.class)
                .isThrownBy(() -> confirm(application, approver))
                .withMessageContaining("区民政局要自己入户");
        surveys.bureau(application.id());
        assertThat(confirm(application, approver).decision()).isNull();
        assertThat(now(application).state()).isEqualTo(ApplicationState.SUBMITTED);
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> confirm(application, approver))
                .withMessageContaining("另一名审批人员");
        assertThatExceptionOfType(DataAccessException.class)
                .as("one alone is refused by the database")
                .isThrownBy(() -> decide(application, approver.id()));
        assertThatExceptionOfType(Conflict.class)
                .as("the second does not decide otherwise")
                .isThrownBy(() -> decisions.refuse(application.id(), "收入超过", "第四条", another));

        var decision = confirm(application, another).decision();

        assertThat(decision).isNotNull();
        assertThat(applications.hands(application.id()))
                .extracting(Hand::part)
                .contains(Part.CONFIRMER, Part.SECOND_CONFIRMER);
    }

    @Test
    void changedFactsGoBackWithTheDifferenceLineByLine_AP_1() { // lessons 12
        var application = submitted();
        earn(application, 900);

        assertThatExceptionOfType(FactsChanged.class)
                .isThrownBy(() -> confirm(application, approver))
                .satisfies(refused -> assertThat(refused.changes())
                        .anySatisfy(line -> assertThat(line.before()).contains("300"))
                        .anySatisfy(line -> assertThat(line.after()).contains("900")));
        assertThat(awards.ofHousehold(application.householdId())).isEmpty();
        assertThat(mvc.get().uri("/applications/{id}/confirm", application.id()).with(Staff.as(approver)))
                .hasStatusOk()
                .bodyText()
                .contains("初审意见之后有变化", "300", "900", "退回乡镇重新调查")
                .doesNotContain("确认同意，从");
        applications.go(application.id(), Way.SEND_BACK, "收入有变化", approver);
        assertThat(now(application).state()).isEqualTo(ApplicationState.SURVEY);
        assertThat(now(application).round()).isEqualTo(2);
    }

    @Test
    void aRefusalSaysWhyAndByWhichClauseAndIsDeliveredWithinThreeWorkingDays_W05_AP_5() {
        var application = submitted();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> decisions.refuse(application.id(), " ", "第十四条", approver));
        var decision = decisions
                .refuse(application.id(), "名下有家用小轿车 1 辆，财产不符合规定", "民发〔2021〕57号第十四条", approver)
                .decision();

        assertThat(now(application).state()).isEqualTo(ApplicationState.REFUSED);
        var limit = deadlines.view(now(application).current());
        assertThat(limit.budget()).isEqualTo(Budget.workingDays(3));
        assertThat(limit.state()).isEqualTo(DeadlineState.RUNNING);
        assertThat(awards.ofHousehold(application.householdId())).isEmpty();
        var paper =
                papers.paper(decision.id(), DecisionPapers.Paper.REFUSAL, PrintStamp.of("周敏", clock.instant()), clerk);
        assertThat(forms.html(paper)).contains("名下有家用小轿车 1 辆", "民发〔2021〕57号第十四条", "60 日内申请行政复议", "送达回证");

        decisions.deliver(application.id(), LocalDate.now(clock), Delivery.How.DIRECT, "王建国", null, clerk);
        assertThat(deadlines.view(limit.id()).state()).isEqualTo(DeadlineState.MET);
        assertThat(matters.get(application.matter(), clerk).state()).isEqualTo(MatterState.TOLD);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> decisions.deliver(
                        application.id(), LocalDate.now(clock), Delivery.How.DIRECT, "王建国", null, clerk));
        // W05: decided on Friday the 18th, Sunday the 20th is worked
        var w05 = deadlines.start(
                DeadlineKind.statute("approval.refusal_notice", "书面告知"),
                Budget.workingDays(policy.days("limit.refusalNotice", LocalDate.of(2026, 9, 18))),
                Instant.parse("2026-09-18T07:00:00Z"));
        assertThat(LocalDate.ofInstant(deadlines.view(w05).dueAt(), clock.getZone()))
                .isEqualTo(LocalDate.of(2026, 9, 22));
    }

    @Test
    void aReprintIsToTheLetterWhatWasIssuedWhateverChangedSince_AP_5() throws IOException {
        var application = submitted();
        var decision = confirm(application, approver).decision();
        earn(application, 5000);
        jdbc.sql("update case_file set applicant_name = '改了名' where id = ?")
                .param(application.caseId().id())
                .update();

        for (var paper : DecisionPapers.Paper.of(decision)) {
            assertThat(papers.unchanged(decision.id(), paper, clerk)).isTrue();
            var form = papers.paper(decision.id(), paper, PrintStamp.of("周敏", clock.instant()), clerk);
            try (var pdf = Loader.loadPDF(forms.pdf(form))) {
                assertThat(new PDFTextStripper().getText(pdf))
                        .contains(decision.number(), "王建国")
                        .doesNotContain("改了名", "null", "5,000");
            }
        }
        var notice = forms.html(papers.paper(
                decision.id(), DecisionPapers.Paper.CONFIRMATION, PrintStamp.of("周敏", clock.instant()), clerk));
        assertThat(notice).contains("元（人民币", decision.monthly().grouped());
    }

    @Test
    void aDecisionIsReplayedToTheSameFigures_AP_2() { // lessons 13
        var application = submitted();
        var decision = confirm(application, approver).decision();
        var opinion = opinions.latest(application.id()).orElseThrow();

        var again = opinion.assessment().replay();

        assertThat(again.of(decision.scheme()).amount().total()).isEqualTo(decision.monthly());
        assertThat(again.of(decision.scheme()).steps())
                .isEqualTo(opinion.assessment().of(decision.scheme()).steps());
        assertThatExceptionOfType(DataAccessException.class)
                .as("a decision is only added")
                .isThrownBy(() -> jdbc.sql("update decision set base_fen = 0 where id = ?")
                        .param(decision.id())
                        .update());
    }

    @Test
    void twoApproversAtOnceMakeOneDecisionAndTheOtherIsToldWhose_AP_2() throws Exception {
        var application = submitted();
        var results = together(() -> confirm(application, approver), () -> confirm(application, another));

        assertThat(results.stream().filter(each -> each instanceof Decisions.Outcome))
                .hasSize(1);
        assertThat(results.stream().filter(each -> each instanceof NoWay))
                .singleElement()
                .satisfies(refused ->
                        assertThat(((Throwable) refused).getMessage()).contains("已办「确认同意」", "本件现在是「已确认」"));
        assertThat(awards.ofHousehold(application.householdId())).hasSize(1);
        assertThat(decisions.of(application.id())).hasSize(1);
    }

    @Test
    void confirmingAndRefusingAtOnceIsOneOfTheTwo_AP_2() throws Exception {
        var application = submitted();
        var results = together(
                () -> confirm(application, approver), () -> decisions.refuse(application.id(), "理由", "依据", another));

        assertThat(results.stream().filter(each -> each instanceof Decisions.Outcome))
                .hasSize(1);
        assertThat(awards.ofHousehold(application.householdId()))
                .hasSize(now(application).state() == ApplicationState.CONFIRMED ? 1 : 0);
    }

    @Test
    void anObjectionAndTheWayToAConfirmationAtOnceHaveOneOutcome_AP_2() throws Exception {
        var application = proposed("MZ-01");
        Standing.at(jdbc, paths, application.id(), ApplicationState.NOTICE);
        var results = together(
                () -> {
                    applications.goByItself(application.id(), Way.OBJECT, "村民反映家中有车");
                    return "objected";
                },
                () -> transaction.execute(status -> {
                    // the township's submission and the bureau's confirmation in one go
                    applications.locked(application.id(), approver);
                    if (now(application).state() != ApplicationState.NOTICE) {
                        throw new NoWay("已收到异议");
                    }
                    Standing.at(jdbc, paths, application.id(), ApplicationState.SUBMITTED);
                    return confirm(application, approver);
                }));

        var refused = results.stream().filter(each -> each instanceof NoWay).toList();
        assertThat(refused).hasSize(1);
        if (now(application).state() == ApplicationState.CONFIRMED) {
            assertThat(((Throwable) refused.get(0)).getMessage()).contains("本件现在是「已确认」");
            assertThat(awards.ofHousehold(application.householdId())).hasSize(1);
        } else {
            assertThat(now(application).state()).isEqualTo(ApplicationState.OBJECTED);
            assertThat(awards.ofHousehold(application.householdId())).isEmpty();
        }
    }

    @Test
    void aSendingBackForAnObjectionAndAConfirmationAtOnceHaveOneOutcome_AP_2() throws Exception {
        var application = submitted();
        var results = together(() -> confirm(application, approver), () -> {
            applications.go(application.id(), Way.SEND_BACK, "公示后收到异议", another);
            return "sent back";
        });

        assertThat(results.stream().filter(each -> each instanceof NoWay)).hasSize(1);
        assertThat(awards.ofHousehold(application.householdId()))
                .hasSize(now(application).state() == ApplicationState.CONFIRMED ? 1 : 0);
    }

    @Test
    void aDeathRecordedFirstKeepsTheConfirmationOut_AP_2() throws Exception { // lessons 16
        var application = submitted();
        var recorded = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(2);
        try {
            var death = pool.submit(() -> transaction.execute(status -> {
                die(family.spouse());
                recorded.countDown();
                await(go);
                return "died";
            }));
            recorded.await();
            Future<Object> decision = pool.submit(() -> confirm(application, approver));
            waitsForALock();
            go.countDown();
            death.get();
            assertThat(catchThrowable(decision::get))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(FactsChanged.class);
        } finally {
            go.countDown();
            pool.shutdownNow();
        }
        assertThat(awards.ofHousehold(application.householdId())).isEmpty();
        assertThat(now(application).state()).isEqualTo(ApplicationState.SUBMITTED);
    }

    @Test
    void aConfirmationJustBeforeTheDeathHasItsAwardEndedOrRecalculated_AP_2() throws Exception { // lessons 16
        var application = submitted();
        var decided = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(2);
        try {
            var decision = pool.submit(() -> transaction.execute(status -> {
                var outcome = confirm(application, approver);
                decided.countDown();
                await(go);
                return outcome;
            }));
            decided.await();
            var death = pool.submit(() -> {
                die(family.spouse());
                return "died";
            });
            waitsForALock();
            go.countDown();
            decision.get();
            death.get();
        } finally {
            go.countDown();
            pool.shutdownNow();
        }
        var award = awards.ofHousehold(application.householdId()).get(0);
        assertThat(award.state()).isEqualTo(AwardState.RUNNING);
        assertThat(awards.alerts(award.id(), clerk)).hasSize(1);

        die(family.applicant());
        assertThat(awards.get(award.id(), clerk).state())
                .as("two are counted, so somebody recalculates")
                .isEqualTo(AwardState.RUNNING);
    }

    @Test
    void aDeathAndAConfirmationAtOnceNeverLeaveAnAwardThatNobodyLooksAt_AP_2() throws Exception {
        for (int i = 0; i < 5; i++) {
            var application = submitted();
            var spouse = family.spouse();
            together(() -> confirm(application, approver), () -> {
                die(spouse);
                return "died";
            });
            var running = awards.ofHousehold(application.householdId());
            if (running.isEmpty()) {
                assertThat(now(application).state()).isEqualTo(ApplicationState.SUBMITTED);
            } else {
                assertThat(awards.alerts(running.get(0).id(), clerk)).hasSize(1);
            }
        }
    }

    @Test
    void theLastOnesDeathEndsTheApplication_AP_2() {
        var application = submitted();
        die(family.spouse());
        assertThat(now(application).state()).isEqualTo(ApplicationState.SUBMITTED);
        die(family.applicant());

        assertThat(now(application).state()).isEqualTo(ApplicationState.DIED);
        assertThat(matters.get(application.matter(), clerk).state()).isEqualTo(MatterState.CONCLUDED);
    }

    @Test
    void manyAreConfirmedOneByOneAndWhatWasNotIsReported_AP_6() {
        var good = submitted();
        var changed = submitted();
        var filed = submitted();
        var gone = submitted();
        var rows = new LinkedHashMap<UUID, String>();
        for (var each : List.of(good, changed, filed, gone)) {
            rows.put(each.id().id(), seen(each));
        }
        earn(changed, 900);
        jdbc.sql("update application set kin_filed = true where id = ?")
                .param(filed.id().id())
                .update();
        confirm(gone, another);

        var results = bulk.confirm(rows, approver);

        assertThat(results).extracting(BulkConfirmations.Result::confirmed).containsExactly(true, false, false, false);
        assertThat(results)
                .extracting(BulkConfirmations.Result::words)
                .satisfiesExactly(
                        words -> assertThat(words).contains("每月"),
                        words -> assertThat(words).contains("情况有变化"),
                        words -> assertThat(words).contains("近亲属备案"),
                        words -> assertThat(words).contains("已确认"));
        assertThat(now(good).state()).isEqualTo(ApplicationState.CONFIRMED);
        assertThat(now(changed).state()).isEqualTo(ApplicationState.SUBMITTED);
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> bulk.waiting(clerk));
    }

    @Test
    void theSampleIsDrawnByTheSystemAndDrawnAgainTheSame_AP_1() {
        var seed = "0f".repeat(32);
        var random = new Random(7);
        for (var share : List.of(new BigDecimal(30), new BigDecimal(55))) {
            int drawn = 0;
            for (int no = 1; no <= 200; no++) {
                var id = new UUID(random.nextLong(), random.nextLong());
                var score = SampleDraws.score(seed, id, YearMonth.of(2026, 11));
                assertThat(SampleDraws.score(seed, id, YearMonth.of(2026, 11))).isEqualTo(score);
                if (SampleDraws.why(score, no, drawn, share) != SampleDraw.Why.NOT) {
                    drawn++;
                }
                assertThat(100.0 * drawn / no).isGreaterThanOrEqualTo(share.doubleValue());
            }
        }
        // what anybody gets with: printf '%s' 'ID|2026-11' | openssl dgst -sha256 -mac HMAC -macopt hexkey:SEED
        assertThat(SampleDraws.score(
                        seed, UUID.fromString("00000000-0000-0000-0000-000000000001"), YearMonth.of(2026, 11)))
                .isEqualTo(0x22c887e4L);
    }

    @Test
    void aDrawnTekunApplicationWantsTheBureausVisit_AP_1() {
        family = families.couple(clerk);
        var opened = cases.open(Families.wish(family, "MZ-02A").asked(), clerk);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        surveys.refuse(application.id(), reviewer);

        var draw = samples.of(application.id()).orElseThrow();
        assertThat(now(application).state()).isEqualTo(ApplicationState.SUBMITTED);
        var seed = jdbc.sql("select seed from sample_seed where month = ?")
                .param(draw.month().atDay(1))
                .query(String.class)
                .single();
        assertThat(draw.score())
                .isEqualTo(SampleDraws.score(seed, application.id().id(), draw.month()));
        var page = samples.month(draw.month(), approver).orElseThrow();
        assertThat(100.0 * page.drawn() / page.submitted()).isGreaterThanOrEqualTo(30);
        assertThat(page.seed()).as("shown when the month is over").isNull();
        var precondition = new DecisionPreconditions().sampleVisited(samples, investigations);
        assertThat(precondition.missing(now(application), Way.CONFIRM, approver) == null)
                .isEqualTo(!draw.drawn());
        surveys.bureau(application.id());
        assertThat(precondition.missing(now(application), Way.CONFIRM, approver))
                .isNull();
        assertThat(mvc.get().uri("/samples").with(Staff.as(approver)))
                .hasStatusOk()
                .bodyText()
                .contains("怎样重做", application.receiptNo());
        assertThat(mvc.get().uri("/samples").with(Staff.as(clerk))).hasStatus(403);
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("update sample_draw set drawn = false, why = 'NOT' where application_id = ?")
                        .param(application.id().id())
                        .update());
    }

    @Test
    void whatHasToEndFirstIsSaidWithItsPlace_AP_1_BN_1() {
        var application = submitted();
        var tekun = awards.grant(
                new NewAward(
                        Scheme.TEKUN,
                        application.householdId(),
                        family.spouse().id(),
                        "李桂芳",
                        Families.TOWNSHIP,
                        Families.VILLAGE,
                        null,
                        null,
                        new AwardAmount(Money.yuan(1000), Money.ZERO, Money.ZERO, List.of()),
                        List.of(new NewAward.Named(family.spouse().id(), "李桂芳")),
                        null,
                        "审核确认",
                        null,
                        surveys.today()),
                approver);

        assertThat(decisions.check(application.id(), approver).confirmable()).isFalse();
        assertThat(mvc.get().uri("/applications/{id}/confirm", application.id()).with(Staff.as(approver)))
                .hasStatusOk()
                .bodyText()
                .contains("先办这一步", "特困要先公示才能终止", "在这里一并确认", "/awards/" + tekun);
    }

    /** EL-4: refused for what a visit found, not for what was reckoned: the reckoning is not said to be why. */
    @Test
    void aRefusalOfWhomTheReckoningFitsDoesNotCallTheReckoningItsReason_AP_1() {
        family = families.couple(clerk);
        var opened = cases.open(Families.wish(family, "MZ-01").asked(), clerk);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), reviewer).orElseThrow();
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        surveys.declare(application, reviewer);
        surveys.visit(application.id(), reviewer);
        var proposal = opinions.proposal(application.id(), reviewer);
        opinions.give(
                application.id(),
                false,
                proposal.first().scheme(),
                null,
                "入户时村委会都说，生活来源是在外亲属按月供给，申请人没有申报。",
                proposal.first().basis(),
                proposal.digest(),
                reviewer);

        assertThat(mvc.get().uri("/applications/{id}/confirm", application.id()).with(Staff.as(approver)))
                .hasStatusOk()
                .bodyText()
                .contains("建议不予确认", "收入和财产怎么算")
                .doesNotContain("为什么不符合");
    }

    @Test
    void thePagesRepeatWhatIsDecidedAndTheButtonSaysHowMuch_AP_1() {
        var application = submitted();
        var opinion = opinions.latest(application.id()).orElseThrow();
        var figure = opinion.monthly().grouped();

        assertThat(mvc.get().uri("/applications/{id}/confirm", application.id()).with(Staff.as(approver)))
                .hasStatusOk()
                .bodyText()
                .contains("下一步：核对后确认", "为什么符合", figure);
        assertThat(mvc.post()
                        .uri("/applications/{id}/confirm/check", application.id())
                        .param("choice", "CONFIRM")
                        .with(Staff.as(approver))
                        .with(csrf()))
                .hasStatusOk()
                .bodyText()
                .contains("确认，每月发 " + figure + " 元", "大写", "家庭情况没有变化", "王建国");
        assertThat(mvc.post()
                        .uri("/applications/{id}/confirm/check", application.id())
                        .param("choice", "REFUSE")
                        .with(Staff.as(approver))
                        .with(csrf()))
                .hasStatus(422)
                .bodyText()
                .contains("填写理由", "填写依据的条款");
        assertThat(mvc.post()
                        .uri("/applications/{id}/confirm", application.id())
                        .param("choice", "CONFIRM")
                        .param("seen", seen(application))
                        .param("_key", UUID.randomUUID().toString())
                        .with(Staff.as(approver))
                        .with(csrf()))
                .hasStatus3xxRedirection();
        var decision = decisions.of(application.id()).get(0);
        assertThat(mvc.get().uri("/applications/{id}", application.id()).with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains(decision.number(), "确认通知书", "审核审批表", "登记送达");
        assertThat(mvc.get()
                        .uri("/applications/{id}/decisions/{d}/confirmation", application.id(), decision.id())
                        .with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("社会救助确认通知书", figure);
        assertThat(mvc.post()
                        .uri("/applications/{id}/confirm", application.id())
                        .param("choice", "CONFIRM")
                        .param("seen", seen(application))
                        .param("_key", UUID.randomUUID().toString())
                        .with(Staff.as(another))
                        .with(csrf()))
                .hasStatus(409)
                .bodyText()
                .contains("已办「确认同意」");
        assertThat(mvc.get().uri("/confirmations").with(Staff.as(approver))).hasStatusOk();
        assertThat(mvc.get()
                        .uri("/applications/{id}/delivery", application.id())
                        .with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("登记送达", decision.number());
    }

    // ---- helpers

    /** An investigator or author who came to the bureau since. */
    private Officer promoted(UUID officer) {
        return new Officer(officer, "x", "何静", null, "", List.of(Post.of(Role.BUREAU_APPROVER)), 0);
    }

    private void decide(ApplicationView application, UUID by) {
        var opinion = opinions.latest(application.id()).orElseThrow();
        jdbc.sql("""
                        insert into decision (id, application_id, round, kind, number, opinion_id, facts_digest, scheme, base_fen,
                            increments_fen, care_fen, once_fen, reasons, basis, decided_by, decided_at)
                        values (gen_random_uuid(), ?, ?, 'REFUSE', 'BQ-2026-999' || (random() * 1000)::int, ?, ?, 'DIBAO', 0, 0, 0, 0,
                            '理由', '依据', ?, now())
                        """)
                .params(application.id().id(), application.round(), opinion.id(), opinion.factsDigest(), by)
                .update();
    }

    private void die(PersonId person) {
        var view = persons.get(person, clerk);
        persons.update(
                person, view.version(), persons.details(person, clerk, "登记死亡").died(LocalDate.now(clock)), clerk);
    }

    /** Two at the same moment; what each got, or why not. */
    private static List<Object> together(Callable<?> one, Callable<?> other) throws Exception {
        var start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(2);
        try {
            var futures = new ArrayList<Future<Object>>();
            for (var each : List.of(one, other)) {
                futures.add(pool.submit(() -> {
                    start.await();
                    return each.call();
                }));
            }
            start.countDown();
            var results = new ArrayList<Object>();
            for (var future : futures) {
                try {
                    results.add(future.get());
                } catch (ExecutionException e) {
                    results.add(e.getCause());
                }
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Until somebody in this database waits for a lock. */
    private void waitsForALock() {
        org.awaitility.Awaitility.await()
                .until(() -> jdbc.sql(
                                        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                                .query(Integer.class)
                                .single()
                        > 0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
