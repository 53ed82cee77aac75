package cn.yimen.referral;

import org.jspecify.annotations.Nullable;

/**
 * 转办单上告诉部门的事: what the department needs for this one item, as of the day it was sent. Nothing else of the
 * household or of the other items is in it.
 *
 * @param sex 男、女
 * @param age full years on the day it was sent
 * @param identityNumber in plain; pages mask it
 * @param phone digits; pages mask it
 * @param address where the person is found
 * @param members number of members living together
 * @param wish what the window asks the department for
 */
public record ReferralFacts(
        @Nullable String sex,
        @Nullable Integer age,
        @Nullable String identityNumber,
        @Nullable String phone,
        @Nullable String address,
        int members,
        String wish) {

    /** Without the contents: it must not come into a log by accident. */
    @Override
    public String toString() {
        return "ReferralFacts[…]";
    }
}
