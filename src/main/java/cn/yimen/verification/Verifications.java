package cn.yimen.verification;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.CaseHeader;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.CaseViews;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.PersonMatching;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.job.Jobs;
import cn.yimen.job.NewJob;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 个案的信息核对 (VR-1): authorised by the household, asked for by the township, started by the bureau within its limit
 * (national-rules 2.7, 5), answered source by source, ended by a report that is the gate to the township's opinion.
 */
@Service
@Transactional
public class Verifications {

    static final DeadlineKind START = DeadlineKind.statute("verification.start", "启动核对");
    static final String TASK_START = "verification.start";
    static final String TASK_SIGN = "verification.sign";

    private final JdbcClient jdbc;
    private final Questions questions;
    private final CaseViews cases;
    private final PersonMatching people;
    private final Sources sources;
    private final Records records;
    private final Findings findings;
    private final Imports imports;
    private final Sealed sealed;
    private final Deadlines deadlines;
    private final Policy policy;
    private final Tasks tasks;
    private final Jobs jobs;
    private final AuditLog audit;
    private final Clock clock;

    Verifications(
            JdbcClient jdbc,
            Questions questions,
            CaseViews cases,
            PersonMatching people,
            Sources sources,
            Records records,
            Findings findings,
            Imports imports,
            Sealed sealed,
            Deadlines deadlines,
            Policy policy,
            Tasks tasks,
            Jobs jobs,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.cases = cases;
        this.people = people;
        this.sources = sources;
        this.records = records;
        this.findings = findings;
        this.imports = imports;
        this.sealed = sealed;
        this.deadlines = deadlines;
        this.policy = policy;
        this.tasks = tasks;
        this.jobs = jobs;
        this.audit = audit;
        this.clock = clock;
    }

    // --- authorisation

    /**
     * 记授权: these members have signed the case's authorisation form.
     *
     * @throws Conflict if the form itself is still missing among the case's papers
     */
    public void authorise(CaseId id, Collection<UUID> persons, LocalDate signedOn, Officer by) {
        var head = cases.header(id, "核对授权", by);
        requireTownshipOrBureau(id, by);
        if (signedOn.isAfter(LocalDate.now(clock))) {
            throw new IllegalArgumentException("signed in the future");
        }
        var missing = jdbc.sql("""
                        select exists (select 1 from case_material
                            where case_id = ? and code = 'AUTHORISATION' and state = 'MISSING')
                        """).param(id.id()).query(Boolean.class).single();
        if (missing) {
            throw new Conflict("核对授权书还没有交来，请先在材料里收下签字的授权书");
        }
        var members = new HashSet<>(people.members(new HouseholdId(head.householdId())));
        for (var person : persons) {
            if (!members.contains(person)) {
                throw new NoSuchElementException("no member " + person);
            }
            jdbc.sql("""
                            insert into verification_authorisation (case_id, person_id, signed_on, recorded_at, recorded_by)
                            values (?, ?, ?, ?, ?) on conflict do nothing
                            """)
                    .params(id.id(), person, signedOn, Sql.at(clock.instant()), by.id())
                    .update();
        }
        audit.changed(by, "记核对授权", subject(id), "");
        if (signers(id, head.householdId()).stream().noneMatch(one -> one.ofAge() && one.signedOn() == null)) {
            tasks.close(TASK_SIGN, subject(id), by);
        }
    }

    // --- asking and starting

    /** 提请核对 by the township; a second time after a report asks for a new round. The bureau's limit begins. */
    public void ask(CaseId id, Officer by) {
        var head = cases.header(id, "提请核对", by);
        requireTownshipOrBureau(id, by);
        gate(id, head);
        var now = clock.instant();
        var row = jdbc.sql("select state from verification_case where case_id = ? for update")
                .param(id.id())
                .query(String.class)
                .optional();
        if (row.isPresent() && !row.get().equals("REPORTED")) {
            throw new Conflict("这一件已经提请过核对，正在等答复");
        }
        var limit = deadlines.start(
                START, Budget.workingDays(policy.days("verification.startDays", LocalDate.now(clock))), now);
        var due = Sql.at(deadlines.view(limit).dueAt());
        if (row.isPresent()) {
            jdbc.sql("""
                            update verification_case set state = 'ASKED', asked_at = ?, asked_by = ?, start_deadline = ?,
                                due_at = ?, started_at = null, started_by = null, version = version + 1
                            where case_id = ?
                            """).params(Sql.at(now), by.id(), limit.id(), due, id.id()).update();
        } else {
            jdbc.sql("""
                            insert into verification_case (case_id, household_id, receipt_no, applicant_name,
                                township_code, village_code, state, asked_at, asked_by, start_deadline, due_at)
                            select ?, ?, ?, ?, c.township_code, c.village_code, 'ASKED', ?, ?, ?, ?
                            from case_file c where c.id = ?
                            """)
                    .params(
                            id.id(),
                            head.householdId(),
                            head.receiptNumber().text(),
                            head.applicantName(),
                            Sql.at(now),
                            by.id(),
                            limit.id(),
                            due,
                            id.id())
                    .update();
        }
        tasks.open(NewTask.of(
                        TASK_START,
                        Assignee.everybody(Role.BUREAU_OFFICER),
                        subject(id),
                        "启动信息核对",
                        "收到提请起 " + policy.days("verification.startDays", LocalDate.now(clock)) + " 个工作日内",
                        "去启动",
                        url(id))
                .about(head.applicantName(), head.place(), head.receiptNumber().text())
                .by(limit));
        audit.changed(by, "提请核对", subject(id), "");
    }

    /** No signed authorisation, no request (社会救助暂行办法 58). */
    private void gate(CaseId id, CaseHeader head) {
        var unsigned = signers(id, head.householdId()).stream()
                .filter(one -> one.ofAge() && one.signedOn() == null)
                .map(CaseVerification.Signer::name)
                .toList();
        if (!unsigned.isEmpty()) {
            throw new Conflict("还没有签核对授权，不能提请核对：" + String.join("、", unsigned));
        }
    }

    /**
     * 启动核对: a request for each source. What lies there already is matched at once; sources with a connector are asked
     * in the background.
     *
     * @throws Conflict if nobody asked for it, or it was started before
     */
    public void start(CaseId id, Collection<String> wanted, Officer by) {
        requireBureau(by);
        var head = cases.header(id, "启动核对", by);
        gate(id, head);
        var row = jdbc.sql("select state, start_deadline from verification_case where case_id = ? for update")
                .param(id.id())
                .query((found, n) -> java.util.Map.entry(found.getString("state"), Sql.id(found, "start_deadline")))
                .optional()
                .orElseThrow(() -> new Conflict("乡镇还没有提请核对"));
        if (!row.getKey().equals("ASKED")) {
            throw new Conflict("这一件的核对已经启动过了");
        }
        var chosen = sources.active().stream()
                .filter(source -> wanted.contains(source.code()))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no source chosen");
        }
        var now = clock.instant();
        var round = round(id) + 1;
        jdbc.sql("""
                        update verification_case set state = 'STARTED', started_at = ?, started_by = ?,
                            version = version + 1
                        where case_id = ?
                        """).params(Sql.at(now), by.id(), id.id()).update();
        jdbc.sql("""
                        insert into verification_request (id, case_id, source, round, state, asked_at)
                        select gen_random_uuid(), ?, s, ?, 'WAITING', ? from unnest(?) as s
                        """)
                .params(
                        id.id(),
                        round,
                        Sql.at(now),
                        chosen.stream().map(VerificationSource::code).toArray(String[]::new))
                .update();
        deadlines.meet(new DeadlineId(row.getValue()), now);
        tasks.close(TASK_START, subject(id), by);
        audit.changed(by, "启动核对", subject(id), "");
        findings.examine(records.matchAgain(people.members(new HouseholdId(head.householdId()))));
        if (chosen.stream().anyMatch(source -> !source.connector().equals("FILE"))) {
            jobs.start(
                    NewJob.of(AskJob.KIND, "向核对接口询问：" + head.receiptNumber().text(), "")
                            .resultAt(url(id)),
                    by);
        }
    }

    private int round(CaseId id) {
        return jdbc.sql("select coalesce(max(round), 0) from verification_request where case_id = ?")
                .param(id.id())
                .query(Integer.class)
                .single();
    }

    // --- answering

    /** 用现有数据答复: the newest list of the source is new enough for this case. */
    public void answerFromData(CaseId id, UUID request, Officer by) {
        var waiting = waiting(id, request, by);
        var asOf = imports.newest().get(waiting.source());
        if (asOf == null) {
            throw new Conflict("这个来源还没有导入过数据");
        }
        var members = people.members(new HouseholdId(waiting.household()));
        var persons = records.matchAgain(members);
        var found = findings.facts(persons).values().stream()
                .flatMap(List::stream)
                .filter(fact -> fact.source().equals(waiting.source()))
                .count();
        answered(request, "FILE", asOf, (int) found, null, by);
        findings.examine(persons);
    }

    /** 人工答复, e.g. a letter from the department. */
    public void answerByHand(CaseId id, UUID request, LocalDate asOf, String note, Officer by) {
        waiting(id, request, by);
        answered(request, "HAND", asOf, 0, note, by);
    }

    /** 不核对这个来源, with its reason. */
    public void leaveOut(CaseId id, UUID request, String reason, Officer by) {
        waiting(id, request, by);
        jdbc.sql("""
                        update verification_request set state = 'LEFT_OUT', answered_at = ?, note_enc = ?, done_by = ?
                        where id = ?
                        """)
                .params(Sql.at(clock.instant()), sealed.seal(Sealed.REQUEST, reason), by.id(), request)
                .update();
    }

    private record WaitingRequest(String source, UUID household) {}

    /** @throws NoSuchElementException if the case has no such request */
    private WaitingRequest waiting(CaseId id, UUID request, Officer by) {
        requireBureau(by);
        var row = jdbc.sql("""
                        select q.source, q.state, c.household_id from verification_request q
                        join verification_case c on c.case_id = q.case_id
                        where q.id = ? and q.case_id = ? for update of q
                        """)
                .params(request, id.id())
                .query((found, n) -> java.util.Map.entry(
                        found.getString("state"),
                        new WaitingRequest(found.getString("source"), Sql.id(found, "household_id"))))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no request " + request));
        if (!row.getKey().equals("WAITING")) {
            throw new Conflict("这一项刚有了答复");
        }
        audit.changed(by, "核对答复", subject(id), "");
        return row.getValue();
    }

    private void answered(UUID request, String how, LocalDate asOf, int found, @Nullable String note, Officer by) {
        jdbc.sql("""
                        update verification_request set state = 'ANSWERED', how = ?, as_of = ?, records = ?, note_enc = ?,
                            answered_at = ?, done_by = ?, trouble = null
                        where id = ?
                        """)
                .params(Arrays.asList(
                        how,
                        asOf,
                        found,
                        note == null ? null : sealed.seal(Sealed.REQUEST, note),
                        Sql.at(clock.instant()),
                        by.id(),
                        request))
                .update();
    }

    // --- the report

    /**
     * 出具核对报告: every source answered or left out with a reason, every finding cleared.
     *
     * @throws Conflict with what is still open
     */
    public Report issue(CaseId id, Officer by) {
        requireBureau(by);
        var state = jdbc.sql("select state from verification_case where case_id = ? for update")
                .param(id.id())
                .query(String.class)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no verification of " + id));
        var view = view(id, by);
        if (!state.equals("STARTED")) {
            throw new Conflict(state.equals("ASKED") ? "核对还没有启动" : "已经出过核对报告");
        }
        if (!view.allAnswered()) {
            throw new Conflict("还有来源没有答复，答复或写明不核对的原因后再出报告");
        }
        if (view.openFindings() > 0) {
            throw new Conflict("还有 " + view.openFindings() + " 条疑点没有处置");
        }
        var content = new Report.Content(
                view.signers().stream().map(CaseVerification.Signer::name).toList(),
                view.requests().stream().map(Verifications::line).toList(),
                view.findings().stream()
                        .map(one -> new Report.FindingLine(
                                one.personName(),
                                one.check().words(),
                                one.declared(),
                                one.verified(),
                                one.disposition().words(),
                                findings.lastReason(one.id())))
                        .toList());
        var asOf = view.requests().stream()
                .map(CaseVerification.RequestLine::asOf)
                .filter(java.util.Objects::nonNull)
                .min(LocalDate::compareTo)
                .orElse(LocalDate.now(clock));
        var confirmed = (int) view.findings().stream()
                .filter(one -> one.disposition() == Disposition.CONFIRMED)
                .count();
        var report = new Report(UUID.randomUUID(), id, round(id), clock.instant(), by.name(), asOf, content, confirmed);
        jdbc.sql("""
                        insert into verification_report (id, case_id, round, issued_at, issued_by, by_name, as_of, sources,
                            findings, confirmed, content_enc)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        report.id(),
                        id.id(),
                        report.round(),
                        Sql.at(report.issuedAt()),
                        by.id(),
                        by.name(),
                        asOf,
                        content.sources().size(),
                        content.findings().size(),
                        confirmed,
                        sealed.seal(Sealed.REPORT, Sealed.JSON.writeValueAsString(content)))
                .update();
        jdbc.sql("update verification_case set state = 'REPORTED', version = version + 1 where case_id = ?")
                .param(id.id())
                .update();
        audit.changed(by, "出具核对报告", subject(id), "");
        return report;
    }

    private static Report.SourceLine line(CaseVerification.RequestLine request) {
        var words = request.leftOut()
                ? "未核对：" + request.note()
                : (request.records() == 0 ? "查无记录" : "查到 " + request.records() + " 条")
                        + (request.note() == null ? "" : "（" + request.note() + "）");
        return new Report.SourceLine(
                request.name(),
                request.department(),
                request.asOf() == null ? null : request.asOf().toString(),
                words);
    }

    /** The newest report of a case, for the gate; the caller has let the reader onto the case. */
    @Transactional(readOnly = true)
    public Optional<Report> reportOf(CaseId id) {
        return questions.first(asksReport(id));
    }

    private Question<Report> asksReport(CaseId id) {
        return Question.sql("select * from verification_report where case_id = ? order by round desc limit 1")
                .param(id.id())
                .query((row, n) -> new Report(
                        Sql.id(row, "id"),
                        id,
                        row.getInt("round"),
                        Sql.instant(row, "issued_at"),
                        row.getString("by_name"),
                        row.getObject("as_of", LocalDate.class),
                        Sealed.JSON.readValue(
                                String.valueOf(sealed.open(Sealed.REPORT, row.getBytes("content_enc"))),
                                Report.Content.class),
                        row.getInt("confirmed")));
    }

    /** The report within the reader's scope, e.g. to print it. */
    public Report report(CaseId id, Officer by) {
        cases.header(id, "核对报告", by);
        return reportOf(id).orElseThrow(() -> new NoSuchElementException("no report of " + id));
    }

    /**
     * 闸门: why the township's opinion cannot be given yet, in one sentence; null if it can, by a report without open
     * findings or by an exception that still holds.
     */
    @Transactional(readOnly = true)
    public @Nullable String missing(CaseId id) {
        if (questions.list(asksExceptions(id)).stream().anyMatch(CaseVerification.Exempted::valid)) {
            return null;
        }
        var row = questions.first(asksRow(id)).orElse(null);
        if (row == null) {
            return "还没有提请信息核对";
        }
        return switch (row.state()) {
            case ASKED -> "信息核对还没有启动，等区民政局";
            case STARTED -> "信息核对还没有出报告";
            case REPORTED -> {
                var open = questions.one(asksOpen(id));
                yield open > 0 ? "核对报告之后又有 " + open + " 条疑点没有处置" : null;
            }
        };
    }

    /** What {@link #view} and {@link #missing} ask, to be asked ahead. */
    public Stream<Question<?>> asks(CaseId id, UUID household) {
        return Stream.of(
                people.asksResidents(new HouseholdId(household)),
                asksSigned(id),
                asksRequests(id),
                asksRow(id),
                asksReport(id),
                asksExceptions(id),
                asksOpen(id));
    }

    private static Question<Long> asksOpen(CaseId id) {
        return Question.sql("""
                        select count(*) from verification_finding f
                        join verification_authorisation a on a.person_id = f.person_id and a.case_id = ?
                        where f.disposition = 'OPEN'
                        """).param(id.id()).query((row, n) -> row.getLong(1));
    }

    /** 例外放行最晚到哪天: counted from today by the parameter in force (REG-5). */
    public LocalDate latestException() {
        var today = LocalDate.now(clock);
        return today.plusDays(policy.days("verification.exceptionDays", today));
    }

    /**
     * 例外放行 without a report: who, why, until when (lessons 15). Audited, printed in the panel, and over by itself.
     *
     * @param until not later than {@link #latestException()}
     */
    public void exception(CaseId id, String reason, LocalDate until, Officer by) {
        if (!by.has(Role.BUREAU_APPROVER)) {
            throw new NotAllowed("没有核对报告的例外放行由区民政局审批人决定");
        }
        cases.header(id, "例外放行", by);
        var today = LocalDate.now(clock);
        if (reason.isBlank() || until.isBefore(today) || until.isAfter(latestException())) {
            throw new IllegalArgumentException("an exception has a reason and an end until " + latestException());
        }
        jdbc.sql("""
                        insert into verification_exception (id, case_id, until_on, reason_enc, allowed_at, allowed_by, by_name)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        UUID.randomUUID(),
                        id.id(),
                        until,
                        sealed.seal(Sealed.EXCEPTION, reason),
                        Sql.at(clock.instant()),
                        by.id(),
                        by.name())
                .update();
        audit.changed(by, "没有核对报告的例外放行", subject(id), "{\"until\":\"" + until + "\"}");
    }

    // --- pages

    /** @throws NoSuchElementException if there is no such case within the officer's scope */
    @Transactional
    public CaseVerification view(CaseId id, Officer by) {
        var head = cases.opened(id, "信息核对", Findings.reader(by));
        var signers = signers(id, head.householdId());
        var about = findings.of(
                signers.stream().map(CaseVerification.Signer::person).toList());
        var row = questions.first(asksRow(id)).orElse(null);
        return new CaseVerification(
                id,
                head.receiptNumber().text(),
                head.applicantName(),
                head.townshipCode(),
                row == null ? null : row.state(),
                row == null || row.state() != CaseVerification.State.ASKED ? null : deadlines.view(row.start()),
                row == null ? null : row.askedAt(),
                signers,
                questions.list(asksRequests(id)),
                about,
                about.stream().filter(Finding::open).count(),
                reportOf(id).orElse(null),
                questions.list(asksExceptions(id)),
                missing(id),
                row == null ? 0 : row.version());
    }

    private record Row(CaseVerification.State state, DeadlineId start, java.time.Instant askedAt, long version) {}

    private static Question<Row> asksRow(CaseId id) {
        return Question.sql("select * from verification_case where case_id = ?")
                .param(id.id())
                .query((found, n) -> new Row(
                        CaseVerification.State.valueOf(found.getString("state")),
                        new DeadlineId(Sql.id(found, "start_deadline")),
                        Sql.instant(found, "asked_at"),
                        found.getLong("version")));
    }

    /** Of the last round, with the newest file of each source, in the order of the sources. */
    private Question<CaseVerification.RequestLine> asksRequests(CaseId id) {
        return Question.sql("""
                        select q.*, s.name, s.department, s.connector,
                            (select max(b.as_of) from verification_batch b
                                where b.source = q.source and b.state = 'DONE') as newest
                        from verification_request q join verification_source s on s.code = q.source
                        where q.case_id = :id
                            and q.round = (select max(round) from verification_request where case_id = :id)
                        order by s.position, s.code
                        """).param("id", id.id()).query((row, n) -> {
            var state = row.getString("state");
            return new CaseVerification.RequestLine(
                    Sql.id(row, "id"),
                    row.getString("source"),
                    row.getString("name"),
                    row.getString("department"),
                    row.getString("connector"),
                    state.equals("WAITING"),
                    state.equals("LEFT_OUT"),
                    Sql.instant(row, "asked_at"),
                    Sql.instantOrNull(row, "sent_at"),
                    row.getObject("as_of", LocalDate.class),
                    row.getInt("records"),
                    row.getString("trouble"),
                    sealed.open(Sealed.REQUEST, row.getBytes("note_enc")),
                    row.getObject("newest", LocalDate.class));
        });
    }

    private Question<CaseVerification.Exempted> asksExceptions(CaseId id) {
        var today = LocalDate.now(clock);
        return Question.sql("select * from verification_exception where case_id = ? order by allowed_at desc")
                .param(id.id())
                .query((row, n) -> {
                    var until = row.getObject("until_on", LocalDate.class);
                    return new CaseVerification.Exempted(
                            until,
                            String.valueOf(sealed.open(Sealed.EXCEPTION, row.getBytes("reason_enc"))),
                            Sql.instant(row, "allowed_at"),
                            row.getString("by_name"),
                            !until.isBefore(today));
                });
    }

    /** Whoever lives in the household now; of age is who may sign. */
    private List<CaseVerification.Signer> signers(CaseId id, UUID household) {
        var signed = new HashMap<UUID, LocalDate>();
        questions.list(asksSigned(id)).forEach(one -> signed.put(one.person(), one.on()));
        var grown = LocalDate.now(clock).minusYears(18);
        return people.residents(new HouseholdId(household)).stream()
                .map(one -> new CaseVerification.Signer(
                        one.person(),
                        one.name(),
                        one.birthOn() == null || !one.birthOn().isAfter(grown),
                        signed.get(one.person())))
                .toList();
    }

    private record Signed(UUID person, LocalDate on) {}

    private static Question<Signed> asksSigned(CaseId id) {
        return Question.sql("select person_id, signed_on from verification_authorisation where case_id = ?")
                .param(id.id())
                .query((row, n) -> new Signed(Sql.id(row, "person_id"), Sql.day(row, "signed_on")));
    }

    /** 核对中的案件: one line. */
    public record Line(
            CaseId id,
            String receiptNo,
            String applicantName,
            String townshipCode,
            CaseVerification.State state,
            DeadlineId start,
            java.time.Instant askedAt,
            int waiting,
            int requests) {}

    /** Within the officer's scope: what waits to be started first, then the newest. */
    @Transactional(readOnly = true)
    public List<Line> list(CaseVerification.@Nullable State state, int limit, Officer by) {
        var scope = ScopeClause.of(Findings.reader(by), "c");
        return jdbc.sql("""
                        select c.*,
                            (select count(*) from verification_request q where q.case_id = c.case_id
                                and q.state = 'WAITING') as waiting,
                            (select count(*) from verification_request q where q.case_id = c.case_id) as requests
                        from verification_case c
                        where (cast(:state as text) is null or c.state = :state) and %s
                        order by array_position(array['ASKED', 'STARTED', 'REPORTED'], c.state), c.due_at, c.case_id
                        limit :limit
                        """.formatted(scope.condition()))
                .param("state", state == null ? null : state.name(), java.sql.Types.VARCHAR)
                .param("limit", limit)
                .params(scope.params())
                .query((row, n) -> new Line(
                        new CaseId(Sql.id(row, "case_id")),
                        row.getString("receipt_no"),
                        row.getString("applicant_name"),
                        row.getString("township_code"),
                        CaseVerification.State.valueOf(row.getString("state")),
                        new DeadlineId(Sql.id(row, "start_deadline")),
                        Sql.instant(row, "asked_at"),
                        row.getInt("waiting"),
                        row.getInt("requests")))
                .list();
    }

    /** Where the case is: a post elsewhere asks for nothing here. */
    private void requireTownshipOrBureau(CaseId id, Officer by) {
        var here = jdbc.sql("select township_code, village_code from case_file where id = ?")
                .param(id.id())
                .query((row, n) -> by.at(row.getString("township_code"), row.getString("village_code")))
                .single();
        if (!here.hasAny(Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER)) {
            throw new NotAllowed("信息核对由乡镇提请，区民政局经办启动");
        }
    }

    private static void requireBureau(Officer by) {
        if (!by.has(Role.BUREAU_OFFICER)) {
            throw new NotAllowed("信息核对由区民政局经办启动和答复");
        }
    }

    static Subject subject(CaseId id) {
        return new Subject("case", id.toString());
    }

    static String url(CaseId id) {
        return "/verification/cases/" + id;
    }
}
