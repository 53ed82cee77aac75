package cn.yimen.benefit;

import cn.yimen.eligibility.Amount;
import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.Outcome;
import cn.yimen.eligibility.Reason;
import cn.yimen.eligibility.Scheme;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 一项待遇按一次测算该怎样: the household's own scheme, or the person's where it is granted to one.
 *
 * @param outcome of the award's own scheme
 * @param amount every month; nothing unless it fits
 * @param open facts that are missing or estimates to be confirmed: nothing is said for certain yet
 * @param why the reasons and what is open, one sentence each, without repetition
 */
public record AwardJudgement(Outcome outcome, Amount amount, List<Reason> reasons, boolean open, List<String> why) {

    public AwardJudgement {
        reasons = List.copyOf(reasons);
        why = List.copyOf(why);
    }

    /** @param person of an award for one person; null for one of the household */
    public static AwardJudgement of(Scheme scheme, @Nullable UUID person, Assessment run) {
        var found = run.of(scheme);
        var outcome = found.outcome();
        var amount = found.amount();
        var reasons = found.reasons();
        var missing = found.missing();
        if (person != null) {
            if (outcome == Outcome.ELIGIBLE) { // of somebody, unless it is said of this person
                outcome = Outcome.NOT_ELIGIBLE;
                reasons = List.of();
            }
            for (var one : found.persons()) {
                if (one.member().equals(person.toString())) {
                    outcome = one.outcome();
                    amount = one.amount();
                    reasons = one.reasons();
                }
            }
        }
        var why = new LinkedHashSet<String>();
        reasons.forEach(reason -> why.add(reason.words()));
        missing.forEach(each -> why.add("还缺：" + each.words()));
        run.toConfirm().forEach(each -> why.add("推算值待确认：" + each.words()));
        why.removeIf(String::isBlank);
        return new AwardJudgement(
                outcome,
                amount,
                reasons,
                outcome == Outcome.MISSING_FACTS || !run.toConfirm().isEmpty(),
                List.copyOf(why));
    }

    /** Whether the scheme is still due. */
    public boolean fits() {
        return outcome == Outcome.ELIGIBLE && !open;
    }
}
