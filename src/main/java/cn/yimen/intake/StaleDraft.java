package cn.yimen.intake;

import java.time.Instant;

/** 此件在另一个窗口改过: what is saved now is newer than what the page began with. Nothing was saved. */
public class StaleDraft extends RuntimeException {

    private final transient Draft current;
    private final String by;

    StaleDraft(Draft current, String by) {
        super("stale draft " + current.id(), null, false, false);
        this.current = current;
        this.by = by;
    }

    public Draft current() {
        return current;
    }

    /** Who saved in between. */
    public String by() {
        return by;
    }

    public Instant at() {
        return current.savedAt();
    }
}
