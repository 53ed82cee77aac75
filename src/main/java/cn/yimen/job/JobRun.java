package cn.yimen.job;

import cn.yimen.identity.Officer;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 作业的一次执行, as its kind sees it. */
public final class JobRun {

    private final JobStore store;
    private final JobStore.Claimed claimed;
    private final @Nullable Officer by;
    private long position;

    JobRun(JobStore store, JobStore.Claimed claimed, @Nullable Officer by) {
        this.store = store;
        this.claimed = claimed;
        this.by = by;
        this.position = claimed.position();
    }

    public JobId id() {
        return claimed.id();
    }

    /** Who started it, with the posts of today; null for what the system started by itself. */
    public @Nullable Officer by() {
        return by;
    }

    public String parameters() {
        return claimed.parameters();
    }

    /** How far earlier runs came; 0 at first. */
    public long position() {
        return position;
    }

    /** The file it was started with. */
    public InputStream file() {
        var file = claimed.file();
        if (file == null) {
            throw new IllegalStateException("job without a file: " + claimed.id());
        }
        return store.open(file);
    }

    /** The job whose rows are tried once more; null for a first try. */
    public @Nullable UUID retryOf() {
        return claimed.retryOf();
    }

    /** The rows another job did not take, in their order. */
    public List<FailedRow> failedRowsOf(UUID job) {
        return store.failedRows(new JobId(job));
    }

    /** Says how much there is to do. */
    public void total(long n) {
        store.total(claimed, n);
    }

    /**
     * One piece in one transaction with the position: either both happened or neither. Ends the run if the job was
     * cancelled, or if another node has taken it over meanwhile.
     *
     * @param to the position when this piece is done
     */
    public void step(long to, Runnable work) {
        store.step(claimed, to, work);
        position = to;
    }

    /** A row that is not taken; call it inside a step. */
    public void failed(List<FailedRow> rows) {
        store.addFailed(claimed.id(), rows);
    }

    /** What came of it, one sentence for the page; call it inside a step. */
    public void say(String words) {
        store.say(claimed.id(), words);
    }

    /**
     * 没有办成的一行.
     *
     * @param line as the file counts, the head being line 1
     * @param cells as they stood in the file
     */
    public record FailedRow(long line, String reason, List<String> cells) {

        public FailedRow {
            cells = List.copyOf(cells);
        }

        @Override
        public String toString() {
            return "FailedRow[" + line + "]";
        }
    }
}
