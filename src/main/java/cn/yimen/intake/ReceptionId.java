package cn.yimen.intake;

import java.io.Serializable;
import java.util.UUID;

/** 接待编号. */
public record ReceptionId(UUID id) implements Serializable {

    public static ReceptionId of(String id) {
        return new ReceptionId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
