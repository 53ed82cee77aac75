package cn.yimen.benefit.standard;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.benefit.AwardGrounds;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.standard.StandardChangeWork.Mark;
import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.EligibilityParameters;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.job.JobId;
import cn.yimen.job.JobRefused;
import cn.yimen.job.JobState;
import cn.yimen.job.Jobs;
import cn.yimen.job.NewJob;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.PageKey;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 标准调整测算 (EL-5): starts a run, and shows who rises, falls, leaves and of whom something is missing. It applies nothing: an
 * award changes only by a proposal and a second person's decision.
 */
@Service
@Transactional
public class StandardChanges {

    /** 谁可以发起. */
    static final Role[] STARTERS = {Role.BUREAU_OFFICER, Role.BUREAU_APPROVER};

    /** 谁可以看, within the own scope: a township its own people. */
    public static final Role[] READERS = {
        Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR
    };

    private static final String SUBJECT = "standard_change";

    private final JdbcClient jdbc;
    private final Policy policy;
    private final Households households;
    private final Awards awards;
    private final ObjectProvider<AwardGrounds> grounds;
    private final Jobs jobs;
    private final AuditLog audit;
    private final Clock clock;

    StandardChanges(
            JdbcClient jdbc,
            Policy policy,
            Households households,
            Awards awards,
            ObjectProvider<AwardGrounds> grounds,
            Jobs jobs,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.households = households;
        this.awards = awards;
        this.grounds = grounds;
        this.jobs = jobs;
        this.audit = audit;
        this.clock = clock;
    }

    /** 合计的一行, of one township, scheme and outcome. */
    public record Sum(
            String townshipCode, Scheme scheme, StandardOutcome outcome, long awards, Money before, Money after) {}

    /**
     * 一项待遇的结论.
     *
     * @param scheme of now
     * @param before every month now
     * @param newScheme that fits under the day's parameters; null if none does or nothing can be said
     * @param after every month then
     * @param why reasons and what is missing, one sentence each
     */
    public record Line(
            AwardId award,
            HouseholdId household,
            String holderName,
            String townshipCode,
            @Nullable String villageCode,
            StandardOutcome outcome,
            Scheme scheme,
            Money before,
            @Nullable Scheme newScheme,
            Money base,
            Money increments,
            Money care,
            List<String> why) {

        public Money after() {
            return base.plus(increments).plus(care);
        }

        public Money difference() {
            return after().minus(before);
        }
    }

    /** @param next key of the next page; null if this is the last */
    public record Page(List<Line> lines, @Nullable String next) {}

    /**
     * 结论的来历.
     *
     * @param run the same calculation once more, with every step; null where it cannot be told again, because what is
     *     registered does not tell any more what was read
     */
    public record Why(Line line, @Nullable Assessment run) {}

    public static boolean mayStart(Officer officer) {
        return officer.hasAny(STARTERS);
    }

    /**
     * 发起测算: a job takes it up after the commit.
     *
     * @param on a day whose parameters are entered, past or to come
     * @throws cn.yimen.policy.NoParameter if the parameters of the day are not whole
     * @throws Conflict if one for this day is under way
     */
    public StandardChangeId start(LocalDate on, Officer by) {
        if (!mayStart(by)) {
            throw new NotAllowed("标准调整测算由区民政局发起");
        }
        var parameters = policy.eligibilityOn(on).version();
        var id = new StandardChangeId(UUID.randomUUID());
        try {
            jdbc.sql("""
                            insert into standard_change (id, on_day, parameters, engine, state, asked_by, asked_name, asked_at)
                            values (?, ?, ?, ?, 'RUNNING', ?, ?, ?)
                            """)
                    .params(id.id(), on, parameters, MeansTest.VERSION, by.id(), by.name(), Sql.at(clock.instant()))
                    .update();
        } catch (DuplicateKeyException twice) {
            throw new Conflict("这一天的标准正在测算，等它算完");
        }
        var job = jobs.start(
                NewJob.of(StandardChangeJob.KIND, "标准调整测算：" + on, id.toString()).resultAt("/standard-changes/" + id),
                by);
        jdbc.sql("update standard_change set job_id = ? where id = ?")
                .params(job.id(), id.id())
                .update();
        audit.changed(by, "发起标准调整测算", new Subject(SUBJECT, id.toString()), "");
        return id;
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public List<StandardChange> list(int limit, Officer by) {
        requireReader(by);
        return jdbc.sql("select * from standard_change order by asked_at desc, id limit ?")
                .param(limit)
                .query((row, n) -> change(row))
                .list();
    }

    /** @throws NoSuchElementException if there is none */
    @Transactional(readOnly = true)
    public StandardChange get(StandardChangeId id, Officer by) {
        requireReader(by);
        return jdbc.sql("select * from standard_change where id = ?")
                .param(id.id())
                .query((row, n) -> change(row))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no run " + id));
    }

    /** 合计, of the townships within the officer's scope; empty as long as it is not done. */
    @Transactional(readOnly = true)
    public List<Sum> sums(StandardChangeId id, Officer by) {
        if (!get(id, by).done()) {
            return List.of();
        }
        var scope = scope(by, "s");
        return jdbc.sql("select s.* from standard_change_sum s where s.run_id = :run and " + scope.condition()
                        + " order by s.township_code, s.scheme, s.outcome")
                .params(scope.params())
                .param("run", id.id())
                .query((row, n) -> new Sum(
                        row.getString("township_code"),
                        Scheme.valueOf(row.getString("scheme")),
                        StandardOutcome.valueOf(row.getString("outcome")),
                        row.getLong("awards"),
                        Sql.money(row, "old_fen"),
                        Sql.money(row, "new_fen")))
                .list();
    }

    /**
     * 名单, by township; empty as long as it is not done.
     *
     * @param township null for all within the officer's scope
     * @param after {@link Page#next}; null or none of ours for the first
     */
    @Transactional(readOnly = true)
    public Page page(
            StandardChangeId id,
            StandardOutcome outcome,
            @Nullable String township,
            @Nullable String after,
            int limit,
            Officer by) {
        if (!get(id, by).done()) {
            return new Page(List.of(), null);
        }
        var key = PageKey.ofText(after);
        var params = new HashMap<String, Object>(Map.of("run", id.id(), "outcome", outcome.name()));
        var more = new StringBuilder(" and l.outcome = :outcome");
        if (township != null) {
            more.append(" and l.township_code = :township");
            params.put("township", township);
        }
        key.ifPresent(last -> {
            more.append(" and (l.township_code, l.award_id) > (:lastTownship, :last)");
            params.put("lastTownship", last.sort());
            params.put("last", last.id());
        });
        more.append(" order by l.township_code, l.award_id limit ").append(limit + 1);
        var lines = lines(more.toString(), params, by);
        var page = lines.size() > limit ? lines.subList(0, limit) : lines;
        if (!page.isEmpty()) {
            audit.opened(by, new Subject(SUBJECT, id.toString()), page.size() + " 项待遇", "看标准调整测算的名单");
        }
        return new Page(page, lines.size() > limit ? key(page.get(limit - 1)) : null);
    }

    private static String key(Line last) {
        return PageKey.of(last.townshipCode(), last.award().id(), false);
    }

    private List<Line> lines(String more, Map<String, Object> params, Officer by) {
        var scope = scope(by, "l");
        return jdbc.sql("""
                        select l.*, a.holder_name, a.village_code
                        from standard_change_line l join award a on a.id = l.award_id
                        where l.run_id = :run and %s %s
                        """.formatted(scope.condition(), more))
                .params(scope.params())
                .params(params)
                .query((row, n) -> line(row))
                .list();
    }

    /**
     * 为什么: the stored conclusion, and the same calculation with every step from the same facts, parameters and engine.
     *
     * @throws NoSuchElementException if the run has none such in the officer's scope, or is not done
     */
    @Transactional(readOnly = true)
    public Why why(StandardChangeId id, AwardId award, Officer by) {
        var change = get(id, by);
        if (!change.done()) {
            throw new NoSuchElementException("not done: " + id);
        }
        var line = lines(" and l.award_id = :award", Map.of("run", id.id(), "award", award.id()), by).stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no line of " + award));
        audit.opened(by, new Subject("award", award.toString()), "标准调整测算", "看测算的理由");
        var kept = jdbc.sql("""
                        select l.facts, l.read_at, r.engine from standard_change_line l
                        join standard_change r on r.id = l.run_id
                        where l.run_id = ? and l.outcome = ? and l.township_code = ? and l.award_id = ?
                        """)
                .params(id.id(), line.outcome().name(), line.townshipCode(), award.id())
                .query((row, n) ->
                        new Kept(row.getBytes("facts"), Sql.instant(row, "read_at"), row.getString("engine")))
                .single();
        var run = kept.engine().equals(MeansTest.VERSION)
                ? facts(change, line, kept, by)
                        .map(facts -> MeansTest.determine(facts, policy.eligibilityOf(change.parameters())))
                        .orElse(null)
                : null;
        return new Why(line, run);
    }

    private record Kept(byte[] digest, Instant readAt, String engine) {}

    /** As they are registered now if nothing was changed since, else as they were when they were read. */
    private Optional<HouseholdFacts> facts(StandardChange change, Line line, Kept kept, Officer by) {
        var source = grounds.getIfAvailable();
        var now = source == null
                ? households.facts(households.get(line.household(), by), change.on())
                : source.facts(awards.get(line.award(), by), change.on(), by);
        if (Arrays.equals(StandardChangeWork.digest(now), kept.digest())) {
            return Optional.of(now);
        }
        var then = households.factsAt(line.household(), kept.readAt(), change.on());
        return Arrays.equals(StandardChangeWork.digest(then), kept.digest()) ? Optional.of(then) : Optional.empty();
    }

    private static ScopeClause scope(Officer by, String table) {
        return ScopeClause.ofTownships(by.as(READERS), table);
    }

    private static void requireReader(Officer by) {
        if (!by.hasAny(READERS)) {
            throw new NotAllowed("标准调整测算由乡镇审核、民政局和监督人员查看");
        }
    }

    private static StandardChange change(ResultSet row) throws SQLException {
        var job = Sql.idOrNull(row, "job_id");
        return new StandardChange(
                new StandardChangeId(Sql.id(row, "id")),
                Sql.day(row, "on_day"),
                row.getString("parameters"),
                StandardChange.State.valueOf(row.getString("state")),
                Sql.id(row, "asked_by"),
                row.getString("asked_name"),
                Sql.instant(row, "asked_at"),
                job == null ? null : new JobId(job),
                row.getObject("suspended", Long.class),
                row.getObject("exiting", Long.class),
                Sql.instantOrNull(row, "done_at"));
    }

    private static Line line(ResultSet row) throws SQLException {
        var scheme = row.getString("new_scheme");
        return new Line(
                new AwardId(Sql.id(row, "award_id")),
                new HouseholdId(Sql.id(row, "household_id")),
                row.getString("holder_name"),
                row.getString("township_code"),
                row.getString("village_code"),
                StandardOutcome.valueOf(row.getString("outcome")),
                Scheme.valueOf(row.getString("scheme")),
                Sql.money(row, "old_fen"),
                scheme == null ? null : Scheme.valueOf(scheme),
                Sql.money(row, "base_fen"),
                Sql.money(row, "increments_fen"),
                Sql.money(row, "care_fen"),
                List.of((String[]) row.getArray("why").getArray()));
    }

    // ---- for the job

    record Begun(StandardChangeId id, LocalDate on, EligibilityParameters parameters, Mark mark) {}

    /** The run as a job begins it or goes on with it, with the very parameters it was asked for. */
    Begun begun(StandardChangeId id) {
        try {
            jdbc.sql("update standard_change set state = 'RUNNING' where id = ? and state = 'FAILED'")
                    .param(id.id())
                    .update();
        } catch (DuplicateKeyException other) {
            throw new JobRefused("这一天的标准有人重新发起了测算，看那一次的结果");
        }
        return jdbc.sql("select * from standard_change where id = ?")
                .param(id.id())
                .query((row, n) -> new Begun(
                        id,
                        Sql.day(row, "on_day"),
                        policy.eligibilityOf(row.getString("parameters")),
                        new Mark(Sql.idOrNull(row, "done_household"), Sql.idOrNull(row, "done_award"))))
                .single();
    }

    /** @return what came of it, one sentence */
    String finish(StandardChangeId id, LocalDate on) {
        jdbc.sql("""
                        update standard_change set state = 'DONE', done_at = :now,
                            suspended = (select count(*) from award where state = 'SUSPENDED'),
                            exiting = (select count(*) from award where state = 'EXITING')
                        where id = :id
                        """).param("now", Sql.at(clock.instant())).param("id", id.id()).update();
        var counted = new HashMap<StandardOutcome, Long>();
        jdbc.sql("select outcome, sum(awards) as awards from standard_change_sum where run_id = ? group by outcome")
                .param(id.id())
                .query(row -> {
                    counted.put(StandardOutcome.valueOf(row.getString("outcome")), row.getLong("awards"));
                });
        var words = new StringBuilder(on.toString()).append(" 的标准：");
        for (var outcome : StandardOutcome.values()) {
            words.append(outcome.ordinal() == 0 ? "" : "，")
                    .append(outcome.words())
                    .append(" %,d 项".formatted(counted.getOrDefault(outcome, 0L)));
        }
        return words.toString();
    }

    void ended(StandardChangeId id, JobState state) {
        jdbc.sql("update standard_change set state = ? where id = ? and state <> 'DONE'")
                .params(state == JobState.CANCELLED ? "CANCELLED" : "FAILED", id.id())
                .update();
    }
}
