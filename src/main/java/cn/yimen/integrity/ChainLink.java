package cn.yimen.integrity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 责任链的一环: one act somebody answers for.
 *
 * @param who names with office, 「周敏，旧州镇」; two who acted together stand in one
 * @param detail what was found or decided; null if the act says it all
 * @param document the paper that was signed or printed; null without one
 * @param url where it can be read; null without a page
 */
public record ChainLink(
        ChainStage stage,
        Instant at,
        String act,
        String who,
        @Nullable String detail,
        @Nullable String document,
        @Nullable String url) {

    public static ChainLink of(ChainStage stage, Instant at, String act, String who) {
        return new ChainLink(stage, at, act, who, null, null, null);
    }

    public ChainLink detail(@Nullable String words) {
        return new ChainLink(stage, at, act, who, words, document, url);
    }

    public ChainLink document(@Nullable String paper, @Nullable String page) {
        return new ChainLink(stage, at, act, who, detail, paper, page);
    }
}
