package cn.yimen.casefile;

import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.Comparison;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.policy.Policy;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * 测算留痕 (EL-1, EL-4): the run a case was accepted with is kept whole, facts, parameters, every step; it can be replayed
 * and recalculated under any day's parameters, and two runs are compared line by line. A recalculation is stored nowhere.
 */
@Service
@Transactional(readOnly = true)
public class Determinations {

    private final JdbcClient jdbc;
    private final Questions questions;
    private final CaseSecrets secrets;
    private final CaseAccess access;
    private final Policy policy;
    private final Households households;
    private final Clock clock;
    /** Its own: what is stored must not change its form when the pages' JSON does. */
    private final JsonMapper json = JsonMapper.builder().build();

    Determinations(
            JdbcClient jdbc,
            Questions questions,
            CaseSecrets secrets,
            CaseAccess access,
            Policy policy,
            Households households,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.secrets = secrets;
        this.access = access;
        this.policy = policy;
        this.households = households;
        this.clock = clock;
    }

    /** 一次测算. */
    public record Kept(Assessment assessment, Instant madeAt, String madeBy) {}

    /**
     * 重算与对照.
     *
     * @param before the one that was kept; null if none was
     * @param lines null without one to compare with
     */
    public record Recalculated(
            LocalDate on,
            Assessment assessment,
            @Nullable Kept before,
            @Nullable Comparison lines) {}

    @Transactional
    void keep(CaseId id, Assessment run, Officer by) {
        var best = run.best();
        jdbc.sql("""
                        insert into case_determination (id, case_id, made_at, made_by, as_of, scheme, monthly_fen,
                            parameters, engine, assessment_enc)
                        values (:id, :case, :now, :by, :asOf, :scheme, :monthly, :parameters, :engine, :assessment)
                        """)
                .param("id", UUID.randomUUID())
                .param("case", id.id())
                .param("now", Sql.at(clock.instant()))
                .param("by", by.id())
                .param("asOf", run.facts().asOf())
                .param("scheme", best == null ? null : best.name())
                .param("monthly", monthly(run))
                .param("parameters", run.parameters().version())
                .param("engine", run.engineVersion())
                .param("assessment", secrets.assessment(json.writeValueAsString(run)))
                .update();
    }

    private static long monthly(Assessment run) {
        var best = run.best();
        if (best == null || best.temporary()) {
            return 0;
        }
        return run.of(best).amount().total().fen();
    }

    /** The run the case was accepted with, or a later one that was kept. */
    public Optional<Kept> latest(CaseId id, Officer by) {
        access.head(id, by);
        return read(id);
    }

    /** As {@link #latest}, for what happens by itself and shows it to nobody. */
    public Optional<Kept> byItself(CaseId id) {
        return read(id);
    }

    /** What {@link #latest} asks, to be asked ahead. */
    public Stream<Question<?>> asks(CaseId id, Officer by) {
        return Stream.of(access.asks(id, by), asks(id));
    }

    private Optional<Kept> read(CaseId id) {
        return questions.first(asks(id));
    }

    private Question<Kept> asks(CaseId id) {
        return Question.sql("""
                        select d.assessment_enc, d.made_at, o.name
                        from case_determination d join officer o on o.id = d.made_by
                        where d.case_id = ? order by d.made_at desc limit 1
                        """)
                .param(id.id())
                .query((row, n) -> new Kept(
                        json.readValue(secrets.assessment(row.getBytes("assessment_enc")), Assessment.class),
                        Sql.instant(row, "made_at"),
                        row.getString("name")));
    }

    /**
     * 重算 (EL-4): the facts of the case under the parameters of a day.
     *
     * @param now true: the household as it is registered now, instead of the facts kept with the case
     * @throws cn.yimen.policy.NoParameter if the parameters of that day are not whole
     */
    public Recalculated recalculate(CaseId id, LocalDate on, boolean now, Officer by) {
        var head = access.head(id, by);
        var before = read(id).orElse(null);
        var parameters = policy.eligibilityOn(on);
        var facts = now || before == null
                ? households.factsOn(new HouseholdId(head.householdId()), LocalDate.now(clock))
                : before.assessment().facts();
        var after = MeansTest.determine(facts, parameters);
        return new Recalculated(on, after, before, before == null ? null : Comparison.of(before.assessment(), after));
    }
}
