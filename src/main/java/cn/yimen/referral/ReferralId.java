package cn.yimen.referral;

import java.io.Serializable;
import java.util.UUID;

/** 转办单的内部编号, in URLs; people say its number, {@code ZB-2026-0191}. */
public record ReferralId(UUID id) implements Serializable {

    /** @throws IllegalArgumentException if it is no such number */
    public static ReferralId of(String id) {
        return new ReferralId(UUID.fromString(id));
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
