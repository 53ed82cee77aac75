package cn.yimen.integrity;

import java.io.Serializable;
import java.util.UUID;

/** 任职人员的内部编号. */
public record CadreId(UUID id) implements Serializable {

    /** @throws IllegalArgumentException if it is no such number */
    public static CadreId of(String id) {
        return new CadreId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
