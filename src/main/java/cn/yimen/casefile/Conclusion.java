package cn.yimen.casefile;

/** 办理结果的种类. */
public enum Conclusion {
    GRANTED("符合，已办理", "green"),
    REFUSED("不符合条件", "grey"),
    OTHER("其他", "grey");

    private final String words;
    private final String css;

    Conclusion(String words, String css) {
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
