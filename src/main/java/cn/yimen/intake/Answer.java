package cn.yimen.intake;

/** 明确答复: what stops the clock (IN-1). */
public enum Answer {
    ACCEPTED("已受理"),
    MATERIALS_MISSING("材料不齐，已一次性告知"),
    NOT_ELIGIBLE("不符合，已解释"),
    REFERRED("转其他部门办理"),
    ADVICE("咨询，已答复");

    private final String words;

    Answer(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
