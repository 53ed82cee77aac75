package cn.yimen.verification;

import cn.yimen.household.HouseholdId;
import cn.yimen.household.PersonMatching;
import cn.yimen.kernel.Sql;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 核对请求, as the job that asks connectors sees them. */
@Component
@Transactional
class Requests {

    private final JdbcClient jdbc;
    private final PersonMatching people;
    private final Records records;
    private final Findings findings;
    private final Clock clock;

    Requests(JdbcClient jdbc, PersonMatching people, Records records, Findings findings, Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.records = records;
        this.findings = findings;
        this.clock = clock;
    }

    /** 等答复的请求. */
    record Waiting(UUID id, UUID caseId, String source) {}

    @Transactional(readOnly = true)
    List<Waiting> waiting() {
        return jdbc.sql("""
                        select q.id, q.case_id, q.source from verification_request q
                        join verification_source s on s.code = q.source and s.active and s.connector <> 'FILE'
                        where q.state = 'WAITING' order by q.asked_at, q.id limit 2000
                        """)
                .query((row, n) -> new Waiting(Sql.id(row, "id"), Sql.id(row, "case_id"), row.getString("source")))
                .list();
    }

    /** Those of the household who signed and have a number; numbers leave for the one who is asked alone. */
    @Transactional(readOnly = true)
    List<Connector.Person> people(Waiting request) {
        var household = jdbc.sql("select household_id from verification_case where case_id = ?")
                .param(request.caseId())
                .query(UUID.class)
                .single();
        var found = new ArrayList<Connector.Person>();
        people.numbers(people.members(new HouseholdId(household)))
                .forEach((person, number) -> found.add(
                        new Connector.Person(Integer.toString(found.size() + 1), number.name(), number.value())));
        return found;
    }

    void answered(
            Waiting request, VerificationSource source, Connector.Reply.Answered answer, List<Connector.Person> asked) {
        var byRef = new HashMap<String, Connector.Person>();
        asked.forEach(person -> byRef.put(person.ref(), person));
        var rows = new ArrayList<RowReader.Read>();
        var bad = 0;
        for (var row : answer.rows()) {
            var person = byRef.get(row.getOrDefault("ref", ""));
            var full = new LinkedHashMap<>(row);
            if (person != null) {
                full.putIfAbsent("identity", person.identity());
                full.putIfAbsent("name", person.name());
            }
            try {
                var read = AskJob.read(source, full, LocalDate.now(clock));
                // who was not asked about is not taken
                if (asked.stream().anyMatch(one -> one.identity().equals(read.identity()))) {
                    rows.add(read);
                } else {
                    bad++;
                }
            } catch (RowReader.BadRow e) {
                bad++;
            }
        }
        if (bad > 0) { // half an answer is none: nothing on record would look like a clean result
            trouble(request, source.name() + "的答复里有 " + bad + " 行看不懂或不是所问的人，没有接收");
            return;
        }
        var stored = records.store(source, null, answer.asOf(), rows);
        close(request, source, answer.asOf(), rows.size());
        findings.examine(stored.persons());
    }

    private void close(Waiting request, VerificationSource source, LocalDate asOf, int records) {
        jdbc.sql("""
                        update verification_request set state = 'ANSWERED', how = ?, as_of = ?, records = ?, trouble = null,
                            sent_at = coalesce(sent_at, ?), answered_at = ?
                        where id = ? and state = 'WAITING'
                        """)
                .params(
                        source.connector(),
                        asOf,
                        records,
                        Sql.at(clock.instant()),
                        Sql.at(clock.instant()),
                        request.id())
                .update();
    }

    void sent(Waiting request) {
        jdbc.sql("update verification_request set sent_at = coalesce(sent_at, ?), trouble = null where id = ?")
                .params(Sql.at(clock.instant()), request.id())
                .update();
    }

    void trouble(Waiting request, String words) {
        jdbc.sql("update verification_request set trouble = ? where id = ? and state = 'WAITING'")
                .params(words, request.id())
                .update();
    }
}
