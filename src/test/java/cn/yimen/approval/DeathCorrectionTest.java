package cn.yimen.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.audit.Subject;
import cn.yimen.benefit.AwardAmount;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.AwardRestorations;
import cn.yimen.benefit.AwardState;
import cn.yimen.benefit.AwardView;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.NewAward;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.config.DeskClock;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.ledger.PayableState;
import cn.yimen.ledger.PayableView;
import cn.yimen.ledger.Payables;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** AP-2, lessons 16: a death that was registered by mistake is put right, and what it ended is brought back by people. */
@ProductTest
@Import(Families.class)
class DeathCorrectionTest {

    @Autowired
    Persons persons;

    @Autowired
    Awards awards;

    @Autowired
    AwardRestorations restorations;

    @Autowired
    Payables payables;

    @Autowired
    Applications applications;

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Clock clock;

    Officer clerk;
    Officer bureau;
    Officer approver;
    Families.Family family;
    LocalDate today;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        family = families.couple(clerk);
        today = LocalDate.now(clock);
    }

    private void die(PersonId person, @org.jspecify.annotations.Nullable LocalDate on) {
        persons.update(
                person,
                persons.get(person, clerk).version(),
                persons.details(person, clerk, "试验").died(on),
                clerk);
    }

    private AwardView tekun() {
        var id = awards.grant(
                new NewAward(
                        Scheme.TEKUN,
                        family.id().id(),
                        family.applicant().id(),
                        "王建国",
                        Families.TOWNSHIP,
                        Families.VILLAGE,
                        null,
                        null,
                        new AwardAmount(Money.yuan(1000), Money.ZERO, Money.yuan(300), List.of()),
                        List.of(new NewAward.Named(family.applicant().id(), "王建国")),
                        null,
                        "审核确认",
                        null,
                        today),
                approver);
        return awards.get(id, approver);
    }

    @Test
    void onlyTheBureauPutsItRightWithItsReasonAndNobodySilently_AP_2() {
        die(family.applicant(), today);
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> persons.correctDeath(family.applicant(), "登记错人", clerk));
        assertThatExceptionOfType(DataAccessException.class)
                .as("not by an edit either")
                .isThrownBy(() -> die(family.applicant(), null))
                .withMessageContaining("由区民政局更正");
        var page = "/persons/" + family.applicant() + "/death-correction";
        assertThat(mvc.get().uri(page).with(Staff.as(clerk))).hasStatus(403);
        assertThat(mvc.get().uri("/persons/" + family.applicant()).with(Staff.as(bureau)))
                .hasStatusOk()
                .bodyText()
                .contains("死亡登记有误", page);
        assertThat(mvc.get().uri(page).with(Staff.as(bureau)))
                .hasStatusOk()
                .bodyText()
                .contains("登记的死亡日期");
        assertThat(post(page, bureau).param("reason", ""))
                .hasStatus(422)
                .bodyText()
                .contains("写明更正的理由");
        assertThat(post(page, bureau).param("reason", "同名同姓，殡仪馆登记错人")).hasStatus3xxRedirection();

        assertThat(persons.get(family.applicant(), clerk).diedOn()).isNull();
        assertThat(jdbc.sql("select reason from death_correction where person_id = ?")
                        .param(family.applicant().id())
                        .query(String.class)
                        .single())
                .isEqualTo("同名同姓，殡仪馆登记错人");
        assertThat(jdbc.sql("select count(*) from audit_entry where action = '更正死亡登记' and officer = ?")
                        .param(bureau.login())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(mvc.get().uri(page).with(Staff.as(bureau))).hasStatus(404);
    }

    @Test
    void theApplicationThatEndedIsTakenUpAgainByTheBureau_AP_2() {
        var opened = cases.open(Families.wish(family, "MZ-02A").asked(), clerk);
        var application =
                applications.ofMatter(opened.matters().get(0).id(), bureau).orElseThrow();
        die(family.applicant(), today);
        assertThat(state(application)).isEqualTo(ApplicationState.DIED);
        assertThatExceptionOfType(NoWay.class)
                .as("as long as the death stands")
                .isThrownBy(() -> applications.go(application.id(), Way.REOPEN, "登记错人", bureau))
                .withMessageContaining("死亡登记");
        persons.correctDeath(family.applicant(), "登记错人", bureau);
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> applications.go(application.id(), Way.REOPEN, "登记错人", approver));
        assertThat(open("approval.reopen", application.id().toString())).isEqualTo(1);

        applications.go(application.id(), Way.REOPEN, "死亡登记有误", bureau);

        assertThat(state(application)).isEqualTo(ApplicationState.RECEIVED);
        assertThat(applications.get(application.id(), bureau).round()).isEqualTo(2);
        assertThat(open("approval.reopen", application.id().toString())).isZero();
    }

    @Test
    void theAwardIsGrantedAnewFromTheMonthAfterByAnotherPerson_AP_2_BN_1() {
        var award = tekun();
        die(family.applicant(), today);
        assertThat(awards.get(award.id(), approver).state()).isEqualTo(AwardState.ENDED);
        var both = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER), Post.of(Role.BUREAU_APPROVER));
        persons.correctDeath(family.applicant(), "登记错人", both);

        assertThat(awards.get(award.id(), approver).state())
                .as("nothing by itself")
                .isEqualTo(AwardState.ENDED);
        assertThat(open("benefit.restore", award.id().toString())).isEqualTo(1);
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> restorations.decide(award.id(), true, "同意", both))
                .withMessageContaining("由另一人决定");
        var page = "/awards/" + award.id() + "/restoration";
        assertThat(mvc.get().uri(page).with(Staff.as(approver)))
                .hasStatusOk()
                .bodyText()
                .contains("登记错人", "恢复待遇");
        assertThat(mvc.get().uri("/awards/" + award.id()).with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("死亡登记有误，已更正", page);
        assertThat(post(page, approver)).hasStatus(422).bodyText().contains("选择是否恢复", "写明理由");
        assertThat(post(page, approver).param("decision", "YES").param("reason", "村委会证明健在"))
                .hasStatus3xxRedirection();

        var granted = restorations.of(award.id()).orElseThrow().granted();
        assertThat(granted).isNotNull();
        var again = awards.get(new AwardId(granted.id()), approver);
        assertThat(again.firstMonth()).isEqualTo(YearMonth.from(today).plusMonths(1));
        assertThat(again.amount().total()).isEqualTo(Money.yuan(1300));
        assertThat(again.person()).isEqualTo(family.applicant().id());
        assertThat(awards.history(award.id(), approver))
                .as("the old one stays as it was")
                .hasSize(2);
        assertThat(open("benefit.restore", award.id().toString())).isZero();
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> restorations.decide(award.id(), true, "再来一次", approver));
    }

    @Test
    void theMonthsItHadStoppedBecomeDueEachOnceAndTheSameTwoDecide_AP_2_BN_1() {
        var award = tekun();
        die(family.applicant(), today);
        persons.correctDeath(family.applicant(), "登记错人", bureau);
        var page = "/awards/" + award.id() + "/restoration";
        var from = YearMonth.from(today).plusMonths(1);

        // three months later: three months have passed without him
        var granted = in(3, () -> {
            assertThat(mvc.get().uri(page).with(Staff.as(approver)))
                    .hasStatusOk()
                    .bodyText()
                    .contains("停发的月份一并补发", "3 个月", "补发合计", "3,900.00", "人民币叁仟玖佰元整");
            return restorations.decide(award.id(), true, "村委会证明健在", approver).orElseThrow();
        });

        assertThat(awards.get(granted, approver).firstMonth()).isEqualTo(from.plusMonths(3));
        var due = payables.about(new Subject("award", granted.toString()), bureau);
        assertThat(due).singleElement().satisfies(one -> {
            assertThat(one.amount()).isEqualTo(Money.yuan(3900));
            assertThat(one.state()).isEqualTo(PayableState.DUE);
            assertThat(one.words()).contains("补发特困人员救助供养", "3 个月，死亡登记有误停发");
        });
        assertThat(jdbc.sql("select month from award_back_pay where award_id = ? order by month")
                        .param(award.id().id())
                        .query(LocalDate.class)
                        .list())
                .containsExactly(
                        from.atDay(1),
                        from.plusMonths(1).atDay(1),
                        from.plusMonths(2).atDay(1));
        assertThat(mvc.get().uri("/awards/" + granted).with(Staff.as(bureau)))
                .hasStatusOk()
                .bodyText()
                .contains("补发", due.get(0).number(), "3,900.00 元（人民币叁仟玖佰元整）");
        assertThat(mvc.get().uri(page).with(Staff.as(bureau)))
                .hasStatusOk()
                .bodyText()
                .contains("停发月份的补发", due.get(0).number());
        assertThat(mvc.get().uri("/payables/" + due.get(0).id()).with(Staff.as(bureau)))
                .hasStatusOk()
                .bodyText()
                .contains("看待遇", "/awards/" + granted);
        assertThatExceptionOfType(NotAllowed.class)
                .as("who decided it does not pay it")
                .isThrownBy(() -> payables.paid(due.get(0).id(), today, "20270301001", approver));

        // neither another month nor another sum gets in, whatever a command overlooks
        var restoration = restorations.of(award.id()).orElseThrow().id();
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> backPay(award, from, restoration, due.get(0)))
                .withMessageContaining("award_back_pay_pkey");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> backPay(award, from.plusMonths(9), restoration, due.get(0)))
                .withMessageContaining("the months are not the sum");
    }

    @Test
    void withoutAStoppedMonthNothingIsPaidBack_AP_2() {
        var award = tekun();
        die(family.applicant(), today);
        persons.correctDeath(family.applicant(), "登记错人", bureau);
        assertThat(mvc.get().uri("/awards/" + award.id() + "/restoration").with(Staff.as(approver)))
                .hasStatusOk()
                .bodyText()
                .contains("没有停发的月份，不用补发");
        var granted = restorations.decide(award.id(), true, "村委会证明健在", approver).orElseThrow();
        assertThat(payables.about(new Subject("award", granted.toString()), bureau))
                .isEmpty();
    }

    private void backPay(AwardView award, YearMonth month, UUID restoration, PayableView payable) {
        jdbc.sql(
                        "insert into award_back_pay (award_id, month, restoration_id, amount_fen, payable_id) values (?, ?, ?, 1, ?)")
                .params(
                        award.id().id(),
                        month.atDay(1),
                        restoration,
                        payable.id().id())
                .update();
    }

    private <T> T in(int months, Supplier<T> what) {
        return DeskClock.playing(
                today.plusMonths(months).atTime(10, 0).atZone(clock.getZone()).toInstant(), what);
    }

    @Test
    void aHouseholdsAwardThatWaitedToBeReckonedWithoutHimWaitsNoMore_AP_2() {
        var award = awards.grant(
                new NewAward(
                        Scheme.DIBAO,
                        family.id().id(),
                        null,
                        "王建国",
                        Families.TOWNSHIP,
                        Families.VILLAGE,
                        null,
                        null,
                        new AwardAmount(Money.yuan(900), Money.ZERO, Money.ZERO, List.of()),
                        List.of(
                                new NewAward.Named(family.applicant().id(), "王建国"),
                                new NewAward.Named(family.spouse().id(), "李桂芳")),
                        null,
                        "审核确认",
                        null,
                        today.minusMonths(2)),
                approver);
        die(family.spouse(), today);
        assertThat(awards.alerts(award, approver)).hasSize(1);
        assertThat(open("benefit.died", award.toString())).isEqualTo(1);

        persons.correctDeath(family.spouse(), "登记错人", bureau);

        assertThat(awards.alerts(award, approver)).isEmpty();
        assertThat(open("benefit.died", award.toString())).isZero();
        assertThat(awards.get(award, approver).state()).isEqualTo(AwardState.RUNNING);
    }

    private ApplicationState state(ApplicationView application) {
        return applications.get(application.id(), bureau).state();
    }

    private int open(String kind, String subject) {
        return jdbc.sql("select count(*) from task where kind = ? and subject_id = ? and closed_at is null")
                .params(kind, subject)
                .query(Integer.class)
                .single();
    }

    private MockMvcTester.MockMvcRequestBuilder post(String url, Officer by) {
        return mvc.post()
                .uri(url)
                .with(Staff.as(by))
                .with(csrf())
                .param("_key", UUID.randomUUID().toString());
    }
}
