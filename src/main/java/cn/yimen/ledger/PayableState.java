package cn.yimen.ledger;

/** 应付款的状态, as its postings say. */
public enum PayableState {
    DUE("待支付", "amber"),
    PAID("已支付", "green"),
    REVERSED("已冲正", "plain");

    private final String words;
    private final String css;

    PayableState(String words, String css) {
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
