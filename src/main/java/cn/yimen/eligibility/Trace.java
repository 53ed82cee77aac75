package cn.yimen.eligibility;

import cn.yimen.kernel.LegalBasis;
import java.util.ArrayList;
import java.util.List;

/** Collects the explanation while a scheme is evaluated; never leaves the evaluation. */
final class Trace {

    private final boolean on;
    private final List<Step> steps;

    Trace(boolean on) {
        this.on = on;
        this.steps = on ? new ArrayList<>(24) : List.of();
    }

    /** Whether a step is worth putting into words. */
    boolean on() {
        return on;
    }

    void note(String what, String how, String value, LegalBasis basis) {
        if (on) {
            steps.add(new Step(what, how, value, basis));
        }
    }

    void note(String what, String how, Object value, LegalBasis basis) {
        if (on) {
            steps.add(new Step(what, how, value.toString(), basis));
        }
    }

    List<Step> steps() {
        return steps;
    }
}
