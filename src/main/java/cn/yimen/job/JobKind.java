package cn.yimen.job;

/** 作业种类: a bean for each kind of long work. */
public interface JobKind {

    /** Stable name, {@code verification.import}. */
    String code();

    /**
     * Does the work from {@link JobRun#position()} on. It may be called again at any time with the position of the last
     * step that was committed, on another node; whatever it writes, it writes inside a step.
     *
     * @throws JobRefused if the work cannot be done and it is no use to try again as it is
     */
    void run(JobRun run);

    /** After the job ended without having been done, in the transaction that says so. */
    default void ended(JobId job, String parameters, JobState state) {}

    /** Whether rows that were not taken can be done once more by themselves. */
    default boolean retries() {
        return false;
    }
}
