package cn.yimen.ledger;

import java.io.Serializable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 台账一笔的编号. */
public record PostingId(UUID id) implements Serializable {

    public static PostingId of(String id) {
        return new PostingId(UUID.fromString(id));
    }

    /** @return null where the column is */
    public static @Nullable PostingId read(ResultSet row, String column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new PostingId(id);
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
