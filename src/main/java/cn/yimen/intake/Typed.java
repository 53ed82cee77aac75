package cn.yimen.intake;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * 填的内容: the values of fields exactly as they were typed, right or wrong. What they mean is read later, so that nothing
 * can be lost by being wrong.
 */
public record Typed(@JsonValue Map<String, List<String>> values) {

    public static final Typed EMPTY = new Typed(Map.of());

    @JsonCreator
    public Typed {
        var kept = new LinkedHashMap<String, List<String>>();
        values.forEach((name, all) -> kept.put(name, List.copyOf(all)));
        values = java.util.Collections.unmodifiableMap(kept);
    }

    public static Typed of(String... namesAndValues) {
        var values = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return new Typed(values);
    }

    /** As typed; empty if the field was not there. */
    public String raw(String name) {
        var all = values.get(name);
        return all == null || all.isEmpty() ? "" : all.get(0);
    }

    /** As typed, without white space around it. */
    public String get(String name) {
        return raw(name).strip();
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public boolean has(String name) {
        return !get(name).isEmpty();
    }

    public boolean ticked(String name) {
        return "true".equals(get(name));
    }

    /** Whether nothing at all was typed. */
    public boolean blank() {
        return values.values().stream().flatMap(List::stream).allMatch(String::isBlank);
    }

    /** The same with one field set; an empty value takes it away. */
    public Typed with(String name, String value) {
        return with(name, value.isEmpty() ? List.of() : List.of(value));
    }

    public Typed with(String name, List<String> all) {
        var changed = new LinkedHashMap<>(values);
        if (all.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, all);
        }
        return new Typed(changed);
    }

    /** These fields, and those of {@code other} where it has them. */
    public Typed and(Typed other) {
        var changed = new LinkedHashMap<>(values);
        changed.putAll(other.values);
        return new Typed(changed);
    }

    /** The fields whose names begin with {@code prefix}, without it. */
    public Typed part(String prefix) {
        var found = new LinkedHashMap<String, List<String>>();
        values.forEach((name, all) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), all);
            }
        });
        return new Typed(found);
    }

    /** Without the fields whose names begin with {@code prefix}. */
    public Typed without(String prefix) {
        var kept = new LinkedHashMap<String, List<String>>();
        values.forEach((name, all) -> {
            if (!name.startsWith(prefix)) {
                kept.put(name, all);
            }
        });
        return new Typed(kept);
    }

    /** The fields with {@code prefix} put before each name. */
    public Typed under(String prefix) {
        var moved = new LinkedHashMap<String, List<String>>();
        values.forEach((name, all) -> moved.put(prefix + name, all));
        return new Typed(moved);
    }

    public Set<String> names() {
        return values.keySet();
    }

    /** Characters in all values together. */
    public long size() {
        return values.values().stream()
                .flatMap(List::stream)
                .mapToLong(String::length)
                .sum();
    }

    /** What was typed about people stays out of logs. */
    @Override
    public String toString() {
        return "Typed" + values.keySet();
    }
}
