package cn.yimen.benefit;

import cn.yimen.eligibility.Amount;
import cn.yimen.kernel.Money;
import java.util.List;
import java.util.UUID;

/**
 * 每月金额, in the parts that live on by their own rules (lessons 6).
 *
 * @param base 基本金, or the basic standard of 特困
 * @param increments 分类施保增发金
 * @param care 照料护理费
 */
public record AwardAmount(Money base, Money increments, Money care, List<AwardShare> shares) {

    /** 只认定、不发钱 (低保边缘、刚性支出困难). */
    public static final AwardAmount NOTHING = new AwardAmount(Money.ZERO, Money.ZERO, Money.ZERO, List.of());

    public AwardAmount {
        shares = List.copyOf(shares);
    }

    /** From a calculation: the keys of its members are the persons' ids. */
    public static AwardAmount of(Amount amount) {
        return new AwardAmount(
                amount.base(),
                amount.increments(),
                amount.care(),
                amount.shares().stream()
                        .map(share -> new AwardShare(
                                UUID.fromString(share.member()),
                                share.part(),
                                share.code(),
                                share.label() + "，" + words(share.code()),
                                share.amount()))
                        .toList());
    }

    private static String words(String code) {
        return switch (code) {
            case "SEV", "SINGLE_DISABLED" -> "重度残疾";
            case "ILL", "SINGLE_ILL" -> "重病";
            case "OLD" -> "老年人";
            case "STU" -> "在校生";
            case "SP" -> "单亲家庭未成年子女";
            case "SELF_CARE" -> "全自理";
            case "PARTIAL" -> "半失能";
            case "FULL" -> "失能";
            default -> "本人";
        };
    }

    public Money total() {
        return base.plus(increments).plus(care);
    }
}
