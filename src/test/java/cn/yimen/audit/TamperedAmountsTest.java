package cn.yimen.audit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.PostgresTestConfiguration.Superuser;
import cn.yimen.access.ServedTest;
import cn.yimen.protection.KeyRing;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * AU-1: somebody with every right in the database changes amounts, takes rows with amounts out or puts some in. Each is
 * named by what {@code --yimen.command=verify-audit} runs, and nothing else is.
 *
 * <p>{@code -Dyimen.tampering=1000 -Dyimen.tampering.seed=7} for more and others.
 */
@ServedTest
@org.jspecify.annotations.NullUnmarked
class TamperedAmountsTest {

    private static final Logger LOG = LoggerFactory.getLogger(TamperedAmountsTest.class);
    private static final int TIMES = Integer.getInteger("yimen.tampering", 60);
    private static final long SEED = Long.getLong("yimen.tampering.seed", 20261122L);

    @Autowired
    KeyRing ring;

    @Autowired
    Clock clock;

    @Autowired
    Superuser superuser;

    private record Place(String table, String keys, String row, String column) {}

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void au1everyTamperedAmountIsFoundAndNamed() throws Exception {
        try (var connection = DriverManager.getConnection(superuser.url())) {
            connection.setAutoCommit(false);
            var evil = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            var verification = new AuditVerification(evil, ring, clock);
            assertThat(verification.verify().amounts()).isEmpty();
            var random = new Random(SEED);
            var places = places(evil);
            Collections.shuffle(places, random);
            // the checks of the tables are no help: who has every right takes them off
            for (var check : evil.queryForList("""
                    select format('alter table %I drop constraint %I', c.conrelid::regclass, c.conname) from pg_constraint c
                    where c.contype = 'c' and c.connamespace = 'public'::regnamespace
                        and exists (select 1 from pg_attribute a where a.attrelid = c.conrelid and a.attname ~ '_fen$')
                    """, String.class)) {
                evil.execute(check);
            }
            var expected = new TreeSet<String>();
            var gone = new TreeSet<String>();
            var n = 0;
            for (var place : places) {
                if (n == TIMES) {
                    break;
                }
                if (gone.contains(place.table + place.row)) {
                    continue;
                }
                n++;
                var where = " where audit_row_key(to_jsonb(t), string_to_array('" + place.keys + "', ',')) = ?";
                // mostly past the triggers; the ledger and the history of an award refuse anything else
                var past = n % 6 == 0 && List.of("award", "household_income").contains(place.table);
                evil.execute("set session_replication_role = " + (past ? "origin" : "replica"));
                if (n % 10 == 0 && !past) {
                    gone.add(place.table + place.row);
                    places.stream()
                            .filter(each -> each.table.equals(place.table) && each.row.equals(place.row))
                            .forEach(each -> expected.add(words(each, "所在的行缺失")));
                    expected.removeIf(words ->
                            words.startsWith("金额 " + place.table + " " + place.row + " ") && !words.endsWith("所在的行缺失"));
                    assertThat(evil.update("delete from " + place.table + " t" + where, place.row))
                            .isOne();
                } else {
                    assertThat(evil.update(
                                    "update " + place.table + " t set " + place.column + " = " + place.column + " + ?"
                                            + where,
                                    1 + random.nextInt(100_000),
                                    place.row))
                            .isOne();
                    expected.add(words(place, past ? "由数据库超级用户绕过系统改动" : "与审计记录不符"));
                }
            }
            LOG.info("{} of {} amounts changed or removed", n, places.size());
            assertThat(n).as("amounts there are to change").isGreaterThanOrEqualTo(Math.min(TIMES, places.size() / 2));
            assertThat(new TreeSet<>(verification.verify().amounts())).isEqualTo(expected);
            connection.rollback();
        }
    }

    private static String words(Place place, String what) {
        return "金额 " + place.table + " " + place.row + " " + place.column + " " + what;
    }

    /**
     * Every amount in every table but the report of 标准调整测算: it is reckoned by itself for everybody at once, nothing is paid by
     * it, and it can be reckoned again from the facts whose digest it keeps (decision 86).
     */
    private static List<Place> places(JdbcTemplate jdbc) {
        var places = new ArrayList<Place>();
        jdbc.query("""
                select c.relname, (select string_agg(a.attname, ',' order by array_position(i.indkey::int2[], a.attnum))
                    from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
                    where i.indrelid = c.oid and i.indisprimary) as keys
                from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname !~ '_history$'
                    and c.relname not in ('standard_change_line', 'standard_change_sum')
                    and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname ~ '_fen$')
                order by c.relname
                """, row -> {
            var table = row.getString("relname");
            var keys = row.getString("keys");
            jdbc.query("""
                    select audit_row_key(j, string_to_array('%s', ',')) as k, e.key as col
                    from (select to_jsonb(t) as j from %s t) r cross join lateral jsonb_each(j) e
                    where e.key ~ '_fen$' and e.value <> 'null' order by 1, 2
                    """.formatted(keys, table), each -> {
                places.add(new Place(table, keys, each.getString("k"), each.getString("col")));
            });
        });
        return places;
    }
}
