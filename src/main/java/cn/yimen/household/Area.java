package cn.yimen.household;

/** 城乡属性 of the village the household lives in: decides which standard applies (REG-1). */
public enum Area {
    URBAN("城市"),
    RURAL("农村");

    private final String label;

    Area(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
