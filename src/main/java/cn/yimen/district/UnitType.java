package cn.yimen.district;

import java.util.Arrays;
import java.util.List;

/** 单位类型: what kind of place it is; the last three of a township are no administrative divisions. */
public enum UnitType {
    COUNTY("县（区）", 6),
    STREET("街道", 9),
    TOWN("镇", 9),
    TOWNSHIP("乡", 9),
    NEW_COMMUNITY("新型社区", 9),
    DEV_ZONE("开发区", 9),
    FARM("农（牧）场", 9),
    RESIDENTS("社区", 12),
    VILLAGERS("村", 12);

    private final String words;
    private final int digits;

    UnitType(String words, int digits) {
        this.words = words;
        this.digits = digits;
    }

    public String words() {
        return words;
    }

    /** How many digits a code of this kind has. */
    public int digits() {
        return digits;
    }

    /** Whether the state's list of divisions knows such units. */
    public boolean administrative() {
        return this != NEW_COMMUNITY && this != DEV_ZONE && this != FARM;
    }

    /** The kinds on the level of a township. */
    public static List<UnitType> ofTownships() {
        return Arrays.stream(values()).filter(type -> type.digits == 9).toList();
    }

    /** The kinds on the level of a village. */
    public static List<UnitType> ofVillages() {
        return Arrays.stream(values()).filter(type -> type.digits == 12).toList();
    }
}
