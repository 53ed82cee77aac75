package cn.yimen.task;

import cn.yimen.calendar.DeadlineLoader.Limit;
import cn.yimen.config.CopyTable;
import cn.yimen.identity.Officer;
import java.sql.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** 成批的待办: tasks that were done and tasks that are open, by COPY. */
@Service
public class TaskLoader {

    /**
     * 一件待办.
     *
     * @param limit the one the task names
     * @param closedAt null while it is open
     * @param closedBy null where it fell away
     */
    public record Past(
            UUID id,
            NewTask task,
            @Nullable Limit limit,
            Instant openedAt,
            @Nullable Instant closedAt,
            @Nullable Officer closedBy) {}

    /** Loads within the connection's transaction; the limits are there. */
    public void load(Connection connection, Collection<Past> tasks) {
        try (var copy = new CopyTable(
                connection,
                "task",
                "id, kind, assignee, township_code, subject_kind, subject_id, title, why, verb, url, person, place, number,"
                        + " deadline_id, due_at, opened_at, closed_at, closed_by")) {
            for (var past : tasks) {
                var task = past.task();
                var limit = past.limit();
                copy.put(past.id())
                        .put(task.kind())
                        .put(task.to().key())
                        .put(task.to().townshipCode())
                        .put(task.subject().kind())
                        .put(task.subject().id())
                        .put(task.title())
                        .put(task.why())
                        .put(task.verb())
                        .put(task.url())
                        .put(task.person())
                        .put(task.place())
                        .put(task.number())
                        .put(limit == null ? null : limit.id().id())
                        .put(limit == null ? null : limit.dueAt())
                        .put(past.openedAt())
                        .put(past.closedAt())
                        .put(past.closedBy() == null ? null : past.closedBy().id())
                        .end();
            }
        }
    }
}
