package cn.yimen.household;

/** 收入项目: what an income is. Whether it counts is a parameter of the policy, not a property of the item. */
public enum IncomeItem {
    WAGES(IncomeKind.WAGE, "工资"),
    CASUAL_WORK(IncomeKind.WAGE, "零工收入"),
    /** May be estimated where it cannot be proved. */
    MIGRANT_WORK(IncomeKind.WAGE, "务工收入"),
    PUBLIC_POST(IncomeKind.WAGE, "公益性岗位收入"),
    FARMING(IncomeKind.BUSINESS, "种植养殖收入"),
    TRADE(IncomeKind.BUSINESS, "经营收入"),
    INTEREST(IncomeKind.PROPERTY, "利息、红利"),
    COLLECTIVE_DIVIDEND(IncomeKind.PROPERTY, "集体分红"),
    LAND_TRANSFER(IncomeKind.PROPERTY, "土地流转收入"),
    RENT(IncomeKind.PROPERTY, "房屋出租收入"),
    INSURANCE_YIELD(IncomeKind.PROPERTY, "储蓄性保险收益"),
    SUPPORT(IncomeKind.TRANSFER, "赡养费、抚养费、扶养费"),
    EMPLOYEE_PENSION(IncomeKind.TRANSFER, "离退休金"),
    /** 城乡居民基本养老保险个人账户养老金. */
    ACCOUNT_PENSION(IncomeKind.TRANSFER, "个人账户养老金"),
    /** 城乡居民基本养老保险基础养老金. */
    BASIC_PENSION(IncomeKind.TRANSFER, "基础养老金"),
    UNEMPLOYMENT_BENEFIT(IncomeKind.TRANSFER, "失业保险金"),
    SURVIVOR_BENEFIT(IncomeKind.TRANSFER, "遗属补助"),
    COMPENSATION(IncomeKind.TRANSFER, "经常性赔偿收入"),
    GIFT(IncomeKind.TRANSFER, "经常性受赠收入"),
    SOCIAL_INSURANCE(IncomeKind.TRANSFER, "其他社会保险待遇"),
    OLD_AGE_ALLOWANCE(IncomeKind.TRANSFER, "高龄津贴"),
    VETERAN_ALLOWANCE(IncomeKind.TRANSFER, "优待抚恤金"),
    FAMILY_PLANNING(IncomeKind.TRANSFER, "计划生育奖励与扶助金"),
    SCHOLARSHIP(IncomeKind.TRANSFER, "奖学金、助学金"),
    BRAVERY_AWARD(IncomeKind.TRANSFER, "见义勇为等奖励性补助"),
    SOCIAL_ASSISTANCE(IncomeKind.TRANSFER, "政府社会救助款物"),
    DISABILITY_ALLOWANCE(IncomeKind.TRANSFER, "残疾人两项补贴"),
    OTHER_EXEMPT(IncomeKind.OTHER, "设区的市以上政府规定不计入的收入"),
    OTHER(IncomeKind.OTHER, "其他收入");

    private final IncomeKind kind;
    private final String label;

    IncomeItem(IncomeKind kind, String label) {
        this.kind = kind;
        this.label = label;
    }

    public IncomeKind kind() {
        return kind;
    }

    public String label() {
        return label;
    }
}
