package cn.yimen.household;

import cn.yimen.kernel.ResidentId;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** 证件种类 (HH-1). */
public enum IdentityKind {
    RESIDENT("居民身份证"),
    HKM_PERMIT("港澳居民居住证"),
    TAIWAN_PERMIT("台湾居民居住证"),
    FOREIGNER_PERMIT("外国人永久居留身份证"),
    NONE("暂无证件号");

    private final String label;

    IdentityKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether it is a permit of somebody from Hong Kong, Macau, Taiwan or abroad. */
    public boolean permit() {
        return this != RESIDENT && this != NONE;
    }

    /** The kind of an 18-digit number: 81 and 82 Hong Kong and Macau, 83 Taiwan, 9 abroad, everything else a resident. */
    public static IdentityKind of(ResidentId number) {
        var value = number.value();
        if (value.startsWith("81") || value.startsWith("82")) {
            return HKM_PERMIT;
        }
        return value.startsWith("83") ? TAIWAN_PERMIT : value.startsWith("9") ? FOREIGNER_PERMIT : RESIDENT;
    }

    /** The stored form of a permit's number; nothing if it is none. */
    public static @Nullable String permitNumber(String typed) {
        var upper = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT);
        return upper.matches("[A-Z0-9]{8,20}") ? upper : null;
    }
}
