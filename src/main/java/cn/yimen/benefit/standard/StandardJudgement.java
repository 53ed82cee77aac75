package cn.yimen.benefit.standard;

import cn.yimen.benefit.AwardJudgement;
import cn.yimen.eligibility.Amount;
import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.Outcome;
import cn.yimen.eligibility.Scheme;
import cn.yimen.kernel.Money;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 一项待遇在新标准下的结论: pure. An award is judged as a proposal to change it would be ({@link AwardJudgement}); where its scheme
 * is not due any more, what is due instead stands beside it.
 *
 * @param scheme that fits now; null if none does, or nothing can be said yet
 * @param codes of the reasons about the award's own scheme
 * @param why the same for people, and what is missing
 */
record StandardJudgement(
        StandardOutcome outcome,
        @Nullable Scheme scheme,
        Money base,
        Money increments,
        Money care,
        List<String> codes,
        List<String> why) {

    private static final List<Scheme> OF_HOUSEHOLDS = List.of(Scheme.DIBAO, Scheme.BIANYUAN, Scheme.GANGXING);

    /** 现在的一项待遇, as far as it is judged. */
    record Award(UUID id, UUID household, @Nullable UUID person, Scheme scheme, Money monthly, String townshipCode) {}

    private record Due(Scheme scheme, @Nullable Amount amount) {}

    static StandardJudgement of(Award award, Assessment run) {
        var judged = AwardJudgement.of(award.scheme(), award.person(), run);
        // without its second word, which may be somebody's illness and lies sealed with the person
        var codes =
                judged.reasons().stream().map(reason -> reason.code().name()).toList();
        if (judged.open()) {
            return of(StandardOutcome.UNDECIDED, null, codes, judged.why());
        }
        var due = judged.fits()
                ? new Due(award.scheme(), judged.amount())
                : award.person() == null ? ofHousehold(run) : ofPerson(run, award.person());
        return of(outcome(award, due), due, codes, judged.why());
    }

    private static StandardJudgement of(
            StandardOutcome outcome, @Nullable Due due, List<String> codes, List<String> why) {
        var amount = due == null ? null : due.amount();
        return new StandardJudgement(
                outcome,
                due == null ? null : due.scheme(),
                amount == null ? Money.ZERO : amount.base(),
                amount == null ? Money.ZERO : amount.increments(),
                amount == null ? Money.ZERO : amount.care(),
                codes,
                why);
    }

    private static StandardOutcome outcome(Award award, @Nullable Due due) {
        var amount = due == null ? null : due.amount();
        var monthly = amount == null ? Money.ZERO : amount.total();
        var difference = monthly.compareTo(award.monthly());
        if (due != null && due.scheme() == award.scheme()) {
            return difference > 0
                    ? StandardOutcome.RISES
                    : difference < 0 ? StandardOutcome.FALLS : StandardOutcome.SAME;
        }
        if (difference > 0) {
            return StandardOutcome.RISES;
        }
        return difference < 0 && monthly.signum() > 0 ? StandardOutcome.FALLS : StandardOutcome.LEAVES;
    }

    private static @Nullable Due ofHousehold(Assessment run) {
        for (var scheme : OF_HOUSEHOLDS) {
            if (run.fits(scheme)) {
                return new Due(scheme, run.of(scheme).amount());
            }
        }
        return run.fits(Scheme.TEKUN) && run.covered(Scheme.DIBAO).isEmpty()
                ? new Due(Scheme.TEKUN, run.of(Scheme.TEKUN).amount())
                : null;
    }

    /** What the person has with the household is paid to the household and stands in its line, not here. */
    private static @Nullable Due ofPerson(Assessment run, UUID person) {
        for (var scheme : List.of(Scheme.TEKUN, Scheme.SINGLE)) {
            for (var one : run.of(scheme).persons()) {
                if (one.member().equals(person.toString()) && one.outcome() == Outcome.ELIGIBLE) {
                    return new Due(scheme, one.amount());
                }
            }
        }
        for (var scheme : OF_HOUSEHOLDS) {
            if (run.fits(scheme) && run.covered(scheme).contains(person.toString())) {
                return new Due(scheme, null);
            }
        }
        return null;
    }

    Money monthly() {
        return base.plus(increments).plus(care);
    }
}
