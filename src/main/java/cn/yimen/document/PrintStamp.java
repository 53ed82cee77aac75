package cn.yimen.document;

import java.time.Instant;

/**
 * 打印记录: the foot of a form: who printed it, when, for which time.
 *
 * @param by name of the officer
 * @param nth 1 for the first print, more is 补打; 0 where prints are not counted
 */
public record PrintStamp(String by, Instant at, int nth) {

    /** A paper whose prints are not counted. */
    public static PrintStamp of(String by, Instant at) {
        return new PrintStamp(by, at, 0);
    }

    /** 「，第 2 次」 behind the word 打印; nothing where prints are not counted. */
    public String count() {
        return nth == 0 ? "" : "，第 " + nth + " 次";
    }
}
