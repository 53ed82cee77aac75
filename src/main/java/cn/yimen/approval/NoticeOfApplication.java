package cn.yimen.approval;

import cn.yimen.casefile.Matters;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.document.PrintStamp;
import cn.yimen.document.PrintedForm;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.PersonId;
import cn.yimen.household.PersonView;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.notice.NewNotice;
import cn.yimen.notice.NoticeEnded;
import cn.yimen.notice.NoticeId;
import cn.yimen.notice.NoticeKind;
import cn.yimen.notice.NoticeObjected;
import cn.yimen.notice.NoticeView;
import cn.yimen.notice.NoticeWithdrawn;
import cn.yimen.notice.Notices;
import cn.yimen.notice.ObjectionSettled;
import cn.yimen.notice.Proof;
import cn.yimen.notice.Shown;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 审批件的公示 (AP-1, AP-2; 57 第十九条, 43 第十五条): what is shown follows from the township's opinion alone, no free words
 * go on the board. An objection from outside moves the application by itself; the end of the notice asks the reviewer to
 * hand it on.
 */
@Service
@Transactional
public class NoticeOfApplication {

    static final String OVER = "approval.notice";
    static final String LATE = "approval.late";

    private final Applications applications;
    private final ApplicationStore store;
    private final Opinions opinions;
    private final Notices notices;
    private final Persons persons;
    private final Organisations organisations;
    private final Matters matters;
    private final Tasks tasks;
    private final Clock clock;

    NoticeOfApplication(
            Applications applications,
            ApplicationStore store,
            Opinions opinions,
            Notices notices,
            Persons persons,
            Organisations organisations,
            Matters matters,
            Tasks tasks,
            Clock clock) {
        this.applications = applications;
        this.store = store;
        this.opinions = opinions;
        this.notices = notices;
        this.persons = persons;
        this.organisations = organisations;
        this.matters = matters;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * 拟公示: what everybody would read from now on.
     *
     * @param until the last second if it were put up now
     * @param whyNot why the officer cannot post it now; null if nothing stands against it
     */
    public record Plan(
            ApplicationView view,
            Shown shown,
            Instant until,
            boolean again,
            @Nullable String whyNot) {}

    /**
     * 张榜公示, looked at before it is done.
     *
     * @throws NoSuchElementException if the officer's reach has no such application
     * @throws NoWay if there is nothing to show yet
     */
    @Transactional(readOnly = true)
    public Plan plan(ApplicationId id, Officer by) {
        var view = applications.get(id, by);
        var notice = notice(view, by);
        var now = clock.instant();
        return new Plan(view, notices.preview(notice, now), notices.endOf(now), again(view), whyNot(view, by));
    }

    /** 公示表 to be put up, before it has a number. */
    @Transactional(readOnly = true)
    public PrintedForm.PublicNotice draft(ApplicationId id, Officer by) {
        var now = clock.instant();
        return notices.draft(notice(applications.get(id, by), by), now, PrintStamp.of(by.name(), now));
    }

    private @Nullable String whyNot(ApplicationView view, Officer by) {
        if (again(view)) {
            return by.has(Role.TOWNSHIP_REVIEWER) && by.scope().townships().contains(view.townshipCode())
                    ? null
                    : "由乡镇审核办理";
        }
        return applications.waysAhead(view.id(), by).stream()
                .filter(way -> way.way() == Way.POST_NOTICE)
                .findFirst()
                .map(way -> Optional.ofNullable(way.whyNot()))
                .orElse(Optional.of("本件现在是「%s」，不能公示".formatted(view.stateWords())))
                .orElse(null);
    }

    /** 撤下后重新公示: it is under notice, but nothing hangs. */
    private boolean again(ApplicationView view) {
        return view.state() == ApplicationState.NOTICE && notices.gone(view.subject());
    }

    /**
     * 张榜公示: the notice and the way go together or not at all.
     *
     * @throws NoSuchElementException if the officer's reach has no such application
     * @throws NoWay if it does not stand before its notice, or an objection is open
     */
    public NoticeId post(ApplicationId id, Proof proof, Officer by) {
        var view = applications.locked(id, by);
        var notice = notice(view, by);
        if (again(view)) {
            var refused = whyNot(view, by);
            if (refused != null) {
                throw new cn.yimen.pages.NotAllowed(refused);
            }
            var posted = notices.post(notice, proof, by);
            matters.note(view.matter(), "重新张榜公示", null, by);
            return posted;
        }
        // the way first: who may not go it is told so, before anything hangs
        applications.go(id, Way.POST_NOTICE, null, by);
        return notices.post(notice, proof, by);
    }

    /** Only what follows from the opinion; no words of anybody. */
    private NewNotice notice(ApplicationView view, Officer by) {
        var opinion = opinions.latest(view.id())
                .filter(Opinion::favourable)
                .orElseThrow(() -> new NoWay("还没有建议确认的初审意见，没有可以公示的内容"));
        var scheme = opinion.scheme();
        var office = organisations.townshipOffice(new PlaceId(view.townshipCode()));
        var person = persons.byIds(List.of(new PersonId(view.personId())), by).get(new PersonId(view.personId()));
        return new NewNotice(
                kind(view.kind()),
                view.subject(),
                new PlaceId(view.villageCode() == null ? view.townshipCode() : view.villageCode()),
                view.personName(),
                scheme.unit() == Scheme.Unit.PERSON
                        ? 1
                        : opinion.assessment().covered(scheme).size(),
                words(scheme),
                opinion.amount().signum() > 0 ? opinion.amount() : null,
                opinion.monthly().signum() > 0,
                minor(person, LocalDate.now(clock)),
                scheme == Scheme.SINGLE || scheme == Scheme.GANGXING,
                reasons(scheme),
                office.phone() == null ? "" : office.phone());
    }

    private static boolean minor(@Nullable PersonView person, LocalDate on) {
        var age = person == null ? null : person.ageOn(on);
        return age != null && age < 18;
    }

    private static NoticeKind kind(PathKind kind) {
        return switch (kind) {
            case DIBAO_FAMILY -> NoticeKind.LOW_INCOME;
            case TEKUN -> NoticeKind.TEKUN;
            case TEMPORARY -> NoticeKind.TEMPORARY;
        };
    }

    /** The scheme without what would tell of an illness or disability. */
    private static String words(Scheme scheme) {
        return switch (scheme) {
            case DIBAO, SINGLE -> "最低生活保障";
            case BIANYUAN -> "低保边缘家庭";
            case GANGXING -> "刚性支出困难家庭";
            case TEKUN -> "特困人员救助供养";
            case TEMPORARY_QUICK, TEMPORARY_EMERGENCY, TEMPORARY_EXPENDITURE -> "临时救助";
        };
    }

    private static @Nullable String reasons(Scheme scheme) {
        return switch (scheme) {
            case DIBAO -> "家庭人均收入低于当地低保标准，财产符合规定";
            case BIANYUAN -> "家庭人均收入、财产符合低保边缘家庭规定";
            case TEMPORARY_QUICK, TEMPORARY_EMERGENCY -> "家庭遇到突发困难";
            case TEMPORARY_EXPENDITURE -> "家庭必需支出突然增加";
            case SINGLE, GANGXING, TEKUN -> null;
        };
    }

    /** The notices of an application, the last one first; the caller has read the application. */
    @Transactional(readOnly = true)
    public List<NoticeView> of(ApplicationView view, Officer by) {
        return notices.of(view.subject(), by);
    }

    /** The notice an objection on paper is recorded to; none if there is nothing to object to. */
    @Transactional(readOnly = true)
    public Optional<NoticeId> hanging(ApplicationId id, Officer by) {
        return notices.latest(applications.get(id, by).subject(), by)
                .filter(NoticeView::takesPaper)
                .map(NoticeView::id);
    }

    // --- what comes from the board

    /** 收到异议: the application stands still before its next step; handed on already, the bureau is told. */
    @EventListener
    void on(NoticeObjected objected) {
        application(objected.subject()).map(store::locked).ifPresent(view -> {
            if (view.state() == ApplicationState.NOTICE) {
                applications.goByItself(view.id(), Way.OBJECT, "公示期内收到异议");
            } else if (view.state() == ApplicationState.SUBMITTED || view.ended()) {
                matters.note(view.matter(), "收到公示异议", view.ended() ? "决定以后收到" : "报审以后收到，处理完前不能确认");
                open(
                        view,
                        LATE,
                        Assignee.everybody(Role.BUREAU_OFFICER),
                        view.ended() ? "决定后收到公示异议" : "报审后收到公示异议",
                        view.ended() ? "公示期内提出，核查后决定是否重办" : "处理完前不能确认，可以退回重新调查",
                        "去看");
            }
        });
    }

    @EventListener
    void on(ObjectionSettled settled) {
        tasks.close(LATE, settled.subject(), null);
        application(settled.subject())
                .map(store::reread)
                .ifPresent(view -> matters.note(view.matter(), settled.upheld() ? "公示异议成立" : "公示异议不成立", null));
    }

    /** 公示期满: whoever is responsible hands it on (及时报县级). */
    @EventListener
    void on(NoticeEnded ended) {
        application(ended.subject())
                .map(store::reread)
                .filter(view -> view.state() == ApplicationState.NOTICE)
                .ifPresent(view -> open(
                        view,
                        OVER,
                        Assignee.reviewers(new PlaceId(view.townshipCode())),
                        "报审核确认",
                        "公示期满，没有异议，及时报送",
                        "去报送"));
    }

    @EventListener
    void on(NoticeWithdrawn withdrawn) {
        application(withdrawn.subject()).map(store::reread).ifPresent(view -> {
            matters.note(view.matter(), "撤下公示", null);
            if (view.state() == ApplicationState.NOTICE) {
                open(view, OVER, Assignee.reviewers(new PlaceId(view.townshipCode())), "重新公示", "公示已撤下，要重新公示", "去公示");
            }
        });
    }

    /** What goes back or ends hangs no longer; what was asked of the reviewer is done. */
    @EventListener
    void on(ApplicationMoved moved) {
        var subject = new cn.yimen.audit.Subject("application", moved.id().toString());
        if (moved.from() == ApplicationState.NOTICE) {
            tasks.close(OVER, subject, null);
        }
        switch (moved.to()) {
            case SURVEY, APPRAISAL -> notices.stop(subject, "重新调查、评议", null);
            case TERMINATED, WITHDRAWN, DIED, TRANSFERRED -> notices.stop(subject, "不再办理", null);
            case RECEIVED, AIDED, PROPOSED, NOTICE, OBJECTED, SUBMITTED, REVIEW, CONFIRMED, REFUSED -> {}
        }
    }

    private void open(ApplicationView view, String kind, Assignee to, String title, String why, String verb) {
        tasks.open(NewTask.of(kind, to, view.subject(), title, why, verb, "/applications/" + view.id())
                .about(view.personName(), null, view.receiptNo())
                .by(view.current() != null ? view.current() : view.promise() != null ? view.promise() : view.total()));
    }

    private static Optional<ApplicationId> application(cn.yimen.audit.Subject subject) {
        return subject.kind().equals("application") ? Optional.of(ApplicationId.of(subject.id())) : Optional.empty();
    }
}
