package cn.yimen.household;

/** 在读学段, of full-time study; part-time study is {@link #NONE}. */
public enum StudyStage {
    NONE("不在校"),
    KINDERGARTEN("幼儿园"),
    PRIMARY("小学"),
    JUNIOR("初中"),
    SENIOR("普通高中"),
    VOCATIONAL("中等职业学校"),
    COLLEGE("全日制专科"),
    BACHELOR("全日制本科"),
    MASTER("全日制硕士"),
    DOCTOR("全日制博士");

    private final String label;

    StudyStage(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** 义务教育阶段. */
    public boolean compulsory() {
        return this == PRIMARY || this == JUNIOR;
    }

    /** 全日制本科及以下 (57 第七条第三项), from primary school on. */
    public boolean upToBachelor() {
        return ordinal() >= PRIMARY.ordinal() && ordinal() <= BACHELOR.ordinal();
    }
}
