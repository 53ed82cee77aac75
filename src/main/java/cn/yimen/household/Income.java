package cn.yimen.household;

import cn.yimen.kernel.Money;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * 一项收入 in the period of account (核算期, normally the 12 months before the application); the verified value where there is
 * one, otherwise the declared.
 *
 * @param key of the row, for links and comparisons; unique within the household
 * @param member whose it is; none for one of the whole household
 * @param amount none if it cannot be proved and is to be estimated
 * @param per whether the amount is for one month or the sum of the period
 * @param months how many months of the period it was earned; 0 for all of them
 * @param cost 可查证的就业成本或经营成本 of the whole period
 * @param method how the amount is known
 * @param confirmed an estimate was looked at and confirmed by an officer; true for anything else
 * @param localMinimumWage monthly minimum wage where the migrant works; none for the district's own
 */
public record Income(
        String key,
        @Nullable String member,
        IncomeItem item,
        @Nullable Money amount,
        Per per,
        int months,
        Money cost,
        Method method,
        boolean confirmed,
        @Nullable Money localMinimumWage)
        implements Serializable {

    /** 金额的口径. */
    public enum Per {
        MONTH,
        PERIOD
    }

    /** 取值方式: a figure that was worked out is always marked as such. */
    public enum Method {
        DECLARED("申报"),
        VERIFIED("核实"),
        AGREEMENT("协议、判决"),
        REFERENCE_ESTIMATE("参考值推算");

        private final String label;

        Method(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public Income {
        if ((amount != null && amount.signum() < 0) || cost.signum() < 0) {
            throw new IllegalArgumentException("an income is not negative: " + key);
        }
        if (months < 0) {
            throw new IllegalArgumentException("an income has no negative months: " + key);
        }
    }

    /** A fixed monthly income: a wage, a pension, support by agreement. */
    public static Income monthly(String key, @Nullable String member, IncomeItem item, Money amount) {
        return new Income(key, member, item, amount, Per.MONTH, 0, Money.ZERO, Method.DECLARED, true, null);
    }

    /** A monthly amount earned in some months of the period only. */
    public static Income monthly(String key, @Nullable String member, IncomeItem item, Money amount, int months) {
        return new Income(key, member, item, amount, Per.MONTH, months, Money.ZERO, Method.DECLARED, true, null);
    }

    /** The sum of the whole period, normally of the year. */
    public static Income yearly(String key, @Nullable String member, IncomeItem item, Money amount) {
        return new Income(key, member, item, amount, Per.PERIOD, 0, Money.ZERO, Method.DECLARED, true, null);
    }

    /**
     * 参考值推算: work away from home whose wage cannot be proved.
     *
     * @param localMinimumWage where the work is; none for the district's own
     */
    public static Income estimated(
            String key, @Nullable String member, int months, @Nullable Money localMinimumWage, boolean confirmed) {
        return new Income(
                key,
                member,
                IncomeItem.MIGRANT_WORK,
                null,
                Per.MONTH,
                months,
                Money.ZERO,
                Method.REFERENCE_ESTIMATE,
                confirmed,
                localMinimumWage);
    }

    /** The same with a provable cost of earning it, for the whole period. */
    public Income withCost(Money provable) {
        return new Income(key, member, item, amount, per, months, provable, method, confirmed, localMinimumWage);
    }

    /** The same, known in another way. */
    public Income known(Method by) {
        return new Income(key, member, item, amount, per, months, cost, by, confirmed, localMinimumWage);
    }
}
