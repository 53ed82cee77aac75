package cn.yimen.district;

import java.io.Serializable;
import java.util.UUID;

/** 机构编号. */
public record OfficeId(UUID id) implements Serializable {

    public static OfficeId of(String id) {
        return new OfficeId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
