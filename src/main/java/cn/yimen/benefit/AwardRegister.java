package cn.yimen.benefit;

import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.Deadlines;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.eligibility.Scheme;
import cn.yimen.identity.Officer;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Sql;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 保障对象台账 (BN-1): the roster by scheme and township, page by page in the order of names. */
@Service
@Transactional(readOnly = true)
public class AwardRegister {

    private final JdbcClient jdbc;
    private final Places places;
    private final Deadlines deadlines;

    AwardRegister(JdbcClient jdbc, Places places, Deadlines deadlines) {
        this.jdbc = jdbc;
        this.places = places;
        this.deadlines = deadlines;
    }

    /**
     * 合计 of everything under the filter.
     *
     * @param persons counted people, a person once for each award
     * @param paid every month, of what is not suspended or ended
     */
    public record Totals(long awards, long persons, Money paid) {}

    /** @param after key of the page, from {@link AwardPage#next}; null or unreadable for the first */
    public AwardPage page(AwardFilter filter, @Nullable String after, int limit, Officer officer) {
        var where = where(filter, officer);
        var last = last(after);
        var params = new HashMap<>(where.params());
        var text = where.text();
        if (last.isPresent()) { // the key is the row: a name has no place in an address
            text += " and (a.holder_name, a.id) > (select holder_name, id from award where id = :last)";
            params.put("last", last.get());
        }
        var limits = new HashMap<AwardId, DeadlineId>();
        var rows = jdbc.sql("""
                        select a.*,
                            (select count(*) from award_member m where m.award_id = a.id
                                and m.end_month is not distinct from a.end_month) as members,
                            exists (select 1 from award_alert l where l.award_id = a.id and l.settled_at is null) as alerted,
                            exists (select 1 from award_proposal q where q.award_id = a.id and q.state = 'OPEN') as proposed,
                            (select r.deadline_id from award_review r where r.award_id = a.id
                                and r.state in ('OPEN', 'PROPOSED') order by r.asked_at, r.id limit 1) as review
                        from award a where %s order by a.holder_name, a.id limit %d
                        """.formatted(text, limit + 1))
                .params(params)
                .query((row, n) -> {
                    var village = row.getString("village_code");
                    var reason = row.getString("end_reason");
                    var id = new AwardId(Sql.id(row, "id"));
                    var review = Sql.idOrNull(row, "review");
                    if (review != null) {
                        limits.put(id, new DeadlineId(review));
                    }
                    return new AwardRow(
                            id,
                            Scheme.valueOf(row.getString("scheme")),
                            row.getString("holder_name"),
                            places.fullName(PlaceId.of(village == null ? row.getString("township_code") : village)),
                            row.getInt("members"),
                            Sql.money(row, "base_fen"),
                            Sql.money(row, "increments_fen"),
                            Sql.money(row, "care_fen"),
                            Sql.month(row, "first_month"),
                            Sql.monthOrNull(row, "end_month"),
                            AwardState.valueOf(row.getString("state")),
                            reason == null ? null : EndReason.valueOf(reason),
                            row.getBoolean("alerted"),
                            row.getBoolean("proposed"),
                            null);
                })
                .list();
        var page = rows.size() > limit ? rows.subList(0, limit) : rows;
        var views = deadlines.views(limits.values());
        return new AwardPage(
                page.stream()
                        .map(row -> Optional.ofNullable(limits.get(row.id()))
                                .map(views::get)
                                .map(row::review)
                                .orElse(row))
                        .toList(),
                rows.size() > limit ? page.get(limit - 1).id().toString() : null);
    }

    public Totals totals(AwardFilter filter, Officer officer) {
        var where = where(filter, officer);
        return jdbc.sql("""
                        select count(*) as awards,
                            coalesce(sum((select count(*) from award_member m where m.award_id = a.id
                                and m.end_month is not distinct from a.end_month)), 0) as persons,
                            coalesce(sum(a.base_fen + a.increments_fen + a.care_fen)
                                filter (where a.state in ('RUNNING', 'EXITING')), 0) as fen
                        from award a where %s
                        """.formatted(where.text()))
                .params(where.params())
                .query((row, n) ->
                        new Totals(row.getLong("awards"), row.getLong("persons"), Money.fen(row.getLong("fen"))))
                .single();
    }

    private record Where(String text, Map<String, Object> params) {}

    private static Where where(AwardFilter filter, Officer officer) {
        var scope = ScopeClause.of(officer, "a");
        var params = new HashMap<>(scope.params());
        var text = new StringBuilder(scope.condition());
        if (filter.scheme() != null) {
            text.append(" and a.scheme = :scheme");
            params.put("scheme", filter.scheme().name());
        }
        if (filter.state() != null) {
            text.append(" and a.state = :state");
            params.put("state", filter.state().name());
        } else if (!filter.all()) {
            text.append(" and a.state <> 'ENDED'");
        }
        if (filter.waiting()) {
            text.append(" and exists (select 1 from award_proposal q where q.award_id = a.id and q.state = 'OPEN')");
        }
        if (filter.township() != null) {
            text.append(" and a.township_code = :township");
            params.put("township", filter.township());
        }
        if (filter.persons() != null) {
            text.append(
                    " and exists (select 1 from award_member m where m.award_id = a.id and m.person_id = any(:persons))");
            params.put("persons", filter.persons().toArray(UUID[]::new));
        }
        return new Where(text.toString(), params);
    }

    private static Optional<UUID> last(@Nullable String after) {
        try {
            return after == null ? Optional.empty() : Optional.of(UUID.fromString(after));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
