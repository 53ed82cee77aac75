package cn.yimen.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 草稿的内容.
 *
 * @param form the fields of the page, the entry rows and the opened row among them ({@code entry.}, {@code edit.},
 *     {@code supporter.}, {@code supporterEdit.})
 * @param members the saved rows; the first is the applicant with the key {@value #SELF}, whose name and number stand in
 *     {@code form}
 * @param supporters the saved rows of 赡养义务人
 * @param edited key of the member's row that is open, or nothing
 * @param supporterEdited key of the supporter's row that is open, or nothing
 * @param removed the row taken away last, to be put back
 * @param known what was found on record for the applicant's number: {@code number} (a digest), {@code words}, {@code warn}
 */
public record DraftContent(
        Typed form,
        List<Row> members,
        List<Row> supporters,
        @Nullable String edited,
        @Nullable String supporterEdited,
        @Nullable Removed removed,
        Typed known) {

    public static final String SELF = "self";

    /** 一行. */
    public record Row(String key, Typed typed) {

        public Row with(Typed now) {
            return new Row(key, now);
        }
    }

    /**
     * 刚删除的一行.
     *
     * @param at its place among its list
     */
    public record Removed(boolean supporter, int at, Row row) {}

    public DraftContent {
        var rows = new ArrayList<>(members == null ? List.<Row>of() : members);
        if (rows.isEmpty() || !rows.get(0).key().equals(SELF)) {
            rows.removeIf(row -> row.key().equals(SELF));
            rows.add(0, new Row(SELF, Typed.EMPTY));
        }
        members = List.copyOf(rows);
        supporters = supporters == null ? List.of() : List.copyOf(supporters);
        known = known == null ? Typed.EMPTY : known;
    }

    public static DraftContent empty() {
        return new DraftContent(Typed.EMPTY, List.of(), List.of(), null, null, null, Typed.EMPTY);
    }

    public DraftContent form(Typed now) {
        return new DraftContent(now, members, supporters, edited, supporterEdited, removed, known);
    }

    public DraftContent members(List<Row> now) {
        return new DraftContent(form, now, supporters, edited, supporterEdited, removed, known);
    }

    public DraftContent supporters(List<Row> now) {
        return new DraftContent(form, members, now, edited, supporterEdited, removed, known);
    }

    public DraftContent editing(@Nullable String key) {
        return new DraftContent(form, members, supporters, key, supporterEdited, removed, known);
    }

    public DraftContent editingSupporter(@Nullable String key) {
        return new DraftContent(form, members, supporters, edited, key, removed, known);
    }

    public DraftContent removed(@Nullable Removed what) {
        return new DraftContent(form, members, supporters, edited, supporterEdited, what, known);
    }

    public DraftContent known(Typed now) {
        return new DraftContent(form, members, supporters, edited, supporterEdited, removed, now);
    }

    public Optional<Row> member(String key) {
        return members.stream().filter(row -> row.key().equals(key)).findFirst();
    }

    public Optional<Row> supporter(String key) {
        return supporters.stream().filter(row -> row.key().equals(key)).findFirst();
    }

    /** A key no row has yet: {@code m2}, {@code s1}. */
    public String freshKey(String letter, List<Row> rows) {
        int n = rows.size() + 1;
        while (taken(letter + n, rows)) {
            n++;
        }
        return letter + n;
    }

    private boolean taken(String key, List<Row> rows) {
        return rows.stream().anyMatch(row -> row.key().equals(key))
                || (removed != null && removed.row().key().equals(key));
    }

    /** Whether anybody has typed anything. */
    boolean blank() {
        return form.without("channel").blank()
                && members.size() == 1
                && members.get(0).typed().blank()
                && supporters.isEmpty();
    }
}
