package cn.yimen.verification;

/** 疑点的处置 (lessons 17). */
public enum Disposition {
    OPEN("待处置", "amber"),
    CONFIRMED("属实", "red"),
    FALSE_POSITIVE("不属实", "green"),
    DISPUTED("本人有异议，复查中", "amber"),
    AMBIGUOUS("说不清，存疑", "grey");

    private final String words;
    private final String css;

    Disposition(String words, String css) {
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
