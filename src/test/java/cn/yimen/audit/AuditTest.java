package cn.yimen.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.PostgresTestConfiguration.Superuser;
import cn.yimen.ProductTest;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.protection.KeyRing;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** AU-1. */
@ProductTest
@org.jspecify.annotations.NullUnmarked
class AuditTest {

    private static final Officer CLERK = new Officer(
            UUID.randomUUID(), "audit.clerk", "测试", null, "", List.of(Post.at(Role.WINDOW_CLERK, "520402001")), 0);

    @Autowired
    AuditLog log;

    @Autowired
    AuditVerification verification;

    @Autowired
    AuditUpkeep upkeep;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    KeyRing ring;

    @Autowired
    Clock clock;

    @Autowired
    Superuser superuser;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void isAppendOnlyForTheApplicationsOwnUser() {
        note("append-only");
        for (var sql : List.of(
                "update audit_entry set officer = 'x'",
                "delete from audit_entry",
                "truncate audit_entry",
                "update audit_anchor set heads = ''",
                "delete from audit_anchor",
                "alter table audit_entry disable trigger all",
                "drop table audit_entry")) {
            assertThatExceptionOfType(DataAccessException.class).as(sql).isThrownBy(() -> tx(() -> jdbc.update(sql)));
        }
    }

    @Test
    void isWrittenWithTheTransactionAndGoesWithItsRollback() {
        var kept = UUID.randomUUID().toString();
        var lost = UUID.randomUUID().toString();
        note(kept);
        try {
            tx(() -> {
                log.changed(CLERK, "试", new Subject("test", lost), "{}");
                throw new IllegalStateException();
            });
        } catch (IllegalStateException expected) {
            // rolled back
        }
        assertThat(count(kept)).isEqualTo(1);
        assertThat(count(lost)).isZero();
    }

    @Test
    void noticesEveryChangeOfARowWithoutBeingTold() {
        var id = UUID.randomUUID();
        tx(() -> jdbc.update(
                "insert into officer (id, login, name, password_hash, password_changed_at) values (?, ?, '王秘密', 'x', now())",
                id,
                "t" + id.toString().substring(0, 8)));
        tx(() -> jdbc.update("update officer set must_change = true, name = '李隐私' where id = ?", id));
        tx(() -> jdbc.update("delete from officer where id = ?", id));

        var rows = jdbc.queryForList(
                "select action, detail from audit_entry where subject_kind = 'officer' and subject_id = ? order by at",
                id.toString());
        assertThat(rows).extracting(row -> row.get("action")).containsExactly("insert", "update", "delete");
        assertThat(rows.get(1).get("detail").toString()).contains("must_change", "false, true", "‹隐去›");
        assertThat(rows.toString()).doesNotContain("王秘密").doesNotContain("李隐私");
    }

    /** Every table of the product is watched, and a new one cannot be forgotten. */
    @Test
    void everyTableIsWatchedButThoseThatAreNoRecords() {
        assertThat(jdbc.queryForList("""
                        select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                            and not exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'audit_insert')
                            and c.relname !~ '^(audit_|spring_session|event_publication|flyway_)' and c.relname !~ '_history$'
                            and coalesce(obj_description(c.oid), '') !~ '^不审计'
                        """, String.class))
                .containsOnlyOnceElementsOf(
                        List.of("one_time_key", "search_word", "login_attempt", "protection_rotation"))
                .allMatch(table -> table.matches(
                        "one_time_key|search_word|login_attempt|protection_rotation|intake_draft.*|case_lookup_attempt"
                                + "|reception_counter|case_number|referral_number|[a-z]+_revision"));
    }

    @Test
    void aLookInAReadingTransactionIsKept() {
        var id = UUID.randomUUID().toString();
        var reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        reading.executeWithoutResult(status -> log.opened(CLERK, new Subject("test", id), "基本情况", "办理"));
        log.sealRequest(); // what the interceptor does before the page is drawn; the test stands in a mock request
        assertThat(count(id)).isEqualTo(1);
    }

    @Test
    void changesPastTheApplicationAreSealedAsThat() throws Exception {
        var id = UUID.randomUUID();
        try (var connection = DriverManager.getConnection(superuser.url());
                var statement = connection.createStatement()) {
            statement.execute("insert into officer (id, login, name, password_hash, password_changed_at) values ('" + id
                    + "', 'p" + id.toString().substring(0, 8) + "', '后门', 'x', now())");
            statement.execute("update audit_change set at = at - interval '1 hour'");
        }
        upkeep.sealStrangers();
        assertThat(jdbc.queryForObject(
                        "select officer from audit_entry where subject_id = ?", String.class, id.toString()))
                .isEqualTo("database:postgres");
    }

    @Test
    void manyWritersLeaveWholeChains() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        var work = IntStream.range(0, 400)
                .<Callable<Void>>mapToObj(i -> () -> {
                    note("many");
                    return null;
                })
                .toList();
        for (var done : pool.invokeAll(work)) {
            done.get();
        }
        pool.shutdown();
        assertThat(verification.verify().findings()).isEmpty();
    }

    /** A thousand tamperings by somebody with every right but the key: each is found and named, and nothing else. */
    @Test
    void namesEveryTampering() throws Exception {
        tx(() -> {
            for (var i = 0; i < 100; i++) {
                log.changed(CLERK, "试", new Subject("test", "t" + i), "{\"a\":[1,2]}");
            }
        });
        for (var i = 0; i < 60; i++) {
            var n = i;
            tx(() -> {
                for (var k = 0; k < 30; k++) {
                    log.opened(CLERK, new Subject("test", n + "-" + k), "身份证号", "核对身份");
                }
            });
        }
        upkeep.anchor();
        var random = new Random(20261121);
        try (var connection = DriverManager.getConnection(superuser.url())) {
            connection.setAutoCommit(false);
            var evil = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            var attacked = new AuditVerification(evil, ring, clock);
            assertThat(attacked.verify().findings()).isEmpty();
            evil.execute("set session_replication_role = replica");
            evil.execute("alter table audit_entry drop constraint audit_entry_pkey");
            var places = evil.query("select chain, seq from audit_entry order by random()", (row, n) ->
                    new long[] {row.getLong(1), row.getLong(2)});
            assertThat(places.size()).isGreaterThan(1000);
            var columns = List.of(
                    "officer = officer || 'x'",
                    "at = at + interval '1 microsecond'",
                    "officer_id = gen_random_uuid()",
                    "address = coalesce(address, '') || '1'",
                    "action = '没事'",
                    "subject_id = 'other'",
                    "fields = coalesce(fields, '') || '1'",
                    "reason = coalesce(reason, '') || '1'",
                    "detail = coalesce(detail, '') || ' '",
                    "previous = sha256(previous)",
                    "mac = sha256(mac)",
                    "kind = case kind when 'ROW' then 'NOTED' else 'ROW' end");
            var expected = new HashSet<String>();
            for (var i = 0; i < 1000; i++) {
                var chain = places.get(i)[0];
                var seq = places.get(i)[1];
                var kind = random.nextInt(3);
                if (kind == 0) {
                    evil.update("delete from audit_entry where chain = ? and seq = ?", chain, seq);
                    expected.add("MISSING " + chain + " " + seq);
                } else if (kind == 1) {
                    evil.update(
                            "update audit_entry set " + columns.get(random.nextInt(columns.size()))
                                    + " where chain = ? and seq = ?",
                            chain,
                            seq);
                    expected.add("ALTERED " + chain + " " + seq);
                } else {
                    evil.update("""
                            insert into audit_entry select chain, seq, at, kind, officer_id, 'forged', address, request,
                                action, subject_kind, subject_id, about, fields, reason, detail, previous, sha256(mac)
                            from audit_entry where chain = ? and seq = ?
                            """, chain, seq);
                    expected.add("INSERTED " + chain + " " + seq);
                }
            }
            var found = new HashSet<String>();
            for (var finding : attacked.verify().findings()) {
                for (var seq = finding.from(); seq <= finding.to(); seq++) {
                    found.add(finding.kind() + " " + finding.chain() + " " + seq);
                }
            }
            assertThat(found).isEqualTo(expected);
            connection.rollback();
        }
    }

    @Test
    void anchorsShowACutOffTail() throws Exception {
        note("tail");
        upkeep.anchor();
        try (var connection = DriverManager.getConnection(superuser.url())) {
            connection.setAutoCommit(false);
            var evil = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            evil.execute("set session_replication_role = replica");
            var chain = evil.queryForObject("select chain from audit_entry order by at desc limit 1", Integer.class);
            var last = evil.queryForObject("select max(seq) from audit_entry where chain = ?", Long.class, chain);
            evil.update("delete from audit_entry where chain = ? and seq = ?", chain, last);
            assertThat(new AuditVerification(evil, ring, clock).verify().findings())
                    .contains(new AuditVerification.Finding(AuditVerification.Kind.MISSING, chain, last, last));
            connection.rollback();
        }
    }

    private void note(String id) {
        tx(() -> log.changed(CLERK, "试", new Subject("test", id), "{}"));
    }

    private long count(String subject) {
        return new ArrayList<>(jdbc.queryForList("select 1 from audit_entry where subject_id = ?", subject)).size();
    }

    private void tx(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> work.run());
    }
}
