package cn.yimen.referral;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 一页转办件.
 *
 * @param previous key of the page before; null on the first
 * @param next key of the page after; null on the last
 */
public record ReferralPage(
        List<ReferralRow> rows,
        @Nullable String previous,
        @Nullable String next) {

    public ReferralPage {
        rows = List.copyOf(rows);
    }
}
