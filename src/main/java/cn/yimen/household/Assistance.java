package cn.yimen.household;

/** 已享受的救助类别 of a household or of a supporter, as known on the day. */
public enum Assistance {
    NONE("未享受"),
    TEKUN("特困人员"),
    DIBAO("低保对象"),
    BIANYUAN("低保边缘家庭"),
    GANGXING("刚性支出困难家庭");

    private final String label;

    Assistance(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
