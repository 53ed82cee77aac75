package cn.yimen.approval;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.DeadlineView;
import cn.yimen.calendar.Deadlines;
import cn.yimen.calendar.Light;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.pages.TimelineEntry;
import cn.yimen.pages.TrackStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 审批件的页面: everything one page shows, of all modules that put something onto it. */
@Service
@Transactional(readOnly = true)
public class ApplicationDesk {

    private final Applications applications;
    private final Paths paths;
    private final Limits limits;
    private final Extensions extensions;
    private final Deadlines deadlines;
    private final Places places;
    private final Questions questions;
    private final AuditLog audit;
    private final ObjectProvider<ApplicationPanel> panels;

    ApplicationDesk(
            Applications applications,
            Paths paths,
            Limits limits,
            Extensions extensions,
            Deadlines deadlines,
            Places places,
            Questions questions,
            AuditLog audit,
            ObjectProvider<ApplicationPanel> panels) {
        this.applications = applications;
        this.paths = paths;
        this.limits = limits;
        this.extensions = extensions;
        this.deadlines = deadlines;
        this.places = places;
        this.questions = questions;
        this.audit = audit;
        this.panels = panels;
    }

    /**
     * 一栏.
     *
     * @param template the fragment, {@code approval/visit :: panel}
     */
    public record Panel(String template, Object model) {}

    /**
     * 一条时限.
     *
     * @param words what it is for
     * @param late whether it was broken
     * @param running whether it still runs, or stands still
     */
    public record LimitLine(String words, String budget, Light light, Instant dueAt, boolean late, boolean running) {}

    /**
     * 审批件的一页.
     *
     * @param total 法定 of the whole way; null if the law sets none
     * @param promise 承诺 of the whole way; null if nothing is promised
     * @param track the line of steps
     * @param ways those of the reader's posts
     * @param others whose turn it is for the rest, for one who waits
     * @param extension the last that was asked for; null if none was
     * @param mayReceive whether the reader may sign for the township's papers
     * @param mayExtend whether the reader may ask for one
     */
    public record Page(
            ApplicationView view,
            String place,
            @Nullable LimitLine total,
            @Nullable LimitLine promise,
            List<LimitLine> limits,
            List<TrackStep> track,
            List<WayAhead> ways,
            List<WayAhead> others,
            List<Hand> hands,
            List<Panel> panels,
            @Nullable Extension extension,
            boolean mayExtend,
            boolean mayReceive,
            @Nullable ApplicationView transferredTo,
            @Nullable ApplicationView transferredFrom,
            List<TimelineEntry> timeline) {

        /** The one way that stands out: the first the reader may go along the ordinary way, unless a receipt comes first. */
        public @Nullable WayAhead first() {
            return mayReceive
                    ? null
                    : ways.stream()
                            .filter(way -> way.permitted() && way.main() && !way.aside())
                            .findFirst()
                            .orElse(null);
        }
    }

    /** @throws java.util.NoSuchElementException if there is none within the officer's reach */
    public Page page(ApplicationId id, Officer by) {
        questions.remember();
        var view = applications.get(id, by);
        audit.opened(by, new Subject("case", view.caseId().toString()), "审批件", "审核确认");
        questions.ahead(asks(view, by));
        var views = deadlines.views(view.wholes());
        var shown = limits.of(id).stream()
                .filter(limit -> limit.state() != DeadlineState.CANCELLED)
                .map(ApplicationDesk::line)
                .toList();
        var ahead = applications.waysAhead(id, by);
        var asked = extensions.of(id);
        var legal = view.total() != null && !view.total().equals(view.promise()) ? views.get(view.total()) : null;
        var promise = limitOf(view.promise(), views);
        var steps = applications.steps(id, by);
        return new Page(
                view,
                places.fullName(PlaceId.of(view.villageCode() == null ? view.townshipCode() : view.villageCode())),
                legal == null ? null : line(legal),
                promise == null ? null : line(promise),
                shown,
                track(view, steps),
                ahead.stream().filter(WayAhead::mine).toList(),
                ahead.stream().filter(way -> !way.mine()).toList(),
                applications.hands(id),
                panels(view, by),
                asked.isEmpty() ? null : asked.get(asked.size() - 1),
                extensions.mayAsk(view, by),
                applications.mayReceive(view, by),
                applications.transferredTo(id, by).orElse(null),
                applications.transferredFrom(view, by).orElse(null),
                timeline(steps));
    }

    /** What the page and all that is put onto it are going to ask, as far as that is known from the application alone. */
    private List<Question<?>> asks(ApplicationView view, Officer by) {
        return Stream.of(
                        Stream.<Question<?>>of(limits.asks(view.id()), extensions.asks(view.id())),
                        view.wholes().isEmpty()
                                ? Stream.<Question<?>>of()
                                : Stream.<Question<?>>of(deadlines.asks(view.wholes())),
                        applications.asks(view, by),
                        panels.stream().flatMap(panel -> panel.asks(view, by)))
                .<Question<?>>flatMap(each -> each)
                .toList();
    }

    private static @Nullable DeadlineView limitOf(
            @Nullable DeadlineId id, java.util.Map<DeadlineId, DeadlineView> views) {
        return id == null ? null : views.get(id);
    }

    private static LimitLine line(DeadlineView limit) {
        return new LimitLine(
                limit.kind().name(),
                limit.budget().words(),
                limit.light(),
                limit.dueAt(),
                limit.late(),
                limit.state() == DeadlineState.RUNNING || limit.state() == DeadlineState.PAUSED);
    }

    private List<Panel> panels(ApplicationView view, Officer by) {
        var shown = new ArrayList<Panel>();
        panels.stream().sorted(Comparator.comparingInt(ApplicationPanel::order)).forEach(panel -> {
            var model = panel.model(view, by);
            if (model != null) {
                shown.add(new Panel(panel.template(), model));
            }
        });
        return shown;
    }

    /**
     * The line of steps; a state beside the line stands in the place of what follows it. What a short way has left out, a visit
     * or a notice, is not shown as done when it has ended.
     */
    private List<TrackStep> track(ApplicationView view, List<Step> taken) {
        var path = paths.of(view.kind());
        var here = path.state(view.state());
        var been = taken.stream().map(Step::to).collect(Collectors.toSet());
        var steps = new ArrayList<TrackStep>();
        var on = here.step() != null;
        var beside = false;
        for (var state : path.line()) {
            if (here.ended() && state.no() < here.no() && !been.contains(state.state())) {
                continue;
            }
            if (!on && !beside && state.no() > here.no()) {
                steps.add(new TrackStep(here.words(), TrackStep.State.HERE, null));
                beside = true;
                if (here.ended()) {
                    return steps;
                }
            }
            var at = state.no() < here.no()
                    ? TrackStep.State.DONE
                    : state.no() == here.no()
                            ? (here.ended() ? TrackStep.State.DONE : TrackStep.State.HERE)
                            : TrackStep.State.LATER;
            steps.add(new TrackStep(state.stepWords() == null ? state.words() : state.stepWords(), at, null));
        }
        if (!on && !beside) {
            if (here.ended()) {
                // how far it came is in the line of time; nothing of the ordinary way lies ahead
                return List.of(
                        new TrackStep("受理", TrackStep.State.DONE, null),
                        new TrackStep(here.words(), TrackStep.State.HERE, null));
            }
            steps.add(new TrackStep(here.words(), TrackStep.State.HERE, null));
        }
        return steps;
    }

    private static List<TimelineEntry> timeline(List<Step> steps) {
        return steps.stream()
                .map(step -> new TimelineEntry(
                        step.words(),
                        step.reason(),
                        step.at(),
                        step.place().isEmpty() ? step.who() : step.who() + "，" + step.place()))
                .toList();
    }
}
