package cn.yimen.verification;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.household.PersonMatching;
import cn.yimen.identity.Officer;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 待认定的比对 (VR-2): the same name and day of birth, but not the same number; a person says whether it is the one. */
@Service
@Transactional
public class Matches {

    private final JdbcClient jdbc;
    private final PersonMatching people;
    private final Sources sources;
    private final Findings findings;
    private final Sealed sealed;
    private final AuditLog audit;
    private final Clock clock;

    Matches(
            JdbcClient jdbc,
            PersonMatching people,
            Sources sources,
            Findings findings,
            Sealed sealed,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.sources = sources;
        this.findings = findings;
        this.sealed = sealed;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 待认定.
     *
     * @param otherNumber the number in the department's row, masked; null where it gave none
     * @param facts what the row says
     */
    public record Candidate(
            long id,
            UUID person,
            String personName,
            @Nullable LocalDate birthOn,
            String source,
            @Nullable String otherNumber,
            String facts,
            LocalDate asOf,
            Instant matchedAt) {

        @Override
        public String toString() {
            return "Candidate[" + id + "]";
        }
    }

    /** Within the officer's scope, the oldest first. */
    @Transactional(readOnly = true)
    public List<Candidate> candidates(Officer by, int limit) {
        var scope = ScopeClause.of(Findings.reader(by), "m");
        var all = sources.all();
        return jdbc.sql("""
                        select m.id, m.person_id, m.source, m.as_of, m.matched_at, r.name, r.birth_on, r.words_enc
                        from verification_match m join verification_record r on r.id = m.record_id
                        where m.state = 'CANDIDATE' and %s order by m.id limit :limit
                        """.formatted(scope.condition()))
                .params(scope.params())
                .param("limit", limit)
                .query((row, n) -> {
                    var source = row.getString("source");
                    var words = sealed.words(row.getBytes("words_enc"));
                    var number = words.remove("identity");
                    return new Candidate(
                            row.getLong("id"),
                            Sql.id(row, "person_id"),
                            String.valueOf(row.getString("name")),
                            row.getObject("birth_on", LocalDate.class),
                            all.stream()
                                    .filter(one -> one.code().equals(source))
                                    .map(VerificationSource::name)
                                    .findFirst()
                                    .orElse(source),
                            number == null ? null : number.substring(0, 6) + "********" + number.substring(14),
                            words(words, all, source),
                            row.getObject("as_of", LocalDate.class),
                            Sql.instant(row, "matched_at"));
                })
                .list();
    }

    private static String words(Map<String, String> words, List<VerificationSource> sources, String source) {
        return words.entrySet().stream()
                .map(one -> sources.stream()
                                .filter(each -> each.code().equals(source))
                                .flatMap(each -> each.field(one.getKey()).stream())
                                .map(SourceField::label)
                                .findFirst()
                                .orElse(one.getKey())
                        + " " + one.getValue())
                .collect(Collectors.joining("；"));
    }

    @Transactional(readOnly = true)
    public long count(Officer by) {
        var scope = ScopeClause.of(by, "m");
        return jdbc.sql("select count(*) from verification_match m where m.state = 'CANDIDATE' and "
                        + scope.condition())
                .params(scope.params())
                .query(Long.class)
                .single();
    }

    private record Asked(UUID person, String state, String township) {}

    /**
     * 认定 whether it is the same person.
     *
     * @throws NoSuchElementException if there is none within the officer's scope
     * @throws Conflict if it was decided before
     */
    public void decide(long id, boolean same, String reason, Officer by) {
        var scope = ScopeClause.of(by, "m");
        var row = jdbc.sql(
                        "select m.person_id, m.state, m.township_code from verification_match m where m.id = :id and "
                                + scope.condition() + " for update")
                .param("id", id)
                .params(scope.params())
                .query((found, n) -> new Asked(
                        Sql.id(found, "person_id"), found.getString("state"), found.getString("township_code")))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no match " + id));
        if (!Findings.mayClear(by.at(row.township(), null))) {
            throw new NotAllowed("是不是同一人由乡镇审核或区民政局经办认定");
        }
        if (!row.state().equals("CANDIDATE")) {
            throw new Conflict("这一条已经认定过了");
        }
        // where the person lives today: a finding belongs to the household of now
        var known = people.byIds(List.of(row.person())).get(0);
        jdbc.sql("""
                        update verification_match set state = ?, decided_at = ?, decided_by = ?, reason_enc = ?,
                            household_id = ? where id = ?
                        """)
                .params(java.util.Arrays.asList(
                        same ? "CONFIRMED" : "REJECTED",
                        Sql.at(clock.instant()),
                        by.id(),
                        sealed.seal(Sealed.MATCH, reason),
                        known.household(),
                        id))
                .update();
        audit.changed(by, same ? "认定为同一人" : "认定为不同人", Subject.person(row.person()), "");
        if (same) {
            findings.examine(List.of(row.person()));
        }
    }
}
