package cn.yimen.household;

import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
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

    /** Where the columns of the next table begin. */
    private static final String BEGIN = "table_begins";

    /** The driver's word for binary values from the first time on; see its {@code PGStatement}. */
    private static final int BINARY_AT_ONCE = -1;

    private final JdbcTemplate jdbc;
    private final Questions questions;
    private final Map<String, String> columns = new ConcurrentHashMap<>();

    Rows(JdbcTemplate jdbc, Questions questions) {
        this.jdbc = jdbc;
        this.questions = questions;
    }

    /** The rows of one owner as the table is, or as it was at a moment. */
    List<Map<String, @Nullable Object>> read(String table, String ownerColumn, UUID owner, @Nullable Instant at) {
        return questions.list(asks(table, ownerColumn, owner, at));
    }

    /** What {@link #read} asks. */
    Question<Map<String, @Nullable Object>> asks(String table, String ownerColumn, UUID owner, @Nullable Instant at) {
        var values = new ArrayList<Object>();
        return Question.sql(source(table, ownerColumn, owner, at, values))
                .all(values)
                .query(ROW);
    }

    /** The rows of one owner in several tables, by one statement: the tables stand beside each other, row by row. */
    Map<String, List<Map<String, @Nullable Object>>> readParts(
            List<String> tables, String ownerColumn, UUID owner, @Nullable Instant at) {
        var read = new LinkedHashMap<String, List<Map<String, @Nullable Object>>>();
        tables.forEach(table -> read.put(table, new ArrayList<>()));
        for (var line : questions.list(asksParts(tables, ownerColumn, owner, at))) {
            line.forEach((table, row) -> Objects.requireNonNull(read.get(table)).add(row));
        }
        return read;
    }

    /** What {@link #readParts} asks: of each table the row that stands in this line, where it still has one. */
    Question<Map<String, Map<String, @Nullable Object>>> asksParts(
            List<String> tables, String ownerColumn, UUID owner, @Nullable Instant at) {
        var values = new ArrayList<Object>();
        var sql = new StringBuilder("select * from ");
        for (var t = 0; t < tables.size(); t++) {
            sql.append(t == 0 ? "" : " full join ")
                    .append("(select row_number() over () as %s, t.* from (".formatted(BEGIN))
                    .append(source(tables.get(t), ownerColumn, owner, at, values))
                    .append(") t) t%d".formatted(t));
            if (t > 0) {
                sql.append(" on t%d.%s = coalesce(".formatted(t, BEGIN))
                        .append(IntStream.range(0, t)
                                .mapToObj(before -> "t" + before + "." + BEGIN)
                                .collect(Collectors.joining(", ")))
                        .append(')');
            }
        }
        return Question.sql(sql.toString()).all(values).query((result, n) -> {
            var meta = result.getMetaData();
            var table = tables.iterator();
            var line = new LinkedHashMap<String, Map<String, @Nullable Object>>();
            Map<String, @Nullable Object> row = Map.of();
            for (var i = 1; i <= meta.getColumnCount(); i++) {
                var column = meta.getColumnLabel(i);
                if (column.equals(BEGIN)) {
                    row = new LinkedHashMap<>();
                    var name = table.next();
                    if (result.getObject(i) != null) {
                        line.put(name, row);
                    }
                } else {
                    row.put(column, plain(result.getObject(i)));
                }
            }
            return line;
        });
    }

    private String source(
            String table, String ownerColumn, UUID owner, @Nullable Instant at, Collection<Object> values) {
        values.add(owner);
        if (at == null) {
            return "select * from %s where %s = ?".formatted(table, ownerColumn);
        }
        var moment = Timestamp.from(at);
        values.addAll(List.of(moment, owner, moment, moment));
        return """
                select %3$s from %1$s where %2$s = ? and sys_from <= ?
                union all
                select %3$s from %1$s_history where %2$s = ? and sys_from <= ? and sys_to > ?
                """.formatted(table, ownerColumn, columns(table));
    }

    /** The rows with these ids, as they are or were. */
    List<Map<String, @Nullable Object>> readAll(String table, UUID[] ids, @Nullable Instant at) {
        if (at == null) {
            return questions.list(Question.sql("select * from %s where id = any(?)".formatted(table))
                    .param(ids)
                    .query(ROW));
        }
        var moment = Timestamp.from(at);
        return jdbc.query("""
                select %2$s from %1$s where id = any(?) and sys_from <= ?
                union all
                select %2$s from %1$s_history where id = any(?) and sys_from <= ? and sys_to > ?
                """.formatted(table, columns(table)), ROW, ids, moment, ids, moment, moment);
    }

    /** The rows whose column has one of these values. */
    List<Map<String, @Nullable Object>> readAll(String table, String column, Object[] values) {
        return jdbc.query("select * from %s where %s = any(?)".formatted(table, column), ROW, (Object) values);
    }

    /**
     * Rows of many owners at once, in no order, of the columns the statement names alone: for runs over all households. The
     * driver hands the values over as the server keeps them, without writing them out as text.
     *
     * @param sql with one place for all the owners: {@code household_id = any(?)}
     */
    void readMany(String sql, UUID[] owners, Consumer<Map<String, @Nullable Object>> each) {
        jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement(sql);
                    statement.unwrap(PGStatement.class).setPrepareThreshold(BINARY_AT_ONCE);
                    statement.setObject(1, owners);
                    return statement;
                },
                result -> {
                    var columns = new Columns(result.getMetaData());
                    while (result.next()) {
                        each.accept(columns.row(result));
                    }
                    return true;
                });
    }

    /** Until the end of the transaction the server takes one process for a statement: the reader runs beside others of its kind. */
    void byItself() {
        jdbc.queryForObject("select set_config('max_parallel_workers_per_gather', '0', true)", String.class);
    }

    /** The columns of one statement: each row has its values alone, the names are there once for all. */
    private static final class Columns {

        private final Map<String, Integer> places = new HashMap<>();
        private final int[] types;

        Columns(ResultSetMetaData meta) throws SQLException {
            types = new int[meta.getColumnCount()];
            for (var i = 0; i < types.length; i++) {
                // the same string as in the program: then equal names are found without being compared letter by letter
                places.put(meta.getColumnLabel(i + 1).intern(), i);
                types[i] = meta.getColumnType(i + 1);
            }
        }

        Map<String, @Nullable Object> row(ResultSet result) throws SQLException {
            var values = new @Nullable Object[types.length];
            for (var i = 0; i < types.length; i++) {
                values[i] = value(result, i + 1, types[i]);
            }
            return new ReadRow(places, values);
        }

        private static @Nullable Object value(ResultSet result, int column, int type) throws SQLException {
            return switch (type) {
                case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> {
                    var number = (Long) result.getLong(column);
                    if (result.wasNull()) {
                        yield null;
                    }
                    yield number;
                }
                case Types.DATE -> result.getObject(column, LocalDate.class);
                case Types.VARCHAR -> result.getString(column);
                case Types.BINARY -> result.getBytes(column);
                default -> plain(result.getObject(column));
            };
        }
    }

    /** 读出的一行: reading one costs no table of its own. */
    private static final class ReadRow extends AbstractMap<String, @Nullable Object> {

        private final Map<String, Integer> places;
        private final @Nullable Object[] values;

        ReadRow(Map<String, Integer> places, @Nullable Object[] values) {
            this.places = places;
            this.values = values;
        }

        @Override
        public @Nullable Object get(@Nullable Object column) {
            var place = places.get(column);
            return place == null ? null : values[place];
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            var entries = new LinkedHashSet<Entry<String, @Nullable Object>>();
            places.forEach((column, place) -> entries.add(new SimpleImmutableEntry<>(column, values[place])));
            return entries;
        }
    }

    /** By name: a column added later stands in another place in the history table. */
    private String columns(String table) {
        return columns.computeIfAbsent(table, name -> String.join(", ", jdbc.queryForList("""
                        select quote_ident(attname) from pg_attribute
                        where attrelid = ?::regclass and attnum > 0 and not attisdropped order by attnum
                        """, String.class, name)));
    }

    void insert(String table, Map<String, @Nullable Object> row) {
        jdbc.update(insertion(table, row), values(row));
    }

    /** Rows of the same columns, as one batch. */
    void insertAll(String table, List<Map<String, @Nullable Object>> rows) {
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(
                    insertion(table, rows.get(0)),
                    rows.stream().map(Rows::values).toList());
        }
    }

    private static String insertion(String table, Map<String, @Nullable Object> row) {
        var columns = String.join(", ", row.keySet());
        var marks = row.keySet().stream().map(column -> "?").collect(Collectors.joining(", "));
        return "insert into %s (%s) values (%s)".formatted(table, columns, marks);
    }

    private static @Nullable Object[] values(Map<String, @Nullable Object> row) {
        return row.values().stream().map(Rows::sql).toArray();
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

    /**
     * Makes the rows of one owner what is wanted; every wanted row has its {@code id} and all have the same columns.
     *
     * @param before the rows as they are
     */
    void sync(
            String table,
            String ownerColumn,
            UUID owner,
            List<Map<String, @Nullable Object>> before,
            List<Map<String, @Nullable Object>> wanted) {
        var now = new HashMap<UUID, Map<String, @Nullable Object>>();
        before.forEach(row -> now.put(uuid(row, "id"), row));
        var kept = new HashSet<UUID>();
        var fresh = new ArrayList<Map<String, @Nullable Object>>();
        for (var row : wanted) {
            var id = uuid(row, "id");
            kept.add(id);
            var known = now.get(id);
            if (known == null) {
                var added = new LinkedHashMap<>(row);
                added.put(ownerColumn, owner);
                fresh.add(added);
            } else {
                update(table, id, known, row);
            }
        }
        insertAll(table, fresh);
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
