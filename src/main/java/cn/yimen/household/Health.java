package cn.yimen.household;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 健康、残疾与自理能力 (HH-6). Stored as one sealed field.
 *
 * @param code GB/T 2261.3; null if not asked
 * @param illness the illness in words, 当地认定的重特大疾病 or another
 * @param seriouslyIll 患当地认定的重特大疾病
 * @param certificate number of the disability certificate, 20 characters
 * @param failedSelfCare the indicators not passed; null if not assessed
 */
public record Health(
        @Nullable String code,
        @Nullable String illness,
        boolean seriouslyIll,
        List<Disability> disabilities,
        @Nullable String certificate,
        @Nullable Set<SelfCareItem> failedSelfCare,
        @Nullable LocalDate assessedOn)
        implements Serializable {

    /** Nothing was asked. */
    public static final Health UNKNOWN = new Health(null, null, false, List.of(), null, null, null);

    public Health {
        disabilities = disabilities == null ? List.of() : List.copyOf(disabilities);
        failedSelfCare = failedSelfCare == null ? null : Set.copyOf(failedSelfCare);
    }

    /** Without the contents: it must not come into a log by accident. */
    @Override
    public String toString() {
        return "Health[…]";
    }
}
