package cn.yimen.district;

/** 城镇属性: decides whether the urban or the rural standard applies (policy/000 四(三)7, national-rules 7.2). */
public enum UrbanRural {
    URBAN("城镇"),
    RURAL("乡村");

    private final String words;

    UrbanRural(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
