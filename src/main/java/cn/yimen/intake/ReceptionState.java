package cn.yimen.intake;

import java.util.EnumSet;
import java.util.Set;

/** 接待状态 (ui-guide 8). */
public enum ReceptionState {
    RUNNING("接待中", "blue"),
    SUSPENDED("已挂起", "amber"),
    ANSWERED("已答复", "grey");

    private final String words;
    private final String colour;

    ReceptionState(String words, String colour) {
        this.words = words;
        this.colour = colour;
    }

    public String words() {
        return words;
    }

    public String colour() {
        return colour;
    }

    /** The ways from here; a suspended reception is resumed before it is answered, or answered as it is. */
    Set<ReceptionState> ways() {
        return switch (this) {
            case RUNNING -> EnumSet.of(SUSPENDED, ANSWERED);
            case SUSPENDED -> EnumSet.of(RUNNING, ANSWERED);
            case ANSWERED -> EnumSet.noneOf(ReceptionState.class);
        };
    }
}
