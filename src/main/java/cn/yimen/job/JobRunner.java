package cn.yimen.job;

import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.pages.Outage;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** 作业的执行: every node looks for work; the table decides who gets it. */
@Component
class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** Seconds a job waits for the database before it leaves it to its lease. */
    private static final int PATIENCE = 90;

    private final JobStore store;
    private final Map<String, JobKind> kinds = new ConcurrentHashMap<>();
    private final ObjectProvider<JobKind> found;
    private final Officers officers;
    private final Tasks tasks;
    private final String node = UUID.randomUUID().toString().substring(0, 8);
    private final Map<JobId, JobStore.Claimed> running = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private final Semaphore free;
    private volatile boolean stopping;

    JobRunner(
            JobStore store,
            ObjectProvider<JobKind> found,
            Officers officers,
            Tasks tasks,
            @Value("${yimen.job.threads:2}") int threads) {
        this.store = store;
        this.found = found;
        this.officers = officers;
        this.tasks = tasks;
        this.free = new Semaphore(threads);
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, "job");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY + 1); // the desk goes first
            return thread;
        });
    }

    /** Looks for work; as many jobs at once as there are threads. */
    @Scheduled(fixedDelayString = "${yimen.job.every:PT1S}", initialDelayString = "${yimen.job.every:PT1S}")
    void wake() {
        while (!stopping && free.tryAcquire()) {
            var claimed = claimed();
            if (claimed.isEmpty()) {
                return;
            }
            threads.execute(() -> {
                try {
                    run(claimed.get());
                } finally {
                    free.release();
                }
            });
        }
    }

    /** The thread is free again where there is no work, or no database to ask for some. */
    private Optional<JobStore.Claimed> claimed() {
        Optional<JobStore.Claimed> claimed = Optional.empty();
        try {
            claimed = store.claim(node);
        } finally {
            if (claimed.isEmpty()) {
                free.release();
            }
        }
        return claimed;
    }

    /** Tells that this node is alive. */
    @Scheduled(fixedDelayString = "PT20S")
    void renew() {
        running.values().forEach(store::renew);
    }

    /** One job in this thread. */
    boolean runOne() {
        var claimed = store.claim(node);
        claimed.ifPresent(this::run);
        return claimed.isPresent();
    }

    private void run(JobStore.Claimed claimed) {
        running.put(claimed.id(), claimed);
        try {
            if (claimed.cancelAsked()) {
                end(claimed, JobState.CANCELLED, null);
                return;
            }
            if (claimed.tries() > JobStore.TRIES) {
                end(claimed, JobState.FAILED, "连续 " + JobStore.TRIES + " 次中断在同一处，已停下。已办的都在，可以按「继续」再试");
                return;
            }
            var run = new JobRun(store, claimed, owner(claimed));
            kind(claimed.kind()).run(run);
            end(claimed, JobState.DONE, null);
        } catch (JobStore.Gone gone) {
            if (store.cancelAsked(claimed.id())) {
                end(claimed, JobState.CANCELLED, null);
            } else {
                LOG.info("{}", gone.getMessage());
            }
        } catch (JobRefused refused) {
            end(claimed, JobState.FAILED, refused.getMessage());
        } catch (RuntimeException e) {
            if (stopping) {
                store.giveBack(claimed);
                return;
            }
            if (Outage.is(e)) {
                LOG.warn("job {} {} waits for the database", claimed.kind(), claimed.id());
                waitForDatabase(claimed);
                return;
            }
            LOG.error("job {} {}", claimed.kind(), claimed.id(), e);
            end(
                    claimed,
                    JobState.FAILED,
                    "程序出错，不是文件的问题。已办的都在，可以按「继续」；仍不行请报编号 "
                            + claimed.id().toString().substring(0, 8));
        } finally {
            running.remove(claimed.id());
        }
    }

    /** Nobody's fault: it goes on where it stopped, here as soon as the database answers, elsewhere after its lease. */
    private void waitForDatabase(JobStore.Claimed claimed) {
        for (var i = 0; i < PATIENCE && !stopping; i++) {
            try {
                store.giveBack(claimed);
                return;
            } catch (RuntimeException still) {
                if (!Outage.is(still)) {
                    throw still;
                }
                try {
                    Thread.sleep(1000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
        LOG.warn("job {} {} is left to its lease: the database does not answer", claimed.kind(), claimed.id());
    }

    private @Nullable Officer owner(JobStore.Claimed claimed) {
        if (claimed.owner() == null) {
            return null;
        }
        return officers.byId(claimed.owner()).orElseThrow(() -> new JobRefused("发起人的账号已停用，请由其他人重新发起"));
    }

    private void end(JobStore.Claimed claimed, JobState state, @Nullable String message) {
        store.end(claimed, state, message, () -> {
            if (state != JobState.DONE) {
                kind(claimed.kind()).ended(claimed.id(), claimed.parameters(), state);
            }
            tell(claimed, state);
        });
    }

    /** What did not go through comes to the worklist of whoever started it. */
    private void tell(JobStore.Claimed claimed, JobState state) {
        var rows = store.failedCount(claimed.id());
        if (claimed.owner() == null || state == JobState.CANCELLED || (state == JobState.DONE && rows == 0)) {
            return;
        }
        officers.byId(claimed.owner())
                .filter(one -> !one.posts().isEmpty())
                .ifPresent(one -> tasks.open(NewTask.of(
                        Jobs.TASK,
                        Assignee.officer(one.id(), one.posts().get(0).role()),
                        new Subject("job", claimed.id().toString()),
                        state == JobState.FAILED ? "后台作业没有办成" : "处理没有办成的 " + rows + " 行",
                        store.title(claimed.id()),
                        "去看",
                        "/jobs/" + claimed.id())));
    }

    JobKind kind(String code) {
        if (kinds.isEmpty()) {
            found.forEach(kind -> kinds.put(kind.code(), kind));
        }
        var kind = kinds.get(code);
        if (kind == null) {
            throw new JobRefused("这一版程序不认得这种作业");
        }
        return kind;
    }

    @PreDestroy
    void stop() {
        stopping = true;
        threads.shutdownNow();
        running.values().forEach(store::giveBack);
    }
}
