package cn.yimen.approval;

import cn.yimen.audit.AuditLog;
import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.Determinations;
import cn.yimen.casefile.Matters;
import cn.yimen.household.Emergency;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.StaleEdit;
import cn.yimen.policy.Policy;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 临时救助的事由和需求 (AP-4): what happened, since when the township knows, and what was given for the same cause before. From
 * the report of somebody in urgent need the hours run, day and night.
 */
@Service
@Transactional
public class TemporaryNeeds {

    /** The limit in hours from the report to the help. */
    static final String HOURS = "EMERGENCY";

    private static final DeadlineKind HOURS_KIND = DeadlineKind.clock("approval.emergency", "急难先行救助");

    private static final Set<ApplicationState> EDITABLE =
            EnumSet.of(ApplicationState.RECEIVED, ApplicationState.AIDED, ApplicationState.SURVEY);

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Applications applications;
    private final ApplicationStore store;
    private final Limits limits;
    private final Determinations determinations;
    private final Deadlines deadlines;
    private final Matters matters;
    private final Policy policy;
    private final AuditLog audit;
    private final Clock clock;

    TemporaryNeeds(
            JdbcClient jdbc,
            Questions questions,
            Applications applications,
            ApplicationStore store,
            Limits limits,
            Determinations determinations,
            Deadlines deadlines,
            Matters matters,
            Policy policy,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.applications = applications;
        this.store = store;
        this.limits = limits;
        this.determinations = determinations;
        this.deadlines = deadlines;
        this.matters = matters;
        this.policy = policy;
        this.audit = audit;
        this.clock = clock;
    }

    /** What was declared at the window begins it; for somebody in urgent need the hours run from the first contact. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void on(ApplicationOpened opened) {
        var application = store.reread(opened.id());
        if (application.kind() != PathKind.TEMPORARY) {
            return;
        }
        var emergency = determinations
                .byItself(opened.caseId())
                .map(kept -> kept.assessment().facts().emergency())
                .orElse(null);
        if (emergency == null) {
            return;
        }
        var urgent = emergency.cause().sudden() && emergency.urgent();
        var reported = jdbc.sql("select least(first_contact_at, accepted_at) as at from case_file where id = ?")
                .param(opened.caseId().id())
                .query((row, n) -> Sql.instant(row, "at"))
                .single();
        insert(application, emergency.cause(), urgent, reported, emergency.persons(), emergency.months(), null, null);
        if (urgent) {
            startHours(application, reported);
        }
    }

    private void insert(
            ApplicationView application,
            Emergency.Cause cause,
            boolean urgent,
            Instant reportedAt,
            @Nullable Integer persons,
            @Nullable Integer months,
            @Nullable String repeatReason,
            @Nullable Officer by) {
        jdbc.sql("""
                        insert into temporary_need (application_id, household_id, cause, urgent, reported_at, persons, months,
                            repeat_reason, updated_at, updated_by)
                        values (:id, :household, :cause, :urgent, :reported, :persons, :months, :repeat, :now, :by)
                        """)
                .param("id", application.id().id())
                .param("household", application.householdId())
                .param("cause", cause.name())
                .param("urgent", urgent)
                .param("reported", Sql.at(reportedAt))
                .param("persons", persons, java.sql.Types.INTEGER)
                .param("months", months, java.sql.Types.INTEGER)
                .param("repeat", repeatReason, java.sql.Types.VARCHAR)
                .param("now", Sql.at(clock.instant()))
                .param("by", by == null ? null : by.id(), java.sql.Types.OTHER)
                .update();
    }

    private void startHours(ApplicationView application, Instant reportedAt) {
        var hours = policy.days("emergency.hours", LocalDate.ofInstant(reportedAt, clock.getZone()));
        var deadline = deadlines.start(HOURS_KIND, Budget.minutes(hours * 60), reportedAt);
        jdbc.sql("insert into application_limit (application_id, limit_code, round, deadline_id) values (?, ?, ?, ?)")
                .params(application.id().id(), HOURS, application.round(), deadline.id())
                .update();
        limits.show(application.id());
    }

    private void cancelHours(ApplicationId id) {
        jdbc.sql("""
                        update application_limit set open = false where application_id = ? and limit_code = ? and open
                        returning deadline_id
                        """)
                .params(id.id(), HOURS)
                .query(UUID.class)
                .list()
                .forEach(deadline -> deadlines.cancel(new cn.yimen.calendar.DeadlineId(deadline)));
        limits.show(id);
    }

    /** Whatever way leads away, the hours end with it; help that was given has met them before. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void on(ApplicationMoved moved) {
        if (moved.from() == ApplicationState.RECEIVED) {
            cancelHours(moved.id());
        }
    }

    /** The help was given: the hours are met, in time or late. */
    void aided(ApplicationId id) {
        limits.meet(id, HOURS);
    }

    /** The need of an application; none if nobody said yet. The caller has read the application. */
    @Transactional(readOnly = true)
    public Optional<TemporaryNeed> of(ApplicationId id) {
        return questions.first(asks(id));
    }

    static Question<TemporaryNeed> asks(ApplicationId id) {
        return Question.sql("select * from temporary_need where application_id = ?")
                .param(id.id())
                .query((row, n) -> new TemporaryNeed(
                        id,
                        Sql.id(row, "household_id"),
                        Emergency.Cause.valueOf(row.getString("cause")),
                        row.getBoolean("urgent"),
                        Sql.instant(row, "reported_at"),
                        (Integer) row.getObject("persons"),
                        (Integer) row.getObject("months"),
                        row.getString("repeat_reason"),
                        row.getLong("version")));
    }

    /** Whether the officer may register the need now. */
    public static boolean mayEdit(ApplicationView application, Officer by) {
        return application.kind() == PathKind.TEMPORARY
                && EDITABLE.contains(application.state())
                && application.reachedBy(by, Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER);
    }

    /**
     * 登记事由和需求. A report of urgent need starts the hours, a corrected report starts them anew; once help was given the
     * report stays.
     *
     * @param version as read; −1 if nothing was registered
     * @throws NotAllowed if it is not the officer's to do
     * @throws Conflict if the application is beyond it
     * @throws StaleEdit if somebody registered something in the meantime
     * @throws AidRefused if the report lies in the future
     */
    public void register(
            ApplicationId id,
            Emergency.Cause cause,
            boolean urgent,
            Instant reportedAt,
            @Nullable Integer persons,
            @Nullable Integer months,
            @Nullable String repeatReason,
            long version,
            Officer by) {
        var application = applications.locked(id, by);
        if (!application.reachedBy(by, Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER)) {
            throw new NotAllowed("事由和需求由乡镇登记");
        }
        if (application.kind() != PathKind.TEMPORARY || !EDITABLE.contains(application.state())) {
            throw new Conflict("本件现在是「%s」，不能再改事由和需求".formatted(application.stateWords()));
        }
        if (reportedAt.isAfter(clock.instant())) {
            throw new AidRefused("reportedTime", "报告时间还没有到，请核对");
        }
        var before = of(id).orElse(null);
        if ((before == null ? -1 : before.version()) != version) {
            var typed = new TemporaryNeed(
                    id, application.householdId(), cause, urgent, reportedAt, persons, months, repeatReason, version);
            throw new StaleEdit(
                    before == null ? List.of() : differences(before, typed),
                    null,
                    null,
                    "/applications/" + id + "/need");
        }
        if (before == null) {
            insert(application, cause, urgent, reportedAt, persons, months, repeatReason, by);
        } else {
            jdbc.sql("""
                            update temporary_need set cause = :cause, urgent = :urgent, reported_at = :reported,
                                persons = :persons, months = :months, repeat_reason = :repeat, updated_at = :now,
                                updated_by = :by, version = version + 1
                            where application_id = :id
                            """)
                    .param("cause", cause.name())
                    .param("urgent", urgent)
                    .param("reported", Sql.at(reportedAt))
                    .param("persons", persons, java.sql.Types.INTEGER)
                    .param("months", months, java.sql.Types.INTEGER)
                    .param("repeat", repeatReason, java.sql.Types.VARCHAR)
                    .param("now", Sql.at(clock.instant()))
                    .param("by", by.id())
                    .param("id", id.id())
                    .update();
        }
        if (application.state() == ApplicationState.RECEIVED
                && (before == null
                        || before.urgent() != urgent
                        || !before.reportedAt().equals(reportedAt))) {
            cancelHours(id);
            if (urgent) {
                startHours(application, reportedAt);
            }
        }
        matters.note(application.matter(), "登记救助事由", urgent ? "需立即救助" : null, by);
        audit.changed(by, "登记救助事由", application.subject(), "");
    }

    private List<StaleEdit.Difference> differences(TemporaryNeed saved, TemporaryNeed typed) {
        var all = new LinkedHashMap<String, Function<TemporaryNeed, @Nullable Object>>();
        all.put("困难事由", need -> need.cause().label());
        all.put("需立即救助", need -> need.urgent() ? "是" : "否");
        all.put("报告时间", need -> "%tF %<tR".formatted(need.reportedAt().atZone(clock.getZone())));
        all.put("救助几人", TemporaryNeed::persons);
        all.put("按几个月的标准", TemporaryNeed::months);
        all.put("同一事由再次救助的理由", TemporaryNeed::repeatReason);
        var differences = new ArrayList<StaleEdit.Difference>();
        all.forEach((label, value) -> {
            var difference = new StaleEdit.Difference(
                    label, Objects.toString(value.apply(saved), ""), Objects.toString(value.apply(typed), ""));
            if (!difference.same()) {
                differences.add(difference);
            }
        });
        return differences;
    }

    /** What is registered with the help itself. */
    void registerWithAid(
            ApplicationView application, Emergency.Cause cause, boolean urgent, Instant reportedAt, Officer by) {
        var before = of(application.id()).orElse(null);
        if (before == null) {
            insert(application, cause, urgent, reportedAt, null, null, null, by);
        } else if (before.cause() != cause
                || before.urgent() != urgent
                || !before.reportedAt().equals(reportedAt)) {
            jdbc.sql("""
                            update temporary_need set cause = ?, urgent = ?, reported_at = ?, updated_at = ?, updated_by = ?,
                                version = version + 1
                            where application_id = ?
                            """)
                    .params(
                            cause.name(),
                            urgent,
                            Sql.at(reportedAt),
                            Sql.at(clock.instant()),
                            by.id(),
                            application.id().id())
                    .update();
        }
        var same = before != null && before.urgent() && before.reportedAt().equals(reportedAt);
        if (urgent && !same) {
            cancelHours(application.id());
            startHours(application, reportedAt);
        }
    }

    /** The emergency to reckon with: as registered, with what was given at once for the same cause. */
    @Nullable
    Emergency emergency(ApplicationView application, @Nullable Emergency declared) {
        var need = of(application.id()).orElse(null);
        if (need == null) {
            return declared;
        }
        var repeated = need.repeatReason() == null && decidedBefore(application, need.cause());
        return new Emergency(
                need.cause(),
                need.urgent(),
                need.persons(),
                declared == null ? 1 : declared.quickPersons(),
                need.months(),
                declared == null ? null : declared.quickAmount(),
                paidAtOnce(application, need.cause()),
                repeated);
    }

    private java.time.OffsetDateTime since() {
        var today = LocalDate.now(clock);
        var months = policy.days("temp.sameCauseMonths", today);
        return Sql.at(today.minusMonths(months).atStartOfDay(clock.getZone()).toInstant());
    }

    /** 已付快救: the sum of what was given at once for the cause, in the window, and not taken back. */
    Money paidAtOnce(ApplicationView application, Emergency.Cause cause) {
        return Money.fen(jdbc.sql("""
                        select coalesce(sum(a.amount_fen), 0)::bigint from urgent_aid a
                        where a.household_id = :household and a.cause = :cause and a.aided_at >= :since
                            and not exists (select 1 from ledger_posting r where r.reverses = a.posting_id)
                            -- set off once: what a decided application has taken off is not taken off again
                            and not exists (select 1 from temporary_need n join application d on d.id = n.application_id
                                where n.household_id = a.household_id and n.cause = a.cause and d.id <> :id
                                    and d.state = 'CONFIRMED' and d.way = 'CONFIRM' and d.ended_at >= a.aided_at)
                        """)
                .param("household", application.householdId())
                .param("cause", cause.name())
                .param("since", since())
                .param("id", application.id().id())
                .query(Long.class)
                .single());
    }

    private boolean decidedBefore(ApplicationView application, Emergency.Cause cause) {
        return earlier(application, cause, List.of(), null).stream()
                .anyMatch(each -> each.words().equals(GENERAL));
    }

    private static final String GENERAL = "一般程序";

    /**
     * 同一事由的以前的救助 of the household and of its people, in the window, the newest first; what was taken back is left
     * out, what belongs to this application too.
     *
     * @param persons who is to be helped, besides the applicant
     * @param by whose reach decides about the links; null for none
     */
    @Transactional(readOnly = true)
    public List<EarlierAid> earlier(
            ApplicationView application, Emergency.Cause cause, Collection<UUID> persons, @Nullable Officer by) {
        record Row(
                String words,
                String receiptNo,
                Instant at,
                @Nullable Money amount,
                UUID id,
                String township) {}
        return jdbc
                .sql("""
                        select x.words, c.receipt_no, x.at, x.amount, d.id, d.township_code from (
                            select a.application_id, case a.procedure when 'QUICK' then '小额快救' else '先行救助' end as words,
                                a.aided_at as at, a.amount_fen as amount
                            from urgent_aid a
                            where a.cause = :cause and a.aided_at >= :since and a.application_id <> :id
                                and (a.household_id = :household or a.id in (select p.aid_id from urgent_aid_person p
                                    where p.person_id = any(:persons)))
                                and not exists (select 1 from ledger_posting r where r.reverses = a.posting_id)
                            union all
                            select n.application_id, :general, d.ended_at, null
                            from temporary_need n join application d on d.id = n.application_id
                            where n.cause = :cause and n.household_id = :household and n.application_id <> :id
                                and d.state = 'CONFIRMED' and d.way = 'CONFIRM' and d.ended_at >= :since
                        ) x join application d on d.id = x.application_id join case_file c on c.id = d.case_id
                        order by x.at desc limit 20
                        """)
                .param("cause", cause.name())
                .param("since", since())
                .param("id", application.id().id())
                .param("household", application.householdId())
                .param(
                        "persons",
                        Stream.concat(persons.stream(), Stream.of(application.personId(), application.applicantId()))
                                .distinct()
                                .toArray(UUID[]::new))
                .param("general", GENERAL)
                .query((row, n) -> new Row(
                        row.getString("words"),
                        row.getString("receipt_no"),
                        Sql.instant(row, "at"),
                        row.getObject("amount") == null ? null : Money.fen(row.getLong("amount")),
                        Sql.id(row, "id"),
                        row.getString("township_code")))
                .list()
                .stream()
                .map(row -> new EarlierAid(
                        row.words(),
                        row.receiptNo(),
                        row.at(),
                        row.amount(),
                        by != null && by.scope().sees(row.township(), null) ? "/applications/" + row.id() : null))
                .toList();
    }
}
