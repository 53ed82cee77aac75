package cn.yimen.demo;

import cn.yimen.approval.NoticeOfEnding;
import cn.yimen.benefit.AwardId;
import cn.yimen.benefit.AwardProposals;
import cn.yimen.benefit.AwardRestorations;
import cn.yimen.benefit.AwardReviews;
import cn.yimen.benefit.AwardView;
import cn.yimen.benefit.Awards;
import cn.yimen.benefit.ChangeKind;
import cn.yimen.benefit.EndReason;
import cn.yimen.benefit.ProposalId;
import cn.yimen.benefit.ProposalView;
import cn.yimen.config.DeskClock;
import cn.yimen.district.PlaceId;
import cn.yimen.eligibility.EligibilityParameters.ExitCause;
import cn.yimen.eligibility.Scheme;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.Households;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.PersonId;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Money;
import cn.yimen.ledger.PayableState;
import cn.yimen.ledger.Payables;
import cn.yimen.notice.Proof;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 待遇的变动: changes proposed and decided, a gradual exit, a 特困 that ends under its notice, and sums paid out. */
@Component
class DemoAwards {

    private final Awards awards;
    private final AwardProposals proposals;
    private final NoticeOfEnding ending;
    private final Households households;
    private final Persons persons;
    private final AwardRestorations restorations;
    private final AwardReviews reviews;
    private final Payables payables;
    private final DemoAccounts accounts;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoAwards(
            Awards awards,
            AwardProposals proposals,
            NoticeOfEnding ending,
            Households households,
            Persons persons,
            AwardRestorations restorations,
            AwardReviews reviews,
            Payables payables,
            DemoAccounts accounts,
            JdbcClient jdbc,
            Clock clock) {
        this.awards = awards;
        this.proposals = proposals;
        this.ending = ending;
        this.households = households;
        this.persons = persons;
        this.restorations = restorations;
        this.reviews = reviews;
        this.payables = payables;
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void make() {
        var dibao = running(Scheme.DIBAO);
        var tekun = running(Scheme.TEKUN);
        change(dibao, 0, 200, 5, true);
        change(dibao, 1, 150, 3, true);
        change(dibao, 2, 260, 2, false);
        change(dibao, 3, 180, 1, false);
        at(dibao, 4).ifPresent(award -> {
            earn(award, 9_000);
            propose(award, ChangeKind.EXIT, null, ExitCause.FLEX_JOB, "成员外出务工，收入稳定", 4)
                    .ifPresent(id -> decide(award, id, 3));
        });
        at(dibao, 5).ifPresent(award -> propose(award, ChangeKind.END, EndReason.MOVE_OUT, null, "随子女迁到外地居住", 1));
        change(dibao, 6, 120, 4, false);
        at(dibao, 6)
                .ifPresent(award -> proposals.of(award.id(), reviewer(award)).stream()
                        .filter(ProposalView::open)
                        .forEach(open -> refuse(award, open.id(), 3)));
        at(dibao, 7)
                .ifPresent(award -> propose(award, ChangeKind.END, EndReason.VOLUNTARY, null, "本人写了自愿退出申请", 6)
                        .ifPresent(id -> decide(award, id, 5)));
        at(dibao, 8)
                .ifPresent(award -> propose(award, ChangeKind.SUSPEND, EndReason.REFUSE_VERIFY, null, "两次上门核查都不配合", 6)
                        .ifPresent(id -> decide(award, id, 5)));
        at(tekun, 0)
                .ifPresent(award -> propose(award, ChangeKind.END, EndReason.SUPPORTER, null, "儿子回乡居住，有赡养能力", 3)
                        .ifPresent(id -> hang(award, id, 2)));
        at(tekun, 1).ifPresent(award -> propose(award, ChangeKind.END, EndReason.VOLUNTARY, null, "本人写了自愿退出申请", 1));
        if (tekun.size() > 2) {
            takenForDead(tekun.get(tekun.size() - 1), null);
        }
        if (tekun.size() > 3) {
            takenForDead(tekun.get(tekun.size() - 2), "村委会证明本人健在，登记弄错了人");
        }
        goOnAsTheyAre(dibao.stream().skip(9).toList());
        paid();
    }

    /**
     * 死亡登记有误: a list of the funeral home named somebody of the same name.
     *
     * @param granted why the award is brought back; null if that still waits
     */
    private void takenForDead(AwardView award, @Nullable String granted) {
        var person = new PersonId(award.members().get(0).person());
        die(person, award, 5);
        putRight(person);
        if (granted != null) {
            restorations.decide(award.id(), true, granted, accounts.byLogin("approver"));
        }
    }

    /** 复核: somebody who was taken for dead counts again, so the township looks at it; then the bureau decides. */
    private void goOnAsTheyAre(List<AwardView> list) {
        var approver = accounts.byLogin("approver");
        var done = 0;
        for (var award : list) {
            if (done == 3 || award.members().size() < 2) {
                continue;
            }
            var person = new PersonId(award.members().get(1).person());
            die(person, award, 9);
            var reckoned = propose(award, ChangeKind.CHANGE, null, null, "成员死亡，减少一人重新测算", 8);
            if (reckoned.isPresent()) {
                decide(award, reckoned.get(), 7);
                done++;
            }
            putRight(person);
            var asked = reviews.of(award.id());
            if (asked.isEmpty() || done == 1) {
                continue; // waits for the township
            }
            var review = asked.get(0).id();
            var reviewer = reviewer(award);
            reviews.proposeToContinue(award.id(), review, "已上门，人在，情况没有变化；下月起仍按实际人数", reviewer);
            if (done == 3) {
                reviews.decide(award.id(), review, true, "同意，由乡镇另行提出人数调整", approver);
            }
        }
    }

    private void die(PersonId person, AwardView award, int daysAgo) {
        var clerk = accounts.clerk(PlaceId.of(award.townshipCode()), 0);
        played(daysAgo, 9, () -> {
            var living = persons.details(person, clerk, "登记死亡");
            persons.update(person, persons.get(person, clerk).version(), living.died(LocalDate.now(clock)), clerk);
            return person;
        });
    }

    /** Today, so that what follows from it still waits. */
    private void putRight(PersonId person) {
        persons.correctDeath(person, "殡仪馆名单上是同名同姓的另一人，身份证号不同", accounts.byLogin("officer"));
    }

    private List<AwardView> running(Scheme scheme) {
        var approver = accounts.byLogin("approver");
        return new ArrayList<>(jdbc.sql("""
                        select a.id from award a join officer o on o.id = a.granted_by left join case_file c on c.id = a.case_id
                        where o.demo and a.scheme = ? and a.state = 'RUNNING'
                            and not exists (select 1 from award_alert l where l.award_id = a.id and l.settled_at is null)
                        order by a.granted_at, c.receipt_no, a.scheme limit 20
                        """).param(scheme.name()).query(UUID.class).list().stream()
                .map(id -> awards.get(new AwardId(id), approver))
                .toList());
    }

    private static Optional<AwardView> at(List<AwardView> list, int index) {
        return index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
    }

    private void change(List<AwardView> list, int index, int yuan, int daysAgo, boolean decided) {
        at(list, index).ifPresent(award -> {
            earn(award, yuan);
            propose(award, ChangeKind.CHANGE, null, null, "年度核查，务工收入每月 " + yuan + " 元", daysAgo)
                    .filter(id -> decided)
                    .ifPresent(id -> decide(award, id, daysAgo - 1));
        });
    }

    /** One of them has found work since. */
    private void earn(AwardView award, int yuan) {
        var reviewer = reviewer(award);
        var household = households.get(new HouseholdId(award.household()), reviewer);
        var incomes = new ArrayList<>(household.details().incomes());
        incomes.add(IncomePart.declared(
                household.living().get(0).person(),
                IncomeItem.CASUAL_WORK,
                Money.yuan(yuan),
                Income.Per.MONTH,
                "核查时本人申报"));
        households.save(household.id(), household.version(), household.details().incomes(true, incomes), reviewer);
    }

    private Optional<ProposalId> propose(
            AwardView award,
            ChangeKind kind,
            @Nullable EndReason because,
            @Nullable ExitCause cause,
            String reason,
            int daysAgo) {
        var reviewer = reviewer(award);
        return played(daysAgo, 10, () -> {
            var review = proposals.review(award.id(), reviewer);
            var wish = new AwardProposals.Wish(kind, because, cause, reason, review.digest());
            var now = awards.get(award.id(), reviewer);
            return AwardProposals.problem(now, wish, review) == null
                    ? Optional.of(proposals.propose(award.id(), wish, reviewer))
                    : Optional.empty();
        });
    }

    private void decide(AwardView award, ProposalId id, int daysAgo) {
        var approver = accounts.byLogin("approver");
        played(daysAgo, 15, () -> {
            if (proposals.whyNot(proposals.get(award.id(), id, approver), approver) == null) {
                proposals.decide(award.id(), id, approver);
            }
            return id;
        });
    }

    private void refuse(AwardView award, ProposalId id, int daysAgo) {
        var approver = accounts.byLogin("approver");
        played(daysAgo, 15, () -> {
            proposals.refuse(award.id(), id, "务工证明的月份没有写全，补齐后重新提出", approver);
            return id;
        });
    }

    private void hang(AwardView award, ProposalId id, int daysAgo) {
        var reviewer = reviewer(award);
        played(
                daysAgo,
                9,
                () -> ending.post(award.id(), id, Proof.statement("村务公开栏", clock.instant(), "已在村务公开栏张贴"), reviewer));
    }

    /** What was due for more than two days is paid. */
    private void paid() {
        var officer = accounts.byLogin("officer");
        var number = 0;
        for (var due : payables.page(PayableState.DUE, null, 50, officer).rows()) {
            var since = due.lines().get(0).at();
            if (since.isBefore(clock.instant().minus(Duration.ofDays(2))) && Payables.mayPay(due, officer)) {
                var at = since.plus(Duration.ofHours(26));
                number++;
                var reference = "YH%s%03d"
                        .formatted(
                                LocalDate.ofInstant(at, clock.getZone())
                                        .toString()
                                        .replace("-", ""),
                                number);
                play(at, () -> {
                    payables.paid(due.id(), LocalDate.now(clock), reference, officer);
                    return reference;
                });
            }
        }
    }

    private Officer reviewer(AwardView award) {
        return accounts.reviewer(PlaceId.of(award.townshipCode()));
    }

    /** At an hour of a day some days ago, never after now. */
    private <T> T played(int daysAgo, int hour, Supplier<T> what) {
        var at = LocalDate.now(clock)
                .minusDays(daysAgo)
                .atTime(hour, 12)
                .atZone(clock.getZone())
                .toInstant();
        return play(at, what);
    }

    private <T> T play(Instant at, Supplier<T> what) {
        var now = clock.instant();
        return at.isAfter(now) ? what.get() : DeskClock.playing(at, what);
    }
}
