package cn.yimen.integrity;

/** 责任环节 (IG-2), in the order of the procedure. */
public enum ChainStage {
    REPORTED("发现、申请"),
    RECEIVED("受理"),
    VERIFIED("信息核对"),
    VISITED("入户调查"),
    APPRAISED("民主评议"),
    REVIEWED("审核意见"),
    NOTICED("公示"),
    CONFIRMED("审核确认"),
    PAID("发放");

    private final String words;

    ChainStage(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
