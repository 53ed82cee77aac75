package cn.yimen.district;

/** 机构类别 (REG-2). */
public enum OfficeKind {
    BUREAU("区民政部门"),
    TOWNSHIP("乡镇（街道）"),
    DEPARTMENT("协同部门"),
    LEADING_GROUP("领导小组成员单位"),
    AGENCY("下设机构"),
    CHARITY("社会组织");

    private final String words;

    OfficeKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
