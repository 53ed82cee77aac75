package cn.yimen.approval;

import java.io.Serializable;
import java.util.UUID;

/** 审批件的内部编号, in URLs; people say the receipt number of its case. */
public record ApplicationId(UUID id) implements Serializable {

    /** @throws IllegalArgumentException if it is no such number */
    public static ApplicationId of(String id) {
        return new ApplicationId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
