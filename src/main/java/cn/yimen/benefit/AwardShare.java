package cn.yimen.benefit;

import cn.yimen.eligibility.Amount.Part;
import cn.yimen.kernel.Money;
import java.util.UUID;

/**
 * 逐人份额: who gets which part for which reason, before the sum is rounded.
 *
 * @param code {@code OLD}, {@code STU}, {@code SEV} …, as the calculation gave it
 * @param words the person and the reason, for people
 */
public record AwardShare(UUID person, Part part, String code, String words, Money amount) {}
