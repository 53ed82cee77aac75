package cn.yimen.casefile;

import cn.yimen.household.HistorySource;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.OpenItems;
import cn.yimen.household.PersonFinder;
import cn.yimen.household.PersonId;
import cn.yimen.identity.Officer;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Sql;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the household's page, the duplicate guard and the search know of cases (HH-7, HH-8, IN-8). */
@Component
@Transactional(readOnly = true)
class CasesOfHousehold implements HistorySource, OpenItems, PersonFinder {

    private static final int MOST = 200;

    private final JdbcClient jdbc;

    CasesOfHousehold(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<HistorySource.Event> of(HouseholdId household, Officer officer) {
        var scope = ScopeClause.of(officer, "c");
        return jdbc.sql("""
                        select c.id, c.receipt_no, c.accepted_at as at, '受理' as title,
                            (select string_agg(m.item_name, '、' order by m.no) from matter m where m.case_id = c.id) as words
                        from case_file c where c.household_id = :household and %1$s
                        union all
                        select c.id, c.receipt_no, m.ended_at, m.item_name || case m.state when 'WITHDRAWN' then '撤回' else '办结' end,
                            coalesce(m.conclusion_words, '')
                        from matter m join case_file c on c.id = m.case_id
                        where m.household_id = :household and m.ended_at is not null and %1$s
                        order by at desc limit %2$d
                        """.formatted(scope.condition(), MOST))
                .param("household", household.id())
                .params(scope.params())
                .query((row, n) -> new HistorySource.Event(
                        Sql.instant(row, "at"),
                        row.getString("title"),
                        (row.getString("receipt_no") + " " + row.getString("words")).strip(),
                        "/cases/" + Sql.id(row, "id")))
                .list();
    }

    @Override
    public List<String> openItems(PersonId person) {
        return jdbc.sql(
                        "select distinct item_name from matter where person_id = ? and ended_at is null order by item_name")
                .param(person.id())
                .query(String.class)
                .list();
    }

    @Override
    public List<PersonFinder.Found> find(String word, Officer officer) {
        var number = ReceiptNumber.parse(word);
        if (number.isEmpty()) {
            return List.of();
        }
        var scope = ScopeClause.of(officer, "c");
        return jdbc.sql("select c.id, c.applicant_id from case_file c where c.receipt_no = :number and "
                        + scope.condition())
                .param("number", number.get().text())
                .params(scope.params())
                .query((row, n) -> new PersonFinder.Found(
                        new PersonId(Sql.id(row, "applicant_id")), number.get().text(), "/cases/" + Sql.id(row, "id")))
                .list();
    }
}
