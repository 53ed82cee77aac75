package cn.yimen.ledger;

import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.kernel.Money;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 试验用备用金: a township with its keeper and the two of the bureau who fill its reserve. */
public record Reserve(Reserves reserves, String township, Officer keeper, Officer officer, Officer approver) {

    public static Reserve of(Reserves reserves, JdbcClient jdbc, String township) {
        return new Reserve(
                reserves,
                township,
                Staff.with(jdbc, Post.at(Role.TOWNSHIP_REVIEWER, township)),
                Staff.with(jdbc, Post.of(Role.BUREAU_OFFICER)),
                Staff.with(jdbc, Post.of(Role.BUREAU_APPROVER)));
    }

    /** Fills it up to this balance at least; what there is more stays. */
    public Reserve holding(String yuan) {
        var missing = Money.yuan(yuan).minus(balance());
        if (missing.signum() > 0) {
            var open = reserves.of(township, keeper).request();
            if (open != null) {
                reserves.withdraw(open.id(), keeper);
            }
            reserves.pay(reserves.request(township, missing, "首次拨入", keeper), approver);
        }
        return this;
    }

    public Money balance() {
        return reserves.balance(township, keeper);
    }

    public PostingView pay(String yuan) {
        return pay("test/" + UUID.randomUUID(), yuan);
    }

    public PostingView pay(String key, String yuan) {
        return reserves.pay(
                new NewPayment(
                        key,
                        township,
                        Money.yuan(yuan),
                        Means.CASH,
                        new Subject("application", UUID.randomUUID().toString()),
                        "小额快救",
                        "王建国"),
                keeper);
    }
}
