package cn.yimen.household;

import cn.yimen.kernel.Money;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * 遭遇的急难或支出骤增: what temporary assistance is asked for.
 *
 * @param cause what happened
 * @param urgent 需立即救助
 * @param persons how many are to be helped in the household; none for all who live together
 * @param quickPersons how many the quick small help is for, at least 1
 * @param months of the urban standard asked for; none if not yet said
 * @param quickAmount asked for as quick small help (小额快救); none for as much as is possible
 * @param quickPaid already paid as quick small help for the same cause
 * @param repeated asked for again for the same cause without a good reason (47)
 */
public record Emergency(
        Cause cause,
        boolean urgent,
        @Nullable Integer persons,
        int quickPersons,
        @Nullable Integer months,
        @Nullable Money quickAmount,
        Money quickPaid,
        boolean repeated)
        implements Serializable {

    /** 困难事由. */
    public enum Cause {
        ACCIDENT("交通事故等意外事件", true),
        FIRE("火灾", true),
        SUDDEN_ILLNESS("突发重大疾病", true),
        OTHER_URGENT("其他特殊困难", true),
        MEDICAL_COST("医疗支出骤增", false),
        EDUCATION_COST("教育支出骤增", false),
        OTHER_COST("其他生活必需支出骤增", false);

        private final String label;
        private final boolean sudden;

        Cause(String label, boolean sudden) {
            this.label = label;
            this.sudden = sudden;
        }

        public String label() {
            return label;
        }

        /** 急难型; otherwise 支出型. */
        public boolean sudden() {
            return sudden;
        }
    }

    public Emergency {
        if (quickPersons < 1 || (persons != null && persons < 1) || (months != null && months < 1)) {
            throw new IllegalArgumentException("help is for somebody and for some time");
        }
    }

    public static Emergency of(Cause cause, @Nullable Integer months) {
        return new Emergency(cause, cause.sudden(), null, 1, months, null, Money.ZERO, false);
    }

    /** The same, after quick small help was paid for it. */
    public Emergency afterQuick(Money paid) {
        return new Emergency(cause, urgent, persons, quickPersons, months, quickAmount, paid, repeated);
    }

    /** The same, asking for an amount of quick small help for some persons. */
    public Emergency askingQuick(@Nullable Money amount, int forPersons) {
        return new Emergency(cause, urgent, persons, forPersons, months, amount, quickPaid, repeated);
    }
}
