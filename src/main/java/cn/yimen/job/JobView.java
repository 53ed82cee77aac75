package cn.yimen.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 作业,供页面.
 *
 * @param owner 「系统」 for what started by itself
 * @param total null while it is not known
 * @param failedRows rows that were not taken, with their reasons in a file
 * @param expectedAt null while it cannot be said
 * @param mine whether the reader may cancel it and fetch its files
 * @param retries whether the rows that were not taken can be tried once more
 */
public record JobView(
        JobId id,
        String kind,
        String title,
        String owner,
        JobState state,
        boolean cancelling,
        long position,
        @Nullable Long total,
        long failedRows,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant expectedAt,
        @Nullable String message,
        @Nullable String resultUrl,
        boolean mine,
        boolean retries) {

    /** 「12,000 / 100,000」. */
    public String progressWords() {
        return total == null ? "已办 %,d".formatted(position) : "%,d / %,d".formatted(Math.min(position, total), total);
    }

    /** For the bar, in percent. */
    public int percent() {
        return total == null || total == 0 ? 0 : (int) Math.min(100, position * 100 / total);
    }

    /** Seconds until the page asks again: soon at first, seldom later (ui-guide 11). */
    public int askAgainAfter(Instant now) {
        var age = Duration.between(createdAt, now).toSeconds();
        return age < 30 ? 2 : age < 180 ? 5 : 15;
    }

    /** Whether work that stopped can go on from where it was. */
    public boolean resumable() {
        return mine && state == JobState.FAILED;
    }
}
