package cn.yimen.approval;

import java.time.Instant;
import java.time.YearMonth;

/**
 * 抽查结果 of one application.
 *
 * @param no its place among those submitted in the month
 * @param score the first 32 bits of the digest, as a number
 */
public record SampleDraw(ApplicationId application, YearMonth month, int no, long score, Why why, Instant at) {

    /** 抽中没有、因为什么. */
    public enum Why {
        SCORE("抽中"),
        SHARE("补足比例抽中"),
        NOT("未抽中");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public boolean drawn() {
        return why != Why.NOT;
    }

    /** 「0.2718」: where it lies between 0 and 1. */
    public String fraction() {
        return String.format(java.util.Locale.ROOT, "%.4f", score / 4294967296.0);
    }
}
