package cn.yimen.conference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 一页会商提议, the oldest first while they wait, else the newest first.
 *
 * @param next key of the next page; null on the last
 */
public record ProposalPage(
        List<ProposalView> rows, @Nullable String next) {

    public ProposalPage {
        rows = List.copyOf(rows);
    }
}
