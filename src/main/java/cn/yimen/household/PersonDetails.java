package cn.yimen.household;

import cn.yimen.kernel.ResidentId;
import cn.yimen.kernel.Sex;
import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 人员情况 in plain, for registering and editing; pages show {@link PersonView} instead. Null means not known.
 *
 * @param name as written on the paper: any letters, rare characters, {@code ·}
 * @param identityNumber in its stored form; null exactly for {@link IdentityKind#NONE}
 * @param noNumberReason why there is none; null exactly if there is one
 * @param sex derived from a resident number whatever is given
 * @param birthOn as {@code sex}
 * @param ethnicity GB/T 3304
 * @param marital GB/T 2261.2
 * @param phone digits only
 * @param card bank account, digits only
 * @param education GB/T 4658
 * @param employment national-rules 10.2, 1 to 9
 * @param workAbility national-rules 10.2, 1 to 4
 * @param hukouPlace division code of the hukou, also outside the district
 * @param hukouKind {@code URBAN} or {@code RURAL}
 */
public record PersonDetails(
        String name,
        IdentityKind identityKind,
        @Nullable String identityNumber,
        @Nullable String noNumberReason,
        Sex sex,
        @Nullable LocalDate birthOn,
        @Nullable String ethnicity,
        @Nullable String marital,
        @Nullable String phone,
        @Nullable String card,
        @Nullable String bank,
        Health health,
        @Nullable String education,
        @Nullable String employment,
        @Nullable String workAbility,
        @Nullable String hukouPlace,
        @Nullable String hukouAddress,
        @Nullable Area hukouKind,
        @Nullable LocalDate diedOn)
        implements Serializable {

    /** @throws IllegalArgumentException with a sentence for the clerk, never with the number itself */
    public PersonDetails {
        name = name.strip();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > 50) {
            throw new IllegalArgumentException(name.isEmpty() ? "填写姓名" : "姓名不超过 50 字");
        }
        if (identityKind == IdentityKind.RESIDENT) {
            var number = new ResidentId(identityNumber == null ? "" : identityNumber);
            sex = number.sex();
            birthOn = number.birthDate();
        }
        if ((identityKind == IdentityKind.NONE) != (identityNumber == null)) {
            throw new IllegalArgumentException(identityNumber == null ? "填写证件号" : "选了「暂无证件号」，证件号要空着");
        }
        if ((identityKind == IdentityKind.NONE) != (noNumberReason != null && !noNumberReason.isBlank())) {
            throw new IllegalArgumentException(
                    noNumberReason == null || noNumberReason.isBlank() ? "没有证件号时要写原因" : "有证件号时不写原因");
        }
    }

    /** Somebody of whom the number and the name are known. */
    public static PersonDetails of(String name, ResidentId number) {
        return new PersonDetails(
                name,
                IdentityKind.RESIDENT,
                number.value(),
                null,
                number.sex(),
                number.birthDate(),
                null,
                null,
                null,
                null,
                null,
                Health.UNKNOWN,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Somebody with a permit (港澳台、外国人, HH-1); sex and birth as its number says, where it says so. */
    public static PersonDetails permit(
            String name, IdentityKind kind, String number, Sex sex, @Nullable LocalDate birthOn) {
        return new PersonDetails(
                name,
                kind,
                number,
                null,
                sex,
                birthOn,
                null,
                null,
                null,
                null,
                null,
                Health.UNKNOWN,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Somebody without a number (HH-1): stands on the list for completion. */
    public static PersonDetails withoutNumber(String name, Sex sex, @Nullable LocalDate birthOn, String reason) {
        return new PersonDetails(
                name,
                IdentityKind.NONE,
                null,
                reason,
                sex,
                birthOn,
                null,
                null,
                null,
                null,
                null,
                Health.UNKNOWN,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    public PersonDetails phone(@Nullable String digits) {
        return new PersonDetails(
                name,
                identityKind,
                identityNumber,
                noNumberReason,
                sex,
                birthOn,
                ethnicity,
                marital,
                digits,
                card,
                bank,
                health,
                education,
                employment,
                workAbility,
                hukouPlace,
                hukouAddress,
                hukouKind,
                diedOn);
    }

    public PersonDetails card(@Nullable String digits, @Nullable String atBank) {
        return new PersonDetails(
                name,
                identityKind,
                identityNumber,
                noNumberReason,
                sex,
                birthOn,
                ethnicity,
                marital,
                phone,
                digits,
                atBank,
                health,
                education,
                employment,
                workAbility,
                hukouPlace,
                hukouAddress,
                hukouKind,
                diedOn);
    }

    public PersonDetails health(Health state) {
        return new PersonDetails(
                name,
                identityKind,
                identityNumber,
                noNumberReason,
                sex,
                birthOn,
                ethnicity,
                marital,
                phone,
                card,
                bank,
                state,
                education,
                employment,
                workAbility,
                hukouPlace,
                hukouAddress,
                hukouKind,
                diedOn);
    }

    public PersonDetails hukou(@Nullable String place, @Nullable String address, @Nullable Area kind) {
        return new PersonDetails(
                name,
                identityKind,
                identityNumber,
                noNumberReason,
                sex,
                birthOn,
                ethnicity,
                marital,
                phone,
                card,
                bank,
                health,
                education,
                employment,
                workAbility,
                place,
                address,
                kind,
                diedOn);
    }

    /** Codes of national-rules 10.2; null for what is not known. */
    public PersonDetails codes(
            @Nullable String ethnic,
            @Nullable String marriage,
            @Nullable String school,
            @Nullable String job,
            @Nullable String ability) {
        return new PersonDetails(
                name,
                identityKind,
                identityNumber,
                noNumberReason,
                sex,
                birthOn,
                ethnic,
                marriage,
                phone,
                card,
                bank,
                health,
                school,
                job,
                ability,
                hukouPlace,
                hukouAddress,
                hukouKind,
                diedOn);
    }

    public PersonDetails died(@Nullable LocalDate on) {
        return new PersonDetails(
                name,
                identityKind,
                identityNumber,
                noNumberReason,
                sex,
                birthOn,
                ethnicity,
                marital,
                phone,
                card,
                bank,
                health,
                education,
                employment,
                workAbility,
                hukouPlace,
                hukouAddress,
                hukouKind,
                on);
    }

    /** Without the contents: it must not come into a log by accident. */
    @Override
    public String toString() {
        return "PersonDetails[…]";
    }
}
