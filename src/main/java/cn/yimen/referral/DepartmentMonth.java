package cn.yimen.referral;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Sql;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 本部门本月按时率: of the limits that ended this month, how many were kept. */
@Service
@Transactional(readOnly = true)
public class DepartmentMonth {

    private final JdbcClient jdbc;
    private final Clock clock;

    DepartmentMonth(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** 按时数和总数. */
    public record Figures(long inTime, long ended) {}

    /** The figures of the officer's own departments. */
    public Figures of(Officer officer) {
        return jdbc.sql("""
                        select count(*) as ended, count(*) filter (where o.deadline_id is null) as in_time
                        from referral r
                        -- offset: clock by clock of these referrals, not all clocks there ever were
                        cross join lateral (select c.deadline_id from referral_clock c
                            where c.referral_id = r.id and c.clock <> 'DISPATCH' and not c.open offset 0) c
                        join deadline d on d.id = c.deadline_id
                        left join referral_overrun o on o.deadline_id = c.deadline_id
                        where r.dept_code = any(:departments) and d.state = 'MET' and d.ended_at >= :month
                            -- no clock of its own ends after the referral
                            and (r.ended_at >= :month or r.state = any(:open))
                        """)
                .param("open", ReferralState.open().stream().map(Enum::name).toArray(String[]::new))
                .param("departments", officer.scope().departmentArray())
                .param(
                        "month",
                        Sql.at(LocalDate.now(clock)
                                .withDayOfMonth(1)
                                .atStartOfDay(clock.getZone())
                                .toInstant()))
                .query((row, n) -> new Figures(row.getLong("in_time"), row.getLong("ended")))
                .single();
    }
}
