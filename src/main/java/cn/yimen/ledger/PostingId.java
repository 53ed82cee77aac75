package cn.yimen.ledger;

import java.io.Serializable;
import java.util.UUID;

/** 台账一笔的编号. */
public record PostingId(UUID id) implements Serializable {

    public static PostingId of(String id) {
        return new PostingId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
