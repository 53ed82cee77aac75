package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** 调查、评议、初审的前提 (AP-1): named in {@code approval_way.preconditions}. */
@Configuration(proxyBeanMethods = false)
class SurveyPreconditions {

    private record Asked(String code, String words, Ahead ahead, Missing question) implements Precondition {

        Asked(String code, String words, Missing question) {
            this(code, words, application -> Stream.of(), question);
        }

        @Override
        public Stream<Question<?>> asks(ApplicationView application) {
            return ahead.of(application);
        }

        @Override
        public @Nullable String missing(ApplicationView application, Way way, Officer by) {
            return question.of(application, way, by);
        }
    }

    private interface Ahead {
        Stream<Question<?>> of(ApplicationView application);
    }

    private interface Missing {
        @Nullable
        String of(ApplicationView application, Way way, Officer by);
    }

    /** 谁入户、谁调查、谁签字、谁负责: in every round anew. */
    @Bean
    Precondition visitSigned(Investigations investigations) {
        return new Asked(
                "visit.signed",
                "本轮入户调查，调查人都已签字",
                application -> Stream.of(Investigations.asksVisited(application)),
                (application, way, by) -> investigations.visited(application)
                        ? null
                        : application.round() > 1 ? "还没有重新入户调查，或调查人还没有都签字" : "还没有入户调查，或调查人还没有都签字");
    }

    /** The page that goes this way gives the opinion in the same act, so nothing is missing while one only looks ahead. */
    @Bean
    Precondition opinionCurrent(Opinions opinions) {
        return new Asked(
                "opinion.current",
                "初审意见以现在的家庭情况为据",
                (application, way, by) ->
                        lookingAhead() ? null : opinions.whyNotCurrent(application, way == Way.PROPOSE, by));
    }

    /** 特困人员生活自理能力评估 (43 第二十一条): of the applicant, by the two who visited. */
    @Bean
    Precondition selfCareAssessed(VerifiedFacts verified) {
        return new Asked(
                "selfcare.assessed",
                "已评估生活自理能力",
                verified::asks,
                (application, way, by) -> verified.entries(application.id()).containsKey("c-" + application.personId())
                        ? null
                        : "还没有评估生活自理能力（入户调查时由两人评估）");
    }

    /** 属实的疑点: each stands among the verified facts, or somebody said why it changes nothing (VR-2). */
    @Bean
    Precondition findingsEntered(ConfirmedFindings findings) {
        return new Asked(
                "findings.entered",
                "属实的核对疑点都已登记",
                application -> Stream.of(ConfirmedFindings.asksWaiting(application.id())),
                (application, way, by) -> {
                    var waiting = findings.waiting(application.id());
                    return waiting == 0
                            ? null
                            : application.state() == ApplicationState.SURVEY
                                    ? "属实的核对疑点还有 " + waiting + " 条没有登记为核实情况"
                                    : "属实的核对疑点还有 " + waiting + " 条没有登记，要退回重新调查";
                });
    }

    @Bean
    Precondition appraisalRecorded(Appraisals appraisals) {
        return new Asked(
                "appraisal.recorded",
                "民主评议已有记录",
                (application, way, by) -> lookingAhead() || appraisals.recorded(application) ? null : "还没有民主评议记录");
    }

    /** 单独登记备案、有异议或被投诉举报的,县级应当入户 (57 第二十条). */
    @Bean
    Precondition bureauVisited(BureauVisits visits) {
        return new Asked("bureau.visit", "备案、有异议或被投诉举报的，区民政局已入户", visits::asks, (application, way, by) -> {
            var cause = visits.missing(application);
            return cause == null ? null : cause + "，区民政局要自己入户调查并签字后才能确认";
        });
    }

    private static boolean lookingAhead() {
        return TransactionSynchronizationManager.isCurrentTransactionReadOnly();
    }
}
