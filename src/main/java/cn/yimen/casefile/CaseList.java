package cn.yimen.casefile;

import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.Deadlines;
import cn.yimen.calendar.Light;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Sql;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 个案列表: pages by key, as many statements for fifty rows as for one. */
@Service
@Transactional(readOnly = true)
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
     * One page within the officer's scope, by two statements.
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
                    c.accepted_at, o.name as officer, i.names, i.matters, i.deadline_id
                from (select c.* from case_file c where %s %s order by %s limit :limit) c
                join officer o on o.id = c.officer_id
                cross join lateral (
                    select string_agg(distinct m.item_name, '、') as names, count(*) as matters,
                        (array_agg(coalesce(m.promise_deadline_id, m.legal_deadline_id) order by m.due_at)
                            filter (where m.ended_at is null
                                and coalesce(m.promise_deadline_id, m.legal_deadline_id) is not null))[1] as deadline_id
                    from matter m where m.case_id = c.id
                ) i
                order by %s
                """.formatted(where.text(), cursor == null ? "" : "and " + order.after(), order.by(), order.by());
        var query = jdbc.sql(sql).params(where.params()).param("limit", limit + 1);
        if (cursor != null) {
            var due = cursor.due();
            query = query.param("lastAccepted", Sql.at(cursor.accepted()))
                    .param("lastDue", due == null ? null : Sql.at(due), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("lastNewest", -cursor.acceptedMicros())
                    .param("lastId", cursor.id());
        }
        var stored = query.query((row, n) -> new Stored(
                        Sql.id(row, "id"),
                        row.getString("receipt_no"),
                        row.getString("applicant_name"),
                        row.getString("township_code"),
                        row.getString("village_code"),
                        CaseState.valueOf(row.getString("state")),
                        Sql.instantOrNull(row, "due_at"),
                        Sql.instant(row, "accepted_at"),
                        row.getString("officer"),
                        row.getString("names"),
                        row.getInt("matters"),
                        Sql.idOrNull(row, "deadline_id")))
                .list();
        var shown = stored.size() > limit ? stored.subList(0, limit) : stored;
        var lights = deadlines.views(shown.stream()
                .map(Stored::deadline)
                .filter(Objects::nonNull)
                .map(DeadlineId::new)
                .toList());
        var rows = new ArrayList<CaseRow>();
        for (var each : shown) {
            var limitView = each.deadline() == null ? null : lights.get(new DeadlineId(each.deadline()));
            rows.add(new CaseRow(
                    new CaseId(each.id()),
                    new ReceiptNumber(each.receiptNo()),
                    each.name(),
                    placeName(each),
                    each.items(),
                    each.matters(),
                    each.state(),
                    limitView == null ? null : limitView.light(),
                    limitView == null ? null : limitView.dueAt(),
                    each.acceptedAt(),
                    each.officer()));
        }
        String next = null;
        if (stored.size() > limit) {
            var last = shown.get(shown.size() - 1);
            next = CaseCursor.of(last.dueAt(), last.acceptedAt(), last.id()).text();
        }
        return new CasePage(rows, next);
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

    /** The counters above the list, by one statement; limits are judged by the one function of the calendar. */
    public CaseCounters counters(Officer officer) {
        var cases = ScopeClause.of(officer, "c");
        var matters = ScopeClause.of(officer, "m");
        return jdbc.sql("""
                        with open_case as materialized (
                            select m.case_id, min(case deadline_level(d, :now)
                                    when 'OVER' then 1 when 'SOON' then 2 when 'OK' then 3 end) as level
                            from matter m join deadline d on d.id = coalesce(m.promise_deadline_id, m.legal_deadline_id)
                            where m.ended_at is null and %1$s
                            group by m.case_id limit %3$d
                        )
                        select
                            (select count(*) from (select 1 from case_file c where %2$s limit %3$d) s) as all_cases,
                            count(*) filter (where level = 1) as over,
                            count(*) filter (where level = 2) as soon,
                            count(*) filter (where level = 3) as ok,
                            (select count(*) from (select 1 from case_file c
                                where c.state = 'AWAITING_MATERIALS' and %2$s limit %3$d) s) as waiting,
                            (select count(*) from (select 1 from case_file c
                                where c.state = 'CONCLUDED' and %2$s limit %3$d) s) as to_tell
                        from open_case
                        """.formatted(matters.condition(), cases.condition(), CAP + 1))
                .params(cases.params())
                .param("now", Sql.at(clock.instant()))
                .query((row, n) -> new CaseCounters(
                        row.getLong("all_cases"),
                        row.getLong("over"),
                        row.getLong("soon"),
                        row.getLong("ok"),
                        row.getLong("waiting"),
                        row.getLong("to_tell")))
                .single();
    }

    /** The items that occur among the officer's cases, code and name, for the filter (ui-guide 7: only what occurs). */
    public Map<String, String> itemsThatOccur(Officer officer) {
        var scope = ScopeClause.of(officer, "m");
        var items = new java.util.LinkedHashMap<String, String>();
        // a walk along the index: as many steps as there are items, however many matters
        jdbc.sql("""
                        with recursive walk as (
                            (select m.item_code from matter m order by m.item_code limit 1)
                            union all
                            select (select m.item_code from matter m where m.item_code > w.item_code order by m.item_code limit 1)
                            from walk w where w.item_code is not null
                        )
                        select w.item_code, n.item_name
                        from walk w cross join lateral (
                            select m.item_name from matter m where m.item_code = w.item_code and %s
                            order by m.opened_at desc limit 1) n
                        where w.item_code is not null order by w.item_code
                        """.formatted(scope.condition())).params(scope.params()).query(row -> {
            items.put(row.getString("item_code"), row.getString("item_name"));
        });
        return items;
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
            text.append("""
                     and :level = (select min(case deadline_level(d, :now)
                            when 'OVER' then 1 when 'SOON' then 2 when 'OK' then 3 end)
                        from matter m join deadline d on d.id = coalesce(m.promise_deadline_id, m.legal_deadline_id)
                        where m.case_id = c.id and m.ended_at is null)
                     and c.closed_at is null
                    """);
            params.put("level", level(filter.level()));
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
            text.append("""
                     and (c.applicant_id = any(:persons)
                        or exists (select 1 from matter m where m.case_id = c.id and m.person_id = any(:persons)))
                    """);
            params.put("persons", filter.persons().toArray(UUID[]::new));
        }
        return new Where(text.toString(), params);
    }

    private static int level(Light.Level level) {
        return switch (level) {
            case OVER -> 1;
            case SOON -> 2;
            case OK -> 3;
            case DONE, PAUSED -> 0;
        };
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    private String placeName(Stored row) {
        return places.fullName(PlaceId.of(row.village() == null ? row.township() : row.village()));
    }

    private record Stored(
            UUID id,
            String receiptNo,
            String name,
            String township,
            @Nullable String village,
            CaseState state,
            @Nullable Instant dueAt,
            Instant acceptedAt,
            String officer,
            String items,
            int matters,
            @Nullable UUID deadline) {}
}
