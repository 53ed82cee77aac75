package cn.yimen.eligibility;

import cn.yimen.kernel.LegalBasis;
import java.io.Serializable;

/**
 * 理由: why a scheme fits or does not.
 *
 * @param detail a second word of the code, {@code VEHICLE}; empty without one
 * @param words for people; empty in a run without explanation
 */
public record Reason(Code code, String detail, String words, LegalBasis basis) implements Serializable {

    /** 理由码; kept with decisions, so never renamed. */
    public enum Code {
        FITS(true),
        INCOME_OVER(false),
        ASSET_OVER(false),
        RATIO_BELOW(false),
        NOT_IN_GROUP(false),
        ABLE_TO_WORK(false),
        SUPPORTER_ABLE(false),
        OTHER_BENEFIT_CHOSEN(false),
        HIGHER_SCHEME(false),
        NOT_EDGE_HOUSEHOLD(false),
        NOBODY(false),
        NOTHING_TO_PAY(false),
        NOT_ASKED(false),
        NOT_SUDDEN(false),
        REPEATED(false),
        NO_EXPENSE(false),
        OVER_MONTHS(true),
        OVER_CAP(true),
        REFUSAL_WARNING(true),
        REFUSAL_REDUCED(true),
        OFFSET(true);

        private final boolean favourable;

        Code(boolean favourable) {
            this.favourable = favourable;
        }

        /** Whether it goes with a scheme that fits. */
        public boolean favourable() {
            return favourable;
        }
    }

    /** {@code ASSET_OVER/VEHICLE}. */
    public String key() {
        return detail.isEmpty() ? code.name() : code.name() + "/" + detail;
    }
}
