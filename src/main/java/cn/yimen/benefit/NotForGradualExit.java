package cn.yimen.benefit;

import cn.yimen.pages.Conflict;

/** 不适用渐退: property, death, fraud, or income that rose for another reason than work. */
public class NotForGradualExit extends Conflict {

    private static final long serialVersionUID = 1L;

    NotForGradualExit(String words) {
        super(words);
    }
}
