package cn.yimen.referral;

import cn.yimen.calendar.DeadlineKind;

/** 转办的时限 (RF-2, lessons 20): the clocks that live in one referral besides the item's own limit. */
public enum ReferralClock {
    DISPATCH("referral.dispatch", "转办", "受理后 %s内转出"),
    SIGN("referral.sign", "签收", "转来后 %s内签收"),
    /** 不符合的书面答复. */
    EXAMINE("referral.examine", "审查", "转来后 %s内审查，不符合的书面答复"),
    FIRST_ANSWER("referral.first_answer", "初核", "转来后 %s内反馈初核"),
    /** The matter's own limit; casefile starts and ends it. */
    ITEM("referral.item", "办结", "在事项时限 %s内办结"),
    TELL("referral.tell", "告知", "有结果后 %s内告知本人"),
    /** To answer an urging. */
    URGING("referral.urging", "回复催办", "催办后 %s内回复");

    private final String code;
    private final String words;
    private final String why;

    ReferralClock(String code, String words, String why) {
        this.code = code;
        this.words = words;
        this.why = why;
    }

    /** Also the key of its parameter in {@code policy}. */
    public String code() {
        return code;
    }

    public String words() {
        return words;
    }

    /** The promise in one line, {@code 转来后 1 个工作日内签收}. */
    String why(String budget) {
        return why.formatted(budget);
    }

    DeadlineKind kind() {
        return DeadlineKind.promise(code, words);
    }
}
