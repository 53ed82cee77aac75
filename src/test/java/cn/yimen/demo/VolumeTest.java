package cn.yimen.demo;

import static cn.yimen.identity.Staff.as;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.audit.AuditVerification;
import cn.yimen.casefile.MatterState;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.referral.ReferralState;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.transaction.TestTransaction;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.annotation.Transactional;

/** OP-1: the district for measuring is one that the product could have made, and the same for the same seed. */
@ProductTest
@Transactional
@NullUnmarked
class VolumeTest {

    private static final int HOUSEHOLDS = 300;

    @Autowired
    Volume volume;

    @Autowired
    DemoAccounts accounts;

    @Autowired
    Places places;

    @Autowired
    AuditVerification verification;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aDistrictIsFilledThatHoldsTogetherAndItsPagesAnswer() {
        fill(HOUSEHOLDS);

        assertThat(count("select count(*) from household where " + mine("household")))
                .isEqualTo(HOUSEHOLDS);
        assertThat(count("select count(*) from person where " + mine("person"))).isBetween(750L, 1200L);
        assertThat(count("select count(*) from case_file where " + mine("case_file")))
                .isEqualTo(HOUSEHOLDS);
        assertThat(count("select count(distinct case_id) from matter where " + mine("matter")))
                .isEqualTo(HOUSEHOLDS);
        assertThat(count("select count(*) from audit_entry where " + mine("audit_entry")))
                .isEqualTo(HOUSEHOLDS * (long) VolumeLives.ENTRIES);
        assertThat(states("referral"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ReferralState.values()).map(Enum::name).toList());
        assertThat(states("application"))
                .contains("RECEIVED", "SURVEY", "PROPOSED", "NOTICE", "SUBMITTED", "CONFIRMED", "REFUSED", "WITHDRAWN");
        assertThat(states("matter"))
                .contains(
                        MatterState.TO_REFER.name(),
                        MatterState.REFERRED.name(),
                        MatterState.CONCLUDED.name(),
                        MatterState.TOLD.name());
        assertThat(count("select count(distinct to_char(accepted_at, 'YYYYMM')) from case_file where "
                        + mine("case_file")))
                .isGreaterThan(20);
        for (var contradiction : contradictions()) {
            assertThat(count("select count(*) from " + contradiction))
                    .as(contradiction)
                    .isZero();
        }
        assertThat(verification.verify().named()).isEmpty();
        pagesAnswer();
    }

    /** What cannot be in rows that the product wrote. */
    private static List<String> contradictions() {
        return List.of(
                "case_file c where " + mine("c") + " and (accepted_at > now() or first_contact_at > accepted_at)",
                "case_event e where " + mine("e") + " and at > now()",
                "referral_event e where " + mine("e") + " and at > now()",
                "matter m where " + mine("m") + " and not own and ended_at is null"
                        + " and not exists (select 1 from referral r where r.matter_id = m.id and r.ended_at is null)",
                "matter m where " + mine("m") + " and m.state = 'ACCEPTED'"
                        + " and not exists (select 1 from application a where a.matter_id = m.id and a.ended_at is null)",
                "referral r join matter m on m.id = r.matter_id where " + mine("r")
                        + " and r.state in ('SENT', 'EXAMINING', 'CHECKING', 'ANSWERED') and m.state <> 'REFERRED'",
                "referral r where " + mine("r") + " and (ended_at is null) <> exists (select 1 from task t"
                        + " where t.subject_kind = 'referral' and t.subject_id = r.id::text and t.closed_at is null)",
                "referral_clock c join deadline d on d.id = c.deadline_id where " + mine("c")
                        + " and c.open and d.state <> 'RUNNING'",
                "application a where " + mine("a") + " and (due_at is null) = (ended_at is null)"
                        + " and state not in ('REFUSED', 'TERMINATED')",
                "application_limit l join deadline d on d.id = l.deadline_id where " + mine("l")
                        + " and l.open <> (d.state = 'RUNNING')",
                "case_file c where " + mine("c") + " and (due_at is null) <> not exists (select 1 from matter m"
                        + " where m.case_id = c.id and m.ended_at is null)",
                "matter m join deadline d on d.id in (m.legal_deadline_id, m.promise_deadline_id) where " + mine("m")
                        + " and (m.ended_at is null) <> (d.state = 'RUNNING')",
                "case_number n where n.last <> (select count(*) from case_file c"
                        + " where c.township_code = n.township_code and c.year = n.year)",
                "case_file c left join case_limit l on l.case_id = c.id where " + mine("c")
                        + " and (l.case_id is null) <> not exists (select 1 from matter m join deadline d"
                        + " on d.id = coalesce(m.promise_deadline_id, m.legal_deadline_id)"
                        + " where m.case_id = c.id and m.ended_at is null and d.state = 'RUNNING')",
                "case_number n where n.last < (select max(number) from case_file c"
                        + " where c.township_code = n.township_code and c.year = n.year and " + mine("c") + ")");
    }

    @Test
    void theSameSeedGivesTheSame() {
        fill(60);
        var first = digest();
        TestTransaction.end();
        TestTransaction.start();
        fill(60);

        assertThat(digest()).isEqualTo(first);
    }

    private void pagesAnswer() {
        var pilot = DemoAccounts.pilot(places);
        var clerk = accounts.clerk(pilot.id(), 0);
        var liaison = accounts.liaison("YB");
        var district = accounts.byLogin("officer");

        page("/cases?size=50", clerk);
        page("/cases?size=50", district);
        page("/referrals", liaison);
        page("/applications", district);
        page("/workbench", clerk);
        page("/workbench", liaison);
        for (var state : MatterState.values()) {
            one("select case_id from matter where state = ? and " + mine("matter") + " limit 1", state.name())
                    .forEach(id -> page("/cases/" + id, district));
        }
        for (var state : ReferralState.values()) {
            one("select id from referral where state = ? and " + mine("referral") + " limit 1", state.name())
                    .forEach(id -> page("/referrals/" + id, district));
        }
        for (var state : states("application")) {
            one("select id from application where state = ? and " + mine("application") + " limit 1", state)
                    .forEach(id -> page("/applications/" + id, district));
        }
    }

    private void fill(int more) {
        volume.fill(count("select count(*) from household") + more);
    }

    /** Of this test's own transaction. */
    private static String mine(String table) {
        return table + ".xmin = pg_current_xact_id()::xid";
    }

    private String digest() {
        return jdbc.sql("""
                        select md5(string_agg(concat_ws('|', c.id, c.receipt_no, c.applicant_name, c.state, c.accepted_at,
                            m.id, m.state, r.number, r.state, a.state), ',' order by c.id, m.no, r.round))
                        from case_file c join matter m on m.case_id = c.id
                        left join referral r on r.matter_id = m.id left join application a on a.matter_id = m.id
                        where\s""" + mine("c")).query(String.class).single();
    }

    private List<String> states(String table) {
        return jdbc.sql("select distinct state from " + table + " where " + mine(table))
                .query(String.class)
                .list();
    }

    private List<UUID> one(String sql, String state) {
        return jdbc.sql(sql).param(state).query(UUID.class).list();
    }

    private void page(String path, Officer officer) {
        assertThat(mvc.get().uri(path).with(as(officer))).as(path).hasStatusOk();
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
