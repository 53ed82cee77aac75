package cn.yimen.approval;

import cn.yimen.pages.NotAllowed;

/** 一人一职: the officer has another part in this application already. Answered 403. */
public class OwnWork extends NotAllowed {

    OwnWork(String words) {
        super(words);
    }
}
