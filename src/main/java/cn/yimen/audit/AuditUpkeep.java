package cn.yimen.audit;

import cn.yimen.protection.KeyRing;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 审计维护: every minute the heads of the chains are fixed, and changes made past the application are sealed as that. */
@Component
@EnableScheduling
class AuditUpkeep {

    private static final Logger log = LoggerFactory.getLogger("audit");

    private final JdbcTemplate jdbc;
    private final AuditChains chains;
    private final KeyRing ring;
    private final Clock clock;

    AuditUpkeep(JdbcTemplate jdbc, AuditChains chains, KeyRing ring, Clock clock) {
        this.jdbc = jdbc;
        this.chains = chains;
        this.ring = ring;
        this.clock = clock;
    }

    /** Seals what was changed past the application: by hand, by another program. Each row once, also with two nodes. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    @Transactional
    public void sealStrangers() {
        var changes = jdbc.query("""
                delete from audit_change where id in (
                    select id from audit_change where at < clock_timestamp() - interval '30 seconds'
                    order by id limit 500 for update skip locked)
                returning id, at, db_user, table_name, op, row_id, row_count, about, changes
                """, AuditBeforeCommit.CHANGE);
        chains.append(changes.stream()
                .map(change -> change.entry(change.at(), new Origin(null, "database:" + change.dbUser(), null, null)))
                .toList());
    }

    /** Fixes the heads if anything was added since the last time; the seal of it also goes to the log. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    @Transactional
    public void anchor() {
        if (!Boolean.TRUE.equals(jdbc.queryForObject("select pg_try_advisory_xact_lock(7302, 0)", Boolean.class))) {
            return; // the other node is at it
        }
        var heads = new StringBuilder();
        jdbc.query("""
                select e.chain, e.seq, encode(e.mac, 'hex') as mac
                from generate_series(0, 15) as c (chain)
                cross join lateral (select chain, seq, mac from audit_entry where audit_entry.chain = c.chain
                    order by seq desc limit 1) e
                order by e.chain
                """, row -> {
            heads.append(row.getInt("chain"))
                    .append(':')
                    .append(row.getLong("seq"))
                    .append(':')
                    .append(row.getString("mac"))
                    .append('\n');
        });
        var last = jdbc.query(
                "select id, heads, mac from audit_anchor order by id desc limit 1",
                (row, n) -> new Last(row.getLong("id"), row.getString("heads"), row.getBytes("mac")));
        if (heads.isEmpty() || (!last.isEmpty() && last.get(0).heads().contentEquals(heads))) {
            return;
        }
        var id = last.isEmpty() ? 1 : last.get(0).id() + 1;
        var previous = last.isEmpty() ? new byte[0] : last.get(0).mac();
        var mac = seal(ring, id, heads.toString(), previous);
        jdbc.update(
                "insert into audit_anchor (id, at, heads, previous, mac) values (?, ?, ?, ?, ?)",
                id,
                Timestamp.from(clock.instant()),
                heads.toString(),
                previous,
                mac);
        log.info("audit anchor {} sealed {}", id, HexFormat.of().formatHex(mac));
    }

    static byte[] seal(KeyRing ring, long id, String heads, byte[] previous) {
        return ring.auditDigest().of(previous, "anchor", Long.toString(id), Objects.requireNonNull(heads));
    }

    private record Last(long id, String heads, byte[] mac) {}
}
