package cn.yimen.district;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 机构: the bureau, a township's office, a department, a charity, as it is now.
 *
 * @param code stable key that people can read, {@code DEPT-JT}
 * @param name the official name
 * @param shortName the name pages show, {@code 区教育局}
 * @param place the township of a township's office; null otherwise
 * @param deptCode the catalogue's code of the department ({@code JT}), also of the bureau; null otherwise
 * @param deptName the department as documents call it in general ({@code 教体})
 * @param windowName the window where people apply, of a township's office
 * @param liaisonName 联络专员 of a department
 * @param leadingGroup a member of the district's leading group
 * @param unverified what about it still waits for the bureau's word (待核)
 */
public record Office(
        OfficeId id,
        String code,
        OfficeKind kind,
        String name,
        String shortName,
        @Nullable PlaceId place,
        @Nullable String deptCode,
        @Nullable String deptName,
        @Nullable String windowName,
        @Nullable String phone,
        @Nullable String address,
        @Nullable String liaisonName,
        @Nullable String liaisonPhone,
        boolean leadingGroup,
        @Nullable String unverified,
        @Nullable LocalDate closedOn,
        long version) {

    /** Whether it works on that day. */
    public boolean openOn(LocalDate day) {
        return closedOn == null || day.isBefore(closedOn);
    }
}
