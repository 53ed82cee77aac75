package cn.yimen.job;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.job.JobRun.FailedRow;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.task.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 后台作业 (OP-5): starts, shows, cancels and goes on with long work. */
@Service
@Transactional
public class Jobs {

    static final String TASK = "job.look";

    /** 上传文件的上限. */
    public static final long MOST_BYTES = 60L << 20;

    private final JdbcClient jdbc;
    private final JobStore store;
    private final JobRunner runner;
    private final Tasks tasks;
    private final AuditLog audit;
    private final Clock clock;

    Jobs(JdbcClient jdbc, JobStore store, JobRunner runner, Tasks tasks, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.runner = runner;
        this.tasks = tasks;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 上传的文件.
     *
     * @param digest SM3 of the content
     */
    public record Upload(UUID id, long size, byte[] digest) {}

    /**
     * Keeps an uploaded file, sealed, for a job.
     *
     * @throws JobRefused if it is too large; nothing is kept then
     */
    @Transactional(rollbackFor = Exception.class)
    public Upload keep(String name, InputStream content) throws IOException {
        var stored = store.put(name, content, MOST_BYTES);
        return new Upload(stored.id(), stored.size(), stored.digest());
    }

    /** The whole content of a kept file, for the module that kept it. */
    @Transactional(readOnly = true)
    public byte[] content(UUID file) {
        return store.content(file);
    }

    /** Starts a job with the caller's transaction: a node takes it up after the commit. */
    public JobId start(NewJob job, Officer by) {
        var id = insert(job, by.id(), by.name(), null).orElseThrow(() -> new Conflict("这件后台作业已经发起过了"));
        audit.changed(by, "发起后台作业", new Subject("job", id.toString()), "");
        return id;
    }

    /** Starts what the system does by itself; empty if it was started before under the same {@link NewJob#once}. */
    public Optional<JobId> start(NewJob job) {
        return insert(job, null, "系统", null);
    }

    private Optional<JobId> insert(NewJob job, @Nullable UUID owner, String name, @Nullable UUID retryOf) {
        var id = UUID.randomUUID();
        var inserted = jdbc.sql("""
                        insert into job (id, kind, title, owner_id, owner_name, state, parameters, file_id, result_url,
                            once, retry_of, created_at)
                        values (?, ?, ?, ?, ?, 'WAITING', ?, ?, ?, ?, ?, ?)
                        on conflict (kind, once) do nothing
                        """)
                .params(Arrays.asList(
                        id,
                        job.kind(),
                        job.title(),
                        owner,
                        name,
                        job.parameters(),
                        job.file(),
                        job.resultUrl(),
                        job.once(),
                        retryOf,
                        JobStore.at(clock.instant())))
                .update();
        return inserted == 1 ? Optional.of(new JobId(id)) : Optional.empty();
    }

    /** @throws NoSuchElementException if there is none the officer may see */
    @Transactional(readOnly = true)
    public JobView get(JobId id, Officer by) {
        return jdbc.sql("select * from job where id = :id and " + VISIBLE)
                .param("id", id.id())
                .param("me", by.id())
                .param("system", seesSystem(by))
                .query((row, n) -> view(row, by))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no job " + id));
    }

    /** The officer's jobs and, for those who look after the product, the system's; the newest first. */
    @Transactional(readOnly = true)
    public List<JobView> list(Officer by, int limit) {
        return jdbc.sql("select * from job where " + VISIBLE + " order by created_at desc, id limit :limit")
                .param("me", by.id())
                .param("system", seesSystem(by))
                .param("limit", limit)
                .query((row, n) -> view(row, by))
                .list();
    }

    private static final String VISIBLE = "(owner_id = :me or (owner_id is null and :system))";

    private static boolean seesSystem(Officer by) {
        return by.hasAny(Role.ADMINISTRATOR, Role.BUREAU_OFFICER);
    }

    /** 取消: what is done stays done, the rest is left. */
    public void cancel(JobId id, Officer by) {
        var job = locked(id, by);
        if (!job.state().open()) {
            throw new Conflict("这件作业%s，不用取消".formatted(job.state().words()));
        }
        if (job.state() == JobState.WAITING) {
            jdbc.sql("update job set state = 'CANCELLED', cancel_asked = true, ended_at = ? where id = ?")
                    .params(JobStore.at(clock.instant()), id.id())
                    .update();
            runner.kind(job.kind()).ended(id, parameters(id), JobState.CANCELLED);
        } else {
            jdbc.sql("update job set cancel_asked = true where id = ?")
                    .param(id.id())
                    .update();
        }
        audit.changed(by, "取消后台作业", new Subject("job", id.toString()), "");
    }

    /** 继续 from where it stopped. */
    public void resume(JobId id, Officer by) {
        var job = locked(id, by);
        if (job.state() != JobState.FAILED) {
            throw new Conflict("这件作业%s，不用继续".formatted(job.state().words()));
        }
        jdbc.sql("update job set state = 'WAITING', tries = 0, ended_at = null, message = null where id = ?")
                .param(id.id())
                .update();
        tasks.close(TASK, subject(id), by);
        audit.changed(by, "继续后台作业", subject(id), "");
    }

    /** 重试没有办成的行, as a job of its own. */
    public JobId retry(JobId id, Officer by) {
        var job = locked(id, by);
        if (!job.retries() || job.state() != JobState.DONE || job.failedRows() == 0) {
            throw new Conflict("没有可以重试的行");
        }
        var again = new NewJob(job.kind(), "重试：" + job.title(), parameters(id), null, job.resultUrl(), "retry/" + id);
        var started = insert(again, by.id(), by.name(), id.id()).orElseThrow(() -> new Conflict("已经在重试了"));
        tasks.close(TASK, subject(id), by);
        audit.changed(by, "重试没有办成的行", subject(id), "");
        return started;
    }

    /** 知道了: takes it off the worklist. */
    public void seen(JobId id, Officer by) {
        locked(id, by);
        tasks.close(TASK, subject(id), by);
    }

    /** Rows that were not taken, with their reasons; looked at is logged. */
    @Transactional(readOnly = true)
    public List<FailedRow> failedRows(JobId id, Officer by) {
        var job = get(id, by);
        if (!job.mine()) {
            throw new NoSuchElementException("no job " + id);
        }
        var rows = store.failedRows(id);
        audit.opened(by, subject(id), rows.size() + " 行", "下载没有办成的行");
        return rows;
    }

    private JobView locked(JobId id, Officer by) {
        return jdbc.sql("select * from job where id = ? and owner_id = ? for update")
                .params(id.id(), by.id())
                .query((row, n) -> view(row, by))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no job " + id));
    }

    private String parameters(JobId id) {
        return jdbc.sql("select parameters from job where id = ?")
                .param(id.id())
                .query(String.class)
                .single();
    }

    private static Subject subject(JobId id) {
        return new Subject("job", id.toString());
    }

    private JobView view(ResultSet row, Officer by) throws SQLException {
        var total = row.getObject("total", Long.class);
        var started = Sql.instantOrNull(row, "started_at");
        var state = JobState.valueOf(row.getString("state"));
        var kind = row.getString("kind");
        return new JobView(
                new JobId(row.getObject("id", UUID.class)),
                kind,
                row.getString("title"),
                row.getString("owner_name"),
                state,
                row.getBoolean("cancel_asked") && state == JobState.RUNNING,
                row.getLong("position"),
                total,
                row.getLong("failed_rows"),
                java.util.Objects.requireNonNull(Sql.instantOrNull(row, "created_at")),
                started,
                Sql.instantOrNull(row, "ended_at"),
                state == JobState.RUNNING ? expected(started, row.getLong("position"), total) : null,
                row.getString("message"),
                row.getString("result_url"),
                by.id().equals(row.getObject("owner_id", UUID.class)),
                runner.kind(kind).retries());
    }

    private @Nullable Instant expected(@Nullable Instant started, long position, @Nullable Long total) {
        if (started == null || total == null || position < 1 || position > total) {
            return null;
        }
        var now = clock.instant();
        var used = Duration.between(started, now).toMillis();
        return now.plusMillis((long) ((double) used / position * (total - position)));
    }
}
