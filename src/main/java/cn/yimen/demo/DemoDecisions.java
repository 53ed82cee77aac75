package cn.yimen.demo;

import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.ApplicationState;
import cn.yimen.approval.ApplicationView;
import cn.yimen.approval.Applications;
import cn.yimen.approval.Decisions;
import cn.yimen.approval.Delivery;
import cn.yimen.approval.EndReason;
import cn.yimen.approval.InvestigationView;
import cn.yimen.approval.Investigations;
import cn.yimen.approval.NoticeOfApplication;
import cn.yimen.approval.Opinions;
import cn.yimen.approval.PathKind;
import cn.yimen.approval.TemporaryNeeds;
import cn.yimen.approval.Transfers;
import cn.yimen.approval.Way;
import cn.yimen.casefile.MatterId;
import cn.yimen.household.Emergency;
import cn.yimen.household.ExpenseKind;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.household.SelfCareItem;
import cn.yimen.identity.Officer;
import cn.yimen.notice.Notices;
import cn.yimen.notice.Objections;
import cn.yimen.notice.Proof;
import cn.yimen.verification.Verifications;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 审核确认的经历: an own matter's way from the investigation to the decision, as far as the time allows. */
@Component
class DemoDecisions {

    /** Sources that answer by a letter in the demo; the others are left out, as the page lets the bureau do. */
    private static final List<String> SOURCES = List.of("DEPOSIT", "VEHICLE", "HOUSING");

    private final Applications applications;
    private final Investigations investigations;
    private final Verifications verifications;
    private final Opinions opinions;
    private final NoticeOfApplication posting;
    private final Notices notices;
    private final Objections objections;
    private final Decisions decisions;
    private final TemporaryNeeds needs;
    private final Transfers transfers;
    private final Households households;
    private final Persons persons;
    private final DemoAccounts accounts;
    private final Clock clock;

    DemoDecisions(
            Applications applications,
            Investigations investigations,
            Verifications verifications,
            Opinions opinions,
            NoticeOfApplication posting,
            Notices notices,
            Objections objections,
            Decisions decisions,
            TemporaryNeeds needs,
            Transfers transfers,
            Households households,
            Persons persons,
            DemoAccounts accounts,
            Clock clock) {
        this.applications = applications;
        this.investigations = investigations;
        this.verifications = verifications;
        this.opinions = opinions;
        this.posting = posting;
        this.notices = notices;
        this.objections = objections;
        this.decisions = decisions;
        this.needs = needs;
        this.transfers = transfers;
        this.households = households;
        this.persons = persons;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** What a life lends: the moment some working days later, and acts that happen only if they lie in the past. */
    interface Days {

        Instant later(Instant from, double least, double most);

        /** @return whether it happened */
        boolean act(Officer officer, Instant at, Runnable what);
    }

    /**
     * @param accepted when the matter was complete
     * @param turn the family's number, decides what becomes of it
     */
    void live(MatterId matter, Officer clerk, int turn, Instant accepted, Days days) {
        var application = applications.ofMatter(matter, clerk);
        if (application.isEmpty() || application.get().state() != ApplicationState.RECEIVED) {
            return;
        }
        if (application.get().kind() == PathKind.TEMPORARY
                && !general(application.get(), clerk, turn, accepted, days)) {
            return; // urgent help has a history of its own
        }
        new Life(application.get(), clerk, turn, days).general(accepted);
    }

    /**
     * 到某一步为止: an own matter is led to a state and no further, one working day after the other.
     */
    void lead(MatterId matter, Officer clerk, int turn, ApplicationState goal, Instant accepted, Days days) {
        var application = applications.ofMatter(matter, clerk).orElseThrow();
        if (application.kind() == PathKind.TEMPORARY && goal != ApplicationState.RECEIVED) {
            var unused = unhurried(application, clerk, turn, accepted, days);
        }
        new Life(application, clerk, turn, days).lead(goal, accepted);
    }

    /** Whether a temporary assistance goes the general way; some in sudden need were not in such a hurry. */
    private boolean general(ApplicationView application, Officer clerk, int turn, Instant accepted, Days days) {
        var need = needs.of(application.id()).orElse(null);
        return need == null || !need.cause().sudden()
                ? turn % 4 != 0 && unhurried(application, clerk, turn, accepted, days)
                : turn % 5 == 4 && unhurried(application, clerk, turn, accepted, days);
    }

    /** 登记事由和需求: not urgent; what costs so much where nothing sudden has happened. */
    private boolean unhurried(ApplicationView application, Officer clerk, int turn, Instant accepted, Days days) {
        var need = needs.of(application.id()).orElse(null);
        return days.act(clerk, days.later(accepted, 0.05, 0.2), () -> {
            var ill = households.get(new HouseholdId(application.householdId()), clerk).details().expenses().stream()
                    .anyMatch(expense -> expense.kind() == ExpenseKind.MEDICAL);
            needs.register(
                    application.id(),
                    need != null ? need.cause() : ill ? Emergency.Cause.MEDICAL_COST : Emergency.Cause.OTHER_COST,
                    false,
                    need == null ? accepted : need.reportedAt(),
                    null,
                    1 + turn % 3,
                    null,
                    need == null ? -1 : need.version(),
                    clerk);
        });
    }

    private final class Life {
        private final ApplicationId id;
        private final ApplicationView application;
        private final Officer clerk;
        private final Officer colleague;
        private final Officer reviewer;
        private final SplittableRandom random;
        /** 自理能力: in how many of the six things they need help, whoever visits. */
        private final int fails;

        private final Days days;

        Life(ApplicationView application, Officer clerk, int turn, Days days) {
            this.id = application.id();
            this.application = application;
            this.clerk = clerk;
            this.random = new SplittableRandom(turn * 31L + 7);
            this.fails = new SplittableRandom(turn).nextInt(6);
            this.days = days;
            this.reviewer = accounts.reviewer(application.townshipCode());
            this.colleague = accounts.otherClerk(application.townshipCode(), clerk);
        }

        /** 低保族和特困. */
        void general(Instant accepted) {
            if (random.nextInt(25) == 0) {
                days.act(
                        clerk,
                        days.later(accepted, 1, 4),
                        () -> applications.go(id, Way.WITHDRAW, "家人找到了稳定工作，本人不再申请", clerk));
                return;
            }
            var started = days.later(accepted, 0.5, random.nextInt(8) == 0 ? 5 : 2.8);
            if (!days.act(reviewer, started, () -> applications.go(id, Way.START_SURVEY, null, reviewer))) {
                return;
            }
            var surveyed = verified(started);
            if (surveyed == null) {
                return;
            }
            var given = days.later(surveyed, 0.5, 2);
            if (!days.act(reviewer, given, () -> opinion(true))) {
                return;
            }
            var submitted = given;
            if (now(ApplicationState.PROPOSED)) {
                var ended = noticed(given);
                if (ended == null) {
                    return;
                }
                submitted = ended;
            }
            decided(submitted, 9);
        }

        /** 核对 by letter, then 入户 by the two of the window. @return when both were done; null if not yet */
        private @Nullable Instant verified(Instant started) {
            var officer = accounts.byLogin("officer");
            var asked = days.later(started, 0.05, 0.8);
            if (!days.act(reviewer, asked, () -> {
                verifications.authorise(application.caseId(), members(), LocalDate.now(clock), reviewer);
                verifications.ask(application.caseId(), reviewer);
            })) {
                return null;
            }
            var begun = days.later(asked, 0.3, 2.5);
            if (!days.act(officer, begun, () -> verifications.start(application.caseId(), SOURCES, officer))) {
                return null;
            }
            var visited = days.later(begun, 0.3, 2);
            if (!days.act(reviewer, visited, this::visit)) {
                return null;
            }
            var reported = days.later(visited, 0.3, 2);
            return days.act(officer, reported, () -> {
                        for (var request : verifications
                                .view(application.caseId(), officer)
                                .requests()) {
                            verifications.answerByHand(
                                    application.caseId(), request.id(), LocalDate.now(clock), "来函：名下没有登记", officer);
                        }
                        verifications.issue(application.caseId(), officer);
                    })
                    ? reported
                    : null;
        }

        private List<UUID> members() {
            return households.get(new HouseholdId(application.householdId()), reviewer).living().stream()
                    .map(member -> member.person().id())
                    .toList();
        }

        private void visit() {
            visit(clerk, colleague, reviewer);
        }

        private void bureauVisit() {
            visit(accounts.byLogin("officer"), accounts.byLogin("officer2"), accounts.byLogin("officer"));
        }

        private void visit(Officer one, Officer two, Officer by) {
            var today = LocalDate.now(clock);
            var visit = investigations.arrange(id, List.of(one.id(), two.id()), today, by);
            var view = investigations.view(id, visit, one);
            investigations.sign(id, visit, view.version(), found(view, today), one);
            investigations.sign(id, visit, investigations.view(id, visit, two).version(), Map.of(), two);
        }

        /** Everything as declared. */
        private Map<String, String> found(InvestigationView view, LocalDate today) {
            var values = new LinkedHashMap<>(view.values());
            var head = view.people().entrySet().iterator().next();
            values.put("on", today.toString());
            values.put("time", "9:30");
            values.put("way", "HOME");
            values.put("place", "本户家中");
            values.put("a_" + head.getKey(), "true");
            view.lines().forEach(line -> values.put("r_" + line.key(), "SAME"));
            for (var person : view.assessed().keySet()) {
                for (var item : SelfCareItem.values()) {
                    values.put("c_" + person + "_" + item.name(), item.ordinal() < fails ? "FAIL" : "PASS");
                }
            }
            values.put("living", "房屋安全，水电齐全，家具简单");
            values.put("summary", "申报情况属实");
            values.put("noPhoto", "本户不愿拍照");
            values.put("sign", "SIGNED");
            values.put("signer", head.getKey());
            values.put("signerName", head.getValue());
            return values;
        }

        /** 初审意见: what the rules say; where the township says no to what fits, it says why. */
        private void opinion(boolean favourable) {
            var proposal = opinions.proposal(id, reviewer);
            var first = proposal.first();
            opinions.give(
                    id,
                    favourable && first.fits(),
                    first.scheme(),
                    null,
                    !favourable && first.fits() ? "入户时邻居和村委会都说，主要生活来源由在外的亲属按月供给，申请人没有申报。" : first.reasons(),
                    first.basis(),
                    proposal.digest(),
                    reviewer);
        }

        /** 公示: seven days, for some of them an objection. @return when it was sent up; null if not yet */
        private @Nullable Instant noticed(Instant given) {
            var posted = posted(given);
            if (posted == null) {
                return null;
            }
            if (random.nextInt(9) == 0) {
                objected(posted);
                return null;
            }
            return ended(posted);
        }

        private @Nullable Instant posted(Instant given) {
            var posted = days.later(given, 0.3, 1.5);
            return days.act(
                            reviewer,
                            posted,
                            () -> posting.post(id, Proof.statement("村务公开栏", clock.instant(), "已在村务公开栏张贴"), reviewer))
                    ? posted
                    : null;
        }

        private void objected(Instant posted) {
            days.act(
                    clerk,
                    days.later(posted, 1, 3),
                    () -> objections.onPaper(
                            notices.latest(application.subject(), clerk)
                                    .orElseThrow()
                                    .id(),
                            new Objections.NewObjection("这家有人在外面做工，收入没有报。", null, null, false),
                            LocalDate.now(clock),
                            clerk));
        }

        private @Nullable Instant ended(Instant posted) {
            var ended = days.later(posted, 6, 8);
            return days.act(reviewer, ended, () -> {
                        notices.endDue();
                        if (now(ApplicationState.NOTICE)) {
                            applications.go(id, Way.SUBMIT, null, reviewer);
                        }
                    })
                    ? ended
                    : null;
        }

        /** To a state and no further. */
        private void lead(ApplicationState goal, Instant accepted) {
            if (goal == ApplicationState.RECEIVED) {
                return;
            }
            var started = days.later(accepted, 1, 2);
            if (goal == ApplicationState.WITHDRAWN) {
                go(clerk, started, Way.WITHDRAW, "找到了固定的活路，不再申请");
                return;
            }
            if (!go(reviewer, started, Way.START_SURVEY, null) || goal == ApplicationState.SURVEY) {
                return;
            }
            var next = days.later(started, 1, 2);
            switch (goal) {
                case TERMINATED ->
                    days.act(
                            reviewer,
                            next,
                            () -> applications.go(
                                    id, Way.TERMINATE, EndReason.REFUSE_VERIFY.name(), "三次上门都不让进门，也不签核对授权", reviewer));
                case TRANSFERRED ->
                    days.act(
                            reviewer,
                            next,
                            () -> transfers.transfer(
                                    id,
                                    application.itemCode().equals("MZ-01") ? "MZ-05" : "MZ-01",
                                    application.personId(),
                                    "按现在的情况，那一项更合适，本人同意",
                                    reviewer));
                case DIED -> {
                    died(next);
                    if (!now(ApplicationState.DIED)) {
                        go(clerk, days.later(next, 0.05, 0.2), Way.DIE, "申请人去世，家人不再申请");
                    }
                }
                default -> investigated(goal, started);
            }
        }

        private void investigated(ApplicationState goal, Instant started) {
            var surveyed = verified(started);
            if (surveyed == null) {
                return;
            }
            var given = days.later(surveyed, 1, 2);
            if (goal == ApplicationState.APPRAISAL) {
                go(reviewer, given, Way.CALL_APPRAISAL, "邻里对这户在外做工的收入说法不一");
                return;
            }
            var favourable = goal != ApplicationState.REFUSED && goal != ApplicationState.REVIEW;
            if (!days.act(reviewer, given, () -> opinion(favourable)) || goal == ApplicationState.PROPOSED) {
                return;
            }
            var submitted = given;
            if (now(ApplicationState.PROPOSED)) {
                var posted = posted(given);
                if (posted == null || goal == ApplicationState.NOTICE) {
                    return;
                }
                if (goal == ApplicationState.OBJECTED) {
                    objected(posted);
                    return;
                }
                var ended = ended(posted);
                if (ended == null) {
                    return;
                }
                submitted = ended;
            }
            if (goal != ApplicationState.SUBMITTED) {
                concluded(goal, submitted);
            }
        }

        private void concluded(ApplicationState goal, Instant submitted) {
            var approver = accounts.byLogin("approver");
            if (goal == ApplicationState.CONFIRMED
                    && decisions.check(id, approver).missing() != null) {
                days.act(accounts.byLogin("officer"), days.later(submitted, 0.3, 0.9), this::bureauVisit);
            }
            decided(days.later(submitted, 1, 2), 2);
            if (goal == ApplicationState.REVIEW) {
                go(clerk, days.later(submitted, 7, 8), Way.APPEAL, "亲戚给的钱是借的，要还，有借条");
            }
        }

        private boolean go(Officer by, Instant at, Way way, @Nullable String reason) {
            return days.act(by, at, () -> applications.go(id, way, reason, by));
        }

        private void died(Instant at) {
            var person = new PersonId(application.personId());
            days.act(
                    clerk,
                    at,
                    () -> persons.update(
                            person,
                            persons.get(person, clerk).version(),
                            persons.details(person, clerk, "登记死亡").died(LocalDate.now(clock)),
                            clerk));
        }

        /** 审核确认; those of filed relatives and of the random sample wait for the bureau's own visit. */
        private void decided(Instant submitted, int most) {
            var approver = accounts.byLogin("approver");
            var officer = accounts.byLogin("officer");
            days.act(officer, days.later(submitted, 0.2, 2), () -> {
                if (now(ApplicationState.SUBMITTED)) {
                    applications.receive(List.of(id), officer);
                }
            });
            var at = days.later(submitted, 1, most);
            var done = days.act(approver, at, () -> {
                var check = decisions.check(id, approver);
                var opinion = check.opinion();
                if (opinion == null || check.whyNot() != null) {
                    return;
                }
                if (!opinion.favourable()) {
                    decisions.refuse(id, opinion.reasons(), opinion.basis(), approver);
                } else if (check.confirmable() && !check.two()) {
                    decisions.confirm(id, Decisions.seen(opinion), approver);
                }
            });
            if (done && !decisions.of(id).isEmpty()) {
                days.act(
                        clerk,
                        days.later(at, 0.3, 2.5),
                        () -> decisions.deliver(
                                id,
                                LocalDate.now(clock),
                                Delivery.How.DIRECT,
                                application.applicantName(),
                                null,
                                clerk));
            }
        }

        private boolean now(ApplicationState state) {
            return applications.get(id, reviewer).state() == state;
        }
    }
}
