package cn.yimen.ledger;

import cn.yimen.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * 一个乡镇的备用金.
 *
 * @param quota 备用金定额
 * @param balance what is in it
 * @param unsettled paid, the bureau has not checked its papers yet
 * @param low whether the balance lies under the line of reminding
 * @param request the request that waits; null for none
 */
public record ReserveView(
        String townshipCode,
        String township,
        Money quota,
        Money balance,
        Money unsettled,
        boolean low,
        @Nullable RequestView request) {

    /** 最多可申请: up to the quota. */
    public Money room() {
        return quota.minus(balance).max(Money.ZERO);
    }
}
