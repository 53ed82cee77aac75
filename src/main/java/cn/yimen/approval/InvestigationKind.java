package cn.yimen.approval;

/** 入户调查的种类. */
public enum InvestigationKind {
    TOWNSHIP("乡镇入户调查"),
    REVISIT("乡镇重新入户调查"),
    /** By the bureau itself: a relative is filed, or somebody objected. */
    BUREAU("区级入户调查");

    private final String words;

    InvestigationKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    public boolean bureau() {
        return this == BUREAU;
    }
}
