package cn.yimen.casefile;

/** 材料状态 (IN-5). */
public enum MaterialState {
    RECEIVED("已收", "green"),
    MISSING("待补", "amber"),
    /** The system holds it or looks it up itself; nobody brings it. */
    EXEMPT("免交", "grey");

    private final String words;
    private final String css;

    MaterialState(String words, String css) {
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
