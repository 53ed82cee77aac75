package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Question;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 审批件页上的三栏: 入户调查, 民主评议, 初审意见. */
final class SurveyPanels {

    private SurveyPanels() {}

    /**
     * @param arrange name of the button; null where the reader may not
     * @param differing lines that are not as declared
     * @param bureauMissing what the bureau still has to do before it can confirm; null if nothing
     */
    public record Visits(
            ApplicationView view,
            List<InvestigationView> visits,
            @Nullable String arrange,
            List<FactLine> differing,
            int lines,
            @Nullable String bureauMissing) {}

    /** @param record whether the reader records the one that was called */
    public record Held(ApplicationView view, List<AppraisalView> appraisals, boolean record) {}

    /** @param changed null if the facts are as they were */
    public record Given(
            ApplicationView view,
            @Nullable Opinion opinion,
            Opinions.@Nullable Changed changed,
            int earlier,
            boolean write) {}

    @Component
    static class VisitsPanel implements ApplicationPanel {

        private final Investigations investigations;
        private final BureauVisits bureau;
        private final VerifiedFacts verified;

        VisitsPanel(Investigations investigations, BureauVisits bureau, VerifiedFacts verified) {
            this.investigations = investigations;
            this.bureau = bureau;
            this.verified = verified;
        }

        @Override
        public int order() {
            return 20;
        }

        @Override
        public String template() {
            return "approval/survey-panels :: visits";
        }

        @Override
        public Stream<Question<?>> asks(ApplicationView application, Officer reader) {
            return Stream.concat(investigations.asks(application), verified.asks(application));
        }

        @Override
        public @Nullable Object model(ApplicationView application, Officer reader) {
            var visits = investigations.of(application, reader);
            var mayArrange = investigations.whyNotArrange(application, reader) == null
                    && visits.stream()
                            .noneMatch(one -> one.state() == InvestigationView.State.ARRANGED
                                    && one.kind().bureau()
                                            == investigations
                                                    .kindFor(application, reader)
                                                    .bureau());
            if (visits.isEmpty() && !mayArrange && application.state() == ApplicationState.RECEIVED) {
                return null;
            }
            var lines = verified.lines(application, reader);
            var missing = application.state() == ApplicationState.SUBMITTED ? bureau.missing(application) : null;
            return new Visits(
                    application,
                    visits,
                    mayArrange
                            ? "安排" + investigations.kindFor(application, reader).words()
                            : null,
                    lines.stream().filter(FactLine::differs).toList(),
                    lines.size(),
                    missing == null ? null : missing + "，区民政局要自己入户调查，签字后才能确认");
        }
    }

    @Component
    static class AppraisalPanel implements ApplicationPanel {

        private final Appraisals appraisals;

        AppraisalPanel(Appraisals appraisals) {
            this.appraisals = appraisals;
        }

        @Override
        public int order() {
            return 30;
        }

        @Override
        public String template() {
            return "approval/survey-panels :: appraisals";
        }

        @Override
        public Stream<Question<?>> asks(ApplicationView application, Officer reader) {
            return Stream.of(appraisals.asks(application));
        }

        @Override
        public @Nullable Object model(ApplicationView application, Officer reader) {
            var held = appraisals.of(application);
            var open = application.state() == ApplicationState.APPRAISAL;
            return held.isEmpty() && !open
                    ? null
                    : new Held(application, held, open && application.reachedBy(reader, Role.TOWNSHIP_REVIEWER));
        }
    }

    @Component
    static class OpinionPanel implements ApplicationPanel {

        private final Opinions opinions;

        OpinionPanel(Opinions opinions) {
            this.opinions = opinions;
        }

        @Override
        public int order() {
            return 40;
        }

        @Override
        public String template() {
            return "approval/survey-panels :: opinion";
        }

        @Override
        public Stream<Question<?>> asks(ApplicationView application, Officer reader) {
            return opinions.asks(application, reader);
        }

        @Override
        public @Nullable Object model(ApplicationView application, Officer reader) {
            var all = opinions.all(application.id());
            var write = application.state() == ApplicationState.SURVEY
                    && application.reachedBy(reader, Role.TOWNSHIP_REVIEWER);
            if (all.isEmpty() && !write) {
                return null;
            }
            return new Given(
                    application,
                    all.isEmpty() ? null : all.get(0),
                    application.ended()
                            ? null
                            : opinions.changedSince(application, reader).orElse(null),
                    Math.max(0, all.size() - 1),
                    write);
        }
    }
}
