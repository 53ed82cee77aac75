package cn.yimen.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.district.Places;
import cn.yimen.ledger.Reserves;
import cn.yimen.notice.Board;
import cn.yimen.notice.PermanentList;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** The demo district lives by the same services as everybody, and nothing of it lies in the future. */
@ProductTest
@Transactional
class DemoHistoryTest {

    @Autowired
    DemoAccounts accounts;

    @Autowired
    DemoHistory history;

    @Autowired
    DemoAwards awards;

    @Autowired
    DemoStates states;

    @Autowired
    DemoSideWays sideWays;

    @Autowired
    Reserves reserves;

    @Autowired
    Board board;

    @Autowired
    PermanentList confirmed;

    @Autowired
    Places places;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Test
    void familiesComeAreAnsweredAndTheirNeedsGoWhereTheyBelong() {
        accounts.make();
        var today = LocalDate.now(clock);
        var folk = new Folk(1, DemoDistrict.villages(places), place -> places.classOn(place.id(), today), today);
        var days = history.openDays(today.minusMonths(3), today);

        for (var n = 0; n < 24; n++) {
            history.live(folk.next(), days.get(n * days.size() / 24), n, clock.instant());
        }

        var mine =
                "township_code in (select code from place) and first_officer_id in (select id from officer where demo)";
        assertThat(count("select count(*) from case_file where " + mine)).isPositive();
        assertThat(count("select count(*) from case_file where accepted_at > now() and " + mine))
                .isZero();
        assertThat(count(
                        "select count(*) from referral r join matter m on m.id = r.matter_id join case_file c on c.id = m.case_id"
                                + " where c.first_officer_id in (select id from officer where demo)"))
                .isPositive();
        assertThat(count(
                        "select count(*) from case_determination where made_by in (select id from officer where demo)"))
                .isPositive();
    }

    @Test
    void ownMattersAreInvestigatedPutUpAndDecided() { // AP-1
        accounts.make();
        var today = LocalDate.now(clock);
        var folk = new Folk(2, DemoDistrict.villages(places), place -> places.classOn(place.id(), today), today);
        var days = history.openDays(today.minusDays(50), today);

        for (var n = 0; n < 20; n++) {
            history.live(folk.next(), days.get(n % 5), 1_000 + n, clock.instant());
        }

        var demo = " from application a join case_file c on c.id = a.case_id where c.first_officer_id in"
                + " (select id from officer where demo)";
        assertThat(count("select count(distinct a.state)" + demo)).isGreaterThan(2);
        assertThat(count("select count(*)" + demo + " and a.state in ('CONFIRMED', 'REFUSED')"))
                .isPositive();
        assertThat(count("select count(*) from application_hand h where h.application_id in (select a.id" + demo + ")"))
                .isPositive();
    }

    /**
     * Every state of every path, of awards and of what is asked about them, has a case to be looked at; whoever opens the
     * public page of a demo finds notices that hang today and a list of who receives.
     */
    @Test
    void everyStateHasACaseAndNoticesHangToday_AP_1_AP_2_AP_6_BN_1_SV_2_PB_2() {
        accounts.make();
        var today = LocalDate.now(clock);
        var folk = new Folk(3, DemoDistrict.villages(places), place -> places.classOn(place.id(), today), today);
        var days = history.openDays(today.minusDays(60), today);
        settleWhatOtherTestsAskedFor();
        history.begin(days.get(0));
        for (var slot : states.slots(folk, today)) {
            states.live(slot, days, clock.instant());
        }
        sideWays.make();
        awards.make();

        var ours = " join case_file c on c.id = x.case_id join officer o on o.id = c.first_officer_id and o.demo ";
        assertThat(missing(
                        "select kind || ' ' || state from approval_state",
                        "select x.kind || ' ' || x.state from application x" + ours))
                .as("states of the paths")
                .isEmpty();
        var award = " x join award w on w.id = x.award_id join officer o on o.id = w.granted_by and o.demo";
        var application = " x join application a on a.id = x.application_id" + ours.replace("x.case_id", "a.case_id");
        assertThat(states("award x join officer o on o.id = x.granted_by and o.demo"))
                .containsExactlyInAnyOrder("RUNNING", "SUSPENDED", "EXITING", "ENDED");
        // 撤回 and 失效: nobody has anything to do with them
        assertThat(states("award_proposal" + award)).contains("OPEN", "DECIDED", "REFUSED");
        // 不用复核了 is shown nowhere
        assertThat(states("award_review" + award)).containsExactlyInAnyOrder("OPEN", "PROPOSED", "DECIDED");
        assertThat(states("award_restoration" + award)).contains("OPEN", "GRANTED");
        assertThat(states("application_complaint" + application))
                .containsExactlyInAnyOrder("LODGED", "ACCEPTED", "REJECTED");
        assertThat(count("select count(distinct upheld) from appeal_decision" + application))
                .as("维持 and 撤销")
                .isEqualTo(2);
        assertThat(count("select count(distinct approved is null) from application_extension" + application))
                .as("asked for and given")
                .isEqualTo(2);
        assertThat(count(
                        "select count(*) from notice n join deadline d on d.id = n.deadline_id join officer o on o.id = n.posted_by"
                                + " where o.demo and n.state = 'POSTED' and d.due_at > now()"))
                .isPositive();
        assertThat(board.towns()).isNotEmpty();
        assertThat(count("select count(*) from permanent_list l join award a on a.id::text = l.subject_id"
                        + " join officer o on o.id = a.granted_by where o.demo and l.removed_at is null"))
                .isPositive();
        assertThat(confirmed.towns()).isNotEmpty();
        assertThat(count("select count(*) from award_proposal where state = 'DECIDED' and closed_by = proposed_by"))
                .isZero();
    }

    /** The tables are those of all tests: the demo begins where nobody has asked for a reserve. */
    private void settleWhatOtherTestsAskedFor() {
        var approver = accounts.byLogin("approver");
        for (var township : places.townships()) {
            var waiting = reserves.of(township.code(), approver).request();
            if (waiting != null) {
                reserves.pay(waiting.id(), approver);
            }
        }
    }

    private List<String> missing(String wanted, String there) {
        return jdbc.sql(wanted + " except " + there).query(String.class).list();
    }

    private List<String> states(String of) {
        return jdbc.sql("select distinct x.state from " + of)
                .query(String.class)
                .list();
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
