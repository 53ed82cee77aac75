package cn.yimen.intake;

import java.io.Serializable;
import java.util.UUID;

/** 受理登记草稿的编号. */
public record DraftId(UUID id) implements Serializable {

    public static DraftId of(String id) {
        return new DraftId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
