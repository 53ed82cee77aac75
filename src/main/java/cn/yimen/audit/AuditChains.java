package cn.yimen.audit;

import cn.yimen.config.CopyTable;
import cn.yimen.protection.KeyRing;
import java.sql.Connection;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** 入链: adds entries to one chain in the present transaction and holds the chain until its end. */
@Component
class AuditChains {

    private static final String COLUMNS =
            "chain, seq, at, kind, officer_id, officer, address, request, action, subject_kind,"
                    + " subject_id, about, fields, reason, detail, previous, mac";

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
        var links = new ArrayList<Object[]>();
        link(
                entries,
                (entry, seal) -> links.add(new Object[] {
                    seal.chain(),
                    seal.seq(),
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
                    seal.previous(),
                    seal.mac()
                }));
        jdbc.batchUpdate(
                "insert into audit_entry (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                links);
    }

    /** As {@link #append}, for many at once, by COPY. */
    void copy(Connection connection, List<Entry> entries) {
        try (var copy = new CopyTable(connection, "audit_entry", COLUMNS)) {
            link(
                    entries,
                    (entry, seal) -> copy.put(seal.chain())
                            .put(seal.seq())
                            .put(entry.at())
                            .put(entry.kind().name())
                            .put(entry.officerId())
                            .put(entry.officer())
                            .put(entry.address())
                            .put(entry.request())
                            .put(entry.action())
                            .put(entry.subject().kind())
                            .put(entry.subject().id())
                            .put(entry.about())
                            .put(entry.fields())
                            .put(entry.reason())
                            .put(entry.detail())
                            .put(seal.previous())
                            .put(seal.mac())
                            .end());
        }
    }

    private void link(List<Entry> entries, BiConsumer<Entry, Link> write) {
        var head = Objects.requireNonNull(jdbc.queryForObject(
                "select chain, seq, mac from audit_claim()",
                (row, n) -> new Head(row.getInt("chain"), row.getLong("seq"), row.getBytes("mac"))));
        var digest = ring.auditDigest();
        var seq = head.seq();
        var previous = head.mac();
        for (var entry : entries) {
            seq++;
            var mac = entry.seal(digest, head.chain(), seq, previous);
            write.accept(entry, new Link(head.chain(), seq, previous, mac));
            previous = mac;
        }
    }

    private record Link(int chain, long seq, byte[] previous, byte[] mac) {}

    private record Head(int chain, long seq, byte[] mac) {}
}
