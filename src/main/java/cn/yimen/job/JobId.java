package cn.yimen.job;

import java.util.UUID;

/** 作业的编号. */
public record JobId(UUID id) {

    /** Reads a path variable. */
    public static JobId of(String id) {
        return new JobId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
