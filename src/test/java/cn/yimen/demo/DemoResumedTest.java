package cn.yimen.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yimen.PostgresTestConfiguration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** The making of the demo district that is broken off goes on with what is missing (decision 83). A database of its own. */
@SpringBootTest(properties = {"yimen.demo=false", "yimen.job.every=PT7H"})
@Import(PostgresTestConfiguration.class)
class DemoResumedTest {

    private static final int HOUSEHOLDS = 10;

    @Autowired
    DemoDistrict district;

    @Autowired
    DemoAccounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    PostgresTestConfiguration.Superuser superuser;

    @Test
    void whatWasBrokenOffGoesOnWithWhatIsMissing() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update installation set demo = true, demo_target = ?, demo_seed = ?")
                    .params(HOUSEHOLDS, DemoDistrict.SEED)
                    .update();
            accounts.make();
        });

        brokenOffAfter(4, "household %");
        assertThatThrownBy(district::afterSingletonsInstantiated).isInstanceOf(CompletionException.class);
        var first = steps("household %");
        assertThat(first).as("some of them, whole").isNotEmpty().hasSizeLessThan(HOUSEHOLDS);

        brokenOffAfter(2, "state %");
        assertThatThrownBy(district::afterSingletonsInstantiated).hasMessageContaining("broken off");
        assertThat(steps("household %")).hasSize(HOUSEHOLDS).containsAll(first);
        assertThat(steps("state %")).hasSize(2);
        assertThat(steps("awards")).isEmpty();

        owner().execute("drop trigger broken_off on demo_step");
        district.afterSingletonsInstantiated();
        assertThat(steps("awards")).hasSize(1);
        assertThat(steps("household %")).hasSize(HOUSEHOLDS);

        var before = made();
        district.afterSingletonsInstantiated();
        assertThat(made()).as("a district that is made is not made again").isEqualTo(before);
    }

    /** As a process that dies: the step that comes next is lost with all it did. */
    private void brokenOffAfter(int steps, String like) {
        var owner = owner();
        owner.execute("drop trigger if exists broken_off on demo_step");
        owner.execute("""
                create or replace function broken_off() returns trigger language plpgsql as $$
                begin
                    if new.name like '%s' and (select count(*) from demo_step where name like '%s') >= %d then
                        raise exception 'broken off';
                    end if;
                    return new;
                end $$
                """.formatted(like, like, steps));
        owner.execute(
                "create trigger broken_off before insert on demo_step for each row execute function broken_off()");
    }

    private JdbcTemplate owner() {
        return new JdbcTemplate(new DriverManagerDataSource(superuser.url()));
    }

    private List<String> steps(String like) {
        return jdbc.sql("select name from demo_step where name like ?")
                .param(like)
                .query(String.class)
                .list();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    /** What people do; the jobs of the hour go on meanwhile. */
    private Map<String, Long> made() {
        return Stream.of(
                        "demo_step",
                        "officer",
                        "person",
                        "household",
                        "reception",
                        "case_file",
                        "matter",
                        "referral",
                        "application",
                        "investigation",
                        "decision",
                        "award")
                .collect(Collectors.toMap(table -> table, this::count));
    }
}
