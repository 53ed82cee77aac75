package cn.yimen.eligibility;

import cn.yimen.kernel.LegalBasis;
import cn.yimen.kernel.Money;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 一项制度的测算结论, with the way it came about (EL-1).
 *
 * @param amount of all persons together; nothing unless eligible
 * @param missing facts to ask, empty unless that is the outcome or an estimate waits to be confirmed
 * @param persons for a scheme judged person by person, each member looked at; empty otherwise
 * @param confirm who may confirm a temporary assistance; none for the others
 * @param excess how much the income is over the line, for each person and month; none if income is not what fails
 * @param steps empty in a run without explanation
 */
public record Determination(
        Scheme scheme,
        Outcome outcome,
        Amount amount,
        List<Reason> reasons,
        List<MissingFact> missing,
        List<PersonResult> persons,
        @Nullable Confirm confirm,
        @Nullable Money excess,
        List<Step> steps,
        LegalBasis basis)
        implements Serializable {

    /** 由谁确认. */
    public enum Confirm {
        TOWNSHIP("乡镇审批"),
        COUNTY("区民政局审批"),
        CASE_CONFERENCE("一事一议");

        private final String label;

        Confirm(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** 逐人结论. */
    public record PersonResult(
            String member,
            String label,
            Outcome outcome,
            Amount amount,
            List<Reason> reasons,
            List<MissingFact> missing)
            implements Serializable {

        public PersonResult {
            reasons = List.copyOf(reasons);
            missing = List.copyOf(missing);
        }
    }

    public Determination {
        reasons = List.copyOf(reasons);
        missing = List.copyOf(missing);
        persons = List.copyOf(persons);
        steps = List.copyOf(steps);
    }

    public boolean eligible() {
        return outcome == Outcome.ELIGIBLE;
    }

    /** Whether a reason of this code, or of this code and detail ({@code ASSET_OVER/VEHICLE}), is among them. */
    public boolean because(String key) {
        return reasons.stream()
                .anyMatch(reason ->
                        reason.key().equals(key) || reason.code().name().equals(key));
    }
}
