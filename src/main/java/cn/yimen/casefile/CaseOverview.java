package cn.yimen.casefile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * 列表的概况.
 *
 * @param items the items that occur among the officer's cases, code and name in the order of the codes, for the filter
 *     (ui-guide 7: only what occurs)
 */
public record CaseOverview(CaseCounters counters, Map<String, String> items) {

    public CaseOverview {
        items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    }
}
