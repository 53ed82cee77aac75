package cn.yimen.household;

/** 不计入共同生活家庭成员的情形 (57 第七条). */
public enum Absence {
    NONE(""),
    IN_PRISON("在监狱服刑"),
    COMPULSORY_DETOX("在戒毒所强制隔离戒毒"),
    DECLARED_MISSING("宣告失踪"),
    /** Also what makes a person apply alone (参照单人户, 57 第八条). */
    RELIGIOUS("连续三年以上（含三年）脱离家庭独立生活的宗教教职人员"),
    OTHER_BY_PROVINCE("省级民政部门认定的其他人员"),
    DECEASED("已死亡");

    private final String label;

    Absence(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
