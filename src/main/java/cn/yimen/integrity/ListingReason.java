package cn.yimen.integrity;

/** 失信情形. */
public enum ListingReason {
    CONCEALED("隐瞒收入、财产或家庭成员"),
    FORGED("提供虚假证明、虚假材料"),
    OBSTRUCTED("无正当理由拒不配合调查核对"),
    MISUSED("采取欺骗手段领取救助"),
    OVERPAID("拒不退回多领的救助款物");

    private final String words;

    ListingReason(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
