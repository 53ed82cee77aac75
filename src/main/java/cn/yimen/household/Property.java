package cn.yimen.household;

import cn.yimen.kernel.Money;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * 一项财产.
 *
 * @param key of the row; unique within the household
 * @param owner the member; none if it belongs to the household
 * @param value of financial property; zero where only the presence matters
 * @param use of a vehicle; {@link Use#PRIVATE_CAR} if nothing else was found out
 * @param floorArea building area in hundredths of a square metre; none if unknown
 * @param onlyDwelling 兼唯一住所, of non-residential rooms
 * @param homestead 宅基地上的房屋; all of them are one
 * @param exempted 个案认定: true as necessary for life and production, false as not; none while nobody has decided
 */
public record Property(
        String key,
        @Nullable String owner,
        PropertyKind kind,
        Money value,
        Use use,
        @Nullable Integer floorArea,
        boolean onlyDwelling,
        boolean homestead,
        @Nullable Boolean exempted)
        implements Serializable {

    /** 机动车用途. */
    public enum Use {
        NONE(""),
        PRIVATE_CAR("生活用机动车"),
        DISABILITY_SCOOTER("残疾人功能性补偿代步车"),
        MOTORCYCLE("普通两轮、三轮摩托车"),
        SOLE_LIVELIHOOD("唯一谋生的小型经营车辆");

        private final String label;

        Use(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public Property {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("a property has no negative value: " + key);
        }
        if (kind == PropertyKind.VEHICLE && use == Use.NONE) {
            use = Use.PRIVATE_CAR;
        }
    }

    public static Property financial(String key, @Nullable String owner, PropertyKind kind, Money value) {
        return new Property(key, owner, kind, value, Use.NONE, null, false, false, null);
    }

    public static Property vehicle(String key, @Nullable String owner, Use use) {
        return new Property(key, owner, PropertyKind.VEHICLE, Money.ZERO, use, null, false, false, null);
    }

    /** @param floorArea in hundredths of a square metre; none if unknown */
    public static Property house(String key, @Nullable String owner, @Nullable Integer floorArea, boolean homestead) {
        return new Property(key, owner, PropertyKind.HOUSE, Money.ZERO, Use.NONE, floorArea, false, homestead, null);
    }

    /** Any other kind, where the presence matters: a shop, a business registration, a machine. */
    public static Property of(String key, @Nullable String owner, PropertyKind kind) {
        return new Property(key, owner, kind, Money.ZERO, Use.NONE, null, false, false, null);
    }

    /** The same after an officer decided about it in this case (个案认定). */
    public Property decided(boolean exempt) {
        return new Property(key, owner, kind, value, use, floorArea, onlyDwelling, homestead, exempt);
    }

    /** The same rooms, in which the household also lives and has no other. */
    public Property asOnlyDwelling() {
        return new Property(key, owner, kind, value, use, floorArea, true, homestead, exempted);
    }
}
