package cn.yimen.ledger;

import java.io.Serializable;
import java.util.UUID;

/** 拨款申请的编号. */
public record RequestId(UUID id) implements Serializable {

    public static RequestId of(String id) {
        return new RequestId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
