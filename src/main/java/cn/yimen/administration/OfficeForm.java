package cn.yimen.administration;

import cn.yimen.district.DistrictRegister.OfficeChange;
import cn.yimen.district.Office;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** 机构表单. Everything is text as typed, so that it can be shown again as it was. */
record OfficeForm(
        @Nullable String name,
        @Nullable String shortName,
        @Nullable String windowName,
        @Nullable String phone,
        @Nullable String address,
        @Nullable String liaisonName,
        @Nullable String liaisonPhone,
        @Nullable Boolean leadingGroup,
        @Nullable String unverified,
        @Nullable String closedOn,
        long version) {

    static OfficeForm empty() {
        return new OfficeForm("", "", "", "", "", "", "", false, "", "", 0);
    }

    static OfficeForm of(Office office) {
        return new OfficeForm(
                office.name(),
                office.shortName(),
                office.windowName(),
                office.phone(),
                office.address(),
                office.liaisonName(),
                office.liaisonPhone(),
                office.leadingGroup(),
                office.unverified(),
                Typed.show(office.closedOn()),
                office.version());
    }

    /** What the register is told; whatever is wrong is told at its field. */
    OfficeChange toChange(LocalDate today, Errors errors) {
        Typed.required(errors, "name", "全称", name, 60);
        Typed.required(errors, "shortName", "简称", shortName, 40);
        Typed.atMost(errors, "windowName", "窗口名称", windowName, 60);
        Typed.atMost(errors, "address", "地址", address, 120);
        Typed.atMost(errors, "liaisonName", "联络专员", liaisonName, 50);
        Typed.atMost(errors, "unverified", "待核事项", unverified, 200);
        Typed.telephone(errors, "phone", "电话", phone);
        Typed.telephone(errors, "liaisonPhone", "联络专员电话", liaisonPhone);
        var closed = Typed.day(closedOn, today, fault -> errors.rejectValue("closedOn", "day", fault));
        return new OfficeChange(
                Typed.text(name),
                Typed.text(shortName),
                Typed.orNull(windowName),
                Typed.orNull(phone),
                Typed.orNull(address),
                Typed.orNull(liaisonName),
                Typed.orNull(liaisonPhone),
                Boolean.TRUE.equals(leadingGroup),
                Typed.orNull(unverified),
                closed);
    }
}
