package cn.yimen.approval;

import cn.yimen.household.Emergency;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 临时救助的事由和需求.
 *
 * @param urgent 需立即救助: the hours run from the report
 * @param reportedAt when the township learned of it
 * @param persons how many are helped by the general procedure; null for all who live together
 * @param months of the urban standard asked for; null if not yet said
 * @param repeatReason why the same cause is helped again; null if it is not, or nobody said
 */
public record TemporaryNeed(
        ApplicationId application,
        UUID householdId,
        Emergency.Cause cause,
        boolean urgent,
        Instant reportedAt,
        @Nullable Integer persons,
        @Nullable Integer months,
        @Nullable String repeatReason,
        long version) {}
