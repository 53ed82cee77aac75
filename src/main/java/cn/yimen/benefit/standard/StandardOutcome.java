package cn.yimen.benefit.standard;

/** 调整标准后一项待遇会怎样. */
public enum StandardOutcome {
    RISES("提高", "green"),
    FALLS("降低", "amber"),
    LEAVES("不再符合", "red"),
    UNDECIDED("算不出", "amber"),
    SAME("不变", "plain");

    private final String words;
    private final String css;

    StandardOutcome(String words, String css) {
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
