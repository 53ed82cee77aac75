package cn.yimen.approval;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.Deadlines;
import cn.yimen.calendar.Light;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Conclusion;
import cn.yimen.casefile.Families;
import cn.yimen.casefile.Letters;
import cn.yimen.casefile.MatterState;
import cn.yimen.casefile.Matters;
import cn.yimen.conference.Conferences;
import cn.yimen.conference.ProposalReason;
import cn.yimen.conference.ProposalState;
import cn.yimen.district.PlaceId;
import cn.yimen.document.PrintedForms;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.Emergency;
import cn.yimen.household.HouseholdDetails;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.Households;
import cn.yimen.household.Numbers;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.ledger.Reserve;
import cn.yimen.ledger.Reserves;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.ConfirmLevel;
import cn.yimen.policy.Policy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** AP-4 and W10: small help at once, help first and papers after, out of the township's reserve; CC-1 where it is needed. */
@ProductTest
@Import({Families.class, Surveys.class})
class UrgentAidsTest {

    @Autowired
    UrgentAids aids;

    @Autowired
    TemporaryNeeds needs;

    @Autowired
    UrgentPapers papers;

    @Autowired
    PrintedForms forms;

    @Autowired
    ApplicationDesk desk;

    @Autowired
    Paths paths;

    @Autowired
    Applications applications;

    @Autowired
    Opinions opinions;

    @Autowired
    Conferences conferences;

    @Autowired
    Reserves reserves;

    @Autowired
    Cases cases;

    @Autowired
    Matters matters;

    @Autowired
    Letters letters;

    @Autowired
    Families families;

    @Autowired
    Surveys surveys;

    @Autowired
    Persons persons;

    @Autowired
    Households households;

    @Autowired
    Policy policy;

    @Autowired
    Deadlines deadlines;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Clock clock;

    Officer clerk;
    Officer reviewer;
    Officer colleague;
    Officer bureau;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = reviewer(Families.TOWNSHIP);
        colleague = reviewer(Families.TOWNSHIP);
        bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        Reserve.of(reserves, jdbc, Families.TOWNSHIP).holding("25000");
    }

    private Officer reviewer(String township) {
        return Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, township));
    }

    /** AP-4: whoever opens them in whatever state is shown the page, told why not, or refused; never an error of ours. */
    @Test
    void thePagesOfUrgentHelpAnswerEverybodyInEveryState_AP_4() {
        var approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        for (var state : paths.of(PathKind.TEMPORARY).states().keySet()) {
            var application = opened();
            Standing.at(jdbc, paths, application.id(), state);
            answers(application, approver);
        }
        answers(opened(Families.wish(families.couple(clerk), "MZ-01")), approver);
    }

    private void answers(ApplicationView application, Officer approver) {
        for (var page : List.of("aid-first", "quick-grant", "complete", "need")) {
            for (var one : List.of(clerk, reviewer, bureau, approver)) {
                assertThat(mvc.get()
                                .uri("/applications/{id}/" + page, application.id())
                                .with(Staff.as(one))
                                .exchange()
                                .getResponse()
                                .getStatus())
                        .as(application.kind() + " " + page)
                        .isIn(200, 302, 403, 404, 409);
            }
        }
    }

    private Money balance() {
        return reserves.balance(Families.TOWNSHIP, reviewer);
    }

    private ApplicationView opened(Families.Wish wish) {
        var opened = cases.open(wish.asked(), clerk);
        return applications.ofMatter(opened.matters().get(0).id(), bureau).orElseThrow();
    }

    private ApplicationView opened() {
        return opened(Families.wish(families.couple(clerk), "MZ-03"));
    }

    /** With what the window declares about somebody in sudden need. */
    private Families.Wish urgent(Families.Wish wish, @Nullable Integer months) {
        var today = LocalDate.now(clock);
        return wish.determined(MeansTest.determine(
                HouseholdFacts.on(today, null)
                        .emergency(Emergency.of(Emergency.Cause.ACCIDENT, months))
                        .build(),
                policy.eligibilityOn(today)));
    }

    private NewAid aid(ApplicationView application, String yuan) {
        return new NewAid(
                Emergency.Cause.ACCIDENT,
                List.of(application.personId()),
                "骑车被撞，住院押金不够",
                UrgentAid.Means.CASH,
                null,
                Money.yuan(yuan),
                "王建国",
                null,
                null);
    }

    private static NewAid because(NewAid aid, String reason) {
        return new NewAid(
                aid.cause(),
                aid.persons(),
                aid.story(),
                aid.means(),
                aid.goods(),
                aid.amount(),
                aid.payee(),
                reason,
                aid.reportedAt());
    }

    private static NewAid reported(NewAid aid, Instant at) {
        return new NewAid(
                aid.cause(),
                aid.persons(),
                aid.story(),
                aid.means(),
                aid.goods(),
                aid.amount(),
                aid.payee(),
                aid.repeatReason(),
                at);
    }

    private Families.Family three() {
        var place = PlaceId.of(Families.VILLAGE);
        var head = persons.register(PersonDetails.of("王建国", Numbers.next(19700103)), place, clerk);
        var wife = persons.register(PersonDetails.of("李桂芳", Numbers.next(19710203)), place, clerk);
        var child = persons.register(PersonDetails.of("王小明", Numbers.next(20120303)), place, clerk);
        var id = households.register(
                HouseholdDetails.of(
                        place,
                        "三组 12 号",
                        List.of(
                                HouseholdDetails.MemberPart.of(head, "02"),
                                HouseholdDetails.MemberPart.of(wife, "10"),
                                HouseholdDetails.MemberPart.of(child, "20"))),
                clerk);
        return new Families.Family(id, head, wife);
    }

    // --- W10

    @Test
    void quickHelpOf800IsSetOffFrom7488AndTheBureauDecidesAbout6688_W10() {
        var family = three();
        var before = balance();

        // 当日小额快救 800 元（≤ 832 × 1 人）
        var quick = opened(urgent(Families.wish(family, "MZ-03"), null));
        assertThat(aids.mostQuick(1).amount()).isEqualTo(Money.yuan(832));
        var given = aids.quickGrant(quick.id(), aid(quick, "800"), reviewer);
        assertThat(given.amount()).isEqualTo(Money.yuan(800));
        assertThat(balance()).isEqualTo(before.minus(Money.yuan(800)));
        assertThat(applications.get(quick.id(), reviewer).state()).isEqualTo(ApplicationState.CONFIRMED);

        // 一般程序 832 × 3 人 × 3 个月 = 7488 > 1500
        var general = opened(urgent(Families.wish(family, "MZ-03"), 3));
        applications.go(general.id(), Way.START_SURVEY, null, reviewer);
        var panel = panel(general);
        assertThat(panel.reckoned()).isNotNull();
        assertThat(panel.reckoned().full()).isEqualTo(Money.yuan(7488));
        assertThat(panel.reckoned().paid()).isEqualTo(Money.yuan(800));
        assertThat(panel.reckoned().payable()).isEqualTo(Money.yuan(6688));
        assertThat(panel.reckoned().confirm()).isEqualTo("区民政局审批");

        var opinion = surveys.propose(general.id(), reviewer);
        assertThat(opinion.scheme()).isEqualTo(Scheme.TEMPORARY_EMERGENCY);
        assertThat(opinion.once()).isEqualTo(Money.yuan(6688));
        assertThat(applications.get(general.id(), reviewer).confirmLevel()).isEqualTo(ConfirmLevel.COUNTY);
        assertThat(reasons(general)).doesNotContain(ProposalReason.ABOVE_CAP);
    }

    @Test
    void sevenMonthsAreAboveTheCapAndAConferenceIsProposed_W10_CC_1() {
        var application = opened(urgent(Families.wish(three(), "MZ-03"), 7));
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);

        var opinion = surveys.propose(application.id(), reviewer);

        assertThat(opinion.once()).isEqualTo(Money.yuan("14976"));
        assertThat(reasons(application)).contains(ProposalReason.ABOVE_CAP);
        assertThat(conferences.ofCase(application.caseId(), bureau).get(0)).satisfies(proposal -> {
            assertThat(proposal.state()).isEqualTo(ProposalState.PROPOSED);
            assertThat(proposal.bySystem()).isTrue();
            assertThat(proposal.grounds().get(0).words()).contains("7 个月", "6 个月", "一事一议");
        });
        assertThat(new ConferenceCalls.Preconditions()
                        .conferenceAnswered(conferences)
                        .missing(application, Way.CONFIRM, bureau))
                .isEqualTo("超过封顶线，先决定是否个案会商");
        Standing.at(jdbc, paths, application.id(), ApplicationState.SUBMITTED);
        assertThat(get(
                        "/applications/" + application.id() + "/confirm",
                        Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER))))
                .as("the hint stands beside the decision")
                .hasStatusOk()
                .bodyText()
                .contains("符合会商条件：救助额度超出封顶线（待处理）", "超过封顶线，先决定是否个案会商");
        conferences.decline(
                conferences.ofCase(application.caseId(), bureau).get(0).id(), "按 6 个月给", bureau);
        assertThat(new ConferenceCalls.Preconditions()
                        .conferenceAnswered(conferences)
                        .missing(application, Way.CONFIRM, bureau))
                .isNull();
    }

    @Test
    void upToTheTownshipsLimitTheTownshipDecides() {
        var family = families.couple(clerk);
        var application = opened(urgent(Families.wish(family, "MZ-03"), 1));
        needs.register(
                application.id(),
                Emergency.Cause.ACCIDENT,
                true,
                needs.of(application.id()).orElseThrow().reportedAt(),
                1,
                1,
                null,
                0,
                reviewer);
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);

        assertThat(surveys.propose(application.id(), reviewer).once()).isEqualTo(Money.yuan(832));
        assertThat(applications.get(application.id(), reviewer).byTownship()).isTrue();
    }

    // --- 小额快救

    @Test
    void quickHelpIsDecidedPaidAndToldInOneAct() {
        var application = opened();

        var given = aids.quickGrant(application.id(), aid(application, "800"), reviewer);

        assertThat(given.number()).matches("KJ-[0-9]{4}-[0-9]{4}");
        assertThat(given.voucher()).matches("BYJ-[0-9]{4}-[0-9]{4}");
        assertThat(given.persons()).containsExactly("王建国");
        assertThat(applications.hands(application.id()))
                .extracting(Hand::officer, Hand::part)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(reviewer.id(), Part.CONFIRMER));
        assertThat(matters.get(application.matter(), clerk)).satisfies(matter -> {
            assertThat(matter.state()).isEqualTo(MatterState.CONCLUDED);
            assertThat(matter.conclusion()).isEqualTo(Conclusion.GRANTED);
            assertThat(matter.conclusionWords()).contains("800.00 元");
        });
    }

    @Test
    void atMostAMonthsStandardForEachPersonHelped() {
        var application = opened();
        var both = new ArrayList<>(aids.people(application, reviewer).keySet());

        assertThat(aids.mostQuick(2).amount()).isEqualTo(Money.yuan(1664));
        assertThatExceptionOfType(AidRefused.class)
                .isThrownBy(() -> aids.quickGrant(application.id(), aid(application, "832.01"), reviewer))
                .satisfies(e -> assertThat(e.field()).isEqualTo("amount"))
                .withMessageContaining("832.00");
        assertThat(applications.get(application.id(), reviewer).state()).isEqualTo(ApplicationState.RECEIVED);
        var one = aid(application, "1664");
        var given = aids.quickGrant(
                application.id(),
                new NewAid(one.cause(), both, one.story(), one.means(), null, one.amount(), one.payee(), null, null),
                reviewer);
        assertThat(given.persons()).hasSize(2);
    }

    @Test
    void whoAcceptedTheApplicationDoesNotGrantIt() {
        var both = Staff.with(
                jdbc,
                Post.at(Role.WINDOW_CLERK, Families.TOWNSHIP),
                Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        var opened = cases.open(Families.wish(families.couple(clerk), "MZ-03").asked(), both);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), bureau).orElseThrow();

        assertThatExceptionOfType(OwnWork.class)
                .isThrownBy(() -> aids.quickGrant(application.id(), aid(application, "100"), both));
        assertThat(applications.waysAhead(application.id(), both))
                .filteredOn(way -> way.way() == Way.QUICK_GRANT)
                .singleElement()
                .satisfies(way -> assertThat(way.permitted()).isFalse());
    }

    @Test
    void isNotForAClerkNorForAnotherTownshipNorPastItsState() {
        var application = opened();
        var before = balance();

        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> aids.quickGrant(application.id(), aid(application, "100"), clerk));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() ->
                        aids.quickGrant(application.id(), aid(application, "100"), reviewer(Families.OTHER_TOWNSHIP)));
        applications.go(application.id(), Way.START_SURVEY, null, reviewer);
        assertThatExceptionOfType(NoWay.class)
                .isThrownBy(() -> aids.quickGrant(application.id(), aid(application, "100"), reviewer));
        assertThatExceptionOfType(NoWay.class)
                .as("no help, no way")
                .isThrownBy(() -> applications.go(opened().id(), Way.QUICK_GRANT, null, reviewer));
        assertThat(balance()).isEqualTo(before);
    }

    @Test
    void twoReviewersAtOnceGiveItOnce() throws Exception {
        var application = opened();
        var before = balance();
        var pool = Executors.newFixedThreadPool(2);
        var gate = new CyclicBarrier(2);
        var running = new ArrayList<Future<Boolean>>();
        for (var each : List.of(reviewer, colleague)) {
            running.add(pool.submit(() -> {
                gate.await();
                try {
                    aids.quickGrant(application.id(), aid(application, "300"), each);
                    return true;
                } catch (NoWay e) {
                    assertThat(e).hasMessageContaining("已确认");
                    return false;
                }
            }));
        }
        var won = new ArrayList<Boolean>();
        for (var each : running) {
            won.add(each.get());
        }
        pool.shutdownNow();

        assertThat(won).containsExactlyInAnyOrder(true, false);
        assertThat(balance()).isEqualTo(before.minus(Money.yuan(300)));
        assertThat(aids.of(application.id())).hasSize(1);
    }

    @Test
    void theSameCauseAgainNeedsAReason() {
        var family = families.couple(clerk);
        var first = opened(Families.wish(family, "MZ-03"));
        aids.quickGrant(first.id(), aid(first, "300"), reviewer);
        var again = opened(Families.wish(family, "MZ-03"));

        assertThatExceptionOfType(AidRefused.class)
                .isThrownBy(() -> aids.quickGrant(again.id(), aid(again, "300"), reviewer))
                .satisfies(e -> assertThat(e.field()).isEqualTo("repeatReason"))
                .withMessageContaining(first.receiptNo());
        assertThat(applications.get(again.id(), reviewer).state()).isEqualTo(ApplicationState.RECEIVED);

        var given = aids.quickGrant(again.id(), because(aid(again, "300"), "伤情加重，再次住院"), reviewer);
        assertThat(given.repeatReason()).isEqualTo("伤情加重，再次住院");
    }

    @Test
    void whatWasTakenBackNeitherCountsAsGivenNorIsSetOff() {
        var family = families.couple(clerk);
        var first = opened(Families.wish(family, "MZ-03"));
        var given = aids.quickGrant(first.id(), aid(first, "300"), reviewer);
        reserves.reverse(requireNonNull(given.posting()), "没有来领", colleague);
        var again = opened(Families.wish(family, "MZ-03"));

        assertThat(needs.earlier(again, Emergency.Cause.ACCIDENT, List.of(), reviewer))
                .isEmpty();
        assertThat(needs.paidAtOnce(again, Emergency.Cause.ACCIDENT)).isEqualTo(Money.ZERO);
        aids.quickGrant(again.id(), aid(again, "300"), reviewer);
    }

    // --- 先行救助

    @Test
    void somebodyInUrgentNeedIsAcceptedWithoutPapersAndTheHoursRunFromTheReport() {
        var application =
                opened(urgent(Families.wish(families.couple(clerk), "MZ-03"), 2).missing("诊断证明", "MZ-03"));

        assertThat(application.pausedAt()).isNull();
        var need = needs.of(application.id()).orElseThrow();
        assertThat(need.urgent()).isTrue();
        assertThat(need.months()).isEqualTo(2);
        assertThat(hours(application).dueAt()).isEqualTo(need.reportedAt().plus(Duration.ofHours(8)));
        assertThat(applications.get(application.id(), reviewer).current())
                .as("the list sorts by it")
                .isEqualTo(hours(application).id());
    }

    @Test
    void helpFirstThenPapersThenSomebodyElseConfirms() {
        var application = opened(
                urgent(Families.wish(families.couple(clerk), "MZ-03"), null).missing("诊断证明", "MZ-03"));
        var before = balance();

        var given = aids.aidFirst(application.id(), aid(application, "1200"), reviewer);

        assertThat(given.number()).startsWith("JN-");
        assertThat(given.lateMinutes()).isNull();
        assertThat(balance()).isEqualTo(before.minus(Money.yuan(1200)));
        var aided = applications.get(application.id(), reviewer);
        assertThat(aided.state()).isEqualTo(ApplicationState.AIDED);
        assertThat(hours(application).state()).isEqualTo(DeadlineState.MET);
        assertThat(deadlines.view(requireNonNull(aided.current())).kind().name())
                .isEqualTo("先行救助后补办手续");
        assertThat(deadlines.view(requireNonNull(aided.current())).budget().words())
                .isEqualTo("10 个工作日");
        assertThat(reasons(application)).contains(ProposalReason.URGENT);

        assertThatExceptionOfType(NoWay.class)
                .isThrownBy(() -> aids.complete(application.id(), true, colleague))
                .withMessageContaining("诊断证明");
        assertThat(panel(application).papers()).containsExactly("诊断证明");
        receive(application.caseId());
        assertThatExceptionOfType(OwnWork.class).isThrownBy(() -> aids.complete(application.id(), true, reviewer));
        aids.complete(application.id(), true, colleague);

        assertThat(applications.get(application.id(), reviewer).state()).isEqualTo(ApplicationState.CONFIRMED);
        assertThat(applications.hands(application.id()))
                .extracting(Hand::officer, Hand::part)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(reviewer.id(), Part.INVESTIGATOR),
                        org.assertj.core.groups.Tuple.tuple(colleague.id(), Part.CONFIRMER));
    }

    @Test
    void whatWasGivenFirstIsSetOffFromTheGeneralProcedureThatFollows() {
        var application = opened(urgent(Families.wish(three(), "MZ-03"), 3));
        aids.aidFirst(application.id(), aid(application, "1000"), reviewer);

        aids.complete(application.id(), false, reviewer);

        assertThat(applications.get(application.id(), reviewer).state()).isEqualTo(ApplicationState.SURVEY);
        assertThat(requireNonNull(panel(application).reckoned()).payable()).isEqualTo(Money.yuan(6488));
    }

    @Test
    void papersThatAreNotMadeUpInTimeTurnTheCaseRed() {
        var application = opened(urgent(Families.wish(families.couple(clerk), "MZ-03"), null));
        aids.aidFirst(application.id(), aid(application, "500"), reviewer);
        var limit = requireNonNull(applications.get(application.id(), reviewer).current());
        var yesterday = java.sql.Timestamp.from(clock.instant().minus(Duration.ofDays(1)));
        jdbc.sql("update deadline set due_at = ?, soon_at = ? where id = ?")
                .params(yesterday, yesterday, limit.id())
                .update();

        assertThat(desk.page(application.id(), reviewer).limits())
                .filteredOn(line -> line.words().equals("先行救助后补办手续"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.late()).isTrue();
                    assertThat(line.light().level()).isEqualTo(Light.Level.OVER);
                });
    }

    @Test
    void helpLaterThanEightHoursIsCountedWithItsMinutes() {
        var late = opened(urgent(Families.wish(families.couple(clerk), "MZ-03"), null));
        var inTime = opened(urgent(Families.wish(families.couple(clerk), "MZ-03"), null));
        var before = aids.overruns(YearMonth.now(clock)).getOrDefault(Families.TOWNSHIP, 0L);

        var given = aids.aidFirst(
                late.id(),
                reported(aid(late, "500"), clock.instant().minus(Duration.ofMinutes(8 * 60 + 35))),
                reviewer);
        aids.aidFirst(inTime.id(), reported(aid(inTime, "500"), clock.instant().minus(Duration.ofHours(7))), reviewer);

        assertThat(given.lateMinutes()).isBetween(35L, 36L);
        assertThat(given.took()).startsWith("8 小时 3");
        assertThat(aids.of(inTime.id()).get(0).lateMinutes()).isNull();
        assertThat(hours(late).late()).isTrue();
        assertThat(hours(inTime).late()).isFalse();
        assertThat(aids.overruns(YearMonth.now(clock)).get(Families.TOWNSHIP)).isEqualTo(before + 1);
    }

    @Test
    void noHukouIsAsked_theTownshipWhereTheNeedArisesHelpsFromItsOwnReserve() {
        var elsewhere = Reserve.of(reserves, jdbc, Families.OTHER_TOWNSHIP).holding("5000");
        var helper = Staff.clerk(jdbc, Families.OTHER_TOWNSHIP);
        var opened = cases.open(
                urgent(Families.wish(families.couple(clerk), "MZ-03").at(Families.OTHER_TOWNSHIP), null)
                        .asked(),
                helper);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), bureau).orElseThrow();
        var home = balance();

        aids.aidFirst(application.id(), aid(application, "600"), elsewhere.keeper());

        assertThat(elsewhere.balance()).isEqualTo(Money.yuan(4400));
        assertThat(balance()).isEqualTo(home);
    }

    @Test
    void goodsOutOfStockAreGivenWithoutMoney_andTheyMustBeNamed() {
        var application = opened();
        var before = balance();
        var one = aid(application, "400");

        assertThatExceptionOfType(AidRefused.class)
                .isThrownBy(() -> aids.aidFirst(application.id(), stock(one, null), reviewer))
                .satisfies(e -> assertThat(e.field()).isEqualTo("goods"));
        assertThatExceptionOfType(AidRefused.class)
                .as("small help is money of the reserve")
                .isThrownBy(() -> aids.quickGrant(application.id(), stock(one, "棉被 2 床"), reviewer))
                .satisfies(e -> assertThat(e.field()).isEqualTo("means"));
        var given = aids.aidFirst(application.id(), stock(one, "棉被 2 床、大米 20 公斤"), reviewer);

        assertThat(given.posting()).isNull();
        assertThat(balance()).isEqualTo(before);
    }

    private static NewAid stock(NewAid aid, @Nullable String goods) {
        return new NewAid(
                aid.cause(),
                aid.persons(),
                aid.story(),
                UrgentAid.Means.STOCK,
                goods,
                aid.amount(),
                aid.payee(),
                null,
                null);
    }

    @Test
    void moreThanTheReserveHoldsOrTheTownshipMayGiveIsRefusedAtTheAmount() {
        var poor = Reserve.of(reserves, jdbc, "520402108").holding("100");
        var helper = Staff.clerk(jdbc, poor.township());
        var opened = cases.open(
                Families.wish(families.couple(clerk), "MZ-03")
                        .at(poor.township())
                        .asked(),
                helper);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), bureau).orElseThrow();

        for (var yuan : List.of("1500.01", "200", "0")) {
            assertThatExceptionOfType(AidRefused.class)
                    .as(yuan)
                    .isThrownBy(() -> aids.aidFirst(application.id(), aid(application, yuan), poor.keeper()))
                    .satisfies(e -> assertThat(e.field()).isEqualTo("amount"));
        }
        assertThat(poor.balance()).isEqualTo(Money.yuan(100));
        assertThat(aids.of(application.id())).isEmpty();
    }

    @Test
    void aCorrectedReportStartsTheHoursAnew() {
        var application = opened(urgent(Families.wish(families.couple(clerk), "MZ-03"), null));
        var earlier = clock.instant().minus(Duration.ofHours(3)).truncatedTo(java.time.temporal.ChronoUnit.MINUTES);

        needs.register(application.id(), Emergency.Cause.FIRE, true, earlier, null, null, null, 0, clerk);
        assertThat(hours(application).dueAt()).isEqualTo(earlier.plus(Duration.ofHours(8)));
        needs.register(application.id(), Emergency.Cause.EDUCATION_COST, false, earlier, null, 2, null, 1, clerk);
        assertThat(jdbc.sql(
                                "select count(*) from application_limit where application_id = ? and limit_code = 'EMERGENCY' and open")
                        .param(application.id().id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    // --- 纸面和页面

    @Test
    void thePaperTellsWhoWhatWhyAndHowSoonOnOneSheet() throws java.io.IOException {
        var application = opened();
        var given = aids.quickGrant(application.id(), aid(application, "800"), reviewer);

        var paper = papers.print(application.id(), given.id(), reviewer);

        assertThat(forms.html(paper))
                .contains(
                        "临时救助小额快救登记表",
                        given.number(),
                        "人民币捌佰元整",
                        "骑车被撞，住院押金不够",
                        "交通事故等意外事件",
                        String.valueOf(given.voucher()));
        try (var pdf = org.apache.pdfbox.Loader.loadPDF(forms.pdf(paper))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
        }
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> papers.print(application.id(), given.id(), reviewer(Families.OTHER_TOWNSHIP)));
    }

    @Test
    void wrongAmountsAreToldAtTheirFieldAndWhatWasTypedStays() {
        var application = opened();
        var page = "/applications/" + application.id() + "/quick-grant";

        assertThat(get(page, reviewer)).hasStatusOk().bodyText().contains("每人 832.00 元", "备用金余额");
        for (var amount : List.of("", "0", "abc", "-1", "832.01", "9千万")) {
            assertThat(post(page, reviewer, fields(application, amount)))
                    .as(amount)
                    .hasStatus(422)
                    .bodyText()
                    .contains("id=\"amount-e\"", "骑车被撞");
        }
        var typed = fields(application, "832.01");
        typed.put("reportedTime", "25:00");
        typed.remove("persons");
        typed.remove("cause");
        assertThat(post(page, reviewer, typed))
                .hasStatus(422)
                .bodyText()
                .contains("选择困难事由", "选择受助的人", "报告时间写成", "value=\"832.01\"");
        assertThat(get(page, clerk)).hasStatus(403);
        assertThat(get(page, reviewer(Families.OTHER_TOWNSHIP))).hasStatus(404);
        assertThat(post(page, reviewer(Families.OTHER_TOWNSHIP), fields(application, "100")))
                .hasStatus(404);
        assertThat(post(page, clerk, fields(application, "100"))).hasStatus(403);

        assertThat(post(page, reviewer, fields(application, "800")))
                .hasRedirectedUrl("/applications/" + application.id());
        assertThat(get("/applications/" + application.id(), reviewer))
                .hasStatusOk()
                .bodyText()
                .contains("临时救助与备用金", "小额快救", "800.00 元", "打印登记表", "骑车被撞");
        assertThat(post(page, reviewer, fields(application, "800"))).hasStatus(409);
    }

    @Test
    void fromTheNeedToTheCompletionInThePages() {
        var application = opened(urgent(Families.wish(families.couple(clerk), "MZ-03"), null));
        var here = "/applications/" + application.id();

        assertThat(get(here + "/need", reviewer)).hasStatusOk().bodyText().contains("需立即救助");
        var need = new HashMap<String, Object>();
        need.put("cause", "FIRE");
        need.put("urgent", "true");
        need.put("months", "0");
        need.put("version", "0");
        assertThat(post(here + "/need", reviewer, need))
                .hasStatus(422)
                .bodyText()
                .contains("救助月数填 1 到 60 的数");
        need.put("months", "2");
        assertThat(post(here + "/need", reviewer, need)).hasRedirectedUrl(here);
        assertThat(post(here + "/need", reviewer, need)).hasStatus(409);

        assertThat(get(here + "/aid-first", reviewer)).hasStatusOk().bodyText().contains("最多", "1,500.00 元", "报告时间");
        assertThat(get(here + "/aid-first", bureau)).hasStatus(403);
        var fields = fields(application, "500");
        fields.put("cause", "FIRE");
        assertThat(post(here + "/aid-first", reviewer, fields)).hasRedirectedUrl(here);
        assertThat(get(here, reviewer)).hasStatusOk().bodyText().contains("急难先行救助", "本件符合会商条件：情形急难");
        assertThat(get(here + "/complete", reviewer)).hasStatusOk().bodyText().contains(UrgentAids.SECOND_EYES);
        assertThat(get(here + "/complete", colleague)).hasStatusOk().bodyText().contains("核对手续后办结");
        assertThat(post(here + "/complete", colleague, new HashMap<>())).hasStatus(422);
        assertThat(post(here + "/complete", colleague, new HashMap<>(java.util.Map.of("how", "SMALL"))))
                .hasRedirectedUrl(here);
        assertThat(applications.get(application.id(), reviewer).state()).isEqualTo(ApplicationState.CONFIRMED);
    }

    @Test
    void whatIsComplexIsProposedByHandWithItsReason_CC_1() {
        var application = opened();
        var page = "/applications/" + application.id() + "/conference";

        assertThat(get(page, reviewer)).hasStatusOk();
        assertThat(post(page, reviewer, new HashMap<>(java.util.Map.of("words", " "))))
                .hasStatus(422);
        assertThat(post(page, clerk, new HashMap<>(java.util.Map.of("words", "责任方不明"))))
                .hasStatus(403);
        assertThat(post(page, reviewer, new HashMap<>(java.util.Map.of("words", "责任方不明"))))
                .hasRedirectedUrl("/applications/" + application.id());
        assertThat(reasons(application)).containsExactly(ProposalReason.COMPLEX);
        assertThat(post(page, reviewer, new HashMap<>(java.util.Map.of("words", "再提"))))
                .hasStatus(409);
    }

    // ---

    private UrgentPanel.Shown panel(ApplicationView application) {
        return desk.page(application.id(), reviewer).panels().stream()
                .map(ApplicationDesk.Panel::model)
                .filter(UrgentPanel.Shown.class::isInstance)
                .map(UrgentPanel.Shown.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private List<ProposalReason> reasons(ApplicationView application) {
        return conferences.ofCase(application.caseId(), bureau).stream()
                .flatMap(proposal -> proposal.grounds().stream())
                .map(ground -> ground.reason())
                .toList();
    }

    private cn.yimen.calendar.DeadlineView hours(ApplicationView application) {
        return deadlines.view(new cn.yimen.calendar.DeadlineId(
                jdbc.sql("""
                        select deadline_id from application_limit where application_id = ? and limit_code = 'EMERGENCY'
                        order by id desc limit 1
                        """).param(application.id().id()).query(UUID.class).single()));
    }

    private void receive(CaseId id) {
        var materials = new HashMap<UUID, @Nullable UUID>();
        jdbc.sql("select id from case_material where case_id = ? and state = 'MISSING'")
                .param(id.id())
                .query(UUID.class)
                .list()
                .forEach(material -> materials.put(material, null));
        letters.receive(id, materials, clerk);
    }

    private HashMap<String, Object> fields(ApplicationView application, String amount) {
        var fields = new HashMap<String, Object>();
        fields.put("cause", "ACCIDENT");
        fields.put("persons", application.personId().toString());
        fields.put("story", "骑车被撞");
        fields.put("amount", amount);
        fields.put("means", "CASH");
        fields.put("payee", "王建国");
        return fields;
    }

    private MvcTestResult get(String url, Officer by) {
        return mvc.get().uri(url).with(Staff.as(by)).exchange();
    }

    private MvcTestResult post(String url, Officer by, HashMap<String, Object> fields) {
        var request = mvc.post()
                .uri(url)
                .with(Staff.as(by))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
        for (var field : fields.entrySet()) {
            request = request.param(field.getKey(), field.getValue().toString());
        }
        return request.exchange();
    }
}
