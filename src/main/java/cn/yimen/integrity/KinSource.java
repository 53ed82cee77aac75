package cn.yimen.integrity;

/** 备案来源: how it became known that a case is one of relatives. */
public enum KinSource {
    DECLARED("申请时声明"),
    MATCHED("受理时比对"),
    LATER("受理后备案");

    private final String words;

    KinSource(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
