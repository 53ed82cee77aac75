package cn.yimen.household;

import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** 行的读写: rows of the household's tables as they are or were, and the writing of what is different only. */
@Component
class Rows {

    private static final RowMapper<Map<String, @Nullable Object>> ROW = (result, n) -> {
        var meta = result.getMetaData();
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (var i = 1; i <= meta.getColumnCount(); i++) {
            row.put(meta.getColumnLabel(i), plain(result.getObject(i)));
        }
        return row;
    };

    private final JdbcTemplate jdbc;
    private final Map<String, String> columns = new ConcurrentHashMap<>();

    Rows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The rows of one owner as the table is, or as it was at a moment. */
    List<Map<String, @Nullable Object>> read(String table, String ownerColumn, UUID owner, @Nullable Instant at) {
        if (at == null) {
            return jdbc.query("select * from %s where %s = ?".formatted(table, ownerColumn), ROW, owner);
        }
        var moment = Timestamp.from(at);
        return jdbc.query("""
                select %3$s from %1$s where %2$s = ? and sys_from <= ?
                union all
                select %3$s from %1$s_history where %2$s = ? and sys_from <= ? and sys_to > ?
                """.formatted(table, ownerColumn, columns(table)), ROW, owner, moment, owner, moment, moment);
    }

    /** The rows with these ids, as they are or were. */
    List<Map<String, @Nullable Object>> readAll(String table, UUID[] ids, @Nullable Instant at) {
        if (at == null) {
            return jdbc.query("select * from %s where id = any(?)".formatted(table), ROW, (Object) ids);
        }
        var moment = Timestamp.from(at);
        return jdbc.query("""
                select %2$s from %1$s where id = any(?) and sys_from <= ?
                union all
                select %2$s from %1$s_history where id = any(?) and sys_from <= ? and sys_to > ?
                """.formatted(table, columns(table)), ROW, ids, moment, ids, moment, moment);
    }

    /** By name: a column added later stands in another place in the history table. */
    private String columns(String table) {
        return columns.computeIfAbsent(table, name -> String.join(", ", jdbc.queryForList("""
                        select quote_ident(attname) from pg_attribute
                        where attrelid = ?::regclass and attnum > 0 and not attisdropped order by attnum
                        """, String.class, name)));
    }

    void insert(String table, Map<String, @Nullable Object> row) {
        var columns = String.join(", ", row.keySet());
        var marks = row.keySet().stream().map(column -> "?").collect(Collectors.joining(", "));
        jdbc.update(
                "insert into %s (%s) values (%s)".formatted(table, columns, marks),
                row.values().stream().map(Rows::sql).toArray());
    }

    /** Writes the columns that differ; nothing if none does. */
    boolean update(String table, UUID id, Map<String, @Nullable Object> now, Map<String, @Nullable Object> wanted) {
        var changed = new LinkedHashMap<String, @Nullable Object>();
        wanted.forEach((column, value) -> {
            if (!same(now.get(column), value)) {
                changed.put(column, value);
            }
        });
        if (changed.isEmpty()) {
            return false;
        }
        var values = new java.util.ArrayList<@Nullable Object>();
        changed.values().forEach(value -> values.add(sql(value)));
        values.add(id);
        jdbc.update(
                "update %s set %s, version = version + 1 where id = ?"
                        .formatted(
                                table,
                                changed.keySet().stream()
                                        .map(column -> column + " = ?")
                                        .collect(Collectors.joining(", "))),
                values.toArray());
        return true;
    }

    void delete(String table, UUID id) {
        jdbc.update("delete from %s where id = ?".formatted(table), id);
    }

    /** Makes the rows of one owner what is wanted; every wanted row has its {@code id}. */
    void sync(String table, String ownerColumn, UUID owner, List<Map<String, @Nullable Object>> wanted) {
        var now = new HashMap<UUID, Map<String, @Nullable Object>>();
        read(table, ownerColumn, owner, null).forEach(row -> now.put(uuid(row, "id"), row));
        var kept = new HashSet<UUID>();
        for (var row : wanted) {
            var id = uuid(row, "id");
            kept.add(id);
            var before = now.get(id);
            if (before == null) {
                var fresh = new LinkedHashMap<>(row);
                fresh.put(ownerColumn, owner);
                insert(table, fresh);
            } else {
                update(table, id, before, row);
            }
        }
        for (var id : now.keySet()) {
            if (!kept.contains(id)) {
                delete(table, id);
            }
        }
    }

    static UUID uuid(Map<String, @Nullable Object> row, String column) {
        return (UUID) Objects.requireNonNull(row.get(column));
    }

    static String text(Map<String, @Nullable Object> row, String column) {
        return (String) Objects.requireNonNull(row.get(column));
    }

    static @Nullable String textOrNull(Map<String, @Nullable Object> row, String column) {
        return (String) row.get(column);
    }

    static boolean flag(Map<String, @Nullable Object> row, String column) {
        return Boolean.TRUE.equals(row.get(column));
    }

    static long number(Map<String, @Nullable Object> row, String column) {
        return (Long) Objects.requireNonNull(row.get(column));
    }

    /** One form for each value, so that what was read and what is wanted can be compared. */
    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value instanceof Integer || value instanceof Short) {
            return ((Number) value).longValue();
        }
        if (value instanceof Date date) {
            return date.toLocalDate();
        }
        if (value instanceof Timestamp timestamp) {
            return timestamp.toInstant();
        }
        if (value instanceof Array array) {
            return List.of((Object[]) array.getArray());
        }
        return value;
    }

    private static @Nullable Object sql(@Nullable Object value) {
        if (value instanceof LocalDate date) {
            return Date.valueOf(date);
        }
        if (value instanceof Instant instant) {
            return Timestamp.from(instant);
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(each -> each instanceof UUID)
                    ? list.toArray(UUID[]::new)
                    : list.toArray(String[]::new);
        }
        return value;
    }

    private static boolean same(@Nullable Object now, @Nullable Object wanted) {
        if (now instanceof byte[] a && wanted instanceof byte[] b) {
            return Arrays.equals(a, b);
        }
        if (now instanceof Long a && wanted instanceof Integer b) {
            return a == b.longValue();
        }
        return Objects.equals(now, wanted);
    }
}
