package cn.yimen.pages;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 修改冲突: somebody else saved in between. The answer is a page with both values of each field and status 409; what was
 * typed stays on it.
 */
public class StaleEdit extends RuntimeException {

    /**
     * 一栏的两个值.
     *
     * @param theirs what is saved now
     * @param yours what was typed
     */
    public record Difference(String label, String theirs, String yours) {

        public boolean same() {
            return theirs.equals(yours);
        }
    }

    private final transient List<Difference> differences;
    private final @Nullable String by;
    private final transient @Nullable Instant at;
    private final @Nullable String reloadUrl;

    /**
     * @param by who saved in between, as shown to the reader, if known
     * @param reloadUrl where the present state can be edited
     */
    public StaleEdit(
            List<Difference> differences, @Nullable String by, @Nullable Instant at, @Nullable String reloadUrl) {
        super("stale edit", null, false, false);
        this.differences = List.copyOf(differences);
        this.by = by;
        this.at = at;
        this.reloadUrl = reloadUrl;
    }

    public List<Difference> differences() {
        return differences;
    }

    public @Nullable String by() {
        return by;
    }

    public @Nullable Instant at() {
        return at;
    }

    public @Nullable String reloadUrl() {
        return reloadUrl;
    }
}
