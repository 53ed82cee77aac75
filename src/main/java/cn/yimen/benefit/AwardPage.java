package cn.yimen.benefit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 台账的一页.
 *
 * @param next key of the next page; null if this is the last
 */
public record AwardPage(List<AwardRow> rows, @Nullable String next) {

    public AwardPage {
        rows = List.copyOf(rows);
    }
}
