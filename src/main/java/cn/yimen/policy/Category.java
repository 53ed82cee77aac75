package cn.yimen.policy;

/** 「8+1」体系 of the 社会救助暂行办法, and what is handled at the window beside it (1+8+N). */
public enum Category {
    DIBAO("最低生活保障"),
    TEKUN("特困人员供养"),
    DISASTER("受灾人员救助"),
    MEDICAL("医疗救助"),
    EDUCATION("教育救助"),
    HOUSING("住房救助"),
    EMPLOYMENT("就业救助"),
    TEMPORARY("临时救助"),
    SOCIAL("社会力量参与"),
    OTHER("其他救助和服务");

    private final String words;

    Category(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
