package cn.yimen.benefit;

import cn.yimen.eligibility.Scheme;

/** 停发、终止事由 (national-rules 2.9). */
public enum EndReason {
    INCOME_OVER("收入超过标准", "《最低生活保障审核确认办法》（民发〔2021〕57号）第三十二条"),
    ASSET_OVER("财产不符合规定", "《最低生活保障审核确认办法》（民发〔2021〕57号）第三十二条"),
    DEATH("死亡", "《社会救助暂行办法》第十三条"),
    MOVE_OUT("迁出本区", "《最低生活保障审核确认办法》（民发〔2021〕57号）第三十二条"),
    TO_TEKUN("转为特困人员救助供养", "《特困人员认定办法》（民发〔2021〕43号）"),
    OTHER_SCHEME("转为其他社会救助", "《最低生活保障审核确认办法》（民发〔2021〕57号）第三十二条"),
    REFUSE_VERIFY("不配合核查", "《最低生活保障审核确认办法》（民发〔2021〕57号）第二十九条"),
    FRAUD("骗取待遇", "《社会救助暂行办法》第六十八条"),
    VOLUNTARY("自愿放弃", "《最低生活保障审核确认办法》（民发〔2021〕57号）第三十二条"),
    IMPRISONED("在监狱服刑", "《最低生活保障审核确认办法》（民发〔2021〕57号）第七条"),
    MEMBER_CHANGE("家庭成员变化", "《最低生活保障审核确认办法》（民发〔2021〕57号）第三十二条"),
    ABLE("具备或者恢复劳动能力", "《特困人员认定办法》（民发〔2021〕43号）第二十四条"),
    SUPPORTER("法定义务人有了履行义务能力", "《特困人员认定办法》（民发〔2021〕43号）第二十四条"),
    GRADUAL_EXIT_END("渐退期满", "《最低生活保障审核确认办法》（民发〔2021〕57号）第三十三条");

    private static final String TEKUN = "《特困人员认定办法》（民发〔2021〕43号）第二十四条";

    private final String words;
    private final String basis;

    EndReason(String words, String basis) {
        this.words = words;
        this.basis = basis;
    }

    public String words() {
        return words;
    }

    /** 依据 of ending an award of a scheme. */
    public String basis(Scheme scheme) {
        return scheme == Scheme.TEKUN && this != DEATH ? TEKUN : basis;
    }

    /** 特困 has reasons of its own (43 第二十四条), and none of another scheme's. */
    public boolean isFor(Scheme scheme) {
        return switch (this) {
            case ABLE, SUPPORTER -> scheme == Scheme.TEKUN;
            case TO_TEKUN -> scheme == Scheme.DIBAO || scheme == Scheme.SINGLE;
            case REFUSE_VERIFY, MEMBER_CHANGE -> scheme != Scheme.TEKUN;
            case GRADUAL_EXIT_END -> false;
            case INCOME_OVER, ASSET_OVER, DEATH, MOVE_OUT, OTHER_SCHEME, FRAUD, VOLUNTARY, IMPRISONED -> true;
        };
    }

    /** Whether the month without payment may lie before the month after the decision: who died receives nothing. */
    boolean backwards() {
        return this == DEATH;
    }
}
