package cn.yimen.intake;

import cn.yimen.intake.DraftContent.Removed;
import cn.yimen.intake.DraftContent.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** 一行一行地填 (ui-guide 6.6): what the buttons in the rows do to a draft's content. Rows with something wrong stay open. */
public final class Editing {

    static final String ENTRY = "entry.";
    static final String EDIT = "edit.";
    static final String SUPPORTER = "supporter.";
    static final String SUPPORTER_EDIT = "supporterEdit.";

    /** More rows than any family has. */
    static final int MOST_ROWS = 30;

    private Editing() {}

    /** The content after the step, and what is wrong; with something wrong nothing but the typed is changed. */
    public record Done(DraftContent content, List<Problem> problems) {

        static Done fine(DraftContent content) {
            return new Done(content, List.of());
        }
    }

    /** 加入成员. */
    public static Done addMember(DraftContent content, LocalDate today) {
        var typed = content.form().part(ENTRY);
        var problems = new ArrayList<>(
                Check.member(MemberRead.of("new", content.members().size() + 1, typed, today), ENTRY, today));
        if (content.members().size() >= MOST_ROWS) {
            problems.add(Problem.at(ENTRY + "name", "家庭成员不超过 " + MOST_ROWS + " 人，请核对是否都共同生活"));
        }
        twin(content, typed, "", ENTRY, content.members().size() + 1, problems, today);
        if (!problems.isEmpty()) {
            return new Done(content, problems);
        }
        var rows = new ArrayList<>(content.members());
        rows.add(new Row(content.freshKey("m", rows), typed));
        return Done.fine(
                content.members(rows).form(content.form().without(ENTRY)).removed(null));
    }

    /** 修改成员: opens the row. A row that is open is saved first. */
    public static Done openMember(DraftContent content, String key, LocalDate today) {
        var saved = content.edited() == null ? Done.fine(content) : saveMember(content, today);
        if (!saved.problems().isEmpty()) {
            return saved;
        }
        var now = saved.content();
        return now.member(key)
                .map(row -> Done.fine(now.editing(key)
                        .form(now.form().without(EDIT).and(row.typed().under(EDIT)))))
                .orElse(saved);
    }

    /** 保存改好的成员. */
    public static Done saveMember(DraftContent content, LocalDate today) {
        var key = content.edited();
        if (key == null) {
            return Done.fine(content);
        }
        var rows = new ArrayList<>(content.members());
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).key().equals(key)) {
                var typed = content.form().part(EDIT);
                var read = MemberRead.of(key, i + 1, typed, today);
                var problems = new ArrayList<>(Check.member(read, EDIT, today));
                twin(content, typed, key, EDIT, i + 1, problems, today);
                if (!problems.isEmpty()) {
                    return new Done(content, problems);
                }
                rows.set(i, rows.get(i).with(typed));
            }
        }
        return Done.fine(content.members(rows)
                .editing(null)
                .form(content.form().without(EDIT))
                .removed(null));
    }

    /** 不改了: the row stays as it was saved. */
    public static DraftContent closeMember(DraftContent content) {
        return content.editing(null).form(content.form().without(EDIT));
    }

    /** 删除成员; the applicant stays. */
    public static DraftContent dropMember(DraftContent content, String key) {
        if (key.equals(DraftContent.SELF)) {
            return content;
        }
        var rows = new ArrayList<>(content.members());
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).key().equals(key)) {
                var row = rows.remove(i);
                var now = key.equals(content.edited()) ? closeMember(content) : content;
                return now.members(rows).removed(new Removed(false, i, row));
            }
        }
        return content;
    }

    /** 撤销删除. */
    public static DraftContent undo(DraftContent content) {
        var removed = content.removed();
        if (removed == null) {
            return content;
        }
        if (removed.supporter()) {
            var rows = new ArrayList<>(content.supporters());
            rows.add(Math.min(removed.at(), rows.size()), removed.row());
            return content.supporters(rows).removed(null);
        }
        var rows = new ArrayList<>(content.members());
        rows.add(Math.max(1, Math.min(removed.at(), rows.size())), removed.row());
        return content.members(rows).removed(null);
    }

    /** 加入义务人. */
    public static Done addSupporter(DraftContent content, LocalDate today) {
        var typed = content.form().part(SUPPORTER);
        var problems =
                new ArrayList<>(Check.supporter(typed, content.supporters().size() + 1, SUPPORTER, today));
        if (content.supporters().size() >= MOST_ROWS) {
            problems.add(Problem.at(SUPPORTER + "label", "义务人不超过 " + MOST_ROWS + " 户"));
        }
        if (!problems.isEmpty()) {
            return new Done(content, problems);
        }
        var rows = new ArrayList<>(content.supporters());
        rows.add(new Row(content.freshKey("s", rows), typed));
        return Done.fine(content.supporters(rows)
                .form(content.form().without(SUPPORTER).with("noSupporters", ""))
                .removed(null));
    }

    /** 修改义务人. */
    public static Done openSupporter(DraftContent content, String key, LocalDate today) {
        var saved = content.supporterEdited() == null ? Done.fine(content) : saveSupporter(content, today);
        if (!saved.problems().isEmpty()) {
            return saved;
        }
        var now = saved.content();
        return now.supporter(key)
                .map(row -> Done.fine(now.editingSupporter(key)
                        .form(now.form().without(SUPPORTER_EDIT).and(row.typed().under(SUPPORTER_EDIT)))))
                .orElse(saved);
    }

    /** 保存改好的义务人. */
    public static Done saveSupporter(DraftContent content, LocalDate today) {
        var key = content.supporterEdited();
        if (key == null) {
            return Done.fine(content);
        }
        var rows = new ArrayList<>(content.supporters());
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).key().equals(key)) {
                var typed = content.form().part(SUPPORTER_EDIT);
                var problems = Check.supporter(typed, i + 1, SUPPORTER_EDIT, today);
                if (!problems.isEmpty()) {
                    return new Done(content, problems);
                }
                rows.set(i, rows.get(i).with(typed));
            }
        }
        return Done.fine(closeSupporter(content.supporters(rows)).removed(null));
    }

    public static DraftContent closeSupporter(DraftContent content) {
        return content.editingSupporter(null).form(content.form().without(SUPPORTER_EDIT));
    }

    public static DraftContent dropSupporter(DraftContent content, String key) {
        var rows = new ArrayList<>(content.supporters());
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).key().equals(key)) {
                var row = rows.remove(i);
                var now = key.equals(content.supporterEdited()) ? closeSupporter(content) : content;
                return now.supporters(rows).removed(new Removed(true, i, row));
            }
        }
        return content;
    }

    /** The rows that are open or half typed are taken in before the whole is submitted. */
    static Done settle(DraftContent content, LocalDate today) {
        var now = content;
        var problems = new ArrayList<Problem>();
        if (now.edited() != null) {
            var done = saveMember(now, today);
            now = done.content();
            problems.addAll(done.problems());
        }
        if (!now.form().part(ENTRY).blank()) {
            var done = addMember(now, today);
            now = done.content();
            problems.addAll(done.problems());
        }
        if (now.supporterEdited() != null) {
            var done = saveSupporter(now, today);
            now = done.content();
            problems.addAll(done.problems());
        }
        if (!now.form().part(SUPPORTER).blank()) {
            var done = addSupporter(now, today);
            now = done.content();
            problems.addAll(done.problems());
        }
        return new Done(now, problems);
    }

    private static void twin(
            DraftContent content,
            Typed typed,
            String self,
            String prefix,
            int no,
            List<Problem> problems,
            LocalDate today) {
        var id = MemberRead.of(self, no, typed, today).number();
        if (id == null || self.equals(DraftContent.SELF)) {
            return;
        }
        Reading.of(content, today).members().stream()
                .filter(each -> !each.key().equals(self) && id.equals(each.number()))
                .findFirst()
                .ifPresent(other -> problems.add(new Problem(
                        prefix + "idno",
                        "身份证号和" + other.who() + "的相同，一个人只填一次",
                        "第 " + no + " 位成员" + typed.get("name"))));
    }
}
