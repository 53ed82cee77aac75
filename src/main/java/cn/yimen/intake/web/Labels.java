package cn.yimen.intake.web;

import org.jspecify.annotations.Nullable;

/** 提示语的拼法. */
final class Labels {

    private Labels() {}

    /** 「联系电话」 + 「少 1 位…」; nothing stays nothing. */
    static @Nullable String behind(String label, @Nullable String problem) {
        return problem == null ? null : label + problem;
    }
}
