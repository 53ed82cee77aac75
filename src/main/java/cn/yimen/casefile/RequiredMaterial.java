package cn.yimen.casefile;

import cn.yimen.policy.Material;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 应交材料 (IN-5): one line of the union of what the chosen items ask for.
 *
 * @param items codes of the items that ask for it
 * @param exemptBecause why nobody need bring it; null if it must be brought
 * @param alreadyGiven when and with which case it was given before, for the clerk's judgement; null if it was not
 */
public record RequiredMaterial(
        Material material,
        List<String> items,
        @Nullable String exemptBecause,
        @Nullable String alreadyGiven) {

    public String code() {
        return material.code();
    }

    /** What the counter starts from: exempt, or still to be seen. */
    public MaterialState proposed() {
        return exemptBecause != null ? MaterialState.EXEMPT : MaterialState.MISSING;
    }
}
