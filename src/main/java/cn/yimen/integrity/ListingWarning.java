package cn.yimen.integrity;

import java.time.LocalDate;
import java.util.UUID;

/**
 * 失信提示 (IG-1): it asks for one more check and refuses nothing.
 *
 * @param until the last day on the list
 */
public record ListingWarning(
        ListingId id,
        String number,
        UUID person,
        String personName,
        ListingReason reason,
        LocalDate from,
        LocalDate until) {

    /** 「王建国在失信名单内（隐瞒收入、财产或家庭成员）」. */
    public String words() {
        return "%s在失信名单内（%s，%s）。照常受理，审核时要加核收入和财产".formatted(personName, number, reason.words());
    }
}
