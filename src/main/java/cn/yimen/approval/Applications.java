package cn.yimen.approval;

import cn.yimen.audit.AuditLog;
import cn.yimen.casefile.Conclusion;
import cn.yimen.casefile.MatterId;
import cn.yimen.casefile.Matters;
import cn.yimen.identity.Officer;
import cn.yimen.integrity.KinFilings;
import cn.yimen.kernel.Question;
import cn.yimen.pages.NotAllowed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 审批件 (AP-1, AP-2): {@link #go} is the only door to a state. Who does not see one finds none; who sees it but may not act
 * is told who may; who comes second is told what it is now.
 */
@Service
@Transactional
public class Applications {

    private static final String RELATIVE = "您是这户成员或赡养义务人，或是他们的近亲属（已备案），要由别人办理";

    private final ApplicationStore store;
    private final Paths paths;
    private final Limits limits;
    private final Hands hands;
    private final Matters matters;
    private final KinFilings kin;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ObjectProvider<Precondition> preconditions;
    private final ObjectProvider<WayPage> pages;

    Applications(
            ApplicationStore store,
            Paths paths,
            Limits limits,
            Hands hands,
            Matters matters,
            KinFilings kin,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock,
            ObjectProvider<Precondition> preconditions,
            ObjectProvider<WayPage> pages) {
        this.store = store;
        this.paths = paths;
        this.limits = limits;
        this.hands = hands;
        this.matters = matters;
        this.kin = kin;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.preconditions = preconditions;
        this.pages = pages;
    }

    /** @throws NoSuchElementException if there is none within the officer's reach */
    @Transactional(readOnly = true)
    public ApplicationView get(ApplicationId id, Officer by) {
        return store.find(id, by).orElseThrow(() -> new NoSuchElementException("no application " + id));
    }

    /** The one of a matter; none if the matter has no such path, or lies outside the officer's reach. */
    @Transactional(readOnly = true)
    public Optional<ApplicationView> ofMatter(MatterId matter, Officer by) {
        return store.find(matter, by);
    }

    /**
     * Locked until the transaction ends, for a change: all changes of a case, its matters and applications queue here.
     *
     * @throws NoSuchElementException if there is none within the officer's reach
     */
    public ApplicationView locked(ApplicationId id, Officer by) {
        return store.locked(id, by);
    }

    /** {@link #go(ApplicationId, Way, String, String, Officer)} without a code. */
    public void go(ApplicationId id, Way way, @Nullable String reason, Officer by) {
        go(id, way, null, reason, by);
    }

    /**
     * The only door: role, state, preconditions, limits, history, the matter and the event move together or not at all. A
     * way that decides (确认、不予确认、终止、死亡、转其他救助) concludes the matter with the reason as what the applicant is told.
     *
     * @param reasonCode of a list, e.g. why it was terminated; null if none applies
     * @param reason why, or what the applicant is told, without identity numbers and telephones
     * @throws NoWay if the way does not lead on from its state, or a precondition is missing
     * @throws NotAllowed if it is for another post
     * @throws IllegalArgumentException if the way needs a reason and there is none
     */
    public void go(ApplicationId id, Way way, @Nullable String reasonCode, @Nullable String reason, Officer by) {
        var application = locked(id, by);
        var row = row(application, way);
        if (!row.isFor(by, application)) {
            throw new NotAllowed("「%s」由%s办理".formatted(row.words(), whose(row, application)));
        }
        keepsAway(application, by);
        var words = reason == null || reason.isBlank() ? null : reason.strip();
        if (row.needsReason() && words == null) {
            throw new IllegalArgumentException(way + " needs a reason");
        }
        var missing = missing(application, row, by);
        if (missing != null) {
            throw new NoWay(missing);
        }
        move(application, row, reasonCode, words, by);
    }

    /**
     * What happens by itself: an objection from outside.
     *
     * @throws NoWay if the way does not lead on from its state, or is never gone without an officer
     */
    void goByItself(ApplicationId id, Way way, String reason) {
        var application = store.locked(id);
        var row = row(application, way);
        if (!row.bySystem()) {
            throw new NoWay("「%s」要有人办理".formatted(row.words()));
        }
        move(application, row, null, reason, null);
    }

    private Paths.WayRow row(ApplicationView application, Way way) {
        var row = paths.of(application.kind())
                .way(way, application.state())
                .orElseThrow(() -> new NoWay("本件现在是「%s」，不能再这样办".formatted(application.stateWords())));
        if (application.pausedAt() != null && !row.whilePaused()) {
            throw new NoWay("本件在等待申请人补正材料，材料补齐后接着办");
        }
        return row;
    }

    private void move(
            ApplicationView application,
            Paths.WayRow row,
            @Nullable String reasonCode,
            @Nullable String reason,
            @Nullable Officer by) {
        var state = paths.of(application.kind()).state(row.to());
        var after = store.move(application, row, state.ended());
        store.step(after, row.way().name(), row.from(), reasonCode, reason, by);
        limits.leave(after, row, state.ended());
        limits.notice(after, row.from(), by);
        follow(after, row, reason, by);
        limits.enter(after, clock.instant());
        if (by != null) {
            audit.changed(by, row.words(), after.subject(), "");
        }
        events.publishEvent(
                new ApplicationMoved(after.id(), after.matter(), after.caseId(), row.way(), row.from(), row.to()));
    }

    /** The matter and the line of time follow. */
    private void follow(ApplicationView after, Paths.WayRow row, @Nullable String reason, @Nullable Officer by) {
        if (by == null) {
            matters.note(after.matter(), row.words(), reason);
            return;
        }
        switch (row.way()) {
            case CONFIRM, QUICK_GRANT, COMPLETE_SMALL ->
                matters.decide(after.matter(), Conclusion.GRANTED, told(row, reason), by);
            case REFUSE -> matters.decide(after.matter(), Conclusion.REFUSED, told(row, reason), by);
            case TERMINATE, DIE, TRANSFER ->
                matters.decide(
                        after.matter(), Conclusion.OTHER, row.words() + (reason == null ? "" : "：" + reason), by);
            case WITHDRAW -> matters.withdraw(after.matter(), told(row, reason), by);
            case OVERTURN, REOPEN -> matters.reopen(after.matter(), row.words(), told(row, reason), by);
            case START_SURVEY,
                    CALL_APPRAISAL,
                    APPRAISED,
                    PROPOSE,
                    PROPOSE_REFUSAL,
                    REVISE,
                    POST_NOTICE,
                    OBJECT,
                    REINVESTIGATE,
                    SUBMIT,
                    SEND_BACK,
                    APPEAL,
                    UPHOLD,
                    AID_FIRST,
                    COMPLETE -> matters.note(after.matter(), row.words(), reason, by);
        }
    }

    private static String told(Paths.WayRow row, @Nullable String reason) {
        return reason == null ? row.words() : reason;
    }

    /** 下一步: all ways that lead on from here, those of the reader's posts with what is still missing. */
    @Transactional(readOnly = true)
    public List<WayAhead> waysAhead(ApplicationId id, Officer by) {
        var application = get(id, by);
        var path = paths.of(application.kind());
        var urls = new HashMap<Way, WayPage>();
        pages.forEach(page -> urls.put(page.way(), page));
        var ahead = new ArrayList<WayAhead>();
        var relative = kin.isRelative(by.id(), application.householdId());
        for (var row : path.from(application.state())) {
            var mine = row.isFor(by, application);
            String whyNot;
            if (!mine) {
                whyNot = "由" + whose(row, application) + "办理";
            } else if (relative) {
                whyNot = RELATIVE;
            } else if (application.pausedAt() != null && !row.whilePaused()) {
                whyNot = "等待申请人补正材料";
            } else {
                whyNot = missing(application, row, by);
            }
            var page = urls.get(row.way());
            ahead.add(new WayAhead(
                    row.way(),
                    row.words(),
                    row.to(),
                    path.state(row.to()).words(),
                    mine,
                    whyNot == null,
                    main(path, row),
                    row.way().aside(),
                    whyNot,
                    page == null ? "/applications/" + id + "/ways/" + row.way().path() : page.url(id)));
        }
        // what leads on stands first, what leads off last; the table's order within
        ahead.sort(java.util.Comparator.comparing((WayAhead way) -> way.main() ? 0 : way.aside() ? 2 : 1));
        return ahead;
    }

    private static boolean main(Paths.Path path, Paths.WayRow row) {
        var to = path.state(row.to());
        return to.step() != null && to.no() > path.state(row.from()).no();
    }

    /** The row of a way from the present state, for its page. */
    @Transactional(readOnly = true)
    public Optional<Paths.WayRow> wayOf(ApplicationView application, Way way) {
        return paths.of(application.kind()).way(way, application.state());
    }

    private @Nullable String missing(ApplicationView application, Paths.WayRow row, Officer by) {
        if (row.preconditions().isEmpty()) {
            return null;
        }
        var beans = beans();
        for (var code : row.preconditions()) {
            var bean = beans.get(code);
            if (bean == null) {
                throw new IllegalStateException("no precondition " + code);
            }
            var missing = bean.missing(application, row.way(), by);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    /** What the preconditions of a way from here are going to ask. */
    Stream<Question<?>> asks(ApplicationView application, Way way) {
        return wayOf(application, way).stream().flatMap(row -> asks(application, row));
    }

    private Stream<Question<?>> asks(ApplicationView application, Paths.WayRow row) {
        var beans = beans();
        return row.preconditions().stream()
                .map(beans::get)
                .filter(Objects::nonNull)
                .flatMap(bean -> bean.asks(application));
    }

    /** What {@link #waysAhead}, {@link #hands}, {@link #steps} and the transfers ask, to be asked ahead. */
    Stream<Question<?>> asks(ApplicationView application, Officer by) {
        return Stream.concat(
                Stream.of(
                        kin.asksRelatives(application.householdId()),
                        hands.asks(application.id()),
                        store.asksSteps(application.id(), application.kind()),
                        store.asksTransferredTo(application.id()),
                        store.asksTransferredFrom(application.matter())),
                paths.of(application.kind()).from(application.state()).stream()
                        .filter(row -> row.isFor(by, application))
                        .flatMap(row -> asks(application, row)));
    }

    private Map<String, Precondition> beans() {
        var beans = new HashMap<String, Precondition>();
        preconditions.forEach(each -> beans.put(each.code(), each));
        return beans;
    }

    private static String whose(Paths.WayRow row, ApplicationView application) {
        return row.roles(application).stream().map(role -> role.words()).collect(Collectors.joining("、"));
    }

    /** What {@link #receive} did with each. */
    public record Received(int done, List<String> notDone) {}

    /**
     * 批量签收 (AP-6): each by the same command, in one order; what cannot be received is named with its reason and left as
     * it is.
     */
    public Received receive(java.util.Collection<ApplicationId> ids, Officer by) {
        int done = 0;
        var notDone = new ArrayList<String>();
        for (var id : ids.stream()
                .distinct()
                .sorted(java.util.Comparator.comparing(ApplicationId::id))
                .toList()) {
            ApplicationView view;
            try {
                view = locked(id, by);
            } catch (NoSuchElementException e) {
                notDone.add("有一件已不在您的范围内");
                continue;
            }
            var why = whyNotReceived(view, by);
            if (why == null) {
                receive(view, by);
                done++;
            } else {
                notDone.add(view.receiptNo() + "：" + why);
            }
        }
        return new Received(done, notDone);
    }

    /** Whether the officer may sign for the township's papers now. */
    public boolean mayReceive(ApplicationView view, Officer by) {
        return whyNotReceived(view, by) == null;
    }

    private static @Nullable String whyNotReceived(ApplicationView view, Officer by) {
        if (!by.has(cn.yimen.identity.Role.BUREAU_OFFICER)) {
            return "由民政经办签收";
        }
        if (view.state() != ApplicationState.SUBMITTED) {
            return "现在是「" + view.stateWords() + "」";
        }
        if (view.byTownship()) {
            return "由乡镇（街道）确认，不用签收";
        }
        return view.receiptedAt() == null ? null : "已经签收";
    }

    private void receive(ApplicationView view, Officer by) {
        store.receipt(view.id(), by);
        store.step(view, "RECEIPT", null, null, null, by);
        matters.note(view.matter(), "区民政局签收", null, by);
        audit.changed(by, "签收", view.subject(), "");
        events.publishEvent(new ApplicationReceived(view.id()));
    }

    /**
     * 经手: records that the officer had this part in the present round; again changes nothing.
     *
     * @throws OwnWork if the officer has another part in it, or is a filed relative of a member or supporter (AP-3)
     */
    public void take(ApplicationId id, Part part, Officer by) {
        var application = locked(id, by);
        keepsAway(application, by);
        hands.take(application, part, by);
    }

    private void keepsAway(ApplicationView application, Officer by) {
        if (kin.isRelative(by.id(), application.householdId())) {
            throw new OwnWork(RELATIVE);
        }
    }

    /** 经手人 of all rounds, the first one first; the caller has read the application. */
    @Transactional(readOnly = true)
    public List<Hand> hands(ApplicationId id) {
        return hands.of(id);
    }

    /** 转到: the matter that a transfer opened, within the officer's reach. */
    @Transactional(readOnly = true)
    public Optional<ApplicationView> transferredTo(ApplicationId id, Officer by) {
        return store.transferredTo(id).flatMap(matter -> store.find(matter, by));
    }

    /** 转自: the application whose transfer opened this one. */
    @Transactional(readOnly = true)
    public Optional<ApplicationView> transferredFrom(ApplicationView application, Officer by) {
        return store.transferredFrom(application.matter()).flatMap(id -> store.find(id, by));
    }

    /** 经过, the newest first. */
    @Transactional(readOnly = true)
    public List<Step> steps(ApplicationId id, Officer by) {
        return store.steps(id, get(id, by).kind());
    }
}
