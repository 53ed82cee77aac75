package cn.yimen.casefile;

import cn.yimen.pages.Conflict;

/** 这一步现在不能办: no way leads there from the state it is in; somebody else was faster. Answered 409. */
public class IllegalTransition extends Conflict {

    private final MatterState from;
    private final MatterState to;

    IllegalTransition(MatterId id, MatterState from, MatterState to) {
        super("本件现在是「" + from.words() + "」，不能再改为「" + to.words() + "」");
        this.from = from;
        this.to = to;
    }

    public MatterState from() {
        return from;
    }

    public MatterState to() {
        return to;
    }
}
