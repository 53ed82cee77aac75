package cn.yimen.intake;

/**
 * 要改的一处.
 *
 * @param field name of the control it belongs to
 * @param words what is wrong and what to do, as it stands at the control
 * @param row 「第 4 位成员赵玉珍」, put before the words in the summary; empty outside the rows
 */
public record Problem(String field, String words, String row) {

    static Problem at(String field, String words) {
        return new Problem(field, words, "");
    }

    /** As it stands in the summary. */
    public String whole() {
        return row.isEmpty() ? words : row + "：" + words;
    }
}
