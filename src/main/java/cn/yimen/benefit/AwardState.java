package cn.yimen.benefit;

/** 待遇状态. */
public enum AwardState {
    RUNNING("享受中", "green"),
    SUSPENDED("停发中", "amber"),
    EXITING("渐退中", "amber"),
    ENDED("已终止", "plain");

    private final String words;
    private final String css;

    AwardState(String words, String css) {
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
