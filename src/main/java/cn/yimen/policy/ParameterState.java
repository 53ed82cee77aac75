package cn.yimen.policy;

/** 参数的状态. */
public enum ParameterState {
    CONFIRMED("已确认"),
    /** 没有文件依据或数值待区民政局确认 */
    UNCONFIRMED("待核"),
    /** 录错了,从来没有生效过 */
    WITHDRAWN("已撤销");

    private final String words;

    ParameterState(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
