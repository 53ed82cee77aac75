package cn.yimen.workbench;

import cn.yimen.pages.Counter;
import cn.yimen.task.TaskFilter;
import cn.yimen.task.TaskRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 工作台的一段: one post with its counters and to-dos.
 *
 * @param key of the post in an address; counted from 0 in the order of the posts
 * @param title the post and its place, 「窗口经办 · 石桥镇」
 * @param counters the filters of the list
 * @param more further numbers of the post, each a link to its list
 * @param groups the to-dos in groups
 * @param empty what to say when there is nothing
 * @param restWords 「查看其余 6 件」; null when all are shown
 */
public record Section(
        int key,
        String title,
        TaskFilter filter,
        List<Counter> counters,
        List<Counter> more,
        List<Group> groups,
        String empty,
        @Nullable String restWords,
        @Nullable String restUrl,
        @Nullable String firstUrl) {

    /** 一组待办, 「今天必须办（5）」. */
    public record Group(String title, List<TaskRow> rows) {}
}
