package cn.yimen.approval;

import java.util.Locale;
import java.util.Optional;

/** 清单的一页签. */
public enum ApplicationTab {
    MINE("待我办"),
    OPEN("在办"),
    TODAY("今天到期"),
    OVER("超期"),
    HANDS("我经手的"),
    ENDED("已办完");

    private final String words;

    ApplicationTab(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ApplicationTab> of(@org.jspecify.annotations.Nullable String key) {
        for (var tab : values()) {
            if (tab.key().equals(key)) {
                return Optional.of(tab);
            }
        }
        return Optional.empty();
    }
}
