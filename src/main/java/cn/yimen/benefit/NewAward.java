package cn.yimen.benefit;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterId;
import cn.yimen.eligibility.Scheme;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 新待遇.
 *
 * @param person whose it is; null for a scheme of the whole household
 * @param holderName the applicant, or the person
 * @param members everybody it is counted for, the person alone where it is one person's
 * @param until the first month without it, for a recognition of limited validity; null if open
 * @param decision the application it was decided on; null for one taken over from an old roster
 * @param decidedOn it starts in the month after
 */
public record NewAward(
        Scheme scheme,
        UUID household,
        @Nullable UUID person,
        String holderName,
        String townshipCode,
        @Nullable String villageCode,
        @Nullable CaseId caseId,
        @Nullable MatterId matter,
        AwardAmount amount,
        List<Named> members,
        @Nullable YearMonth until,
        String reason,
        @Nullable UUID decision,
        LocalDate decidedOn) {

    /** 保障人口的一人. */
    public record Named(UUID person, String name) {}

    public NewAward {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("an award for nobody");
        }
        if (scheme.temporary()) {
            throw new IllegalArgumentException("temporary assistance is paid once: SingleAid");
        }
        if ((person == null) != (scheme.unit() == Scheme.Unit.HOUSEHOLD)) {
            throw new IllegalArgumentException("whose award is it: " + scheme);
        }
    }
}
