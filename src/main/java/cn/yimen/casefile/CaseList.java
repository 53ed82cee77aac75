package cn.yimen.casefile;

import cn.yimen.calendar.Deadlines;
import cn.yimen.calendar.Light;
import cn.yimen.calendar.LimitReader;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 个案列表: pages by key, as many statements for fifty rows as for one. Each question is one statement, true by itself: no
 * {@code BEGIN} and {@code COMMIT} around it.
 */
@Service
@Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
public class CaseList {

    /** Counting stops here; one more is counted to say that there are more. */
    private static final int CAP = 10_000;

    private final JdbcClient jdbc;
    private final Deadlines deadlines;
    private final Places places;
    private final Clock clock;

    CaseList(JdbcClient jdbc, Deadlines deadlines, Places places, Clock clock) {
        this.jdbc = jdbc;
        this.deadlines = deadlines;
        this.places = places;
        this.clock = clock;
    }

    /**
     * One page within the officer's scope, by one statement.
     *
     * @param after {@link CasePage#next}; null or unreadable for the first page
     */
    public CasePage page(CaseFilter filter, @Nullable String after, int limit, Officer officer) {
        var where = where(filter, officer);
        var cursor = CaseCursor.read(after).orElse(null);
        var order = filter.sort() == CaseFilter.Sort.NEWEST
                ? new Order("c.accepted_at desc, c.id desc", "(c.accepted_at, c.id) < (:lastAccepted, :lastId)")
                : new Order("coalesce(c.due_at, 'infinity'::timestamptz), c.newest_first, c.id", """
                        (coalesce(c.due_at, 'infinity'::timestamptz), c.newest_first, c.id)
                            > (coalesce(cast(:lastDue as timestamptz), 'infinity'::timestamptz),
                                :lastNewest, :lastId)
                        """);
        var sql = """
                select c.id, c.receipt_no, c.applicant_name, c.township_code, c.village_code, c.state, c.due_at,
                    c.accepted_at, o.name as officer, i.names, i.matters, %s
                from (select c.* from case_file c where %s %s order by %s limit :limit) c
                join officer o on o.id = c.officer_id
                cross join lateral (
                    select string_agg(distinct m.item_name, '、') as names, count(*) as matters,
                        (array_agg(coalesce(m.promise_deadline_id, m.legal_deadline_id) order by m.due_at)
                            filter (where m.ended_at is null
                                and coalesce(m.promise_deadline_id, m.legal_deadline_id) is not null))[1] as deadline_id
                    from matter m where m.case_id = c.id
                ) i
                left join deadline d on d.id = i.deadline_id
                order by %s
                """.formatted(
                        LimitReader.columns("d"),
                        where.text(),
                        cursor == null ? "" : "and " + order.after(),
                        order.by(),
                        order.by());
        var query = jdbc.sql(sql).params(where.params()).param("limit", limit + 1);
        if (cursor != null) {
            var due = cursor.due();
            query = query.param("lastAccepted", Sql.at(cursor.accepted()))
                    .param("lastDue", due == null ? null : Sql.at(due), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("lastNewest", -cursor.acceptedMicros())
                    .param("lastId", cursor.id());
        }
        var limits = deadlines.reader();
        var rows = query.query((row, n) -> read(row, limits)).list();
        String next = null;
        if (rows.size() > limit) {
            rows = rows.subList(0, limit);
            var last = rows.get(limit - 1);
            next = CaseCursor.of(
                            last.dueAt(),
                            last.row().acceptedAt(),
                            last.row().id().id())
                    .text();
        }
        return new CasePage(rows.stream().map(Read::row).toList(), next);
    }

    private Read read(ResultSet row, LimitReader limits) throws SQLException {
        var village = row.getString("village_code");
        var limit = limits.read(row);
        return new Read(
                new CaseRow(
                        new CaseId(Sql.id(row, "id")),
                        new ReceiptNumber(row.getString("receipt_no")),
                        row.getString("applicant_name"),
                        places.fullName(PlaceId.of(village == null ? row.getString("township_code") : village)),
                        row.getString("names"),
                        row.getInt("matters"),
                        CaseState.valueOf(row.getString("state")),
                        limit == null ? null : limit.light(),
                        limit == null ? null : limit.dueAt(),
                        Sql.instant(row, "accepted_at"),
                        row.getString("officer")),
                Sql.instantOrNull(row, "due_at"));
    }

    /** How many there are, up to the cap and one. */
    public long count(CaseFilter filter, Officer officer) {
        var where = where(filter, officer);
        return jdbc.sql("select count(*) from (select 1 from case_file c where " + where.text() + " limit " + (CAP + 1)
                        + ") s")
                .params(where.params())
                .query(Long.class)
                .single();
    }

    /** What stands around the list whatever is asked of it, by one statement. */
    public CaseOverview overview(Officer officer) {
        var matters = planned(ScopeClause.of(officer, "m"));
        return jdbc.sql("""
                        with recursive walk as (
                            (select m.item_code, m.item_name from matter m where %1$s
                                order by m.item_code, m.opened_at desc limit 1)
                            union all
                            select n.item_code, n.item_name from walk w cross join lateral (
                                select m.item_code, m.item_name from matter m where m.item_code > w.item_code and %1$s
                                order by m.item_code, m.opened_at desc limit 1) n
                        )
                        select array(select item_code from walk) as item_codes, array(select item_name from walk) as item_names,
                            %2$s
                        """.formatted(matters.condition(), counted(officer)))
                .params(matters.params())
                .param("now", Sql.at(clock.instant()))
                .query((row, n) -> {
                    var codes = (String[]) row.getArray("item_codes").getArray();
                    var names = (String[]) row.getArray("item_names").getArray();
                    var items = new LinkedHashMap<String, String>();
                    for (var at = 0; at < codes.length; at++) {
                        items.put(codes[at], names[at]);
                    }
                    return new CaseOverview(counters(row), items);
                })
                .single();
    }

    /** The counters above the list, by one statement; limits are judged by the one function of the calendar. */
    public CaseCounters counters(Officer officer) {
        return jdbc.sql("select " + counted(officer))
                .params(ScopeClause.of(officer, "c").params())
                .param("now", Sql.at(clock.instant()))
                .query((row, n) -> counters(row))
                .single();
    }

    private static String counted(Officer officer) {
        var cases = planned(ScopeClause.of(officer, "c")).condition();
        var limits = planned(ScopeClause.of(officer, "l")).condition();
        return "%s as all_cases, %s as over, %s as soon, %s as ok, %s as waiting, %s as to_tell"
                .formatted(
                        allOf(officer),
                        capped("case_limit l where " + limits + " and " + level(Light.Level.OVER)),
                        capped("case_limit l where " + limits + " and " + level(Light.Level.SOON)),
                        capped("case_limit l where " + limits + " and " + level(Light.Level.OK)),
                        capped("case_file c where c.state = 'AWAITING_MATERIALS' and " + cases),
                        capped("case_file c where c.state = 'CONCLUDED' and " + cases));
    }

    /** Of whole townships nothing is counted: their numbers have no gap, so the last of each year says how many. */
    private static String allOf(Officer officer) {
        if (!officer.scope().villages().isEmpty()) {
            return capped(
                    "case_file c where " + planned(ScopeClause.of(officer, "c")).condition());
        }
        return "(select coalesce(sum(n.last), 0) from case_number n where %s)"
                .formatted(planned(ScopeClause.of(officer, "n")).condition());
    }

    private static String capped(String from) {
        return "(select count(*) from (select 1 from %s limit %d) s)".formatted(from, CAP + 1);
    }

    /** The light of a case at {@code :now}; the instant from which it is not green any more is what the index is by. */
    private static String level(Light.Level level) {
        return "l.soon_at %s :now and limit_level(l.over_at, l.soon_at, :now) = '%s'"
                .formatted(level == Light.Level.OK ? ">" : "<=", level.name());
    }

    /**
     * The same plan for every township: known to the planner, the township would have a plan of its own made at each
     * asking, which takes longer than the question.
     */
    private static ScopeClause planned(ScopeClause scope) {
        return new ScopeClause(
                scope.condition().replaceAll(":scopeTownship\\b", "(select :scopeTownship)"), scope.params());
    }

    private static CaseCounters counters(ResultSet row) throws SQLException {
        return new CaseCounters(
                row.getLong("all_cases"),
                row.getLong("over"),
                row.getLong("soon"),
                row.getLong("ok"),
                row.getLong("waiting"),
                row.getLong("to_tell"));
    }

    /** The cases of one person, the newest first, within the officer's scope. */
    public List<CaseRow> ofPerson(UUID person, Officer officer) {
        return page(
                        new CaseFilter(
                                null,
                                false,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                List.of(person),
                                CaseFilter.Sort.NEWEST),
                        null,
                        50,
                        officer)
                .rows();
    }

    private record Order(String by, String after) {}

    private record Where(String text, Map<String, Object> params) {}

    private Where where(CaseFilter filter, Officer officer) {
        var scope = ScopeClause.of(officer, "c");
        var params = new HashMap<>(scope.params());
        var text = new StringBuilder(scope.condition());
        if (filter.state() != null) {
            text.append(" and c.state = :state");
            params.put("state", filter.state().name());
        }
        if (filter.open()) {
            text.append(" and c.closed_at is null");
        }
        if (filter.level() != null) {
            text.append(" and c.id in (select l.case_id from case_limit l where ")
                    .append(level(filter.level()))
                    .append(")");
            params.put("now", Sql.at(clock.instant()));
        }
        if (filter.township() != null) {
            text.append(" and c.township_code = :township");
            params.put("township", filter.township());
        }
        if (filter.itemCode() != null) {
            text.append(" and exists (select 1 from matter m where m.case_id = c.id and m.item_code = :item)");
            params.put("item", filter.itemCode());
        }
        if (filter.officer() != null) {
            text.append(" and c.officer_id = :officer");
            params.put("officer", filter.officer());
        }
        if (filter.from() != null) {
            text.append(" and c.accepted_at >= :from");
            params.put("from", Sql.at(midnight(filter.from())));
        }
        if (filter.to() != null) {
            text.append(" and c.accepted_at < :to");
            params.put("to", Sql.at(midnight(filter.to().plusDays(1))));
        }
        if (filter.receiptNo() != null) {
            if (filter.receiptNo().matches("[0-9]{1,6}")) {
                text.append(" and c.number = :number");
                params.put("number", Integer.parseInt(filter.receiptNo()));
            } else {
                text.append(" and c.receipt_no = :receipt");
                params.put("receipt", filter.receiptNo());
            }
        }
        if (filter.persons() != null) {
            // found first: as a condition on each case the planner would walk through all of them in the order of the
            // list
            text.append("""
                     and c.id = any(array(select a.id from case_file a where a.applicant_id = any(:persons)
                        union select m.case_id from matter m where m.person_id = any(:persons)))
                    """);
            params.put("persons", filter.persons().toArray(UUID[]::new));
        }
        return new Where(text.toString(), params);
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    /** A line, and the instant it stands under. */
    private record Read(CaseRow row, @Nullable Instant dueAt) {}
}
