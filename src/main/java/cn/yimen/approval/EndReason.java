package cn.yimen.approval;

/** 终止审核确认程序的事由 (national-rules 2.9, what of it can come before a decision). */
public enum EndReason {
    REFUSE_VERIFY("拒不配合调查核对"),
    MOVE_OUT("迁出本区"),
    MEMBER_CHANGE("家庭成员变化，需重新申请"),
    INCOME_OVER("收入变化，不再符合"),
    ASSET_OVER("财产变化，不再符合"),
    IMPRISONED("服刑或强制戒毒"),
    FRAUD("虚假申报、伪造材料"),
    TO_TEKUN("改按特困供养办理"),
    OTHER("其他");

    private final String words;

    EndReason(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
