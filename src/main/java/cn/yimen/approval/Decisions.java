package cn.yimen.approval;

import cn.yimen.benefit.AwardAmount;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.AwardMoves;
import cn.yimen.benefit.AwardProposals;
import cn.yimen.benefit.AwardView;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.ChangeKind;
import cn.yimen.benefit.NewAward;
import cn.yimen.benefit.ProposalView;
import cn.yimen.benefit.SingleAid;
import cn.yimen.casefile.MatterState;
import cn.yimen.casefile.Matters;
import cn.yimen.casefile.ToldHow;
import cn.yimen.conference.Conferences;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.eligibility.Amount;
import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.household.PersonId;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.integrity.KinFilings;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Question;
import cn.yimen.ledger.NewPayable;
import cn.yimen.ledger.Payables;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 审核确认 (AP-1…AP-3, AP-5): the decision on an application, by somebody who had no other part in it and is no relative, on
 * the facts the township's opinion rests on and on no others. It gives the award, concludes the matter and issues the paper, all
 * or nothing.
 *
 * <p>Order of locks: the household and its people first, so that a death or a new income comes before the decision or after it;
 * then case, matter and application, where an objection and a second approver queue.
 */
@Service
@Transactional
public class Decisions {

    static final String SECOND = "approval.second";

    private final Applications applications;
    private final Opinions opinions;
    private final DecisionStore store;
    private final DecisionPapers papers;
    private final SampleDraws samples;
    private final Awards awards;
    private final Households households;
    private final KinFilings kin;
    private final Matters matters;
    private final Policy policy;
    private final Places places;
    private final Tasks tasks;
    private final Formats formats;
    private final ObjectProvider<Precondition> preconditions;
    private final Clock clock;
    private final Conferences conferences;
    private final Payables payables;
    private final AwardMoves moves;
    private final AwardProposals proposals;

    Decisions(
            Applications applications,
            Opinions opinions,
            DecisionStore store,
            DecisionPapers papers,
            SampleDraws samples,
            Awards awards,
            Households households,
            KinFilings kin,
            Matters matters,
            Policy policy,
            Places places,
            Tasks tasks,
            Formats formats,
            ObjectProvider<Precondition> preconditions,
            Clock clock,
            Conferences conferences,
            Payables payables,
            AwardMoves moves,
            AwardProposals proposals) {
        this.moves = moves;
        this.proposals = proposals;
        this.conferences = conferences;
        this.payables = payables;
        this.applications = applications;
        this.opinions = opinions;
        this.store = store;
        this.papers = papers;
        this.samples = samples;
        this.awards = awards;
        this.households = households;
        this.kin = kin;
        this.matters = matters;
        this.policy = policy;
        this.places = places;
        this.tasks = tasks;
        this.formats = formats;
        this.preconditions = preconditions;
        this.clock = clock;
    }

    /**
     * 决定之前: what the officer sees.
     *
     * @param whyNot why this officer may decide nothing here; null if he may
     * @param missing what is not there yet for a confirmation; null if nothing
     * @param changed what is not any more as the opinion has it
     * @param hints of the rules, one sentence each
     * @param first what the first of two has decided; null if nobody has, or one is enough
     * @param start the first month, if it is confirmed today
     * @param before what has to be done about another award first
     * @param moves what the confirmation does to another award in the same transaction
     */
    public record Check(
            ApplicationView application,
            @Nullable Opinion opinion,
            @Nullable String whyNot,
            @Nullable String missing,
            Opinions.@Nullable Changed changed,
            List<String> hints,
            @Nullable FirstView first,
            YearMonth start,
            @Nullable YearMonth until,
            List<Before> before,
            List<Move> moves) {

        public Check {
            hints = List.copyOf(hints);
            before = List.copyOf(before);
            moves = List.copyOf(moves);
        }

        /** What is repeated by the page and compared by the command; empty without an opinion. */
        public String seen() {
            return opinion == null ? "" : Decisions.seen(opinion, moves);
        }

        /** Whether it may be confirmed as it lies there. */
        public boolean confirmable() {
            return whyNot == null
                    && missing == null
                    && changed == null
                    && opinion != null
                    && opinion.favourable()
                    && before.isEmpty();
        }

        /** Whether two have to decide. */
        public boolean two() {
            return application.kinFiled();
        }
    }

    /** 先要办的, in one sentence, and where. */
    public record Before(String words, AwardId award) {}

    /**
     * 连带变动: another award that is changed or ended with the confirmation, from the same month, so that nobody is paid twice
     * and no month is lost.
     *
     * @param leaving the household's award reckoned again; null where an award ends
     * @param ending the proposal that has hung without an objection and is decided with this one; null where somebody leaves
     */
    public record Move(
            AwardView award,
            String words,
            AwardMoves.@Nullable Leaving leaving,
            @Nullable ProposalView ending) {

        String seen() {
            return leaving != null ? leaving.seen() : award.id() + "." + award.version();
        }
    }

    /** What stands beside the new award: to be done first, or done with it. */
    private record Others(List<Before> before, List<Move> moves) {}

    /** 第一确认人的意见, for the second. */
    public record FirstView(
            DecisionKind kind,
            Money amount,
            @Nullable String reasons,
            @Nullable String basis,
            String by,
            java.time.Instant at) {}

    /**
     * 结果.
     *
     * @param decision null after the first of two
     */
    public record Outcome(@Nullable Decision decision, String words) {}

    /** What the panel of the decisions asks, {@link #check} among it while one waits for a decision. */
    Stream<Question<?>> asks(ApplicationView application, Officer by) {
        var made = Stream.<Question<?>>of(DecisionStore.asks(application.id()), SampleDraws.asks(application.id()));
        return application.state() != ApplicationState.SUBMITTED
                ? made
                : Stream.of(
                                made,
                                Stream.<Question<?>>of(
                                        DecisionStore.asksFirst(application),
                                        kin.asksRelatives(application.householdId()),
                                        awards.asksOfHousehold(application.householdId()),
                                        conferences.asks(application.caseId(), by)),
                                opinions.asks(application, by),
                                applications.asks(application, Way.CONFIRM))
                        .flatMap(each -> each);
    }

    /** @throws NoSuchElementException if there is none within the officer's reach */
    @Transactional(readOnly = true)
    public Check check(ApplicationId id, Officer by) {
        var application = applications.get(id, by);
        var opinion = opinions.latest(id)
                .filter(it -> it.round() == application.round())
                .orElse(null);
        var first = store.first(application).orElse(null);
        var whyNot = whyNot(application, first, by);
        var changed = opinion == null || application.state() != ApplicationState.SUBMITTED
                ? null
                : opinions.changedSince(id, by).orElse(null);
        var start = YearMonth.now(clock).plusMonths(1);
        var draw = samples.of(id).orElse(null);
        var hints = new ArrayList<String>();
        if (application.kinFiled()) {
            hints.add("近亲属备案件：区民政局要自己入户，由两名审批人员先后确认");
        }
        if (draw != null && draw.drawn()) {
            hints.add("随机抽查抽中（" + formats.month(draw.month()) + "），区民政局要自己入户");
        }
        if (opinion != null && !opinion.favourable()) {
            hints.add("乡镇建议不予确认，要确认的先退回重新调查");
        }
        var running = awards.current(application.householdId());
        running.forEach(each -> hints.add("本户现在享受" + each.words()));
        if (opinion != null && opinion.favourable() && !opinion.scheme().temporary()) {
            awards.givingWay(opinion.scheme(), application.householdId(), covered(application, opinion), start)
                    .forEach(each -> hints.add("确认后，本户的%s从%s起终止，转为%s"
                            .formatted(
                                    each.scheme().label(),
                                    formats.month(start),
                                    opinion.scheme().label())));
        }
        if (running.stream().map(each -> each.scheme()).distinct().count() > 0
                && opinion != null
                && opinion.favourable()) {
            hints.add("本户涉及两种以上救助，符合会商条件");
        }
        var others = others(application, opinion, start, by);
        conferences
                .ofCase(application.caseId(), by)
                .forEach(proposal -> hints.add("符合会商条件：%s（%s）"
                        .formatted(proposal.reasonWords(), proposal.state().words())));
        return new Check(
                application,
                opinion,
                whyNot,
                whyNot == null && opinion != null && opinion.favourable()
                        ? missing(application, DecisionKind.CONFIRM, by)
                        : null,
                changed,
                hints,
                first == null
                        ? null
                        : new FirstView(
                                first.kind(),
                                first.amount(),
                                first.reasons(),
                                first.basis(),
                                first.byName(),
                                first.at()),
                start,
                opinion == null ? null : until(opinion.scheme(), start),
                others.before(),
                others.moves());
    }

    /** Nothing where nothing is to be confirmed. */
    private Others others(ApplicationView application, @Nullable Opinion opinion, YearMonth start, Officer by) {
        return application.state() != ApplicationState.SUBMITTED || opinion == null || !opinion.favourable()
                ? new Others(List.of(), List.of())
                : others(application, opinion.scheme(), opinion.assessment(), start, by);
    }

    /**
     * 连带变动 as the township sees it with its opinion: what the confirmation would do to other awards, and what would have to be
     * done before it.
     *
     * @param proposal as it would be given
     */
    @Transactional(readOnly = true)
    public List<String> alongside(Proposal proposal, Officer by) {
        var option = proposal.first();
        if (!option.fits()) {
            return List.of();
        }
        var others = others(
                proposal.application(),
                option.scheme(),
                proposal.run(),
                YearMonth.now(clock).plusMonths(1),
                by);
        return Stream.concat(
                        others.moves().stream().map(Move::words),
                        others.before().stream().map(Before::words))
                .toList();
    }

    private Others others(ApplicationView application, Scheme scheme, Assessment run, YearMonth start, Officer by) {
        var others = new Others(new ArrayList<>(), new ArrayList<>());
        if (scheme.temporary()) {
            return others;
        }
        for (var there : awards.staying(scheme, application.householdId(), covered(application, scheme, run), start)) {
            if (!there.household().equals(application.householdId())) {
                others.before().add(new Before(elsewhere(there), there.id()));
            } else if (there.scheme() == Scheme.TEKUN) {
                ending(there, start, others, by);
            } else if (scheme == Scheme.TEKUN) {
                leaving(application, run, there, start, others, by);
            } else {
                others.before().add(new Before(elsewhere(there), there.id()));
            }
        }
        return others;
    }

    private static String elsewhere(AwardView there) {
        return "%s正在享受%s。先到那项待遇提出变更或终止，另一人决定后再确认这一件".formatted(there.holderName(), there.words());
    }

    /** 43 第二十六条: it ends with this decision if its notice has hung, and not otherwise. */
    private void ending(AwardView there, YearMonth start, Others others, Officer by) {
        var open = proposals.of(there.id(), by).stream()
                .filter(ProposalView::open)
                .findFirst()
                .orElse(null);
        var whyNot = open == null
                ? "到那项待遇提出「终止」，公示 7 天没有异议后，在这里一并确认"
                : open.kind() != ChangeKind.END
                        ? "那项待遇有一份「" + open.kind().words() + "」在等决定，先办完那一份"
                        : proposals.whyNot(open, by);
        if (open == null || whyNot != null) {
            others.before()
                    .add(new Before(
                            "%s正在享受%s，特困要先公示才能终止。%s".formatted(there.holderName(), there.words(), whyNot), there.id()));
            return;
        }
        others.moves()
                .add(new Move(
                        there,
                        "%s的%s从%s起终止（%s），已公示 7 天，没有异议"
                                .formatted(
                                        there.holderName(),
                                        there.scheme().label(),
                                        formats.month(start),
                                        open.because()),
                        null,
                        open));
    }

    /** The household's award goes on without whoever is recognised for himself. */
    private void leaving(
            ApplicationView application, Assessment run, AwardView there, YearMonth start, Others others, Officer by) {
        var leaving = moves.leaving(there, application.personId(), run.facts(), by);
        if (leaving.problem() != null) {
            others.before()
                    .add(new Before(
                            "%s计在本户的%s里（%d 人）。%s"
                                    .formatted(
                                            application.personName(),
                                            there.words(),
                                            there.members().size(),
                                            leaving.problem()),
                            there.id()));
            return;
        }
        others.moves()
                .add(new Move(
                        there,
                        "%s从%s起减出本户%s，其余 %d 人重新测算，每月 %s%s"
                                .formatted(
                                        application.personName(),
                                        formats.month(start),
                                        there.scheme().label(),
                                        leaving.after().members().size(),
                                        formats.yuan(leaving.after().amount().total()),
                                        there.holderName().equals(application.personName()) ? "；本人是领取人，要另定领取人" : ""),
                        leaving,
                        null));
    }

    private void carryOut(Move move, ApplicationView application, Opinion opinion, YearMonth start, Officer by) {
        var leaving = move.leaving();
        if (leaving != null) {
            moves.leave(
                    leaving,
                    "%s转为%s，其余 %d 人重新测算"
                            .formatted(
                                    application.personName(),
                                    opinion.scheme().label(),
                                    leaving.after().members().size()),
                    new AwardMoves.Proposer(opinion.by(), opinion.byName(), opinion.at()),
                    start,
                    by);
        } else if (move.ending() != null) {
            proposals.decide(move.award().id(), move.ending().id(), by);
        }
        matters.note(application.matter(), "连带变动", move.words(), by);
    }

    /**
     * 确认同意.
     *
     * @param seen digest of the facts and amount the officer was shown: what else came in between is not confirmed unseen
     * @throws NotAllowed if it is not the officer's to decide
     * @throws OwnWork if the officer had another part in it
     * @throws NoWay if it is not waiting for a decision any more, with who did what; or something is missing
     * @throws FactsChanged if the household is not as the opinion has it
     * @throws cn.yimen.benefit.AlreadyInBenefit if the household has an award that does not go with it
     */
    public Outcome confirm(ApplicationId id, String seen, Officer by) {
        var open = open(id, by);
        var application = open.application();
        var opinion = open.opinion();
        if (!opinion.favourable()) {
            throw new NoWay("乡镇建议不予确认，不能确认。要确认的先退回重新调查");
        }
        requireFacts(application, opinion, by);
        var today = LocalDate.now(clock);
        var start = YearMonth.from(today).plusMonths(1);
        var others = others(application, opinion, start, by);
        if (!seen(opinion, others.moves()).equals(seen)) {
            throw new Conflict(
                    seen.startsWith(seen(opinion)) ? "您看过之后，本户另一项待遇有变动，请重新核对后再确认" : "您看过之后，乡镇的初审意见换了一份，请重新核对后再确认");
        }
        var missing = missing(application, DecisionKind.CONFIRM, by);
        if (missing != null) {
            throw new NoWay(missing);
        }
        if (application.kinFiled() && open.first() == null) {
            return first(application, opinion, DecisionKind.CONFIRM, null, null, by);
        }
        agree(open, DecisionKind.CONFIRM, opinion);
        applications.take(id, open.part(), by);
        AwardId award = null;
        UUID aid = null;
        AwardAmount amount = AwardAmount.NOTHING;
        if (opinion.scheme().temporary()) {
            aid = once(application, opinion, today, by);
        } else {
            amount = amount(application, opinion);
            // 连带变动 first: the person is free from the month the new award begins, or nothing happens at all
            others.moves().forEach(move -> carryOut(move, application, opinion, start, by));
            award = award(application, opinion, amount, start, today, by);
        }
        var outcome = decided(open, DecisionKind.CONFIRM, amount, award, aid, start, null, opinion.basis(), by);
        return others.moves().isEmpty()
                ? outcome
                : new Outcome(
                        outcome.decision(),
                        outcome.words()
                                + others.moves().stream()
                                        .map(move -> "。同时：" + move.words() + "，告知书已经编号，请打印送达")
                                        .collect(Collectors.joining()));
    }

    /**
     * 不予确认, in writing, with the reasons and the clause.
     *
     * @throws IllegalArgumentException if there is no reason or no clause
     */
    public Outcome refuse(ApplicationId id, String reasons, String basis, Officer by) {
        if (reasons.isBlank() || basis.isBlank()) {
            throw new IllegalArgumentException("a refusal says why and by which clause");
        }
        var open = open(id, by);
        var missing = missing(open.application(), DecisionKind.REFUSE, by);
        if (missing != null) {
            throw new NoWay(missing);
        }
        if (open.application().kinFiled() && open.first() == null) {
            return first(open.application(), open.opinion(), DecisionKind.REFUSE, reasons.strip(), basis.strip(), by);
        }
        agree(open, DecisionKind.REFUSE, open.opinion());
        applications.take(id, open.part(), by);
        return decided(
                open, DecisionKind.REFUSE, AwardAmount.NOTHING, null, null, null, reasons.strip(), basis.strip(), by);
    }

    /** What was shown: the digest of the facts and the amount. */
    public static String seen(Opinion opinion) {
        return opinion.id() + "/" + opinion.factsDigest().substring(0, 16) + "/"
                + opinion.amount().fen();
    }

    /** The same with what it does to another award. */
    private static String seen(Opinion opinion, List<Move> moves) {
        return seen(opinion) + moves.stream().map(move -> "/" + move.seen()).collect(Collectors.joining());
    }

    /** All rounds, the last first; the caller has read the application. */
    @Transactional(readOnly = true)
    public List<Decision> of(ApplicationId id) {
        return store.of(id);
    }

    /** @throws NoSuchElementException if there is none within the officer's reach */
    @Transactional(readOnly = true)
    public Decision get(UUID id, Officer by) {
        var decision = store.find(id).orElseThrow(() -> new NoSuchElementException("no decision " + id));
        applications.get(decision.application(), by);
        return decision;
    }

    /**
     * 送达: the paper has reached the applicant; the limit of a refusal ends with it, and the matter is told.
     *
     * @param on not before the decision, not after today
     * @throws Conflict if it was delivered already
     */
    public void deliver(
            ApplicationId id, LocalDate on, Delivery.How how, String receiver, @Nullable String note, Officer by) {
        var application = applications.locked(id, by);
        if (!application.reachedBy(by, Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER)) {
            throw new NotAllowed("送达由窗口、乡镇审核或民政经办登记");
        }
        var decision =
                store.of(id).stream().findFirst().orElseThrow(() -> new NoSuchElementException("nothing decided yet"));
        if (decision.delivery() != null) {
            throw new Conflict("%s已经登记送达".formatted(decision.delivery().by()));
        }
        if (on.isBefore(LocalDate.ofInstant(decision.at(), clock.getZone())) || on.isAfter(LocalDate.now(clock))) {
            throw new IllegalArgumentException("delivered between the decision and today: " + on);
        }
        store.deliver(decision, new Delivery(on, how, receiver, note, by.name()), by);
        if (matters.get(application.matter(), by).state() == MatterState.CONCLUDED) {
            matters.tell(application.matter(), ToldHow.WRITING, how.words() + " " + decision.number(), by);
        }
    }

    // ---- the steps of a decision

    /** Everything a decision begins with, locked. */
    private record Open(ApplicationView application, Opinion opinion, DecisionStore.@Nullable First first) {

        Part part() {
            return application.kinFiled() ? Part.SECOND_CONFIRMER : Part.CONFIRMER;
        }
    }

    private Open open(ApplicationId id, Officer by) {
        var seen = applications.get(id, by);
        households.hold(new HouseholdId(seen.householdId()));
        var application = applications.locked(id, by);
        if (application.state() != ApplicationState.SUBMITTED) {
            throw new NoWay(gone(application, by));
        }
        var first = store.first(application).orElse(null);
        var whyNot = whyNot(application, first, by);
        if (whyNot != null) {
            throw eyes(application, by) ? new OwnWork(whyNot) : new NotAllowed(whyNot);
        }
        var opinion = opinions.latest(id)
                .filter(it -> it.round() == application.round())
                .orElseThrow(() -> new NoWay("本轮还没有初审意见，不能决定"));
        return new Open(application, opinion, first);
    }

    /** Who was quicker, and what he did. */
    private String gone(ApplicationView application, Officer by) {
        var last = applications.steps(application.id(), by).get(0);
        return "%s %s 已办「%s」，本件现在是「%s」。您这次没有改动什么"
                .formatted(last.who(), formats.dayTime(last.at()), last.words(), application.stateWords());
    }

    private @Nullable String whyNot(ApplicationView application, DecisionStore.@Nullable First first, Officer by) {
        if (application.state() != ApplicationState.SUBMITTED) {
            return "本件现在是「" + application.stateWords() + "」，不是待审核确认";
        }
        var row = applications.wayOf(application, Way.CONFIRM).orElseThrow();
        if (!row.isFor(by, application)) {
            return "本件由" + (application.byTownship() ? "乡镇（街道）审核人员" : "区民政局审批人员") + "审核确认";
        }
        for (var hand : applications.hands(application.id())) {
            if (hand.officer().equals(by.id())) {
                if (hand.part() == Part.INVESTIGATOR) {
                    return "您参与过本户入户调查，不能审核确认";
                }
                if (hand.part() == Part.REVIEWER) {
                    return "您写过本件的初审意见，不能审核确认";
                }
            }
        }
        if (kin.isRelative(by.id(), application.householdId())) {
            return "您与本户有近亲属关系（已备案），应当回避，不能审核确认";
        }
        if (first != null && first.by().equals(by.id())) {
            return "您已经确认过，要由另一名审批人员复核确认";
        }
        return null;
    }

    private boolean eyes(ApplicationView application, Officer by) {
        return applications.hands(application.id()).stream()
                .anyMatch(hand -> hand.officer().equals(by.id()));
    }

    private void requireFacts(ApplicationView application, Opinion opinion, Officer by) {
        opinions.changedSince(application.id(), by).ifPresent(changed -> {
            throw new FactsChanged(changed.facts());
        });
        if (opinion.assessment().facts().asOf().isAfter(LocalDate.now(clock))) {
            throw new NoWay("初审意见的日期在今天之后，不能确认");
        }
    }

    /** What the way asks besides the decision itself, which is made only now. */
    private @Nullable String missing(ApplicationView application, DecisionKind kind, Officer by) {
        var row = applications.wayOf(application, kind.way()).orElseThrow();
        for (var code : row.preconditions()) {
            if (code.equals(DecisionPreconditions.MADE)) {
                continue;
            }
            var missing = preconditions.stream()
                    .filter(bean -> bean.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no precondition " + code))
                    .missing(application, kind.way(), by);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    private Outcome first(
            ApplicationView application,
            Opinion opinion,
            DecisionKind kind,
            @Nullable String reasons,
            @Nullable String basis,
            Officer by) {
        applications.take(application.id(), Part.CONFIRMER, by);
        store.addFirst(application, kind, opinion.factsDigest(), opinion.amount(), reasons, basis, by);
        matters.note(application.matter(), "第一确认人意见：" + kind.words(), "近亲属备案件，待另一人复核", by);
        tasks.open(task(
                application,
                SECOND,
                Assignee.everybody(Role.BUREAU_APPROVER),
                "复核确认" + application.itemName(),
                "近亲属备案件，" + by.name() + "已确认，要另一人复核",
                "去复核",
                "/applications/" + application.id() + "/confirm"));
        return new Outcome(null, "您的意见已记下。近亲属备案件还要另一名审批人员复核，复核后才生效。");
    }

    /** The second of two confirms what the first did, or sends it back. */
    private static void agree(Open open, DecisionKind kind, Opinion opinion) {
        var first = open.first();
        if (first == null) {
            return;
        }
        if (first.kind() != kind) {
            throw new Conflict("第一确认人%s的意见是「%s」。意见不一致的，退回重新调查"
                    .formatted(first.byName(), first.kind().words()));
        }
        if (!first.factsDigest().equals(opinion.factsDigest())
                || !first.amount().equals(opinion.amount())) {
            throw new Conflict("第一确认之后初审意见有变化，退回重新调查");
        }
    }

    private AwardAmount amount(ApplicationView application, Opinion opinion) {
        var found = opinion.assessment().of(opinion.scheme());
        Amount amount = found.amount();
        if (opinion.scheme().unit() == Scheme.Unit.PERSON) {
            amount = found.persons().stream()
                    .filter(each -> each.member().equals(application.personId().toString()))
                    .findFirst()
                    .orElseThrow(() -> new NoWay("初审测算里没有本人的结论，退回重新测算"))
                    .amount();
        }
        var parts = AwardAmount.of(amount);
        if (!parts.total().equals(opinion.monthly())) {
            throw new IllegalStateException("the parts are not the opinion's sum: " + opinion.id());
        }
        return parts;
    }

    private AwardId award(
            ApplicationView application,
            Opinion opinion,
            AwardAmount amount,
            YearMonth start,
            LocalDate today,
            Officer by) {
        var scheme = opinion.scheme();
        var household = households.get(new HouseholdId(application.householdId()), by);
        var person = scheme.unit() == Scheme.Unit.PERSON ? application.personId() : null;
        var members = new ArrayList<NewAward.Named>();
        if (person != null) {
            members.add(new NewAward.Named(person, application.personName()));
        } else {
            for (var key : opinion.assessment().covered(opinion.scheme())) {
                var id = UUID.fromString(key);
                members.add(new NewAward.Named(
                        id, household.person(new PersonId(id)).name()));
            }
        }
        // 转换: what the household has under another scheme ends with the month before, or nothing happens at all
        awards.makeWay(
                scheme,
                application.householdId(),
                members.stream().map(NewAward.Named::person).toList(),
                start,
                by);
        return awards.grant(
                new NewAward(
                        scheme,
                        application.householdId(),
                        person,
                        person == null ? application.applicantName() : application.personName(),
                        application.townshipCode(),
                        application.villageCode(),
                        application.caseId(),
                        application.matter(),
                        amount,
                        members,
                        until(scheme, start),
                        "审核确认，" + application.receiptNo(),
                        application.id().id(),
                        today),
                by);
    }

    /** 保障人口 of the opinion. */
    private static List<UUID> covered(ApplicationView application, Opinion opinion) {
        return covered(application, opinion.scheme(), opinion.assessment());
    }

    private static List<UUID> covered(ApplicationView application, Scheme scheme, Assessment run) {
        return scheme.unit() == Scheme.Unit.PERSON
                ? List.of(application.personId())
                : run.covered(scheme).stream().map(UUID::fromString).toList();
    }

    /** What the opinion has to be paid is what is left after the help given at once; both are kept. */
    private UUID once(ApplicationView application, Opinion opinion, LocalDate today, Officer by) {
        var aid = granted(application, opinion, today, by);
        // in the ledger with the decision or not at all
        payables.due(
                new NewPayable(
                        "due/" + aid,
                        application.townshipCode(),
                        application.villageCode(),
                        opinion.once(),
                        application.subject(),
                        opinion.scheme().label() + "，" + application.receiptNo(),
                        application.personName()),
                by);
        return aid;
    }

    private UUID granted(ApplicationView application, Opinion opinion, LocalDate today, Officer by) {
        var run = opinion.assessment();
        var emergency = run.facts().emergency();
        var before =
                emergency != null && run.parameters().temporary().quickOffset() ? emergency.quickPaid() : Money.ZERO;
        return awards.grantOnce(
                new SingleAid(
                        opinion.scheme(),
                        application.householdId(),
                        application.personId(),
                        application.applicantName(),
                        application.townshipCode(),
                        application.villageCode(),
                        application.caseId(),
                        application.matter(),
                        opinion.once().plus(before),
                        before,
                        "审核确认，" + application.receiptNo(),
                        application.id().id(),
                        today),
                by);
    }

    /** 有效期 of a recognition; what is paid every month has none. */
    private @Nullable YearMonth until(Scheme scheme, YearMonth start) {
        var today = LocalDate.now(clock);
        return switch (scheme) {
            case BIANYUAN -> start.plusMonths(policy.days("edge.validMonths", today));
            case GANGXING -> start.plusMonths(policy.days("gangxing.validMonths", today));
            case TEKUN, DIBAO, SINGLE, TEMPORARY_QUICK, TEMPORARY_EMERGENCY, TEMPORARY_EXPENDITURE -> null;
        };
    }

    private Outcome decided(
            Open open,
            DecisionKind kind,
            AwardAmount amount,
            @Nullable AwardId award,
            @Nullable UUID aid,
            @Nullable YearMonth start,
            @Nullable String reasons,
            String basis,
            Officer by) {
        var application = open.application();
        var opinion = open.opinion();
        var first = open.first();
        var decision = new Decision(
                UUID.randomUUID(),
                application.id(),
                application.round(),
                kind,
                store.number(kind.series()),
                opinion.id(),
                opinion.scheme(),
                amount.base(),
                amount.increments(),
                amount.care(),
                aid == null ? Money.ZERO : opinion.once(),
                award == null ? null : start,
                award == null || start == null ? null : until(opinion.scheme(), start),
                reasons == null ? "符合" + opinion.scheme().label() + "条件" : reasons,
                basis,
                award,
                aid,
                first == null ? null : first.byName(),
                by.name(),
                clock.instant(),
                null);
        store.insert(decision, opinion.factsDigest(), first == null ? null : first.by(), by);
        applications.go(application.id(), kind.way(), kind == DecisionKind.CONFIRM ? decision.words() : reasons, by);
        papers.issue(decision, application, opinion, by);
        tasks.close(SECOND, application.subject(), by);
        return new Outcome(decision, application.personName() + application.itemName() + "：" + decision.words());
    }

    private NewTask task(
            ApplicationView application, String kind, Assignee to, String title, String why, String verb, String url) {
        return NewTask.of(kind, to, application.subject(), title, why, verb, url)
                .about(
                        application.personName(),
                        places.fullName(PlaceId.of(
                                application.villageCode() == null
                                        ? application.townshipCode()
                                        : application.villageCode())),
                        application.receiptNo());
    }

    Optional<Decision> last(ApplicationId id) {
        return store.of(id).stream().findFirst();
    }
}
