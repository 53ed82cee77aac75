package cn.yimen.household;

/** 证件种类 (HH-1). */
public enum IdentityKind {
    RESIDENT("居民身份证"),
    HKM_PERMIT("港澳居民居住证"),
    TAIWAN_PERMIT("台湾居民居住证"),
    FOREIGNER_PERMIT("外国人永久居留身份证"),
    NONE("暂无证件号");

    private final String label;

    IdentityKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
