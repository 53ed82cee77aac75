package cn.yimen.benefit;

/** 变动提议的状态. */
public enum ProposalState {
    OPEN("待决定", "amber"),
    DECIDED("已决定", "green"),
    REFUSED("不同意", "plain"),
    WITHDRAWN("已撤回", "plain"),
    /** the award ended meanwhile, e.g. by a death */
    LAPSED("已失效", "plain");

    private final String words;
    private final String css;

    ProposalState(String words, String css) {
        this.words = words;
        this.css = css;
    }

    public String words() {
        return words;
    }

    /** Colour of the label. */
    public String css() {
        return css;
    }
}
