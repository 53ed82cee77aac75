package cn.yimen.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.yimen.ProductTest;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.Deadlines;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Staff;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionTemplate;

/** IN-5…IN-8 on PostgreSQL. */
@ProductTest
@Import(Families.class)
@RecordApplicationEvents
class CasesTest {

    @Autowired
    Cases cases;

    @Autowired
    Matters matters;

    @Autowired
    Letters letters;

    @Autowired
    Deadlines deadlines;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ApplicationEvents events;

    @Autowired
    Families families;

    Officer clerk;

    @BeforeEach
    void aClerk() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
    }

    @Test
    void aCaseHasANumberAndEachItemItsMatterWithItsLimits_IN_6() {
        var opened = cases.open(wish("MZ-01", "YB-01").asked(), clerk);

        assertThat(opened.receiptNumber().text()).matches("[0-9]{4}-JZ-[0-9]{4}");
        assertThat(opened.queryCode()).matches("[0-9]{8}");
        assertThat(matters.ofCase(opened.caseId(), clerk))
                .extracting(MatterView::itemCode, MatterView::state)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("MZ-01", MatterState.ACCEPTED),
                        org.assertj.core.api.Assertions.tuple("YB-01", MatterState.TO_REFER));
        assertThat(opened.matters())
                .allSatisfy(m -> assertThat(limit(m.promise())).isEqualTo(DeadlineState.RUNNING));
        assertThat(events.stream(MatterAccepted.class)).hasSize(2);
    }

    @Test
    void theNumbersOfATownshipHaveNoGaps_IN_6() {
        var first = cases.open(wish("MZ-01").asked(), clerk).receiptNumber();
        transaction.executeWithoutResult(status -> {
            cases.open(wish("MZ-01").asked(), clerk);
            status.setRollbackOnly();
        });
        var second = cases.open(wish("MZ-01").asked(), clerk).receiptNumber();

        assertThat(number(second)).isEqualTo(number(first) + 1);
    }

    @Test
    void twoBrowsersSubmittingAtOnceOpenOneCase_IN_8() throws Exception {
        var same = wish("MZ-01", "MZ-03").asked();
        var start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(4);
        try {
            var tries = java.util.stream.IntStream.range(0, 4)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    start.await();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                                return cases.open(same, clerk);
                            },
                            pool))
                    .toList();
            start.countDown();
            var won = 0;
            for (var one : tries) {
                try {
                    one.get();
                    won++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(DuplicateMatter.class);
                }
            }
            assertThat(won).isEqualTo(1);
        } finally {
            pool.shutdown();
        }
        assertThat(jdbc.sql("select count(*) from case_file where household_id = ?")
                        .param(same.household())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theRefusalNamesTheOpenCase_IN_8() {
        var wish = wish("MZ-01");
        var opened = cases.open(wish.asked(), clerk);

        var refused = catchThrowableOfType(DuplicateMatter.class, () -> cases.open(wish.asked(), clerk));

        assertThat(refused.existing()).singleElement().satisfies(twin -> {
            assertThat(twin.receiptNumber()).isEqualTo(opened.receiptNumber());
            assertThat(twin.townshipName()).isEqualTo("旧州镇");
        });
    }

    @Test
    void outsideTheScopeOnlyTheTownshipIsTold_IN_8() {
        var wish = wish("MZ-01");
        cases.open(wish.asked(), clerk);
        var stranger = Staff.clerk(jdbc, Families.OTHER_TOWNSHIP);

        var refused = catchThrowableOfType(
                DuplicateMatter.class,
                () -> cases.open(wish.at(Families.OTHER_TOWNSHIP).asked(), stranger));

        assertThat(refused.existing()).singleElement().satisfies(twin -> {
            assertThat(twin.caseId()).isNull();
            assertThat(twin.receiptNumber()).isNull();
            assertThat(twin.personName()).isNull();
            assertThat(twin.townshipName()).isEqualTo("旧州镇");
        });
    }

    @Test
    void anItemOfTheHouseholdIsOpenForEveryMember_IN_8() {
        var wish = wish("MZ-01");
        cases.open(wish.asked(), clerk);
        var spouse = new OpenCase.Wanted("MZ-01", wish.family().spouse().id(), "李桂芳", null);

        assertThatExceptionOfType(DuplicateMatter.class)
                .isThrownBy(() -> cases.open(wish.matters(spouse).asked(), clerk));
    }

    @Test
    void anotherCauseIsPermittedWhereTheLawPermitsIt_IN_8() {
        var wish = wish("MZ-03", "MZ-01");
        cases.open(wish.asked(), clerk);
        var person = wish.family().applicant().id();

        var again = cases.open(
                wish.matters(new OpenCase.Wanted("MZ-03", person, "王建国", "上次是火灾，这次是住院"))
                        .asked(),
                clerk);

        assertThat(again.matters()).hasSize(1);
        assertThatExceptionOfType(DuplicateMatter.class)
                .isThrownBy(() -> cases.open(
                        wish.matters(new OpenCase.Wanted("MZ-01", person, "王建国", "随便"))
                                .asked(),
                        clerk));
    }

    @Test
    void theDatabaseItselfRefusesASecondOpenMatter_IN_8() {
        var wish = wish("MZ-01");
        var opened = cases.open(wish.asked(), clerk);

        assertThatExceptionOfType(org.springframework.dao.DuplicateKeyException.class)
                .isThrownBy(() -> jdbc.sql("""
                                insert into matter (id, case_id, no, item_code, item_version_id, item_name, dept_code, own,
                                    person_id, person_name, household_id, household_wide, township_code, state, opened_at)
                                select gen_random_uuid(), case_id, 99, item_code, item_version_id, item_name, dept_code, own,
                                    person_id, person_name, household_id, household_wide, township_code, state, opened_at
                                from matter where case_id = ?
                                """).param(opened.caseId().id()).update());
    }

    @Test
    void whatIsMissingIsToldOnceAndTheLimitsWaitForIt_IN_5() {
        var opened = cases.open(
                wish("MZ-01", "YB-01")
                        .received("身份证", "MZ-01", "YB-01")
                        .missing("费用票据", "YB-01")
                        .asked(),
                clerk);
        var id = opened.caseId();

        assertThat(states(id)).containsExactly(MatterState.ACCEPTED, MatterState.AWAITING_MATERIALS);
        assertThat(limit(opened.matters().get(1).promise())).isEqualTo(DeadlineState.PAUSED);
        assertThat(letters.of(id, clerk)).singleElement().satisfies(letter -> {
            assertThat(letter.no()).isEqualTo(1);
            assertThat(letter.materials()).containsExactly("费用票据");
        });

        letters.receive(id, missing(id), clerk);

        assertThat(states(id)).containsExactly(MatterState.ACCEPTED, MatterState.TO_REFER);
        assertThat(limit(opened.matters().get(1).promise())).isEqualTo(DeadlineState.RUNNING);
        assertThat(letters.of(id, clerk).get(0).completedAt()).isNotNull();
        assertThat(events.stream(MatterAccepted.class).map(MatterAccepted::itemCode))
                .containsExactly("MZ-01", "YB-01");
    }

    @Test
    void aSecondLetterNeedsAReason_IN_5() {
        var opened = cases.open(wish("MZ-01").missing("费用票据", "MZ-01").asked(), clerk);
        var ask = List.of(new Letters.Ask("残疾证", List.of(opened.matters().get(0).id())));

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> letters.issue(opened.caseId(), ask, " ", clerk));
        letters.issue(opened.caseId(), ask, "入户时才知道有残疾", clerk);

        assertThat(letters.of(opened.caseId(), clerk))
                .extracting(Letters.Letter::no)
                .containsExactly(1, 2);
    }

    @Test
    void theOutcomeComesBackToTheMatterAndIsTold_RF_3() {
        var opened = cases.open(wish("YB-01").asked(), clerk);
        var id = opened.matters().get(0).id();
        var liaison = Staff.liaison(jdbc, "YB");

        matters.refer(id, "区医保局", clerk);
        matters.conclude(id, Conclusion.GRANTED, "已纳入医疗救助", liaison);
        assertThat(caseState(opened.caseId())).isEqualTo("CONCLUDED");
        matters.tell(id, ToldHow.TELEPHONE, null, clerk);

        assertThat(caseState(opened.caseId())).isEqualTo("CLOSED");
        assertThat(limit(opened.matters().get(0).promise())).isEqualTo(DeadlineState.MET);
    }

    @Test
    void noOtherWayExists_AP_2() {
        var opened = cases.open(wish("YB-01").asked(), clerk);
        var id = opened.matters().get(0).id();

        assertThatExceptionOfType(IllegalTransition.class)
                .isThrownBy(() -> matters.tell(id, ToldHow.FACE, null, clerk));
    }

    @Test
    void aStrangerFindsNothing() {
        var opened = cases.open(wish("YB-01").asked(), clerk);
        var id = opened.matters().get(0).id();

        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> matters.get(id, Staff.clerk(jdbc, Families.OTHER_TOWNSHIP)));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> matters.get(id, Staff.liaison(jdbc, "JT")));
    }

    private Families.Wish wish(String... items) {
        return Families.wish(families.couple(clerk), items);
    }

    private DeadlineState limit(@Nullable DeadlineId id) {
        return deadlines.view(java.util.Objects.requireNonNull(id)).state();
    }

    private List<MatterState> states(CaseId id) {
        return matters.ofCase(id, clerk).stream().map(MatterView::state).toList();
    }

    private String caseState(CaseId id) {
        return jdbc.sql("select state from case_file where id = ?")
                .param(id.id())
                .query(String.class)
                .single();
    }

    private Map<UUID, @Nullable UUID> missing(CaseId id) {
        var map = new HashMap<UUID, @Nullable UUID>();
        jdbc.sql("select id from case_material where case_id = ? and state = 'MISSING'")
                .param(id.id())
                .query(UUID.class)
                .list()
                .forEach(each -> map.put(each, null));
        return map;
    }

    private static int number(ReceiptNumber number) {
        return Integer.parseInt(number.text().substring(number.text().lastIndexOf('-') + 1));
    }
}
