package cn.yimen.eligibility;

import cn.yimen.kernel.Money;
import java.io.Serializable;
import java.util.List;

/**
 * 金额, in the parts that live on by their own rules (lessons 6).
 *
 * @param base 基本金: the gap, the basic standard, or the single payment
 * @param increments 分类施保增发金
 * @param care 照料护理费
 * @param shares who gets what of it and why, before rounding; in the order of the members
 */
public record Amount(Period period, Money base, Money increments, Money care, List<Share> shares)
        implements Serializable {

    /** 月 or 次. */
    public enum Period {
        MONTHLY("每月"),
        ONCE("一次性");

        private final String label;

        Period(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What a share is. */
    public enum Part {
        BASE,
        INCREMENT,
        CARE
    }

    /**
     * 每人的一份.
     *
     * @param member key
     * @param code {@code SEV}, {@code ILL}, {@code OLD}, {@code STU}, {@code SP}; {@code SELF_CARE}, {@code PARTIAL}, {@code
     *     FULL}; {@code SINGLE_DISABLED} …
     * @param amount to the fen, half up; the rounding of what is paid is done on the sum
     */
    public record Share(String member, String label, Part part, String code, Money amount) implements Serializable {}

    static final Amount NONE = new Amount(Period.MONTHLY, Money.ZERO, Money.ZERO, Money.ZERO, List.of());

    public Amount {
        shares = List.copyOf(shares);
    }

    /** 应发. */
    public Money total() {
        return base.plus(increments).plus(care);
    }
}
