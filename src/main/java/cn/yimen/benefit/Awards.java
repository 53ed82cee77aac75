package cn.yimen.benefit;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.EligibilityParameters.ExitCause;
import cn.yimen.eligibility.GradualExit;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.Assistance;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.task.Tasks;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 待遇 (BN-1): granted, changed, suspended, led out step by step, ended. Each command adds a change with its month and
 * reason; what was paid for a month stays readable for ever.
 */
@Service
@Transactional
public class Awards {

    private static final String OF_HOUSEHOLD =
            "where a.household_id = :household order by a.first_month desc, a.granted_at desc, a.id";

    private final AwardStore store;
    private final JdbcClient jdbc;
    private final Households households;
    private final Tasks tasks;
    private final AwardNotices notices;
    private final ApplicationEventPublisher events;
    private final AuditLog audit;
    private final Clock clock;

    Awards(
            AwardStore store,
            JdbcClient jdbc,
            Households households,
            Tasks tasks,
            AwardNotices notices,
            ApplicationEventPublisher events,
            AuditLog audit,
            Clock clock) {
        this.store = store;
        this.jdbc = jdbc;
        this.households = households;
        this.tasks = tasks;
        this.notices = notices;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 开始享受, from the month after the decision.
     *
     * @throws AlreadyInBenefit if the household, or one of its members, has an award that does not go with it
     * @throws NotAllowed if the post decides nothing
     */
    public AwardId grant(NewAward award, Officer by) {
        requireDecider(by, award.townshipCode(), award.villageCode());
        var first = YearMonth.from(award.decidedOn()).plusMonths(1);
        if (award.until() != null && !award.until().isAfter(first)) {
            throw new IllegalArgumentException("an award of no month");
        }
        inTheWay(award, first).ifPresent(there -> {
            throw new AlreadyInBenefit(there);
        });
        var id = new AwardId(UUID.randomUUID());
        try {
            store.insert(id, award, first, by);
        } catch (DataIntegrityViolationException race) { // somebody granted at the same moment
            throw new AlreadyInBenefit("刚刚有人为同一户（人）定了待遇，请刷新后再看", race);
        }
        store.add(
                id,
                ChangeKind.GRANT,
                first,
                award.amount(),
                award.members().size(),
                null,
                award.reason(),
                award.decision(),
                award.decidedOn(),
                by);
        showInHousehold(award.household());
        audit.changed(
                by,
                "开始享受待遇",
                subject(id),
                award.scheme().label() + " 每月 " + award.amount().total() + " 元，自 " + first);
        events.publishEvent(new AwardEvents.Granted(id, award.household()));
        return id;
    }

    /** 一次性救助: granted once for a matter, whatever was paid in advance is set off. */
    public UUID grantOnce(SingleAid aid, Officer by) {
        requireDecider(by, aid.townshipCode(), aid.villageCode());
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into single_aid (id, scheme, household_id, person_id, holder_name, case_id, matter_id, township_code,
                            village_code, granted_fen, offset_fen, reason, decision_id, decided_on, at, by_id, by_name)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        id,
                        aid.scheme().name(),
                        aid.household(),
                        aid.person(),
                        aid.holderName(),
                        aid.caseId() == null ? null : aid.caseId().id(),
                        aid.matter() == null ? null : aid.matter().id(),
                        aid.townshipCode(),
                        aid.villageCode(),
                        aid.granted().fen(),
                        aid.offset().fen(),
                        aid.reason(),
                        aid.decision(),
                        aid.decidedOn(),
                        Sql.at(clock.instant()),
                        by.id(),
                        by.name()))
                .update();
        audit.changed(
                by,
                "核定一次性救助",
                new Subject("single_aid", id.toString()),
                "核定 " + aid.granted() + " 元，抵扣 " + aid.offset());
        return id;
    }

    /**
     * 调整金额 or members, from a month on.
     *
     * @param members everybody counted from then on
     * @param from not before the month after the decision
     * @throws Conflict if the award does not run, or in a gradual exit, whose amounts stand
     */
    public void change(
            AwardId id,
            AwardAmount amount,
            List<NewAward.Named> members,
            YearMonth from,
            String reason,
            @Nullable UUID decision,
            LocalDate decidedOn,
            Officer by) {
        change(locked(id, by), amount, members, from, reason, decision, decidedOn, by);
    }

    private void change(
            AwardView award,
            AwardAmount amount,
            List<NewAward.Named> members,
            YearMonth from,
            String reason,
            @Nullable UUID decision,
            LocalDate decidedOn,
            Officer by) {
        var id = award.id();
        require(award, AwardState.RUNNING, AwardState.SUSPENDED);
        requireNext(from, decidedOn);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("an award for nobody");
        }
        var stay = new HashSet<>(members.stream().map(NewAward.Named::person).toList());
        var there = new HashSet<>(
                award.members().stream().map(NewAward.Named::person).toList());
        store.endMembers(
                award, there.stream().filter(each -> !stay.contains(each)).toList(), from);
        try {
            store.join(
                    id,
                    members.stream()
                            .filter(each -> !there.contains(each.person()))
                            .toList(),
                    award.scheme(),
                    from,
                    award.endMonth());
        } catch (DataIntegrityViolationException twice) {
            throw new AlreadyInBenefit("新增的成员已经在享受另一项生活救助", twice);
        }
        var state = award.state();
        store.update(award, state, amount, award.endMonth(), null);
        var change = store.add(
                id,
                ChangeKind.CHANGE,
                from,
                state == AwardState.SUSPENDED ? AwardAmount.NOTHING : amount,
                members.size(),
                null,
                reason,
                decision,
                decidedOn,
                by);
        settle(id, change, by);
        notices.issue(award);
        said(award, ChangeKind.CHANGE, from, reason, by);
    }

    /** 停发 for the time being: nothing is paid, the award stays. */
    public void suspend(AwardId id, EndReason because, YearMonth from, String reason, LocalDate decidedOn, Officer by) {
        suspend(id, because, from, reason, null, decidedOn, by);
    }

    private void suspend(
            AwardId id,
            EndReason because,
            YearMonth from,
            String reason,
            @Nullable UUID decision,
            LocalDate decidedOn,
            Officer by) {
        var award = locked(id, by);
        require(award, AwardState.RUNNING);
        requireNext(from, decidedOn);
        store.update(award, AwardState.SUSPENDED, award.amount(), award.endMonth(), null);
        store.add(
                id,
                ChangeKind.SUSPEND,
                from,
                AwardAmount.NOTHING,
                award.members().size(),
                because.name(),
                reason,
                decision,
                decidedOn,
                by);
        notices.issue(award);
        said(award, ChangeKind.SUSPEND, from, reason, by);
    }

    /** 恢复发放, with the amount it had. */
    public void resume(AwardId id, YearMonth from, String reason, LocalDate decidedOn, Officer by) {
        resume(id, from, reason, null, decidedOn, by);
    }

    private void resume(
            AwardId id, YearMonth from, String reason, @Nullable UUID decision, LocalDate decidedOn, Officer by) {
        var award = locked(id, by);
        require(award, AwardState.SUSPENDED);
        requireNext(from, decidedOn);
        var amount = paidLast(award);
        store.update(award, AwardState.RUNNING, amount, award.endMonth(), null);
        store.add(id, ChangeKind.RESUME, from, amount, award.members().size(), null, reason, decision, decidedOn, by);
        notices.issue(award);
        said(award, ChangeKind.RESUME, from, reason, by);
    }

    /**
     * 渐退 (EL-3, national-rules 7.4): paid on for the months of its cause, the base as it was, the increments by their own rule;
     * then it ends. Both are decided, and written, at once.
     *
     * @param now the household as found at the review; income above the standard must be all that is wrong
     * @return what is paid month by month
     * @throws NotForGradualExit if it is not income by work alone: property, death, fraud end at once
     */
    public GradualExit gradualExit(
            AwardId id, Assessment now, ExitCause cause, String reason, LocalDate decidedOn, Officer by) {
        return gradualExit(id, now, cause, reason, null, decidedOn, by);
    }

    private GradualExit gradualExit(
            AwardId id,
            Assessment now,
            ExitCause cause,
            String reason,
            @Nullable UUID decision,
            LocalDate decidedOn,
            Officer by) {
        var award = locked(id, by);
        require(award, AwardState.RUNNING);
        if (award.scheme() != Scheme.DIBAO) {
            throw new NotForGradualExit("渐退只适用于低保家庭");
        }
        var still = MeansTest.incrementsOf(now.facts(), now.parameters());
        var plan = GradualExit.plan(now, award.amount().base(), still.increments(), cause, decidedOn);
        var stops = plan.stopsFrom();
        if (!plan.applies() || stops == null) {
            throw new NotForGradualExit(
                    now.fits(Scheme.DIBAO)
                            ? "这一户仍然符合低保条件，不用渐退"
                            : "不适用渐退：" + plan.reasons().get(0).words());
        }
        var month = plan.months().get(0);
        var amount = new AwardAmount(
                month.base(),
                month.increments(),
                Money.ZERO,
                AwardAmount.of(still).shares());
        store.endMembers(
                award, award.members().stream().map(NewAward.Named::person).toList(), stops);
        store.update(award, AwardState.EXITING, amount, stops, EndReason.GRADUAL_EXIT_END);
        store.add(
                id,
                ChangeKind.EXIT,
                month.month(),
                amount,
                award.members().size(),
                cause.name(),
                reason,
                decision,
                decidedOn,
                by);
        store.add(
                id,
                ChangeKind.END,
                stops,
                AwardAmount.NOTHING,
                0,
                EndReason.GRADUAL_EXIT_END.name(),
                "渐退期满，" + stops.getYear() + "年" + stops.getMonthValue() + "月起停发",
                decision,
                decidedOn,
                by);
        notices.issue(award);
        said(award, ChangeKind.EXIT, month.month(), reason, by);
        events.publishEvent(new AwardEvents.Ended(id, award.household(), EndReason.GRADUAL_EXIT_END, stops));
        return plan;
    }

    /**
     * 渐退测算: what a gradual exit would pay, on the household as it is recorded now; nothing is decided.
     *
     * @throws NoSuchElementException if there is none in the officer's scope
     */
    @Transactional(readOnly = true)
    public GradualExit exitPlan(AwardId id, Assessment now, ExitCause cause, LocalDate decidedOn, Officer by) {
        var award = get(id, by);
        return GradualExit.plan(
                now,
                award.amount().base(),
                MeansTest.incrementsOf(now.facts(), now.parameters()).increments(),
                cause,
                decidedOn);
    }

    /** 渐退期内重新符合条件: goes on without an end. */
    public void backFromExit(
            AwardId id, AwardAmount amount, YearMonth from, String reason, LocalDate decidedOn, Officer by) {
        backFromExit(id, amount, from, reason, null, decidedOn, by);
    }

    private void backFromExit(
            AwardId id,
            AwardAmount amount,
            YearMonth from,
            String reason,
            @Nullable UUID decision,
            LocalDate decidedOn,
            Officer by) {
        var award = locked(id, by);
        require(award, AwardState.EXITING);
        requireNext(from, decidedOn);
        if (award.endMonth() == null || !from.isBefore(award.endMonth())) {
            throw new Conflict("渐退期已满，要重新申请");
        }
        store.endMembers(
                award, award.members().stream().map(NewAward.Named::person).toList(), null);
        store.update(award, AwardState.RUNNING, amount, null, null);
        store.add(id, ChangeKind.RETURN, from, amount, award.members().size(), null, reason, decision, decidedOn, by);
        notices.issue(award);
        showInHousehold(award.household());
        said(award, ChangeKind.RETURN, from, reason, by);
    }

    /**
     * 终止.
     *
     * @param from the first month without it: the month after the decision or later; for death the month after the death,
     *     which may have passed
     * @throws Conflict for 特困, which ends only after its notice ({@link AwardProposals})
     */
    public void end(AwardId id, EndReason because, YearMonth from, String reason, Officer by) {
        var award = locked(id, by);
        if (award.scheme() == Scheme.TEKUN && because != EndReason.DEATH) {
            throw new Conflict("特困人员终止供养要先公示 7 天");
        }
        end(award, because, from, reason, null, by);
    }

    /** What {@link #makeWay} would end; the caller has seen to the scope. */
    @Transactional(readOnly = true)
    public List<AwardView> givingWay(Scheme scheme, UUID household, Collection<UUID> members, YearMonth from) {
        return current(household).stream()
                .filter(each -> each.scheme() != scheme && each.scheme() != Scheme.TEKUN)
                .filter(each -> each.endMonth() == null || each.endMonth().isAfter(from))
                .filter(each -> {
                    var covered = members.containsAll(
                            each.members().stream().map(NewAward.Named::person).toList());
                    return (each.scheme().unit() == Scheme.Unit.HOUSEHOLD && scheme.unit() == Scheme.Unit.HOUSEHOLD)
                            || (AwardStore.living(each.scheme()) && AwardStore.living(scheme) && covered);
                })
                .toList();
    }

    /**
     * 先要变更或终止的: what does not give way by itself ({@link #makeWay}) and does not go with the new award: a living in which
     * somebody of its people is counted, 特困 above all. The caller has seen to the scope.
     */
    @Transactional(readOnly = true)
    public List<AwardView> staying(Scheme scheme, UUID household, Collection<UUID> members, YearMonth from) {
        var gone = givingWay(scheme, household, members, from).stream()
                .map(AwardView::id)
                .toList();
        var stays = new LinkedHashMap<AwardId, AwardView>();
        if (AwardStore.living(scheme)) {
            inBenefit(members, from).values().stream()
                    .flatMap(List::stream)
                    .filter(each -> AwardStore.living(each.scheme()))
                    .forEach(each -> stays.put(each.id(), each));
        }
        if (scheme.unit() == Scheme.Unit.HOUSEHOLD) {
            ofHousehold(household).stream()
                    .filter(each -> each.person() == null
                            && (each.endMonth() == null || each.endMonth().isAfter(from)))
                    .forEach(each -> stays.put(each.id(), each));
        }
        return stays.values().stream().filter(each -> !gone.contains(each.id())).toList();
    }

    /** What was proposed and agreed to ({@link AwardProposals}). */
    void decided(
            AwardView award,
            ProposalView proposal,
            List<NewAward.Named> members,
            YearMonth next,
            LocalDate today,
            Officer by) {
        var id = award.id();
        var decision = proposal.id().id();
        var code = String.valueOf(proposal.reasonCode());
        switch (proposal.kind()) {
            case CHANGE -> change(id, reviewed(award, proposal), members, next, proposal.reason(), decision, today, by);
            case SUSPEND -> suspend(id, EndReason.valueOf(code), next, proposal.reason(), decision, today, by);
            case RESUME -> resume(id, next, proposal.reason(), decision, today, by);
            case EXIT -> {
                var unused = gradualExit(
                        id, proposal.review(), ExitCause.valueOf(code), proposal.reason(), decision, today, by);
            }
            case RETURN -> backFromExit(id, reviewed(award, proposal), next, proposal.reason(), decision, today, by);
            case END -> end(locked(id, by), EndReason.valueOf(code), next, proposal.reason(), decision, by);
            case GRANT -> throw new IllegalStateException("a grant is confirmed, not proposed");
        }
    }

    /** What the review of the proposal makes due, with the share of each. */
    private static AwardAmount reviewed(AwardView award, ProposalView proposal) {
        var found = proposal.review().of(award.scheme());
        var person = award.person();
        var amount = person == null
                ? found.amount()
                : found.persons().stream()
                        .filter(each -> each.member().equals(person.toString()))
                        .findFirst()
                        .orElseThrow()
                        .amount();
        return AwardAmount.of(amount);
    }

    /**
     * 转换: what the new award takes the place of ends with the month before it begins, in the same transaction (57
     * 第三十二条, 43 第二十七条): the household's recognition under another scheme, and a living whose people are all counted
     * in the new one. 特困 is not among them, it ends after a notice of its own.
     *
     * @return what ended
     */
    public List<AwardView> makeWay(
            Scheme scheme, UUID household, Collection<UUID> members, YearMonth from, Officer by) {
        var ended = new ArrayList<AwardView>();
        for (var each : givingWay(scheme, household, members, from)) {
            requireDecider(by, each.townshipCode(), each.villageCode());
            var award = store.find(
                            "where a.id = :id for update",
                            Map.of("id", each.id().id()))
                    .get(0);
            end(
                    award,
                    scheme == Scheme.TEKUN ? EndReason.TO_TEKUN : EndReason.OTHER_SCHEME,
                    from,
                    "转为" + scheme.label(),
                    null,
                    by);
            ended.add(award);
        }
        return ended;
    }

    /** 减出: somebody leaves for another scheme; whoever decides that one decides this with it ({@link AwardMoves}). */
    void leave(
            AwardId id,
            AwardAmount amount,
            List<NewAward.Named> stay,
            YearMonth from,
            String reason,
            UUID decision,
            Officer by) {
        var award =
                store.find("where a.id = :id for update", Map.of("id", id.id())).get(0);
        requireDecider(by, award.townshipCode(), award.villageCode());
        change(award, amount, stay, from, reason, decision, LocalDate.now(clock), by);
    }

    /** What the law itself ends: no decision is needed, whoever records the fact writes it down. */
    void endByFact(AwardId id, EndReason because, YearMonth from, String reason, Officer by) {
        var award =
                store.find("where a.id = :id for update", Map.of("id", id.id())).get(0);
        if (award.state() != AwardState.ENDED) {
            end(award, because, from, reason, null, by);
        }
    }

    private void end(
            AwardView award, EndReason because, YearMonth from, String reason, @Nullable UUID decision, Officer by) {
        require(award, AwardState.RUNNING, AwardState.SUSPENDED, AwardState.EXITING);
        var decidedOn = LocalDate.now(clock);
        if (!because.backwards()) {
            requireNext(from, decidedOn);
        }
        var end = from.isBefore(award.firstMonth()) ? award.firstMonth() : from;
        if (award.endMonth() != null && award.endMonth().isBefore(end)) {
            throw new Conflict("这项待遇 " + award.endMonth() + " 起已经不再享受");
        }
        store.endMembers(
                award, award.members().stream().map(NewAward.Named::person).toList(), end);
        store.update(award, AwardState.ENDED, award.amount(), end, because);
        var change = store.add(
                award.id(),
                ChangeKind.END,
                end,
                AwardAmount.NOTHING,
                0,
                because.name(),
                reason,
                decision,
                decidedOn,
                by);
        settle(award.id(), change, by);
        notices.issue(award);
        showInHousehold(award.household());
        audit.changed(by, "终止待遇", subject(award.id()), because.words() + "，" + end + " 起");
        events.publishEvent(new AwardEvents.Ended(award.id(), award.household(), because, end));
    }

    /** @throws NoSuchElementException if there is none in the officer's scope */
    @Transactional(readOnly = true)
    public AwardView get(AwardId id, Officer by) {
        return one(id, by, "");
    }

    /** Every change, the first first. */
    @Transactional(readOnly = true)
    public List<AwardChange> history(AwardId id, Officer by) {
        get(id, by);
        return store.changes(id);
    }

    /** What is waiting to be decided about an award. */
    @Transactional(readOnly = true)
    public List<Alert> alerts(AwardId id, Officer by) {
        get(id, by);
        return jdbc.sql("select * from award_alert where award_id = ? and settled_at is null order by raised_at")
                .param(id.id())
                .query((row, n) -> new Alert(
                        Sql.id(row, "id"),
                        Sql.idOrNull(row, "person_id"),
                        Sql.month(row, "from_month"),
                        row.getString("words")))
                .list();
    }

    /**
     * 某月应发: by the changes decided so far, or as it was decided by some day.
     *
     * @param asDecided only changes decided on or before this day count
     */
    @Transactional(readOnly = true)
    public AwardAmount payable(AwardId id, YearMonth month, LocalDate asDecided) {
        // a later decision rules every month from its own on
        return store.changes(id).stream()
                .filter(change ->
                        !change.from().isAfter(month) && !change.decidedOn().isAfter(asDecided))
                .reduce((earlier, later) -> later)
                .map(AwardChange::amount)
                .orElse(AwardAmount.NOTHING);
    }

    /** Every award of a household and of the persons in it, the newest first; the caller has seen to the scope. */
    @Transactional(readOnly = true)
    public List<AwardView> ofHousehold(UUID household) {
        return store.find(OF_HOUSEHOLD, Map.of("household", household));
    }

    /** What {@link #ofHousehold} asks, to be asked ahead; more only where there are awards. */
    public Question<?> asksOfHousehold(UUID household) {
        return store.asks(OF_HOUSEHOLD, Map.of("household", household));
    }

    /** What a household receives now or from next month on. */
    @Transactional(readOnly = true)
    public List<AwardView> current(UUID household) {
        var month = YearMonth.now(clock);
        return ofHousehold(household).stream()
                .filter(each -> each.endMonth() == null
                        || (each.endMonth().isAfter(month) && each.endMonth().isAfter(each.firstMonth())))
                .toList();
    }

    /** What each of these persons receives this month or from a later one on; who receives nothing is left out. */
    @Transactional(readOnly = true)
    public Map<UUID, List<AwardView>> inBenefit(Collection<UUID> persons) {
        return inBenefit(persons, YearMonth.now(clock));
    }

    /** The same for a month and after. */
    @Transactional(readOnly = true)
    public Map<UUID, List<AwardView>> inBenefit(Collection<UUID> persons, YearMonth month) {
        if (persons.isEmpty()) {
            return Map.of();
        }
        var links = new LinkedHashMap<UUID, List<UUID>>();
        jdbc.sql("""
                        select person_id, award_id from award_member
                        where person_id = any(?) and not isempty(period) and (end_month is null or end_month > ?)
                        order by from_month desc, award_id
                        """).params(persons.toArray(UUID[]::new), month.atDay(1)).query(row -> {
            links.computeIfAbsent(Sql.id(row, "person_id"), id -> new ArrayList<>())
                    .add(Sql.id(row, "award_id"));
        });
        var awards = new HashMap<UUID, AwardView>();
        store.find(
                        "where a.id = any(:ids)",
                        Map.of(
                                "ids",
                                links.values().stream()
                                        .flatMap(List::stream)
                                        .distinct()
                                        .toArray(UUID[]::new)))
                .forEach(each -> awards.put(each.id().id(), each));
        var found = new LinkedHashMap<UUID, List<AwardView>>();
        links.forEach((person, ids) -> found.put(
                person,
                ids.stream()
                        .distinct()
                        .map(awards::get)
                        .filter(Objects::nonNull)
                        .toList()));
        return found;
    }

    /**
     * 在享人员: everybody counted in an award in a month, in the order of their ids; for the standing checks.
     *
     * @param after the last of the page before; null for the first
     */
    @Transactional(readOnly = true)
    public List<UUID> personsInBenefit(YearMonth month, @Nullable UUID after, int limit) {
        return jdbc.sql("""
                        select distinct person_id from award_member
                        where period @> cast(:month as date) and (cast(:after as uuid) is null or person_id > :after)
                        order by person_id limit :limit
                        """)
                .param("month", month.atDay(1))
                .param("after", after, java.sql.Types.OTHER)
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** 月初: households whose award came to its end last month show it; done twice it does nothing. */
    void turnOfTheMonth() {
        var month = YearMonth.now(clock);
        jdbc.sql("""
                        select distinct a.household_id from award a join household h on h.id = a.household_id
                        where a.end_month between ? and ? and h.assistance <> 'NONE'
                        """)
                .params(month.minusMonths(1).atDay(1), month.atDay(1))
                .query(UUID.class)
                .list()
                .forEach(this::showInHousehold);
    }

    /** Locked until the end of the transaction: death, change and ending of one award come one after the other. */
    private AwardView locked(AwardId id, Officer by) {
        var award = one(id, by, " for update");
        requireEnder(by);
        return award;
    }

    private AwardView one(AwardId id, Officer by, String lock) {
        var scope = ScopeClause.of(by, "a");
        var params = new HashMap<>(scope.params());
        params.put("id", id.id());
        return store.find("where a.id = :id and " + scope.condition() + lock, params).stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no award " + id));
    }

    /** Words for people, before the constraint says it without any. */
    private Optional<String> inTheWay(NewAward award, YearMonth first) {
        if (AwardStore.living(award.scheme())) {
            var others = inBenefit(
                    award.members().stream().map(NewAward.Named::person).toList(), first);
            for (var member : award.members()) {
                for (var there : others.getOrDefault(member.person(), List.of())) {
                    if (AwardStore.living(there.scheme())) {
                        return Optional.of(member.name() + "正在享受" + there.words() + "，不能同时享受"
                                + award.scheme().label());
                    }
                }
            }
        }
        if (award.person() == null) {
            return ofHousehold(award.household()).stream()
                    .filter(there -> there.person() == null
                            && (there.endMonth() == null || there.endMonth().isAfter(first)))
                    .findFirst()
                    .map(there -> "这一户正在享受" + there.words() + "，先终止或变更那一项");
        }
        return Optional.empty();
    }

    private AwardAmount paidLast(AwardView award) {
        return store.changes(award.id()).stream()
                .filter(change -> change.kind() == ChangeKind.GRANT
                        || change.kind() == ChangeKind.RESUME
                        || change.kind() == ChangeKind.RETURN
                        || (change.kind() == ChangeKind.CHANGE
                                && change.amount().total().signum() > 0))
                .reduce((earlier, later) -> later)
                .map(change -> new AwardAmount(
                        award.amount().base(),
                        award.amount().increments(),
                        award.amount().care(),
                        change.amount().shares()))
                .orElse(award.amount());
    }

    private void settle(AwardId id, long change, Officer by) {
        jdbc.sql("""
                        update award_alert set settled_at = ?, settled_by = ?, change_id = ?
                        where award_id = ? and settled_at is null
                        """).params(Sql.at(clock.instant()), by.id(), change, id.id()).update();
        tasks.close(Deaths.TASK, subject(id), by);
    }

    /** 现享受类别 of the household follows what it has: the means test and the window read it there. */
    private void showInHousehold(UUID household) {
        var now = current(household);
        Assistance shown = Assistance.NONE;
        for (var each : now) {
            var its = switch (each.scheme()) {
                case DIBAO -> Assistance.DIBAO;
                case BIANYUAN -> Assistance.BIANYUAN;
                case GANGXING -> Assistance.GANGXING;
                case TEKUN -> Assistance.TEKUN;
                case SINGLE, TEMPORARY_QUICK, TEMPORARY_EMERGENCY, TEMPORARY_EXPENDITURE -> Assistance.NONE;
            };
            // the household's own scheme before that of one person in it
            if (its != Assistance.NONE && (shown == Assistance.NONE || each.person() == null)) {
                shown = its;
            }
        }
        households.receives(new HouseholdId(household), shown);
    }

    private void said(AwardView award, ChangeKind kind, YearMonth from, String reason, Officer by) {
        audit.changed(by, "待遇" + kind.words(), subject(award.id()), from + " 起：" + reason);
        events.publishEvent(new AwardEvents.Changed(award.id(), award.household(), kind, from));
    }

    private static Subject subject(AwardId id) {
        return new Subject("award", id.toString());
    }

    private static void require(AwardView award, AwardState... states) {
        if (!Arrays.asList(states).contains(award.state())) {
            throw new Conflict("这项待遇现在是「" + award.state().words() + "」，不能这样办。刷新后再看");
        }
    }

    private static void requireNext(YearMonth from, LocalDate decidedOn) {
        if (!from.isAfter(YearMonth.from(decidedOn))) {
            throw new IllegalArgumentException("a change holds from the month after the decision: " + from);
        }
    }

    /** A township decides where the item says so; whether it does is the deciding module's to know. */
    private static void requireDecider(Officer by, String township, @Nullable String village) {
        if (!by.hasAny(Role.BUREAU_APPROVER, Role.TOWNSHIP_REVIEWER)
                || !by.scope().sees(township, village)) {
            throw new NotAllowed("待遇由审核确认人员决定");
        }
    }

    private static void requireEnder(Officer by) {
        if (!by.has(Role.BUREAU_APPROVER)) {
            throw new NotAllowed("待遇的变更、停发、终止由区民政局审批人员决定");
        }
    }
}
