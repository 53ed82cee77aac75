package cn.yimen.benefit;

import cn.yimen.household.AidSource;
import cn.yimen.household.HistorySource;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.OpenItems;
import cn.yimen.household.PersonId;
import cn.yimen.identity.Officer;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Sql;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the household's page knows of its awards (HH-7). */
@Component
@Transactional(readOnly = true)
class AwardsOfHousehold implements HistorySource, OpenItems, AidSource {

    private static final int MOST = 200;

    private final JdbcClient jdbc;
    private final Clock clock;

    AwardsOfHousehold(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public List<HistorySource.Event> of(HouseholdId household, Officer officer) {
        var awards = ScopeClause.of(officer, "a");
        return jdbc.sql("""
                        select a.id, c.at, c.kind, a.scheme, c.from_month, c.base_fen + c.increments_fen + c.care_fen as fen, c.reason,
                            null as offset_fen
                        from award_change c join award a on a.id = c.award_id
                        where a.household_id = :household and %1$s
                        union all
                        select null, a.at, 'ONCE', a.scheme, a.decided_on, a.granted_fen, a.reason, a.offset_fen
                        from single_aid a where a.household_id = :household and %1$s
                        order by at desc limit %2$d
                        """.formatted(awards.condition(), MOST))
                .param("household", household.id())
                .params(awards.params())
                .query((row, n) -> {
                    var scheme = cn.yimen.eligibility.Scheme.valueOf(row.getString("scheme"));
                    var amount = cn.yimen.kernel.Money.fen(row.getLong("fen"));
                    var once = row.getString("kind").equals("ONCE");
                    var month = Sql.month(row, "from_month");
                    var id = Sql.idOrNull(row, "id");
                    return new HistorySource.Event(
                            Sql.instant(row, "at"),
                            once
                                    ? scheme.label()
                                    : scheme.label()
                                            + ChangeKind.valueOf(row.getString("kind"))
                                                    .words(),
                            once
                                    ? "一次性 " + amount.grouped() + " 元"
                                    : "%d年%d月起%s。%s"
                                            .formatted(
                                                    month.getYear(),
                                                    month.getMonthValue(),
                                                    amount.signum() == 0 ? "" : "每月 " + amount.grouped() + " 元",
                                                    row.getString("reason")),
                            id == null ? null : "/awards/" + id);
                })
                .list();
    }

    @Override
    public List<AidSource.Aid> aids(HouseholdId household, Officer officer) {
        var scope = ScopeClause.of(officer, "a");
        return jdbc.sql("""
                        select a.*, p.id as proposal, p.kind as proposed from award a
                        left join award_proposal p on p.award_id = a.id and p.state = 'OPEN'
                        where a.household_id = :household and %s
                        order by a.state = 'ENDED', a.first_month desc, a.id
                        """.formatted(scope.condition()))
                .param("household", household.id())
                .params(scope.params())
                .query((row, n) -> {
                    var id = new AwardId(Sql.id(row, "id"));
                    var amount = Sql.money(row, "base_fen")
                            .plus(Sql.money(row, "increments_fen"))
                            .plus(Sql.money(row, "care_fen"));
                    var scheme = cn.yimen.eligibility.Scheme.valueOf(row.getString("scheme"));
                    var state = AwardState.valueOf(row.getString("state"));
                    var end = Sql.monthOrNull(row, "end_month");
                    var proposal = Sql.idOrNull(row, "proposal");
                    return new AidSource.Aid(
                            amount.signum() == 0 ? scheme.label() : scheme.label() + " 每月 " + amount.grouped() + " 元",
                            row.getString("holder_name"),
                            state.words(),
                            state.css(),
                            month(Sql.month(row, "first_month")) + "起" + (end == null ? "" : "，" + month(end) + "起停"),
                            "/awards/" + id,
                            proposal == null
                                    ? null
                                    : ChangeKind.valueOf(row.getString("proposed"))
                                                    .words() + "，待决定",
                            proposal == null ? null : AwardProposals.url(id, new ProposalId(proposal)));
                })
                .list();
    }

    private static String month(java.time.YearMonth month) {
        return "%d年%d月".formatted(month.getYear(), month.getMonthValue());
    }

    @Override
    public List<String> openItems(PersonId person) {
        return jdbc
                .sql("""
                        select distinct a.scheme from award_member m join award a on a.id = m.award_id
                        where m.person_id = ? and not isempty(m.period) and (m.end_month is null or m.end_month > ?)
                        """)
                .params(person.id(), java.time.YearMonth.now(clock).atDay(1))
                .query(String.class)
                .list()
                .stream()
                .map(scheme -> cn.yimen.eligibility.Scheme.valueOf(scheme).label())
                .sorted()
                .toList();
    }
}
