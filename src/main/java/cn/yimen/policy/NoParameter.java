package cn.yimen.policy;

import java.time.LocalDate;

/** 没有这一天的参数: never answered by the nearest value, because it would be wrong silently (lessons 8). */
public final class NoParameter extends RuntimeException {

    private final String key;
    private final LocalDate day;

    NoParameter(String key, LocalDate day) {
        super("no value of " + key + " on " + day);
        this.key = key;
        this.day = day;
    }

    public String key() {
        return key;
    }

    public LocalDate day() {
        return day;
    }
}
