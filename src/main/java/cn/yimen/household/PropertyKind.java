package cn.yimen.household;

/** 财产种类 (national-rules 2.6). */
public enum PropertyKind {
    CASH_DEPOSIT("存款"),
    SECURITIES("证券"),
    FUND("基金"),
    INSURANCE("商业保险"),
    CLAIM("债权"),
    INTERNET_FINANCE("互联网金融资产"),
    VEHICLE("机动车"),
    HOUSE("住房"),
    NON_RESIDENTIAL("商铺、办公楼等非居住用房"),
    FOREST("林木等定着物"),
    COMPANY_EQUITY("企业、个体工商户登记"),
    MACHINE("大型农机具、机械"),
    OTHER("其他财产");

    private final String label;

    PropertyKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** 金融资产: counted by its value and not by its presence. */
    public boolean financial() {
        return ordinal() <= INTERNET_FINANCE.ordinal();
    }
}
