package cn.yimen.household;

import cn.yimen.identity.Officer;
import java.util.List;

/** 按编号查找的来源: modules above find people by numbers of their own, e.g. a receipt number (HH-8). */
public interface PersonFinder {

    /**
     * @param word what was typed, full-width characters put right
     * @return hits within the officer's scope, best first; empty if the word is no number of this kind
     */
    List<Found> find(String word, Officer officer);

    /**
     * 命中.
     *
     * @param number shown with the hit
     * @param url where the number leads
     */
    record Found(PersonId person, String number, String url) {}
}
