package cn.yimen.verification;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.household.PersonMatching;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.job.JobId;
import cn.yimen.job.JobKind;
import cn.yimen.job.JobRun;
import cn.yimen.job.Jobs;
import cn.yimen.job.NewJob;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 二比对 (VR-3): the assistance roster against the list of poverty alleviation (双清、双入、双退). Who is in one only, or
 * differs, is a line to work off; a line whose difference is gone lapses by itself.
 */
@Service
@Transactional
public class Comparisons {

    static final String KIND = "verification.compare";
    static final String LIST = "POVERTY";
    private static final int PIECE = 1000;

    private final JdbcClient jdbc;
    private final PersonMatching people;
    private final Findings findings;
    private final Jobs jobs;
    private final Sealed sealed;
    private final AuditLog audit;
    private final Clock clock;

    Comparisons(
            JdbcClient jdbc,
            PersonMatching people,
            Findings findings,
            Jobs jobs,
            Sealed sealed,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.findings = findings;
        this.jobs = jobs;
        this.sealed = sealed;
        this.audit = audit;
        this.clock = clock;
    }

    /** 差异的种类. */
    public enum Kind {
        ONLY_OURS("只在救助名单", "低保、特困在册，脱贫（监测）名单里没有"),
        ONLY_THEIRS("只在脱贫（监测）名单", "脱贫（监测）名单里有，没有在册"),
        DIFFERING("两边都有，信息不同", "两边都有，姓名等不一致");

        private final String words;
        private final String hint;

        Kind(String words, String hint) {
            this.words = words;
            this.hint = hint;
        }

        public String words() {
            return words;
        }

        public String hint() {
            return hint;
        }
    }

    /** 核销的结果. */
    public enum Outcome {
        APPLY("符合条件，已引导申请或提请纳入"),
        NOT_ELIGIBLE("已核实，不符合救助条件"),
        CORRECTED("已更正本方信息"),
        THEIRS_WRONG("对方名单有误，已反馈"),
        NOTHING("情况正常，不需处理");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** 一条差异. */
    public record Difference(
            UUID id,
            Kind kind,
            String name,
            @Nullable UUID person,
            @Nullable UUID household,
            @Nullable String townshipCode,
            String words,
            LocalDate asOf,
            Instant foundAt,
            boolean open,
            @Nullable Outcome outcome,
            @Nullable String reason,
            @Nullable Instant doneAt,
            long version) {

        @Override
        public String toString() {
            return "Difference[" + id + "]";
        }
    }

    /** 一次比对. */
    public record Comparison(LocalDate asOf, Instant madeAt, int both, int ours, int theirs, int differ) {}

    /** 开始比对 in the background. */
    public JobId start(Officer by) {
        if (!by.has(Role.BUREAU_OFFICER)) {
            throw new NotAllowed("名单比对由区民政局经办发起");
        }
        return jobs.start(NewJob.of(KIND, "救助名单与脱贫（监测）名单比对", "").resultAt("/verification/comparison"), by);
    }

    /** The newest comparison; empty before the first. */
    @Transactional(readOnly = true)
    public Optional<Comparison> newest() {
        return jdbc.sql("select * from verification_comparison order by made_at desc limit 1")
                .query((row, n) -> new Comparison(
                        row.getObject("as_of", LocalDate.class),
                        Sql.instant(row, "made_at"),
                        row.getInt("in_both"),
                        row.getInt("ours"),
                        row.getInt("theirs"),
                        row.getInt("differ")))
                .optional();
    }

    /** Within the officer's scope, the newest first; whom nobody can place is seen by the bureau alone. */
    @Transactional(readOnly = true)
    public List<Difference> list(@Nullable Kind kind, boolean open, int offset, int limit, Officer by) {
        var scope = ScopeClause.of(Findings.reader(by), "d");
        return jdbc.sql("""
                        select d.* from verification_difference d
                        where d.state = :state and (cast(:kind as text) is null or d.kind = :kind) and %s
                        order by d.found_at desc, d.id limit :limit offset :offset
                        """.formatted(scope.condition()))
                .param("state", open ? "OPEN" : "DONE")
                .param("kind", kind == null ? null : kind.name(), java.sql.Types.VARCHAR)
                .param("limit", limit)
                .param("offset", offset)
                .params(scope.params())
                .query(this::difference)
                .list();
    }

    /** How many of each kind are open; with a null key how many are done. */
    @Transactional(readOnly = true)
    public java.util.Map<String, Long> counts(Officer by) {
        var scope = ScopeClause.of(Findings.reader(by), "d");
        var counts = new HashMap<String, Long>();
        jdbc.sql("select d.state, d.kind, count(*) as n from verification_difference d where " + scope.condition()
                        + " group by 1, 2")
                .params(scope.params())
                .query(row -> {
                    var key = row.getString("state").equals("OPEN") ? row.getString("kind") : row.getString("state");
                    counts.merge(key, row.getLong("n"), Long::sum);
                });
        return counts;
    }

    /** @throws NoSuchElementException if there is none within the officer's scope */
    @Transactional(readOnly = true)
    public Difference get(UUID id, Officer by) {
        return read(id, "", by);
    }

    private Difference read(UUID id, String lock, Officer by) {
        var scope = ScopeClause.of(Findings.reader(by), "d");
        return jdbc.sql("select d.* from verification_difference d where d.id = :id and " + scope.condition() + lock)
                .param("id", id)
                .params(scope.params())
                .query(this::difference)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no difference " + id));
    }

    /**
     * 核销.
     *
     * @throws Conflict if somebody else has done it meanwhile
     */
    public void settle(UUID id, long version, Outcome outcome, String reason, Officer by) {
        var difference = read(id, " for update", by);
        if (!Findings.mayClear(by)) {
            throw new NotAllowed("名单差异由乡镇审核或区民政局经办核销");
        }
        if (difference.version() != version || !difference.open()) {
            throw new Conflict("这一条刚有变化，请看新的内容");
        }
        jdbc.sql("""
                        update verification_difference set state = 'DONE', outcome = ?, reason_enc = ?, done_at = ?,
                            done_by = ?, version = version + 1
                        where id = ?
                        """)
                .params(outcome.name(), sealed.seal(Sealed.DIFFERENCE, reason), Sql.at(clock.instant()), by.id(), id)
                .update();
        audit.changed(by, "核销名单差异", new Subject("verification_difference", id.toString()), "");
    }

    private Difference difference(ResultSet row, int n) throws SQLException {
        var outcome = row.getString("outcome");
        return new Difference(
                Sql.id(row, "id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getObject("person_id", UUID.class),
                row.getObject("household_id", UUID.class),
                row.getString("township_code"),
                row.getString("words"),
                row.getObject("as_of", LocalDate.class),
                Sql.instant(row, "found_at"),
                row.getString("state").equals("OPEN"),
                outcome == null ? null : Outcome.valueOf(outcome),
                sealed.open(Sealed.DIFFERENCE, row.getBytes("reason_enc")),
                Sql.instantOrNull(row, "done_at"),
                row.getLong("version"));
    }

    // --- the job's part

    /** 比对进行中的数. */
    static final class Counting {
        int both;
        int ours;
        int theirs;
        int differ;
    }

    private record Listed(
            long record, String name, @Nullable UUID person, LocalDate asOf, String kind) {}

    /** Ours in pieces, then theirs in pieces; what is found again is seen again. */
    void compare(JobRun run) {
        var begun = clock.instant();
        var asOf = jdbc.sql("select max(as_of) from verification_record where source = ? and gone_on is null")
                .param(LIST)
                .query(LocalDate.class)
                .optional()
                .orElseThrow(() -> new cn.yimen.job.JobRefused("还没有导入脱贫（监测）名单，先导入再比对"));
        var counting = new Counting();
        var ours = new HashSet<UUID>();
        @Nullable UUID after = null;
        while (true) {
            var piece = people.inAssistance(after, PIECE);
            if (piece.isEmpty()) {
                break;
            }
            after = piece.get(piece.size() - 1);
            ours.addAll(piece);
            run.step(Math.max(run.position(), ours.size()), () -> ourPiece(piece, asOf, begun, counting));
        }
        long last = 0;
        while (true) {
            var piece = theirs(last);
            if (piece.isEmpty()) {
                break;
            }
            last = piece.get(piece.size() - 1).record();
            run.step(run.position() + piece.size(), () -> theirPiece(piece, ours, begun, counting));
        }
        var end = run.position() + 1;
        run.total(end);
        run.step(end, () -> {
            jdbc.sql("update verification_difference set state = 'LAPSED' where state = 'OPEN' and seen_at < ?")
                    .param(Sql.at(begun))
                    .update();
            jdbc.sql("""
                            insert into verification_comparison (id, job_id, as_of, made_at, in_both, ours, theirs, differ)
                            values (?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            UUID.randomUUID(),
                            run.id().id(),
                            asOf,
                            Sql.at(clock.instant()),
                            counting.both,
                            counting.ours,
                            counting.theirs,
                            counting.differ)
                    .update();
            run.say("两边都有 %,d 人，只在救助名单 %,d 人，只在脱贫（监测）名单 %,d 人，信息不同 %,d 人"
                    .formatted(counting.both, counting.ours, counting.theirs, counting.differ));
        });
    }

    private void ourPiece(List<UUID> piece, LocalDate asOf, Instant begun, Counting counting) {
        var facts = findings.facts(piece);
        for (var one : people.declared(piece).values()) {
            var listed = facts.getOrDefault(one.person(), List.of()).stream()
                    .filter(fact -> fact.source().equals(LIST))
                    .toList();
            if (listed.isEmpty()) {
                counting.ours++;
                keep(
                        Kind.ONLY_OURS,
                        one.person().toString(),
                        one.person(),
                        null,
                        one.name(),
                        one.townshipCode(),
                        one.villageCode(),
                        one.household(),
                        one.assistance().label() + "在册",
                        asOf,
                        begun);
                continue;
            }
            counting.both++;
            var fact = listed.get(0);
            if (fact.name() != null && !fact.name().equals(one.name())) {
                counting.differ++;
                keep(
                        Kind.DIFFERING,
                        one.person() + "/" + fact.record(),
                        one.person(),
                        fact.record(),
                        one.name(),
                        one.townshipCode(),
                        one.villageCode(),
                        one.household(),
                        "本方姓名 " + one.name() + "，对方姓名 " + fact.name(),
                        fact.asOf(),
                        begun);
            }
        }
    }

    private List<Listed> theirs(long after) {
        return jdbc.sql("""
                        select r.id, coalesce(r.name, '') as name, r.as_of, m.person_id, r.words_enc
                        from verification_record r
                        left join verification_match m on m.record_id = r.id and m.state in ('MATCHED', 'CONFIRMED')
                        where r.source = ? and r.gone_on is null and r.until_on is null and r.id > ?
                        order by r.id limit ?
                        """)
                .params(LIST, after, PIECE)
                .query((row, n) -> new Listed(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getObject("person_id", UUID.class),
                        row.getObject("as_of", LocalDate.class),
                        sealed.words(row.getBytes("words_enc")).getOrDefault("kind", "脱贫（监测）户")))
                .list();
    }

    private void theirPiece(List<Listed> piece, Set<UUID> ours, Instant begun, Counting counting) {
        var known = new HashMap<UUID, PersonMatching.Known>();
        people.byIds(piece.stream()
                        .map(Listed::person)
                        .filter(java.util.Objects::nonNull)
                        .toList())
                .forEach(one -> known.put(one.person(), one));
        for (var one : piece) {
            if (one.person() != null && ours.contains(one.person())) {
                continue;
            }
            counting.theirs++;
            var person = one.person() == null ? null : known.get(one.person());
            keep(
                    Kind.ONLY_THEIRS,
                    Long.toString(one.record()),
                    one.person(),
                    one.record(),
                    one.name().isEmpty() && person != null ? person.name() : one.name(),
                    person == null ? null : person.townshipCode(),
                    person == null ? null : person.villageCode(),
                    person == null ? null : person.household(),
                    one.kind() + "，没有在册",
                    one.asOf(),
                    begun);
        }
    }

    private void keep(
            Kind kind,
            String key,
            @Nullable UUID person,
            @Nullable Long record,
            String name,
            @Nullable String township,
            @Nullable String village,
            @Nullable UUID household,
            String words,
            LocalDate asOf,
            Instant begun) {
        jdbc.sql("""
                        insert into verification_difference (id, kind, fact_key, person_id, record_id, name, township_code,
                            village_code, household_id, words, as_of, found_at, seen_at, state)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN')
                        on conflict (kind, fact_key) do update set seen_at = excluded.seen_at, as_of = excluded.as_of,
                            state = case when verification_difference.state = 'LAPSED' then 'OPEN'
                                else verification_difference.state end
                        """)
                .params(Arrays.asList(
                        UUID.randomUUID(),
                        kind.name(),
                        key,
                        person,
                        record,
                        name.isEmpty() ? "（未填姓名）" : name,
                        township,
                        village,
                        household,
                        words,
                        asOf,
                        Sql.at(clock.instant()),
                        Sql.at(begun)))
                .update();
    }

    /** 比对的作业. */
    @Component
    static class CompareJob implements JobKind {

        private final Comparisons comparisons;

        CompareJob(@org.springframework.context.annotation.Lazy Comparisons comparisons) {
            this.comparisons = comparisons;
        }

        @Override
        public String code() {
            return KIND;
        }

        @Override
        public void run(JobRun run) {
            comparisons.compareAll(run);
        }
    }

    /** Not in one transaction: each piece has its own. */
    @Transactional(propagation = org.springframework.transaction.annotation.Propagation.NOT_SUPPORTED)
    public void compareAll(JobRun run) {
        compare(run);
    }
}
