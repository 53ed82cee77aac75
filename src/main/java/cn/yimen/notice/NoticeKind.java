package cn.yimen.notice;

import cn.yimen.kernel.LegalBasis;
import org.jspecify.annotations.Nullable;

/**
 * 公示种类, with what each may show (national-rules 2.7, 3.2, 4.2; lessons 23). Identity, bank and telephone numbers,
 * addresses below the village and members' names are shown by none.
 */
public enum NoticeKind {
    /** 低保、低保边缘、刚性支出 */
    LOW_INCOME(
            "%s拟确认公示",
            true, "拟保障金额", true, LegalBasis.of("《最低生活保障审核确认办法》（民发〔2021〕57号）", "第十九条"), "notice.objectionDays"),
    /** 特困认定: the conditions are those of one person's health and family, so no reasons */
    TEKUN("%s拟确认公示", false, "拟供养标准", false, LegalBasis.of("《特困人员认定办法》（民发〔2021〕43号）", "第十五条"), "tekun.limit.objection"),
    /** 特困终止: the reason may be prison or wealth, so it is not shown */
    TEKUN_END(
            "拟终止%s公示", false, null, false, LegalBasis.of("《特困人员认定办法》（民发〔2021〕43号）", "第二十六条"), "tekun.limit.objection"),
    /** 临时救助 */
    TEMPORARY("%s拟确认公示", true, "拟救助金额", true, LegalBasis.of("《社会救助暂行办法》（国务院令第649号）", "第四十八条"), "notice.objectionDays");

    private final String title;
    private final boolean members;
    private final @Nullable String amount;
    private final boolean reasons;
    private final LegalBasis basis;
    private final String answerKey;

    NoticeKind(
            String title,
            boolean members,
            @Nullable String amount,
            boolean reasons,
            LegalBasis basis,
            String answerKey) {
        this.title = title;
        this.members = members;
        this.amount = amount;
        this.reasons = reasons;
        this.basis = basis;
        this.answerKey = answerKey;
    }

    /** @param scheme 「最低生活保障」 */
    String title(String scheme) {
        return title.formatted(scheme);
    }

    boolean showsMembers() {
        return members;
    }

    /** What the amount is called; null where none is shown. */
    @Nullable
    String amountLabel() {
        return amount;
    }

    boolean showsReasons() {
        return reasons;
    }

    /** The article a notice of this kind rests on. */
    public LegalBasis basis() {
        return basis;
    }

    /** The parameter that says how soon an objection is settled. */
    String answerKey() {
        return answerKey;
    }
}
