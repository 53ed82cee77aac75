package cn.yimen.casefile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 一页个案.
 *
 * @param next key of the page behind; null on the last one
 */
public record CasePage(List<CaseRow> rows, @Nullable String next) {
    public CasePage {
        rows = List.copyOf(rows);
    }
}
