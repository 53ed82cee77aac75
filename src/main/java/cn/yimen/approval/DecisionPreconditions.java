package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** 审核确认的前提 (AP-1, AP-2): named in {@code approval_way.preconditions}. */
@Configuration(proxyBeanMethods = false)
class DecisionPreconditions {

    static final String MADE = "decision.made";

    /** No other way to a decision: the state follows a decision that was checked and written, from whatever screen or job. */
    @Bean
    Precondition decisionMade(DecisionStore store) {
        return new Precondition() {
            @Override
            public String code() {
                return MADE;
            }

            @Override
            public String words() {
                return "审核确认页上核对后作出的决定";
            }

            @Override
            public @Nullable String missing(ApplicationView application, Way way, Officer by) {
                // the page makes the decision in the same act, so nothing is missing while one only looks ahead
                return TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                                || store.decided(application, DecisionKind.valueOf(way.name()))
                        ? null
                        : "要在审核确认页上核对后决定";
            }
        };
    }

    /** 申诉由另一人复核 (lessons 11): not by one of those who decided. */
    @Bean
    Precondition appealOtherEyes(Appeals appeals) {
        return new Precondition() {
            @Override
            public String code() {
                return "appeal.other_eyes";
            }

            @Override
            public String words() {
                return "复核人不是原决定人";
            }

            @Override
            public @Nullable String missing(ApplicationView application, Way way, Officer by) {
                return appeals.decidedBy(application.id(), by) ? "原决定是您作的，申诉由另一人复核" : null;
            }
        };
    }

    /** 死亡登记有误: nobody takes up what a death ended as long as the death stands. */
    @Bean
    Precondition deathCorrected(JdbcClient jdbc) {
        return new Precondition() {
            @Override
            public String code() {
                return "death.corrected";
            }

            @Override
            public String words() {
                return "死亡登记已更正";
            }

            @Override
            public @Nullable String missing(ApplicationView application, Way way, Officer by) {
                var lives = jdbc.sql("""
                                select exists (select 1 from person p where p.died_on is null and (p.id = :person
                                    or :family and p.id in (select person_id from household_member
                                        where household_id = :household and left_on is null)))
                                """)
                        .param("person", application.personId())
                        .param("family", application.kind() != PathKind.TEKUN)
                        .param("household", application.householdId())
                        .query(Boolean.class)
                        .single();
                return lives ? null : "死亡登记没有更正，不能恢复办理";
            }
        };
    }

    /** 抽中的由区民政局入户 (43 第十六条). */
    @Bean
    Precondition sampleVisited(SampleDraws samples, Investigations investigations) {
        return new Precondition() {
            @Override
            public String code() {
                return "sample.visited";
            }

            @Override
            public String words() {
                return "随机抽查抽中的，区民政局已入户";
            }

            @Override
            public Stream<Question<?>> asks(ApplicationView application) {
                return Stream.of(SampleDraws.asks(application.id()), Investigations.asksVisitedByBureau(application));
            }

            @Override
            public @Nullable String missing(ApplicationView application, Way way, Officer by) {
                var drawn =
                        samples.of(application.id()).filter(SampleDraw::drawn).isPresent();
                return !drawn || investigations.visitedByBureau(application) ? null : "随机抽查抽中，区民政局入户调查并签字后才能确认";
            }
        };
    }
}
