package cn.yimen.administration;

import cn.yimen.district.Place;
import org.jspecify.annotations.Nullable;

/** 区划页的表单. Everything is text as typed, so that it can be shown again as it was. */
final class PlaceForms {

    private PlaceForms() {}

    /** 变更城乡分类. */
    record ClassForm(
            @Nullable String to,
            @Nullable String from,
            @Nullable String reason,
            long version) {
        static ClassForm of(Place place) {
            return new ClassForm("", "", "", place.version());
        }
    }

    /** 增加单位. */
    record NewUnitForm(
            @Nullable String type,
            @Nullable String code,
            @Nullable String name,
            @Nullable String shortName,
            @Nullable String letters,
            @Nullable String to) {
        static NewUnitForm empty() {
            return new NewUnitForm("", "", "", "", "", "");
        }
    }

    /** 修改单位. */
    record UnitForm(
            @Nullable String name,
            @Nullable String shortName,
            @Nullable String entrustedTo,
            @Nullable String unverified,
            @Nullable String closedOn,
            long version) {
        static UnitForm of(Place place) {
            return new UnitForm(
                    place.name(),
                    place.shortName(),
                    place.entrustedTo(),
                    place.unverified(),
                    Typed.show(place.closedOn()),
                    place.version());
        }
    }
}
