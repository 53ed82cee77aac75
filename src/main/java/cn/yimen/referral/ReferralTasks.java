package cn.yimen.referral;

import cn.yimen.calendar.DeadlineId;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The to-dos of a referral: they follow its state, on both sides. */
@Component
class ReferralTasks {

    static final String STEP = "referral.step";
    static final String AWAITING = "referral.awaiting";
    static final String URGING = "referral.urging";
    static final String ESCALATION = "referral.escalation";

    private final Tasks tasks;
    private final Clocks clocks;
    private final Organisations organisations;
    private final Places places;

    ReferralTasks(Tasks tasks, Clocks clocks, Organisations organisations, Places places) {
        this.tasks = tasks;
        this.clocks = clocks;
        this.organisations = organisations;
        this.places = places;
    }

    /** Closes what the last step asked for and opens what the next one asks for. */
    void follow(Referral referral, @Nullable Officer by) {
        if (referral.state().ended()) {
            tasks.closeAll(referral.subject(), by);
        } else {
            tasks.close(List.of(STEP, AWAITING), referral.subject(), by);
        }
        wanted(referral).forEach(tasks::open);
    }

    /** What its state asks of whom. */
    List<NewTask> wanted(Referral referral) {
        return switch (referral.state()) {
            case TO_DISPATCH -> List.of(dispatch(referral));
            case SENT -> List.of(department(referral, ReferralClock.SIGN, "签收转办件", "签收", ""));
            case EXAMINING -> List.of(department(referral, ReferralClock.EXAMINE, "填审查结果", "填审查结果", "/examine"));
            case CHECKING -> List.of(department(referral, ReferralClock.FIRST_ANSWER, "反馈初核", "反馈初核", "/answer"));
            case ANSWERED -> List.of(department(referral, ReferralClock.ITEM, "填办结结果", "填办结", "/finish"));
            case REFUSED -> tell(referral, "告知不符合的答复");
            case FINISHED -> tell(referral, "告知办结结果");
            case RETURNED, REFUSED_TOLD, FINISHED_TOLD, WITHDRAWN -> List.of();
        };
    }

    private NewTask dispatch(Referral referral) {
        var first = referral.round() == 1;
        return task(
                referral,
                STEP,
                clerks(referral),
                first ? "转办给" + department(referral.deptCode()) : "部门退回，改转" + referral.itemName(),
                (first ? "" : "转错部门退回，") + why(ReferralClock.DISPATCH),
                "去转办",
                "/dispatch",
                referral.deadline());
    }

    private NewTask department(Referral referral, ReferralClock clock, String title, String verb, String page) {
        var why = clock == ReferralClock.ITEM ? "按事项时限办结" : why(clock);
        return task(
                referral, STEP, Assignee.liaisons(referral.deptCode()), title, why, verb, page, referral.deadline());
    }

    private List<NewTask> tell(Referral referral, String title) {
        var why = department(referral.deptCode()) + "已答复，" + why(ReferralClock.TELL);
        return List.of(
                task(
                        referral,
                        STEP,
                        Assignee.liaisons(referral.deptCode()),
                        title,
                        why,
                        "记录告知",
                        "/tell",
                        referral.deadline()),
                task(referral, STEP, clerks(referral), title, why, "记录告知", "/tell", referral.deadline()));
    }

    /** The window fetches what the department lacks. */
    void awaiting(Referral referral) {
        open(
                referral,
                AWAITING,
                clerks(referral),
                "通知申请人补材料",
                department(referral.deptCode()) + "等待补材料，时限已暂停",
                "收材料",
                "",
                null);
    }

    void urged(Referral referral, boolean toWindow, String title, String why, DeadlineId answerBy) {
        open(
                referral,
                URGING,
                toWindow ? clerks(referral) : Assignee.liaisons(referral.deptCode()),
                title,
                why,
                "回复",
                "/urging",
                answerBy);
    }

    void escalated(Referral referral, String title, String why, @Nullable DeadlineId limit) {
        open(referral, ESCALATION, Assignee.everybody(Role.SUPERVISOR), title, why, "去督办", "", limit);
    }

    void urgingAnswered(Referral referral, @Nullable Officer by) {
        tasks.close(URGING, referral.subject(), by);
    }

    void stepDone(Referral referral, @Nullable Officer by) {
        tasks.close(List.of(URGING, ESCALATION), referral.subject(), by);
    }

    private void open(
            Referral referral,
            String kind,
            Assignee to,
            String title,
            String why,
            String verb,
            String page,
            @Nullable DeadlineId limit) {
        tasks.open(task(referral, kind, to, title, why, verb, page, limit));
    }

    private NewTask task(
            Referral referral,
            String kind,
            Assignee to,
            String title,
            String why,
            String verb,
            String page,
            @Nullable DeadlineId limit) {
        return NewTask.of(kind, to, referral.subject(), title, why, verb, "/referrals/" + referral.id() + page)
                .about(referral.personName(), place(referral), referral.anyNumber())
                .by(limit);
    }

    private String place(Referral referral) {
        return places.get(
                        new PlaceId(referral.villageCode() == null ? referral.townshipCode() : referral.villageCode()))
                .shortName();
    }

    private String department(String code) {
        return organisations.officeOfDepartment(code).shortName();
    }

    private String why(ReferralClock clock) {
        return clock.why(clocks.budget(clock).words());
    }

    private static Assignee clerks(Referral referral) {
        return Assignee.clerks(new PlaceId(referral.townshipCode()));
    }
}
