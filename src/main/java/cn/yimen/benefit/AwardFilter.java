package cn.yimen.benefit;

import cn.yimen.eligibility.Scheme;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 台账的条件.
 *
 * @param state null for everything that is not ended
 * @param all true: the ended ones too
 * @param persons null for everybody
 * @param waiting true: only those of which a change is proposed and not decided
 */
public record AwardFilter(
        @Nullable Scheme scheme,
        @Nullable AwardState state,
        boolean all,
        @Nullable String township,
        @Nullable List<UUID> persons,
        boolean waiting) {

    public AwardFilter(
            @Nullable Scheme scheme,
            @Nullable AwardState state,
            boolean all,
            @Nullable String township,
            @Nullable List<UUID> persons) {
        this(scheme, state, all, township, persons, false);
    }
}
