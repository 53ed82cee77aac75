package cn.yimen.benefit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Families;
import cn.yimen.eligibility.Amount.Part;
import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.EligibilityParameters.ExitCause;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.Area;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.Households;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.Member;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.Persons;
import cn.yimen.household.Property;
import cn.yimen.household.Relation;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** BN-1 on PostgreSQL: what a household receives, from which month and why. */
@ProductTest
@Import(Families.class)
@NullUnmarked
class AwardsTest {

    @Autowired
    Awards awards;

    @Autowired
    AwardRegister register;

    @Autowired
    AwardNotices notices;

    @Autowired
    AwardProposals proposals;

    @Autowired
    Families families;

    @Autowired
    Persons persons;

    @Autowired
    Households households;

    @Autowired
    Policy policy;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    MockMvcTester mvc;

    Officer clerk;
    Officer approver;
    Families.Family family;
    LocalDate today;
    YearMonth next;

    @BeforeEach
    void aFamily() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        family = families.couple(clerk);
        today = LocalDate.now(clock);
        next = YearMonth.from(today).plusMonths(1);
    }

    @Test
    void isPaidFromTheMonthAfterTheDecisionAndShowsWhereTheHouseholdIsShown_BN_1_HH_7() {
        var id = awards.grant(dibao("1059", "242"), approver);

        assertThat(awards.payable(id, next.minusMonths(1), today).total()).isEqualTo(Money.ZERO);
        assertThat(awards.payable(id, next, today).total()).isEqualTo(Money.yuan("1301"));
        assertThat(awards.get(id, clerk).amount().shares())
                .extracting(AwardShare::code)
                .containsExactly("OLD");
        assertThat(households.get(family.id(), clerk).details().assistance())
                .isEqualTo(cn.yimen.household.Assistance.DIBAO);
        assertThat(mvc.get().uri("/households/" + family.id()).with(Staff.as(clerk)))
                .bodyText()
                .contains("最低生活保障开始享受", "每月 1,301.00 元", "/awards/" + id);
    }

    @Test
    void neverTwoAtOnceByCommandAndByConstraint_BN_1() {
        var there = awards.grant(dibao("1059", "0"), approver);
        assertThat(awards.staying(
                        Scheme.TEKUN, family.id().id(), List.of(family.spouse().id()), next))
                .as("the larger award of the household is changed first")
                .extracting(AwardView::id)
                .containsExactly(there);
        assertThat(awards.staying(
                        Scheme.TEKUN,
                        family.id().id(),
                        List.of(family.spouse().id(), family.applicant().id()),
                        next))
                .as("one for the same people gives way")
                .isEmpty();

        assertThatExceptionOfType(AlreadyInBenefit.class)
                .isThrownBy(() -> awards.grant(dibao("900", "0"), approver))
                .withMessageContaining("正在享受最低生活保障 每月 1,059.00 元");
        assertThatExceptionOfType(AlreadyInBenefit.class)
                .isThrownBy(() -> awards.grant(tekun(), approver))
                .withMessageContaining("不能同时享受特困人员救助供养");
        // whatever a command overlooked, the table refuses
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into award (id, scheme, household_id, holder_name, township_code, state, first_month, base_fen,
                            increments_fen, care_fen, decided_on, granted_at, granted_by)
                        values (gen_random_uuid(), 'BIANYUAN', ?, '王建国', ?, 'RUNNING', '2090-01-01', 0, 0, 0, now(), now(), ?)
                        """)
                        .params(family.id().id(), Families.TOWNSHIP, approver.id())
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("award_one_of_a_household");
    }

    @Test
    void someonesTekunExcludesDibaoByConstraintToo_BN_1() {
        var id = awards.grant(tekun(), approver);
        var other = awards.grant(
                new NewAward(
                        Scheme.BIANYUAN,
                        family.id().id(),
                        null,
                        "王建国",
                        Families.TOWNSHIP,
                        Families.VILLAGE,
                        null,
                        null,
                        AwardAmount.NOTHING,
                        everybody(),
                        null,
                        "审核确认",
                        null,
                        today),
                approver);

        assertThat(awards.ofHousehold(family.id().id()))
                .extracting(AwardView::id)
                .containsExactlyInAnyOrder(id, other);
        assertThatThrownBy(() -> jdbc.sql(
                                "insert into award_member (award_id, person_id, name, living, from_month) values (?, ?, '王建国', true, '2090-01-01')")
                        .params(other.id(), family.applicant().id())
                        .update())
                .hasMessageContaining("award_member_one_living");
    }

    @Test
    void aChangeAddsAndNeverOverwrites_BN_1() {
        var id = awards.grant(dibao("1059", "242"), approver);
        awards.change(id, amount("900", "0"), everybody(), next.plusMonths(2), "年度核查，收入增加", null, today, approver);

        assertThat(awards.payable(id, next.plusMonths(1), today).total()).isEqualTo(Money.yuan("1301"));
        assertThat(awards.payable(id, next.plusMonths(2), today).total()).isEqualTo(Money.yuan("900"));
        assertThat(awards.history(id, clerk))
                .extracting(AwardChange::kind)
                .containsExactly(ChangeKind.GRANT, ChangeKind.CHANGE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> awards.change(
                        id, amount("1", "0"), everybody(), next.minusMonths(1), "补发", null, today, approver));
    }

    @Test
    void suspendedPaysNothingAndResumesWithWhatItHad_BN_1() {
        var id = awards.grant(dibao("1059", "242"), approver);
        awards.suspend(id, EndReason.REFUSE_VERIFY, next.plusMonths(1), "三次联系不上", today, approver);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(
                        () -> awards.suspend(id, EndReason.REFUSE_VERIFY, next.plusMonths(1), "再停一次", today, approver));
        awards.resume(id, next.plusMonths(3), "已配合核查", today, approver);

        assertThat(awards.payable(id, next, today).total()).isEqualTo(Money.yuan("1301"));
        assertThat(awards.payable(id, next.plusMonths(2), today).total()).isEqualTo(Money.ZERO);
        assertThat(awards.payable(id, next.plusMonths(3), today).total()).isEqualTo(Money.yuan("1301"));
        assertThat(awards.get(id, clerk).state()).isEqualTo(AwardState.RUNNING);
    }

    /** W07: three urban people, base 1,296; one finds flexible work in March 2026: 1,296 from April to September. */
    @Test
    void gradualExitPaysTheBaseForItsMonthsAndThenEnds_W07_BN_1() {
        var award = new NewAward(
                Scheme.DIBAO,
                family.id().id(),
                null,
                "王建国",
                Families.TOWNSHIP,
                Families.VILLAGE,
                null,
                null,
                amount("1296", "0"),
                everybody(),
                null,
                "审核确认",
                null,
                LocalDate.of(2025, 6, 3));
        var id = awards.grant(award, approver);
        var decided = LocalDate.of(2026, 3, 16);

        awards.gradualExit(id, review("1200", "1500"), ExitCause.FLEX_JOB, "妻子外出务工", decided, approver);

        for (int month = 4; month <= 9; month++) {
            assertThat(awards.payable(id, YearMonth.of(2026, month), decided).total())
                    .isEqualTo(Money.yuan("1296"));
        }
        assertThat(awards.payable(id, YearMonth.of(2026, 10), decided).total()).isEqualTo(Money.ZERO);
        assertThat(awards.get(id, clerk))
                .returns(AwardState.EXITING, AwardView::state)
                .returns(YearMonth.of(2026, 10), AwardView::endMonth)
                .returns(EndReason.GRADUAL_EXIT_END, AwardView::endReason);
    }

    @Test
    void thereIsNoGradualExitForPropertyNorWithoutWork_W07_BN_1() {
        var id = awards.grant(dibao("1296", "0"), approver);
        var withACar = facts("1200", "1500")
                .property(Property.vehicle("car", null, Property.Use.PRIVATE_CAR))
                .build();
        assertThatExceptionOfType(NotForGradualExit.class)
                .isThrownBy(
                        () -> awards.gradualExit(id, determined(withACar), ExitCause.FLEX_JOB, "买了车", today, approver));
        assertThatExceptionOfType(NotForGradualExit.class)
                .isThrownBy(
                        () -> awards.gradualExit(id, review("300", "0"), ExitCause.FLEX_JOB, "仍符合", today, approver))
                .withMessageContaining("仍然符合");
        assertThat(awards.get(id, clerk).state()).isEqualTo(AwardState.RUNNING);

        awards.end(id, EndReason.ASSET_OVER, next, "名下有家用轿车", approver);
        assertThat(awards.get(id, clerk).endMonth()).isEqualTo(next);
    }

    @Test
    void theIncrementsInAGradualExitAreWhatStillFits_BN_1() {
        var id = awards.grant(dibao("313", "208"), approver);
        var plan = awards.gradualExit(id, review("2700", "0"), ExitCause.CIVIL_SERVANT, "考取公务员", today, approver);

        assertThat(plan.months()).hasSize(3);
        assertThat(plan.months().get(0).base()).isEqualTo(Money.yuan("313"));
        // nobody of the three is old, ill or at school any more
        assertThat(plan.months().get(0).increments()).isEqualTo(Money.ZERO);
    }

    @Test
    void theDeathOfAMemberAsksForARecalculationAndTheLastOnesDeathEndsIt_BN_1() {
        var id = awards.grant(dibao("1059", "242"), approver);
        die(family.spouse());
        assertThat(awards.get(id, clerk).state()).isEqualTo(AwardState.RUNNING);
        assertThat(awards.alerts(id, clerk)).extracting(Alert::words).allMatch(words -> words.contains("按 1 人重新核算"));
        assertThat(jdbc.sql("select count(*) from task where kind = ? and subject_id = ? and closed_at is null")
                        .params(Deaths.TASK, id.toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);

        awards.change(
                id,
                amount("600", "0"),
                everybody().subList(0, 1),
                next.plusMonths(1),
                "李桂芳死亡，按 1 人核算",
                null,
                today,
                approver);
        assertThat(awards.alerts(id, clerk)).isEmpty();
        assertThat(awards.inBenefit(List.of(family.spouse().id()), next.plusMonths(1)))
                .isEmpty();

        die(family.applicant());
        assertThat(awards.get(id, clerk))
                .returns(AwardState.ENDED, AwardView::state)
                .returns(EndReason.DEATH, AwardView::endReason);
        assertThat(awards.payable(id, next.plusMonths(5), today).total()).isEqualTo(Money.ZERO);
        assertThat(households.get(family.id(), clerk).details().assistance())
                .isEqualTo(cn.yimen.household.Assistance.NONE);
    }

    @Test
    void onlyWhoMayDecidesAndOnlyWithinTheScope_BN_1() {
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> awards.grant(dibao("1", "0"), clerk));
        var id = awards.grant(dibao("1059", "0"), approver);
        var reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        var stranger = Staff.clerk(jdbc, Families.OTHER_TOWNSHIP);

        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> awards.end(id, EndReason.VOLUNTARY, next, "自愿放弃", reviewer));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> awards.get(id, stranger));
        var all = new AwardFilter(
                null, null, true, null, List.of(family.applicant().id()));
        assertThat(register.page(all, null, 20, clerk).rows()).hasSize(1);
        assertThat(register.totals(all, clerk).paid()).isEqualTo(Money.yuan("1059"));
        assertThat(register.page(all, null, 20, stranger).rows()).isEmpty();
        assertThat(mvc.get().uri("/awards/" + id).with(Staff.as(stranger))).hasStatus(404);
        assertThat(mvc.get().uri("/awards").with(Staff.as(Staff.liaison(jdbc, "YB"))))
                .hasStatus(403);
    }

    @Test
    void theRegisterGoesOnWhereThePageEndedAndOneAwardTellsItsStory_BN_1() {
        var id = awards.grant(dibao("1059", "242"), approver);
        var other = families.couple("王建国", "张秀英", clerk);
        family = other;
        var second = awards.grant(dibao("800", "0"), approver);
        var filter = new AwardFilter(Scheme.DIBAO, null, false, Families.TOWNSHIP, null);

        var first = register.page(filter, null, 1, clerk);
        var rest = register.page(filter, first.next(), 200, clerk);
        assertThat(first.rows()).hasSize(1);
        assertThat(rest.rows())
                .extracting(AwardRow::id)
                .doesNotContain(first.rows().get(0).id());
        assertThat(register.page(filter, null, 500, clerk).rows())
                .extracting(AwardRow::id)
                .contains(id, second);
        assertThat(mvc.get().uri("/awards/" + id).with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("每月应发", "1,301.00", "开始享受", "老年人");
        assertThat(mvc.get()
                        .uri("/awards?scheme=DIBAO&state=RUNNING&town=" + Families.TOWNSHIP)
                        .with(Staff.as(approver)))
                .hasStatusOk()
                .bodyText()
                .contains("王建国", "每月应发", "1,301.00", "状态：享受中");
        assertThat(mvc.get().uri("/awards?after=" + id + "&state=ALL").with(Staff.as(clerk)))
                .hasStatusOk();
        assertThat(mvc.post()
                        .uri("/awards/search")
                        .param("q", "王建国")
                        .with(Staff.as(clerk))
                        .with(csrf()))
                .redirectedUrl()
                .startsWith("/awards?w=")
                .doesNotContain("王");
    }

    @Test
    void whatEndsIsToldInWritingAndReprintedTheSame_AP_5_BN_1() {
        var id = awards.grant(dibao("1059", "242"), approver);
        var key = UUID.randomUUID().toString();
        assertThat(mvc.get().uri("/awards/" + id + "/act").with(Staff.as(clerk)))
                .hasStatus(403);
        assertThat(mvc.get().uri("/awards/" + id + "/act").with(Staff.as(approver)))
                .hasStatusOk()
                .bodyText()
                .contains("怎样变动", "渐退");
        assertThat(mvc.post()
                        .uri("/awards/" + id + "/act/check")
                        .param("act", "END")
                        .param("reason", "名下有家用轿车")
                        .with(Staff.as(approver))
                        .with(csrf()))
                .hasStatus(422)
                .bodyText()
                .contains("选择停发、终止的事由");
        assertThat(mvc.post()
                        .uri("/awards/" + id + "/act/check")
                        .param("act", "END")
                        .param("because", "ASSET_OVER")
                        .param("reason", "名下有家用轿车")
                        .with(Staff.as(approver))
                        .with(csrf()))
                .hasStatusOk()
                .bodyText()
                .contains("提出终止", "财产不符合规定");
        assertThat(mvc.post()
                        .uri("/awards/" + id + "/act")
                        .param("act", "END")
                        .param("because", "ASSET_OVER")
                        .param("reason", "名下有家用轿车")
                        .param("seen", proposals.review(id, approver).digest())
                        .param("_key", key)
                        .with(Staff.as(approver))
                        .with(csrf()))
                .hasStatus3xxRedirection();
        var proposal = proposals.of(id, approver).get(0);
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> proposals.decide(id, proposal.id(), approver))
                .withMessageContaining("另一名审批人员");
        assertThat(awards.get(id, approver).state()).isEqualTo(AwardState.RUNNING);
        assertThat(mvc.post()
                        .uri(AwardProposals.url(id, proposal.id()) + "/decide")
                        .param("_key", UUID.randomUUID().toString())
                        .with(Staff.as(Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER))))
                        .with(csrf()))
                .hasStatus3xxRedirection();

        var notice = notices.of(id).get(0);
        assertThat(notice.number()).matches("TZ-[0-9]{4}-[0-9]{4}");
        jdbc.sql("update award set holder_name = '改了名' where id = ?")
                .param(id.id())
                .update();
        assertThat(notices.unchanged(id, notice.change(), clerk)).isTrue();
        assertThat(mvc.get()
                        .uri("/awards/" + id + "/notices/" + notice.change())
                        .with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("社会救助待遇终止告知书", "名下有家用轿车", "王建国", notice.number());
        notices.deliver(id, notice.change(), today, "DIRECT", "王建国", clerk);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> notices.deliver(id, notice.change(), today, "DIRECT", "王建国", clerk));
        assertThat(mvc.get().uri("/awards/" + id).with(Staff.as(clerk)))
                .hasStatusOk()
                .bodyText()
                .contains("直接送达，签收人 王建国");
    }

    private void die(cn.yimen.household.PersonId person) {
        var view = persons.get(person, clerk);
        PersonDetails details = persons.details(person, clerk, "登记死亡");
        persons.update(person, view.version(), details.died(today), clerk);
    }

    private NewAward dibao(String base, String increments) {
        return new NewAward(
                Scheme.DIBAO,
                family.id().id(),
                null,
                "王建国",
                Families.TOWNSHIP,
                Families.VILLAGE,
                null,
                null,
                amount(base, increments),
                everybody(),
                null,
                "审核确认",
                UUID.randomUUID(),
                today);
    }

    private NewAward tekun() {
        return new NewAward(
                Scheme.TEKUN,
                family.id().id(),
                family.applicant().id(),
                "王建国",
                Families.TOWNSHIP,
                Families.VILLAGE,
                null,
                null,
                new AwardAmount(Money.yuan("1082"), Money.ZERO, Money.yuan("1278"), List.of()),
                everybody().subList(0, 1),
                null,
                "审核确认",
                null,
                today);
    }

    private AwardAmount amount(String base, String increments) {
        var more = Money.yuan(increments);
        return new AwardAmount(
                Money.yuan(base),
                more,
                Money.ZERO,
                more.signum() == 0
                        ? List.of()
                        : List.of(new AwardShare(family.applicant().id(), Part.INCREMENT, "OLD", "王建国，老年人", more)));
    }

    private List<NewAward.Named> everybody() {
        return List.of(
                new NewAward.Named(family.applicant().id(), "王建国"),
                new NewAward.Named(family.spouse().id(), "李桂芳"));
    }

    private Assessment review(String one, String more) {
        return determined(facts(one, more).build());
    }

    private Assessment determined(HouseholdFacts facts) {
        return MeansTest.determine(facts, policy.eligibilityOn(LocalDate.of(2026, 3, 16)));
    }

    private HouseholdFacts.Builder facts(String one, String more) {
        var first = new UUID(0, 1).toString();
        var second = new UUID(0, 2).toString();
        return HouseholdFacts.on(LocalDate.of(2026, 3, 16), Area.URBAN)
                .member(adult(first, "户主", Relation.HEAD))
                .member(adult(second, "妻", Relation.SPOUSE))
                .member(adult(new UUID(0, 3).toString(), "子", Relation.CHILD))
                .income(Income.monthly("a", first, IncomeItem.CASUAL_WORK, Money.yuan(one)))
                .income(Income.monthly("b", second, IncomeItem.CASUAL_WORK, Money.yuan(more)));
    }

    private static Member.Builder adult(String key, String label, Relation relation) {
        return Member.of(key, label, relation).born(LocalDate.of(1985, 5, 1)).livesTogether(true);
    }
}
