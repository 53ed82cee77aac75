package cn.yimen.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.Deadlines;
import cn.yimen.calendar.Light;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Staff;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept of a case's limits is what its limits say, whatever happens to them (AP-6). */
@ProductTest
@Import(Families.class)
class CaseLimitTest {

    @Autowired
    Cases cases;

    @Autowired
    Families families;

    @Autowired
    CaseList list;

    @Autowired
    Deadlines deadlines;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    Officer clerk;
    OpenedCase opened;
    List<DeadlineId> limits;

    @BeforeEach
    void aCaseOfTwoMatters() {
        clerk = Staff.clerk(jdbc, Families.TOWNSHIP);
        opened = cases.open(
                Families.wish(families.couple(clerk), "MZ-01", "JT-01").asked(), clerk);
        limits = jdbc
                .sql(
                        "select coalesce(promise_deadline_id, legal_deadline_id) from matter where case_id = ? order by no")
                .param(opened.caseId().id())
                .query(UUID.class)
                .list()
                .stream()
                .map(DeadlineId::new)
                .toList();
    }

    @Test
    void itFollowsEveryChangeOfALimit() {
        assertThat(kept()).as("opened").isEqualTo(1);
        assertThat(wrong()).as("opened").isEmpty();

        deadlines.pause(limits.get(0), "等待材料", clerk);
        assertThat(wrong()).as("paused").isEmpty();
        deadlines.resume(limits.get(0));
        deadlines.extend(limits.get(0), 5, "情况复杂", clerk);
        assertThat(wrong()).as("resumed and extended").isEmpty();
        deadlines.meet(limits.get(0), clock.instant());
        assertThat(wrong()).as("one met").isEmpty();
        assertThat(kept()).isEqualTo(1);
        deadlines.cancel(limits.get(1));
        assertThat(wrong()).as("none runs").isEmpty();
        assertThat(kept()).as("a case without a running limit has no light").isZero();
    }

    @Test
    void theFilterFindsWhatTheCounterCounts() {
        late(limits.get(1));

        assertThat(listed(Light.Level.OVER)).containsExactly(opened.caseId());
        assertThat(listed(Light.Level.OK)).isEmpty();
        assertThat(wrong()).isEmpty();
    }

    @Test
    void allOfATownshipAreItsNumbers() {
        assertThat(list.counters(clerk).all())
                .isEqualTo(jdbc.sql("select count(*) from case_file where township_code = ?")
                        .param(Families.TOWNSHIP)
                        .query(Long.class)
                        .single());
    }

    private void late(DeadlineId limit) {
        jdbc.sql("update deadline set due_at = now() - interval '1 day', soon_at = now() - interval '2 days',"
                        + " law_due_at = law_due_at - interval '10 years' where id = ?")
                .param(limit.id())
                .update();
    }

    private List<CaseId> listed(Light.Level level) {
        return list
                .page(
                        new CaseFilter(
                                null,
                                false,
                                level,
                                null,
                                null,
                                clerk.id(),
                                null,
                                null,
                                null,
                                null,
                                CaseFilter.Sort.DUE),
                        null,
                        50,
                        clerk)
                .rows()
                .stream()
                .map(CaseRow::id)
                .toList();
    }

    private long kept() {
        return jdbc.sql("select count(*) from case_limit where case_id = ?")
                .param(opened.caseId().id())
                .query(Long.class)
                .single();
    }

    /** Of all cases there are, those of which another test left something else. */
    private List<UUID> wrong() {
        return jdbc.sql("""
                        select coalesce(k.case_id, s.case_id) from case_limit k full join (
                            select m.case_id, min(coalesce(d.law_due_at, d.due_at)) as over_at,
                                min(least(d.soon_at, d.law_due_at, d.due_at)) as soon_at
                            from matter m join deadline d on d.id = coalesce(m.promise_deadline_id, m.legal_deadline_id)
                            where m.ended_at is null and d.state = 'RUNNING' group by m.case_id) s on s.case_id = k.case_id
                        where (k.over_at, k.soon_at) is distinct from (s.over_at, s.soon_at)
                        """).query(UUID.class).list();
    }
}
