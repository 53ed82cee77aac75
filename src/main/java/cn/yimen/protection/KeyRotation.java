package cn.yimen.protection;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 密钥轮换: re-encrypts what was written under an older key, a piece of a table at a time, while the application works.
 * Stopped anywhere it goes on from there; several nodes share the work and never do the same piece.
 *
 * <p>What the application may only add (只追加) stays as it was sealed: the key of that time remains in the ring for reading
 * as long as such rows are kept.
 */
@Service
public class KeyRotation {

    private static final int PIECES = 200; // a minute's work
    private static final int BLOCKS = 64; // of 8 KB: some hundreds of rows in a transaction

    private final JdbcTemplate jdbc;
    private final FieldCipher cipher;
    private final KeyRing ring;
    private final List<EncryptedColumn> columns;
    private final Clock clock;
    private final TransactionTemplate transaction;

    KeyRotation(
            JdbcTemplate jdbc,
            FieldCipher cipher,
            KeyRing ring,
            ObjectProvider<EncryptedColumn> columns,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.ring = ring;
        this.columns = columns.stream().toList();
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Goes on with a rotation in pieces for a while; after that there is nothing to ask but whether all is done. */
    @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT1M")
    public void goOn() {
        if (done()) {
            return;
        }
        for (var piece = 0; piece < PIECES; piece++) {
            if (!Boolean.TRUE.equals(transaction.execute(status -> step()))) {
                return;
            }
        }
    }

    private boolean done() {
        var finished = jdbc.queryForObject(
                "select count(*) from protection_rotation where version = ? and finished_at is not null",
                Integer.class,
                ring.currentVersion());
        return finished != null && finished >= columns.size();
    }

    /**
     * Does one piece.
     *
     * @return false when nothing is left to do, or other nodes hold all that is left
     */
    @Transactional
    public boolean step() {
        var version = ring.currentVersion();
        for (var column : changeable()) {
            jdbc.update(
                    "insert into protection_rotation (column_name, version) values (?, ?) on conflict do nothing",
                    name(column),
                    version);
            var claimed = jdbc.query("""
                    select next_block from protection_rotation
                    where column_name = ? and version = ? and finished_at is null
                    for update skip locked
                    """, (row, n) -> row.getLong(1), name(column), version);
            if (!claimed.isEmpty()) {
                piece(column, version, claimed.get(0));
                return true;
            }
        }
        return false;
    }

    /** Rows that are still under another key than the newest, over all columns. Reads whole tables. */
    @Transactional(readOnly = true)
    public long left() {
        var left = 0L;
        for (var column : changeable()) {
            left += Objects.requireNonNull(jdbc.queryForObject(
                    "select count(*) from %1$s where %2$s is not null and get_byte(%2$s, 0) <> ?"
                            .formatted(column.table(), column.column()),
                    Long.class,
                    ring.currentVersion()));
        }
        return left;
    }

    private List<EncryptedColumn> changeable() {
        return columns.stream()
                .filter(column -> Boolean.TRUE.equals(
                        jdbc.queryForObject("select has_table_privilege(?, 'UPDATE')", Boolean.class, column.table())))
                .toList();
    }

    private void piece(EncryptedColumn column, int version, long block) {
        jdbc.execute("select set_config('yimen.rotation', 'on', true)"); // no history and no audit of equal contents
        var end = block + BLOCKS;
        var rows = jdbc.query(
                """
                select ctid::text as at, %1$s as sealed from %2$s
                where ctid >= ?::tid and ctid < ?::tid and %1$s is not null and get_byte(%1$s, 0) <> ?
                for update
                """.formatted(column.column(), column.table()),
                (row, n) -> Map.entry(row.getString("at"), row.getBytes("sealed")),
                "(" + block + ",0)",
                "(" + end + ",0)",
                version);
        jdbc.batchUpdate(
                "update %s set %s = ? where ctid = ?::tid".formatted(column.table(), column.column()),
                rows,
                500,
                (update, row) -> {
                    update.setBytes(1, cipher.encrypt(column.field(), cipher.decrypt(column.field(), row.getValue())));
                    update.setString(2, row.getKey());
                });
        jdbc.update(
                """
                update protection_rotation set next_block = ?, changed = changed + ?,
                    finished_at = case when ? >= pg_relation_size(?::regclass) / 8192 and not exists (
                        select 1 from %2$s where %1$s is not null and get_byte(%1$s, 0) <> ?) then ?::timestamptz end
                where column_name = ? and version = ?
                """.formatted(column.column(), column.table()),
                end,
                rows.size(),
                end,
                column.table(),
                version,
                Timestamp.from(clock.instant()),
                name(column),
                version);
        // rows a node wrote behind the place with the older key: once more from the beginning
        jdbc.update("""
                update protection_rotation set next_block = 0
                where column_name = ? and version = ? and finished_at is null
                    and next_block > pg_relation_size(?::regclass) / 8192
                """, name(column), version, column.table());
    }

    private static String name(EncryptedColumn column) {
        return column.table() + "." + column.column();
    }
}
