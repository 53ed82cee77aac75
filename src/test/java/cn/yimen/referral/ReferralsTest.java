package cn.yimen.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.Conclusion;
import cn.yimen.casefile.MatterState;
import cn.yimen.casefile.Matters;
import cn.yimen.casefile.ToldHow;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.TaskRow;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** RF-1, RF-2 on PostgreSQL. */
@ProductTest
class ReferralsTest {

    static final String TOWNSHIP = "520402105";

    @Autowired
    Referrals referrals;

    @Autowired
    ReferralStore store;

    @Autowired
    Clocks clocks;

    @Autowired
    Matters matters;

    @Autowired
    Tasks tasks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Persons persons;

    @Autowired
    Deadlines deadlines;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    Needs needs;
    Officer clerk;
    Officer health;
    Officer housing;

    @BeforeEach
    void people() {
        needs = new Needs(jdbc, persons, deadlines, events, transaction, clock);
        clerk = Staff.clerk(jdbc, TOWNSHIP);
        health = Staff.liaison(jdbc, "YB");
        housing = Staff.liaison(jdbc, "ZJ");
    }

    @Test
    void anAcceptedMatterOfAnotherDepartmentIsSentWithinADay_RF_1() {
        var id = needs.accepted(clerk, "YB-01", "医疗救助", "李桂芳");

        assertThat(state(id)).isEqualTo(ReferralState.TO_DISPATCH);
        assertThat(clocks.views(id)).containsOnlyKeys(ReferralClock.DISPATCH);
        assertThat(task(clerk, id)).satisfies(task -> {
            assertThat(task.title()).startsWith("转办给").contains("医疗保障");
            assertThat(task.why()).isEqualTo("受理后 1 个工作日内转出");
            assertThat(task.person()).isEqualTo("李桂芳");
        });
        assertThatExceptionOfType(NoSuchElementException.class)
                .as("the department does not see what was not sent")
                .isThrownBy(() -> referrals.sign(id, health));
    }

    @Test
    void theBureausOwnMatterIsReferredToNobody() {
        var matter = needs.addMatter(needs.openCase(clerk, "周大"), clerk, "MZ-01", "最低生活保障", "周大", 1);

        assertThat(referrals.idsOf(matter, clerk)).isEmpty();
    }

    @Test
    void theWholeWayMovesMatterClocksAndTasksTogether_RF_1_RF_2() {
        var id = needs.accepted(clerk, "YB-01", "医疗救助", "李桂芳");
        var number = referrals.dispatch(id, "YB", "请核实住院费用", clerk);

        assertThat(number).matches("ZB-[0-9]{4}-[0-9]{4}");
        assertThat(matter(id)).isEqualTo(MatterState.REFERRED);
        assertThat(clocks.views(id))
                .containsOnlyKeys(
                        ReferralClock.DISPATCH,
                        ReferralClock.SIGN,
                        ReferralClock.EXAMINE,
                        ReferralClock.FIRST_ANSWER,
                        ReferralClock.ITEM);
        assertThat(limit(id, ReferralClock.DISPATCH)).isEqualTo(DeadlineState.MET);
        assertThat(task(health, id).verb()).isEqualTo("签收");

        referrals.sign(id, health);
        assertThat(limit(id, ReferralClock.SIGN)).isEqualTo(DeadlineState.MET);
        assertThat(task(health, id).verb()).isEqualTo("填审查结果");

        referrals.pass(id, null, health);
        assertThat(limit(id, ReferralClock.EXAMINE)).isEqualTo(DeadlineState.MET);

        referrals.answer(id, "费用属实，按比例救助", health);
        assertThat(limit(id, ReferralClock.FIRST_ANSWER)).isEqualTo(DeadlineState.MET);
        assertThat(task(health, id).verb()).isEqualTo("填办结");

        referrals.finish(id, "已救助，款项打入社保卡", health);
        assertThat(limit(id, ReferralClock.ITEM)).isEqualTo(DeadlineState.MET);
        assertThat(matter(id)).isEqualTo(MatterState.CONCLUDED);
        assertThat(task(clerk, id).verb()).as("the window may tell too").isEqualTo("记录告知");
        assertThat(task(health, id).verb()).isEqualTo("记录告知");

        referrals.tell(id, new Telling(ToldHow.TELEPHONE, "本人接听"), clerk);
        assertThat(state(id)).isEqualTo(ReferralState.FINISHED_TOLD);
        assertThat(limit(id, ReferralClock.TELL)).isEqualTo(DeadlineState.MET);
        assertThat(matters.get(store.unlocked(id).matter(), clerk)).satisfies(matter -> {
            assertThat(matter.state()).isEqualTo(MatterState.TOLD);
            assertThat(matter.conclusion()).isEqualTo(Conclusion.GRANTED);
            assertThat(matter.toldHow()).isEqualTo(ToldHow.TELEPHONE);
        });
        assertThat(openTasks(clerk, id)).isEmpty();
        assertThat(openTasks(health, id)).isEmpty();
        assertThat(store.events(id))
                .extracting(ReferralStore.Event::act)
                .containsExactly("DISPATCH", "SIGN", "PASS", "ANSWER", "FINISH", "TELL");
    }

    @Test
    void notEligibleIsAnsweredInWritingAndTold_RF_2() {
        var id = sent("YB");
        referrals.sign(id, health);
        referrals.refuse(id, "费用不在救助范围", "《医疗救助办法》第十条", health);

        assertThat(state(id)).isEqualTo(ReferralState.REFUSED);
        assertThat(limit(id, ReferralClock.EXAMINE)).isEqualTo(DeadlineState.MET);
        assertThat(limit(id, ReferralClock.TELL)).isEqualTo(DeadlineState.RUNNING);
        assertThat(matters.get(store.unlocked(id).matter(), clerk)).satisfies(matter -> {
            assertThat(matter.conclusion()).isEqualTo(Conclusion.REFUSED);
            assertThat(matter.conclusionWords()).contains("费用不在救助范围", "第十条");
        });
        referrals.tell(id, new Telling(ToldHow.WRITING, null), health);
        assertThat(state(id)).isEqualTo(ReferralState.REFUSED_TOLD);
    }

    @Test
    void whatWasSentToTheWrongDepartmentGoesOnToTheRightOne_RF_1() {
        var id = sent("YB");
        referrals.giveBack(id, true, "属于住房救助", "ZJ", health);

        assertThat(state(id)).isEqualTo(ReferralState.RETURNED);
        var again = again(id);
        assertThat(state(again)).isEqualTo(ReferralState.TO_DISPATCH);
        assertThat(store.unlocked(again).deptCode()).isEqualTo("ZJ");
        assertThat(task(clerk, again).title()).contains("退回");
        assertThat(matter(id)).isEqualTo(MatterState.TO_REFER);

        referrals.dispatch(again, "ZJ", "请核实住房", clerk);
        referrals.sign(again, housing);
        referrals.pass(again, null, housing);
        referrals.answer(again, "符合危房改造", housing);
        referrals.finish(again, "列入改造计划", housing);
        referrals.tell(again, new Telling(ToldHow.FACE, null), clerk);

        assertThat(matter(again)).isEqualTo(MatterState.TOLD);
        assertThat(store.visible(id, health).state())
                .as("the department keeps what it gave back")
                .isEqualTo(ReferralState.RETURNED);
        assertThatExceptionOfType(NoSuchElementException.class)
                .as("and does not see what others do with it")
                .isThrownBy(() -> store.visible(again, health));
    }

    @Test
    void whileMaterialsAreAwaitedTheLimitsStandStill_RF_2() {
        var id = sent("YB");
        referrals.sign(id, health);
        referrals.await(id, "缺住院费用清单", health);

        assertThat(limit(id, ReferralClock.EXAMINE)).isEqualTo(DeadlineState.PAUSED);
        assertThat(limit(id, ReferralClock.ITEM)).isEqualTo(DeadlineState.PAUSED);
        assertThat(openTasks(clerk, id)).extracting(TaskRow::title).containsExactly("通知申请人补材料");
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> referrals.pass(id, null, health));

        referrals.supplemented(id, clerk);
        assertThat(limit(id, ReferralClock.EXAMINE)).isEqualTo(DeadlineState.RUNNING);
        assertThat(limit(id, ReferralClock.ITEM)).isEqualTo(DeadlineState.RUNNING);
        assertThat(openTasks(clerk, id)).isEmpty();
        referrals.pass(id, null, health);
    }

    @Test
    void aBrokenLimitIsCountedOnceAndClosedWithItsEnd_RF_2() {
        var id = sent("YB");
        needs.late(id, ReferralClock.SIGN, 4);

        referrals.sign(id, health);

        var overrun = jdbc.sql(
                        "select clock, dept_code, township_code, ended_at, late_days from referral_overrun where referral_id = ?")
                .param(id.id())
                .query()
                .listOfRows();
        assertThat(overrun).hasSize(1);
        assertThat(overrun.get(0)).containsEntry("clock", "SIGN").containsEntry("dept_code", "YB");
        assertThat((Integer) overrun.get(0).get("late_days")).isBetween(1, 4);
    }

    @Test
    void theApplicantMayWithdraw() {
        var id = sent("YB");
        referrals.withdraw(id, "不需要了", clerk);

        assertThat(state(id)).isEqualTo(ReferralState.WITHDRAWN);
        assertThat(matter(id)).isEqualTo(MatterState.WITHDRAWN);
        assertThat(limit(id, ReferralClock.EXAMINE)).isEqualTo(DeadlineState.CANCELLED);
        assertThat(openTasks(health, id)).isEmpty();
    }

    /** AP-2, RF-1: every act in every state by everybody; what is not a way is refused and changes nothing. */
    @Test
    void everyWayIsRefusedToWhoeverMayNotGoIt() {
        Map<ReferralState, ReferralId> inState = new LinkedHashMap<>();
        for (var state : ReferralState.values()) {
            inState.put(state, in(state));
        }
        Map<String, Officer> everybody = Map.of(
                "窗口", clerk,
                "别的乡镇的窗口", Staff.clerk(jdbc, "520402102"),
                "乡镇审核", Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, TOWNSHIP)),
                "信息员", Staff.with(jdbc, Post.at(Role.VILLAGE_ASSISTANT, TOWNSHIP + "201")),
                "联络员", health,
                "别的部门的联络员", housing,
                "民政经办", Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER)),
                "监督", Staff.with(jdbc, Post.of(Role.SUPERVISOR)),
                "管理员", Staff.administrator(jdbc),
                "无岗位", Staff.with(jdbc));
        everybody.forEach((name, officer) -> inState.forEach((state, id) -> {
            var mayBe = switch (name) {
                case "窗口" -> Role.WINDOW_CLERK;
                case "联络员" -> state == ReferralState.TO_DISPATCH ? null : Role.LIAISON;
                default -> null;
            };
            for (var act : ReferralAct.values()) {
                if (mayBe != null && act.roles().contains(mayBe) && state.ways().containsKey(act)) {
                    continue;
                }
                assertThat(trying(() -> perform(act, id, officer)))
                        .as("%s %s %s", name, act.words(), state.words())
                        .isInstanceOfAny(NoSuchElementException.class, NotAllowed.class, Conflict.class);
                assertThat(state(id)).isEqualTo(state);
            }
            if (!List.of("窗口", "乡镇审核", "民政经办", "监督").contains(name)
                    && !(name.equals("联络员") && state != ReferralState.TO_DISPATCH)) {
                assertThat(trying(() -> store.visible(id, officer)))
                        .as("%s sees nothing", name)
                        .isInstanceOf(NoSuchElementException.class);
            }
        }));
    }

    @Test
    void twoLiaisonsSignAtOnceAndOneIsTold() throws Exception {
        var id = sent("YB");
        var colleague = Staff.liaison(jdbc, "YB");
        var start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(2);
        try {
            var outcomes = new ArrayList<Throwable>();
            var tries = List.of(health, colleague).stream()
                    .map(officer -> pool.submit(() -> {
                        start.await();
                        referrals.sign(id, officer);
                        return officer;
                    }))
                    .toList();
            start.countDown();
            for (var one : tries) {
                try {
                    one.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    outcomes.add(e.getCause());
                }
            }
            assertThat(outcomes).hasSize(1);
            assertThat(outcomes.get(0)).isInstanceOf(Conflict.class).hasMessageContaining("已签收本件");
            assertThat(store.events(id)).extracting(ReferralStore.Event::act).containsExactly("DISPATCH", "SIGN");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void manyAreSignedAtOnceWithoutTouchingTheOthers() {
        var mine = List.of(sent("YB"), sent("YB"));
        var others = sent("ZJ");
        var signed = sent("YB");
        referrals.sign(signed, health);

        assertThat(referrals.sign(List.of(mine.get(0), mine.get(1), others, signed), health))
                .isEqualTo(2);
        assertThat(state(mine.get(1))).isEqualTo(ReferralState.EXAMINING);
        assertThat(state(others)).isEqualTo(ReferralState.SENT);
    }

    @Test
    void theDepartmentIsToldWhatItNeedsAndEveryLookAtAFullNumberIsLogged_AU_2() {
        var id = sent("YB");

        assertThat(referrals.told(id)).satisfies(facts -> {
            assertThat(facts).isNotNull();
            assertThat(facts.phone()).isEqualTo("13900001234");
        });
        assertThat(referrals.reveal(id, Referrals.Private.IDENTITY, "核对身份", health))
                .hasSize(18);
        assertThat(jdbc.sql(
                                "select count(*) from audit_entry where subject_kind = 'referral' and subject_id = ? and kind = 'OPENED'")
                        .param(id.toString())
                        .query(Long.class)
                        .single())
                .isPositive();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> referrals.reveal(id, Referrals.Private.IDENTITY, "核对身份", housing));
        var sealed = jdbc.sql("select facts_enc from referral where id = ?")
                .param(id.id())
                .query(byte[].class)
                .single();
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .as("sealed at rest")
                .doesNotContain("13900001234");
    }

    // ---

    private ReferralId sent(String department) {
        var id = needs.accepted(clerk, department + "-01", "救助事项", "王建国");
        referrals.dispatch(id, department, "请办理", clerk);
        return id;
    }

    private ReferralId in(ReferralState state) {
        if (state == ReferralState.TO_DISPATCH) {
            return needs.accepted(clerk, "YB-01", "医疗救助", "王建国");
        }
        var id = sent("YB");
        switch (state) {
            case TO_DISPATCH, SENT -> {}
            case EXAMINING -> referrals.sign(id, health);
            case CHECKING -> {
                referrals.sign(id, health);
                referrals.pass(id, null, health);
            }
            case ANSWERED -> {
                referrals.sign(id, health);
                referrals.pass(id, null, health);
                referrals.answer(id, "属实", health);
            }
            case RETURNED -> referrals.giveBack(id, false, "转错", null, health);
            case REFUSED, REFUSED_TOLD -> {
                referrals.sign(id, health);
                referrals.refuse(id, "不符合", "办法第三条", health);
                if (state == ReferralState.REFUSED_TOLD) {
                    referrals.tell(id, new Telling(ToldHow.WRITING, null), health);
                }
            }
            case FINISHED, FINISHED_TOLD -> {
                referrals.sign(id, health);
                referrals.pass(id, null, health);
                referrals.answer(id, "属实", health);
                referrals.finish(id, "已办", health);
                if (state == ReferralState.FINISHED_TOLD) {
                    referrals.tell(id, new Telling(ToldHow.FACE, null), clerk);
                }
            }
            case WITHDRAWN -> referrals.withdraw(id, "不要了", clerk);
        }
        assertThat(state(id)).isEqualTo(state);
        return id;
    }

    private Void perform(ReferralAct act, ReferralId id, Officer by) {
        switch (act) {
            case DISPATCH -> referrals.dispatch(id, "YB", "请办理", by);
            case SIGN -> referrals.sign(id, by);
            case GIVE_BACK -> referrals.giveBack(id, true, "转错", null, by);
            case PASS -> referrals.pass(id, null, by);
            case REFUSE -> referrals.refuse(id, "不符合", "办法第三条", by);
            case ANSWER -> referrals.answer(id, "属实", by);
            case FINISH -> referrals.finish(id, "已办", by);
            case TELL -> referrals.tell(id, new Telling(ToldHow.FACE, null), by);
            case WITHDRAW -> referrals.withdraw(id, "不要了", by);
        }
        return null;
    }

    private static Throwable trying(Callable<?> call) {
        try {
            call.call();
            return new AssertionError("went through");
        } catch (Exception e) {
            return e;
        }
    }

    private ReferralState state(ReferralId id) {
        return store.unlocked(id).state();
    }

    private MatterState matter(ReferralId id) {
        return matters.get(store.unlocked(id).matter(), clerk).state();
    }

    private DeadlineState limit(ReferralId id, ReferralClock which) {
        return deadlines.view(clocks.of(id, which).orElseThrow()).state();
    }

    private ReferralId again(ReferralId id) {
        return new ReferralId(
                referrals.idsOf(store.unlocked(id).matter(), clerk).get(0));
    }

    private List<TaskRow> openTasks(Officer officer, ReferralId id) {
        return tasks.worklist(officer, officer.posts().get(0), TaskFilter.ALL, null, 10_000).rows().stream()
                .filter(row -> row.url().contains(id.toString()))
                .toList();
    }

    private TaskRow task(Officer officer, ReferralId id) {
        var open = openTasks(officer, id);
        assertThat(open).hasSize(1);
        return open.get(0);
    }
}
