package cn.yimen.calendar;

import java.io.Serializable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Number of a limit (时限), kept by whatever it binds. An entity may have an attribute of this type. */
public record DeadlineId(UUID id) implements Serializable {

    public static DeadlineId of(String id) {
        return new DeadlineId(UUID.fromString(id));
    }

    /** @return null where the column is */
    public static @Nullable DeadlineId read(ResultSet row, String column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new DeadlineId(id);
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
