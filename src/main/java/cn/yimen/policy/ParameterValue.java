package cn.yimen.policy;

import cn.yimen.kernel.LegalBasis;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 参数值: one row; never changed once it stands.
 *
 * @param value as {@link ParameterType#parse} keeps it
 * @param from first day
 * @param to last day, inclusive; none when it holds until the next value begins
 * @param question code in the list of open questions (national-rules 14)
 * @param replaces the row that this one corrects
 */
public record ParameterValue(
        long id,
        String key,
        String value,
        LocalDate from,
        @Nullable LocalDate to,
        String basis,
        ParameterState state,
        @Nullable String question,
        String note,
        @Nullable Long replaces,
        String enteredBy,
        Instant enteredAt) {

    /** @throws IllegalArgumentException if the row has none */
    public LegalBasis legalBasis() {
        return new LegalBasis(state == ParameterState.UNCONFIRMED ? basis + "［待核］" : basis);
    }
}
