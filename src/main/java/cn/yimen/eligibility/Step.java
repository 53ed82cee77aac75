package cn.yimen.eligibility;

import cn.yimen.kernel.LegalBasis;
import java.io.Serializable;

/**
 * One line of the explanation (EL-1): {@code 人均月收入 = 家庭月收入 ≈1361.67 ÷ 4 人 = ≈340.42}, and the rule behind it.
 *
 * @param what unique within a determination as far as the people's labels are
 * @param how the formula with its numbers
 * @param value the result; an amount in yuan exact, or with ≈ where it does not end
 */
public record Step(String what, String how, String value, LegalBasis basis) implements Serializable {}
