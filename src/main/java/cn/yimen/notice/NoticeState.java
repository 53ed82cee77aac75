package cn.yimen.notice;

/** 公示状态. */
public enum NoticeState {
    POSTED("公示中", "blue"),
    ENDED("期满无异议", "green"),
    /** the days are over, an objection is open */
    OBJECTED("期满，异议处理中", "amber"),
    /** an objection was right, or what it was about went no further */
    STOPPED("已停止", "grey"),
    WITHDRAWN("已撤下", "grey"),
    /** another notice of the same subject was posted */
    SUPERSEDED("已重新公示", "grey");

    private final String words;
    private final String css;

    NoticeState(String words, String css) {
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
