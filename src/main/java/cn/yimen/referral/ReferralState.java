package cn.yimen.referral;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** 转办状态: the two sides of a referral (lessons 19). */
public enum ReferralState {
    /** Another department's matter was accepted; the window has not sent it yet. */
    TO_DISPATCH("待转办", "blue", "已受理"),
    SENT("待签收", "blue", "已转到部门"),
    EXAMINING("审查中", "blue", "正在办"),
    CHECKING("初核中", "blue", "正在办"),
    ANSWERED("初核已反馈", "blue", "正在办"),
    /** Ended here; the window sends the matter on under a new number. */
    RETURNED("已退回（转错部门）", "amber", "正在办"),
    REFUSED("不符合，待告知", "amber", "不符合条件（附原因）"),
    REFUSED_TOLD("不符合，已告知", "grey", "不符合条件（附原因）"),
    FINISHED("已办结，待告知", "amber", "已办结"),
    FINISHED_TOLD("已告知", "green", "已办结"),
    WITHDRAWN("已撤回", "grey", "已撤回");

    private static final String[] CHAIN = {"签收", "审查", "初核", "办结", "告知"};

    private final String words;
    private final String css;
    private final String publicWords;

    ReferralState(String words, String css, String publicWords) {
        this.words = words;
        this.css = css;
        this.publicWords = publicWords;
    }

    /** The ways from here; there is no other, from any screen, request or job (AP-2, RF-1). */
    public Map<ReferralAct, ReferralState> ways() {
        return switch (this) {
            case TO_DISPATCH -> Map.of(ReferralAct.DISPATCH, SENT, ReferralAct.WITHDRAW, WITHDRAWN);
            case SENT ->
                Map.of(ReferralAct.SIGN, EXAMINING, ReferralAct.GIVE_BACK, RETURNED, ReferralAct.WITHDRAW, WITHDRAWN);
            case EXAMINING ->
                Map.of(
                        ReferralAct.PASS, CHECKING,
                        ReferralAct.REFUSE, REFUSED,
                        ReferralAct.GIVE_BACK, RETURNED,
                        ReferralAct.WITHDRAW, WITHDRAWN);
            case CHECKING ->
                Map.of(ReferralAct.ANSWER, ANSWERED, ReferralAct.REFUSE, REFUSED, ReferralAct.WITHDRAW, WITHDRAWN);
            case ANSWERED ->
                Map.of(ReferralAct.FINISH, FINISHED, ReferralAct.REFUSE, REFUSED, ReferralAct.WITHDRAW, WITHDRAWN);
            case REFUSED -> Map.of(ReferralAct.TELL, REFUSED_TOLD);
            case FINISHED -> Map.of(ReferralAct.TELL, FINISHED_TOLD);
            case RETURNED, REFUSED_TOLD, FINISHED_TOLD, WITHDRAWN -> Map.of();
        };
    }

    /** Whether nothing more happens to it. */
    public boolean ended() {
        return ways().isEmpty();
    }

    /** With the department, its limits running. */
    public boolean inHand() {
        return this == SENT || this == EXAMINING || this == CHECKING || this == ANSWERED;
    }

    /** Answered, the applicant not told yet. */
    public boolean toTell() {
        return this == REFUSED || this == FINISHED;
    }

    static Set<ReferralState> open() {
        var open = EnumSet.allOf(ReferralState.class);
        open.removeIf(ReferralState::ended);
        return open;
    }

    /** The chain 签收 — 审查 — 初核 — 办结 — 告知. */
    public static String[] chain() {
        return CHAIN.clone();
    }

    /** Where in {@link #chain} it stands, counted from 0; 5 when all is done, -1 before it was sent or when it left the chain. */
    public int link() {
        return switch (this) {
            case SENT -> 0;
            case EXAMINING -> 1;
            case CHECKING -> 2;
            case ANSWERED -> 3;
            case REFUSED, FINISHED -> 4;
            case REFUSED_TOLD, FINISHED_TOLD -> 5;
            case TO_DISPATCH, RETURNED, WITHDRAWN -> -1;
        };
    }

    public String words() {
        return words;
    }

    /** Colour of the label, as the style sheet calls it. */
    public String css() {
        return css;
    }

    /** What the applicant reads. */
    public String publicWords() {
        return publicWords;
    }
}
