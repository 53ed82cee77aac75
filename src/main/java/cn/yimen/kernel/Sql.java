package cn.yimen.kernel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 数据库列的读写: values as PostgreSQL's driver takes and gives them. A column read without {@code OrNull} is not null. */
public final class Sql {

    private Sql() {}

    /** The driver takes no {@code Instant}. */
    public static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    public static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    public static @Nullable UUID idOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    public static LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    /** A month is stored as its first day. */
    public static YearMonth month(ResultSet row, String column) throws SQLException {
        return YearMonth.from(day(row, column));
    }

    public static @Nullable YearMonth monthOrNull(ResultSet row, String column) throws SQLException {
        var first = row.getObject(column, LocalDate.class);
        return first == null ? null : YearMonth.from(first);
    }

    public static @Nullable LocalDate first(@Nullable YearMonth month) {
        return month == null ? null : month.atDay(1);
    }

    /** An amount is stored in fen. */
    public static Money money(ResultSet row, String column) throws SQLException {
        return Money.fen(row.getLong(column));
    }
}
