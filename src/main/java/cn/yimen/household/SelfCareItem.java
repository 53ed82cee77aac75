package cn.yimen.household;

/** 生活自理能力六项指标 (43 第二十一条). */
public enum SelfCareItem {
    EAT("自主吃饭"),
    DRESS("自主穿衣"),
    BED("自主上下床"),
    TOILET("自主如厕"),
    WALK("室内自主行走"),
    BATH("自主洗澡");

    private final String label;

    SelfCareItem(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
