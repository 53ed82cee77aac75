package cn.yimen.notice;

import java.io.Serializable;
import java.util.UUID;

/** 异议的标识. */
public record ObjectionId(UUID id) implements Serializable {

    public static ObjectionId of(String id) {
        return new ObjectionId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
