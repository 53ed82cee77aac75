package cn.yimen.integrity;

/** 失信名单的环节 (IG-1). */
public enum ListingState {
    PROPOSED("待告知本人", "amber"),
    TOLD("陈述申辩期", "blue"),
    LISTED("在列", "amber"),
    DROPPED("不予列入", "plain"),
    ENDED("期满移出", "plain"),
    REMOVED("提前移出", "plain");

    private final String words;
    private final String css;

    ListingState(String words, String css) {
        this.words = words;
        this.css = css;
    }

    public String words() {
        return words;
    }

    public String css() {
        return css;
    }

    /** Whether it is still to be decided. */
    public boolean open() {
        return this == PROPOSED || this == TOLD;
    }
}
