package cn.yimen.household;

import cn.yimen.identity.Officer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 享受的待遇: what a household and its people receive, for its page and its cases' (HH-7, BN-1). */
public interface AidSource {

    /** Of the officer's scope, what runs first. */
    List<Aid> aids(HouseholdId household, Officer officer);

    /**
     * 一项待遇.
     *
     * @param words 「最低生活保障 每月 1,301.00 元」
     * @param who the head, or the one person it is for
     * @param state 「享受中」
     * @param css colour of the label
     * @param from 「2026年4月起」
     * @param waits what is proposed and not decided; null for nothing
     * @param waitsUrl where it is decided; null with {@code waits}
     */
    record Aid(
            String words,
            String who,
            String state,
            String css,
            String from,
            String url,
            @Nullable String waits,
            @Nullable String waitsUrl) {}
}
