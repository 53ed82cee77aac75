package cn.yimen.casefile;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 转办进展 (RF-3): what another module knows about a matter on its way, for the case page's line of it.
 *
 * @param number 转办单编号
 * @param office who has it
 * @param words its state in words
 * @param css colour of the label
 * @param what what was done last, by whom and when, or what is missing; null if nothing
 * @param deadline the limit that counts now; null if none runs
 * @param url where it is handled; null where the reader may not
 * @param act name of the link, e.g. 催办; null without url
 */
public record MatterProgress(
        String number,
        String office,
        String words,
        String css,
        @Nullable String what,
        cn.yimen.calendar.@Nullable DeadlineId deadline,
        @Nullable String url,
        @Nullable String act) {

    /** Implemented by the module that moves matters (referral); asked once for all matters of a page. */
    public interface Source {

        /** Matters without a path of that kind are left out. */
        Map<MatterId, MatterProgress> of(Collection<MatterId> matters, cn.yimen.identity.Officer reader);
    }
}
