package cn.yimen.benefit;

import cn.yimen.pages.Conflict;

/** 已在享受: the household or the person has an award that does not go with the new one. */
public class AlreadyInBenefit extends Conflict {

    private static final long serialVersionUID = 1L;

    AlreadyInBenefit(String words) {
        super(words);
    }

    AlreadyInBenefit(String words, Throwable cause) {
        super(words);
        initCause(cause);
    }
}
