package cn.yimen.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All values of all keys as they stand after one row of the table: which of them holds on a day. A value. */
final class ParameterSet {

    private final Map<String, NavigableMap<LocalDate, ParameterValue>> inForce = new HashMap<>();

    /** @param rows in the order of their ids */
    ParameterSet(List<ParameterValue> rows) {
        var replaced = new HashSet<Long>();
        for (var row : rows) {
            if (row.replaces() != null) {
                replaced.add(row.replaces());
            }
        }
        for (var row : rows) {
            if (!replaced.contains(row.id()) && row.state() != ParameterState.WITHDRAWN) {
                inForce.computeIfAbsent(row.key(), key -> new TreeMap<>()).put(row.from(), row);
            }
        }
    }

    Optional<ParameterValue> on(String key, LocalDate day) {
        var values = inForce.get(key);
        var entry = values == null ? null : values.floorEntry(day);
        if (entry == null) {
            return Optional.empty();
        }
        var last = entry.getValue().to();
        return last != null && day.isAfter(last) ? Optional.empty() : Optional.of(entry.getValue());
    }

    /** The values of a key in the order of their days. */
    List<ParameterValue> of(String key) {
        var values = inForce.get(key);
        return values == null ? List.of() : new ArrayList<>(values.values());
    }
}
