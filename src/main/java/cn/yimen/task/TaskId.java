package cn.yimen.task;

import java.io.Serializable;
import java.util.UUID;

/** 待办编号. */
public record TaskId(UUID id) implements Serializable {

    public static TaskId of(String id) {
        return new TaskId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
