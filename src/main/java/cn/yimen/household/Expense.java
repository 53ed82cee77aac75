package cn.yimen.household;

import cn.yimen.kernel.Money;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * 一项刚性支出 of the period of account (normally 12 months). Costs of earning an income stand with the income.
 *
 * @param key of the row; unique within the household
 * @param member for whom it was spent; none for the household
 * @param amount self-paid in the whole period
 * @param aided 已报销、救助、捐助 in money for the same expense
 * @param proved 可查证: receipts are there; otherwise nothing is deducted
 */
public record Expense(String key, @Nullable String member, ExpenseKind kind, Money amount, Money aided, boolean proved)
        implements Serializable {

    public Expense {
        if (amount.signum() < 0 || aided.signum() < 0) {
            throw new IllegalArgumentException("an expense is not negative: " + key);
        }
    }

    public static Expense proved(String key, @Nullable String member, ExpenseKind kind, Money amount) {
        return new Expense(key, member, kind, amount, Money.ZERO, true);
    }
}
