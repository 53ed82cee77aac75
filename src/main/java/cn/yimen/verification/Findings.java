package cn.yimen.verification;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.benefit.Awards;
import cn.yimen.household.Assistance;
import cn.yimen.household.PersonMatching;
import cn.yimen.household.PersonMatching.Declared;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 疑点 (VR-2): found by comparing, cleared by people, each with its reason and the months concerned. */
@Service
@Transactional
public class Findings {

    private static final Role[] READERS = {
        Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR
    };
    private static final Role[] CLEARERS = {Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER};

    static final String TASK = "verification.findings";
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final Questions questions;
    private final PersonMatching people;
    private final Awards awards;
    private final Policy policy;
    private final Sealed sealed;
    private final Tasks tasks;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Findings(
            JdbcClient jdbc,
            Questions questions,
            PersonMatching people,
            Awards awards,
            Policy policy,
            Sealed sealed,
            Tasks tasks,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.people = people;
        this.awards = awards;
        this.policy = policy;
        this.sealed = sealed;
        this.tasks = tasks;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    // --- finding

    /**
     * Compares what these people declared with what is known of them, if they are in benefit or in a verification that is
     * under way. What was found before is not found again, whether it was cleared or not.
     *
     * @return how many are new or have new facts
     */
    int examine(Collection<UUID> persons) {
        var today = LocalDate.now(clock);
        var checks = new Checks(
                policy.money("verification.depositTolerance", today),
                policy.money("verification.incomeTolerance", today),
                today);
        // most of a department's list are people nothing is paid to and nothing was asked about
        var open = jdbc.sql("select household_id from verification_case where state <> 'REPORTED'")
                .query(UUID.class)
                .list();
        var concerned = new TreeSet<>(people.drawingOrIn(persons, open));
        concerned.addAll(awards.inBenefit(persons).keySet());
        var all = new ArrayList<>(concerned);
        var news = 0;
        var townships = new TreeSet<String>();
        for (var at = 0; at < all.size(); at += AT_ONCE) {
            news += examine(all.subList(at, Math.min(all.size(), at + AT_ONCE)), checks, townships);
        }
        townships.forEach(this::tellTownship);
        return news;
    }

    private int examine(List<UUID> persons, Checks checks, Set<String> townships) {
        var declared = people.declared(persons);
        var cases = openCases(declared.values());
        var benefit = inBenefit(declared);
        var facts = facts(declared.keySet());
        var news = 0;
        for (var one : declared.values()) {
            var caseId = cases.get(one.household());
            var drawing = benefit.contains(one.person());
            if (caseId == null && !drawing) {
                continue;
            }
            for (var found : checks.of(one, facts.getOrDefault(one.person(), List.of()))) {
                if (caseId == null && !found.check().standing()) {
                    continue;
                }
                if (keep(one, found, caseId, drawing)) {
                    news++;
                    townships.add(one.townshipCode());
                }
            }
        }
        return news;
    }

    /** Who of them is in benefit now. */
    private Set<UUID> inBenefit(Map<UUID, Declared> declared) {
        var benefit = new HashSet<>(awards.inBenefit(declared.keySet()).keySet());
        declared.forEach((person, one) -> { // rosters from before the awards stand in the register alone
            if (one.assistance() != Assistance.NONE) {
                benefit.add(person);
            }
        });
        return benefit;
    }

    private Map<UUID, UUID> openCases(Collection<Declared> declared) {
        var cases = new HashMap<UUID, UUID>();
        jdbc.sql("""
                        select household_id, case_id from verification_case
                        where household_id = any(?) and state <> 'REPORTED' order by asked_at
                        """)
                .param(declared.stream().map(Declared::household).distinct().toArray(UUID[]::new))
                .query(row -> {
                    cases.put(Sql.id(row, "household_id"), Sql.id(row, "case_id"));
                });
        return cases;
    }

    Map<UUID, List<Checks.Fact>> facts(Collection<UUID> persons) {
        var facts = new HashMap<UUID, List<Checks.Fact>>();
        jdbc.sql("""
                        select m.person_id, r.* from verification_match m join verification_record r on r.id = m.record_id
                        where m.person_id = any(?) and m.state in ('MATCHED', 'CONFIRMED') and r.gone_on is null
                        order by r.source, r.from_on nulls last, r.id
                        """).param(persons.toArray(UUID[]::new)).query(row -> {
            var amount = row.getObject("amount_fen", Long.class);
            facts.computeIfAbsent(Sql.id(row, "person_id"), any -> new ArrayList<>())
                    .add(new Checks.Fact(
                            row.getLong("id"),
                            row.getString("source"),
                            row.getString("name"),
                            amount == null ? null : Money.fen(amount),
                            row.getObject("from_on", LocalDate.class),
                            row.getObject("until_on", LocalDate.class),
                            row.getObject("as_of", LocalDate.class),
                            sealed.words(row.getBytes("words_enc"))));
        });
        return facts;
    }

    private boolean keep(Declared one, Checks.Found found, @Nullable UUID caseId, boolean drawing) {
        var now = Sql.at(clock.instant());
        var known = jdbc.sql("""
                        update verification_finding set seen_at = ?, as_of = greatest(as_of, ?)
                        where check_code = ? and person_id = ? and fact_key = ?
                        """)
                .params(now, found.asOf(), found.check().name(), one.person(), found.key())
                .update();
        if (known > 0) {
            return false;
        }
        var months = found.months();
        var until = months == null ? null : YearMonth.now(clock);
        var values = Arrays.asList(
                found.source(),
                found.key(),
                found.declared(),
                sealed.seal(Sealed.FINDING, found.verified()),
                found.declaredAmount() == null ? null : found.declaredAmount().fen(),
                found.verifiedAmount() == null ? null : found.verifiedAmount().fen(),
                found.asOf(),
                now,
                months == null ? null : months.atDay(1),
                until == null ? null : until.atDay(1),
                caseId,
                found.check().name(),
                one.person());
        var renewed = jdbc.sql("""
                        update verification_finding set source = ?, fact_key = ?, declared = ?, verified_enc = ?,
                            declared_fen = ?, verified_fen = ?, as_of = ?, seen_at = ?, months_from = ?, months_until = ?,
                            case_id = coalesce(?, case_id), version = version + 1
                        where check_code = ? and person_id = ? and disposition = 'OPEN'
                        """).params(values).update();
        if (renewed > 0) {
            return true;
        }
        var all = new ArrayList<@Nullable Object>(values);
        all.addAll(Arrays.asList(
                UUID.randomUUID(), one.name(), one.household(), one.townshipCode(), one.villageCode(), drawing, now));
        return jdbc.sql("""
                        insert into verification_finding (source, fact_key, declared, verified_enc, declared_fen,
                            verified_fen, as_of, seen_at, months_from, months_until, case_id, check_code, person_id, id,
                            person_name, household_id, township_code, village_code, in_benefit, found_at, disposition)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN')
                        on conflict do nothing
                        """).params(all).update() == 1;
    }

    private void tellTownship(String township) {
        var open = jdbc.sql(
                        "select count(*) from verification_finding where township_code = ? and disposition = 'OPEN'")
                .param(township)
                .query(Long.class)
                .single();
        var subject = new Subject("verification_township", township);
        if (open == 0) {
            tasks.close(TASK, subject, null);
            return;
        }
        tasks.open(NewTask.of(
                TASK,
                Assignee.of(Post.at(Role.TOWNSHIP_REVIEWER, township)),
                subject,
                "处置核对疑点 " + open + " 条",
                "部门数据与申报不一致",
                "去处置",
                "/verification"));
    }

    // --- clearing

    private static final String SELECT = "select f.* from verification_finding f ";

    /** 疑点清单的条件; null for everything. */
    public record Filter(
            @Nullable Disposition disposition, @Nullable Check check, boolean benefitOnly) {

        public static final Filter ALL = new Filter(null, null, false);
    }

    /** Within the officer's scope, the newest first. */
    @Transactional(readOnly = true)
    public List<Finding> list(Filter filter, int offset, int limit, Officer by) {
        var scope = ScopeClause.of(reader(by), "f");
        return jdbc.sql(SELECT + where(filter, scope) + " order by f.found_at desc, f.id limit :limit offset :offset")
                .params(params(filter, scope))
                .param("limit", limit)
                .param("offset", offset)
                .query((row, n) -> finding(row, List.of()))
                .list();
    }

    /** How many there are of each disposition, and of each check among the open ones. */
    public record Counts(Map<Disposition, Long> dispositions, Map<Check, Long> open) {

        public long all() {
            return dispositions.values().stream().mapToLong(Long::longValue).sum();
        }

        public long of(Disposition disposition) {
            return dispositions.getOrDefault(disposition, 0L);
        }
    }

    @Transactional(readOnly = true)
    public Counts counts(Officer by) {
        var scope = ScopeClause.of(reader(by), "f");
        var dispositions = new LinkedHashMap<Disposition, Long>();
        var open = new LinkedHashMap<Check, Long>();
        jdbc.sql("select f.disposition, f.check_code, count(*) as n from verification_finding f where "
                        + scope.condition() + " group by 1, 2")
                .params(scope.params())
                .query(row -> {
                    var disposition = Disposition.valueOf(row.getString("disposition"));
                    dispositions.merge(disposition, row.getLong("n"), Long::sum);
                    if (disposition == Disposition.OPEN) {
                        open.merge(Check.valueOf(row.getString("check_code")), row.getLong("n"), Long::sum);
                    }
                });
        return new Counts(dispositions, open);
    }

    private static String where(Filter filter, ScopeClause scope) {
        return " where " + scope.condition()
                + (filter.disposition() == null ? "" : " and f.disposition = :disposition")
                + (filter.check() == null ? "" : " and f.check_code = :check")
                + (filter.benefitOnly() ? " and f.in_benefit" : "");
    }

    private static Map<String, Object> params(Filter filter, ScopeClause scope) {
        var params = new HashMap<String, Object>(scope.params());
        if (filter.disposition() != null) {
            params.put("disposition", filter.disposition().name());
        }
        if (filter.check() != null) {
            params.put("check", filter.check().name());
        }
        return params;
    }

    /** @throws NoSuchElementException if there is none within the officer's scope */
    public Finding get(UUID id, Officer by) {
        var finding = read(id, "", by);
        audit.opened(by, Subject.person(finding.person()), "核对疑点", "处置核对疑点");
        return finding;
    }

    private Finding read(UUID id, String lock, Officer by) {
        var scope = ScopeClause.of(reader(by), "f");
        var history = jdbc.sql("select * from verification_disposition where finding_id = ? order by id desc")
                .param(id)
                .query((row, n) -> new Finding.Cleared(
                        Disposition.valueOf(row.getString("disposition")),
                        String.valueOf(sealed.open(Sealed.DISPOSITION, row.getBytes("reason_enc"))),
                        Sql.instant(row, "at"),
                        row.getString("who")))
                .list();
        return jdbc.sql(SELECT + " where f.id = :id and " + scope.condition() + lock)
                .param("id", id)
                .params(scope.params())
                .query((row, n) -> finding(row, history))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no finding " + id));
    }

    /** The findings about these people, the open ones first: for a case and its report. */
    @Transactional(readOnly = true)
    List<Finding> of(Collection<UUID> persons) {
        return questions.list(Question.sql(SELECT + """
                         where f.person_id = any(?) order by (f.disposition = 'OPEN') desc, f.found_at desc, f.id limit 200
                        """)
                .param(persons.toArray(UUID[]::new))
                .query((row, n) -> finding(row, List.of())));
    }

    /** Some findings by their ids, in no order; the caller has let the reader onto what they are about. */
    @Transactional(readOnly = true)
    public List<Finding> byIds(Collection<UUID> ids) {
        return jdbc.sql(SELECT + " where f.id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, n) -> finding(row, List.of()))
                .list();
    }

    /** What was found true in the verification of a case; the caller has let the reader onto the case. */
    @Transactional(readOnly = true)
    public List<Finding> confirmedOf(cn.yimen.casefile.CaseId id) {
        return jdbc.sql(SELECT + " where f.case_id = ? and f.disposition = 'CONFIRMED' order by f.found_at, f.id")
                .param(id.id())
                .query((row, n) -> finding(row, List.of()))
                .list();
    }

    @Transactional(readOnly = true)
    String lastReason(UUID finding) {
        return jdbc.sql("""
                        select reason_enc from verification_disposition where finding_id = ? order by id desc limit 1
                        """)
                .param(finding)
                .query(byte[].class)
                .optional()
                .map(one -> sealed.open(Sealed.DISPOSITION, one))
                .orElse("");
    }

    /**
     * 处置: says whether it is true and why. A disputed or ambiguous one can be decided later; what was said before stays.
     *
     * @param reason why, also why it is ignored
     * @param monthsFrom first month concerned; needed for what is true of somebody in benefit
     * @throws Conflict if somebody else has changed it meanwhile
     */
    public void clear(
            UUID id,
            long version,
            Disposition disposition,
            String reason,
            @Nullable YearMonth monthsFrom,
            @Nullable YearMonth monthsUntil,
            Officer by) {
        var finding = read(id, " for update of f", by);
        if (!mayClear(by.at(finding.townshipCode(), null))) {
            throw new NotAllowed("疑点由乡镇审核或区民政局经办处置，您可以查看");
        }
        if (finding.version() != version) {
            throw new Conflict("这条疑点刚有变化，请看新的内容再处置");
        }
        if (disposition == Disposition.OPEN || reason.isBlank()) {
            throw new IllegalArgumentException("a disposition has a reason");
        }
        var now = Sql.at(clock.instant());
        var from = monthsFrom == null ? null : monthsFrom.atDay(1);
        var until = monthsUntil == null ? null : monthsUntil.atDay(1);
        jdbc.sql("""
                        insert into verification_disposition (finding_id, disposition, reason_enc, months_from,
                            months_until, at, officer_id, who)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        id,
                        disposition.name(),
                        sealed.seal(Sealed.DISPOSITION, reason),
                        from,
                        until,
                        now,
                        by.id(),
                        by.name()))
                .update();
        jdbc.sql("""
                        update verification_finding set disposition = ?, cleared_at = ?, cleared_by = ?, months_from = ?,
                            months_until = ?, version = version + 1
                        where id = ?
                        """)
                .params(Arrays.asList(disposition.name(), now, by.id(), from, until, id))
                .update();
        audit.changed(by, "处置核对疑点", Subject.person(finding.person()), "");
        tellTownship(finding.townshipCode());
        if (disposition == Disposition.CONFIRMED) {
            events.publishEvent(new FindingConfirmed(
                    id, finding.check().name(), finding.person(), finding.household(), monthsFrom, by));
        } else if (finding.disposition() == Disposition.CONFIRMED) {
            events.publishEvent(new FindingTakenBack(id, finding.person(), by));
        }
    }

    /** Whether the officer may decide findings at all. */
    public static boolean mayClear(Officer by) {
        return by.hasAny(CLEARERS);
    }

    /** With the posts alone that read findings, each in its place. */
    static Officer reader(Officer by) {
        if (!by.hasAny(READERS)) {
            throw new NotAllowed("核对结果只给办理和监督的人看");
        }
        return by.as(READERS);
    }

    private Finding finding(ResultSet row, List<Finding.Cleared> history) throws SQLException {
        var amount = row.getObject("verified_fen", Long.class);
        return new Finding(
                Sql.id(row, "id"),
                Check.valueOf(row.getString("check_code")),
                row.getString("source"),
                Sql.id(row, "person_id"),
                row.getString("person_name"),
                Sql.id(row, "household_id"),
                row.getObject("case_id", UUID.class),
                row.getString("township_code"),
                row.getBoolean("in_benefit"),
                row.getString("declared"),
                String.valueOf(sealed.open(Sealed.FINDING, row.getBytes("verified_enc"))),
                amount == null ? null : Money.fen(amount),
                row.getObject("as_of", LocalDate.class),
                Sql.instant(row, "found_at"),
                month(row, "months_from"),
                month(row, "months_until"),
                Disposition.valueOf(row.getString("disposition")),
                Sql.instantOrNull(row, "cleared_at"),
                row.getLong("version"),
                history);
    }

    private static @Nullable YearMonth month(ResultSet row, String column) throws SQLException {
        var day = row.getObject(column, LocalDate.class);
        return day == null ? null : YearMonth.from(day);
    }
}
