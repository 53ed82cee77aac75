package cn.yimen.approval;

import org.jspecify.annotations.Nullable;

/**
 * 下一步: a way that leads on from here.
 *
 * @param words the act, {@code 启动调查}
 * @param toWords the state it leads to
 * @param mine whether it is for a post of the reader; if not, {@code whyNot} says whose it is
 * @param permitted whether the reader may go it now
 * @param main whether it leads on along the ordinary way
 * @param aside whether it leads off the ordinary way: 终止、撤回、死亡、转其他救助
 * @param whyNot whose it is or what is missing; null if permitted
 * @param url the page where it is done
 */
public record WayAhead(
        Way way,
        String words,
        ApplicationState to,
        String toWords,
        boolean mine,
        boolean permitted,
        boolean main,
        boolean aside,
        @Nullable String whyNot,
        String url) {}
