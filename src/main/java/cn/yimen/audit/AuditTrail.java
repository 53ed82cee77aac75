package cn.yimen.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 审计查询: who did what when, without the contents. */
@Service
@Transactional(readOnly = true)
public class AuditTrail {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcTemplate jdbc;

    AuditTrail(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * 查询条件; null or empty leaves one out.
     *
     * @param officer login name
     * @param kind kind of the subject or name of the table
     * @param subject its id, or the id of what it belongs to
     * @param day Asia/Shanghai
     */
    public record Query(
            @Nullable String officer,
            @Nullable String kind,
            @Nullable String subject,
            @Nullable LocalDate day) {}

    /**
     * 一行.
     *
     * @param fields names of the fields that were shown or changed, never their contents
     */
    public record Row(
            int chain,
            long seq,
            Instant at,
            String officer,
            @Nullable String address,
            @Nullable String request,
            String action,
            String subjectKind,
            String subjectId,
            @Nullable String about,
            @Nullable String fields,
            @Nullable String reason) {

        /** Where the next page goes on. */
        public String key() {
            return at.getEpochSecond() + "." + at.getNano() / 1000 + "." + chain + "." + seq;
        }
    }

    /**
     * Newest first.
     *
     * @param after {@link Row#key()} of the last row seen; null for the first page
     * @param limit at most 200
     */
    @PreAuthorize("hasRole('ADMINISTRATOR')")
    public List<Row> find(Query query, @Nullable String after, int limit) {
        var where = new StringBuilder("where true");
        var params = new ArrayList<Object>();
        var officer = text(query.officer());
        var kind = text(query.kind());
        var subject = text(query.subject());
        if (!officer.isEmpty()) {
            where.append(" and officer = ?");
            params.add(officer);
        }
        if (!kind.isEmpty() && !subject.isEmpty()) {
            where.append(" and ((subject_kind = ? and subject_id = ?) or about = ?)");
            params.addAll(List.of(kind, subject, kind + ":" + subject));
        } else if (!kind.isEmpty()) {
            where.append(" and subject_kind = ?");
            params.add(kind);
        } else if (!subject.isEmpty()) {
            where.append(" and subject_id = ?");
            params.add(subject);
        }
        if (query.day() != null) {
            where.append(" and at >= ? and at < ?");
            params.add(Timestamp.from(query.day().atStartOfDay(ZONE).toInstant()));
            params.add(Timestamp.from(query.day().plusDays(1).atStartOfDay(ZONE).toInstant()));
        }
        if (after != null && after.matches("\\d{1,12}\\.\\d{1,6}\\.\\d{1,2}\\.\\d{1,18}")) {
            var parts = after.split("\\.");
            where.append(" and (at, chain, seq) < (?, ?, ?)");
            params.add(Timestamp.from(
                    Instant.ofEpochSecond(Long.parseLong(parts[0])).plusNanos(Long.parseLong(parts[1]) * 1000)));
            params.add(Integer.parseInt(parts[2]));
            params.add(Long.parseLong(parts[3]));
        }
        params.add(Math.min(limit, 200));
        return jdbc.query(
                """
                select chain, seq, at, officer, address, request, action, subject_kind, subject_id, about, reason,
                    coalesce(fields, (select string_agg(k, '、') from (
                        select k from json_object_keys(case when detail is json object then detail::json else '{}' end) k
                        order by k limit 12) f)) as fields
                from (select * from audit_entry %s order by at desc, chain desc, seq desc limit ?) e
                order by at desc, chain desc, seq desc
                """.formatted(where),
                (row, n) -> new Row(
                        row.getInt("chain"),
                        row.getLong("seq"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("officer"),
                        row.getString("address"),
                        row.getString("request"),
                        row.getString("action"),
                        row.getString("subject_kind"),
                        row.getString("subject_id"),
                        row.getString("about"),
                        row.getString("fields"),
                        row.getString("reason")),
                params.toArray());
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
