package cn.yimen.referral;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** 环节: the tabs of the worklist. */
public enum ReferralStage {
    OPEN("全部未结", false, ReferralState.open()),
    SEND("待转办", false, Set.of(ReferralState.TO_DISPATCH)),
    SIGN("待签收", false, Set.of(ReferralState.SENT)),
    DOING("在办", false, Set.of(ReferralState.EXAMINING, ReferralState.CHECKING, ReferralState.ANSWERED)),
    TELL("待告知本人", false, Set.of(ReferralState.REFUSED, ReferralState.FINISHED)),
    RETURNED("已退回（本月）", true, Set.of(ReferralState.RETURNED)),
    DONE("已办结（本月）", true, Set.of(ReferralState.REFUSED_TOLD, ReferralState.FINISHED_TOLD, ReferralState.WITHDRAWN));

    private final String words;
    private final boolean thisMonth;
    private final Set<ReferralState> states;

    ReferralStage(String words, boolean thisMonth, Set<ReferralState> states) {
        this.words = words;
        this.thisMonth = thisMonth;
        this.states = states;
    }

    /** Reads the parameter of an address; unknown ones are dropped. */
    public static Optional<ReferralStage> of(@Nullable String key) {
        return Arrays.stream(values()).filter(stage -> stage.key().equals(key)).findFirst();
    }

    /** As it stands in an address. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String words() {
        return words;
    }

    /** Whether only what ended this month is in it. */
    boolean thisMonth() {
        return thisMonth;
    }

    String[] states() {
        return states.stream().map(Enum::name).toArray(String[]::new);
    }
}
