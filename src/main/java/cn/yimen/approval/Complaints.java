package cn.yimen.approval;

import cn.yimen.approval.Complaint.Channel;
import cn.yimen.approval.Complaint.State;
import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
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
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 投诉举报 (57 第二十条, PB-4): about the household of an open application. The bureau decides whether it is accepted; one that is
 * makes the bureau visit by itself before anything is confirmed. Whoever lodged it and the bureau read it, nobody else.
 */
@Service
@Transactional
public class Complaints {

    static final String SETTLE = "approval.complaint";
    static final String VISIT = "approval.complaint_visit";

    private static final Role[] LODGERS = {
        Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.SUPERVISOR
    };
    private static final Role[] READERS = {Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR};

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Applications applications;
    private final ApplicationStore store;
    private final SurveySecrets secrets;
    private final Tasks tasks;
    private final AuditLog audit;
    private final Clock clock;

    Complaints(
            JdbcClient jdbc,
            Questions questions,
            Applications applications,
            ApplicationStore store,
            SurveySecrets secrets,
            Tasks tasks,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.applications = applications;
        this.store = store;
        this.secrets = secrets;
        this.tasks = tasks;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether the reader may lodge one about this application now. */
    public boolean mayLodge(ApplicationView application, Officer by) {
        return !application.ended() && application.reachedBy(by, LODGERS);
    }

    /**
     * 登记.
     *
     * @param content what is complained of
     * @param receivedOn not after today
     * @throws NotAllowed if it is not the officer's to do
     * @throws Conflict if the application has ended
     */
    public UUID lodge(
            ApplicationId id, Channel channel, boolean anonymous, String content, LocalDate receivedOn, Officer by) {
        var application = applications.locked(id, by);
        if (!application.reachedBy(by, LODGERS)) {
            throw new NotAllowed("投诉举报由窗口、乡镇审核、民政经办或监督登记");
        }
        if (application.ended()) {
            throw new Conflict("本件已经「%s」，不再登记投诉举报".formatted(application.stateWords()));
        }
        if (content.isBlank() || receivedOn.isAfter(LocalDate.now(clock))) {
            throw new IllegalArgumentException("a complaint has a content and has come in");
        }
        var complaint = UUID.randomUUID();
        jdbc.sql("""
                        insert into application_complaint (id, application_id, channel, anonymous, content_enc, received_on,
                            lodged_at, lodged_by, state)
                        values (?, ?, ?, ?, ?, ?, ?, ?, 'LODGED')
                        """)
                .params(
                        complaint,
                        id.id(),
                        channel.name(),
                        anonymous,
                        secrets.reasons(content.strip()),
                        receivedOn,
                        Sql.at(clock.instant()),
                        by.id())
                .update();
        audit.changed(by, "登记投诉举报", application.subject(), "");
        tasks.open(NewTask.of(
                        SETTLE,
                        Assignee.everybody(Role.BUREAU_OFFICER),
                        subject(complaint),
                        "决定是否受理投诉举报",
                        "受理的由区民政局入户",
                        "去决定",
                        "/applications/" + id + "/complaints/" + complaint)
                .about(application.personName(), null, application.receiptNo()));
        return complaint;
    }

    /**
     * 受理 or 不予受理.
     *
     * @throws NotAllowed if it is not the officer's to decide
     * @throws Conflict if it was decided already
     */
    public void settle(ApplicationId id, UUID complaint, boolean accepted, String reason, Officer by) {
        var application = applications.locked(id, by);
        if (!by.has(Role.BUREAU_OFFICER)) {
            throw new NotAllowed("投诉举报由民政经办决定是否受理");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("it is said why");
        }
        get(id, complaint, by);
        var done = jdbc.sql("""
                        update application_complaint set state = ?, reason_enc = ?, settled_at = ?, settled_by = ?
                        where id = ? and state = 'LODGED'
                        """)
                .params(
                        accepted ? "ACCEPTED" : "REJECTED",
                        secrets.reasons(reason.strip()),
                        Sql.at(clock.instant()),
                        by.id(),
                        complaint)
                .update();
        if (done == 0) {
            throw new Conflict("这件投诉举报已经决定过了");
        }
        audit.changed(by, accepted ? "受理投诉举报" : "不予受理投诉举报", application.subject(), "");
        tasks.close(SETTLE, subject(complaint), by);
        if (accepted && !application.ended()) {
            tasks.open(NewTask.of(
                            VISIT,
                            Assignee.everybody(Role.BUREAU_OFFICER),
                            application.subject(),
                            "区级入户调查",
                            "受理了投诉举报",
                            "去安排",
                            "/applications/" + id)
                    .about(application.personName(), null, application.receiptNo()));
        }
    }

    @EventListener
    void on(InvestigationSigned signed) {
        if (signed.kind().bureau()) {
            tasks.close(VISIT, new Subject("application", signed.application().toString()), null);
        }
    }

    @EventListener
    void on(ApplicationMoved moved) {
        var application = store.reread(moved.id());
        if (application.ended()) {
            tasks.close(VISIT, application.subject(), null);
        }
    }

    /** What the reader may see of them, the newest first; the caller has read the application. */
    @Transactional(readOnly = true)
    public List<Complaint> of(ApplicationId id, Officer by) {
        return questions.list(asks(id, by));
    }

    Question<Complaint> asks(ApplicationId id, Officer by) {
        return Question.sql("""
                        select c.*, o.name as lodged_name, s.name as settled_name from application_complaint c
                        join officer o on o.id = c.lodged_by left join officer s on s.id = c.settled_by
                        where c.application_id = :id and (:all or c.lodged_by = :me) order by c.lodged_at desc, c.id
                        """)
                .param("id", id.id())
                .param("all", by.hasAny(READERS))
                .param("me", by.id())
                .query((row, n) -> complaint(row));
    }

    /** @throws NoSuchElementException if there is none that the officer may read */
    public Complaint get(ApplicationId id, UUID complaint, Officer by) {
        var application = applications.get(id, by);
        var one = of(id, by).stream()
                .filter(each -> each.id().equals(complaint))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no complaint " + complaint));
        audit.opened(by, application.subject(), "投诉举报", "查看投诉举报");
        return one;
    }

    private Complaint complaint(ResultSet row) throws SQLException {
        var reason = row.getBytes("reason_enc");
        return new Complaint(
                Sql.id(row, "id"),
                Channel.valueOf(row.getString("channel")),
                row.getBoolean("anonymous"),
                secrets.reasons(row.getBytes("content_enc")),
                Sql.day(row, "received_on"),
                Sql.instant(row, "lodged_at"),
                row.getString("lodged_name"),
                State.valueOf(row.getString("state")),
                reason == null ? null : secrets.reasons(reason),
                Sql.instantOrNull(row, "settled_at"),
                row.getString("settled_name"));
    }

    /** How many were accepted. */
    @Transactional(readOnly = true)
    int accepted(ApplicationId id) {
        return questions.one(asksAccepted(id));
    }

    static Question<Integer> asksAccepted(ApplicationId id) {
        return Question.sql(
                        "select count(*) from application_complaint where application_id = ? and state = 'ACCEPTED'")
                .param(id.id())
                .query((row, n) -> row.getInt(1));
    }

    /** Whether one was accepted and the bureau has not visited since. */
    @Transactional(readOnly = true)
    boolean waitForVisit(ApplicationId id) {
        return questions.one(asksWaitForVisit(id));
    }

    static Question<Boolean> asksWaitForVisit(ApplicationId id) {
        return Question.sql("""
                        select exists (select 1 from application_complaint c
                            where c.application_id = :id and c.state = 'ACCEPTED' and not exists (
                                select 1 from investigation i where i.application_id = :id and i.kind = 'BUREAU'
                                    and i.state = 'SIGNED' and i.signed_at > c.settled_at))
                        """).param("id", id.id()).query((row, n) -> row.getBoolean(1));
    }

    private static Subject subject(UUID complaint) {
        return new Subject("complaint", complaint.toString());
    }
}
