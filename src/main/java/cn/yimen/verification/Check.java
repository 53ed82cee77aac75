package cn.yimen.verification;

/** 检查项: what is compared; those in use for everybody in benefit run on each import and each month (VR-2). */
public enum Check {
    DEATH("死亡人员仍在册", true),
    PRISON("服刑或强制戒毒人员仍计入", true),
    VEHICLE("机动车未申报", true),
    HOUSE("房产未申报", true),
    BUSINESS("市场主体未申报", true),
    DOUBLE("其他待遇重复享受", true),
    DEPOSIT("存款高于申报", true),
    INCOME("收入高于申报", true),
    NAME("姓名与登记不一致", false),
    STUDY("在校情况与申报不一致", false),
    HUKOU("户籍已注销或迁出", true);

    private final String words;
    private final boolean standing;

    Check(String words, boolean standing) {
        this.words = words;
        this.standing = standing;
    }

    public String words() {
        return words;
    }

    /** 常设检查. */
    public boolean standing() {
        return standing;
    }
}
