package cn.yimen.casefile;

import java.util.EnumSet;
import java.util.Set;

/** 事项状态. The steps of the bureau's own matters between acceptance and decision are those of {@code approval}. */
public enum MatterState {
    /** Something the applicant must bring is missing; the limits stand still. */
    AWAITING_MATERIALS("待补正", "amber", "等您补材料"),
    /** Complete; the bureau's own matters are handled by the township from here. */
    ACCEPTED("已受理", "blue", "已受理"),
    /** Complete; another department's, not sent yet. */
    TO_REFER("待转办", "blue", "已受理"),
    /** With the department. */
    REFERRED("已转办", "blue", "正在办"),
    /** Decided; the applicant has not been told. */
    CONCLUDED("已办结，待告知", "amber", "已办结"),
    /** Decided and told. */
    TOLD("已告知", "green", "已办结"),
    WITHDRAWN("已撤回", "grey", "已撤回");

    private final String words;
    private final String css;
    private final String publicWords;

    MatterState(String words, String css, String publicWords) {
        this.words = words;
        this.css = css;
        this.publicWords = publicWords;
    }

    /**
     * The ways from here; there is no other, from any screen, request or job (AP-2), but {@link Matters#reopen} after an
     * appeal.
     */
    Set<MatterState> ways() {
        return switch (this) {
            case AWAITING_MATERIALS -> EnumSet.of(ACCEPTED, TO_REFER, CONCLUDED, WITHDRAWN);
            case ACCEPTED -> EnumSet.of(AWAITING_MATERIALS, CONCLUDED, WITHDRAWN);
            case TO_REFER -> EnumSet.of(AWAITING_MATERIALS, REFERRED, WITHDRAWN);
            case REFERRED -> EnumSet.of(TO_REFER, CONCLUDED, WITHDRAWN);
            case CONCLUDED -> EnumSet.of(TOLD);
            case TOLD, WITHDRAWN -> EnumSet.noneOf(MatterState.class);
        };
    }

    /** Whether the same item for the same person may not be opened beside it (IN-8). */
    public boolean open() {
        return this != CONCLUDED && this != TOLD && this != WITHDRAWN;
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
