package cn.yimen.household;

/** 收入类别 (57 第十三条). */
public enum IncomeKind {
    WAGE("工资性收入"),
    BUSINESS("经营净收入"),
    PROPERTY("财产净收入"),
    TRANSFER("转移净收入"),
    OTHER("其他收入");

    private final String label;

    IncomeKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
