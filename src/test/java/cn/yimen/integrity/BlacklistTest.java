package cn.yimen.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.Families;
import cn.yimen.casefile.Families.Family;
import cn.yimen.casefile.ToldHow;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.ResidentId;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** IG-1: the blacklist with its due process. */
@ProductTest
@Import(Families.class)
class BlacklistTest {

    @Autowired
    Blacklist blacklist;

    @Autowired
    KinRegister register;

    @Autowired
    Families families;

    @Autowired
    Persons persons;

    @Autowired
    Cases cases;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    Officer clerk;
    Officer reviewer;
    Officer bureau;
    Officer approver;
    Family family;
    LocalDate today;

    @BeforeEach
    void people() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        reviewer = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.TOWNSHIP));
        bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        approver = Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER));
        family = families.couple(clerk);
        today = LocalDate.now(clock);
    }

    @Test
    void isProposedToldObjectedDecidedAndEndsByItself_IG_1() {
        var id = propose();
        assertThat(blacklist.warnings(List.of(family.applicant().id())))
                .as("a proposal warns nobody")
                .isEmpty();
        blacklist.tell(id, ToldHow.FACE, "当面说明", reviewer);
        var told = blacklist.get(id, reviewer);
        assertThat(told.limit()).isNotNull();
        assertThat(told.state()).isEqualTo(ListingState.TOLD);
        assertThatExceptionOfType(Conflict.class)
                .as("the person still has time to answer")
                .isThrownBy(() -> blacklist.list(id, today, today.plusMonths(6), "事实清楚", approver))
                .withMessageContaining("期满后再决定");

        blacklist.object(id, "房子是亲戚的，不是我的", reviewer);
        blacklist.list(id, today, today.plusMonths(6), "申辩不成立，登记在本人名下", approver);

        assertThat(blacklist.warnings(
                        List.of(family.applicant().id(), family.spouse().id())))
                .singleElement()
                .satisfies(warning -> assertThat(warning.words()).contains("王建国在失信名单内", "照常受理"));
        assertThat(blacklist.warningsOfHousehold(family.id().id())).hasSize(1);
        assertThat(blacklist.warningsOf(List.of(number(family.applicant())))).hasSize(1);
        blacklist.tellDecision(id, ToldHow.WRITING, null, reviewer);
        assertThat(blacklist.get(id, approver).events())
                .extracting(Blacklist.Event::act)
                .containsExactly("决定送达本人", "决定列入", "陈述申辩", "告知本人", "提议列入");

        jdbc.sql("update blacklist_entry set from_on = ?, until_on = ? where id = ?")
                .params(today.minusDays(10), today.minusDays(1), id.id())
                .update();
        assertThat(blacklist.warnings(List.of(family.applicant().id())))
                .as("the day after the last one, without any job")
                .isEmpty();
        assertThat(blacklist.end()).isPositive();
        assertThat(blacklist.get(id, approver).state()).isEqualTo(ListingState.ENDED);
        assertThat(propose()).as("may be proposed anew").isNotEqualTo(id);
    }

    @Test
    void isDecidedBySomebodyElseOfTheBureau_IG_1() {
        var both = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER), Post.of(Role.BUREAU_APPROVER));
        var id = blacklist.propose(proposal(), both);
        blacklist.tell(id, ToldHow.FACE, null, reviewer);
        blacklist.object(id, "不是我", reviewer);

        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> blacklist.list(id, today, today, "理由", both))
                .withMessageContaining("由您提议");
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> blacklist.list(id, today, today, "理由", bureau));
        assertThatExceptionOfType(DataAccessException.class)
                .as("not by the database either")
                .isThrownBy(() -> jdbc.sql("""
                        update blacklist_entry set state = 'LISTED', decided_by = proposed_by, decided_at = now(),
                            from_on = current_date, until_on = current_date where id = ?
                        """).param(id.id()).update());
        register.declareOwn(new KinRegister.NewLink("王建国", number(family.applicant()), KinRelation.PARENT), approver);
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> blacklist.drop(id, "理由", approver))
                .withMessageContaining("近亲属");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .as("longer than the parameter")
                .isThrownBy(() -> blacklist.list(
                        id, today, today.plusMonths(13), "理由", Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER))));
    }

    @Test
    void nobodyIsListedUntoldWhateverTheStatement_IG_1() {
        var id = propose();

        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> blacklist.list(id, today, today, "理由", approver));
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("""
                        update blacklist_entry set state = 'LISTED', decided_by = ?, decided_at = now(),
                            from_on = current_date, until_on = current_date where id = ?
                        """).params(approver.id(), id.id()).update());
        blacklist.drop(id, "证据不足", approver);
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> blacklist.tell(id, ToldHow.FACE, null, reviewer));
        assertThat(blacklist.get(id, reviewer).mayTellDecision())
                .as("who was never told need not be told of its end")
                .isFalse();
    }

    @Test
    void isRemovedEarlyWithItsReason_IG_1() {
        var id = listed();

        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> blacklist.remove(id, "已退清", reviewer));
        blacklist.remove(id, "多领的已经退清", approver);

        assertThat(blacklist.warnings(List.of(family.applicant().id()))).isEmpty();
        assertThat(blacklist.get(id, approver).events().get(0).words()).isEqualTo("多领的已经退清");
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> blacklist.remove(id, "再一次", approver));
    }

    @Test
    void warnsAndAsksForACheckAndRefusesNothing_IG_1() {
        var id = listed();
        var opened = cases.open(Families.wish(family, "MZ-01").asked(), clerk);

        assertThat(blacklist.unchecked(opened.caseId())).hasSize(1);
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> blacklist.check(id, opened.caseId(), "已核实", clerk));
        blacklist.check(id, opened.caseId(), "到银行核实，收入与申报一致", reviewer);
        assertThat(blacklist.unchecked(opened.caseId())).isEmpty();
        assertThat(blacklist.checksOf(opened.caseId()))
                .singleElement()
                .satisfies(check -> assertThat(check.finding()).isEqualTo("到银行核实，收入与申报一致"));
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> blacklist.check(id, opened.caseId(), "再来", reviewer));
        assertThatExceptionOfType(NoSuchElementException.class)
                .as("an entry about nobody of the household")
                .isThrownBy(() -> blacklist.check(new ListingId(UUID.randomUUID()), opened.caseId(), "查过", reviewer));
    }

    @Test
    void anotherTownshipFindsNothingButIsWarned_IG_1() {
        var id = listed();
        var stranger = Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, Families.OTHER_TOWNSHIP));

        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> blacklist.get(id, stranger));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> blacklist.propose(proposal(), stranger));
        assertThat(blacklist.rows(null, 0, 100, stranger))
                .extracting(Blacklist.Row::id)
                .doesNotContain(id);
        assertThat(blacklist.warningsOf(List.of(number(family.applicant()))))
                .as("the list holds in the whole district")
                .hasSize(1);
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> blacklist.propose(proposal(), clerk));
    }

    @Test
    void twoWindowsProposingTheSamePersonGiveOneEntry_IG_1() throws Exception {
        var start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(2);
        var answers = new ArrayList<Future<@Nullable Boolean>>();
        for (var by : List.of(reviewer, bureau)) {
            answers.add(pool.submit(() -> {
                start.await();
                try {
                    blacklist.propose(proposal(), by);
                    return true;
                } catch (Conflict twice) {
                    return false;
                }
            }));
        }
        start.countDown();
        var done = 0;
        for (var answer : answers) {
            done += Boolean.TRUE.equals(answer.get()) ? 1 : 0;
        }
        pool.shutdown();
        assertThat(done).isEqualTo(1);
    }

    @Test
    void factsAndAnswersLieSealed_AU_2() {
        var id = propose();
        assertThat(jdbc.sql("select position(cast(? as bytea) in facts_enc) from blacklist_entry where id = ?")
                        .params("名下有车".getBytes(StandardCharsets.UTF_8), id.id())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(blacklist.get(id, reviewer).facts()).contains("名下有车");
    }

    private ListingId propose() {
        return blacklist.propose(proposal(), reviewer);
    }

    private ListingId listed() {
        var id = propose();
        blacklist.tell(id, ToldHow.FACE, null, reviewer);
        blacklist.object(id, "没有的事", reviewer);
        blacklist.list(id, today, today.plusMonths(3), "事实清楚", approver);
        return id;
    }

    private Blacklist.Proposal proposal() {
        return new Blacklist.Proposal(
                number(family.applicant()), ListingReason.CONCEALED, "2026年2月核对发现名下有车一辆未申报", "黔府办发〔2019〕1号第五条");
    }

    private ResidentId number(PersonId person) {
        return ResidentId.parse(persons.reveal(person, Persons.Private.IDENTITY, "核对身份", clerk));
    }
}
