package cn.yimen.verification;

import cn.yimen.identity.Officer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Instants and ids between Java and the driver, and the scope of a reader. */
final class Sql {

    private Sql() {}

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** 数据范围: a condition on township_code and village_code of a table, without its dot for none. */
    record Scope(String condition, Map<String, Object> params) {

        static Scope of(Officer officer, String alias) {
            var scope = officer.scope();
            var params = new HashMap<String, Object>();
            if (scope.district()) {
                return new Scope("true", params);
            }
            var table = alias.isEmpty() ? "" : alias + ".";
            params.put("scopeTownships", scope.townshipArray());
            params.put("scopeVillages", scope.villageArray());
            return new Scope(
                    "(%stownship_code = any(:scopeTownships) or %svillage_code = any(:scopeVillages))"
                            .formatted(table, table),
                    params);
        }
    }
}
