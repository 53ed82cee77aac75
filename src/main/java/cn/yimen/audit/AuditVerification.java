package cn.yimen.audit;

import cn.yimen.identity.Officer;
import cn.yimen.protection.KeyRing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 审计链验证 (AU-1): reads the whole trail and names every entry that was changed, taken out or put in, and every amount in
 * the tables that is not what the trail last said of it.
 */
@Service
public class AuditVerification {

    private static final int MOST_NAMED = 10_000;

    private final JdbcTemplate jdbc;
    private final KeyRing ring;
    private final Clock clock;

    @Autowired
    AuditVerification(JdbcTemplate jdbc, KeyRing ring, Clock clock) {
        this.jdbc = new JdbcTemplate(java.util.Objects.requireNonNull(jdbc.getDataSource()));
        this.jdbc.setFetchSize(2_000);
        this.ring = ring;
        this.clock = clock;
    }

    /** 一处发现. */
    public enum Kind {
        /** contents and seal do not fit: altered, or forged by somebody without the key */
        ALTERED("被改动或伪造"),
        MISSING("缺失"),
        INSERTED("多出");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * 一处发现.
     *
     * @param chain −1 for the anchors
     * @param from first entry
     * @param to last entry, the same but for a gap
     */
    public record Finding(Kind kind, int chain, long from, long to) {

        public String words() {
            var place = chain < 0 ? "定点 " : "链 " + chain + " 第 ";
            return place
                    + (from == to ? Long.toString(from) : from + " 至 " + to)
                    + (chain < 0 ? " " : " 条 ")
                    + kind.words();
        }
    }

    /**
     * 验证结果.
     *
     * @param amounts in words, each with table, row and column
     */
    public record Report(long entries, List<Finding> findings, List<String> amounts, long millis) {

        public boolean whole() {
            return findings.isEmpty() && amounts.isEmpty();
        }

        public String words() {
            return whole()
                    ? "共 %d 条,全部完好,金额与记录相符".formatted(entries)
                    : "共 %d 条,发现 %d 处问题".formatted(entries, named().size());
        }

        /** Everything found, one line each. */
        public List<String> named() {
            return java.util.stream.Stream.concat(findings.stream().map(Finding::words), amounts.stream())
                    .toList();
        }
    }

    /** Reads one state of the trail; entries added meanwhile are not looked at. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Report verify() {
        var begun = System.nanoTime();
        var findings = new ArrayList<Finding>();
        var fixed = anchors(findings);
        var walk = new Walk(ring, fixed, findings);
        jdbc.query("""
                select chain, seq, at, kind, officer_id, officer, address, request, action, subject_kind, subject_id,
                    about, fields, reason, detail, previous, mac
                from audit_entry order by chain, seq
                """, row -> {
            walk.entry(row);
        });
        walk.end();
        var amounts = AuditAmounts.verify(jdbc).stream()
                .map(AuditAmounts.Amount::words)
                .toList();
        return new Report(walk.entries, List.copyOf(findings), amounts, (System.nanoTime() - begun) / 1_000_000);
    }

    /** Keeps the result of a verification, so that it can be shown when the next one was due. */
    @Transactional
    public void keep(Officer by, Report report) {
        var words = new StringBuilder(report.words());
        report.named().stream().limit(200).forEach(each -> words.append('\n').append(each));
        jdbc.update(
                "insert into audit_check (id, at, officer, entries, findings, millis, words) values (?, ?, ?, ?, ?, ?, ?)",
                UUID.randomUUID(),
                Timestamp.from(clock.instant()),
                by.login(),
                report.entries(),
                (long) report.named().size(),
                report.millis(),
                words.toString());
    }

    /** 验证记录. */
    public record Check(Instant at, String officer, long entries, long findings, long millis, String words) {}

    /** The last verifications, newest first. */
    @Transactional(readOnly = true)
    public List<Check> checks() {
        return jdbc.query(
                "select at, officer, entries, findings, millis, words from audit_check order by at desc limit 5",
                (row, n) -> new Check(
                        row.getTimestamp("at").toInstant(),
                        row.getString("officer"),
                        row.getLong("entries"),
                        row.getLong("findings"),
                        row.getLong("millis"),
                        row.getString("words")));
    }

    private Map<Integer, TreeMap<Long, String>> anchors(List<Finding> findings) {
        var fixed = new HashMap<Integer, TreeMap<Long, String>>();
        var expected = new long[] {1};
        var previous = new byte[][] {new byte[0]};
        jdbc.query("select id, heads, previous, mac from audit_anchor order by id", row -> {
            var id = row.getLong("id");
            var mac = row.getBytes("mac");
            if (id > expected[0]) {
                findings.add(new Finding(Kind.MISSING, -1, expected[0], id - 1));
            }
            var heads = row.getString("heads");
            var sealed = AuditUpkeep.seal(ring, id, heads, row.getBytes("previous"));
            if (!Arrays.equals(sealed, mac)) {
                findings.add(new Finding(Kind.ALTERED, -1, id, id));
            } else {
                for (var head : heads.split("\n")) {
                    var parts = head.split(":");
                    fixed.computeIfAbsent(Integer.parseInt(parts[0]), chain -> new TreeMap<>())
                            .put(Long.parseLong(parts[1]), parts[2]);
                }
            }
            expected[0] = id + 1;
            previous[0] = mac;
        });
        return fixed;
    }

    private static final class Walk {

        private final KeyRing ring;
        private final Map<Integer, TreeMap<Long, String>> fixed;
        private final List<Finding> findings;
        private final List<Link> together = new ArrayList<>();
        private long entries;
        private int chain = -1;
        private long seq;
        private boolean lastGood;
        private byte[] lastMac = new byte[0];

        Walk(KeyRing ring, Map<Integer, TreeMap<Long, String>> fixed, List<Finding> findings) {
            this.ring = ring;
            this.fixed = new TreeMap<>(fixed);
            this.findings = findings;
        }

        void entry(ResultSet row) throws SQLException {
            entries++;
            var place =
                    new Link(row.getInt("chain"), row.getLong("seq"), row.getBytes("previous"), row.getBytes("mac"));
            if (!together.isEmpty() && !together.get(0).samePlaceAs(place)) {
                take();
            }
            place.good = Arrays.equals(
                    read(row).seal(ring.auditDigest(), place.chain, place.seq, place.previous), place.mac);
            together.add(place);
        }

        /** The entries of one place: one is right, any other was put in beside it. */
        private void take() {
            var link = together.stream().filter(each -> each.good).findFirst().orElse(together.get(0));
            if (link.chain != chain) {
                endOfChain();
                chain = link.chain;
                seq = 0;
                lastGood = true;
                lastMac = new byte[0];
            }
            for (var i = 1; i < together.size(); i++) {
                find(Kind.INSERTED, link.seq, link.seq);
            }
            if (link.seq > seq + 1) {
                find(Kind.MISSING, seq + 1, link.seq - 1);
            } else if (link.good && lastGood && !Arrays.equals(link.previous, lastMac)) {
                find(Kind.ALTERED, seq, seq); // both seals are ours, but not of one history
            }
            var anchored = fixed.getOrDefault(chain, new TreeMap<>()).get(link.seq);
            if (!link.good
                    || (anchored != null && !anchored.equals(HexFormat.of().formatHex(link.mac)))) {
                find(Kind.ALTERED, link.seq, link.seq);
            }
            seq = link.seq;
            lastGood = link.good;
            lastMac = link.mac;
            together.clear();
        }

        void end() {
            if (!together.isEmpty()) {
                take();
            }
            endOfChain();
            // chains that are gone altogether
            fixed.forEach((gone, heads) -> findings.add(new Finding(Kind.MISSING, gone, 1, heads.lastKey())));
        }

        private void endOfChain() {
            var heads = chain < 0 ? null : fixed.remove(chain);
            if (heads != null && heads.lastKey() > seq) {
                find(Kind.MISSING, seq + 1, heads.lastKey());
            }
        }

        private void find(Kind kind, long from, long to) {
            if (findings.size() < MOST_NAMED) {
                findings.add(new Finding(kind, chain, from, to));
            }
        }

        private static Entry read(ResultSet row) throws SQLException {
            return new Entry(
                    row.getTimestamp("at").toInstant(),
                    kind(row.getString("kind")),
                    row.getObject("officer_id", UUID.class),
                    row.getString("officer"),
                    row.getString("address"),
                    row.getString("request"),
                    row.getString("action"),
                    new Subject(row.getString("subject_kind"), row.getString("subject_id")),
                    row.getString("about"),
                    row.getString("fields"),
                    row.getString("reason"),
                    row.getString("detail"));
        }

        private static Entry.Kind kind(@Nullable String name) {
            for (var kind : Entry.Kind.values()) {
                if (kind.name().equals(name)) {
                    return kind;
                }
            }
            return Entry.Kind.NOTED; // the check of the column was taken off: the seal will not fit
        }
    }

    private static final class Link {

        private final int chain;
        private final long seq;
        private final byte[] previous;
        private final byte[] mac;
        private boolean good;

        Link(int chain, long seq, byte[] previous, byte[] mac) {
            this.chain = chain;
            this.seq = seq;
            this.previous = previous;
            this.mac = mac;
        }

        boolean samePlaceAs(Link other) {
            return chain == other.chain && seq == other.seq;
        }
    }
}
