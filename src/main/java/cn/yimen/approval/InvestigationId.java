package cn.yimen.approval;

import java.io.Serializable;
import java.util.UUID;

/** 入户调查的内部编号, in URLs; people say its number DC-…. */
public record InvestigationId(UUID id) implements Serializable {

    /** @throws IllegalArgumentException if it is no such number */
    public static InvestigationId of(String id) {
        return new InvestigationId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
