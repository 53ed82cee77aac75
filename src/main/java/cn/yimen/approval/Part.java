package cn.yimen.approval;

/** 经手的身份: in one application one officer has one of them (四眼). */
public enum Part {
    INVESTIGATOR("调查人"),
    REVIEWER("审核人"),
    CONFIRMER("确认人"),
    SECOND_CONFIRMER("复核确认人");

    private final String words;

    Part(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Whether it belongs to the decision and not to what the decision rests on. */
    boolean decides() {
        return this == CONFIRMER || this == SECOND_CONFIRMER;
    }
}
