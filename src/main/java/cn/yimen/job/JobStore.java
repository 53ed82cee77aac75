package cn.yimen.job;

import cn.yimen.job.JobRun.FailedRow;
import cn.yimen.protection.Digest;
import cn.yimen.protection.EncryptedColumn;
import cn.yimen.protection.FieldCipher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * 作业表: who holds a job, and until when. A token that rises with each claim fences off a node that was thought dead: its
 * next step finds another token and is rolled back.
 */
@Component
class JobStore {

    static final Duration LEASE = Duration.ofSeconds(90);
    static final int TRIES = 5;

    private static final String FILE = "job_file_part.content";
    private static final String ROW = "job_failed_row.cells";
    private static final int PART = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final FieldCipher cipher;
    private final TransactionTemplate transaction;
    private final Clock clock;

    JobStore(
            JdbcClient jdbc,
            JdbcTemplate batch,
            FieldCipher cipher,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.cipher = cipher;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** 领到的作业. */
    record Claimed(
            JobId id,
            String kind,
            long token,
            int tries,
            boolean cancelAsked,
            @Nullable UUID owner,
            String parameters,
            @Nullable UUID file,
            @Nullable UUID retryOf,
            long position) {}

    /** 作业已不归本次执行: cancelled, or another node has it. */
    static final class Gone extends RuntimeException {
        Gone(JobId id) {
            super("job is not held any more: " + id);
        }
    }

    /** The oldest job that waits, or whose node has not been heard of; nobody else gets it until the lease is over. */
    Optional<Claimed> claim(String node) {
        var now = clock.instant();
        return java.util.Objects.requireNonNull(transaction.execute(status -> jdbc.sql("""
                        update job set state = 'RUNNING', token = token + 1, tries = tries + 1, node = :node,
                            lease_until = :until, started_at = coalesce(started_at, :now)
                        where id = (select id from job
                            where state = 'WAITING' or (state = 'RUNNING' and lease_until < :now)
                            order by created_at, id limit 1 for update skip locked)
                        returning *
                        """)
                .param("node", node)
                .param("until", at(now.plus(LEASE)))
                .param("now", at(now))
                .query((row, n) -> new Claimed(
                        new JobId(row.getObject("id", UUID.class)),
                        row.getString("kind"),
                        row.getLong("token"),
                        row.getInt("tries"),
                        row.getBoolean("cancel_asked"),
                        row.getObject("owner_id", UUID.class),
                        row.getString("parameters"),
                        row.getObject("file_id", UUID.class),
                        row.getObject("retry_of", UUID.class),
                        row.getLong("position")))
                .optional()));
    }

    /** The node is alive: the lease begins anew. While a step holds the row nobody can claim it, so that need not wait. */
    void renew(Claimed claimed) {
        jdbc.sql("""
                        update job set lease_until = ?
                        where id in (select id from job where id = ? and token = ? and state = 'RUNNING'
                            for update skip locked)
                        """)
                .params(at(clock.instant().plus(LEASE)), claimed.id().id(), claimed.token())
                .update();
    }

    void total(Claimed claimed, long n) {
        transaction.executeWithoutResult(status -> held(
                claimed,
                jdbc.sql("update job set total = ?, lease_until = ? where id = ? and token = ? and state = 'RUNNING'"
                                + " and not cancel_asked")
                        .params(n, at(clock.instant().plus(LEASE)), claimed.id().id(), claimed.token())
                        .update()));
    }

    void step(Claimed claimed, long to, Runnable work) {
        transaction.executeWithoutResult(status -> {
            held(
                    claimed,
                    jdbc.sql("""
                            update job set position = ?, tries = 0, lease_until = ?
                            where id = ? and token = ? and state = 'RUNNING' and not cancel_asked and position <= ?
                            """)
                            .params(
                                    to,
                                    at(clock.instant().plus(LEASE)),
                                    claimed.id().id(),
                                    claimed.token(),
                                    to)
                            .update());
            work.run();
        });
    }

    private static void held(Claimed claimed, int rows) {
        if (rows == 0) {
            throw new Gone(claimed.id());
        }
    }

    /**
     * Ends the run in a transaction with {@code also}.
     *
     * @return false if it was not this run's to end
     */
    boolean end(Claimed claimed, JobState state, @Nullable String message, Runnable also) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            var mine = jdbc.sql("""
                            update job set state = ?, ended_at = ?, lease_until = null, message = coalesce(?, message)
                            where id = ? and token = ? and state = 'RUNNING'
                            """)
                            .params(Arrays.asList(
                                    state.name(),
                                    at(clock.instant()),
                                    message,
                                    claimed.id().id(),
                                    claimed.token()))
                            .update()
                    == 1;
            if (mine) {
                also.run();
            }
            return mine;
        }));
    }

    /** Whether it ended because somebody asked for it. */
    boolean cancelAsked(JobId id) {
        return jdbc.sql("select cancel_asked from job where id = ?")
                .param(id.id())
                .query(Boolean.class)
                .single();
    }

    long failedCount(JobId id) {
        return jdbc.sql("select failed_rows from job where id = ?")
                .param(id.id())
                .query(Long.class)
                .single();
    }

    String title(JobId id) {
        return jdbc.sql("select title from job where id = ?")
                .param(id.id())
                .query(String.class)
                .single();
    }

    /** Gives it back at once, e.g. when this node is shut down: another one goes on. */
    void giveBack(Claimed claimed) {
        jdbc.sql("update job set lease_until = ?, tries = 0 where id = ? and token = ? and state = 'RUNNING'")
                .params(at(clock.instant().minusSeconds(1)), claimed.id().id(), claimed.token())
                .update();
    }

    void say(JobId id, String words) {
        jdbc.sql("update job set message = ? where id = ?")
                .params(words, id.id())
                .update();
    }

    void addFailed(JobId id, List<FailedRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        batch.batchUpdate(
                "insert into job_failed_row (job_id, line, reason, cells_enc) values (?, ?, ?, ?) on conflict do nothing",
                rows,
                500,
                (insert, row) -> {
                    insert.setObject(1, id.id());
                    insert.setLong(2, row.line());
                    insert.setString(3, row.reason());
                    insert.setBytes(4, cipher.encrypt(ROW, JSON.writeValueAsString(row.cells())));
                });
        jdbc.sql("update job set failed_rows = failed_rows + ? where id = ?")
                .params(rows.size(), id.id())
                .update();
    }

    List<FailedRow> failedRows(JobId id) {
        return jdbc.sql("select line, reason, cells_enc from job_failed_row where job_id = ? order by line")
                .param(id.id())
                .query((row, n) -> new FailedRow(
                        row.getLong("line"),
                        row.getString("reason"),
                        Arrays.asList(JSON.readValue(cipher.decrypt(ROW, row.getBytes("cells_enc")), String[].class))))
                .list();
    }

    // --- files, sealed in pieces: every node finds them, and a crash leaves none half written

    /** 存下的文件. */
    record Stored(UUID id, long size, byte[] digest) {}

    Stored put(String name, InputStream content, long most) throws IOException {
        var id = UUID.randomUUID();
        var digest = Digest.sm3();
        jdbc.sql("insert into job_file (id, name, size, digest, stored_at) values (?, ?, 0, ?, ?)")
                .params(id, name, new byte[32], at(clock.instant()))
                .update();
        var size = 0L;
        for (var no = 0; ; no++) {
            var part = content.readNBytes(PART);
            if (part.length == 0) {
                break;
            }
            size += part.length;
            if (size > most) {
                throw new JobRefused("文件超过 " + most / (1 << 20) + " MB，请分成几个文件");
            }
            digest.update(part, part.length);
            jdbc.sql("insert into job_file_part (file_id, no, content_enc) values (?, ?, ?)")
                    .params(id, no, cipher.encrypt(FILE, Base64.getEncoder().encodeToString(part)))
                    .update();
        }
        var sum = digest.done();
        jdbc.sql("update job_file set size = ?, digest = ? where id = ?")
                .params(size, sum, id)
                .update();
        return new Stored(id, size, sum);
    }

    InputStream open(UUID file) {
        var parts = jdbc.sql("select no from job_file_part where file_id = ? order by no")
                .param(file)
                .query(Integer.class)
                .list();
        if (parts.isEmpty()) {
            throw new NoSuchElementException("no file " + file);
        }
        var numbers = parts.iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return numbers.hasNext();
            }

            @Override
            public InputStream nextElement() {
                var sealed = jdbc.sql("select content_enc from job_file_part where file_id = ? and no = ?")
                        .params(file, numbers.next())
                        .query(byte[].class)
                        .single();
                return new ByteArrayInputStream(Base64.getDecoder().decode(cipher.decrypt(FILE, sealed)));
            }
        });
    }

    byte[] content(UUID file) {
        try (var in = open(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** What a key rotation works through. */
    @Configuration(proxyBeanMethods = false)
    static class Sealed {

        @Bean
        EncryptedColumn jobFilePart() {
            return new EncryptedColumn("job_file_part", "content_enc", FILE);
        }

        @Bean
        EncryptedColumn jobFailedRow() {
            return new EncryptedColumn("job_failed_row", "cells_enc", ROW);
        }
    }
}
