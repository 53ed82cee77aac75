package cn.yimen.approval;

import cn.yimen.pages.Conflict;

/** 现在不能这样办: no way leads there from the state it is in, or something is still missing. Answered 409. */
public class NoWay extends Conflict {

    NoWay(String words) {
        super(words);
    }
}
