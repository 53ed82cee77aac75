package cn.yimen.approval;

import java.util.Optional;

/** 审核路径的种类; which ways each has is data. */
public enum PathKind {
    DIBAO_FAMILY("低保、低保边缘、刚性支出"),
    TEKUN("特困供养"),
    TEMPORARY("临时救助");

    private final String words;

    PathKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** The path of an item of the catalogue; none for an item that is decided another way. */
    public static Optional<PathKind> ofItem(String itemCode) {
        return switch (itemCode) {
            case "MZ-01", "MZ-05", "MZ-06" -> Optional.of(DIBAO_FAMILY);
            case "MZ-02A" -> Optional.of(TEKUN);
            case "MZ-03" -> Optional.of(TEMPORARY);
            default -> Optional.empty();
        };
    }
}
