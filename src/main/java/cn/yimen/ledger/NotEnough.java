package cn.yimen.ledger;

import cn.yimen.kernel.Money;
import cn.yimen.pages.Conflict;

/** 余额不足: the reserve holds less than is to be paid. */
public class NotEnough extends Conflict {

    private final Money balance;

    NotEnough(Money balance) {
        super("备用金余额只有 " + balance.grouped() + " 元，不够支付");
        this.balance = balance;
    }

    /** What there is. */
    public Money balance() {
        return balance;
    }
}
