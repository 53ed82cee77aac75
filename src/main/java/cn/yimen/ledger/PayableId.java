package cn.yimen.ledger;

import java.util.UUID;

/** 应付款的标识: of what is due, whatever was posted to it since. */
public record PayableId(UUID id) {

    public static PayableId of(String text) {
        return new PayableId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
