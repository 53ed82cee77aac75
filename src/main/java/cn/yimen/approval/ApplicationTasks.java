package cn.yimen.approval;

import cn.yimen.audit.Subject;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.casefile.MatterId;
import cn.yimen.casefile.MatterPaused;
import cn.yimen.casefile.MatterSupplemented;
import cn.yimen.casefile.MatterTold;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.identity.Role;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 待办 of an application: they follow its state, as the table says what it asks of whom. */
@Component
class ApplicationTasks {

    static final String STEP = "approval.step";
    static final String RECEIVE = "approval.receive";
    static final String TELL = "approval.tell";
    static final String EXTENSION = "approval.extension";

    private final Tasks tasks;
    private final Paths paths;
    private final ApplicationStore store;
    private final Limits limits;
    private final Places places;
    private final Officers officers;

    ApplicationTasks(
            Tasks tasks, Paths paths, ApplicationStore store, Limits limits, Places places, Officers officers) {
        this.tasks = tasks;
        this.paths = paths;
        this.store = store;
        this.limits = limits;
        this.places = places;
        this.officers = officers;
    }

    @EventListener
    void on(ApplicationOpened opened) {
        follow(store.reread(opened.id()), null);
    }

    @EventListener
    void on(ApplicationMoved moved) {
        var application = store.reread(moved.id());
        follow(application, lastBy(moved.id()));
        if (application.ended()) {
            tasks.close(EXTENSION, application.subject(), null);
            if (moved.way() != Way.WITHDRAW && moved.way() != Way.UPHOLD) {
                tell(application);
            }
        } else {
            tasks.close(TELL, application.subject(), null);
        }
    }

    @EventListener
    void on(ApplicationReceived received) {
        tasks.close(RECEIVE, subject(received.id()), lastBy(received.id()));
    }

    /** Nothing is asked of anybody while materials are awaited; after the application itself has stood still. */
    @EventListener
    @Order(2)
    void on(MatterPaused paused) {
        store.ofMatter(paused.matter()).filter(it -> it.pausedAt() != null).ifPresent(this::rest);
    }

    /** Nothing is asked of anybody for now. */
    void rest(ApplicationView application) {
        tasks.close(List.of(STEP, RECEIVE), application.subject(), null);
    }

    @EventListener
    @Order(2)
    void on(MatterSupplemented supplemented) {
        store.ofMatter(supplemented.matter()).filter(it -> !it.ended()).ifPresent(it -> follow(it, null));
    }

    @EventListener
    void on(MatterTold told) {
        close(told.matter());
    }

    private void close(MatterId matter) {
        store.ofMatter(matter).ifPresent(it -> tasks.close(TELL, it.subject(), null));
    }

    private void follow(ApplicationView application, @Nullable Officer by) {
        tasks.close(List.of(STEP, RECEIVE), application.subject(), by);
        wanted(application).forEach(tasks::open);
    }

    /** What its state asks of whom. */
    List<NewTask> wanted(ApplicationView application) {
        var state = paths.of(application.kind()).state(application.state());
        var task = state.task();
        var why = state.taskWhy();
        if (task == null || why == null || application.ended()) {
            return List.of();
        }
        var wanted = new ArrayList<NewTask>();
        for (var role : state.taskRoles(application)) {
            wanted.add(task(
                    application, STEP, to(role, application), task, why, "去办", page(application), limit(application)));
        }
        if (application.state() == ApplicationState.SUBMITTED && !application.byTownship()) {
            wanted.add(task(
                    application,
                    RECEIVE,
                    Assignee.everybody(Role.BUREAU_OFFICER),
                    "签收报来的" + application.itemName(),
                    "乡镇已报来，签收后审查",
                    "去签收",
                    page(application),
                    limit(application)));
        }
        return wanted;
    }

    /** 告知: a decision reaches the applicant; a refusal in writing within its days. */
    private void tell(ApplicationView application) {
        tasks.open(telling(
                application,
                limits.openOf(application.id(), noticeLimit(application)).orElse(null)));
    }

    /** The limit within which the applicant is told in writing. */
    static String noticeLimit(ApplicationView application) {
        return application.state() == ApplicationState.REFUSED ? "REFUSAL_NOTICE" : "CLOSING_NOTICE";
    }

    NewTask telling(ApplicationView application, @Nullable DeadlineId within) {
        var refused = application.state() == ApplicationState.REFUSED;
        var terminated = application.state() == ApplicationState.TERMINATED;
        // a decision has a paper that is delivered
        var decided = application.way() == Way.CONFIRM || application.way() == Way.REFUSE;
        return task(
                application,
                TELL,
                Assignee.clerks(new PlaceId(application.townshipCode())),
                refused ? "送达不予确认通知书" : "告知" + application.itemName() + "的结果",
                refused || terminated ? "决定后要在时限内书面告知" : "已办结，本人还不知道",
                decided ? "登记送达" : "记录告知",
                decided
                        ? page(application) + "/delivery"
                        : "/cases/" + application.caseId() + "/matters/" + application.matter() + "/tell",
                within);
    }

    /** 延长: somebody else decides. */
    void extensionAsked(ApplicationView application) {
        tasks.open(task(
                application,
                EXTENSION,
                Assignee.everybody(Role.BUREAU_APPROVER),
                "审批延长办理时限",
                "乡镇或经办申请延长",
                "去审批",
                page(application) + "/extension",
                application.total()));
    }

    void extensionDecided(ApplicationView application, Officer by) {
        tasks.close(EXTENSION, application.subject(), by);
    }

    private NewTask task(
            ApplicationView application,
            String kind,
            Assignee to,
            String title,
            String why,
            String verb,
            String url,
            @Nullable DeadlineId limit) {
        return NewTask.of(kind, to, application.subject(), title, why, verb, url)
                .about(application.personName(), place(application), application.receiptNo())
                .by(limit);
    }

    /** The limit of the step, else the one of the whole way. */
    static @Nullable DeadlineId limit(ApplicationView application) {
        if (application.current() != null) {
            return application.current();
        }
        return application.promise() != null ? application.promise() : application.total();
    }

    private @Nullable Officer lastBy(ApplicationId id) {
        return store.lastBy(id).flatMap(officers::byId).orElse(null);
    }

    private static Assignee to(Role role, ApplicationView application) {
        var township = new PlaceId(application.townshipCode());
        return switch (role) {
            case TOWNSHIP_REVIEWER -> Assignee.reviewers(township);
            case WINDOW_CLERK -> Assignee.clerks(township);
            case VILLAGE_ASSISTANT, HELPER, LIAISON, CHARITY ->
                throw new IllegalArgumentException("no path for " + role);
            case BUREAU_OFFICER, BUREAU_APPROVER, SUPERVISOR, ADMINISTRATOR -> Assignee.everybody(role);
        };
    }

    private static String page(ApplicationView application) {
        return "/applications/" + application.id();
    }

    private static Subject subject(ApplicationId id) {
        return new Subject("application", id.toString());
    }

    private String place(ApplicationView application) {
        return places.get(new PlaceId(
                        application.villageCode() == null ? application.townshipCode() : application.villageCode()))
                .shortName();
    }
}
