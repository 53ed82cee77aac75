package cn.yimen.approval;

import cn.yimen.eligibility.Assessment;
import cn.yimen.eligibility.Scheme;
import cn.yimen.kernel.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * 初审意见 of the township, whole: with the run it rests on.
 *
 * @param favourable 建议确认, otherwise 建议不予确认
 * @param scheme what is proposed, or what is not
 * @param monthly zero unless something is to be paid every month
 * @param once zero unless something is to be paid once
 * @param reasons as the applicant may read them
 * @param basis 依据, document and article
 * @param factsDigest of the facts it was drafted on, 64 hexadecimal digits
 */
public record Opinion(
        UUID id,
        int round,
        boolean favourable,
        Scheme scheme,
        Money monthly,
        Money once,
        String reasons,
        String basis,
        Assessment assessment,
        String factsDigest,
        UUID by,
        String byName,
        Instant at) {

    /** 建议. */
    public String words() {
        return favourable ? "建议确认" : "建议不予确认";
    }

    /** What the steps of the run are an answer to; they are no reason of a refusal that rests on something else. */
    public String stepsWords() {
        return favourable ? "为什么符合" : assessment.fits(scheme) ? "收入和财产怎么算" : "为什么不符合";
    }

    /** What is paid, of whatever period. */
    public Money amount() {
        return monthly.plus(once);
    }

    /** 「每月」 or 「一次性」; empty if nothing is paid. */
    public String period() {
        return monthly.signum() > 0 ? "每月" : once.signum() > 0 ? "一次性" : "";
    }

    @Override
    public String toString() {
        return "Opinion[" + id + "]";
    }
}
