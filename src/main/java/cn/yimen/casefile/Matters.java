package cn.yimen.casefile;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineMoved;
import cn.yimen.calendar.Deadlines;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.Item;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 事项: its steps from acceptance to the applicant's knowing. A step is open to the township the case belongs to and to
 * the department the matter belongs to; anybody else finds nothing.
 */
@Service
@Transactional
public class Matters {

    private final JdbcClient jdbc;
    private final MatterStore store;
    private final Timeline timeline;
    private final Deadlines deadlines;
    private final Catalogue catalogue;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Matters(
            JdbcClient jdbc,
            MatterStore store,
            Timeline timeline,
            Deadlines deadlines,
            Catalogue catalogue,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.timeline = timeline;
        this.deadlines = deadlines;
        this.catalogue = catalogue;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** @throws NoSuchElementException if there is none within the officer's reach */
    @Transactional(readOnly = true)
    public MatterView get(MatterId id, Officer by) {
        var matter = byIds(List.of(id), by).get(id);
        if (matter == null) {
            throw new NoSuchElementException("no matter " + id);
        }
        return matter;
    }

    /** Those within the officer's reach, in the order asked for, by one statement. */
    @Transactional(readOnly = true)
    public Map<MatterId, MatterView> byIds(Collection<MatterId> ids, Officer by) {
        var found = new HashMap<MatterId, MatterView>();
        jdbc.sql(MatterStore.SELECT + " where m.id = any(?)")
                .param(ids.stream().map(MatterId::id).toArray(UUID[]::new))
                .query(MatterStore::read)
                .list()
                .forEach(matter -> found.put(matter.id(), matter));
        var matters = new LinkedHashMap<MatterId, MatterView>();
        for (var id : ids) {
            var matter = found.get(id);
            if (matter != null && reaches(by, matter)) {
                matters.put(id, matter);
            }
        }
        return matters;
    }

    /** The matters of one case within the officer's reach, in their order. */
    @Transactional(readOnly = true)
    public List<MatterView> ofCase(CaseId id, Officer by) {
        return store.of(id).stream().filter(matter -> reaches(by, matter)).toList();
    }

    /**
     * 已转办 (RF-1).
     *
     * @param detail number of the referral and the office, for the line of time
     * @throws IllegalTransition if it does not wait to be sent
     */
    public void refer(MatterId id, String detail, Officer by) {
        var matter = writable(id, by);
        store.move(matter, MatterState.REFERRED, Map.of());
        timeline.add(matter.caseId(), id, "转办", detail, by);
    }

    /**
     * 已转办 to a department that need not be the item's own, e.g. after a return: from now on the matter is within that
     * department's reach (RF-1).
     *
     * @throws IllegalTransition if it does not wait to be sent
     */
    public void refer(MatterId id, String deptCode, String detail, Officer by) {
        var matter = writable(id, by);
        store.move(matter, MatterState.REFERRED, Map.of("dept_code", deptCode));
        timeline.add(matter.caseId(), id, "转办", detail, by);
    }

    /** 退回: the department is not the right one; it waits to be sent again (RF-1). */
    public void giveBack(MatterId id, String reason, Officer by) {
        var matter = writable(id, by);
        store.move(matter, MatterState.TO_REFER, Map.of());
        timeline.add(matter.caseId(), id, "部门退回", reason, by);
    }

    /**
     * 办结: the outcome is written back (RF-3); its limits are met, the applicant is to be told.
     *
     * @param words what the applicant is told
     * @throws IllegalTransition if it is not under way
     */
    public void conclude(MatterId id, Conclusion conclusion, String words, Officer by) {
        var matter = writable(id, by);
        if (matter.own() || matter.state() == MatterState.AWAITING_MATERIALS) {
            throw new IllegalTransition(id, matter.state(), MatterState.CONCLUDED);
        }
        conclude(matter, conclusion, words, by);
    }

    /**
     * 办结 of the bureau's own matter: what its application ended with is written back. Who may decide, and whether all is
     * there, is {@code approval}'s to say; a matter whose application has not ended is refused by the database.
     *
     * @param words what the applicant is told
     * @throws IllegalTransition if it is not open
     */
    public void decide(MatterId id, Conclusion conclusion, String words, Officer by) {
        var matter = ownOf(id, by);
        conclude(matter, conclusion, words, by);
    }

    /**
     * 恢复办理 of the bureau's own matter after an appeal, or when the applicant comes back: its limits begin anew, what was
     * decided and told stays in the line of time.
     *
     * @throws IllegalTransition if it is open, or another department's
     * @throws cn.yimen.pages.Conflict if the same item was opened again in the meantime (IN-8)
     */
    public void reopen(MatterId id, String title, String reason, Officer by) {
        var matter = ownOf(id, by);
        if (store.twinOpen(matter)) {
            throw new Conflict("同一户已经重新申请了" + matter.itemName() + "，在新的那一件上办");
        }
        var now = clock.instant();
        var item = item(matter, LocalDate.ofInstant(now, clock.getZone()));
        var limits = MatterLimits.of(item);
        var due = deadlines.start(limits.starts(), now);
        store.reopen(matter, limits.legalId(), limits.promiseId(), limits.due(due));
        timeline.add(matter.caseId(), id, title, reason, by);
        audit.changed(by, title, new Subject("matter", id.toString()), "");
    }

    private Item item(MatterView matter, LocalDate today) {
        try {
            return catalogue.version(matter.itemVersionId());
        } catch (NoSuchElementException e) {
            return catalogue.item(matter.itemCode(), today);
        }
    }

    private MatterView ownOf(MatterId id, Officer by) {
        var matter = store.locked(id);
        if (!matter.own() || !reaches(by, matter)) {
            throw new NoSuchElementException("no own matter " + id);
        }
        return matter;
    }

    private void conclude(MatterView matter, Conclusion conclusion, String words, Officer by) {
        var id = matter.id();
        var now = clock.instant();
        var more = new HashMap<String, Object>();
        more.put("conclusion", conclusion.name());
        more.put("conclusion_words", words);
        more.put("concluded_at", Sql.at(now));
        more.put("ended_at", Sql.at(now));
        store.move(matter, MatterState.CONCLUDED, more);
        eachDeadline(matter, deadline -> deadlines.meet(deadline, now));
        timeline.add(matter.caseId(), id, matter.itemName() + "办结", conclusion.words() + "：" + words, by);
        events.publishEvent(
                new MatterConcluded(id, matter.caseId(), matter.itemCode(), matter.deptCode(), matter.townshipCode()));
    }

    /**
     * 记录告知: the applicant knows the outcome.
     *
     * @param note who was told, what was asked; null if nothing is to be said
     * @throws IllegalTransition if it is not concluded, or was told before
     */
    public void tell(MatterId id, ToldHow how, @Nullable String note, Officer by) {
        var matter = writable(id, by);
        var more = new HashMap<String, @Nullable Object>();
        more.put("told_at", Sql.at(clock.instant()));
        more.put("told_how", how.name());
        more.put("told_note", note);
        more.put("told_by", by.id());
        store.move(matter, MatterState.TOLD, more);
        timeline.add(matter.caseId(), id, "结果告知申请人", note == null ? how.words() : how.words() + "，" + note, by);
        events.publishEvent(new MatterTold(id, matter.caseId(), matter.deptCode(), matter.townshipCode()));
    }

    /** 撤回: the applicant does not want it any more. */
    public void withdraw(MatterId id, String reason, Officer by) {
        var matter = writable(id, by);
        store.move(matter, MatterState.WITHDRAWN, Map.of("ended_at", Sql.at(clock.instant())));
        eachDeadline(matter, deadlines::cancel);
        timeline.add(matter.caseId(), id, "撤回" + matter.itemName(), reason, by);
        audit.changed(by, "撤回事项", new Subject("matter", id.toString()), "");
        events.publishEvent(new MatterWithdrawn(id, matter.caseId(), matter.deptCode(), matter.townshipCode()));
    }

    /**
     * A line in the case's record for a step that another module made, e.g. 签收, 初核反馈, 催办.
     *
     * @param detail without identity numbers and telephones
     */
    public void note(MatterId id, String title, @Nullable String detail, Officer by) {
        var matter = get(id, by);
        timeline.add(matter.caseId(), id, title, detail, by);
    }

    /** As {@link #note(MatterId, String, String, Officer)}, for what happened by itself. */
    public void note(MatterId id, String title, @Nullable String detail) {
        var matter = store.locked(id);
        timeline.add(matter.caseId(), id, title, detail, "系统");
    }

    /** Keeps the copy of the due instant that lists sort by. */
    @EventListener
    void moved(DeadlineMoved moved) {
        jdbc.sql("""
                        update matter set due_at = :due
                        where promise_deadline_id = :id or (promise_deadline_id is null and legal_deadline_id = :id)
                        returning case_id
                        """)
                .param("due", Sql.at(moved.dueAt()))
                .param("id", moved.deadline().id())
                .query(UUID.class)
                .list()
                .forEach(caseId -> store.settle(new CaseId(caseId)));
    }

    /**
     * Locked for a change.
     *
     * @throws NoSuchElementException if there is none within the officer's reach
     * @throws NotAllowed for posts that only see it
     */
    MatterView writable(MatterId id, Officer by) {
        var matter = store.locked(id);
        if (!reaches(by, matter)) {
            throw new NoSuchElementException("no matter " + id);
        }
        if (!CaseAccess.mayWrite(by.at(matter.townshipCode(), matter.villageCode()))
                && !by.scope().departments().contains(matter.deptCode())) {
            throw new NotAllowed("您的岗位只能查看，不能办理这一件");
        }
        return matter;
    }

    private static boolean reaches(Officer by, MatterView matter) {
        var scope = by.scope();
        return scope.sees(matter.townshipCode(), matter.villageCode())
                || scope.departments().contains(matter.deptCode());
    }

    private static void eachDeadline(MatterView matter, Consumer<DeadlineId> what) {
        if (matter.legal() != null) {
            what.accept(matter.legal());
        }
        if (matter.promise() != null) {
            what.accept(matter.promise());
        }
    }
}
