package cn.yimen.demo;

import cn.yimen.approval.Appeals;
import cn.yimen.approval.ApplicationId;
import cn.yimen.approval.Applications;
import cn.yimen.approval.Complaint;
import cn.yimen.approval.Complaints;
import cn.yimen.approval.Delivery;
import cn.yimen.approval.Extensions;
import cn.yimen.approval.Way;
import cn.yimen.conference.Conferences;
import cn.yimen.conference.ProposalState;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 旁路的经历: appeals upheld and overturned, complaints, extensions asked for and given, a conference taken up. */
@Component
class DemoSideWays {

    private final Applications applications;
    private final Appeals appeals;
    private final Complaints complaints;
    private final Extensions extensions;
    private final Conferences conferences;
    private final DemoAccounts accounts;
    private final Places places;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoSideWays(
            Applications applications,
            Appeals appeals,
            Complaints complaints,
            Extensions extensions,
            Conferences conferences,
            DemoAccounts accounts,
            Places places,
            JdbcClient jdbc,
            Clock clock) {
        this.applications = applications;
        this.appeals = appeals;
        this.complaints = complaints;
        this.extensions = extensions;
        this.conferences = conferences;
        this.accounts = accounts;
        this.places = places;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void make() {
        appealed();
        complained();
        extended();
        taken();
    }

    /** Two that were refused, away from the pilot township first: there one waits for its review. */
    private void appealed() {
        var refused = ids("""
                a.kind = 'DIBAO_FAMILY' and a.state = 'REFUSED' and exists (select 1 from decision_delivery e join decision d on d.id = e.decision_id
                    where d.application_id = a.id) order by a.township_code = :pilot, a.ended_at, c.receipt_no limit 2
                """);
        if (!refused.isEmpty()) {
            appealed(refused.get(0), Way.UPHOLD, "申请人没有提出新的证据，入户记录和邻里说法一致");
        }
        if (refused.size() > 1) {
            appealed(refused.get(1), Way.OVERTURN, "赡养费的协议没有计入，重新调查");
        }
    }

    private void appealed(ApplicationId id, Way answer, String why) {
        var decides = accounts.byLogin("approver2");
        var clerk = clerk(id);
        var told = jdbc.sql("""
                        select e.at from decision_delivery e join decision d on d.id = e.decision_id where d.application_id = ?
                        order by e.at desc limit 1
                        """)
                .param(id.id())
                .query((row, n) -> row.getTimestamp("at").toInstant())
                .single();
        at(clerk, told.plus(Duration.ofHours(20)), () -> applications.go(id, Way.APPEAL, "对收入的认定不服，要求复核", clerk));
        at(decides, told.plus(Duration.ofHours(26)), () -> applications.go(id, answer, why, decides));
        if (answer == Way.UPHOLD) {
            var paper = appeals.of(id).get(0);
            at(
                    clerk,
                    told.plus(Duration.ofHours(28)),
                    () -> appeals.deliver(
                            id,
                            paper.id(),
                            new Delivery(LocalDate.now(clock), Delivery.How.DIRECT, "本人", null, clerk.name()),
                            clerk));
        }
    }

    /** Of three households: one accepted, one not, one that waits to be decided. */
    private void complained() {
        var officer = accounts.byLogin("officer");
        var open = ids("""
                a.state in ('SURVEY', 'NOTICE', 'SUBMITTED') and a.paused_at is null
                order by a.township_code <> :pilot, a.entered_at desc, c.receipt_no limit 3
                """);
        var words = List.of("这家儿子在县城开出租车，收入没有说。", "电话里说这家不该得，问到具体情况说不上来。", "来信反映这家刚盖了新房。");
        for (var n = 0; n < open.size(); n++) {
            var id = open.get(n);
            var content = words.get(n);
            var channel = List.of(Complaint.Channel.VISIT, Complaint.Channel.PHONE, Complaint.Channel.LETTER)
                    .get(n);
            var clerk = clerk(id);
            var since = now(30 - 6 * n);
            var lodged = new UUID[1];
            at(
                    clerk,
                    since,
                    () -> lodged[0] = complaints.lodge(
                            id, channel, channel == Complaint.Channel.PHONE, content, LocalDate.now(clock), clerk));
            if (n < 2) {
                var accepted = n == 0;
                at(
                        officer,
                        since.plus(Duration.ofHours(3)),
                        () -> complaints.settle(
                                id, lodged[0], accepted, accepted ? "有车牌和停车地点，受理" : "没有具体线索，电话记录备查", officer));
            }
        }
    }

    private void extended() {
        var approver = accounts.byLogin("approver");
        var open = ids("""
                a.kind = 'DIBAO_FAMILY' and a.state in ('SURVEY', 'APPRAISAL', 'PROPOSED') and a.paused_at is null
                order by a.township_code <> :pilot, a.entered_at, c.receipt_no limit 6
                """).stream()
                .filter(id -> extensions.mayAsk(applications.get(id, reviewer(id)), reviewer(id)))
                .limit(2)
                .toList();
        for (var n = 0; n < open.size(); n++) {
            var id = open.get(n);
            var reviewer = reviewer(id);
            at(reviewer, now(20), () -> extensions.ask(id, "成员在外省务工，外省核对尚未回函", reviewer));
            if (n == 1) {
                at(approver, now(5), () -> extensions.decide(id, null, approver));
            }
        }
    }

    private void taken() {
        var officer = accounts.byLogin("officer");
        conferences.page(ProposalState.PROPOSED, null, null, 1, officer).rows().forEach(first -> {
            at(officer, now(4), () -> conferences.takeUp(first.id(), "列入本周会商", officer));
        });
    }

    private List<ApplicationId> ids(String which) {
        return jdbc.sql("""
                        select a.id from application a join case_file c on c.id = a.case_id
                        join officer o on o.id = c.first_officer_id and o.demo
                        where :pilot <> '' and
                        """ + which).param("pilot", DemoAccounts.pilot(places).code()).query(UUID.class).list().stream()
                .map(ApplicationId::new)
                .toList();
    }

    private Officer clerk(ApplicationId id) {
        return accounts.clerk(township(id), 0);
    }

    private Officer reviewer(ApplicationId id) {
        return accounts.reviewer(township(id));
    }

    private PlaceId township(ApplicationId id) {
        return PlaceId.of(jdbc.sql("select township_code from application where id = ?")
                .param(id.id())
                .query(String.class)
                .single());
    }

    private Instant now(int hoursAgo) {
        return clock.instant().minus(Duration.ofHours(hoursAgo));
    }

    private void at(Officer by, Instant at, Runnable what) {
        var now = clock.instant();
        DemoHistory.as(by, at.isAfter(now) ? now : at, () -> {
            what.run();
            return at;
        });
    }
}
