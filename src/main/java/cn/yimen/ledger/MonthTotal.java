package cn.yimen.ledger;

import cn.yimen.kernel.Money;
import java.time.YearMonth;

/**
 * 一个月的合计; what was reversed is taken off in the month of the reversal.
 *
 * @param in 拨入和补足
 * @param out 支出
 * @param settled 核销
 * @param payments how many payments
 * @param balance at the end of the month
 */
public record MonthTotal(YearMonth month, Money in, Money out, Money settled, int payments, Money balance) {}
