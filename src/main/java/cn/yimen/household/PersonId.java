package cn.yimen.household;

import java.io.Serializable;
import java.util.UUID;

/** 人员编号: internal, opaque, fit for a URL. */
public record PersonId(UUID id) implements Serializable {

    /** @throws IllegalArgumentException if it is no UUID */
    public static PersonId of(String id) {
        return new PersonId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
