package cn.yimen.district;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 区划单位: the county, a township or a village (村、社区), as it is now.
 *
 * @param name the official name, {@code 把士村村民委员会}
 * @param shortName the name pages show, {@code 把士村}
 * @param letters the township's letters in receipt numbers, unique and never changed; null on other levels
 * @param entrustedTo who runs the unit on the district's behalf (委托管理); null when nobody does
 * @param unverified what about it still waits for the bureau's word (待核)
 * @param closedOn the first day it is no longer there; null while it is
 * @param version for the edit form
 */
public record Place(
        PlaceId id,
        UnitType type,
        String name,
        String shortName,
        @Nullable PlaceId parent,
        String pinyin,
        String initials,
        @Nullable String letters,
        @Nullable String entrustedTo,
        @Nullable String unverified,
        @Nullable LocalDate closedOn,
        long version) {

    public String code() {
        return id.code();
    }

    /** Whether it is there on that day. */
    public boolean openOn(LocalDate day) {
        return closedOn == null || day.isBefore(closedOn);
    }
}
