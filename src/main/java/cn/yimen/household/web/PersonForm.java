package cn.yimen.household.web;

import cn.yimen.household.Area;
import cn.yimen.household.Disability;
import cn.yimen.household.Health;
import cn.yimen.household.IdentityKind;
import cn.yimen.household.Masks;
import cn.yimen.household.PersonDetails;
import cn.yimen.household.SelfCareItem;
import cn.yimen.kernel.ResidentId;
import cn.yimen.kernel.Sex;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** 人员表单. The numbers on record are not in it: empty leaves them as they are, {@code 清除} empties one. */
record PersonForm(
        long version,
        @Nullable String name,
        @Nullable String identityKind,
        @Nullable String identityNumber,
        @Nullable String noNumberReason,
        @Nullable String sex,
        @Nullable String birthOn,
        @Nullable String phone,
        @Nullable String card,
        @Nullable String bank,
        @Nullable String ethnicity,
        @Nullable String marital,
        @Nullable String education,
        @Nullable String employment,
        @Nullable String workAbility,
        @Nullable String hukouKind,
        @Nullable String hukouAddress,
        @Nullable String healthCode,
        @Nullable String illness,
        @Nullable Boolean seriouslyIll,
        @Nullable String disability,
        @Nullable String grade,
        @Nullable String certificate,
        @Nullable Boolean assessed,
        @Nullable List<String> failed,
        @Nullable String diedOn) {

    static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("name", "姓名"),
            Map.entry("noNumberReason", "没有证件号的原因"),
            Map.entry("bank", "开户行"),
            Map.entry("ethnicity", "民族代码"),
            Map.entry("marital", "婚姻代码"),
            Map.entry("education", "学历代码"),
            Map.entry("employment", "就业代码"),
            Map.entry("workAbility", "劳动能力代码"),
            Map.entry("hukouAddress", "户籍地址"),
            Map.entry("healthCode", "健康代码"),
            Map.entry("illness", "病情"),
            Map.entry("disability", "残疾类别"),
            Map.entry("grade", "残疾等级"),
            Map.entry("diedOn", "死亡日期"));

    static PersonForm empty() {
        return new PersonForm(
                0,
                "",
                "RESIDENT",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                false,
                "",
                "",
                "",
                false,
                List.of(),
                "");
    }

    static PersonForm of(PersonDetails person, long version) {
        var health = person.health();
        var disability =
                health.disabilities().isEmpty() ? null : health.disabilities().get(0);
        return new PersonForm(
                version,
                person.name(),
                person.identityKind().name(),
                "",
                person.noNumberReason(),
                Integer.toString(person.sex().code()),
                Input.show(person.birthOn()),
                "",
                "",
                person.bank(),
                person.ethnicity(),
                person.marital(),
                person.education(),
                person.employment(),
                person.workAbility(),
                person.hukouKind() == null ? "" : person.hukouKind().name(),
                person.hukouAddress(),
                health.code(),
                health.illness(),
                health.seriouslyIll(),
                disability == null ? "" : disability.category().name(),
                disability == null ? "" : Integer.toString(disability.grade()),
                health.certificate(),
                health.failedSelfCare() != null,
                health.failedSelfCare() == null
                        ? List.of()
                        : health.failedSelfCare().stream()
                                .map(Enum::name)
                                .sorted()
                                .toList(),
                Input.show(person.diedOn()));
    }

    /**
     * What was typed as a person; null when something is wrong, which is said at its field.
     *
     * @param now the person on record; null for a new one
     */
    @Nullable
    PersonDetails details(Errors errors, @Nullable PersonDetails now, LocalDate today) {
        var typedName = Input.required(errors, "name", "姓名", name, 50);
        var kind =
                Input.choice(errors, "identityKind", "证件种类", IdentityKind.class, identityKind, IdentityKind.RESIDENT);
        var number = number(errors, kind, now);
        var reason = Input.atMost(errors, "noNumberReason", "原因", noNumberReason, 200);
        if (kind == IdentityKind.NONE && reason == null) {
            errors.rejectValue("noNumberReason", "required", "没有证件号时要写原因");
        }
        var born = Input.day(errors, "birthOn", "出生日期", birthOn, today);
        var died = Input.day(errors, "diedOn", "死亡日期", diedOn, today);
        if (born != null && died != null && died.isBefore(born)) {
            errors.rejectValue("diedOn", "order", "死亡日期在出生日期之前，请核对");
        }
        if (died == null && now != null && now.diedOn() != null && !errors.hasFieldErrors("diedOn")) {
            errors.rejectValue("diedOn", "correction", "死亡登记有误的，由民政经办在人员页更正");
        }
        var typedPhone = kept(phone, now == null ? null : now.phone());
        if (typedPhone != null && !typedPhone.matches("1\\d{10}|0\\d{9,11}|[2-9]\\d{6,7}")) {
            errors.rejectValue(
                    "phone",
                    "phone",
                    typedPhone.startsWith("1")
                            ? "联系电话现在是 %d 位，手机号应为 11 位".formatted(typedPhone.length())
                            : "联系电话认不出，应为 11 位手机号或带区号的座机");
        }
        var typedCard = kept(card, now == null ? null : now.card());
        if (typedCard != null && !typedCard.matches("\\d{12,19}")) {
            errors.rejectValue("card", "card", "银行卡号现在是 %d 位，应为 12 到 19 位数字".formatted(typedCard.length()));
        }
        var atBank = Input.atMost(errors, "bank", "开户行", bank, 60);
        var address = Input.atMost(errors, "hukouAddress", "户籍地址", hukouAddress, 200);
        var ill = Input.atMost(errors, "illness", "病情", illness, 200);
        var cert = Input.code(errors, "certificate", "残疾人证号", certificate, "[0-9Xx]{18}[1-7][1-4](B\\d?)?");
        if (errors.hasFieldErrors("certificate")) {
            // the words of a choice do not fit a number
            cert = null;
        }
        var category = Input.orNull(disability) == null
                ? null
                : Input.choice(
                        errors,
                        "disability",
                        "残疾类别",
                        Disability.Category.class,
                        disability,
                        Disability.Category.PHYSICAL);
        var step = Input.code(errors, "grade", "残疾等级", grade, "[1-4]");
        if (category != null && step == null && !errors.hasFieldErrors("grade")) {
            errors.rejectValue("grade", "required", "选择残疾等级");
        }
        Set<SelfCareItem> failing = null;
        if (Boolean.TRUE.equals(assessed)) {
            failing = new HashSet<>();
            for (var each : failed == null ? List.<String>of() : failed) {
                Arrays.stream(SelfCareItem.values())
                        .filter(item -> item.name().equals(each))
                        .forEach(failing::add);
            }
        }
        var sexCode = Input.text(sex);
        var ethnic = Input.code(errors, "ethnicity", "民族", ethnicity, "\\d{2}");
        var marriage = Input.code(errors, "marital", "婚姻", marital, "\\d{2}");
        var school = Input.code(errors, "education", "学历", education, "\\d{2}");
        var job = Input.code(errors, "employment", "就业", employment, "[1-9]");
        var ability = Input.code(errors, "workAbility", "劳动能力", workAbility, "[1-4]");
        var code = Input.code(errors, "healthCode", "健康状况", healthCode, "\\d{2}");
        var area = Input.orNull(hukouKind) == null
                ? null
                : Input.choice(errors, "hukouKind", "户口性质", Area.class, hukouKind, Area.RURAL);
        if (errors.hasErrors()) {
            return null;
        }
        var health = new Health(
                code,
                ill,
                Boolean.TRUE.equals(seriouslyIll),
                category == null || step == null
                        ? List.of()
                        : List.of(new Disability(category, Integer.parseInt(step))),
                cert,
                failing,
                failing == null
                        ? null
                        : now != null && now.health().assessedOn() != null
                                ? now.health().assessedOn()
                                : today);
        return new PersonDetails(
                typedName,
                kind,
                number,
                kind == IdentityKind.NONE ? reason : null,
                Arrays.stream(Sex.values())
                        .filter(each -> Integer.toString(each.code()).equals(sexCode))
                        .findFirst()
                        .orElse(Sex.UNKNOWN),
                born,
                ethnic,
                marriage,
                typedPhone,
                typedCard,
                atBank,
                health,
                school,
                job,
                ability,
                now == null ? null : now.hukouPlace(),
                address,
                area,
                died);
    }

    private @Nullable String number(Errors errors, IdentityKind kind, @Nullable PersonDetails now) {
        var typed = Input.text(identityNumber);
        if (kind == IdentityKind.NONE) {
            if (!typed.isEmpty()) {
                errors.rejectValue("identityNumber", "none", "选了「暂无证件号」，证件号要空着");
            }
            return null;
        }
        if (typed.isEmpty() && now != null && now.identityKind() == kind && now.identityNumber() != null) {
            return now.identityNumber();
        }
        if (kind == IdentityKind.RESIDENT) {
            var problem = ResidentId.problem(typed);
            if (problem != null) {
                errors.rejectValue("identityNumber", "number", problem);
                return null;
            }
            return ResidentId.parse(typed).value();
        }
        var permit = IdentityKind.permitNumber(typed);
        if (permit == null) {
            errors.rejectValue("identityNumber", "number", kind.label() + "号应为 8 到 20 位字母和数字");
        }
        return permit;
    }

    private static @Nullable String kept(@Nullable String typed, @Nullable String now) {
        var text = Input.text(typed);
        return text.isEmpty() ? now : text.equals("清除") ? null : Masks.digits(text);
    }
}
