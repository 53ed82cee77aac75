package cn.yimen.approval;

import cn.yimen.identity.Officer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
            public @Nullable String missing(ApplicationView application, Way way, Officer by) {
                // the page makes the decision in the same act, so nothing is missing while one only looks ahead
                return TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                                || store.decided(application, DecisionKind.valueOf(way.name()))
                        ? null
                        : "要在审核确认页上核对后决定";
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
            public @Nullable String missing(ApplicationView application, Way way, Officer by) {
                var drawn =
                        samples.of(application.id()).filter(SampleDraw::drawn).isPresent();
                return !drawn || investigations.visitedByBureau(application) ? null : "随机抽查抽中，区民政局入户调查并签字后才能确认";
            }
        };
    }
}
