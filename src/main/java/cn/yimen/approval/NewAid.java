package cn.yimen.approval;

import cn.yimen.household.Emergency;
import cn.yimen.kernel.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 要给的小额快救或先行救助.
 *
 * @param persons who is helped, of the household
 * @param goods what is handed over; null for money
 * @param payee name of who gets it
 * @param repeatReason why the same cause is helped again; null if it is not
 * @param reportedAt when the township learned of it; null for what is registered
 */
public record NewAid(
        Emergency.Cause cause,
        List<UUID> persons,
        String story,
        UrgentAid.Means means,
        @Nullable String goods,
        Money amount,
        String payee,
        @Nullable String repeatReason,
        @Nullable Instant reportedAt) {

    public NewAid {
        persons = List.copyOf(persons);
    }

    @Override
    public String toString() {
        return "NewAid[" + amount + "]";
    }
}
