package cn.yimen.casefile;

import cn.yimen.kernel.Question;
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
        cn.yimen.calendar.@Nullable DeadlineView deadline,
        @Nullable String url,
        @Nullable String act) {

    /** 一件事项的. */
    public record Of(MatterId matter, MatterProgress progress) {}

    /** Implemented by the module that moves matters (referral); asked once for all matters of a case. */
    public interface Source {

        /** As far as the reader's scope goes; matters without a path of that kind are left out. */
        Question<Of> asks(CaseId id, cn.yimen.identity.Officer reader);
    }
}
