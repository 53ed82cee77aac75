package cn.yimen.kernel;

/** 性别 (GB/T 2261.1). */
public enum Sex {
    UNKNOWN(0, "未知"),
    MALE(1, "男"),
    FEMALE(2, "女"),
    UNSTATED(9, "未说明");

    private final int code;
    private final String label;

    Sex(int code, String label) {
        this.code = code;
        this.label = label;
    }

    public int code() {
        return code;
    }

    public String label() {
        return label;
    }
}
