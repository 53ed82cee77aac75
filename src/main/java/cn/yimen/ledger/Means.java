package cn.yimen.ledger;

/** 支付方式. */
public enum Means {
    CASH("现金"),
    TRANSFER("转账"),
    /** bought from the reserve and handed over */
    GOODS("购买实物");

    private final String words;

    Means(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
