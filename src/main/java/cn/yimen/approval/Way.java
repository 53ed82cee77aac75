package cn.yimen.approval;

import java.util.Locale;
import java.util.Optional;

/** 办法: what moves an application; between which states, by whom and under which conditions is data ({@code approval_way}). */
public enum Way {
    START_SURVEY,
    CALL_APPRAISAL,
    APPRAISED,
    PROPOSE,
    PROPOSE_REFUSAL,
    REVISE,
    POST_NOTICE,
    OBJECT,
    REINVESTIGATE,
    SUBMIT,
    SEND_BACK,
    CONFIRM,
    REFUSE,
    TERMINATE,
    WITHDRAW,
    DIE,
    TRANSFER,
    APPEAL,
    UPHOLD,
    OVERTURN,
    REOPEN,
    QUICK_GRANT,
    AID_FIRST,
    /** 补办手续 that leads on into the general procedure. */
    COMPLETE,
    /** 补齐手续 of a small aid, which is confirmed by it. */
    COMPLETE_SMALL;

    /** 旁路: whether it leads off the ordinary way before anything is decided. */
    public boolean aside() {
        return this == TERMINATE || this == WITHDRAW || this == DIE || this == TRANSFER;
    }

    /** The word in addresses: {@code start-survey}. */
    public String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one with that word in addresses. */
    public static Optional<Way> ofPath(String path) {
        for (var way : values()) {
            if (way.path().equals(path)) {
                return Optional.of(way);
            }
        }
        return Optional.empty();
    }
}
