package cn.yimen.intake;

/** 特殊情况: the short choice in a member's row; the details are asked under it. */
public enum Condition {
    SEVERE("重度残疾"),
    DISABLED("其他残疾"),
    ILL("重病"),
    CHRONIC("慢性病"),
    STUDENT("在校生");

    private final String words;

    Condition(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
