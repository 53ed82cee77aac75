package cn.yimen.household;

import cn.yimen.kernel.Sex;
import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * 人员,供页面: what is private is masked (AU-2).
 *
 * @param identityMasked {@code 520499********4622}; {@code 暂无证件号} without one
 * @param phoneMasked {@code 138****5678}; empty without one
 * @param cardMasked {@code 尾号 6789}; empty without one
 * @param healthWords disabilities and illness in one line, shown in the household page only; empty if nothing was asked
 * @param placeName the township and village the person lives in
 */
public record PersonView(
        PersonId id,
        long version,
        String name,
        IdentityKind identityKind,
        String identityMasked,
        @Nullable String noNumberReason,
        Sex sex,
        @Nullable LocalDate birthOn,
        @Nullable String ethnicity,
        @Nullable String marital,
        String phoneMasked,
        String cardMasked,
        @Nullable String bank,
        Health health,
        String healthWords,
        @Nullable String education,
        @Nullable String employment,
        @Nullable String workAbility,
        @Nullable String hukouPlace,
        @Nullable String hukouAddress,
        @Nullable Area hukouKind,
        @Nullable LocalDate diedOn,
        String townshipCode,
        @Nullable String villageCode,
        String placeName,
        @Nullable HouseholdId household) {

    /** 周岁 on a day; null without a birth date. */
    public @Nullable Integer ageOn(LocalDate day) {
        return birthOn == null ? null : Period.between(birthOn, day).getYears();
    }

    @Override
    public String toString() {
        return "PersonView[" + id + "]";
    }
}
