package cn.yimen.benefit;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.CaseViews;
import cn.yimen.casefile.Cases;
import cn.yimen.casefile.DuplicateMatter;
import cn.yimen.eligibility.Comparison;
import cn.yimen.eligibility.MeansTest;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 转换救助 (57 第三十二条, 43 第二十七条; lesson 14): what a move from one scheme to another does to the award that stays, in the
 * transaction of the decision that moves; and the way back from 特困 to 低保. Nothing is typed again.
 */
@Service
@Transactional
public class AwardMoves {

    /** 最低生活保障 in the catalogue. */
    private static final String DIBAO = "MZ-01";

    private static final Role[] CASEWORKERS = {Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER};

    private final Awards awards;
    private final AwardProposals proposals;
    private final ProposalStore store;
    private final AwardReviews reviews;
    private final Cases cases;
    private final CaseViews views;
    private final Policy policy;
    private final AuditLog audit;
    private final Clock clock;

    AwardMoves(
            Awards awards,
            AwardProposals proposals,
            ProposalStore store,
            AwardReviews reviews,
            Cases cases,
            CaseViews views,
            Policy policy,
            AuditLog audit,
            Clock clock) {
        this.awards = awards;
        this.proposals = proposals;
        this.store = store;
        this.reviews = reviews;
        this.cases = cases;
        this.views = views;
        this.policy = policy;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 减出: the award of a household, reckoned again without whoever leaves it.
     *
     * @param lines of the two runs that differ
     * @param problem why it cannot be done with the move, as a sentence; null if it can
     */
    public record Leaving(
            AwardView award,
            AwardProposals.Review after,
            List<Comparison.Line> lines,
            @Nullable String problem) {

        public Leaving {
            lines = List.copyOf(lines);
        }

        /** What was shown: another version of the award, or another amount, is not decided unseen. */
        public String seen() {
            return award.id() + "." + award.version() + "." + after.members().size() + "."
                    + after.amount().total().fen();
        }
    }

    /** 提出的人: whose opinion the move rests on; another decides. */
    public record Proposer(UUID id, String name, Instant at) {}

    /**
     * 减出测算, by today's parameters; nothing is decided.
     *
     * @param person who leaves
     * @param facts of the household as the move was decided on
     */
    @Transactional(readOnly = true)
    public Leaving leaving(AwardView award, UUID person, HouseholdFacts facts, Officer by) {
        var today = LocalDate.now(clock);
        var run = MeansTest.determine(facts.but().asOf(today).build(), policy.eligibilityOn(today));
        var after = proposals.review(award, run, by);
        return new Leaving(award, after, after.lines(), problem(award, person, after));
    }

    private @Nullable String problem(AwardView award, UUID person, AwardProposals.Review after) {
        if (award.state() != AwardState.RUNNING && award.state() != AwardState.SUSPENDED) {
            return "这项待遇现在是「%s」，期内的金额已经定下，要先提出终止或退出渐退".formatted(award.state().words());
        }
        if (proposals.hasOpen(award.id())) {
            return "这项待遇有一份变动在等决定，先办完那一份";
        }
        var review = reviews.of(award.id()).stream().filter(AwardReview::open).findFirst();
        if (review.isPresent()) {
            return "这项待遇有一件复核没有办完：" + review.get().words();
        }
        var stay = after.members().stream().map(NewAward.Named::person).toList();
        if (stay.contains(person)) {
            return "按今天的参数重新测算，本人还计在低保里，要重新写初审意见";
        }
        var others = award.members().stream()
                .filter(each -> !each.person().equals(person) && !stay.contains(each.person()))
                .map(NewAward.Named::name)
                .toList();
        if (!after.fits()) {
            return "减出本人后重新测算，%s。要先到那项待遇提出渐退或终止"
                    .formatted(
                            after.why().isEmpty()
                                    ? "不再符合" + award.scheme().label()
                                    : after.why().stream().collect(Collectors.joining("；")));
        }
        if (!others.isEmpty()) {
            return "按现在的情况%s也不再计入，不能随本人一起减出。要先到那项待遇提出「调整金额」".formatted(String.join("、", others));
        }
        return null;
    }

    /**
     * 减出, in the caller's transaction: proposed by one, decided by another, from the month the person's new award begins, with
     * its paper.
     *
     * @param reason goes into the paper
     * @throws Conflict if it cannot be done any more
     */
    public void leave(Leaving leaving, String reason, Proposer proposer, YearMonth from, Officer by) {
        if (leaving.problem() != null) {
            throw new Conflict(leaving.problem());
        }
        if (proposer.id().equals(by.id())) {
            throw new NotAllowed("提出的人不能自己决定");
        }
        var award = leaving.award();
        var after = leaving.after();
        var id = new ProposalId(UUID.randomUUID());
        store.insert(
                id,
                award,
                ChangeKind.CHANGE,
                null,
                reason,
                after.now(),
                after.amount(),
                false,
                new ProposalStore.Proposer(proposer.id(), proposer.name(), proposer.at()));
        store.close(id, ProposalState.DECIDED, null, by);
        awards.leave(award.id(), after.amount(), after.members(), from, reason, id.id(), by);
    }

    // ---- 特困终止后转为低保

    /**
     * 终止以后: what the household would receive when the award has ended.
     *
     * @param fits whether 低保 fits as it was reckoned
     * @param words the amount, or what is missing or against it
     * @param applied the case in which 低保 is open already; null if it is not, or out of the reader's scope
     * @param mayApply whether the reader may open the application now
     */
    public record Afterwards(
            boolean fits, String words, @Nullable CaseId applied, boolean mayApply) {}

    /** 终止后符合低保的应当及时转入 (43 第二十七条), by the run an end was proposed on. */
    @Transactional(readOnly = true)
    public @Nullable Afterwards afterwards(AwardView award, ProposalView proposal, Officer by) {
        if (award.scheme() != Scheme.TEKUN || proposal.kind() != ChangeKind.END) {
            return null;
        }
        var run = proposal.review();
        var dibao = run.of(Scheme.DIBAO);
        var counted = award.person() != null
                && run.covered(Scheme.DIBAO).contains(award.person().toString());
        var fits = dibao.eligible() && counted && run.toConfirm().isEmpty();
        var words = new ArrayList<String>();
        if (!counted) {
            words.add("按登记的情况，本人仍然符合特困，不计入低保");
        } else if (fits) {
            words.add("符合低保，%d 人，每月 %s 元"
                    .formatted(
                            run.covered(Scheme.DIBAO).size(),
                            dibao.amount().total().grouped()));
        } else {
            dibao.missing().forEach(missing -> words.add("还缺：" + missing.words()));
            run.toConfirm().forEach(missing -> words.add("推算值待确认：" + missing.words()));
            dibao.reasons().forEach(reason -> words.add(reason.words()));
        }
        var open = cases.inTheWay(award.household(), List.of(), List.of(DIBAO), by);
        return new Afterwards(
                fits,
                words.stream().filter(each -> !each.isBlank()).distinct().collect(Collectors.joining("；")),
                open.stream()
                        .map(DuplicateMatter.Existing::caseId)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                open.isEmpty() && award.caseId() != null && award.reachedBy(by, CASEWORKERS));
    }

    /**
     * 转为低保: an application in the case the award was decided in, with what is registered.
     *
     * @return the case
     * @throws NotAllowed if the officer opens no applications there
     * @throws Conflict if one is open already, or the award comes from an old roster and has no case
     */
    public CaseId apply(AwardId id, Officer by) {
        var award = awards.get(id, by);
        if (!award.reachedBy(by, CASEWORKERS)) {
            throw new NotAllowed("转为低保由窗口、乡镇审核或民政经办办理");
        }
        var file = award.caseId();
        if (award.scheme() != Scheme.TEKUN || file == null) {
            throw new Conflict("这项待遇不是特困，或者没有申请的案件，请到窗口受理低保申请");
        }
        if (!cases.inTheWay(award.household(), List.of(), List.of(DIBAO), by).isEmpty()) {
            throw new Conflict("本户的低保已经在办");
        }
        var header = views.header(file, "转为低保", by);
        cases.add(file, DIBAO, header.applicantId(), header.applicantName(), "特困终止，转为低保", by);
        audit.changed(by, "转为低保", new Subject("award", id.toString()), "");
        return file;
    }
}
