package cn.yimen.calendar;

import java.io.Serializable;
import java.util.UUID;

/** Number of a limit (时限), kept by whatever it binds. An entity may have an attribute of this type. */
public record DeadlineId(UUID id) implements Serializable {

    public static DeadlineId of(String id) {
        return new DeadlineId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
