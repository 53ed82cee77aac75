package cn.yimen.approval;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm.AppealDecision;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 申诉复核 (AP-2, AP-5): with the way 维持 or 撤销 the paper of it is written, numbered and dated as of the fact; a reprint shows
 * that content, whatever has changed since.
 */
@Service
@Transactional
public class Appeals {

    static final String TASK = "approval.appeal";
    private static final String FORM = "APPEAL";

    private final JdbcClient jdbc;
    private final Questions questions;
    private final ApplicationStore store;
    private final Applications applications;
    private final DecisionStore decisions;
    private final Limits limits;
    private final IssuedPapers issued;
    private final Paths paths;
    private final Organisations organisations;
    private final Tasks tasks;
    private final AuditLog audit;
    private final Clock clock;

    Appeals(
            JdbcClient jdbc,
            Questions questions,
            ApplicationStore store,
            Applications applications,
            DecisionStore decisions,
            Limits limits,
            IssuedPapers issued,
            Paths paths,
            Organisations organisations,
            Tasks tasks,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.store = store;
        this.applications = applications;
        this.decisions = decisions;
        this.limits = limits;
        this.issued = issued;
        this.paths = paths;
        this.organisations = organisations;
        this.tasks = tasks;
        this.audit = audit;
        this.clock = clock;
    }

    private record At(long id, String reason, Instant at, UUID officer) {}

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(ApplicationMoved moved) {
        if (moved.way() == Way.UPHOLD || moved.way() == Way.OVERTURN) {
            issue(store.reread(moved.id()), moved.way());
        }
    }

    private void issue(ApplicationView application, Way way) {
        var appeal = step(application.id(), Way.APPEAL);
        var answer = step(application.id(), way);
        var original = decisions.of(application.id()).stream().findFirst().orElse(null);
        var refused = original == null ? refusedAt(application.id()) : original.at();
        var number = decisions.number("FH");
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into appeal_decision (id, application_id, step_id, upheld, number, decision_id, reasons, decided_by,
                            decided_at)
                        values (:id, :application, :step, :upheld, :number, :decision, :reasons, :by, :at)
                        """)
                .param("id", id)
                .param("application", application.id().id())
                .param("step", appeal.id())
                .param("upheld", way == Way.UPHOLD)
                .param("number", number)
                .param("decision", original == null ? null : original.id(), Types.OTHER)
                .param("reasons", answer.reason())
                .param("by", answer.officer())
                .param("at", Sql.at(answer.at()))
                .update();
        var row = paths.of(application.kind())
                .way(way, ApplicationState.REVIEW)
                .orElseThrow(() -> new IllegalStateException("no way " + way));
        var office = organisations.bureau();
        var form = new AppealDecision(
                number,
                application.personName(),
                application.receiptNo(),
                application.itemName(),
                original == null ? "" : original.number(),
                day(refused == null ? appeal.at() : refused),
                appeal.reason(),
                day(appeal.at()),
                row.words(),
                way == Way.UPHOLD,
                answer.reason(),
                row.basis(),
                day(answer.at()),
                office.name(),
                office.phone() == null ? "" : office.phone(),
                new PrintStamp("", answer.at(), 0));
        issued.keep(FORM, id, form, answer.at());
        tasks.open(NewTask.of(
                        TASK,
                        Assignee.clerks(new PlaceId(application.townshipCode())),
                        application.subject(),
                        "送达复核决定书",
                        "申诉已复核：" + row.words(),
                        "登记送达",
                        "/applications/" + application.id() + "/appeals/" + id + "/delivery")
                .about(application.personName(), null, application.receiptNo()));
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, clock.getZone());
    }

    private At step(ApplicationId id, Way way) {
        return jdbc.sql("""
                        select id, coalesce(reason, '—') as reason, at, officer_id from application_step
                        where application_id = ? and way = ? order by id desc limit 1
                        """)
                .params(id.id(), way.name())
                .query((row, n) -> new At(
                        row.getLong("id"), row.getString("reason"), Sql.instant(row, "at"), Sql.id(row, "officer_id")))
                .single();
    }

    private @Nullable Instant refusedAt(ApplicationId id) {
        return jdbc.sql("""
                        select at from application_step where application_id = ? and way = 'REFUSE' order by id desc limit 1
                        """)
                .param(id.id())
                .query((row, n) -> Sql.instant(row, "at"))
                .optional()
                .orElse(null);
    }

    /** Whether the officer had the last word, or the first of two, in the decision appealed against. */
    @Transactional(readOnly = true)
    boolean decidedBy(ApplicationId id, Officer by) {
        return jdbc.sql("""
                        select exists (select 1 from (
                            select decided_by, first_by from decision where application_id = ? order by decided_at desc limit 1) d
                            where ? in (d.decided_by, d.first_by))
                        """).params(id.id(), by.id()).query(Boolean.class).single();
    }

    private static final String SELECT = """
            select a.*, o.name as by_name, d.number as original, e.delivered_on, e.how, e.receiver, e.note, b.name as delivered_by
            from appeal_decision a
            join officer o on o.id = a.decided_by
            left join decision d on d.id = a.decision_id
            left join appeal_delivery e on e.appeal_id = a.id
            left join officer b on b.id = e.by_id
            """;

    /** The last one first; the caller has read the application. */
    @Transactional(readOnly = true)
    public List<Appeal> of(ApplicationId id) {
        return questions.list(asks(id));
    }

    static Question<Appeal> asks(ApplicationId id) {
        return Question.sql(SELECT + " where a.application_id = ? order by a.decided_at desc")
                .param(id.id())
                .query(Appeals::read);
    }

    /** @throws NoSuchElementException if the officer's reach has no such application, or it no such appeal */
    @Transactional(readOnly = true)
    public Appeal get(ApplicationId id, UUID appeal, Officer by) {
        applications.get(id, by);
        return of(id).stream()
                .filter(each -> each.id().equals(appeal))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no appeal " + appeal));
    }

    private static Appeal read(ResultSet row, int n) throws SQLException {
        var how = row.getString("how");
        return new Appeal(
                Sql.id(row, "id"),
                new ApplicationId(Sql.id(row, "application_id")),
                row.getBoolean("upheld"),
                row.getString("number"),
                row.getString("original"),
                row.getString("reasons"),
                row.getString("by_name"),
                Sql.instant(row, "decided_at"),
                how == null
                        ? null
                        : new Delivery(
                                Sql.day(row, "delivered_on"),
                                Delivery.How.valueOf(how),
                                row.getString("receiver"),
                                row.getString("note"),
                                row.getString("delivered_by")));
    }

    /** The paper, with the stamp of a print. */
    @Transactional(readOnly = true)
    public AppealDecision paper(ApplicationId id, UUID appeal, PrintStamp stamp, Officer by) {
        get(id, appeal, by);
        audit.opened(by, new Subject("application", id.toString()), "复核决定书", "决定文书");
        return issued.read(FORM, appeal, AppealDecision.class).with(stamp);
    }

    /** Whether what would be printed now is, to the letter, what was issued. */
    @Transactional(readOnly = true)
    public boolean unchanged(ApplicationId id, UUID appeal, Officer by) {
        return issued.unchanged(FORM, appeal, stamp -> paper(id, appeal, stamp, by));
    }

    /**
     * 送达.
     *
     * @throws Conflict if it was delivered already
     * @throws IllegalArgumentException if it is not between the decision and today
     */
    public void deliver(ApplicationId id, UUID appeal, Delivery delivery, Officer by) {
        var application = applications.locked(id, by);
        if (!application.reachedBy(by, Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER)) {
            throw new NotAllowed("送达由窗口、乡镇审核或民政经办登记");
        }
        var one = get(id, appeal, by);
        if (one.delivery() != null) {
            throw new Conflict("%s已经登记送达".formatted(one.delivery().by()));
        }
        if (delivery.on().isBefore(day(one.at())) || delivery.on().isAfter(LocalDate.now(clock))) {
            throw new IllegalArgumentException("delivered between the decision and today: " + delivery.on());
        }
        jdbc.sql("""
                        insert into appeal_delivery (appeal_id, delivered_on, how, receiver, note, at, by_id)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        appeal,
                        delivery.on(),
                        delivery.how().name(),
                        delivery.receiver(),
                        delivery.note(),
                        Sql.at(clock.instant()),
                        by.id()))
                .update();
        if (one.upheld()) {
            limits.meet(id, "REFUSAL_NOTICE"); // told in writing, once more within its days
        }
        tasks.close(TASK, application.subject(), by);
        audit.changed(by, "复核决定书送达", application.subject(), one.number());
    }
}
