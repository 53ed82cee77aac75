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

    /**
     * A form that was sent with mistakes is no longer on its page: there is no place at which they could be named.
     *
     * @param asked whether the page has the form for its reader
     */
    public static void unless(boolean asked) {
        if (!asked) {
            throw new Conflict("这一步已经办过了，或者由别的岗位办；您填的没有保存");
        }
    }
}
