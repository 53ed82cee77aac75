package cn.yimen.approval;

import cn.yimen.integrity.ChainLink;
import cn.yimen.integrity.ChainSource;
import cn.yimen.integrity.ChainStage;
import cn.yimen.integrity.ChainSubject;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 责任链 (IG-2) from acceptance to payment: visits, appraisal, opinion, notice, decision, benefit, reserve. */
@Component
class ApplicationChain implements ChainSource {

    private static final String WHO =
            " %1$s.name || coalesce('，' || (select x.name from office x where x.id = %1$s.office_id), '') as who ";

    private final JdbcClient jdbc;

    ApplicationChain(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<ChainLink> of(ChainSubject subject) {
        var links = new ArrayList<ChainLink>();
        var id = subject.application();
        if (id != null) {
            links.addAll(visits(id));
            links.addAll(appraisals(id));
            links.addAll(opinions(id));
            links.addAll(notices(id));
            links.addAll(steps(id));
            links.addAll(confirmers(id));
            links.addAll(decisions(id));
            links.addAll(reserve(id));
        }
        links.addAll(verified(subject.caseId().id()));
        links.addAll(awards(subject.matter().id()));
        return links;
    }

    /** 谁入户、谁调查、谁签字、谁负责. */
    private List<ChainLink> visits(UUID id) {
        return jdbc.sql("""
                        select i.kind, i.number, s.signed_at,
                        """ + WHO.formatted("o") + """
                        from investigation i
                        join investigation_signature s on s.investigation_id = i.id and s.epoch = i.epoch
                        join officer o on o.id = s.officer_id
                        where i.application_id = ?
                        """)
                .param(id)
                .query((row, n) -> ChainLink.of(
                                ChainStage.VISITED,
                                Sql.instant(row, "signed_at"),
                                InvestigationKind.valueOf(row.getString("kind")).words() + "，签字",
                                row.getString("who"))
                        .document("入户调查表 " + row.getString("number"), "/applications/" + id))
                .list();
    }

    private List<ChainLink> appraisals(UUID id) {
        return jdbc.sql("""
                        select a.number, a.recorded_at, a.panel, a.votes_for, a.votes_against, a.votes_abstain,
                        """ + WHO.formatted("o") + """
                        from appraisal a join officer o on o.id = a.written_by
                        where a.application_id = ? and a.state = 'RECORDED'
                        """)
                .param(id)
                .query((row, n) -> ChainLink.of(
                                ChainStage.APPRAISED,
                                Sql.instant(row, "recorded_at"),
                                "民主评议，记录定稿",
                                row.getString("who"))
                        .detail("%d 人参加，同意 %d、不同意 %d、弃权 %d"
                                .formatted(
                                        row.getInt("panel"),
                                        row.getInt("votes_for"),
                                        row.getInt("votes_against"),
                                        row.getInt("votes_abstain")))
                        .document("评议记录 " + row.getString("number"), "/applications/" + id))
                .list();
    }

    private List<ChainLink> opinions(UUID id) {
        return jdbc.sql("""
                        select p.favourable, p.monthly_fen, p.once_fen, p.given_at,
                        """ + WHO.formatted("o") + """
                        from opinion p join officer o on o.id = p.given_by where p.application_id = ?
                        """)
                .param(id)
                .query((row, n) -> ChainLink.of(
                                ChainStage.REVIEWED,
                                Sql.instant(row, "given_at"),
                                row.getBoolean("favourable") ? "初审意见：同意" : "初审意见：不同意",
                                row.getString("who"))
                        .detail(amount(row.getLong("monthly_fen"), row.getLong("once_fen")))
                        .document("审核审批表", "/applications/" + id))
                .list();
    }

    private static String amount(long monthly, long once) {
        return monthly > 0
                ? "每月 " + Money.fen(monthly).grouped() + " 元"
                : once > 0 ? "一次性 " + Money.fen(once).grouped() + " 元" : "";
    }

    private List<ChainLink> notices(UUID id) {
        var links = new ArrayList<ChainLink>(jdbc.sql("""
                        select n.number, n.posted_at, n.posted_who, n.posted_place from notice n
                        where n.subject_kind = 'application' and n.subject_id = ?
                        """)
                .param(id.toString())
                .query((row, n) -> ChainLink.of(
                                ChainStage.NOTICED, Sql.instant(row, "posted_at"), "张榜公示", row.getString("posted_who"))
                        .detail(row.getString("posted_place"))
                        .document("公示表 " + row.getString("number"), null))
                .list());
        links.addAll(jdbc.sql("""
                        select o.number, o.settled_at, o.settled_who, o.upheld
                        from notice_objection o join notice n on n.id = o.notice_id
                        where n.subject_kind = 'application' and n.subject_id = ? and o.settled_at is not null
                        """)
                .param(id.toString())
                .query((row, n) -> ChainLink.of(
                                ChainStage.NOTICED,
                                Sql.instant(row, "settled_at"),
                                row.getBoolean("upheld") ? "异议处理：成立" : "异议处理：不成立",
                                String.valueOf(row.getString("settled_who")))
                        .document("异议 " + row.getString("number"), null))
                .list());
        return links;
    }

    private List<ChainLink> steps(UUID id) {
        return jdbc.sql("""
                        select s.way, s.at, s.who, s.place, s.reason, w.words
                        from application_step s join application a on a.id = s.application_id
                        join approval_way w on w.kind = a.kind and w.way = s.way and w.from_state = s.from_state
                        where s.application_id = ? order by s.id
                        """)
                .param(id)
                .query((row, n) -> {
                    var place = row.getString("place");
                    return ChainLink.of(
                                    stage(Way.valueOf(row.getString("way"))),
                                    Sql.instant(row, "at"),
                                    row.getString("words"),
                                    row.getString("who") + (place == null || place.isEmpty() ? "" : "，" + place))
                            .detail(row.getString("reason"));
                })
                .list();
    }

    private static ChainStage stage(Way way) {
        return switch (way) {
            case START_SURVEY, REINVESTIGATE -> ChainStage.VISITED;
            case CALL_APPRAISAL, APPRAISED -> ChainStage.APPRAISED;
            case PROPOSE, PROPOSE_REFUSAL, REVISE -> ChainStage.REVIEWED;
            case POST_NOTICE, OBJECT, SUBMIT -> ChainStage.NOTICED;
            case SEND_BACK,
                    CONFIRM,
                    REFUSE,
                    TERMINATE,
                    WITHDRAW,
                    DIE,
                    TRANSFER,
                    APPEAL,
                    UPHOLD,
                    OVERTURN,
                    REOPEN,
                    QUICK_GRANT,
                    AID_FIRST,
                    COMPLETE,
                    COMPLETE_SMALL -> ChainStage.CONFIRMED;
        };
    }

    private List<ChainLink> confirmers(UUID id) {
        return jdbc.sql("""
                        select h.part, h.at,
                        """ + WHO.formatted("o") + """
                        from application_hand h join officer o on o.id = h.officer_id where h.application_id = ?
                        """)
                .param(id)
                .query((row, n) -> {
                    var part = Part.valueOf(row.getString("part"));
                    return ChainLink.of(
                            part.decides()
                                    ? ChainStage.CONFIRMED
                                    : part == Part.REVIEWER ? ChainStage.REVIEWED : ChainStage.VISITED,
                            Sql.instant(row, "at"),
                            "作为" + part.words() + "经手",
                            row.getString("who"));
                })
                .list();
    }

    /** 决定 with its paper, and who brought it to the applicant. */
    private List<ChainLink> decisions(UUID id) {
        var links = new ArrayList<ChainLink>(jdbc.sql("""
                        select d.number, d.kind, d.decided_at, d.base_fen + d.increments_fen + d.care_fen as monthly, d.once_fen,
                        """ + WHO.formatted("o") + """
                        from decision d join officer o on o.id = d.decided_by where d.application_id = ?
                        """)
                .param(id)
                .query((row, n) -> ChainLink.of(
                                ChainStage.CONFIRMED,
                                Sql.instant(row, "decided_at"),
                                row.getString("kind").equals("CONFIRM") ? "作出确认决定" : "作出不予确认决定",
                                row.getString("who"))
                        .detail(amount(row.getLong("monthly"), row.getLong("once_fen")))
                        .document("决定通知书 " + row.getString("number"), "/applications/" + id))
                .list());
        links.addAll(jdbc.sql("""
                        select d.number, v.at, v.receiver,
                        """ + WHO.formatted("o") + """
                        from decision_delivery v join decision d on d.id = v.decision_id join officer o on o.id = v.by_id
                        where d.application_id = ?
                        """)
                .param(id)
                .query((row, n) -> ChainLink.of(
                                ChainStage.CONFIRMED, Sql.instant(row, "at"), "送达决定", row.getString("who"))
                        .detail("签收人：" + row.getString("receiver"))
                        .document("送达回证 " + row.getString("number"), null))
                .list());
        return links;
    }

    /** 信息核对: who recorded the authorisations, asked, reported, or let it pass without. */
    private List<ChainLink> verified(UUID caseId) {
        var links = new ArrayList<ChainLink>(jdbc
                .sql("""
                        select v.recorded_at, count(*) over (partition by v.recorded_by, v.recorded_at) as people,
                        """ + WHO.formatted("o") + """
                        from verification_authorisation v join officer o on o.id = v.recorded_by where v.case_id = ?
                        """)
                .param(caseId)
                .query((row, n) -> ChainLink.of(
                                ChainStage.VERIFIED, Sql.instant(row, "recorded_at"), "登记核对授权", row.getString("who"))
                        .document("核对授权书（" + row.getInt("people") + " 人）", null))
                .list()
                .stream()
                .distinct()
                .toList());
        links.addAll(jdbc.sql("""
                        select v.asked_at,
                        """ + WHO.formatted("o") + """
                        from verification_case v join officer o on o.id = v.asked_by where v.case_id = ?
                        """)
                .param(caseId)
                .query((row, n) ->
                        ChainLink.of(ChainStage.VERIFIED, Sql.instant(row, "asked_at"), "提请信息核对", row.getString("who")))
                .list());
        links.addAll(jdbc.sql("""
                        select r.round, r.issued_at, r.by_name, r.sources, r.findings from verification_report r where r.case_id = ?
                        """)
                .param(caseId)
                .query((row, n) -> ChainLink.of(
                                ChainStage.VERIFIED, Sql.instant(row, "issued_at"), "出具核对报告", row.getString("by_name"))
                        .detail("%d 个来源，%d 项不一致".formatted(row.getInt("sources"), row.getInt("findings")))
                        .document("核对报告（第 " + row.getInt("round") + " 次）", null))
                .list());
        links.addAll(jdbc.sql(
                        "select e.allowed_at, e.by_name, e.until_on from verification_exception e where e.case_id = ?")
                .param(caseId)
                .query((row, n) -> ChainLink.of(
                                ChainStage.VERIFIED,
                                Sql.instant(row, "allowed_at"),
                                "没有核对报告，例外放行",
                                row.getString("by_name"))
                        .detail("到 " + row.getString("until_on") + " 为止"))
                .list());
        return links;
    }

    /** 备用金: who paid it out, who put it right. */
    private List<ChainLink> reserve(UUID id) {
        return jdbc.sql("""
                        select p.number, p.kind, p.amount_fen, p.posted_at, p.who from ledger_posting p
                        where p.subject_kind = 'application' and p.subject_id = ? and p.kind in ('PAYMENT', 'REVERSAL')
                        """)
                .param(id.toString())
                .query((row, n) -> ChainLink.of(
                                ChainStage.PAID,
                                Sql.instant(row, "posted_at"),
                                row.getString("kind").equals("PAYMENT") ? "备用金支付" : "备用金冲正",
                                row.getString("who"))
                        .detail(Money.fen(row.getLong("amount_fen")).grouped() + " 元")
                        .document("备用金凭证 " + row.getString("number"), null))
                .list();
    }

    private List<ChainLink> awards(UUID matter) {
        var links = new ArrayList<ChainLink>(jdbc.sql("""
                        select c.kind, c.at, c.by_name, c.reason, c.base_fen + c.increments_fen + c.care_fen as total, c.from_month
                        from award_change c join award a on a.id = c.award_id where a.matter_id = ?
                        """)
                .param(matter)
                .query((row, n) -> ChainLink.of(
                                ChainStage.PAID,
                                Sql.instant(row, "at"),
                                switch (row.getString("kind")) {
                                    case "GRANT" -> "核定待遇";
                                    case "CHANGE" -> "调整待遇";
                                    case "SUSPEND" -> "暂停待遇";
                                    case "RESUME" -> "恢复待遇";
                                    case "EXIT" -> "转入渐退";
                                    case "RETURN" -> "退出渐退";
                                    default -> "停发待遇";
                                },
                                row.getString("by_name"))
                        .detail("%s 起每月 %s 元，%s"
                                .formatted(
                                        row.getString("from_month").substring(0, 7),
                                        Money.fen(row.getLong("total")).grouped(),
                                        row.getString("reason"))))
                .list());
        links.addAll(jdbc.sql("""
                        select s.at, s.by_name, s.granted_fen, s.offset_fen, s.reason from single_aid s where s.matter_id = ?
                        """)
                .param(matter)
                .query((row, n) -> ChainLink.of(
                                ChainStage.PAID, Sql.instant(row, "at"), "核定一次性救助", row.getString("by_name"))
                        .detail(Money.fen(row.getLong("granted_fen")).grouped() + " 元"
                                + (row.getLong("offset_fen") > 0
                                        ? "，其中先行救助已付 "
                                                + Money.fen(row.getLong("offset_fen"))
                                                        .grouped() + " 元"
                                        : "")))
                .list());
        return links;
    }
}
