package cn.yimen.benefit.standard;

import cn.yimen.benefit.standard.StandardChangeWork.Judged;
import cn.yimen.benefit.standard.StandardChangeWork.Piece;
import cn.yimen.eligibility.EligibilityParameters;
import cn.yimen.identity.Officer;
import cn.yimen.job.JobId;
import cn.yimen.job.JobKind;
import cn.yimen.job.JobRefused;
import cn.yimen.job.JobRun;
import cn.yimen.job.JobState;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * 标准调整测算作业: pieces are read and judged on all processors at once and stored one after the other in the order of the
 * households, each with the mark of how far it came; after a crash it goes on behind the mark.
 */
@Component
class StandardChangeJob implements JobKind {

    static final String KIND = "benefit.standard";

    private static final Logger LOG = LoggerFactory.getLogger(StandardChangeJob.class);

    /** Awards in one piece: a statement's fixed cost is small beside it, and cancelling is prompt. */
    static final int PIECE = 2_000;

    private final StandardChanges changes;
    private final StandardChangeWork work;

    StandardChangeJob(StandardChanges changes, StandardChangeWork work) {
        this.changes = changes;
        this.work = work;
    }

    @Override
    public String code() {
        return KIND;
    }

    @Override
    public void ended(JobId job, String parameters, JobState state) {
        changes.ended(StandardChangeId.of(parameters), state);
    }

    /** 用时, of all threads together. */
    private static final class Times {

        private final LongAdder reading = new LongAdder();
        private final LongAdder judging = new LongAdder();
        private long storing;

        @Override
        public String toString() {
            return "reading %,d ms, judging %,d ms, storing %,d ms"
                    .formatted(ms(reading.sum()), ms(judging.sum()), ms(storing));
        }

        static long ms(long nanos) {
            return TimeUnit.NANOSECONDS.toMillis(nanos);
        }
    }

    @Override
    public void run(JobRun run) {
        var by = run.by();
        if (by == null || !by.hasAny(StandardChanges.STARTERS)) {
            throw new JobRefused("发起人已经没有民政岗位，请由其他人重新发起");
        }
        var begun = System.nanoTime();
        var change = changes.begun(StandardChangeId.of(run.parameters()));
        run.total(run.position() + work.count(change.on(), change.mark()));
        var times = new Times();
        var processors = Runtime.getRuntime().availableProcessors();
        var threads = Executors.newFixedThreadPool(processors, StandardChangeJob::thread);
        try {
            store(run, change, by, threads, processors, times);
        } finally {
            threads.shutdownNow();
        }
        run.step(run.position(), () -> run.say(changes.finish(change.id(), change.on())));
        LOG.info(
                "standard change {}: {} awards in {} ms; threads together {}",
                change.id(),
                run.position(),
                Times.ms(System.nanoTime() - begun),
                times);
    }

    private void store(
            JobRun run,
            StandardChanges.Begun change,
            Officer by,
            ExecutorService threads,
            int processors,
            Times times) {
        var ahead = new ArrayDeque<CompletableFuture<Judged>>();
        var next = work.next(change.on(), change.mark(), PIECE);
        while (!next.awards().isEmpty() || !ahead.isEmpty()) {
            while (!next.awards().isEmpty() && ahead.size() <= processors) {
                var piece = next;
                ahead.add(CompletableFuture.supplyAsync(() -> judged(piece, change, by, times), threads));
                next = work.next(change.on(), piece.mark(), PIECE);
            }
            var judged = joined(ahead.remove());
            var since = System.nanoTime();
            run.step(run.position() + judged.read().piece().awards().size(), () -> work.store(change.id(), judged));
            times.storing += System.nanoTime() - since;
        }
    }

    private Judged judged(Piece piece, StandardChanges.Begun change, Officer by, Times times) {
        EligibilityParameters parameters = change.parameters();
        var since = System.nanoTime();
        var read = work.read(piece, change.on(), by);
        var then = System.nanoTime();
        times.reading.add(then - since);
        var judged = work.judge(read, parameters);
        times.judging.add(System.nanoTime() - then);
        return judged;
    }

    /** What went wrong in another thread is thrown as what it is: the runner tells an outage from a mistake. */
    private static Judged joined(CompletableFuture<Judged> judged) {
        try {
            return judged.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "standard-change");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY + 1); // the desk goes first
        return thread;
    }
}
