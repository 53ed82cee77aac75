package cn.yimen.casefile;

import java.io.Serializable;
import java.util.UUID;

/** 个案的内部编号, in URLs; people say the {@link ReceiptNumber}. */
public record CaseId(UUID id) implements Serializable {

    /** @throws IllegalArgumentException if it is no such number */
    public static CaseId of(String id) {
        return new CaseId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
