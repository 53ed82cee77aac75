package cn.yimen.eligibility;

import cn.yimen.eligibility.Determination.Confirm;
import cn.yimen.eligibility.Determination.PersonResult;
import cn.yimen.kernel.LegalBasis;
import cn.yimen.kernel.Money;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been found out about one scheme so far; makes the determination. */
final class Findings {

    final Scheme scheme;
    final LegalBasis basis;
    final Trace trace;
    final List<Reason> against = new ArrayList<>(2);
    final List<Reason> notes = new ArrayList<>(0);
    final List<MissingFact> missing = new ArrayList<>(0);
    final List<PersonResult> persons = new ArrayList<>(0);

    @Nullable
    Money excess;

    Findings(Scheme scheme, LegalBasis basis, boolean explain) {
        this.scheme = scheme;
        this.basis = basis;
        this.trace = new Trace(explain);
    }

    void against(Reason.Code code, String detail, String words) {
        against.add(new Reason(code, detail, words, basis));
    }

    void note(Reason.Code code, String words, LegalBasis why) {
        notes.add(new Reason(code, "", words, why));
    }

    void missing(String field, String words) {
        missing.add(new MissingFact(field, words));
    }

    /** One field is asked for once. */
    void missing(List<MissingFact> more) {
        for (var fact : more) {
            if (!missing.contains(fact)) {
                missing.add(fact);
            }
        }
    }

    Determination notApplicable(Reason.Code code, String words) {
        against(code, "", words);
        return result(Outcome.NOT_APPLICABLE, Amount.NONE, null);
    }

    Determination notEligible() {
        return result(Outcome.NOT_ELIGIBLE, Amount.NONE, null);
    }

    Determination missingFacts() {
        return result(Outcome.MISSING_FACTS, Amount.NONE, null);
    }

    Determination eligible(Amount amount, String words, @Nullable Confirm confirm) {
        notes.add(0, new Reason(Reason.Code.FITS, "", words, basis));
        return result(Outcome.ELIGIBLE, amount, confirm);
    }

    private Determination result(Outcome outcome, Amount amount, @Nullable Confirm confirm) {
        List<Reason> reasons = notes;
        if (!against.isEmpty()) {
            reasons = new ArrayList<>(against);
            reasons.addAll(notes);
        }
        boolean asks = outcome == Outcome.MISSING_FACTS;
        return new Determination(
                scheme,
                outcome,
                amount,
                reasons,
                asks ? missing : List.of(),
                persons,
                confirm,
                excess,
                trace.steps(),
                basis);
    }
}
