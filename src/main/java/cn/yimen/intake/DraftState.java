package cn.yimen.intake;

/** 草稿状态. */
public enum DraftState {
    OPEN("草稿"),
    SUBMITTED("已受理"),
    DROPPED("已放弃");

    private final String words;

    DraftState(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
