package cn.yimen.casefile;

/** 这一步现在不能办: the state leads there by no way. */
public class IllegalTransition extends RuntimeException {

    private final MatterState from;
    private final MatterState to;

    IllegalTransition(MatterId id, MatterState from, MatterState to) {
        super("matter " + id + " does not go from " + from + " to " + to);
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
