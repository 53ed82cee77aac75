package cn.yimen.approval;

import cn.yimen.audit.AuditLog;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.Matters;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.Item;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 延长 (AP-1): in a special case the whole way may take longer, once, up to what the item's version says (30 → 45 working
 * days). Whoever handles it asks and says why; the bureau's approver, another person, decides.
 */
@Service
@Transactional
public class Extensions {

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Applications applications;
    private final ApplicationStore store;
    private final ApplicationTasks tasks;
    private final Limits limits;
    private final Matters matters;
    private final Deadlines deadlines;
    private final Catalogue catalogue;
    private final AuditLog audit;
    private final Clock clock;

    Extensions(
            JdbcClient jdbc,
            Questions questions,
            Applications applications,
            ApplicationStore store,
            ApplicationTasks tasks,
            Limits limits,
            Matters matters,
            Deadlines deadlines,
            Catalogue catalogue,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.applications = applications;
        this.store = store;
        this.tasks = tasks;
        this.limits = limits;
        this.matters = matters;
        this.deadlines = deadlines;
        this.catalogue = catalogue;
        this.audit = audit;
        this.clock = clock;
    }

    /** How many working days more there may be; none for an item that knows no extension. */
    @Transactional(readOnly = true)
    public Optional<Integer> possible(ApplicationView application) {
        var item = item(application);
        var extended = item.extended();
        var total = application.total();
        if (extended == null || total == null) {
            return Optional.empty();
        }
        var more = extended.amount()
                - Objects.requireNonNull(deadlines.views(application.wholes()).get(total))
                        .budget()
                        .amount();
        return more > 0 ? Optional.of(more) : Optional.empty();
    }

    private Item item(ApplicationView application) {
        try {
            return catalogue.version(application.itemVersionId());
        } catch (NoSuchElementException e) {
            return catalogue.item(application.itemCode(), LocalDate.now(clock));
        }
    }

    /** Whether the officer may ask now: one is possible, none was approved or waits. */
    @Transactional(readOnly = true)
    public boolean mayAsk(ApplicationView application, Officer by) {
        return whyNotAsked(application, by) == null;
    }

    private @Nullable String whyNotAsked(ApplicationView application, Officer by) {
        if (!application.reachedBy(by, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER)) {
            return "延长由乡镇审核或民政经办申请";
        }
        if (application.ended() || application.state() == ApplicationState.REVIEW) {
            return "本件现在是「%s」，不能再延长".formatted(application.stateWords());
        }
        if (possible(application).isEmpty()) {
            return application.itemName() + "的办理时限没有可以延长的规定";
        }
        for (var each : of(application.id())) {
            if (each.approved() == null) {
                return "已经申请延长，等待审批";
            }
            if (each.approved()) {
                return "已经延长过一次，不能再延长";
            }
        }
        return null;
    }

    /**
     * 申请延长.
     *
     * @throws NotAllowed if it is for another post
     * @throws Conflict if none is possible, one waits or one was approved
     */
    public void ask(ApplicationId id, String reason, Officer by) {
        var application = applications.locked(id, by);
        var why = whyNotAsked(application, by);
        if (why != null) {
            throw application.reachedBy(by, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER)
                    ? new Conflict(why)
                    : new NotAllowed(why);
        }
        jdbc.sql("""
                        insert into application_extension (id, application_id, days, reason, asked_at, asked_by)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        UUID.randomUUID(),
                        id.id(),
                        possible(application).orElseThrow(),
                        reason,
                        Sql.at(clock.instant()),
                        by.id())
                .update();
        matters.note(application.matter(), "申请延长办理时限", reason, by);
        audit.changed(by, "申请延长", application.subject(), "");
        tasks.extensionAsked(application);
    }

    /** The one that waits to be decided. */
    @Transactional(readOnly = true)
    public Optional<Extension> waiting(ApplicationId id) {
        return of(id).stream().filter(each -> each.approved() == null).findFirst();
    }

    /**
     * 审批延长.
     *
     * @param whyNot why it is declined; null to approve
     * @throws NotAllowed if the officer is no approver, or asked for it
     * @throws Conflict if none waits
     */
    public void decide(ApplicationId id, @Nullable String whyNot, Officer by) {
        var application = applications.locked(id, by);
        if (!by.has(Role.BUREAU_APPROVER)) {
            throw new NotAllowed("延长由民政审批批准");
        }
        var asked = waiting(id).orElseThrow(() -> new Conflict("没有等待审批的延长申请"));
        if (asked.askedBy().equals(by.id())) {
            throw new OwnWork("您申请的延长要由别人审批");
        }
        if (application.ended()) {
            throw new Conflict("本件现在是「%s」，不用再延长".formatted(application.stateWords()));
        }
        if (whyNot != null) {
            jdbc.sql("""
                            update application_extension set decided_at = ?, decided_by = ?, approved = false, why_not = ? where id = ?
                            """)
                    .params(Sql.at(clock.instant()), by.id(), whyNot, asked.id())
                    .update();
            matters.note(application.matter(), "不同意延长办理时限", whyNot, by);
        } else {
            approve(application, asked, by);
        }
        audit.changed(by, whyNot == null ? "批准延长" : "不同意延长", application.subject(), "");
        tasks.extensionDecided(application, by);
    }

    private void approve(ApplicationView application, Extension asked, Officer by) {
        var total = application.total();
        if (total == null) {
            throw new Conflict("本件没有办理时限");
        }
        var before = deadlines.view(total).dueAt();
        for (var limit : whole(application)) {
            deadlines.extend(limit, asked.days(), asked.reason(), by);
        }
        var after = deadlines.view(total).dueAt();
        jdbc.sql("""
                        update application_extension set decided_at = ?, decided_by = ?, approved = true, due_before = ?,
                            due_after = ?
                        where id = ?
                        """)
                .params(Sql.at(clock.instant()), by.id(), Sql.at(before), Sql.at(after), asked.id())
                .update();
        store.step(application, "EXTENSION", null, null, asked.reason(), by);
        matters.note(application.matter(), "延长办理时限 " + asked.days() + " 个工作日", asked.reason(), by);
        limits.show(application.id());
    }

    /** The limits of the whole way that still run: the law's and the promised one, which says the same days. */
    private List<DeadlineId> whole(ApplicationView application) {
        var ids = new ArrayList<DeadlineId>();
        if (application.total() != null) {
            ids.add(application.total());
        }
        if (application.promise() != null && !application.promise().equals(application.total())) {
            ids.add(application.promise());
        }
        return deadlines.views(ids).values().stream()
                .filter(view -> view.state() == DeadlineState.RUNNING || view.state() == DeadlineState.PAUSED)
                .map(cn.yimen.calendar.DeadlineView::id)
                .toList();
    }

    /** All of an application, the first one first; the caller has read it. */
    @Transactional(readOnly = true)
    public List<Extension> of(ApplicationId id) {
        return questions.list(asks(id));
    }

    Question<Extension> asks(ApplicationId id) {
        return Question.sql("""
                        select e.*, o.name as asked_name, d.name as decided_name
                        from application_extension e
                        join officer o on o.id = e.asked_by left join officer d on d.id = e.decided_by
                        where e.application_id = ? order by e.asked_at
                        """)
                .param(id.id())
                .query((row, n) -> new Extension(
                        Sql.id(row, "id"),
                        row.getInt("days"),
                        row.getString("reason"),
                        Sql.instant(row, "asked_at"),
                        Sql.id(row, "asked_by"),
                        row.getString("asked_name"),
                        Sql.instantOrNull(row, "decided_at"),
                        row.getString("decided_name"),
                        (Boolean) row.getObject("approved"),
                        row.getString("why_not"),
                        Sql.instantOrNull(row, "due_before"),
                        Sql.instantOrNull(row, "due_after")));
    }
}
