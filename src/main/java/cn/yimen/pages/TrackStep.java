package cn.yimen.pages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 环节: one link of the chain of limits, or one step of a public progress page.
 *
 * @param detail second line of a public step, or null
 */
public record TrackStep(String words, State state, @Nullable String detail) {

    /** 已办、正在办、还没到. */
    public enum State {
        DONE,
        HERE,
        LATER
    }

    /**
     * The chain with {@code here} as the present link; beyond the last one everything is done.
     *
     * @param here counted from 0
     */
    public static List<TrackStep> chain(int here, String... words) {
        var steps = new ArrayList<TrackStep>();
        for (int at = 0; at < words.length; at++) {
            steps.add(new TrackStep(words[at], at < here ? State.DONE : at == here ? State.HERE : State.LATER, null));
        }
        return List.copyOf(steps);
    }

    public boolean done() {
        return state == State.DONE;
    }

    public boolean here() {
        return state == State.HERE;
    }

    public @Nullable String css() {
        return switch (state) {
            case DONE -> "done";
            case HERE -> "here";
            case LATER -> null;
        };
    }
}
