package cn.yimen.intake;

/** 家庭财产的情形, to be ticked. */
public enum Asset {
    VEHICLE("机动车"),
    HOUSES("两套以上住房"),
    SHOP("商铺、办公楼"),
    FINANCE("存款、理财"),
    BUSINESS("经营实体、雇工"),
    NONE("以上都没有");

    private final String words;

    Asset(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
