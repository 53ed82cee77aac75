package cn.yimen.household;

/** 支出类别 (HH-5). */
public enum ExpenseKind {
    MEDICAL("医疗自负支出"),
    EDUCATION("教育支出"),
    REHABILITATION("残疾康复支出"),
    HOUSING("住房支出"),
    OTHER("其他支出");

    private final String label;

    ExpenseKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
