package cn.yimen.ledger;

/** 拨款申请的状态. */
public enum RequestState {
    REQUESTED("待拨款", "amber"),
    PAID("已拨款", "green"),
    REFUSED("未同意", "red"),
    WITHDRAWN("已撤回", "plain");

    private final String words;
    private final String css;

    RequestState(String words, String css) {
        this.words = words;
        this.css = css;
    }

    public String words() {
        return words;
    }

    /** The colour of its tag. */
    public String css() {
        return css;
    }
}
