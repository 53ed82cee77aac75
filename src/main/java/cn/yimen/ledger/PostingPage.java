package cn.yimen.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 一页台账, the newest first.
 *
 * @param next where the older ones begin; null on the last page
 */
public record PostingPage(List<PostingView> rows, @Nullable Long next) {

    public PostingPage {
        rows = List.copyOf(rows);
    }
}
