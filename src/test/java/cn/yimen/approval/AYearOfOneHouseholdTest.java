package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import cn.yimen.benefit.AwardAmount;
import cn.yimen.benefit.AwardState;
import cn.yimen.benefit.AwardView;
import cn.yimen.benefit.Awards;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.casefile.OpenedCase;
import cn.yimen.config.DeskClock;
import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.EligibilityParameters.ExitCause;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.Households;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.notice.Notices;
import cn.yimen.notice.Objections;
import cn.yimen.notice.PermanentList;
import cn.yimen.notice.Proof;
import cn.yimen.policy.Policy;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * AP-1, AP-2, BN-1: 2026 in the life of the Wang couple. Accepted in January, objected to, visited again, confirmed in
 * February, paid from March; less from July because he found casual work, in gradual exit from September because she found
 * a job, at an end in December. Each day is the day it says.
 */
@ProductTest
@Import({Families.class, Surveys.class})
class AYearOfOneHouseholdTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Autowired
    Cases cases;

    @Autowired
    Applications applications;

    @Autowired
    NoticeOfApplication posting;

    @Autowired
    Notices notices;

    @Autowired
    Objections objections;

    @Autowired
    PermanentList permanent;

    @Autowired
    Opinions opinions;

    @Autowired
    Decisions decisions;

    @Autowired
    Awards awards;

    @Autowired
    Households households;

    @Autowired
    Policy policy;

    @Autowired
    Surveys surveys;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    Officer clerk;
    Officer firstVisitor;
    Officer secondVisitor;
    Officer reviewer;
    Officer officer;
    Officer otherOfficer;
    Officer approver;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        firstVisitor = Staff.clerk(jdbc, Families.TOWNSHIP);
        secondVisitor = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        officer = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        otherOfficer = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        jdbc.sql("update post set from_on = date '2025-01-01' where officer_id = any(?)")
                .param(new UUID[] {firstVisitor.id(), secondVisitor.id(), officer.id(), otherOfficer.id()})
                .update();
    }

    @Test
    void acceptedObjectedConfirmedRevisedInGradualExitEnded_AP_1_BN_1() {
        var couple = on("2026-01-06", () -> families.couple(clerk));
        var household = couple.id();
        on("2026-01-06", () -> declare(household, 0));
        var opened = on(
                "2026-01-06",
                () -> cases.open(
                        Families.wish(couple, "MZ-01")
                                .determined(run(household, "2026-01-06"))
                                .asked(),
                        clerk));
        var id = applicationOf(opened);
        assertThat(state(id)).isEqualTo(ApplicationState.RECEIVED);

        // January: investigated, proposed, put up
        run("2026-01-08", () -> applications.go(id, Way.START_SURVEY, null, reviewer));
        run("2026-01-12", () -> surveys.visit(id, Map.of(), reviewer, firstVisitor, secondVisitor));
        var first = on("2026-01-13", () -> surveys.give(id, true, reviewer));
        assertThat(first.scheme()).isEqualTo(Scheme.DIBAO);
        run("2026-01-14", () -> posting.post(id, proof("2026-01-14"), reviewer));
        assertThat(state(id)).isEqualTo(ApplicationState.NOTICE);

        // a neighbour objects; nothing goes on until they have been visited again
        run(
                "2026-01-16",
                () -> objections.onPaper(
                        notices.latest(applications.get(id, clerk).subject(), clerk)
                                .orElseThrow()
                                .id(),
                        new Objections.NewObjection("男的在镇上做零工，没有报。", null, null, false),
                        LocalDate.parse("2026-01-16"),
                        clerk));
        assertThat(state(id)).isEqualTo(ApplicationState.OBJECTED);
        assertThatExceptionOfType(NoWay.class)
                .isThrownBy(() -> run("2026-01-26", () -> applications.go(id, Way.SUBMIT, null, reviewer)));
        run("2026-01-19", () -> {
            var objection = objections
                    .of(
                            notices.latest(applications.get(id, reviewer).subject(), reviewer)
                                    .orElseThrow()
                                    .id(),
                            reviewer)
                    .get(0);
            objections.settle(objection.id(), true, "确有零工收入，重新调查", reviewer);
            applications.go(id, Way.REINVESTIGATE, "公示期间收到异议，确有零工收入", reviewer);
        });
        run("2026-01-20", () -> declare(household, 300));
        run("2026-01-20", () -> surveys.visit(id, Map.of(), reviewer, firstVisitor, secondVisitor));
        var second = on("2026-01-21", () -> surveys.give(id, true, reviewer));
        assertThat(second.monthly()).isEqualTo(first.monthly().minus(Money.yuan(300)));
        run("2026-01-22", () -> posting.post(id, proof("2026-01-22"), reviewer));

        // seven days later it goes up; after an objection the bureau goes there itself
        run("2026-01-30", notices::endDue);
        run("2026-01-30", () -> {
            if (state(id) == ApplicationState.NOTICE) {
                applications.go(id, Way.SUBMIT, null, reviewer);
            }
        });
        assertThat(state(id)).isEqualTo(ApplicationState.SUBMITTED);
        assertThat(on("2026-02-02", () -> decisions.check(id, approver)).missing())
                .contains("入户");
        run("2026-02-03", () -> surveys.visit(id, Map.of(), officer, officer, otherOfficer));
        run("2026-02-05", () -> decisions.confirm(id, Decisions.seen(second), approver));
        assertThat(state(id)).isEqualTo(ApplicationState.CONFIRMED);
        run(
                "2026-02-06",
                () -> decisions.deliver(id, LocalDate.parse("2026-02-06"), Delivery.How.DIRECT, "王建国", null, clerk));

        // paid from the month after the decision
        var award = award(household.id());
        assertThat(award.firstMonth()).isEqualTo(YearMonth.of(2026, 3));
        assertThat(paid(award, "2026-02", "2026-02-05")).isEqualTo(Money.ZERO);
        assertThat(paid(award, "2026-03", "2026-02-05")).isEqualTo(second.monthly());

        // June: more work, less from July
        run("2026-06-10", () -> declare(household, 500));
        var june = on("2026-06-12", () -> run(household, "2026-06-12"));
        run(
                "2026-06-12",
                () -> awards.change(
                        award.id(),
                        AwardAmount.of(june.of(Scheme.DIBAO).amount()),
                        award.members(),
                        YearMonth.of(2026, 7),
                        "户主零工收入增加",
                        null,
                        LocalDate.parse("2026-06-12"),
                        approver));
        assertThat(paid(award, "2026-06", "2026-06-12")).isEqualTo(second.monthly());
        assertThat(paid(award, "2026-07", "2026-06-12"))
                .isEqualTo(second.monthly().minus(Money.yuan(200)));

        // August: a post in the public service; three more months, then the end
        run("2026-08-17", () -> declare(household, 3000));
        run(
                "2026-08-20",
                () -> awards.gradualExit(
                        award.id(),
                        run(household, "2026-08-20"),
                        ExitCause.CIVIL_SERVANT,
                        "考取事业单位",
                        LocalDate.parse("2026-08-20"),
                        approver));
        assertThat(on("2026-09-15", () -> award(household.id()).state())).isEqualTo(AwardState.EXITING);
        for (var month : List.of("2026-09", "2026-10", "2026-11")) {
            assertThat(paid(award, month, "2026-08-20"))
                    .as(month)
                    .isEqualTo(second.monthly().minus(Money.yuan(200)));
        }
        assertThat(paid(award, "2026-12", "2026-08-20")).isEqualTo(Money.ZERO);
        assertThat(on("2026-12-01", () -> awards.current(household.id()))).isEmpty();

        // what was decided in February stands as it was decided
        var kept = opinions.latest(id).orElseThrow();
        assertThat(kept.monthly()).isEqualTo(second.monthly());
        assertThat(kept.assessment().replay()).isEqualTo(kept.assessment());
        assertThat(applications.hands(id).stream().map(Hand::officer).distinct().count())
                .as("visitors, reviewer, confirmer are different people")
                .isGreaterThanOrEqualTo(4);
    }

    private ApplicationId applicationOf(OpenedCase opened) {
        return applications
                .ofMatter(opened.matters().get(0).id(), reviewer)
                .orElseThrow()
                .id();
    }

    private ApplicationState state(ApplicationId id) {
        return applications.get(id, approver).state();
    }

    /** He earns so much a month by casual work; everything else was asked and is not there. */
    private Void declare(cn.yimen.household.HouseholdId id, long yuan) {
        var household = households.get(id, clerk);
        households.save(
                id,
                household.version(),
                household
                        .details()
                        .incomes(
                                true,
                                yuan == 0
                                        ? List.of()
                                        : List.of(IncomePart.declared(
                                                household.living().get(0).person(),
                                                IncomeItem.CASUAL_WORK,
                                                Money.yuan(yuan),
                                                Income.Per.MONTH,
                                                "本人申报")))
                        .properties(true, List.of())
                        .supporters(true, List.of()),
                clerk);
        return null;
    }

    private Assessment run(cn.yimen.household.HouseholdId id, String day) {
        var on = LocalDate.parse(day);
        return MeansTest.determine(households.factsOn(id, on), policy.eligibilityOn(on));
    }

    private AwardView award(UUID household) {
        return awards.ofHousehold(household).get(0);
    }

    private Money paid(AwardView award, String month, String decided) {
        return awards.payable(award.id(), YearMonth.parse(month), LocalDate.parse(decided))
                .total();
    }

    private static Proof proof(String day) {
        return Proof.statement(
                "把士村村务公开栏", LocalDate.parse(day).atTime(9, 0).atZone(ZONE).toInstant(), "已张贴在村务公开栏");
    }

    private static <T> T on(String day, Supplier<T> what) {
        return DeskClock.playing(LocalDate.parse(day).atTime(10, 0).atZone(ZONE).toInstant(), what);
    }

    private static void run(String day, Runnable what) {
        on(day, () -> {
            what.run();
            return day;
        });
    }
}
