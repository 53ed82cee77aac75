package cn.yimen.ledger;

import cn.yimen.kernel.Money;

/** 台账每一笔的种类. */
public enum PostingKind {
    GRANT("拨入", "green"),
    TOP_UP("补足", "green"),
    PAYMENT("支出", "blue"),
    /** the bureau has checked the papers of payments; the balance stays */
    SETTLEMENT("核销", "plain"),
    REVERSAL("冲正", "amber");

    private final String words;
    private final String css;

    PostingKind(String words, String css) {
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

    /** What it does to the balance; a reversal does the opposite of what it takes back. */
    Money effect(Money amount) {
        return switch (this) {
            case GRANT, TOP_UP -> amount;
            case PAYMENT -> amount.negated();
            case SETTLEMENT -> Money.ZERO;
            case REVERSAL -> throw new IllegalArgumentException("a reversal has the effect of its original");
        };
    }
}
