package cn.yimen.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 各种状态的记录: of each kind of record one in each state, for those who have something to do about it. A district has a
 * few hundred of some kinds, and the links that are followed lead to the same two or three.
 */
final class Stations {

    private Stations() {}

    /**
     * 一类记录.
     *
     * @param page address with a {@code {}} for each column
     * @param which of the township {@code :town}, where the accounts with the short names work
     */
    private record Station(List<String> roles, String page, String which) {}

    private static final List<Station> ALL = List.of(
            new Station(List.of("clerk", "reviewer", "officer", "approver"), "/applications/{}", """
                    select distinct on (a.state) a.id from application a join case_file c on c.id = a.case_id
                    where a.township_code = :town and a.paused_at is null order by a.state, a.kind, c.receipt_no
                    """),
            new Station(List.of("approver"), "/applications/{}", """
                    select application_id from application_extension where decided_at is null order by asked_at limit 1
                    """),
            new Station(List.of("reviewer"), "/applications/{}", """
                    select a.id from application a join case_file c on c.id = a.case_id
                    join household_member m on m.household_id = c.household_id and m.left_on is null
                    join blacklist_entry e on e.person_id = m.person_id and e.state = 'LISTED'
                    where a.ended_at is null and a.township_code = :town order by c.receipt_no, a.item_code limit 1
                    """),
            new Station(List.of("clerk", "reviewer"), "/applications/{}", """
                    select a.id from appeal_decision d join application a on a.id = d.application_id
                    where a.township_code = :town order by d.number limit 1
                    """),
            new Station(List.of("clerk", Site.COLLEAGUE, "officer"), "/applications/{}/visits/{}", """
                    select application_id, id from investigation where state = 'ARRANGED' order by number desc limit 2
                    """),
            new Station(List.of("reviewer"), "/applications/{}/facts", """
                    select f.application_id from application_finding f join application a on a.id = f.application_id
                    join case_file c on c.id = a.case_id
                    where f.state = 'WAITING' and a.township_code = :town order by c.receipt_no, f.check_code limit 1
                    """),
            new Station(List.of(Site.SCHOOLS), "/referrals/{}", """
                    select distinct on (state) id from referral where dept_code = 'JT' order by state, receipt_no, item_code
                    """),
            new Station(List.of("clerk"), "/referrals/{}", """
                    select distinct on (state) id from referral where township_code = :town
                    order by state, receipt_no, item_code
                    """),
            new Station(List.of("officer"), "/verification/cases/{}", """
                    select distinct on (v.state, w.waiting) v.case_id from verification_case v
                    cross join lateral (select exists (select 1 from verification_request r
                        where r.case_id = v.case_id and r.state = 'WAITING') as waiting) w
                    order by v.state, w.waiting, v.receipt_no
                    """),
            new Station(List.of("officer", "reviewer"), "/verification/findings/{}", """
                    select distinct on (disposition) id from verification_finding
                    order by disposition, check_code, person_name, declared
                    """),
            new Station(List.of("officer", "reviewer"), "/verification/candidates/{}", """
                    select id from verification_match where state = 'CANDIDATE' order by id limit 1
                    """),
            new Station(List.of("officer", "reviewer"), "/verification/comparison/{}", """
                    select id from verification_difference where state = 'OPEN' order by kind, name, words limit 1
                    """),
            new Station(List.of("officer", "clerk"), "/persons/{}", """
                    select id from person where died_on is not null and township_code = :town order by name, birth_on limit 1
                    """),
            new Station(List.of("reviewer", "approver"), "/awards/{}", """
                    select distinct on (a.state) a.id from award a left join case_file c on c.id = a.case_id
                    where a.township_code = :town order by a.state, c.receipt_no, a.scheme
                    """),
            new Station(List.of("reviewer", "approver"), "/awards/{}/proposals/{}", """
                    select distinct on (p.notice) p.award_id, p.id from award_proposal p join award a on a.id = p.award_id
                    where p.state = 'OPEN' order by p.notice, a.township_code <> :town, p.proposed_at
                    """),
            new Station(List.of("reviewer", "approver"), "/awards/{}/reviews/{}", """
                    select distinct on (r.state) r.award_id, r.id from award_review r join award a on a.id = r.award_id
                    where r.state <> 'DECIDED' order by r.state, a.township_code <> :town, r.asked_at
                    """),
            new Station(List.of("approver"), "/awards/{}", """
                    select award_id from award_restoration where state = 'OPEN' order by asked_at limit 1
                    """),
            new Station(List.of("clerk", Site.COLLEAGUE), "/receptions/{}", """
                    select distinct on (r.state, r.clerk_id) r.id from reception r
                    where r.township_code = :town and r.state <> 'ANSWERED' order by r.state, r.clerk_id, r.started_at desc
                    """),
            new Station(List.of("clerk", Site.COLLEAGUE), "/intake/{}", """
                    select distinct on (o.login) d.id from intake_draft d join officer o on o.id = d.officer_id
                    where d.state = 'OPEN' and d.township_code = :town order by o.login, d.started_at
                    """),
            new Station(List.of("officer"), "/jobs/{}", """
                    select distinct on (j.kind, j.state, j.failed_rows > 0) j.id from job j
                    join officer o on o.id = j.owner_id and o.login = 'officer'
                    order by j.kind, j.state, j.failed_rows > 0, j.created_at
                    """),
            new Station(List.of(Site.COLLEAGUE), "/cases/{}", """
                    select h.case_id from case_handover h join officer o on o.id = h.to_id and o.login = 'clerk2'
                    where h.state = 'OFFERED' order by h.offered_at desc limit 1
                    """),
            new Station(List.of("reviewer", "approver"), "/reserve/{}", "select :town"),
            new Station(List.of("approver"), "/reserve/requests/{}", """
                    select id from reserve_request where state = 'REQUESTED' order by requested_at, township_code limit 2
                    """));

    static List<Site.Opened> of(JdbcClient jdbc) {
        var town = jdbc.sql("""
                        select p.place_code from post p join officer o on o.id = p.officer_id
                        where o.login = 'clerk' and p.role = 'WINDOW_CLERK' order by p.from_on limit 1
                        """).query(String.class).single();
        var all = new ArrayList<Site.Opened>();
        for (var station : ALL) {
            var pages = jdbc.sql(station.which())
                    .params(station.which().contains(":town") ? Map.of("town", town) : Map.of())
                    .query((row, n) -> {
                        var page = station.page();
                        for (var column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                            page = page.replaceFirst("\\{\\}", row.getString(column));
                        }
                        return page;
                    })
                    .list();
            for (var role : station.roles()) {
                pages.forEach(page -> all.add(new Site.Opened(role, page)));
            }
        }
        return all;
    }
}
