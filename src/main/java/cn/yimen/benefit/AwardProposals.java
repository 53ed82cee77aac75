package cn.yimen.benefit;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.district.PlaceId;
import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.Comparison;
import cn.yimen.eligibility.EligibilityParameters.ExitCause;
import cn.yimen.eligibility.GradualExit;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Reason;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.household.PersonId;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 待遇变动的提出与决定 (BN-1, AP-3; 57 第三十一至三十三条, 43 第二十三至二十六条): the household is reckoned again, one person
 * proposes what follows, another decides it. What is decided is what was proposed, on the same facts; 特困 ends only after its
 * notice has hung without an objection.
 */
@Service
@Transactional
public class AwardProposals {

    static final String TASK = "benefit.proposal";

    private static final Role[] PROPOSERS = {Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER};

    private final Awards awards;
    private final AwardStore store;
    private final ProposalStore proposals;
    private final Households households;
    private final Policy policy;
    private final ObjectProvider<AwardGrounds> grounds;
    private final ObjectProvider<EndingNotice> endings;
    private final Tasks tasks;
    private final AuditLog audit;
    private final Clock clock;

    AwardProposals(
            Awards awards,
            AwardStore store,
            ProposalStore proposals,
            Households households,
            Policy policy,
            ObjectProvider<AwardGrounds> grounds,
            ObjectProvider<EndingNotice> endings,
            Tasks tasks,
            AuditLog audit,
            Clock clock) {
        this.awards = awards;
        this.store = store;
        this.proposals = proposals;
        this.households = households;
        this.policy = policy;
        this.grounds = grounds;
        this.endings = endings;
        this.tasks = tasks;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 核查测算: what the rules say of the household today; stored nowhere until something is proposed on it.
     *
     * @param before what the amount of now rests on; null where nothing is kept
     * @param lines of the two runs that differ, of the household and of the scheme; empty without one before
     * @param fits whether the scheme is still due
     * @param amount what would be due every month, nothing unless it fits
     * @param members who is counted
     * @param why the reasons, one sentence each
     */
    public record Review(
            Assessment now,
            @Nullable Assessment before,
            List<Comparison.Line> lines,
            boolean fits,
            AwardAmount amount,
            List<NewAward.Named> members,
            List<String> why,
            String digest) {

        public Review {
            lines = List.copyOf(lines);
            members = List.copyOf(members);
            why = List.copyOf(why);
        }
    }

    /**
     * 提议的内容.
     *
     * @param because of an end or a suspension
     * @param cause of a gradual exit
     * @param seen {@link Review#digest} of what the officer was shown
     */
    public record Wish(
            ChangeKind kind,
            @Nullable EndReason because,
            @Nullable ExitCause cause,
            String reason,
            String seen) {}

    /** What may be proposed of an award as it stands. */
    public static List<ChangeKind> kinds(AwardView award) {
        var kinds = new ArrayList<ChangeKind>();
        switch (award.state()) {
            case RUNNING -> {
                kinds.add(ChangeKind.CHANGE);
                kinds.add(ChangeKind.SUSPEND);
                if (award.scheme() == Scheme.DIBAO) {
                    kinds.add(ChangeKind.EXIT);
                }
                kinds.add(ChangeKind.END);
            }
            case SUSPENDED -> {
                kinds.add(ChangeKind.RESUME);
                kinds.add(ChangeKind.END);
            }
            case EXITING -> {
                kinds.add(ChangeKind.RETURN);
                kinds.add(ChangeKind.END);
            }
            case ENDED -> {}
        }
        return kinds;
    }

    /** Whether the officer has a post that proposes changes of this award. */
    public static boolean proposes(AwardView award, Officer officer) {
        return award.reachedBy(officer, PROPOSERS);
    }

    /** @throws NoSuchElementException if there is none in the officer's scope */
    @Transactional(readOnly = true)
    public Review review(AwardId id, Officer by) {
        return review(awards.get(id, by), LocalDate.now(clock), null, by);
    }

    private Review review(AwardView award, LocalDate on, @Nullable Assessment under, Officer by) {
        var household = new HouseholdId(award.household());
        var source = grounds.getIfAvailable();
        var facts = source == null ? households.facts(households.get(household, by), on) : source.facts(award, on, by);
        return review(
                award, MeansTest.determine(facts, under == null ? policy.eligibilityOn(on) : under.parameters()), by);
    }

    /** What a run of the household makes of an award. */
    Review review(AwardView award, Assessment now, Officer by) {
        var before = before(award).orElse(null);
        var judged = AwardJudgement.of(award.scheme(), award.person(), now);
        var members = new ArrayList<NewAward.Named>();
        if (award.person() != null) {
            members.add(new NewAward.Named(award.person(), award.holderName()));
        } else {
            var view = households.get(new HouseholdId(award.household()), by);
            for (var key : now.covered(award.scheme())) {
                var person = UUID.fromString(key);
                members.add(new NewAward.Named(
                        person, view.person(new PersonId(person)).name()));
            }
        }
        return new Review(
                now,
                before,
                before == null ? List.of() : lines(before, now, award.scheme()),
                judged.fits(),
                judged.fits() ? AwardAmount.of(judged.amount()) : AwardAmount.NOTHING,
                members,
                judged.why(),
                proposals.digest(now));
    }

    private static List<Comparison.Line> lines(Assessment before, Assessment now, Scheme scheme) {
        return Comparison.of(before, now).differences().stream()
                .filter(line -> line.section().equals("家庭") || line.section().equals(scheme.label()))
                .toList();
    }

    /** What the amount of now rests on: the last review that changed it, else the explanation it was confirmed on. */
    private Optional<Assessment> before(AwardView award) {
        return proposals
                .find(
                        "where p.award_id = :award and p.state = 'DECIDED' and p.kind in ('CHANGE', 'RETURN') order by p.closed_at desc limit 1",
                        Map.of("award", award.id().id()))
                .stream()
                .findFirst()
                .map(ProposalView::review)
                .or(() -> Optional.ofNullable(grounds.getIfAvailable()).flatMap(source -> source.explanation(award)));
    }

    /** 测算对照 of a proposal: the run it was proposed on beside the one before. */
    @Transactional(readOnly = true)
    public List<Comparison.Line> lines(ProposalView proposal, Officer by) {
        var award = awards.get(proposal.award(), by);
        return before(award)
                .map(before -> lines(before, proposal.review(), award.scheme()))
                .orElse(List.of());
    }

    /** 为什么不能这样提, as a sentence for the form; null if nothing is in the way. */
    public static @Nullable String problem(AwardView award, Wish wish, Review review) {
        if (!kinds(award).contains(wish.kind())) {
            return "这项待遇现在是「" + award.state().words() + "」，不能这样办";
        }
        return switch (wish.kind()) {
            case CHANGE ->
                !review.fits()
                        ? "按现在登记的情况不符合" + award.scheme().label() + "，不能调整金额；应当渐退、停发或者终止"
                        : same(award, review) ? "重新测算的金额和人数都没有变化，不用调整" : null;
            case EXIT -> whyNoExit(review, wish.cause());
            case RETURN ->
                review.fits() ? null : "按现在登记的情况还不符合" + award.scheme().label() + "，不能退出渐退";
            case SUSPEND, END -> wish.because() == null ? "选择停发、终止的事由" : null;
            case RESUME -> null;
            case GRANT -> throw new IllegalArgumentException("a grant is confirmed, not proposed");
        };
    }

    private static boolean same(AwardView award, Review review) {
        return review.amount().base().equals(award.amount().base())
                && review.amount().increments().equals(award.amount().increments())
                && review.amount().care().equals(award.amount().care())
                && new HashSet<>(review.members().stream()
                                .map(NewAward.Named::person)
                                .toList())
                        .equals(new HashSet<>(award.members().stream()
                                .map(NewAward.Named::person)
                                .toList()));
    }

    private static @Nullable String whyNoExit(Review review, @Nullable ExitCause cause) {
        if (cause == null) {
            return "选择渐退的事由";
        }
        if (review.now().fits(Scheme.DIBAO)) {
            return "按现在登记的情况，这一户仍然符合低保条件，不用渐退";
        }
        return review.now().of(Scheme.DIBAO).reasons().stream()
                .filter(each -> each.code() != Reason.Code.INCOME_OVER)
                .findFirst()
                .map(each -> "不适用渐退：" + each.words())
                .orElse(null);
    }

    /** 渐退测算 of a wish or a proposal; nothing is decided. */
    @Transactional(readOnly = true)
    public GradualExit exitPlan(AwardId id, Assessment review, ExitCause cause, Officer by) {
        return awards.exitPlan(id, review, cause, LocalDate.now(clock), by);
    }

    /**
     * 提出变动.
     *
     * @throws NoSuchElementException if there is no such award in the officer's scope
     * @throws NotAllowed if the officer's post proposes nothing, or the officer is a relative
     * @throws Conflict if a proposal is open already, or the household is not as it was shown
     * @throws IllegalArgumentException if {@link #problem} says so
     */
    public ProposalId propose(AwardId id, Wish wish, Officer by) {
        var seen = awards.get(id, by);
        requireProposer(seen, by);
        households.hold(new HouseholdId(seen.household()));
        var award =
                store.find("where a.id = :id for update", Map.of("id", id.id())).get(0);
        var review = review(award, LocalDate.now(clock), null, by);
        if (!review.digest().equals(wish.seen())) {
            throw new Conflict("您看过之后，家庭情况有变化。请重新核对后再提出");
        }
        var problem = problem(award, wish, review);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        var proposal = new ProposalId(UUID.randomUUID());
        var amount = switch (wish.kind()) {
            case CHANGE, RETURN -> review.amount();
            case EXIT, RESUME -> award.amount();
            case SUSPEND, END, GRANT -> AwardAmount.NOTHING;
        };
        var notice = needsNotice(award, wish);
        try {
            proposals.insert(
                    proposal,
                    award,
                    wish.kind(),
                    wish.because() != null
                            ? wish.because().name()
                            : wish.cause() != null ? wish.cause().name() : null,
                    wish.reason().strip(),
                    review.now(),
                    amount,
                    notice,
                    new ProposalStore.Proposer(by.id(), by.name(), clock.instant()));
        } catch (DuplicateKeyException open) {
            throw new Conflict("这项待遇已经有一份变动在等决定，先办完那一份");
        }
        audit.changed(by, "提出待遇变动", subject(id), wish.kind().words());
        if (notice) {
            ask(award, proposal, Assignee.reviewers(PlaceId.of(award.townshipCode())), "终止公示", "特困终止先公示 7 天", "去公示");
        } else {
            askToDecide(award, proposal, wish.kind(), by.name() + "提出");
        }
        return proposal;
    }

    /** 43 第二十六条: not for the dead, whose award ends by the fact. */
    private static boolean needsNotice(AwardView award, Wish wish) {
        return award.scheme() == Scheme.TEKUN && wish.kind() == ChangeKind.END && wish.because() != EndReason.DEATH;
    }

    private void askToDecide(AwardView award, ProposalId proposal, ChangeKind kind, String why) {
        ask(award, proposal, Assignee.everybody(Role.BUREAU_APPROVER), "决定：" + kind.words(), why + "，要另一人决定", "去决定");
    }

    private void ask(AwardView award, ProposalId proposal, Assignee to, String title, String why, String verb) {
        tasks.open(NewTask.of(
                        TASK,
                        to,
                        new Subject(ProposalView.KIND, proposal.toString()),
                        title + "（" + award.scheme().label() + "）",
                        why,
                        verb,
                        url(award.id(), proposal))
                .about(award.holderName(), null, null));
    }

    /** 公示期满 without an open objection: it can be decided now. */
    public void noticeOver(ProposalId id) {
        find(id).filter(ProposalView::open).ifPresent(proposal -> {
            tasks.close(TASK, proposal.subject(), null);
            askToDecide(award(proposal), id, proposal.kind(), "公示期满，没有异议");
        });
    }

    /** 公示中: nobody has to put it up any more. */
    public void noticeHangs(ProposalId id, Officer by) {
        tasks.close(TASK, new Subject(ProposalView.KIND, id.toString()), by);
    }

    /** 异议成立或公示撤下: it is put up again or given up. */
    public void noticeGone(ProposalId id, String why) {
        find(id).filter(ProposalView::open).ifPresent(proposal -> {
            tasks.close(TASK, proposal.subject(), null);
            var award = award(proposal);
            ask(award, id, Assignee.reviewers(PlaceId.of(award.townshipCode())), "终止公示", why + "，重新公示或者撤回", "去看");
        });
    }

    /** Locks a proposal until the end of the transaction, before what hangs for it; nothing if there is none. */
    public void hold(ProposalId id) {
        proposals.find("where p.id = :id for update of p", Map.of("id", id.id()));
    }

    /** As {@link #get}, for what happens by itself and shows it to nobody. */
    @Transactional(readOnly = true)
    public Optional<ProposalView> find(ProposalId id) {
        return proposals.find("where p.id = :id", Map.of("id", id.id())).stream()
                .findFirst();
    }

    /** @throws NoSuchElementException if there is none in the officer's scope */
    @Transactional(readOnly = true)
    public ProposalView get(AwardId award, ProposalId id, Officer by) {
        return visible("p.id = :id and p.award_id = :award", Map.of("id", id.id(), "award", award.id()), "", by)
                .stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no proposal " + id));
    }

    /** All of an award, the last first; none if the award is out of the officer's scope. */
    @Transactional(readOnly = true)
    public List<ProposalView> of(AwardId award, Officer by) {
        return visible("p.award_id = :award", Map.of("award", award.id()), "order by p.proposed_at desc", by);
    }

    private List<ProposalView> visible(String condition, Map<String, ?> given, String rest, Officer by) {
        var scope = ScopeClause.of(by, "a");
        var params = new HashMap<String, Object>(scope.params());
        params.putAll(given);
        return proposals.find("where " + condition + " and " + scope.condition() + " " + rest, params);
    }

    /**
     * 为什么还不能决定, as a sentence; null if this officer may decide it now.
     */
    @Transactional(readOnly = true)
    public @Nullable String whyNot(ProposalView proposal, Officer by) {
        if (!proposal.open()) {
            return "这份变动%s".formatted(proposal.state().words());
        }
        if (!by.has(Role.BUREAU_APPROVER)) {
            return "由区民政局审批人员决定";
        }
        if (proposal.proposedBy().equals(by.id())) {
            return "您提出的变动，要由另一名审批人员决定";
        }
        var source = grounds.getIfAvailable();
        var avoids = source == null ? null : source.avoids(awards.get(proposal.award(), by), by);
        if (avoids != null) {
            return avoids;
        }
        return notYet(proposal);
    }

    private @Nullable String notYet(ProposalView proposal) {
        if (!proposal.notice()) {
            return null;
        }
        var ending = endings.getIfAvailable();
        return ending == null ? "还没有公示" : ending.missing(proposal);
    }

    /**
     * 决定: what was proposed holds from the next month, with its paper.
     *
     * @throws NotAllowed if it is not this officer's to decide, or not yet
     * @throws Conflict if it was decided, or the award or the household is not as it was proposed on
     */
    public void decide(AwardId award, ProposalId id, Officer by) {
        var proposal = open(award, id, by);
        var whyNot = whyNot(proposal, by);
        if (whyNot != null) {
            throw new NotAllowed(whyNot);
        }
        var now = awards.get(award, by);
        if (now.version() != proposal.awardVersion()) {
            throw new Conflict("提出之后这项待遇已经变动，请不同意这一份，重新提出");
        }
        if (proposal.kind() == ChangeKind.CHANGE
                || proposal.kind() == ChangeKind.EXIT
                || proposal.kind() == ChangeKind.RETURN) {
            var on = proposal.review().facts().asOf();
            if (!review(now, on, proposal.review(), by).digest().equals(proposal.factsDigest())) {
                throw new Conflict("提出之后家庭情况有变化，请不同意这一份，按现在的情况重新提出");
            }
        }
        var today = LocalDate.now(clock);
        var next = YearMonth.from(today).plusMonths(1);
        // closed first: what the award itself ends must find nothing open
        proposals.close(id, ProposalState.DECIDED, null, by);
        awards.decided(now, proposal, members(now, proposal, by), next, today, by);
        tasks.close(TASK, proposal.subject(), by);
    }

    private List<NewAward.Named> members(AwardView award, ProposalView proposal, Officer by) {
        return proposal.kind() == ChangeKind.CHANGE
                ? review(award, proposal.review().facts().asOf(), proposal.review(), by)
                        .members()
                : award.members();
    }

    /**
     * 不同意: nothing changes.
     *
     * @throws NotAllowed if the officer decides nothing, or proposed it
     */
    public void refuse(AwardId award, ProposalId id, String words, Officer by) {
        var proposal = open(award, id, by);
        if (!by.has(Role.BUREAU_APPROVER) || proposal.proposedBy().equals(by.id())) {
            throw new NotAllowed("由没有提出它的区民政局审批人员决定");
        }
        close(proposal, ProposalState.REFUSED, words, by);
    }

    /** 撤回, by whoever proposed it, or the township that finds the objection to its notice right. */
    public void withdraw(AwardId award, ProposalId id, String words, Officer by) {
        var proposal = open(award, id, by);
        if (!mayWithdraw(proposal, by)) {
            throw new NotAllowed("由提出的人撤回");
        }
        close(proposal, ProposalState.WITHDRAWN, words, by);
    }

    /** Whether the officer may take it back. */
    public static boolean mayWithdraw(ProposalView proposal, Officer by) {
        return proposal.open()
                && (proposal.proposedBy().equals(by.id()) || (proposal.notice() && by.has(Role.TOWNSHIP_REVIEWER)));
    }

    private void close(ProposalView proposal, ProposalState state, String words, Officer by) {
        proposals.close(proposal.id(), state, words.strip(), by);
        endings.ifAvailable(ending -> ending.stop(proposal, state.words(), by));
        tasks.close(TASK, proposal.subject(), by);
        audit.changed(
                by,
                "待遇变动" + state.words(),
                subject(proposal.award()),
                proposal.kind().words());
    }

    private ProposalView open(AwardId award, ProposalId id, Officer by) {
        var seen = awards.get(award, by);
        households.hold(new HouseholdId(seen.household()));
        var proposal = visible(
                        "p.id = :id and p.award_id = :award",
                        Map.of("id", id.id(), "award", award.id()),
                        "for update",
                        by)
                .stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no proposal " + id));
        if (!proposal.open()) {
            throw new Conflict("%s已经办理：%s"
                    .formatted(proposal.closedName(), proposal.state().words()));
        }
        return proposal;
    }

    /** 待遇已经终止: what was still proposed of it goes nowhere. */
    @EventListener
    void on(AwardEvents.Ended ended) {
        if (ended.reason() == EndReason.GRADUAL_EXIT_END) {
            return;
        }
        proposals
                .find(
                        "where p.award_id = :award and p.state = 'OPEN' for update of p",
                        Map.of("award", ended.award().id()))
                .forEach(proposal -> {
                    proposals.close(proposal.id(), ProposalState.LAPSED, "待遇已经终止", null);
                    endings.ifAvailable(ending -> ending.stop(proposal, "待遇已经终止", null));
                    tasks.close(TASK, proposal.subject(), null);
                });
    }

    private AwardView award(ProposalView proposal) {
        return store.find("where a.id = :id", Map.of("id", proposal.award().id()))
                .get(0);
    }

    private void requireProposer(AwardView award, Officer by) {
        if (!proposes(award, by)) {
            throw new NotAllowed("待遇的变动由乡镇审核或区民政局提出");
        }
        var source = grounds.getIfAvailable();
        var avoids = source == null ? null : source.avoids(award, by);
        if (avoids != null) {
            throw new NotAllowed(avoids);
        }
    }

    /** Whether something waits to be decided of an award. */
    boolean hasOpen(AwardId award) {
        return !proposals
                .find("where p.award_id = :award and p.state = 'OPEN'", Map.of("award", award.id()))
                .isEmpty();
    }

    /** Where a proposal is looked at and decided. */
    public static String url(AwardId award, ProposalId proposal) {
        return "/awards/" + award + "/proposals/" + proposal;
    }

    static String because(@Nullable String code) {
        return Arrays.stream(EndReason.values())
                .filter(each -> each.name().equals(code))
                .map(EndReason::words)
                .findFirst()
                .or(() -> Arrays.stream(ExitCause.values())
                        .filter(each -> each.name().equals(code))
                        .map(ExitCause::label)
                        .findFirst())
                .orElse("");
    }

    private static Subject subject(AwardId id) {
        return new Subject("award", id.toString());
    }
}
