package cn.yimen.calendar;

import cn.yimen.calendar.Deadlines.Row;
import cn.yimen.kernel.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** 列表里的时限: reads the limits off the rows of a list's own statement, all of one page at the same instant. */
public final class LimitReader {

    private final Calendars calendars;
    private final Instant now;

    LimitReader(Calendars calendars, Instant now) {
        this.calendars = calendars;
        this.now = now;
    }

    /**
     * What a statement must select.
     *
     * @param alias of the table {@code deadline} in it; an outer join will do
     */
    public static String columns(String alias) {
        return Row.COLUMNS.stream()
                        .map(column -> alias + "." + column + " as " + Row.PREFIX + column)
                        .collect(Collectors.joining(", "))
                + ", (select revision from calendar_revision) as calendar_revision";
    }

    /** The limit of a row; null where it has none. */
    public @Nullable DeadlineView read(ResultSet row) throws SQLException {
        var id = Sql.idOrNull(row, "limit_id");
        return id == null
                ? null
                : Row.read(row)
                        .view(new DeadlineId(id), now, calendars.rules(calendars.at(row.getLong("calendar_revision"))));
    }
}
