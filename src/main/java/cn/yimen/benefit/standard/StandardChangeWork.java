package cn.yimen.benefit.standard;

import cn.yimen.benefit.AwardGrounds;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.standard.StandardJudgement.Award;
import cn.yimen.config.CopyTable;
import cn.yimen.eligibility.EligibilityParameters;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.HouseholdReader;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Sql;
import cn.yimen.protection.Digest;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** 测算的三步: the next awards with their households' facts, the judgement of each, and its lines into the report. */
@Component
public class StandardChangeWork {

    private static final ObjectWriter FACTS = JsonMapper.builder().build().writerFor(HouseholdFacts.class);

    private final JdbcClient jdbc;
    private final JdbcTemplate copying;
    private final HouseholdReader reader;
    private final Awards awards;
    private final ObjectProvider<AwardGrounds> grounds;
    private final Clock clock;

    StandardChangeWork(
            JdbcClient jdbc,
            JdbcTemplate copying,
            HouseholdReader reader,
            Awards awards,
            ObjectProvider<AwardGrounds> grounds,
            Clock clock) {
        this.jdbc = jdbc;
        this.copying = copying;
        this.reader = reader;
        this.awards = awards;
        this.grounds = grounds;
        this.clock = clock;
    }

    /** 算到哪里: the last award in the order of the households; the beginning has none. */
    record Mark(@Nullable UUID household, @Nullable UUID award) {

        static final Mark BEGINNING = new Mark(null, null);
    }

    /** 一段待遇, by household. */
    record Piece(List<Award> awards) {

        Mark mark() {
            var last = awards.get(awards.size() - 1);
            return new Mark(last.household(), last.id());
        }
    }

    /** 读出的一段: each award with the facts it is judged by. */
    record Read(Piece piece, List<HouseholdFacts> facts, Instant at) {}

    /** 一段的结论, in the order of the awards. */
    record Judged(Read read, List<StandardJudgement> judgements, List<byte[]> digests) {}

    /** 在测算之内: paid every month, and not ended in the month of the day. */
    private static final String RUNS = "a.state = 'RUNNING' and (a.end_month is null or a.end_month > :month)";

    long count(LocalDate on, Mark after) {
        return jdbc.sql("select count(*) from award a where " + RUNS + after(after))
                .params(params(on, after))
                .query(Long.class)
                .single();
    }

    /** Empty when nothing is left. */
    Piece next(LocalDate on, Mark after, int most) {
        return new Piece(jdbc.sql("""
                        select a.id, a.household_id, a.person_id, a.scheme, a.township_code,
                            a.base_fen + a.increments_fen + a.care_fen as monthly_fen
                        from award a where %s order by a.household_id, a.id limit %d
                        """.formatted(RUNS + after(after), most))
                .params(params(on, after))
                .query((row, n) -> new Award(
                        Sql.id(row, "id"),
                        Sql.id(row, "household_id"),
                        Sql.idOrNull(row, "person_id"),
                        Scheme.valueOf(row.getString("scheme")),
                        Sql.money(row, "monthly_fen"),
                        row.getString("township_code")))
                .list());
    }

    private static String after(Mark mark) {
        return mark.award() == null ? "" : " and (a.household_id, a.id) > (:household, :award)";
    }

    private static Map<String, Object> params(LocalDate on, Mark mark) {
        var params = new HashMap<String, Object>();
        params.put("month", on.withDayOfMonth(1));
        if (mark.household() != null && mark.award() != null) {
            params.put("household", mark.household());
            params.put("award", mark.award());
        }
        return params;
    }

    /** The households as they are registered now, and what was verified for an award over it. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Read read(Piece piece, LocalDate on, Officer by) {
        var at = clock.instant();
        var households = piece.awards().stream()
                .map(award -> new HouseholdId(award.household()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var registered = reader.facts(households, on);
        var source = grounds.getIfAvailable();
        var verified = source == null
                ? Set.<UUID>of()
                : source.verified(piece.awards().stream().map(Award::id).toList());
        var facts = new ArrayList<HouseholdFacts>(piece.awards().size());
        for (var award : piece.awards()) {
            facts.add(
                    source != null && verified.contains(award.id())
                            ? source.facts(awards.get(new AwardId(award.id()), by), on, by)
                            : Objects.requireNonNull(registered.get(new HouseholdId(award.household()))));
        }
        return new Read(piece, facts, at);
    }

    /** Touches no table. */
    Judged judge(Read read, EligibilityParameters parameters) {
        var judgements = new ArrayList<StandardJudgement>(read.facts().size());
        var digests = new ArrayList<byte[]>(read.facts().size());
        for (var i = 0; i < read.facts().size(); i++) {
            var facts = read.facts().get(i);
            judgements.add(StandardJudgement.of(read.piece().awards().get(i), MeansTest.determine(facts, parameters)));
            digests.add(digest(facts));
        }
        return new Judged(read, judgements, digests);
    }

    /** 家庭情况的摘要: the same facts have the same one, on every machine. */
    static byte[] digest(HouseholdFacts facts) {
        return Digest.sha256(FACTS.writeValueAsBytes(facts));
    }

    /** Lines, sums and the mark; within the transaction of the step. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void store(StandardChangeId run, Judged judged) {
        copying.execute((ConnectionCallback<Boolean>) connection -> {
            copy(connection, run, judged);
            return true;
        });
        sum(run, judged);
        var mark = judged.read().piece().mark();
        jdbc.sql("update standard_change set done_household = ?, done_award = ? where id = ?")
                .params(Arrays.asList(mark.household(), mark.award(), run.id()))
                .update();
    }

    private static void copy(Connection connection, StandardChangeId run, Judged judged) {
        var awards = judged.read().piece().awards();
        try (var copy = new CopyTable(
                connection,
                "standard_change_line",
                "run_id, outcome, township_code, award_id, household_id, scheme, old_fen, new_scheme, base_fen,"
                        + " increments_fen, care_fen, codes, why, read_at, facts")) {
            for (var i = 0; i < awards.size(); i++) {
                var award = awards.get(i);
                var judgement = judged.judgements().get(i);
                copy.put(run.id())
                        .put(judgement.outcome().name())
                        .put(award.townshipCode())
                        .put(award.id())
                        .put(award.household())
                        .put(award.scheme().name())
                        .put(award.monthly().fen())
                        .put(
                                judgement.scheme() == null
                                        ? null
                                        : judgement.scheme().name())
                        .put(judgement.base().fen())
                        .put(judgement.increments().fen())
                        .put(judgement.care().fen())
                        .put(judgement.codes())
                        .put(judgement.why())
                        .put(judged.read().at())
                        .put(judged.digests().get(i))
                        .end();
            }
        }
    }

    private record Kind(String township, Scheme scheme, StandardOutcome outcome) {}

    private record Sum(long awards, Money before, Money after) {

        Sum plus(Sum more) {
            return new Sum(awards + more.awards, before.plus(more.before), after.plus(more.after));
        }
    }

    private void sum(StandardChangeId run, Judged judged) {
        var sums = new HashMap<Kind, Sum>();
        var awards = judged.read().piece().awards();
        for (var i = 0; i < awards.size(); i++) {
            var award = awards.get(i);
            var judgement = judged.judgements().get(i);
            sums.merge(
                    new Kind(award.townshipCode(), award.scheme(), judgement.outcome()),
                    new Sum(1, award.monthly(), judgement.monthly()),
                    Sum::plus);
        }
        copying.batchUpdate(
                """
                insert into standard_change_sum as s (run_id, township_code, scheme, outcome, awards, old_fen, new_fen)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (run_id, township_code, scheme, outcome) do update set awards = s.awards + excluded.awards,
                    old_fen = s.old_fen + excluded.old_fen, new_fen = s.new_fen + excluded.new_fen
                """,
                sums.entrySet().stream()
                        .map(each -> new Object[] {
                            run.id(),
                            each.getKey().township(),
                            each.getKey().scheme().name(),
                            each.getKey().outcome().name(),
                            each.getValue().awards(),
                            each.getValue().before().fen(),
                            each.getValue().after().fen()
                        })
                        .toList());
    }
}
