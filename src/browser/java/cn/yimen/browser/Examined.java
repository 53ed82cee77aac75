package cn.yimen.browser;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What all walks together have seen, so that what looks alike is examined once. */
final class Examined {

    /** Whether no page of this kind was seen before, and whether it has a brick that no page had. */
    record Looks(boolean firstOfItsKind, boolean hasNewBricks) {
        boolean isNew() {
            return firstOfItsKind || hasNewBricks;
        }
    }

    private final Set<String> kinds = new HashSet<>();
    private final Set<String> bricks = new HashSet<>();
    private final Set<String> addresses = new TreeSet<>();
    private int pages;
    private int axe;
    private int stops;

    synchronized Looks compare(String address, String kind, List<String> made) {
        pages++;
        addresses.add(address);
        return new Looks(kinds.add(kind), bricks.addAll(made));
    }

    synchronized void countAxe() {
        axe++;
    }

    synchronized void countStops(int found) {
        stops += found;
    }

    synchronized Set<String> addresses() {
        return Set.copyOf(addresses);
    }

    synchronized String summary() {
        return "%d pages opened, %d kinds, %d examinations by axe, %d controls reached by Tab"
                .formatted(pages, kinds.size(), axe, stops);
    }
}
