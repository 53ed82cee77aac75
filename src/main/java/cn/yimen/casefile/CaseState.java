package cn.yimen.casefile;

/** 个案状态: follows from its matters. */
public enum CaseState {
    AWAITING_MATERIALS("待补正", "amber"),
    ACCEPTED("已受理", "blue"),
    /** Every matter is decided, somebody is still to be told. */
    CONCLUDED("已办结，待告知", "amber"),
    CLOSED("已办结", "green"),
    WITHDRAWN("已撤回", "grey");

    private final String words;
    private final String css;

    CaseState(String words, String css) {
        this.words = words;
        this.css = css;
    }

    public String words() {
        return words;
    }

    public String css() {
        return css;
    }
}
