package cn.yimen.ledger;

import cn.yimen.audit.Subject;
import cn.yimen.kernel.Money;

/**
 * 一笔支出.
 *
 * @param key the act it stands for, e.g. {@code quick/} and the number of the grant: asked for twice, it is paid once
 * @param townshipCode whose reserve pays
 * @param about what it belongs to, e.g. the application
 * @param words what for, without numbers of persons: 「小额快救，2026-SQ-0132」
 * @param payee name of who got it
 */
public record NewPayment(
        String key, String townshipCode, Money amount, Means means, Subject about, String words, String payee) {}
