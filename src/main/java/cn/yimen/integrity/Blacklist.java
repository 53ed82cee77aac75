package cn.yimen.integrity;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.DeadlineView;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.ToldHow;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.ResidentId;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 失信名单 (IG-1): somebody proposes it with facts, evidence and basis; the person is told and may object; another officer of
 * the bureau decides, for a time; at its end the person is off the list by itself. Being listed warns and asks for one more
 * check; nothing is refused for it.
 */
@Service
@Transactional
public class Blacklist {

    /** Who sees the list of their place. */
    public static final Role[] READERS = KinRegister.READERS;

    static final String SUBJECT = "blacklist";
    private static final String TASK_TELL = "blacklist.tell";
    private static final String TASK_DECIDE = "blacklist.decide";
    private static final String TASK_TELL_DECISION = "blacklist.tell_decision";
    private static final DeadlineKind OBJECTION = DeadlineKind.statute("blacklist.objection", "陈述申辩");

    private final JdbcClient jdbc;
    private final Questions questions;
    private final ListingSecrets secrets;
    private final KinSecrets numbers;
    private final KinFilings kin;
    private final Persons persons;
    private final Deadlines deadlines;
    private final Policy policy;
    private final Places places;
    private final Tasks tasks;
    private final Formats formats;
    private final AuditLog audit;
    private final Clock clock;

    Blacklist(
            JdbcClient jdbc,
            Questions questions,
            ListingSecrets secrets,
            KinSecrets numbers,
            KinFilings kin,
            Persons persons,
            Deadlines deadlines,
            Policy policy,
            Places places,
            Tasks tasks,
            Formats formats,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.secrets = secrets;
        this.numbers = numbers;
        this.kin = kin;
        this.persons = persons;
        this.deadlines = deadlines;
        this.policy = policy;
        this.places = places;
        this.tasks = tasks;
        this.formats = formats;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 提议.
     *
     * @param facts what happened, when, how it was found
     * @param basis document and article
     */
    public record Proposal(ResidentId number, ListingReason reason, String facts, String basis) {}

    /** 名单的一行. */
    public record Row(
            ListingId id,
            String number,
            String personName,
            String place,
            ListingReason reason,
            ListingState state,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            Instant proposedAt,
            String proposedBy,
            @Nullable DeadlineView limit) {}

    /** 经过的一条. */
    public record Event(
            String act,
            Instant at,
            @Nullable String words,
            @Nullable String how,
            String who) {}

    /** 加核记录. */
    public record Check(String receiptNo, UUID caseId, String finding, String by, Instant at) {}

    /**
     * 名单的一条.
     *
     * @param earliest the first day a decision may be made without an objection; null before the person was told
     */
    public record Listing(
            ListingId id,
            String number,
            PersonId person,
            String personName,
            String identityMasked,
            String townshipCode,
            String place,
            ListingReason reason,
            String facts,
            String basis,
            ListingState state,
            UUID proposedBy,
            String proposer,
            Instant proposedAt,
            @Nullable Instant toldAt,
            @Nullable DeadlineView limit,
            @Nullable Instant objectedAt,
            @Nullable String decider,
            @Nullable Instant decidedAt,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable Instant decisionToldAt,
            List<Event> events,
            List<Check> checks,
            boolean mayTell,
            boolean mayObject,
            boolean mayDecide,
            boolean mayRemove,
            boolean mayTellDecision,
            boolean mayAttach) {}

    public static boolean isFor(Officer officer) {
        return officer.hasAny(READERS);
    }

    public static boolean proposes(Officer officer) {
        return officer.hasAny(Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER);
    }

    // --- what others ask

    /** Whether the entry is, or was, about somebody of the case's household. */
    private boolean concerns(ListingId id, CaseId caseId) {
        return jdbc.sql("""
                        select exists (
                            select 1 from blacklist_entry e join person p on p.id = e.person_id
                            join case_file c on c.id = :case
                            join household_identities(c.household_id) i on i.identity_idx = p.identity_idx
                            where e.id = :id)
                        """)
                .param("case", caseId.id())
                .param("id", id.id())
                .query(Boolean.class)
                .single();
    }

    /** 提示: who of these persons is on the list today. */
    @Transactional(readOnly = true)
    public List<ListingWarning> warnings(Collection<UUID> of) {
        return of.isEmpty() ? List.of() : warnings("e.person_id = any(:of)", of.toArray(UUID[]::new));
    }

    /** The same by number, wherever in the district the person is registered. */
    @Transactional(readOnly = true)
    public List<ListingWarning> warningsOf(Collection<ResidentId> of) {
        return of.isEmpty()
                ? List.of()
                : warnings(
                        "exists (select 1 from person p where p.id = e.person_id and p.identity_idx = any(:of))",
                        of.stream().map(numbers::index).toArray(byte[][]::new));
    }

    /** The same for a household: its members and supporters. */
    @Transactional(readOnly = true)
    public List<ListingWarning> warningsOfHousehold(UUID household) {
        return warnings(
                "exists (select 1 from household_identities(:of) i join person p on p.identity_idx = i.identity_idx"
                        + " where p.id = e.person_id)",
                household);
    }

    /** 待加核: those of a case's household who are listed and were not checked in it. */
    @Transactional(readOnly = true)
    public List<ListingWarning> unchecked(CaseId id) {
        return questions.list(asksUnchecked(id));
    }

    /** What {@link #unchecked} and {@link #checksOf} ask, to be asked ahead. */
    public Stream<Question<?>> asks(CaseId id) {
        return Stream.of(asksUnchecked(id), asksChecks("k.case_id = ?", id.id()));
    }

    private Question<ListingWarning> asksUnchecked(CaseId id) {
        return asksWarnings(
                "exists (select 1 from household_identities((select household_id from case_file where id = :of)) i"
                        + " join person p on p.identity_idx = i.identity_idx where p.id = e.person_id)"
                        + " and not exists (select 1 from blacklist_check k where k.case_id = :of and k.entry_id = e.id)",
                id.id());
    }

    /** 加核记录 of a case, in words. */
    @Transactional(readOnly = true)
    public List<Check> checksOf(CaseId id) {
        return checks("k.case_id = ?", id.id());
    }

    /**
     * 记录加核: what the closer look at a listed person found.
     *
     * @throws NotAllowed if the officer does not check applications
     * @throws NoSuchElementException if the entry is about nobody of the case's household
     */
    public void check(ListingId id, CaseId caseId, String finding, Officer by) {
        if (!by.hasAny(Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER)) {
            throw new NotAllowed("加核由乡镇审核或区民政局经办人员记录");
        }
        var township = jdbc.sql("select township_code from case_file where id = ?")
                .param(caseId.id())
                .query(String.class)
                .optional()
                .filter(code -> by.as(Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER)
                        .scope()
                        .sees(code, null))
                .orElseThrow(() -> new NoSuchElementException("no case " + caseId));
        if (unchecked(caseId).stream().noneMatch(each -> each.id().equals(id))) {
            if (!concerns(id, caseId)) {
                throw new NoSuchElementException("nobody of " + caseId + " is meant by " + id);
            }
            throw new Conflict("这一条已经加核过，或此人不在名单内了");
        }
        try {
            jdbc.sql("""
                            insert into blacklist_check (id, entry_id, case_id, finding_enc, checked_by, checked_at)
                            values (?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            UUID.randomUUID(),
                            id.id(),
                            caseId.id(),
                            secrets.sealFinding(finding),
                            by.id(),
                            Sql.at(clock.instant()))
                    .update();
        } catch (DuplicateKeyException twice) {
            throw new Conflict("这一条已经加核过");
        }
        audit.changed(by, "失信名单加核", new Subject(SUBJECT, id.toString()), "{\"乡镇\":\"" + township + "\"}");
    }

    private List<ListingWarning> warnings(String who, Object of) {
        return questions.list(asksWarnings(who, of));
    }

    private Question<ListingWarning> asksWarnings(String who, Object of) {
        return Question.sql("""
                        select e.id, e.number, e.person_id, e.person_name, e.reason, e.from_on, e.until_on
                        from blacklist_entry e
                        where e.state = 'LISTED' and e.from_on <= :today and e.until_on >= :today and %s
                        order by e.number
                        """.formatted(who))
                .param("today", LocalDate.now(clock))
                .param("of", of)
                .query((row, n) -> new ListingWarning(
                        new ListingId(Sql.id(row, "id")),
                        row.getString("number"),
                        Sql.id(row, "person_id"),
                        row.getString("person_name"),
                        ListingReason.valueOf(row.getString("reason")),
                        row.getObject("from_on", LocalDate.class),
                        row.getObject("until_on", LocalDate.class)));
    }

    // --- the way of an entry

    /**
     * 提议列入.
     *
     * @throws NoSuchElementException if nobody with this number is within the officer's scope
     * @throws Conflict if the person is on the list or proposed
     */
    public ListingId propose(Proposal proposal, Officer by) {
        if (!proposes(by)) {
            throw new NotAllowed("列入失信名单由乡镇审核或区民政局经办人员提议");
        }
        var person = persons.byResidentId(proposal.number(), by)
                .orElseThrow(() -> new NoSuchElementException("nobody of this number here"));
        var id = new ListingId(UUID.randomUUID());
        var number = nextNumber();
        try {
            jdbc.sql("""
                            insert into blacklist_entry (id, number, person_id, person_name, township_code, village_code, reason,
                                facts_enc, basis, state, proposed_by, proposed_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'PROPOSED', ?, ?)
                            """)
                    .params(Arrays.asList(
                            id.id(),
                            number,
                            person.id().id(),
                            person.name(),
                            person.townshipCode(),
                            person.villageCode(),
                            proposal.reason().name(),
                            secrets.sealFacts(proposal.facts()),
                            proposal.basis().strip(),
                            by.id(),
                            Sql.at(clock.instant())))
                    .update();
        } catch (DuplicateKeyException twice) {
            throw new Conflict("此人已在失信名单内，或已有人提议");
        }
        event(id, "提议列入", null, null, by);
        tasks.open(NewTask.of(
                        TASK_TELL,
                        Assignee.reviewers(PlaceId.of(person.townshipCode())),
                        new Subject(SUBJECT, id.toString()),
                        "告知拟列入失信名单",
                        "告知本人事实、依据和陈述申辩的权利",
                        "记录告知",
                        "/blacklist/" + id)
                .about(person.name(), places.fullName(PlaceId.of(person.townshipCode())), number));
        return id;
    }

    /** 告知本人: from here the person has time to object. */
    public void tell(ListingId id, ToldHow how, @Nullable String note, Officer by) {
        var entry = locked(id, by);
        if (!proposes(by.at(entry.township(), null))) {
            throw new NotAllowed("告知由乡镇审核或区民政局经办人员办理");
        }
        must(
                entry.state() == ListingState.PROPOSED,
                "本条现在是「%s」，不用再告知".formatted(entry.state().words()));
        var now = clock.instant();
        var limit = deadlines.start(
                OBJECTION, Budget.workingDays(policy.days("blacklist.objectionDays", LocalDate.now(clock))), now);
        jdbc.sql(
                        "update blacklist_entry set state = 'TOLD', told_at = ?, deadline_id = ?, version = version + 1 where id = ?")
                .params(Sql.at(now), limit.id(), id.id())
                .update();
        event(id, "告知本人", note, how.words(), by);
        tasks.close(TASK_TELL, new Subject(SUBJECT, id.toString()), by);
        tasks.open(NewTask.of(
                        TASK_DECIDE,
                        Assignee.everybody(Role.BUREAU_APPROVER),
                        new Subject(SUBJECT, id.toString()),
                        "决定是否列入失信名单",
                        "陈述申辩期满或收到申辩后决定",
                        "去决定",
                        "/blacklist/" + id)
                .about(entry.personName(), places.fullName(PlaceId.of(entry.township())), entry.number())
                .by(limit));
    }

    /** 记录陈述申辩: what the person says to it; also after the period, as long as nothing is decided. */
    public void object(ListingId id, String words, Officer by) {
        var entry = locked(id, by);
        if (!proposes(by.at(entry.township(), null))) {
            throw new NotAllowed("陈述申辩由乡镇审核或区民政局经办人员记录");
        }
        must(
                entry.state() == ListingState.TOLD,
                "本条现在是「%s」，不能记录陈述申辩".formatted(entry.state().words()));
        jdbc.sql(
                        "update blacklist_entry set objected_at = coalesce(objected_at, ?), version = version + 1 where id = ?")
                .params(Sql.at(clock.instant()), id.id())
                .update();
        event(id, "陈述申辩", words, null, by);
    }

    /**
     * 决定列入: by an approver of the bureau who did not propose it and is no relative, and not before the person could object.
     *
     * @param until the last day; no later than the parameter allows
     */
    public void list(ListingId id, LocalDate from, LocalDate until, String reason, Officer by) {
        var entry = deciding(id, by);
        must(entry.state() == ListingState.TOLD, "要先告知本人，陈述申辩期满后才能决定列入");
        var limit = deadlines.view(java.util.Objects.requireNonNull(entry.deadline()));
        if (!entry.objected() && !clock.instant().isAfter(limit.dueAt())) {
            throw new Conflict("陈述申辩期到 " + formats.fullDay(limit.dueAt()) + " 为止，期满后再决定");
        }
        if (until.isBefore(from) || until.isAfter(longest(from))) {
            throw new IllegalArgumentException("a listing longer than allowed");
        }
        jdbc.sql("""
                        update blacklist_entry set state = 'LISTED', decided_by = ?, decided_at = ?, from_on = ?, until_on = ?,
                            version = version + 1 where id = ?
                        """)
                .params(by.id(), Sql.at(clock.instant()), from, until, id.id())
                .update();
        event(id, "决定列入", reason, formats.fullDay(from) + "至" + formats.fullDay(until), by);
        decided(entry, by);
    }

    /** 不予列入; possible before the person was told, too. */
    public void drop(ListingId id, String reason, Officer by) {
        var entry = deciding(id, by);
        must(entry.state().open(), "本条现在是「%s」，不能再决定".formatted(entry.state().words()));
        jdbc.sql(
                        "update blacklist_entry set state = 'DROPPED', decided_by = ?, decided_at = ?, version = version + 1 where id = ?")
                .params(by.id(), Sql.at(clock.instant()), id.id())
                .update();
        event(id, "决定不予列入", reason, null, by);
        decided(entry, by);
    }

    private void decided(Entry entry, Officer by) {
        var about = new Subject(SUBJECT, entry.id().toString());
        if (entry.deadline() != null) {
            deadlines.meet(entry.deadline(), clock.instant());
        }
        tasks.closeAll(about, by);
        if (entry.state() == ListingState.TOLD) {
            tasks.open(NewTask.of(
                            TASK_TELL_DECISION,
                            Assignee.reviewers(PlaceId.of(entry.township())),
                            about,
                            "送达失信名单决定",
                            "把决定告诉本人",
                            "记录送达",
                            "/blacklist/" + entry.id())
                    .about(entry.personName(), places.fullName(PlaceId.of(entry.township())), entry.number()));
        }
    }

    /** 决定已送达. */
    public void tellDecision(ListingId id, ToldHow how, @Nullable String note, Officer by) {
        var entry = locked(id, by);
        if (!proposes(by.at(entry.township(), null))) {
            throw new NotAllowed("送达由乡镇审核或区民政局经办人员记录");
        }
        var changed = jdbc.sql("""
                        update blacklist_entry set decision_told_at = ?, version = version + 1
                        where id = ? and decided_at is not null and decision_told_at is null
                        """).params(Sql.at(clock.instant()), id.id()).update();
        must(changed == 1, "还没有决定，或已经送达");
        event(id, "决定送达本人", note, how.words(), by);
        tasks.close(TASK_TELL_DECISION, new Subject(SUBJECT, entry.id().toString()), by);
    }

    /** 提前移出: the wrong was put right, or the listing was one. */
    public void remove(ListingId id, String reason, Officer by) {
        var entry = locked(id, by);
        if (!by.has(Role.BUREAU_APPROVER)) {
            throw new NotAllowed("提前移出由区民政局审批人员决定");
        }
        must(
                entry.state() == ListingState.LISTED,
                "本条现在是「%s」，不在名单内".formatted(entry.state().words()));
        jdbc.sql("update blacklist_entry set state = 'REMOVED', ended_at = ?, version = version + 1 where id = ?")
                .params(Sql.at(clock.instant()), id.id())
                .update();
        event(id, "提前移出", reason, null, by);
        tasks.closeAll(new Subject(SUBJECT, entry.id().toString()), by);
    }

    /** 期满移出: from the day after the last one nobody is warned of any more; this only writes it down. */
    @Scheduled(cron = "0 10 0 * * *", zone = "Asia/Shanghai")
    public int end() {
        var over = jdbc.sql("""
                        select id from blacklist_entry where state = 'LISTED' and until_on < ? order by id
                        for update skip locked
                        """).param(LocalDate.now(clock)).query(UUID.class).list();
        for (var id : over) {
            jdbc.sql("update blacklist_entry set state = 'ENDED', ended_at = ?, version = version + 1 where id = ?")
                    .params(Sql.at(clock.instant()), id)
                    .update();
            jdbc.sql("insert into blacklist_event (entry_id, act, at, who) values (?, '期满移出', ?, '系统')")
                    .params(id, Sql.at(clock.instant()))
                    .update();
            tasks.closeAll(new Subject(SUBJECT, id.toString()), null);
        }
        return over.size();
    }

    /** The last day a listing from that day may have. */
    public LocalDate longest(LocalDate from) {
        return from.plusMonths(policy.days("blacklist.longestMonths", LocalDate.now(clock)))
                .minusDays(1);
    }

    // --- reading

    @Transactional(readOnly = true)
    public List<Row> rows(@Nullable ListingState state, int offset, int limit, Officer by) {
        var scope = scope(by);
        var rows = jdbc.sql("""
                        select e.*, o.name as proposer from blacklist_entry e join officer o on o.id = e.proposed_by
                        where %s and (cast(:state as text) is null or e.state = :state)
                        order by e.proposed_at desc, e.id desc offset :offset limit :limit
                        """.formatted(scope.condition()))
                .params(scope.params())
                .param("state", state == null ? null : state.name(), java.sql.Types.VARCHAR)
                .param("offset", offset)
                .param("limit", limit)
                .query((row, n) -> Map.entry(row(row), java.util.Optional.ofNullable(Sql.idOrNull(row, "deadline_id"))))
                .list();
        var limits = deadlines.views(rows.stream()
                .flatMap(each -> each.getValue().stream())
                .map(DeadlineId::new)
                .toList());
        return rows.stream()
                .map(each -> each.getKey().state() == ListingState.TOLD
                        ? withLimit(
                                each.getKey(),
                                each.getValue()
                                        .map(id -> limits.get(new DeadlineId(id)))
                                        .orElse(null))
                        : each.getKey())
                .toList();
    }

    private static Row withLimit(Row row, @Nullable DeadlineView limit) {
        return new Row(
                row.id(),
                row.number(),
                row.personName(),
                row.place(),
                row.reason(),
                row.state(),
                row.from(),
                row.until(),
                row.proposedAt(),
                row.proposedBy(),
                limit);
    }

    private Row row(ResultSet row) throws SQLException {
        return new Row(
                new ListingId(Sql.id(row, "id")),
                row.getString("number"),
                row.getString("person_name"),
                place(row),
                ListingReason.valueOf(row.getString("reason")),
                ListingState.valueOf(row.getString("state")),
                row.getObject("from_on", LocalDate.class),
                row.getObject("until_on", LocalDate.class),
                Sql.instant(row, "proposed_at"),
                row.getString("proposer"),
                null);
    }

    /** How many there are in each state. */
    @Transactional(readOnly = true)
    public Map<ListingState, Long> counters(Officer by) {
        var scope = scope(by);
        var counts = new java.util.EnumMap<ListingState, Long>(ListingState.class);
        jdbc.sql("select e.state, count(*) as n from blacklist_entry e where %s group by e.state"
                        .formatted(scope.condition()))
                .params(scope.params())
                .query(row -> {
                    counts.put(ListingState.valueOf(row.getString("state")), row.getLong("n"));
                });
        return counts;
    }

    /**
     * One entry with its whole way; the look is logged.
     *
     * @throws NoSuchElementException if there is none within the officer's scope
     */
    @Transactional(readOnly = true)
    public Listing get(ListingId id, Officer by) {
        var scope = scope(by);
        var listing = jdbc.sql("""
                        select e.*, o.name as proposer, d.name as decider
                        from blacklist_entry e join officer o on o.id = e.proposed_by left join officer d on d.id = e.decided_by
                        where e.id = :id and %s
                        """.formatted(scope.condition()))
                .param("id", id.id())
                .params(scope.params())
                .query((row, n) -> listing(row, by))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no listing " + id));
        audit.opened(by, new Subject(SUBJECT, id.toString()), "失信名单", "查看失信名单");
        return listing;
    }

    private Listing listing(ResultSet row, Officer by) throws SQLException {
        var id = new ListingId(Sql.id(row, "id"));
        var state = ListingState.valueOf(row.getString("state"));
        var deadline = Sql.idOrNull(row, "deadline_id");
        var limit = deadline == null ? null : deadlines.view(new DeadlineId(deadline));
        var objected = Sql.instantOrNull(row, "objected_at");
        var proposer = Sql.id(row, "proposed_by");
        var person = new PersonId(Sql.id(row, "person_id"));
        var decides = by.has(Role.BUREAU_APPROVER) && !proposer.equals(by.id());
        var over = limit != null && clock.instant().isAfter(limit.dueAt());
        var view = persons.byIds(List.of(person), by).get(person);
        return new Listing(
                id,
                row.getString("number"),
                person,
                row.getString("person_name"),
                view == null ? "" : view.identityMasked(),
                row.getString("township_code"),
                place(row),
                ListingReason.valueOf(row.getString("reason")),
                secrets.facts(row.getBytes("facts_enc")),
                row.getString("basis"),
                state,
                proposer,
                row.getString("proposer"),
                Sql.instant(row, "proposed_at"),
                Sql.instantOrNull(row, "told_at"),
                limit,
                objected,
                row.getString("decider"),
                Sql.instantOrNull(row, "decided_at"),
                row.getObject("from_on", LocalDate.class),
                row.getObject("until_on", LocalDate.class),
                Sql.instantOrNull(row, "decision_told_at"),
                events(id),
                checks("k.entry_id = ?", id.id()),
                state == ListingState.PROPOSED && proposes(by),
                state == ListingState.TOLD && proposes(by),
                decides && (state == ListingState.TOLD && (over || objected != null) || state == ListingState.PROPOSED),
                state == ListingState.LISTED && by.has(Role.BUREAU_APPROVER),
                row.getObject("decided_at") != null
                        && row.getObject("told_at") != null
                        && row.getObject("decision_told_at") == null
                        && proposes(by),
                state.open() && proposes(by));
    }

    private List<Event> events(ListingId id) {
        return jdbc.sql("select act, at, words_enc, how, who from blacklist_event where entry_id = ? order by id desc")
                .param(id.id())
                .query((row, n) -> new Event(
                        row.getString("act"),
                        Sql.instant(row, "at"),
                        secrets.words(row.getBytes("words_enc")),
                        row.getString("how"),
                        row.getString("who")))
                .list();
    }

    private List<Check> checks(String which, UUID id) {
        return questions.list(asksChecks(which, id));
    }

    private Question<Check> asksChecks(String which, UUID id) {
        return Question.sql("""
                        select f.receipt_no, k.case_id, k.finding_enc, o.name, k.checked_at
                        from blacklist_check k join case_file f on f.id = k.case_id join officer o on o.id = k.checked_by
                        where %s order by k.checked_at
                        """.formatted(which))
                .param(id)
                .query((row, n) -> new Check(
                        row.getString("receipt_no"),
                        Sql.id(row, "case_id"),
                        secrets.finding(row.getBytes("finding_enc")),
                        row.getString("name"),
                        Sql.instant(row, "checked_at")));
    }

    private Entry deciding(ListingId id, Officer by) {
        var entry = locked(id, by);
        if (!by.has(Role.BUREAU_APPROVER)) {
            throw new NotAllowed("是否列入由区民政局审批人员决定");
        }
        if (entry.proposedBy().equals(by.id())) {
            throw new NotAllowed("本条由您提议，要由另一位审批人员决定");
        }
        if (kin.isRelative(by.id(), List.of(entry.person()))) {
            throw new NotAllowed("您是此人的近亲属（已备案），要由另一位审批人员决定");
        }
        return entry;
    }

    private Entry locked(ListingId id, Officer by) {
        var scope = scope(by);
        return jdbc.sql("select e.* from blacklist_entry e where e.id = :id and %s for update"
                        .formatted(scope.condition()))
                .param("id", id.id())
                .params(scope.params())
                .query((row, n) -> {
                    var deadline = Sql.idOrNull(row, "deadline_id");
                    return new Entry(
                            id,
                            row.getString("number"),
                            Sql.id(row, "person_id"),
                            row.getString("person_name"),
                            row.getString("township_code"),
                            ListingState.valueOf(row.getString("state")),
                            Sql.id(row, "proposed_by"),
                            deadline == null ? null : new DeadlineId(deadline),
                            row.getObject("objected_at") != null);
                })
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no listing " + id));
    }

    private record Entry(
            ListingId id,
            String number,
            UUID person,
            String personName,
            String township,
            ListingState state,
            UUID proposedBy,
            @Nullable DeadlineId deadline,
            boolean objected) {}

    private void event(ListingId id, String act, @Nullable String words, @Nullable String how, Officer by) {
        jdbc.sql("""
                        insert into blacklist_event (entry_id, act, at, words_enc, how, officer_id, who)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        id.id(),
                        act,
                        Sql.at(clock.instant()),
                        secrets.sealWords(words),
                        how,
                        by.id(),
                        by.name() + (by.officeName().isEmpty() ? "" : "，" + by.officeName())))
                .update();
    }

    private String nextNumber() {
        var year = LocalDate.now(clock).getYear();
        var last = jdbc.sql("""
                        insert into blacklist_number (year, last) values (?, 1)
                        on conflict (year) do update set last = blacklist_number.last + 1 returning last
                        """).param(year).query(Integer.class).single();
        return "SX-%d-%04d".formatted(year, last);
    }

    private String place(ResultSet row) throws SQLException {
        var village = row.getString("village_code");
        return places.fullName(PlaceId.of(village == null ? row.getString("township_code") : village));
    }

    private static void must(boolean fits, String words) {
        if (!fits) {
            throw new Conflict(words);
        }
    }

    private static ScopeClause scope(Officer by) {
        return isFor(by) ? ScopeClause.ofTownships(by.as(READERS), "e") : ScopeClause.NOTHING;
    }
}
