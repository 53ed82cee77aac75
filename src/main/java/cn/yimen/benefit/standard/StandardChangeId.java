package cn.yimen.benefit.standard;

import java.util.UUID;

/** 测算的编号. */
public record StandardChangeId(UUID id) {

    /** Reads a path variable. */
    public static StandardChangeId of(String id) {
        return new StandardChangeId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
