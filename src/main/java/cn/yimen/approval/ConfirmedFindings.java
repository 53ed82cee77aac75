package cn.yimen.approval;

import cn.yimen.approval.FactLine.Input;
import cn.yimen.approval.FactLine.Kind;
import cn.yimen.audit.AuditLog;
import cn.yimen.district.PlaceId;
import cn.yimen.household.Absence;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdDetails.PropertyPart;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.HouseholdView;
import cn.yimen.household.Households;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.PersonDied;
import cn.yimen.household.PropertyKind;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Choice;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import cn.yimen.verification.Check;
import cn.yimen.verification.Finding;
import cn.yimen.verification.FindingConfirmed;
import cn.yimen.verification.FindingTakenBack;
import cn.yimen.verification.Findings;
import cn.yimen.verification.Sources;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 属实疑点进入核实情况 (VR-2, HH-3): what was found true of a household with an open application becomes a verified fact beside
 * the declared one, with its source, its day and the months concerned. Where the figure alone does not say what it is, a
 * person says it; nothing is guessed, and nothing is proposed or confirmed as long as one waits.
 */
@Service
@Transactional
public class ConfirmedFindings {

    static final String TASK = "approval.finding";
    private static final String NONE = "NONE";

    private final JdbcClient jdbc;
    private final Questions questions;
    private final ApplicationStore store;
    private final Applications applications;
    private final VerifiedFacts verified;
    private final Findings findings;
    private final Sources sources;
    private final Households households;
    private final Officers officers;
    private final SurveySecrets secrets;
    private final Tasks tasks;
    private final Formats formats;
    private final AuditLog audit;
    private final Clock clock;

    ConfirmedFindings(
            JdbcClient jdbc,
            Questions questions,
            ApplicationStore store,
            Applications applications,
            VerifiedFacts verified,
            Findings findings,
            Sources sources,
            Households households,
            Officers officers,
            SurveySecrets secrets,
            Tasks tasks,
            Formats formats,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.store = store;
        this.applications = applications;
        this.verified = verified;
        this.findings = findings;
        this.sources = sources;
        this.households = households;
        this.officers = officers;
        this.secrets = secrets;
        this.tasks = tasks;
        this.formats = formats;
        this.audit = audit;
        this.clock = clock;
    }

    /** 进入审批件以后怎样了. */
    public enum State {
        WAITING("待登记", "amber"),
        ENTERED("已登记", "green"),
        NO_EFFECT("不影响核算", "grey"),
        WITHDRAWN("已撤销，不属实", "grey");

        private final String words;
        private final String css;

        State(String words, String css) {
            this.words = words;
            this.css = css;
        }

        public String words() {
            return words;
        }

        public String css() {
            return css;
        }
    }

    /**
     * 审批件里的一条属实疑点.
     *
     * @param line where it stands among the verified facts; null if it does not
     * @param reason why it has no effect, or what was entered; empty as long as it waits
     */
    public record Entry(
            UUID id, Finding finding, State state, @Nullable String line, String reason) {

        public boolean waiting() {
            return state == State.WAITING;
        }
    }

    // --- what happens by itself

    @EventListener
    @Order(50)
    @Transactional(propagation = Propagation.MANDATORY)
    void on(FindingConfirmed confirmed) {
        var finding = findings.byIds(List.of(confirmed.finding())).get(0);
        jdbc.sql("""
                        select a.id from application a join matter m on m.id = a.matter_id
                        where a.ended_at is null and (m.person_id = :person or m.household_id = :household
                            or m.household_id in (select household_id from household_member
                                where person_id = :person and left_on is null))
                        order by a.id
                        """)
                .param("person", confirmed.person())
                .param("household", confirmed.household())
                .query(UUID.class)
                .list()
                .forEach(id -> {
                    var application = store.locked(new ApplicationId(id));
                    if (!application.ended()) {
                        arrive(application, finding, confirmed.by());
                    }
                });
    }

    /** What was found in the same case before the application began. */
    @EventListener
    void on(ApplicationOpened opened) {
        var application = store.reread(opened.id());
        var by = store.lastBy(opened.id()).flatMap(officers::byId).orElse(null);
        if (by != null) {
            findings.confirmedOf(application.caseId()).forEach(finding -> arrive(application, finding, by));
        }
    }

    private void arrive(ApplicationView application, Finding finding, Officer by) {
        var there = jdbc.sql("select state from application_finding where application_id = ? and finding_id = ?")
                .params(application.id().id(), finding.id())
                .query(String.class)
                .optional();
        if (there.isPresent() && !there.get().equals(State.WITHDRAWN.name())) {
            return; // said again, with other months
        }
        Fact fact;
        try {
            fact = fact(application, finding, by);
        } catch (NoSuchElementException elsewhere) { // the household is registered where the officer does not reach
            fact = null;
        }
        jdbc.sql("""
                        insert into application_finding (id, application_id, finding_id, person_id, check_code, round, state,
                            arrived_at)
                        values (:id, :application, :finding, :person, :check, :round, 'WAITING', :now)
                        on conflict (application_id, finding_id) do update
                        set state = 'WAITING', line = null, reason_enc = null, settled_at = null, settled_by = null,
                            round = excluded.round, arrived_at = excluded.arrived_at
                        """)
                .param("id", UUID.randomUUID())
                .param("application", application.id().id())
                .param("finding", finding.id())
                .param("person", finding.person())
                .param("check", finding.check().name())
                .param("round", application.round())
                .param("now", Sql.at(clock.instant()))
                .update();
        if (fact != null) {
            verified.record(
                    application,
                    fact.line(),
                    fact.found(),
                    VerifiedFacts.Source.VERIFICATION,
                    source(finding),
                    finding.id(),
                    by);
            settle(application, finding.id(), State.ENTERED, fact.line(), "", by);
        }
        tell(application);
    }

    private record Fact(String line, Found found) {}

    /**
     * What the finding says by itself: a balance where no account or one was declared, an income where one was declared by
     * the month. Which of several it is, and what kind of income or vehicle, is for a person to say.
     */
    private @Nullable Fact fact(ApplicationView application, Finding finding, Officer by) {
        var amount = finding.verifiedAmount();
        if (amount == null || (finding.check() != Check.DEPOSIT && finding.check() != Check.INCOME)) {
            return null;
        }
        var household = household(application, by);
        var person = finding.person();
        var found = verified.entries(application.id()).values().stream()
                .map(entry -> entry.found().added())
                .filter(Objects::nonNull)
                .filter(added -> person.toString().equals(added.person()))
                .toList();
        var lines = new LinkedHashMap<String, FactLine>();
        FactLines.of(household).forEach(line -> lines.put(line.key(), line));
        if (finding.check() == Check.DEPOSIT) {
            var declared = household.details().properties().stream()
                    .filter(part -> part.kind().financial()
                            && part.owner() != null
                            && part.owner().id().equals(person))
                    .toList();
            if (found.stream()
                    .anyMatch(added ->
                            added.property() != null && added.property().financial())) {
                return null;
            }
            if (declared.isEmpty()) {
                return new Fact(
                        "x-" + finding.id(),
                        new Found(
                                finding.personName() + " " + PropertyKind.CASH_DEPOSIT.label(),
                                "未申报",
                                FactLines.yuan(amount),
                                amount,
                                null,
                                null,
                                new Found.Added(
                                        Kind.PROPERTY, person.toString(), null, null, PropertyKind.CASH_DEPOSIT, null),
                                null));
            }
            return declared.size() == 1 && declared.get(0).kind() == PropertyKind.CASH_DEPOSIT
                    ? over(lines, Kind.PROPERTY, declared.get(0).id(), amount)
                    : null;
        }
        var declared = household.details().incomes().stream()
                .filter(part -> part.person() != null && part.person().id().equals(person))
                .toList();
        var one = declared.size() == 1 ? declared.get(0) : null;
        return one != null
                        && one.per() == Income.Per.MONTH
                        && one.months() == 0
                        && one.declared() != null
                        && found.stream().noneMatch(added -> added.income() != null)
                ? over(lines, Kind.INCOME, one.id(), amount)
                : null;
    }

    private static @Nullable Fact over(
            Map<String, FactLine> lines, Kind kind, @Nullable UUID id, cn.yimen.kernel.Money amount) {
        var line = lines.get(kind.key(String.valueOf(id)));
        return line == null ? null : new Fact(line.key(), Found.amount(line, amount, FactLines.yuan(amount)));
    }

    /** 「信息核对：机动车未申报（公安交管，截至2026年11月20日，涉及2026年3月至2026年11月）」 without the leading words. */
    private String source(Finding finding) {
        var name = sources.names().getOrDefault(finding.source(), "部门数据");
        return "%s（%s，截至%s%s）"
                .formatted(finding.check().words(), name, formats.fullDay(finding.asOf()), months(finding));
    }

    private String months(Finding finding) {
        var from = finding.monthsFrom();
        var until = finding.monthsUntil();
        return from == null ? "" : "，涉及" + formats.month(from) + (until == null ? "起" : "至" + formats.month(until));
    }

    /** What had been called true and is not any more does not count any longer. */
    @EventListener
    @Order(50)
    @Transactional(propagation = Propagation.MANDATORY)
    void on(FindingTakenBack back) {
        jdbc.sql("""
                        select f.application_id from application_finding f
                        where f.finding_id = ? and f.state <> 'WITHDRAWN' order by f.application_id
                        """).param(back.finding()).query(UUID.class).list().forEach(id -> {
            var application = store.locked(new ApplicationId(id));
            if (!application.ended()) {
                settle(application, back.finding(), State.WITHDRAWN, null, "", back.by());
                tell(application);
            }
        });
    }

    /** A death that is registered needs no line: the member is not counted from then on. */
    @EventListener
    @Order(60)
    @Transactional(propagation = Propagation.MANDATORY)
    void on(PersonDied died) {
        jdbc.sql("""
                        select application_id, finding_id from application_finding
                        where person_id = ? and check_code = 'DEATH' and state = 'WAITING' order by application_id
                        """)
                .param(died.person().id())
                .query((row, n) -> List.of(Sql.id(row, "application_id"), Sql.id(row, "finding_id")))
                .list()
                .forEach(each -> {
                    var application = store.reread(new ApplicationId(each.get(0)));
                    settle(application, each.get(1), State.ENTERED, null, "已登记死亡", died.by());
                    tell(application);
                });
    }

    @EventListener
    void on(ApplicationMoved moved) {
        var application = store.reread(moved.id());
        if (application.ended()) {
            tasks.close(TASK, application.subject(), null);
        }
    }

    private void settle(
            ApplicationView application, UUID finding, State state, @Nullable String line, String reason, Officer by) {
        jdbc.sql("""
                        update application_finding set state = :state, line = :line, reason_enc = :reason, settled_at = :now,
                            settled_by = :by
                        where application_id = :application and finding_id = :finding
                        """)
                .param("state", state.name())
                .param("line", line, Types.VARCHAR)
                .param("reason", reason.isEmpty() ? null : secrets.reasons(reason), Types.BINARY)
                .param("now", Sql.at(clock.instant()))
                .param("by", by.id())
                .param("application", application.id().id())
                .param("finding", finding)
                .update();
    }

    private void tell(ApplicationView application) {
        var waiting = waiting(application.id());
        if (waiting == 0) {
            tasks.close(TASK, application.subject(), null);
            return;
        }
        tasks.open(NewTask.of(
                        TASK,
                        Assignee.reviewers(new PlaceId(application.townshipCode())),
                        application.subject(),
                        "登记属实的核对疑点 " + waiting + " 条",
                        "要写明是哪一项、多少，才能测算",
                        "去登记",
                        "/applications/" + application.id() + "/facts")
                .about(application.personName(), null, application.receiptNo())
                .by(application.current()));
    }

    /** How many wait for a person; the caller has read the application. */
    @Transactional(readOnly = true)
    public int waiting(ApplicationId id) {
        return questions.one(asksWaiting(id));
    }

    static Question<Integer> asksWaiting(ApplicationId id) {
        return Question.sql("select count(*) from application_finding where application_id = ? and state = 'WAITING'")
                .param(id.id())
                .query((row, n) -> row.getInt(1));
    }

    // --- what a person says

    /** All of the application, those that wait first; the caller has read the application. */
    @Transactional(readOnly = true)
    public List<Entry> of(ApplicationView application) {
        var rows = jdbc.sql("""
                        select id, finding_id, state, line, reason_enc from application_finding where application_id = ?
                        order by state <> 'WAITING', arrived_at, id
                        """)
                .param(application.id().id())
                .query((row, n) -> new Row(
                        Sql.id(row, "id"),
                        Sql.id(row, "finding_id"),
                        State.valueOf(row.getString("state")),
                        row.getString("line"),
                        row.getBytes("reason_enc")))
                .list();
        var known = findings.byIds(rows.stream().map(Row::finding).toList()).stream()
                .collect(Collectors.toMap(Finding::id, each -> each));
        return rows.stream()
                .map(row -> new Entry(
                        row.id(),
                        Objects.requireNonNull(known.get(row.finding())),
                        row.state(),
                        row.line(),
                        row.reason() == null ? "" : secrets.reasons(row.reason())))
                .toList();
    }

    private record Row(
            UUID id, UUID finding, State state, @Nullable String line, byte @Nullable [] reason) {}

    /** @throws NoSuchElementException if the application has none of that id */
    @Transactional(readOnly = true)
    public Entry get(ApplicationView application, UUID id) {
        return of(application).stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no finding " + id + " of " + application.id()));
    }

    /**
     * 可以登记成什么: a line that was declared, something nobody had declared, or nothing with a reason.
     *
     * @param to stable name, part of an address
     * @param line how the value is entered; null for {@code NONE}
     */
    public record Target(String to, String words, @Nullable FactLine line, Found.@Nullable Added added) {}

    /** In the order in which they are probable: what the check is about first; 不影响核算 last. */
    @Transactional(readOnly = true)
    public List<Target> targets(ApplicationView application, Entry entry, Officer by) {
        var finding = entry.finding();
        var person = finding.person();
        var name = finding.personName();
        var household = household(application, by);
        var targets = new ArrayList<Target>();
        switch (finding.check()) {
            case DEPOSIT -> {
                declaredProperties(targets, household, person, PropertyKind::financial);
                Arrays.stream(PropertyKind.values())
                        .filter(PropertyKind::financial)
                        .forEach(kind -> targets.add(property(kind, finding)));
            }
            case VEHICLE -> {
                declaredProperties(targets, household, person, kind -> kind == PropertyKind.VEHICLE);
                targets.add(property(PropertyKind.VEHICLE, finding));
            }
            case HOUSE -> {
                declaredProperties(
                        targets,
                        household,
                        person,
                        kind -> kind == PropertyKind.HOUSE || kind == PropertyKind.NON_RESIDENTIAL);
                targets.add(property(PropertyKind.HOUSE, finding));
                targets.add(property(PropertyKind.NON_RESIDENTIAL, finding));
            }
            case BUSINESS -> targets.add(property(PropertyKind.COMPANY_EQUITY, finding));
            case INCOME, DOUBLE -> {
                lines(
                        targets,
                        household,
                        Kind.INCOME,
                        household.details().incomes().stream()
                                .filter(part -> part.person() != null
                                        && part.person().id().equals(person))
                                .map(IncomePart::id)
                                .toList());
                for (var item : IncomeItem.values()) {
                    targets.add(income(item, Income.Per.MONTH, "每月", finding));
                    targets.add(income(item, Income.Per.PERIOD, "全年", finding));
                }
            }
            case PRISON -> {
                for (var why : List.of(Absence.IN_PRISON, Absence.COMPULSORY_DETOX)) {
                    targets.add(new Target(
                            "absent-" + why.name(),
                            name + "：" + why.label(),
                            new FactLine(
                                    "a-" + person,
                                    Kind.MEMBER,
                                    name + " 服刑、强制戒毒",
                                    "在家",
                                    null,
                                    null,
                                    null,
                                    Input.CHOICE,
                                    List.of(new Choice(why.name(), why.label()))),
                            null));
                }
            }
            case HUKOU, NAME, STUDY -> lines(targets, household, Kind.MEMBER, List.of(person));
            case DEATH -> {}
        }
        targets.add(new Target(NONE, "不影响核算，写明理由", null, null));
        return targets;
    }

    private static void declaredProperties(
            List<Target> targets,
            HouseholdView household,
            UUID person,
            java.util.function.Predicate<PropertyKind> kinds) {
        lines(
                targets,
                household,
                Kind.PROPERTY,
                household.details().properties().stream()
                        .filter(part -> kinds.test(part.kind())
                                && (part.owner() == null || part.owner().id().equals(person)))
                        .map(PropertyPart::id)
                        .toList());
    }

    private static void lines(List<Target> targets, HouseholdView household, Kind kind, List<@Nullable UUID> ids) {
        var keys = ids.stream().map(id -> kind.key(String.valueOf(id))).toList();
        FactLines.of(household).stream()
                .filter(line -> keys.contains(line.key()))
                .forEach(line -> targets.add(
                        new Target(line.key(), "已申报：" + line.what() + "（" + line.declared() + "）", line, null)));
    }

    private static Target property(PropertyKind kind, Finding finding) {
        var line = new FactLine(
                "x-" + finding.id(),
                Kind.PROPERTY,
                finding.personName() + " " + kind.label(),
                "未申报",
                null,
                null,
                null,
                kind.financial() ? Input.AMOUNT : kind == PropertyKind.HOUSE ? Input.AREA : Input.CHOICE,
                kind == PropertyKind.VEHICLE ? FactLines.uses() : List.of(new Choice(Found.THERE, "有")));
        return new Target(
                "new-" + kind.name(),
                "未申报的财产：" + kind.label(),
                line,
                new Found.Added(Kind.PROPERTY, finding.person().toString(), null, null, kind, (ExpenseKind) null));
    }

    private static Target income(IncomeItem item, Income.Per per, String often, Finding finding) {
        return new Target(
                "new-" + item.name() + "-" + per.name(),
                "未申报的收入：" + item.label() + "（" + often + "）",
                new FactLine(
                        "x-" + finding.id(),
                        Kind.INCOME,
                        finding.personName() + " " + item.label() + "（" + often + "）",
                        "未申报",
                        null,
                        null,
                        null,
                        Input.AMOUNT,
                        List.of()),
                new Found.Added(Kind.INCOME, finding.person().toString(), item, per, null, null));
    }

    /** Whether the reader may say now what a finding comes to. */
    public boolean mayBeEntered(ApplicationView application, Officer by) {
        return verified.mayBeEntered(application, by);
    }

    /**
     * 登记: says what the finding comes to.
     *
     * @param typed as typed; {@link VerifiedFacts#problem} says before what is wrong with it; the reason for 不影响核算
     * @throws NotAllowed if it is not the officer's to do
     * @throws Conflict if the investigation is over, or the finding does not wait any more
     */
    public void enter(ApplicationId id, UUID row, String to, String typed, Officer by) {
        var application = applications.locked(id, by);
        if (application.state() != ApplicationState.SURVEY) {
            throw new Conflict("本件现在是「%s」，退回或收回到调查核对后再登记".formatted(application.stateWords()));
        }
        if (!mayBeEntered(application, by)) {
            throw new NotAllowed("核实值由乡镇审核登记");
        }
        var entry = get(application, row);
        if (!entry.waiting()) {
            throw new Conflict("这条疑点已经处理：" + entry.state().words());
        }
        var target = targets(application, entry, by).stream()
                .filter(one -> one.to().equals(to))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no target " + to));
        var line = target.line();
        if (line == null) {
            if (typed.isBlank()) {
                throw new IllegalArgumentException("no effect has a reason");
            }
            settle(application, entry.finding().id(), State.NO_EFFECT, null, typed.strip(), by);
        } else {
            var found = InvestigationContent.found(line, typed);
            verified.record(
                    application,
                    line.key(),
                    target.added() == null ? found : found.asAdded(target.added()),
                    VerifiedFacts.Source.VERIFICATION,
                    source(entry.finding()),
                    entry.finding().id(),
                    by);
            settle(application, entry.finding().id(), State.ENTERED, line.key(), line.what() + "：" + found.words(), by);
        }
        audit.changed(by, "登记属实的核对疑点", application.subject(), "");
        tell(application);
    }

    private HouseholdView household(ApplicationView application, Officer by) {
        return households.get(new HouseholdId(application.householdId()), by);
    }
}
