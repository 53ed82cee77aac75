package cn.yimen.benefit;

import java.io.Serializable;
import java.util.UUID;

/** 待遇的内部编号: opaque, fit for a URL. */
public record AwardId(UUID id) implements Serializable {

    /** @throws IllegalArgumentException if it is no such number */
    public static AwardId of(String id) {
        return new AwardId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
