package cn.yimen.audit;

import cn.yimen.protection.KeyRing;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** 入链: adds entries to one chain in the present transaction and holds the chain until its end. */
@Component
class AuditChains {

    private final JdbcTemplate jdbc;
    private final KeyRing ring;

    AuditChains(JdbcTemplate jdbc, KeyRing ring) {
        this.jdbc = jdbc;
        this.ring = ring;
    }

    void append(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var head = Objects.requireNonNull(jdbc.queryForObject(
                "select chain, seq, mac from audit_claim()",
                (row, n) -> new Head(row.getInt("chain"), row.getLong("seq"), row.getBytes("mac"))));
        var links = new ArrayList<Object[]>();
        var digest = ring.auditDigest();
        var seq = head.seq();
        var previous = head.mac();
        for (var entry : entries) {
            seq++;
            var mac = entry.seal(digest, head.chain(), seq, previous);
            links.add(new Object[] {
                head.chain(),
                seq,
                Timestamp.from(entry.at()),
                entry.kind().name(),
                entry.officerId(),
                entry.officer(),
                entry.address(),
                entry.request(),
                entry.action(),
                entry.subject().kind(),
                entry.subject().id(),
                entry.about(),
                entry.fields(),
                entry.reason(),
                entry.detail(),
                previous,
                mac
            });
            previous = mac;
        }
        jdbc.batchUpdate("""
                insert into audit_entry (chain, seq, at, kind, officer_id, officer, address, request, action,
                    subject_kind, subject_id, about, fields, reason, detail, previous, mac)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, links);
    }

    private record Head(int chain, long seq, byte[] mac) {}
}
