package cn.yimen.household;

import java.io.Serializable;
import java.util.UUID;

/** 家庭编号: internal, opaque, fit for a URL. */
public record HouseholdId(UUID id) implements Serializable {

    /** @throws IllegalArgumentException if it is no UUID */
    public static HouseholdId of(String id) {
        return new HouseholdId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
