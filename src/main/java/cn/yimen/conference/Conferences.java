package cn.yimen.conference;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterAccepted;
import cn.yimen.casefile.MatterConcluded;
import cn.yimen.casefile.MatterId;
import cn.yimen.casefile.MatterWithdrawn;
import cn.yimen.casefile.Matters;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.PageKey;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.Category;
import cn.yimen.policy.Item;
import cn.yimen.policy.Policy;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 个案会商的提出 (CC-1): proposed with its reason, once for a reason; decided by the bureau. */
@Service
@Transactional
public class Conferences {

    private static final String KIND = "conference.propose";

    private static final String PROPOSAL = """
            select p.*, c.receipt_no, c.applicant_name
            from conference_proposal p join case_file c on c.id = p.case_id
            """;

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Matters matters;
    private final Places places;
    private final Catalogue catalogue;
    private final Policy policy;
    private final Tasks tasks;
    private final AuditLog audit;
    private final Clock clock;

    Conferences(
            JdbcClient jdbc,
            Questions questions,
            Matters matters,
            Places places,
            Catalogue catalogue,
            Policy policy,
            Tasks tasks,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.matters = matters;
        this.places = places;
        this.catalogue = catalogue;
        this.policy = policy;
        this.tasks = tasks;
        this.audit = audit;
        this.clock = clock;
    }

    // --- 提出

    /**
     * 涉及两种以上救助: as many kinds of assistance (「8+1」) for one household at once as the parameter says; services beside
     * them do not count.
     */
    @EventListener
    void on(MatterAccepted accepted) {
        var today = LocalDate.now(clock);
        var names = new TreeMap<Category, String>();
        jdbc.sql("""
                        select distinct on (m.item_code) m.item_code, m.item_name
                        from matter m
                        where m.household_id = (select household_id from matter where id = ?) and m.ended_at is null
                        order by m.item_code
                        """).param(accepted.matter().id()).query(row -> {
            var name = row.getString("item_name");
            catalogue
                    .find(row.getString("item_code"), today)
                    .map(Item::category)
                    .filter(category -> category != Category.OTHER)
                    .ifPresent(category -> names.putIfAbsent(category, name));
        });
        if (names.size() >= policy.days("conference.schemes", today)) {
            var all = String.join("、", names.values());
            propose(
                    accepted.caseId(),
                    accepted.matter(),
                    ProposalReason.SEVERAL_SCHEMES,
                    "同一户同时申请 %d 种：%s".formatted(names.size(), all.length() > 200 ? all.substring(0, 200) + "…" : all),
                    null);
        }
    }

    /** Nothing is left to confer about. */
    @EventListener
    void on(MatterWithdrawn withdrawn) {
        lapse(withdrawn.caseId());
    }

    @EventListener
    void on(MatterConcluded concluded) {
        lapse(concluded.caseId());
    }

    private void lapse(CaseId caseId) {
        jdbc.sql("""
                        update conference_proposal p
                        set state = 'DECLINED', decided_at = ?, decided_who = '系统', decided_why = '事项都已办结或撤回，不再会商'
                        where p.case_id = ? and p.state = 'PROPOSED'
                            and not exists (select 1 from matter m where m.case_id = p.case_id and m.ended_at is null)
                        returning id
                        """)
                .params(Sql.at(clock.instant()), caseId.id())
                .query(UUID.class)
                .list()
                .forEach(id -> tasks.close(KIND, subject(new ProposalId(id)), null));
    }

    /**
     * 提出会商: adds the reason to the open proposal of the case, or opens one. A reason that was proposed for the case
     * before, whatever came of it, changes nothing.
     *
     * @param matter which matter it concerns; null for the case
     * @param words what makes it so, without personal data, 300 characters at most
     * @param by null when the system proposes
     * @return the proposal with this reason
     */
    public ProposalId propose(
            CaseId caseId, @Nullable MatterId matter, ProposalReason reason, String words, @Nullable Officer by) {
        // one after the other for a case
        jdbc.sql("select 1 from case_file where id = ? for no key update")
                .param(caseId.id())
                .query(Integer.class)
                .single();
        var before = jdbc.sql("""
                        select p.id from conference_proposal p join conference_reason r on r.proposal_id = p.id
                        where p.case_id = ? and r.code = ? order by p.proposed_at desc limit 1
                        """)
                .params(caseId.id(), reason.name())
                .query(UUID.class)
                .optional();
        if (before.isPresent()) {
            return new ProposalId(before.get());
        }
        var now = Sql.at(clock.instant());
        var open = jdbc.sql("select id from conference_proposal where case_id = ? and state = 'PROPOSED'")
                .param(caseId.id())
                .query(UUID.class)
                .optional();
        var id = open.orElseGet(UUID::randomUUID);
        if (open.isEmpty()) {
            jdbc.sql("""
                            insert into conference_proposal (id, case_id, township_code, village_code, state, proposed_at,
                                proposed_by)
                            select :id, c.id, c.township_code, c.village_code, 'PROPOSED', :now, :by
                            from case_file c where c.id = :case
                            """)
                    .param("id", id)
                    .param("now", now)
                    .param("by", by == null ? null : by.id(), java.sql.Types.OTHER)
                    .param("case", caseId.id())
                    .update();
        }
        jdbc.sql(
                        "insert into conference_reason (proposal_id, code, matter_id, words, at) values (:id, :code, :matter, :words, :now)")
                .param("id", id)
                .param("code", reason.name())
                .param("matter", matter == null ? null : matter.id(), java.sql.Types.OTHER)
                .param("words", words)
                .param("now", now)
                .update();
        if (matter != null) {
            if (by == null) {
                matters.note(matter, "提出个案会商", reason.words());
            } else {
                matters.note(matter, "提出个案会商", reason.words(), by);
            }
        }
        remind(new ProposalId(id));
        return new ProposalId(id);
    }

    private void remind(ProposalId id) {
        var proposal =
                read(PROPOSAL + " where p.id = :id", Map.of("id", id.id())).get(0);
        tasks.open(NewTask.of(
                        KIND,
                        Assignee.everybody(Role.BUREAU_OFFICER),
                        subject(id),
                        "决定是否个案会商",
                        proposal.reasonWords(),
                        "去处理",
                        "/conferences/" + id)
                .about(proposal.applicantName(), proposal.place(), proposal.receiptNo()));
    }

    private static Subject subject(ProposalId id) {
        return new Subject("conference-proposal", id.toString());
    }

    // --- 处理

    /** Whether somebody may decide on proposals. */
    public static boolean mayDecide(Officer officer) {
        return officer.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER);
    }

    /** Whether somebody of these posts has such a list. */
    public static boolean isFor(Officer officer) {
        return officer.hasAny(Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR);
    }

    /**
     * 采纳: there will be a conference.
     *
     * @throws NotAllowed for anybody outside the bureau
     * @throws Conflict if it is decided already
     */
    public void takeUp(ProposalId id, @Nullable String note, Officer by) {
        decide(id, ProposalState.TAKEN_UP, note, by);
    }

    /** 不采纳, with its reason; otherwise as {@link #takeUp}. */
    public void decline(ProposalId id, String why, Officer by) {
        decide(id, ProposalState.DECLINED, why, by);
    }

    private void decide(ProposalId id, ProposalState state, @Nullable String why, Officer by) {
        var before = get(id, by);
        if (!mayDecide(by)) {
            throw new NotAllowed("是否会商由区民政局决定，您可以查看");
        }
        var changed = jdbc.sql("""
                        update conference_proposal
                        set state = :state, decided_at = :now, decided_by = :by, decided_who = :who, decided_why = :why
                        where id = :id and state = 'PROPOSED'
                        """)
                .param("state", state.name())
                .param("now", Sql.at(clock.instant()))
                .param("by", by.id())
                .param("who", by.name())
                .param("why", why, java.sql.Types.VARCHAR)
                .param("id", id.id())
                .update();
        if (changed == 0) {
            var now = get(id, by);
            throw new Conflict(
                    "%s%s，不用再处理".formatted(now.decidedWho(), now.state().words()));
        }
        tasks.close(KIND, subject(id), by);
        audit.changed(by, state == ProposalState.TAKEN_UP ? "采纳会商" : "不采纳会商", subject(id), "");
        before.grounds().stream()
                .map(ProposalView.Ground::matter)
                .filter(matter -> matter != null)
                .distinct()
                .forEach(matter ->
                        matters.note(matter, state == ProposalState.TAKEN_UP ? "同意个案会商" : "不进行个案会商", why, by));
    }

    // --- 查看

    /** @throws NoSuchElementException if there is none within the officer's reach */
    @Transactional(readOnly = true)
    public ProposalView get(ProposalId id, Officer by) {
        var params = new HashMap<String, Object>();
        params.put("id", id.id());
        var found = read(PROPOSAL + " where p.id = :id and " + scope(by, params), params);
        if (found.isEmpty()) {
            throw new NoSuchElementException("no proposal " + id);
        }
        return found.get(0);
    }

    /** Those of a case, the newest first; empty outside the officer's reach. */
    @Transactional(readOnly = true)
    public List<ProposalView> ofCase(CaseId caseId, Officer by) {
        return whole(questions.list(asksOfCase(caseId, by)));
    }

    /** What {@link #ofCase} asks, to be asked ahead; the reasons only where something is proposed. */
    public Question<?> asks(CaseId caseId, Officer by) {
        return asksOfCase(caseId, by);
    }

    private static Question<Stored> asksOfCase(CaseId caseId, Officer by) {
        var params = new HashMap<String, Object>();
        params.put("case", caseId.id());
        return Question.sql(
                        PROPOSAL + " where p.case_id = :case and " + scope(by, params) + " order by p.proposed_at desc")
                .params(params)
                .query(Conferences::stored);
    }

    /**
     * One page of the worklist.
     *
     * @param reason only those with this reason among theirs; null for all
     * @param at key of the page, from {@link ProposalPage#next}; null or unreadable for the first
     */
    @Transactional(readOnly = true)
    public ProposalPage page(
            ProposalState state, @Nullable ProposalReason reason, @Nullable String at, int size, Officer by) {
        if (!isFor(by)) {
            throw new NoSuchElementException("no conferences for these posts");
        }
        var params = new HashMap<String, Object>();
        params.put("state", state.name());
        params.put("limit", size + 1);
        if (reason != null) {
            params.put("reason", reason.name());
        }
        var cursor = PageKey.ofInstant(at);
        cursor.ifPresent(it -> {
            params.put("sort", it.sort());
            params.put("last", it.id());
        });
        var waiting = state == ProposalState.PROPOSED;
        var rows = read(
                PROPOSAL + " where p.state = :state and " + scope(by, params)
                        + (reason == null
                                ? ""
                                : " and exists (select 1 from conference_reason r"
                                        + " where r.proposal_id = p.id and r.code = :reason)")
                        + (cursor.isEmpty()
                                ? ""
                                : " and (p.proposed_at, p.id) " + (waiting ? ">" : "<")
                                        + " (cast(:sort as timestamptz), :last)")
                        + " order by p.proposed_at" + (waiting ? "" : " desc") + ", p.id" + (waiting ? "" : " desc")
                        + " limit :limit",
                params);
        var more = rows.size() > size;
        var shown = more ? rows.subList(0, size) : rows;
        return new ProposalPage(shown, more ? key(shown.get(size - 1)) : null);
    }

    private static String key(ProposalView last) {
        return PageKey.of(last.proposedAt(), last.id().id(), false);
    }

    /** How many there are of each state. */
    @Transactional(readOnly = true)
    public Map<ProposalState, Long> counters(Officer by) {
        var params = new HashMap<String, Object>();
        var counts = new EnumMap<ProposalState, Long>(ProposalState.class);
        jdbc.sql("select p.state, count(*) as n from conference_proposal p where " + scope(by, params)
                        + " group by p.state")
                .params(params)
                .query(row -> {
                    counts.put(ProposalState.valueOf(row.getString("state")), row.getLong("n"));
                });
        return counts;
    }

    private static String scope(Officer by, Map<String, Object> params) {
        var scope = ScopeClause.ofTownships(by, "p");
        params.putAll(scope.params());
        return scope.condition();
    }

    private List<ProposalView> read(String sql, Map<String, Object> params) {
        return whole(jdbc.sql(sql).params(params).query(Conferences::stored).list());
    }

    private record Grounded(UUID proposal, ProposalView.Ground ground) {}

    private List<ProposalView> whole(List<Stored> stored) {
        if (stored.isEmpty()) {
            return List.of();
        }
        var grounds = questions
                .list(Question.sql("select * from conference_reason where proposal_id = any(?) order by at, code")
                        .param(stored.stream().map(Stored::id).toArray(UUID[]::new))
                        .query((row, n) -> {
                            var matter = row.getObject("matter_id", UUID.class);
                            return new Grounded(
                                    row.getObject("proposal_id", UUID.class),
                                    new ProposalView.Ground(
                                            ProposalReason.valueOf(row.getString("code")),
                                            matter == null ? null : new MatterId(matter),
                                            row.getString("words"),
                                            row.getObject("at", OffsetDateTime.class)
                                                    .toInstant()));
                        }))
                .stream()
                .collect(Collectors.groupingBy(
                        Grounded::proposal, Collectors.mapping(Grounded::ground, Collectors.toList())));
        return stored.stream()
                .map(each -> each.view(
                        places.fullName(PlaceId.of(each.village() == null ? each.township() : each.village())),
                        grounds.getOrDefault(each.id(), List.of())))
                .toList();
    }

    private record Stored(
            UUID id,
            UUID caseId,
            String receiptNo,
            String applicant,
            String township,
            @Nullable String village,
            ProposalState state,
            Instant proposedAt,
            boolean bySystem,
            @Nullable Instant decidedAt,
            @Nullable String decidedWho,
            @Nullable String decidedWhy) {

        ProposalView view(String place, List<ProposalView.Ground> grounds) {
            return new ProposalView(
                    new ProposalId(id),
                    new CaseId(caseId),
                    receiptNo,
                    applicant,
                    place,
                    state,
                    grounds,
                    proposedAt,
                    bySystem,
                    decidedAt,
                    decidedWho,
                    decidedWhy);
        }
    }

    private static Stored stored(ResultSet row, int n) throws SQLException {
        var decided = row.getObject("decided_at", OffsetDateTime.class);
        return new Stored(
                row.getObject("id", UUID.class),
                row.getObject("case_id", UUID.class),
                row.getString("receipt_no"),
                row.getString("applicant_name"),
                row.getString("township_code"),
                row.getString("village_code"),
                ProposalState.valueOf(row.getString("state")),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                row.getObject("proposed_by") == null,
                decided == null ? null : decided.toInstant(),
                row.getString("decided_who"),
                row.getString("decided_why"));
    }
}
