package cn.yimen.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 待办筛选: the counters of the workbench, which are the filters of its list. */
public enum TaskFilter {
    ALL("全部待办", null),
    OVER("已超期", "over"),
    TODAY("今天到期", "soon"),
    LATER("期限充足", "ok"),
    DONE("今天已办", "done");

    private final String words;
    private final @Nullable String light;

    TaskFilter(String words, @Nullable String light) {
        this.words = words;
        this.light = light;
    }

    /** Reads the parameter of an address; unknown ones are dropped. */
    public static Optional<TaskFilter> of(@Nullable String key) {
        return Arrays.stream(values())
                .filter(filter -> filter.key().equals(key))
                .findFirst();
    }

    /** As it stands in an address. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String words() {
        return words;
    }

    /** Which light stands before the words; null for none. */
    public @Nullable String light() {
        return light;
    }
}
