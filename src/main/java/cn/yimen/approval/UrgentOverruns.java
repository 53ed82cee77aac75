package cn.yimen.approval;

import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Sql;
import cn.yimen.ledger.PostingId;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 急难救助月度超期 (AP-4, SV-1): what of a month was late, is unsettled or went beyond its cap, by township. A figure is the
 * number of the lines behind it: both are read from the one statement.
 */
@Service
@Transactional(readOnly = true)
public class UrgentOverruns {

    /** 哪一种超. */
    public enum Kind {
        LATE("超过救助时限", "报告后没有在规定小时内救助的"),
        PAPERS("补办手续超期", "本月到期，没有补齐或者补晚的"),
        UNSETTLED("备用金未核销", "本月支付，还没有核销的"),
        CAP("同户合计超上限", "同一户本月合计超过一次的上限");

        private final String words;
        private final String hint;

        Kind(String words, String hint) {
            this.words = words;
            this.hint = hint;
        }

        public String words() {
            return words;
        }

        public String hint() {
            return hint;
        }
    }

    /**
     * 一行.
     *
     * @param number of the aid or the voucher; empty where it is neither
     * @param at when it was given or paid, or was due
     * @param lateMinutes only of a late aid
     * @param doneAt only of papers made up late; null while they are missing
     * @param total of the household in the month, only of the cap
     * @param most what one aid may be at most, only of the cap
     * @param posting only of an unsettled payment
     */
    public record Row(
            Kind kind,
            ApplicationId application,
            String receiptNo,
            String person,
            String place,
            String number,
            Instant at,
            @Nullable Money amount,
            @Nullable Long lateMinutes,
            @Nullable Instant doneAt,
            @Nullable Money total,
            @Nullable Money most,
            @Nullable PostingId posting) {}

    private static final int MOST = 500;

    private static final String ALL = """
            with aid as (
                select u.* from urgent_aid u where not exists (select 1 from ledger_posting r where r.reverses = u.posting_id)
            ), x as (
                select 'LATE' as kind, u.application_id, u.number, u.aided_at as at, u.amount_fen, u.late_minutes,
                    null::timestamptz as done_at, null::bigint as total_fen, null::bigint as most_fen, null::uuid as posting_id
                from aid u where u.late_minutes is not null and u.aided_at >= :from and u.aided_at < :to
                union all
                select 'PAPERS', l.application_id, '', d.due_at, null, null, d.ended_at, null, null, null
                from application_limit l join deadline d on d.id = l.deadline_id
                where l.limit_code = 'MAKEUP' and d.due_at >= :from and d.due_at < :to
                    and (d.state = 'MET' and d.ended_at > d.due_at
                        or d.state in ('RUNNING', 'PAUSED') and d.due_at < :now)
                union all
                select 'UNSETTLED', u.application_id, p.number, p.posted_at, p.amount_fen, null, null, null, null, p.id
                from aid u join ledger_posting p on p.id = u.posting_id
                where p.posted_at >= :from and p.posted_at < :to
                    and not exists (select 1 from ledger_settled s where s.payment_id = p.id
                        and not exists (select 1 from ledger_posting r where r.reverses = s.settlement_id))
                union all
                select 'CAP', t.application_id, t.number, t.aided_at, t.amount_fen, null, null, t.total, t.most, null
                from (select u.*, sum(u.amount_fen) over (partition by u.household_id)::bigint as total,
                        max(u.limit_fen) over (partition by u.household_id) as most
                    from aid u where u.aided_at >= :from and u.aided_at < :to) t
                where t.total > t.most
            )
            """;

    private final JdbcClient jdbc;
    private final Places places;
    private final Clock clock;

    UrgentOverruns(JdbcClient jdbc, Places places, Clock clock) {
        this.jdbc = jdbc;
        this.places = places;
        this.clock = clock;
    }

    /** Whether somebody of these posts reads it: the bureau, the supervisor, and a township its own. */
    public static boolean isFor(Officer officer) {
        return officer.hasAny(Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR);
    }

    /**
     * 各乡镇的数.
     *
     * @return by township code, only townships with any; kinds without any are left out
     */
    public Map<String, Map<Kind, Long>> figures(YearMonth month, Officer by) {
        var figures = new TreeMap<String, Map<Kind, Long>>();
        var scope = scope(by);
        jdbc.sql(ALL
                        + "select a.township_code, x.kind, count(*) as n from x join application a on a.id = x.application_id where "
                        + scope.condition() + " group by a.township_code, x.kind")
                .params(params(month))
                .params(scope.params())
                .query(row -> {
                    figures.computeIfAbsent(row.getString("township_code"), code -> new EnumMap<>(Kind.class))
                            .put(Kind.valueOf(row.getString("kind")), row.getLong("n"));
                });
        return figures;
    }

    /**
     * The lines behind a figure, the oldest first, 500 at most.
     *
     * @param township null for all the officer sees
     */
    public List<Row> rows(YearMonth month, Kind kind, @Nullable String township, Officer by) {
        var scope = scope(by);
        var params = new HashMap<>(params(month));
        params.putAll(scope.params());
        params.put("kind", kind.name());
        var where = "x.kind = :kind and " + scope.condition();
        if (township != null) {
            where += " and a.township_code = :township";
            params.put("township", township);
        }
        return jdbc.sql(ALL + """
                        select x.*, c.receipt_no, m.person_name, a.township_code, a.village_code
                        from x join application a on a.id = x.application_id
                            join matter m on m.id = a.matter_id join case_file c on c.id = a.case_id
                        where %s order by x.at, x.application_id limit %d
                        """.formatted(where, MOST))
                .params(params)
                .query((row, n) -> {
                    var village = row.getString("village_code");
                    var posting = Sql.idOrNull(row, "posting_id");
                    return new Row(
                            kind,
                            new ApplicationId(Sql.id(row, "application_id")),
                            row.getString("receipt_no"),
                            row.getString("person_name"),
                            places.fullName(PlaceId.of(village == null ? row.getString("township_code") : village)),
                            row.getString("number"),
                            Sql.instant(row, "at"),
                            row.getObject("amount_fen") == null ? null : Sql.money(row, "amount_fen"),
                            (Long) row.getObject("late_minutes"),
                            Sql.instantOrNull(row, "done_at"),
                            row.getObject("total_fen") == null ? null : Sql.money(row, "total_fen"),
                            row.getObject("most_fen") == null ? null : Sql.money(row, "most_fen"),
                            posting == null ? null : new PostingId(posting));
                })
                .list();
    }

    private static ScopeClause scope(Officer by) {
        return isFor(by) ? ScopeClause.ofTownships(by, "a") : ScopeClause.NOTHING;
    }

    private Map<String, Object> params(YearMonth month) {
        var zone = clock.getZone();
        return Map.of(
                "from", Sql.at(month.atDay(1).atStartOfDay(zone).toInstant()),
                "to", Sql.at(month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant()),
                "now", Sql.at(clock.instant()));
    }
}
