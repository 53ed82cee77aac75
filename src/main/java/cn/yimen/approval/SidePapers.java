package cn.yimen.approval;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.Deadlines;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm.SideWayNotice;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Formats;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 旁路的告知书 (AP-2, AP-5): 终止、撤回、因死亡终止、转其他救助 and 恢复办理 each write a paper with a number, dated as of the step; a
 * reprint shows that content, whatever has changed since.
 */
@Service
@Transactional
public class SidePapers {

    private static final String FORM = "SIDE_WAY";

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Applications applications;
    private final ApplicationStore store;
    private final DecisionStore decisions;
    private final IssuedPapers issued;
    private final Paths paths;
    private final Organisations organisations;
    private final Deadlines deadlines;
    private final Formats formats;
    private final AuditLog audit;
    private final Clock clock;

    SidePapers(
            JdbcClient jdbc,
            Questions questions,
            Applications applications,
            ApplicationStore store,
            DecisionStore decisions,
            IssuedPapers issued,
            Paths paths,
            Organisations organisations,
            Deadlines deadlines,
            Formats formats,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.applications = applications;
        this.store = store;
        this.decisions = decisions;
        this.issued = issued;
        this.paths = paths;
        this.organisations = organisations;
        this.deadlines = deadlines;
        this.formats = formats;
        this.audit = audit;
        this.clock = clock;
    }

    /** 一份告知书. */
    public record SidePaper(UUID id, Way way, String title, String number, Instant issuedAt) {}

    /** After the limits have moved: the paper of a reopening names the new latest day. */
    @EventListener
    @Order(10)
    @Transactional(propagation = Propagation.MANDATORY)
    void on(ApplicationMoved moved) {
        if (title(moved.way()) != null) {
            issue(store.reread(moved.id()), moved);
        }
    }

    private record At(long id, @Nullable String reason, Instant at) {}

    private void issue(ApplicationView application, ApplicationMoved moved) {
        var step = jdbc.sql("""
                        select id, reason, at from application_step where application_id = ? and way = ?
                        order by id desc limit 1
                        """)
                .params(moved.id().id(), moved.way().name())
                .query((row, n) -> new At(row.getLong("id"), row.getString("reason"), Sql.instant(row, "at")))
                .single();
        var row = paths.of(application.kind()).way(moved.way(), moved.from()).orElseThrow();
        var number = decisions.number("GZ");
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into side_paper (id, application_id, step_id, way, number, issued_at) values (?, ?, ?, ?, ?, ?)
                        """)
                .params(id, moved.id().id(), step.id(), moved.way().name(), number, Sql.at(step.at()))
                .update();
        var office = organisations.townshipOffice(PlaceId.of(application.townshipCode()));
        var form = new SideWayNotice(
                number,
                String.valueOf(title(moved.way())),
                application.applicantName(),
                application.receiptNo(),
                day(application.receivedAt()),
                application.itemName(),
                row.words(),
                step.reason() == null ? row.words() : step.reason(),
                row.basis(),
                day(step.at()),
                next(application, moved.way()),
                moved.way() == Way.TERMINATE,
                office.name(),
                office.phone() == null ? "" : office.phone(),
                new PrintStamp("", step.at(), 0));
        issued.keep(FORM, id, form, step.at());
    }

    private static @Nullable String title(Way way) {
        return switch (way) {
            case TERMINATE -> "社会救助终止办理告知书";
            case WITHDRAW -> "社会救助撤回申请确认书";
            case DIE -> "社会救助因死亡终止办理告知书";
            case TRANSFER -> "社会救助转办其他救助告知书";
            case REOPEN -> "社会救助恢复办理告知书";
            default -> null;
        };
    }

    private String next(ApplicationView application, Way way) {
        return switch (way) {
            case TERMINATE -> "情况变化、愿意配合的，可以申请恢复办理，也可以重新申请；已经交的材料不用再交。";
            case WITHDRAW -> "以后家庭有困难的，可以恢复办理或者重新申请；已经交的材料不用再交。";
            case DIE -> "家庭其他成员有困难的，可以自己申请，登记过的情况不用再填。死亡登记有误的，请向区民政局提出更正。";
            case TRANSFER -> "原来登记的情况和材料都已转去，不用再填、不用再交；新的一件从转办之日起计算办理时限。";
            default -> reopened(application.total());
        };
    }

    private String reopened(@Nullable DeadlineId total) {
        return total == null
                ? "从恢复之日起重新办理，办理时限重新计算，不用再递交申请。"
                : "从恢复之日起重新办理，不用再递交申请；办理时限重新计算，最迟 %s 前给您答复。"
                        .formatted(formats.fullDay(deadlines.view(total).dueAt()));
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, clock.getZone());
    }

    /** The last one first; the caller has read the application. */
    @Transactional(readOnly = true)
    public List<SidePaper> of(ApplicationId id) {
        return questions.list(asks(id));
    }

    static Question<SidePaper> asks(ApplicationId id) {
        return Question.sql("select * from side_paper where application_id = ? order by issued_at desc, step_id desc")
                .param(id.id())
                .query((row, n) -> {
                    var way = Way.valueOf(row.getString("way"));
                    return new SidePaper(
                            Sql.id(row, "id"),
                            way,
                            String.valueOf(title(way)),
                            row.getString("number"),
                            Sql.instant(row, "issued_at"));
                });
    }

    /** @throws NoSuchElementException if the officer's reach has no such application, or it no such paper */
    @Transactional(readOnly = true)
    public SidePaper get(ApplicationId id, UUID paper, Officer by) {
        applications.get(id, by);
        return of(id).stream()
                .filter(each -> each.id().equals(paper))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no paper " + paper));
    }

    /** The paper, with the stamp of a print. */
    @Transactional(readOnly = true)
    public SideWayNotice paper(ApplicationId id, UUID paper, PrintStamp stamp, Officer by) {
        var one = get(id, paper, by);
        audit.opened(by, new Subject("application", id.toString()), one.title(), "办理文书");
        return issued.read(FORM, paper, SideWayNotice.class).with(stamp);
    }

    /** Whether what would be printed now is, to the letter, what was issued. */
    @Transactional(readOnly = true)
    public boolean unchanged(ApplicationId id, UUID paper, Officer by) {
        return issued.unchanged(FORM, paper, stamp -> paper(id, paper, stamp, by));
    }
}
