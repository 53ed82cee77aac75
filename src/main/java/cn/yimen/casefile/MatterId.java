package cn.yimen.casefile;

import java.io.Serializable;
import java.util.UUID;

/** 事项的内部编号. */
public record MatterId(UUID id) implements Serializable {

    /** @throws IllegalArgumentException if it is no such number */
    public static MatterId of(String id) {
        return new MatterId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
