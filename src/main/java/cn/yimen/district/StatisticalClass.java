package cn.yimen.district;

import static cn.yimen.district.UrbanRural.RURAL;
import static cn.yimen.district.UrbanRural.URBAN;

import java.util.Arrays;

/** 城乡分类代码: the three digits the statistical office gives a village; the first one decides urban or rural. */
public enum StatisticalClass {
    MAIN_CITY("111", "主城区", URBAN),
    CITY_FRINGE("112", "城乡结合区", URBAN),
    TOWN_CENTRE("121", "镇中心区", URBAN),
    TOWN_FRINGE("122", "镇乡结合区", URBAN),
    SPECIAL("123", "特殊区域", URBAN),
    TOWNSHIP_CENTRE("210", "乡中心区", RURAL),
    VILLAGE("220", "村庄", RURAL);

    private final String code;
    private final String words;
    private final UrbanRural urbanRural;

    StatisticalClass(String code, String words, UrbanRural urbanRural) {
        this.code = code;
        this.words = words;
        this.urbanRural = urbanRural;
    }

    /** @throws IllegalArgumentException if the statistical office has no such code */
    public static StatisticalClass ofCode(String code) {
        return Arrays.stream(values())
                .filter(value -> value.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no statistical class " + code));
    }

    public String code() {
        return code;
    }

    public String words() {
        return words;
    }

    public UrbanRural urbanRural() {
        return urbanRural;
    }

    /** {@code 111 主城区（城镇）}, for a select. */
    public String label() {
        return code + " " + words + "（" + urbanRural.words() + "）";
    }
}
