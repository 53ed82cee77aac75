package cn.yimen.casefile;

import cn.yimen.identity.Officer;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 测算留痕 (EL-1, EL-4). */
@Service
@Transactional
public class Determinations {

    private final JdbcClient jdbc;
    private final CaseSecrets secrets;
    private final Clock clock;

    Determinations(JdbcClient jdbc, CaseSecrets secrets, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
    }

    void keep(CaseId id, NewDetermination run, Officer by) {
        jdbc.sql("""
                        insert into case_determination (id, case_id, made_at, made_by, as_of, scheme, monthly_fen,
                            parameters, engine, facts_enc, parameters_enc, result_enc)
                        values (:id, :case, :now, :by, :asOf, :scheme, :monthly, :parameters, :engine, :factsEnc,
                            :parametersEnc, :resultEnc)
                        """)
                .param("id", UUID.randomUUID())
                .param("case", id.id())
                .param("now", Sql.at(clock.instant()))
                .param("by", by.id())
                .param("asOf", run.asOf())
                .param("scheme", run.scheme())
                .param("monthly", run.monthlyFen())
                .param("parameters", run.parameters())
                .param("engine", run.engine())
                .param("factsEnc", secrets.facts(run.factsJson()))
                .param("parametersEnc", secrets.parameters(run.parametersJson()))
                .param("resultEnc", secrets.result(run.resultJson()))
                .update();
    }
}
