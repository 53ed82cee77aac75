package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.verification.Verifications;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 核对报告是初审意见的前提 (VR-1, lessons 15): nothing is proposed without a report or an exception that still holds. Small
 * quick help and help given first are not verified (national-rules 4.2).
 */
@Component
class VerificationGate implements Precondition {

    private final JdbcClient jdbc;
    private final Verifications verifications;

    VerificationGate(JdbcClient jdbc, Verifications verifications) {
        this.jdbc = jdbc;
        this.verifications = verifications;
    }

    @Override
    public String code() {
        return "verification.report";
    }

    @Override
    public String words() {
        return "核对报告已出，或例外放行有效";
    }

    @Override
    public Stream<Question<?>> asks(ApplicationView application) {
        return verifications.asks(application.caseId(), application.householdId());
    }

    @Override
    public @Nullable String missing(ApplicationView application, Way way, Officer by) {
        return urgent(application) ? null : verifications.missing(application.caseId());
    }

    private boolean urgent(ApplicationView application) {
        return application.kind() == PathKind.TEMPORARY
                && jdbc.sql("""
                                select exists (select 1 from application_step
                                    where application_id = ? and way in ('AID_FIRST', 'QUICK_GRANT'))
                                """)
                        .param(application.id().id())
                        .query(Boolean.class)
                        .single();
    }
}
