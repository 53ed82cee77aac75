package cn.yimen.approval;

import cn.yimen.identity.Officer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** 小额快救、先行救助和补办手续的前提 (AP-4), and the ways with pages of their own. */
@Configuration(proxyBeanMethods = false)
class UrgentPreconditions {

    private record Asked(String code, String words, Missing question) implements Precondition {

        @Override
        public @Nullable String missing(ApplicationView application, Way way, Officer by) {
            return question.of(application, way, by);
        }
    }

    private interface Missing {
        @Nullable
        String of(ApplicationView application, Way way, Officer by);
    }

    private record Page(Way way, String path) implements WayPage {

        @Override
        public String url(ApplicationId id) {
            return "/applications/" + id + "/" + path;
        }
    }

    /** The page of the way gives the help in the same act, so nothing is missing while one only looks ahead. */
    @Bean
    Precondition aidGiven(UrgentAids aids) {
        return new Asked("aid.given", "救助已登记", (application, way, by) -> {
            if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
                return null;
            }
            var wanted = way == Way.QUICK_GRANT ? UrgentAid.Procedure.QUICK : UrgentAid.Procedure.AID_FIRST;
            return aids.ofRound(application)
                            .filter(aid -> aid.round() == application.round() && aid.procedure() == wanted)
                            .isPresent()
                    ? null
                    : "还没有登记救助";
        });
    }

    @Bean
    Precondition aidOtherEyes(UrgentAids aids) {
        return new Asked(
                "aid.other_eyes",
                "经手人不是受理人",
                (application, way, by) -> aids.accepted(application, by) ? UrgentAids.OTHER_EYES : null);
    }

    @Bean
    Precondition aidSecondEyes(UrgentAids aids) {
        return new Asked(
                "aid.second_eyes",
                "办结的人不是先行救助的人",
                (application, way, by) -> aids.ofRound(application)
                                .filter(aid -> aid.by().equals(by.id()))
                                .isPresent()
                        ? UrgentAids.SECOND_EYES
                        : null);
    }

    @Bean
    Precondition aidPapers(UrgentAids aids) {
        return new Asked("aid.papers", "补办的材料齐全", (application, way, by) -> {
            var missing = aids.missingPapers(application);
            return missing.isEmpty() ? null : "还缺材料：" + String.join("、", missing);
        });
    }

    @Bean
    WayPage quickGrantPage() {
        return new Page(Way.QUICK_GRANT, "quick-grant");
    }

    @Bean
    WayPage aidFirstPage() {
        return new Page(Way.AID_FIRST, "aid-first");
    }

    @Bean
    WayPage completePage() {
        return new Page(Way.COMPLETE, "complete");
    }

    @Bean
    WayPage completeSmallPage() {
        return new Page(Way.COMPLETE_SMALL, "complete");
    }
}
