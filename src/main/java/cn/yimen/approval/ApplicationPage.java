package cn.yimen.approval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** 清单的一页, with the keys of the pages before and after it. */
public record ApplicationPage(
        List<ApplicationRow> rows,
        @Nullable String previous,
        @Nullable String next) {}
