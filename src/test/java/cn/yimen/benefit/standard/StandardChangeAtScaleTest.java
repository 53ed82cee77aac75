package cn.yimen.benefit.standard;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.PostgresTestConfiguration;
import cn.yimen.PostgresTestConfiguration.Superuser;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.job.JobsAtOnce;
import java.sql.DriverManager;
import java.time.LocalDate;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * EL-5: 100,000 households decided end to end from the database, with stored reasons. Fills a database of its own, so it runs
 * on demand: {@code ./mvnw test -Dtest=StandardChangeAtScaleTest -Dyimen.scale=on}.
 */
@SpringBootTest(properties = {"yimen.demo=false", "yimen.job.every=PT6H", "yimen.volume=100000"})
@Import(PostgresTestConfiguration.class)
@EnabledIfSystemProperty(named = "yimen.scale", matches = "on")
@NullUnmarked
class StandardChangeAtScaleTest {

    private static final Logger LOG = LoggerFactory.getLogger(StandardChangeAtScaleTest.class);

    private static final long HOUSEHOLDS = 100_000;
    private static final int ROUNDS = 8;

    @Autowired
    StandardChanges changes;

    @Autowired
    JobsAtOnce now;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Superuser superuser;

    @Test
    @Timeout(3600)
    void aHundredThousandHouseholds_EL_5() throws Exception {
        try (var connection = DriverManager.getConnection(superuser.url());
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica"); // a roster from outside, without a history
            statement.execute("""
                    insert into award (id, scheme, household_id, holder_name, township_code, village_code, state,
                        first_month, base_fen, increments_fen, care_fen, decided_on, granted_at, granted_by)
                    select gen_random_uuid(), case when n %% 5 = 0 then 'BIANYUAN' else 'DIBAO' end, h.id, p.name,
                        h.township_code, h.village_code, 'RUNNING', '2025-01-01',
                        case when n %% 5 = 0 then 0 else 10000 * (1 + n %% 12) end, 0, 0, '2024-12-15', now(),
                        (select id from officer order by login limit 1)
                    from (select *, row_number() over (order by id) as n from household) h
                    join person p on p.id = h.head_id where n <= %d
                    """.formatted(HOUSEHOLDS));
            statement.execute("set session_replication_role = default");
            statement.execute("vacuum analyze award, household_member, household_income, person");
        }
        Officer bureau = Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER));
        for (var round = 1; round <= ROUNDS; round++) {
            var id = changes.start(LocalDate.of(2025, 6, 1), bureau);
            var since = System.nanoTime();
            now.runAll();
            var seconds = (System.nanoTime() - since) / 1e9;
            LOG.info("round {}: {} s, {} households a second", round, seconds, HOUSEHOLDS / seconds);
            assertThat(changes.sums(id, bureau).stream()
                            .mapToLong(StandardChanges.Sum::awards)
                            .sum())
                    .isEqualTo(HOUSEHOLDS);
            assertThat(seconds).isLessThan(60);
        }
    }
}
