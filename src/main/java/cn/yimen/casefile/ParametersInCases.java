package cn.yimen.casefile;

import cn.yimen.policy.ParameterUse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The first day a case was accepted on: from then on every parameter must have a value (REG-5). */
@Component
class ParametersInCases implements ParameterUse {

    private final JdbcClient jdbc;
    private final Clock clock;

    ParametersInCases(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String what() {
        return "最早受理的个案";
    }

    @Override
    public Optional<LocalDate> earliest() {
        return jdbc.sql("select accepted_at from case_file order by accepted_at, id limit 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(at -> at.atZoneSameInstant(clock.getZone()).toLocalDate());
    }
}
