package cn.yimen.policy;

/** 审核确认权限 (57 第二条). */
public enum ConfirmLevel {
    COUNTY("区级主管部门"),
    TOWN("乡镇（街道）");

    private final String words;

    ConfirmLevel(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
