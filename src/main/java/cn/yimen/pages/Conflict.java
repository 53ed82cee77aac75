package cn.yimen.pages;

/**
 * 已有变化: the matter went on in the meantime, so the act no longer fits: 「陈立 10:22 已退回本件」. Answered 409 with these
 * words. Where values of a form are at stake it is {@link StaleEdit}.
 */
public class Conflict extends RuntimeException {

    /** @param words a sentence for the reader, without personal data */
    public Conflict(String words) {
        super(words);
    }
}
