package cn.yimen.integrity;

import cn.yimen.casefile.Channel;
import cn.yimen.casefile.ToldHow;
import cn.yimen.kernel.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the case itself tells: who came, who received it, who asked for papers, who took it over, what was printed. */
@Component
class CaseChain implements ChainSource {

    private static final String WHO =
            "%1$s.name || coalesce('，' || (select x.name from office x where x.id = %1$s.office_id), '')";

    private static final Map<String, String> PAPERS = Map.of(
            "IntakeReceipt", "申请受理单",
            "Declaration", "申请人声明和承诺",
            "Authorisation", "核对授权书",
            "Explanation", "救助资格测算说明");

    private final JdbcClient jdbc;

    CaseChain(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<ChainLink> of(ChainSubject subject) {
        var id = subject.caseId().id();
        var links = new ArrayList<ChainLink>();
        links.addAll(received(id));
        links.addAll(letters(id));
        links.addAll(handovers(id));
        links.addAll(determinations(id));
        links.addAll(papers(id));
        links.addAll(kin(id));
        links.addAll(checks(id));
        links.addAll(told(subject.matter().id()));
        return links;
    }

    private List<ChainLink> received(UUID id) {
        var links = new ArrayList<ChainLink>();
        jdbc.sql("""
                        select c.channel, c.applicant_name, c.first_contact_at, c.accepted_at, c.receipt_no,
                            c.agent_enc is not null as agent, %s as who
                        from case_file c join officer o on o.id = c.first_officer_id where c.id = ?
                        """.formatted(WHO.formatted("o"))).param(id).query(row -> {
            var channel = Channel.valueOf(row.getString("channel")).words();
            links.add(ChainLink.of(
                            ChainStage.REPORTED,
                            Sql.instant(row, "first_contact_at"),
                            "申请（" + channel + "）",
                            row.getString("applicant_name") + (row.getBoolean("agent") ? "（由他人代办）" : ""))
                    .detail("首次接待：" + row.getString("who")));
            links.add(ChainLink.of(ChainStage.RECEIVED, Sql.instant(row, "accepted_at"), "受理", row.getString("who"))
                    .document(row.getString("receipt_no"), "/cases/" + id));
        });
        return links;
    }

    private List<ChainLink> letters(UUID id) {
        return jdbc.sql("""
                        select l.no, l.issued_at, %s as who from case_letter l join officer o on o.id = l.issued_by
                        where l.case_id = ?
                        """.formatted(WHO.formatted("o")))
                .param(id)
                .query((row, n) -> ChainLink.of(ChainStage.RECEIVED, Sql.instant(row, "issued_at"), "告知补正材料", who(row))
                        .document("一次性告知书（第 " + row.getInt("no") + " 次）", "/cases/" + id + "/materials"))
                .list();
    }

    private List<ChainLink> handovers(UUID id) {
        return jdbc.sql("""
                        select h.answered_at, h.reason, %s as who, f.name as giver
                        from case_handover h join officer o on o.id = h.to_id join officer f on f.id = h.from_id
                        where h.case_id = ? and h.state = 'ACCEPTED'
                        """.formatted(WHO.formatted("o")))
                .param(id)
                .query((row, n) -> ChainLink.of(
                                ChainStage.RECEIVED, Sql.instant(row, "answered_at"), "接收责任移交", who(row))
                        .detail("移交人：" + row.getString("giver") + "；原因：" + row.getString("reason")))
                .list();
    }

    private List<ChainLink> determinations(UUID id) {
        return jdbc.sql("""
                        select d.made_at, d.as_of, %s as who from case_determination d join officer o on o.id = d.made_by
                        where d.case_id = ? order by d.made_at limit 20
                        """.formatted(WHO.formatted("o")))
                .param(id)
                .query((row, n) -> ChainLink.of(ChainStage.RECEIVED, Sql.instant(row, "made_at"), "测算", who(row))
                        .document("救助资格测算说明", "/cases/" + id))
                .list();
    }

    private List<ChainLink> papers(UUID id) {
        return jdbc.sql("""
                        select p.kind, p.printed_at, %s as who from document_print p join officer o on o.id = p.printed_by
                        where p.subject_kind = 'case' and p.subject_id = ? and p.nth = 1
                        """.formatted(WHO.formatted("o")))
                .param(id.toString())
                .query((row, n) -> ChainLink.of(ChainStage.RECEIVED, Sql.instant(row, "printed_at"), "打印文书", who(row))
                        .document(PAPERS.getOrDefault(row.getString("kind"), row.getString("kind")), null))
                .list();
    }

    private List<ChainLink> kin(UUID id) {
        return jdbc.sql("""
                        select k.words, k.source, k.filed_at, %s as who from kin_case k join officer o on o.id = k.filed_by
                        where k.case_id = ?
                        """.formatted(WHO.formatted("o")))
                .param(id)
                .query((row, n) -> ChainLink.of(ChainStage.RECEIVED, Sql.instant(row, "filed_at"), "近亲属备案", who(row))
                        .detail(row.getString("words") + "（"
                                + KinSource.valueOf(row.getString("source")).words() + "）"))
                .list();
    }

    private List<ChainLink> checks(UUID id) {
        return jdbc.sql("""
                        select e.number, k.checked_at, %s as who
                        from blacklist_check k join blacklist_entry e on e.id = k.entry_id join officer o on o.id = k.checked_by
                        where k.case_id = ?
                        """.formatted(WHO.formatted("o")))
                .param(id)
                .query((row, n) -> ChainLink.of(ChainStage.REVIEWED, Sql.instant(row, "checked_at"), "失信名单加核", who(row))
                        .document(row.getString("number"), null))
                .list();
    }

    private List<ChainLink> told(UUID matter) {
        return jdbc.sql("""
                        select m.told_at, m.told_how, m.conclusion_words, %s as who
                        from matter m join officer o on o.id = m.told_by where m.id = ?
                        """.formatted(WHO.formatted("o")))
                .param(matter)
                .query((row, n) -> ChainLink.of(ChainStage.CONFIRMED, Sql.instant(row, "told_at"), "告知结果", who(row))
                        .detail(ToldHow.valueOf(row.getString("told_how")).words()))
                .list();
    }

    private static String who(ResultSet row) throws SQLException {
        return row.getString("who");
    }
}
