package cn.yimen.district;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * 区划代码: the statistical division code of a county (6 digits), township (9) or village (12). Units that are no
 * administrative division carry a code of the same form, given by the administrator, so that a code always begins with
 * that of the place above.
 */
public record PlaceId(String code) implements Serializable, Comparable<PlaceId> {

    private static final Pattern FORM = Pattern.compile("[0-9]{6}([0-9]{3}([0-9]{3})?)?");

    /** @throws IllegalArgumentException if it is not 6, 9 or 12 digits */
    public PlaceId {
        if (!FORM.matcher(code).matches()) {
            throw new IllegalArgumentException("a division code has 6, 9 or 12 digits");
        }
    }

    public static PlaceId of(String code) {
        return new PlaceId(code);
    }

    public boolean isCounty() {
        return code.length() == 6;
    }

    public boolean isTownship() {
        return code.length() == 9;
    }

    public boolean isVillage() {
        return code.length() == 12;
    }

    /** The county this place lies in, or is. */
    public PlaceId county() {
        return isCounty() ? this : new PlaceId(code.substring(0, 6));
    }

    /**
     * The township this place lies in, or is.
     *
     * @throws IllegalStateException for a county
     */
    public PlaceId township() {
        if (isCounty()) {
            throw new IllegalStateException("a county lies in no township");
        }
        return isTownship() ? this : new PlaceId(code.substring(0, 9));
    }

    /** Whether this place is {@code other} or lies in it. */
    public boolean within(PlaceId other) {
        return code.startsWith(other.code);
    }

    @Override
    public int compareTo(PlaceId other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
