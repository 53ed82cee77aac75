package cn.yimen.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 一页待办, most urgent first.
 *
 * @param next key of the next page; null on the last
 */
public record TaskPage(List<TaskRow> rows, @Nullable String next) {

    public TaskPage {
        rows = List.copyOf(rows);
    }
}
