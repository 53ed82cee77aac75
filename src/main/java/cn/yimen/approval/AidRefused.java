package cn.yimen.approval;

import cn.yimen.pages.Conflict;

/** 救助填得不对: which field is wrong, and why in a sentence. */
public class AidRefused extends Conflict {

    private final String field;

    AidRefused(String field, String words) {
        super(words);
        this.field = field;
    }

    /** The name of the field. */
    public String field() {
        return field;
    }
}
