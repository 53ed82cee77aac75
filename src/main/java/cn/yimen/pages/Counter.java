package cn.yimen.pages;

import org.jspecify.annotations.Nullable;

/**
 * 计数筛选: one of the counters above a list, which is also its filter.
 *
 * @param light over, soon, ok, done or null
 */
public record Counter(
        String words,
        long count,
        String url,
        boolean current,
        @Nullable String light) {

    /** Counting stops here: an exact count of a long list costs more than the page. */
    public static final int CAP = 10_000;

    public static Counter of(String words, long count, String url, boolean current) {
        return new Counter(words, count, url, current, null);
    }

    /** The number, or 「1 万以上」 for a count that was cut off. */
    public String countWords() {
        return count > CAP ? "1 万以上" : Long.toString(count);
    }
}
