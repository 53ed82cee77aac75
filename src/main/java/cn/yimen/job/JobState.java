package cn.yimen.job;

/** 作业状态. */
public enum JobState {
    WAITING("等待开始", "grey"),
    RUNNING("正在办", "blue"),
    DONE("已办完", "green"),
    FAILED("没有办成", "red"),
    CANCELLED("已取消", "grey");

    private final String words;
    private final String css;

    JobState(String words, String css) {
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

    public boolean open() {
        return this == WAITING || this == RUNNING;
    }
}
