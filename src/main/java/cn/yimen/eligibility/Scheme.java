package cn.yimen.eligibility;

/** 救助制度, in the order of the ladder (national-rules 5.5). */
public enum Scheme {
    TEKUN("特困人员救助供养", Unit.PERSON),
    DIBAO("最低生活保障", Unit.HOUSEHOLD),
    BIANYUAN("低保边缘家庭", Unit.HOUSEHOLD),
    SINGLE("参照单人户低保", Unit.PERSON),
    GANGXING("刚性支出困难家庭", Unit.HOUSEHOLD),
    TEMPORARY_QUICK("临时救助（小额快救）", Unit.HOUSEHOLD),
    TEMPORARY_EMERGENCY("临时救助（急难型）", Unit.HOUSEHOLD),
    TEMPORARY_EXPENDITURE("临时救助（支出型）", Unit.HOUSEHOLD);

    /** Who is found eligible. */
    public enum Unit {
        HOUSEHOLD,
        PERSON
    }

    private final String label;
    private final Unit unit;

    Scheme(String label, Unit unit) {
        this.label = label;
        this.unit = unit;
    }

    public String label() {
        return label;
    }

    public Unit unit() {
        return unit;
    }

    public boolean temporary() {
        return ordinal() >= TEMPORARY_QUICK.ordinal();
    }
}
