package cn.yimen.household;

import cn.yimen.kernel.Sex;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 查找命中,一行.
 *
 * @param household where the person lives now; null if in none
 * @param phoneMasked empty without one
 * @param number the receipt number that was hit; null for anything else
 * @param url where the line leads
 */
public record PersonHit(
        PersonId person,
        @Nullable HouseholdId household,
        String name,
        Sex sex,
        @Nullable LocalDate birthOn,
        String identityMasked,
        String phoneMasked,
        String placeName,
        @Nullable String address,
        @Nullable String number,
        String url) {

    @Override
    public String toString() {
        return "PersonHit[" + person + "]";
    }
}
