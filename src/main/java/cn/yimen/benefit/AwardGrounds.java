package cn.yimen.benefit;

import cn.yimen.eligibility.Assessment;
import cn.yimen.household.HouseholdFacts;
import cn.yimen.identity.Officer;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 待遇的依据: what the deciding module keeps behind an award; it implements this. */
public interface AwardGrounds {

    /** The explanation the award was confirmed on; empty for one taken over from an old roster. */
    Optional<Assessment> explanation(AwardView award);

    /** The household as it is registered now, as of a day, with what was verified and is still declared the same. */
    HouseholdFacts facts(AwardView award, LocalDate on, Officer by);

    /** Those of these awards for which something was verified: only theirs {@link #facts} may differ from the register. */
    Set<UUID> verified(Collection<UUID> awards);

    /** 回避: why this officer may neither propose nor decide here; null if nothing is in the way. */
    @Nullable
    String avoids(AwardView award, Officer by);
}
