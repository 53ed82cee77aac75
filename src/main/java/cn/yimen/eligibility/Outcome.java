package cn.yimen.eligibility;

/** 测算结论, with the word the page shows for it (ui-guide 4.2). */
public enum Outcome {
    ELIGIBLE("可能符合"),
    MISSING_FACTS("缺信息"),
    NOT_ELIGIBLE("暂不符合"),
    /** The scheme is not the question: another one takes its place, or nothing of the kind was asked. */
    NOT_APPLICABLE("不适用");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
