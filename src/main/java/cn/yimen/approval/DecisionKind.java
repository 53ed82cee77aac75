package cn.yimen.approval;

/** 决定的种类. */
public enum DecisionKind {
    CONFIRM(Way.CONFIRM, "QR", "确认同意"),
    REFUSE(Way.REFUSE, "BQ", "不予确认");

    private final Way way;
    private final String series;
    private final String words;

    DecisionKind(Way way, String series, String words) {
        this.way = way;
        this.series = series;
        this.words = words;
    }

    public Way way() {
        return way;
    }

    /** 文书的字头. */
    String series() {
        return series;
    }

    public String words() {
        return words;
    }
}
