package cn.yimen.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;

/**
 * 一问: what is asked of the database, as a value: it can be asked now, asked ahead with others, or found to have been
 * answered ({@link Questions}). Two with the same words and parameters are the same question; the words of one stand in one
 * place of the code, which reads its rows in one way.
 */
public final class Question<T> {

    private final String sql;
    private final @Nullable Object[] values;
    private final RowMapper<T> mapper;

    private Question(String sql, @Nullable Object[] values, RowMapper<T> mapper) {
        this.sql = sql;
        this.values = values;
        this.mapper = mapper;
    }

    /** Begins one: with {@code ?} for parameters in their order, or with {@code :name} for named ones. */
    public static Words sql(String sql) {
        return new Words(sql);
    }

    String sql() {
        return sql;
    }

    @Nullable
    Object[] values() {
        return values;
    }

    RowMapper<T> mapper() {
        return mapper;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Question<?> question
                && sql.equals(question.sql)
                && Arrays.deepEquals(values, question.values);
    }

    @Override
    public int hashCode() {
        return 31 * sql.hashCode() + Arrays.deepHashCode(values);
    }

    /** The words and what was given so far. */
    public static final class Words {

        private final String sql;
        private final List<@Nullable Object> ordered = new ArrayList<>();
        private final Map<String, @Nullable Object> named = new HashMap<>();

        private Words(String sql) {
            this.sql = sql;
        }

        public Words param(@Nullable Object value) {
            ordered.add(value);
            return this;
        }

        public Words all(Collection<?> values) {
            ordered.addAll(values);
            return this;
        }

        public Words param(String name, @Nullable Object value) {
            named.put(name, value);
            return this;
        }

        public Words params(Map<String, ?> more) {
            named.putAll(more);
            return this;
        }

        public <T> Question<T> query(RowMapper<T> mapper) {
            if (named.isEmpty()) {
                return new Question<>(sql, ordered.toArray(), mapper);
            }
            var parsed = NamedParameterUtils.parseSqlStatement(sql);
            var given = new MapSqlParameterSource(named);
            return new Question<>(
                    NamedParameterUtils.substituteNamedParameters(parsed, given),
                    NamedParameterUtils.buildValueArray(parsed, given, null),
                    mapper);
        }
    }
}
