package cn.yimen.verification;

import cn.yimen.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 疑点,供页面: declared beside verified, as of a day.
 *
 * @param verifiedAmount the figure behind the verified words: a balance, or income by the month; null without one
 * @param monthsFrom first month concerned; null where it cannot be said
 * @param history the dispositions so far, the newest first; empty in lists
 */
public record Finding(
        UUID id,
        Check check,
        String source,
        UUID person,
        String personName,
        UUID household,
        @Nullable UUID caseId,
        String townshipCode,
        boolean inBenefit,
        String declared,
        String verified,
        @Nullable Money verifiedAmount,
        LocalDate asOf,
        Instant foundAt,
        @Nullable YearMonth monthsFrom,
        @Nullable YearMonth monthsUntil,
        Disposition disposition,
        @Nullable Instant clearedAt,
        long version,
        List<Cleared> history) {

    public Finding {
        history = List.copyOf(history);
    }

    public boolean open() {
        return disposition == Disposition.OPEN;
    }

    /** 一次处置. */
    public record Cleared(Disposition disposition, String reason, Instant at, String who) {}

    @Override
    public String toString() {
        return "Finding[" + id + "]";
    }
}
