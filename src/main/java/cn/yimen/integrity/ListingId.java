package cn.yimen.integrity;

import java.io.Serializable;
import java.util.UUID;

/** 失信名单一条的内部编号; people say its number, {@code SX-2026-0001}. */
public record ListingId(UUID id) implements Serializable {

    /** @throws IllegalArgumentException if it is no such number */
    public static ListingId of(String id) {
        return new ListingId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
