package cn.yimen.integrity;

/** 任职类别 (AP-3). */
public enum PostKind {
    VILLAGE_CADRE("村（居）委会成员"),
    TOWNSHIP_STAFF("乡镇经办人员"),
    BUREAU_STAFF("区级经办人员");

    private final String words;

    PostKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
