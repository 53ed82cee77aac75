package cn.yimen.verification;

import cn.yimen.job.JobRefused;
import cn.yimen.kernel.Sql;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What a file means as a whole, once all its rows are in. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class AfterImport {

    private final JdbcClient jdbc;
    private final Findings findings;
    private final Records records;
    private final Clock clock;

    AfterImport(JdbcClient jdbc, Findings findings, Records records, Clock clock) {
        this.jdbc = jdbc;
        this.findings = findings;
        this.records = records;
        this.clock = clock;
    }

    /** Ends the batch: who is not in a complete list any more is gone, and what waited for this source is answered. */
    void complete(Imports.Loading batch, VerificationSource source) {
        records.lock(source.code());
        if (batch.whole()) {
            notSuddenlyShort(batch, source);
            jdbc.sql("""
                            update verification_record set gone_on = ?
                            where source = ? and last_batch is distinct from ? and gone_on is null and as_of <= ?
                            """)
                    .params(batch.asOf(), source.code(), batch.id(), batch.asOf())
                    .update();
        }
        jdbc.sql("update verification_batch set state = 'DONE', done_at = ? where id = ? and state <> 'DONE'")
                .params(Sql.at(clock.instant()), batch.id())
                .update();
        answer(source, batch);
    }

    /** An empty or cut-off list must not take the place of a real one. */
    private void notSuddenlyShort(Imports.Loading batch, VerificationSource source) {
        var rows = jdbc.sql("select added + known from verification_batch where id = ?")
                .param(batch.id())
                .query(Long.class)
                .single();
        var before = jdbc.sql("""
                        select coalesce((select added + known from verification_batch
                            where source = ? and whole and state = 'DONE' order by as_of desc, done_at desc limit 1), 0)
                        """).param(source.code()).query(Long.class).single();
        if (!batch.fewer() && rows * 2 < before) {
            throw new JobRefused(
                    "这份全量名单只有 %,d 条，上一份有 %,d 条，少了一半以上。新的已收下，没有把上一份里的作废；确实少了，请重新上传并勾选「确实少了」".formatted(rows, before));
        }
    }

    /** A request is answered by a list of its source that is not older than the request. */
    private void answer(VerificationSource source, Imports.Loading batch) {
        jdbc.sql("""
                        update verification_request q set state = 'ANSWERED', how = 'FILE', as_of = :asOf,
                            answered_at = :now, trouble = null,
                            records = (select count(distinct m.record_id) from verification_authorisation a
                                join verification_match m on m.person_id = a.person_id and m.source = :source
                                    and m.state in ('MATCHED', 'CONFIRMED')
                                join verification_record r on r.id = m.record_id and r.gone_on is null
                                where a.case_id = q.case_id)
                        where q.source = :source and q.state = 'WAITING'
                            and (q.asked_at at time zone 'Asia/Shanghai')::date <= :asOf
                            and (:whole or exists (select 1 from verification_authorisation a
                                join verification_match m on m.person_id = a.person_id
                                join verification_record r on r.id = m.record_id and r.last_batch = :batch
                                where a.case_id = q.case_id and m.state in ('MATCHED', 'CONFIRMED')))
                        """)
                .param("asOf", batch.asOf())
                .param("now", Sql.at(clock.instant()))
                .param("source", source.code())
                .param("whole", batch.whole())
                .param("batch", batch.id())
                .update();
    }

    /** Whoever is in the file. */
    @Transactional(propagation = Propagation.REQUIRED, readOnly = true)
    List<UUID> persons(Imports.Loading batch) {
        return jdbc.sql("""
                        select distinct m.person_id from verification_record r
                        join verification_match m on m.record_id = r.id and m.state in ('MATCHED', 'CONFIRMED')
                        where r.last_batch = ? order by 1
                        """).param(batch.id()).query(UUID.class).list();
    }

    /** Compares them with the declarations. */
    void examine(Imports.Loading batch, List<UUID> persons) {
        jdbc.sql("update verification_batch set findings = findings + ? where id = ?")
                .params(findings.examine(persons), batch.id())
                .update();
    }

    String words(Imports.Loading batch) {
        return jdbc.sql("select added, known, bad, matched, candidates, findings from verification_batch where id = ?")
                .param(batch.id())
                .query((row, n) -> "新增 %,d 条，已有 %,d 条，没有办成 %,d 行；比中 %,d 条，待人工认定 %,d 条，新疑点 %,d 条"
                        .formatted(
                                row.getLong("added"),
                                row.getLong("known"),
                                row.getLong("bad"),
                                row.getLong("matched"),
                                row.getLong("candidates"),
                                row.getLong("findings")))
                .single();
    }
}
