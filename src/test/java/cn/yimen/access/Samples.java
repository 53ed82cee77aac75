package cn.yimen.access;

import cn.yimen.PostgresTestConfiguration.Superuser;
import cn.yimen.access.Handlers.Handler;
import cn.yimen.audit.Subject;
import cn.yimen.document.Attachments;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.Staff;
import cn.yimen.job.JobsAtOnce;
import cn.yimen.pages.SearchWords;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 样本记录: which record of the demo district stands for the variables of an address. The longest beginning decides. A
 * query gives the variables by their names, and the place, department or person the record belongs to.
 */
@TestComponent
class Samples {

    /** 地址变量无样本: a variable nobody told about; the table would be a hole. */
    static final class NoSample extends RuntimeException {
        NoSample(String words) {
            super(words);
        }
    }

    /**
     * 一条样本.
     *
     * @param name what kind of record it is, in the table
     * @param owner the person it belongs to, when it is personal
     * @param stranger the variables of another record, of somewhere else where there is one
     */
    record Sample(
            String name,
            Map<String, String> variables,
            @Nullable String township,
            @Nullable String village,
            @Nullable String dept,
            @Nullable UUID owner,
            Map<String, String> stranger) {

        boolean placed() {
            return township != null || dept != null || owner != null;
        }
    }

    private record Source(String beginning, String name, String sql) {}

    /**
     * Households have random ids and no number of their own: ordered by their first receipt, a run takes the same one as
     * the last. For the same reason no query here is ordered by a random id.
     */
    private static final String HOUSEHOLD = "(select min(f.receipt_no) from case_file f where f.household_id = h.id)";

    private static final String CASE = """
            select c.id, c.township_code as township, c.village_code as village,
                (select id from matter m where m.case_id = c.id order by own desc, no limit 1) as matter,
                (select id from case_material x where x.case_id = c.id order by x.code limit 1) as material,
                l.id as letter, 'receipt' as paper
            from case_file c left join case_letter l on l.case_id = c.id
            where c.village_code is not null and %s order by l.id is null, c.accepted_at, c.receipt_no, l.no limit 1
            """;
    private static final String APPLICATION = """
            select a.id, a.township_code as township, a.village_code as village, 'TERMINATE' as way,
                (select 'i-' || i.id from household_income i where i.household_id = c.household_id order by i.sort, i.item limit 1) as line
            from application a join case_file c on c.id = a.case_id
            where a.village_code is not null and %s order by a.received_at, c.receipt_no, a.item_code limit 1
            """;
    private static final String REFERRAL = """
            select r.id, township_code as township, village_code as village, dept_code as dept, 'urge' as step
            from referral r where village_code is not null and %s order by created_at, receipt_no, item_code limit 1
            """;

    private static final String PAYABLE = """
            select d.id, d.township_code as township, d.village_code as village
            from payable_posting d where d.kind = 'DUE' and d.village_code is not null
                and %s (select 1 from payable_posting p where p.root_id = d.id and p.kind = 'PAID')
            order by d.posted_at, d.number limit 1
            """;

    private static final List<Source> SOURCES = List.of(
            new Source("/cases/{id}", "在办", CASE.formatted("c.state = 'ACCEPTED'")),
            new Source("/cases/{id}", "已结", CASE.formatted("c.state = 'CLOSED'")),
            new Source("/verification/cases/{id}", "在办", """
                    select v.case_id as id, v.township_code as township, v.village_code as village,
                        (select r.id from verification_request r where r.case_id = v.case_id order by r.source, r.round limit 1) as request
                    from verification_case v where v.village_code is not null
                    order by not exists (select 1 from verification_request r where r.case_id = v.case_id and r.state <> 'ANSWERED'),
                        v.asked_at, v.receipt_no limit 1
                    """),
            new Source(
                    "/applications/{id}", "未派", APPLICATION.formatted("a.state = 'RECEIVED' and a.kind = 'TEMPORARY'")),
            new Source(
                    "/applications/{id}",
                    "公示中",
                    APPLICATION.formatted("a.state = 'NOTICE' and a.kind = 'DIBAO_FAMILY'")),
            new Source(
                    "/applications/{id}",
                    "待确认",
                    APPLICATION.formatted("a.state = 'SUBMITTED' and a.kind = 'DIBAO_FAMILY'")),
            new Source(
                    "/applications/{id}",
                    "已办结",
                    APPLICATION.formatted("a.state = 'CONFIRMED' and a.kind = 'DIBAO_FAMILY'")),
            new Source("/applications/{id}/facts/{line}", "在办", APPLICATION.formatted("""
                    a.kind = 'DIBAO_FAMILY'
                    and exists (select 1 from household_income i where i.household_id = c.household_id)
                    """)),
            new Source("/applications/{id}/visits/{visit}", "已签字", """
                    select a.id, a.township_code as township, a.village_code as village, i.id as visit
                    from investigation i join application a on a.id = i.application_id
                    where i.state = 'SIGNED' and a.village_code is not null order by i.arranged_at, i.number limit 1
                    """),
            new Source("/applications/{id}/appraisals/{appraisal}", "在办", """
                    select a.id, a.township_code as township, a.village_code as village, p.id as appraisal
                    from appraisal p join application a on a.id = p.application_id order by p.number limit 1
                    """),
            new Source("/applications/{id}/decisions/{decision}", "已决定", """
                    select a.id, a.township_code as township, a.village_code as village, d.id as decision,
                        'approval-form' as paper
                    from decision d join application a on a.id = d.application_id
                    where a.village_code is not null order by d.decided_at, d.number limit 1
                    """),
            new Source("/applications/{id}/appeals/{appeal}", "已复核", """
                    select a.id, a.township_code as township, a.village_code as village, d.id as appeal
                    from appeal_decision d join application a on a.id = d.application_id
                    where a.village_code is not null order by d.decided_at, d.number limit 1
                    """),
            new Source("/applications/{id}/side-papers/{paper}", "已告知", """
                    select a.id, a.township_code as township, a.village_code as village, p.id as paper
                    from side_paper p join application a on a.id = p.application_id
                    where a.village_code is not null order by p.issued_at, p.number limit 1
                    """),
            new Source("/applications/{id}/complaints/{complaint}", "已登记", """
                    select a.id, a.township_code as township, a.village_code as village, c.id as complaint
                    from application_complaint c join application a on a.id = c.application_id
                    join case_file f on f.id = a.case_id
                    order by c.lodged_at, f.receipt_no, a.item_code limit 1
                    """),
            new Source("/applications/{id}/facts/findings/{finding}", "待登记", """
                    select a.id, a.township_code as township, a.village_code as village, f.id as finding
                    from application_finding f join application a on a.id = f.application_id
                    join case_file c on c.id = a.case_id
                    where a.village_code is not null
                    order by f.state <> 'WAITING', f.arrived_at, c.receipt_no, a.item_code, f.check_code limit 1
                    """),
            new Source("/applications/{id}/aids/{aid}", "已救助", """
                    select a.id, a.township_code as township, a.village_code as village, u.id as aid
                    from urgent_aid u join application a on a.id = u.application_id order by u.aided_at, u.number limit 1
                    """),
            new Source("/applications/{id}/blacklist/{entry}", "在办", """
                    select a.id, a.township_code as township, a.village_code as village, b.id as entry
                    from application a join case_file c on c.id = a.case_id
                    join household_member m on m.household_id = c.household_id and m.left_on is null
                    join blacklist_entry b on b.person_id = m.person_id
                    where a.village_code is not null
                    order by b.state <> 'LISTED', c.receipt_no, a.item_code, b.number limit 1
                    """),
            new Source("/awards/{id}", "在享", """
                    select a.id, a.township_code as township, a.village_code as village, 1 as no
                    from award a left join case_file c on c.id = a.case_id
                    where a.village_code is not null and a.state <> 'ENDED'
                    order by a.granted_at, c.receipt_no, a.scheme limit 1
                    """),
            new Source("/awards/{id}/proposals/{proposal}", "已提出", """
                    select a.id, a.township_code as township, a.village_code as village, p.id as proposal,
                        'refuse' as how
                    from award_proposal p join award a on a.id = p.award_id left join case_file c on c.id = a.case_id
                    where a.village_code is not null
                    order by p.state <> 'OPEN', p.notice, p.proposed_at, c.receipt_no limit 1
                    """),
            new Source("/awards/{id}/proposals/{proposal}/notice", "公示后终止", """
                    select a.id, a.township_code as township, a.village_code as village, p.id as proposal
                    from award_proposal p join award a on a.id = p.award_id left join case_file c on c.id = a.case_id
                    where a.village_code is not null
                    order by not p.notice, p.state <> 'OPEN', p.proposed_at, c.receipt_no limit 1
                    """),
            new Source("/awards/{id}/reviews/{review}", "待复核", """
                    select a.id, a.township_code as township, a.village_code as village, r.id as review
                    from award_review r join award a on a.id = r.award_id left join case_file c on c.id = a.case_id
                    where a.village_code is not null order by r.asked_at, c.receipt_no, r.cause limit 1
                    """),
            new Source("/awards/{id}/restoration", "待决定", """
                    select a.id, a.township_code as township, a.village_code as village
                    from award_restoration r join award a on a.id = r.award_id left join case_file c on c.id = a.case_id
                    where a.village_code is not null order by r.asked_at, c.receipt_no limit 1
                    """),
            new Source("/standard-changes/{id}", "已测算", """
                    select id from standard_change where state = 'DONE' order by asked_at limit 1
                    """),
            new Source("/standard-changes/{id}/awards/{award}", "在测算内", """
                    select r.id, l.award_id as award, l.township_code as township, a.village_code as village
                    from standard_change r join standard_change_line l on l.run_id = r.id join award a on a.id = l.award_id
                    left join case_file c on c.id = a.case_id
                    where r.state = 'DONE' and a.village_code is not null
                    order by a.granted_at, c.receipt_no, a.scheme limit 1
                    """),
            new Source("/payables/{id}", "待支付", PAYABLE.formatted("not exists")),
            new Source("/payables/{id}", "已支付", PAYABLE.formatted("exists")),
            new Source("/awards/{id}/notices/{no}", "已出具", """
                    select a.id, a.township_code as township, a.village_code as village, n.change_no as no
                    from award_notice n join award a on a.id = n.award_id order by n.number limit 1
                    """),
            new Source("/attachments/{id}", "个案材料", """
                    select a.id, c.township_code as township, c.village_code as village
                    from attachment a join case_file c on a.subject_kind = 'case' and c.id::text = a.subject_id
                    order by c.receipt_no, a.stored_at, a.name limit 1
                    """),
            new Source("/households/{id}", "在册", """
                    select h.id, h.township_code as township, h.village_code as village, m.person_id as person,
                        'incomes' as part, i.id as row
                    from household h join household_member m on m.household_id = h.id and m.person_id <> h.head_id
                    join household_income i on i.household_id = h.id
                    join person p on p.id = m.person_id
                    where h.closed_on is null and m.left_on is null and p.died_on is null
                    order by %s, m.sort, i.sort limit 1
                    """.formatted(HOUSEHOLD)),
            new Source("/households/{id}/properties/{row}", "在册", household("household_property")),
            new Source("/households/{id}/expenses/{row}", "在册", household("household_expense")),
            new Source("/households/{id}/supporters/{row}", "在册", household("household_supporter")),
            new Source("/persons/{id}", "在册", """
                    select p.id, h.township_code as township, h.village_code as village
                    from household h join person p on p.id = h.head_id
                    where h.closed_on is null and p.died_on is null
                        and not exists (select 1 from death_correction c where c.person_id = p.id)
                    order by %s limit 1
                    """.formatted(HOUSEHOLD)),
            new Source("/search/{key}", "本人的检索", """
                    select key, officer.id as owner from search_word join officer on login = officer where login = 'clerk'
                    order by made_at limit 1
                    """),
            new Source("/intake/{id}", "草稿", """
                    select id, township_code as township, officer_id as owner, 1 as no, 'ID' as material,
                        gen_random_uuid() as scan
                    from intake_draft where state = 'OPEN' order by started_at, township_code, name limit 1
                    """),
            new Source("/intake/{id}/scans/{scan}", "草稿", """
                    select d.id, d.township_code as township, d.officer_id as owner, a.id as scan
                    from attachment a join intake_draft d on d.id::text = a.subject_id
                    order by d.started_at, d.township_code, a.stored_at limit 1
                    """),
            new Source("/appointments/{id}", "已约", """
                    select id, township_code as township, village_code as village from appointment
                    order by taken_at, name limit 1
                    """),
            new Source("/receptions/{id}", "接待中", """
                    select id, township_code as township, clerk_id as owner from reception where state = 'RUNNING'
                    order by started_at, township_code, ticket limit 1
                    """),
            new Source("/blacklist/{id}", "名单", """
                    select id, township_code as township, village_code as village from blacklist_entry
                    where village_code is not null order by number limit 1
                    """),
            new Source("/kin/cadres/{id}", "备案", """
                    select c.id, c.township_code as township, c.village_code as village, l.id as link, t.id as term
                    from kin_cadre c join kin_term t on t.cadre_id = c.id join kin_link l on l.cadre_id = c.id
                    where c.village_code is not null
                    order by c.village_code, c.name, l.name, t.from_on, t.title limit 1
                    """),
            new Source("/jobs/{id}", "本人的作业", """
                    select id, owner_id as owner, 'cancel' as act from job order by created_at, title limit 1
                    """),
            new Source("/reserve/{township}", "乡镇", """
                    select township_code as township_var, township_code as township from reserve_request
                    order by township_code limit 1
                    """),
            new Source("/reserve/requests/{id}", "申请", """
                    select id, township_code as township from reserve_request order by requested_at, township_code limit 1
                    """),
            new Source("/reserve/postings/{id}", "记账", """
                    select p.id, r.township_code as township from ledger_posting p
                    join reserve_request r on r.account_id = p.account_id order by p.posted_at, p.number limit 1
                    """),
            new Source("/publicity/{id}", "公示中", """
                    select id, township_code as township, village_code as village from notice
                    where state = 'POSTED' and village_code is not null order by posted_at, number limit 1
                    """),
            new Source("/publicity/objections/{id}", "异议", """
                    select o.id, n.township_code as township, n.village_code as village from notice_objection o
                    join notice n on n.id = o.notice_id where n.village_code is not null
                    order by o.received_at, o.number limit 1
                    """),
            new Source("/publicity/confirmed/{id}", "长期公示", """
                    select id, township_code as township, village_code as village from permanent_list
                    where village_code is not null and removed_at is null order by listed_at, township_code, name limit 1
                    """),
            new Source(
                    "/notices/{id}",
                    "公示中",
                    "select id from notice where state = 'POSTED' order by posted_at desc, number limit 1"),
            new Source("/referrals/{id}", "待派", REFERRAL.formatted("state = 'TO_DISPATCH'")),
            new Source("/referrals/{id}", "待签收", REFERRAL.formatted("dispatched_at is not null and signed_at is null")),
            new Source("/referrals/{id}", "在办", REFERRAL.formatted("signed_at is not null and ended_at is null")),
            new Source("/referrals/{id}", "已结", REFERRAL.formatted("ended_at is not null and signed_at is not null")),
            new Source("/conferences/{id}", "提请", """
                    select p.id, p.township_code as township, p.village_code as village
                    from conference_proposal p join case_file c on c.id = p.case_id
                    where p.village_code is not null order by p.proposed_at, c.receipt_no limit 1
                    """),
            new Source("/verification/comparison/{id}", "差异", """
                    select id, township_code as township, village_code as village from verification_difference
                    order by kind, name, words limit 1
                    """),
            new Source("/verification/findings/{id}", "疑点", """
                    select id, township_code as township, village_code as village from verification_finding
                    where village_code is not null order by check_code, person_name, declared, as_of limit 1
                    """),
            new Source("/verification/candidates/{id}", "待认定", """
                    select id, township_code as township, village_code as village from verification_match
                    where village_code is not null order by id limit 1
                    """),
            new Source(
                    "/verification/imports/{id}",
                    "批次",
                    "select id from verification_batch order by made_at, source limit 1"),
            new Source(
                    "/verification/sources/{code}",
                    "来源",
                    "select code from verification_source order by position limit 1"),
            new Source("/accounts/{id}", "账号", """
                    select o.id, p.id as post from officer o join post p on p.officer_id = o.id where o.login = 'clerk'
                    """),
            new Source("/places/{id}", "乡镇", "select code as id from place where type = 'TOWN' order by code limit 1"),
            new Source(
                    "/places/{id}/class",
                    "村",
                    "select code as id from place where type = 'VILLAGERS' order by code limit 1"),
            new Source("/offices/{id}", "机构", "select id from office order by code limit 1"),
            new Source("/policy/calendar/{year}", "年度", "select extract(year from now())::int as year"),
            new Source(
                    "/policy/calendar/local-days/{day}",
                    "地方假日",
                    "select day from calendar_local_day order by day limit 1"),
            new Source("/policy/catalogue/{code}", "事项", "select code from policy_item order by code limit 1"),
            new Source(
                    "/policy/catalogue/versions/{id}",
                    "事项版本",
                    "select id from policy_item_version order by seq limit 1"),
            new Source("/policy/parameters/{key}", "参数", """
                    select key, id from policy_parameter where replaces is null order by valid_from desc, id limit 1
                    """),
            new Source("/guide/items/{code}", "事项", "select code from policy_item order by code limit 1"));

    private static String household(String table) {
        return """
                select h.id, h.township_code as township, h.village_code as village, r.id as row
                from %s r join household h on h.id = r.household_id where h.closed_on is null order by %s, r.sort limit 1
                """.formatted(table, HOUSEHOLD);
    }

    private final JdbcClient jdbc;
    private final Superuser superuser;
    private final Officers officers;
    private final Attachments attachments;
    private final SearchWords words;
    private final JobsAtOnce jobs;
    private final Map<Source, List<Sample>> found = new HashMap<>();
    private boolean prepared;

    Samples(
            JdbcClient jdbc,
            Superuser superuser,
            Officers officers,
            Attachments attachments,
            SearchWords words,
            JobsAtOnce jobs) {
        this.jdbc = jdbc;
        this.superuser = superuser;
        this.officers = officers;
        this.attachments = attachments;
        this.words = words;
        this.jobs = jobs;
    }

    /** The records that stand for the handler's variables; one without variables when it has none. */
    synchronized List<Sample> of(Handler handler, Desk desk) {
        prepare(desk);
        if (handler.variables().isEmpty()) {
            return List.of(new Sample("", Map.of(), null, null, null, null, Map.of()));
        }
        var longest = SOURCES.stream()
                .map(Source::beginning)
                .filter(beginning -> covers(beginning, handler.pattern()))
                .max(java.util.Comparator.comparingInt(String::length))
                .orElseThrow(() -> new NoSample(handler.pattern() + " 没有样本记录 (Samples)"));
        var all = SOURCES.stream()
                .filter(source -> source.beginning().equals(longest))
                .flatMap(source -> found.computeIfAbsent(source, this::read).stream())
                .toList();
        for (var sample : all) {
            for (var variable : handler.variables()) {
                if (!sample.variables().containsKey(variable)) {
                    throw new NoSample(handler.pattern() + " 的变量 " + variable + " 没有样本 (Samples)");
                }
            }
        }
        if (all.isEmpty()) {
            throw new NoSample(handler.pattern() + " 演示区县里没有样本记录");
        }
        return all;
    }

    private static boolean covers(String beginning, String pattern) {
        return pattern.equals(beginning) || pattern.startsWith(beginning + "/") || pattern.startsWith(beginning + ".");
    }

    private List<Sample> read(Source source) {
        var rows = jdbc.sql(source.sql().stripTrailing().replaceFirst("limit 1$", "limit 40"))
                .query()
                .listOfRows();
        if (rows.isEmpty()) {
            return List.of();
        }
        var row = rows.get(0);
        var variables = variables(row);
        var others = rows.stream()
                .filter(other -> !variables(other)
                        .values()
                        .iterator()
                        .next()
                        .equals(variables.values().iterator().next()))
                .toList();
        var stranger = others.stream()
                .filter(other -> !java.util.Objects.equals(other.get("township"), row.get("township")))
                .findFirst()
                .or(() -> others.stream().findFirst());
        return List.of(new Sample(
                source.name(),
                variables,
                text(row.get("township")),
                text(row.get("village")),
                text(row.get("dept")),
                (UUID) row.get("owner"),
                stranger.map(Samples::variables).orElse(Map.of())));
    }

    private static Map<String, String> variables(Map<String, Object> row) {
        var variables = new LinkedHashMap<String, String>();
        row.forEach((name, value) -> {
            if (!List.of("village", "dept", "owner").contains(name)
                    && !(name.equals("township") && !row.containsKey("township_var"))) {
                variables.put(
                        name.replace("_var", ""),
                        value == null ? UUID.randomUUID().toString() : value.toString());
            }
        });
        return variables;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** Records the demo district does not have, made as people make them, or put in past the product. */
    private void prepare(Desk desk) {
        if (prepared) {
            return;
        }
        prepared = true;
        jobs.runAll(); // the lists of the demo district are imported by jobs
        var clerk = officers.byLogin("clerk").orElseThrow();
        var visitor = desk.visitor(clerk);
        var village = jdbc.sql("select min(code) from place where parent_code = ?")
                .param(clerk.townshipCode())
                .query(String.class)
                .single();
        var tomorrow = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1).toString();
        desk.post(visitor, "/receptions", Map.of());
        desk.post(
                visitor,
                "/appointments",
                Map.of(
                        "village",
                        village,
                        "why",
                        "OLD",
                        "need",
                        "问低保",
                        "name",
                        "陈爱莲",
                        "phone",
                        "13900005678",
                        "houseNo",
                        "二组 3 号",
                        "visitOn",
                        tomorrow,
                        "visitor",
                        clerk.id().toString()));
        desk.post(
                desk.with(Post.of(Role.BUREAU_OFFICER)),
                "/standard-changes",
                Map.of("on", LocalDate.now(ZoneId.of("Asia/Shanghai")).toString()));
        jobs.runAll();
        words.keep("王建国", clerk);
        var one = jdbc.sql(
                        "select id, township_code from case_file where village_code is not null and state = 'ACCEPTED' order by receipt_no limit 1")
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
                .single();
        attachments.store(
                new Subject("case", one.getKey()),
                "",
                "户口簿.png",
                picture(),
                officer(desk, Role.WINDOW_CLERK, one.getValue()));
        if (jdbc.sql("select count(*) from intake_draft where state = 'OPEN'")
                        .query(Long.class)
                        .single()
                == 0) {
            desk.post(visitor, "/intake", Map.of("channel", "WINDOW"));
        }
        var draft = jdbc.sql(
                        "select id::text, officer_id from intake_draft where state = 'OPEN' order by started_at, township_code, name limit 1")
                .query((row, n) -> Map.entry(row.getString(1), row.getObject(2, UUID.class)))
                .single();
        var owner = officers.byId(draft.getValue()).orElseThrow();
        attachments.store(new Subject("intake", draft.getKey()), "ID", "身份证.png", picture(), owner);
        appeal(desk);
        complaint(desk);
        pastTheProduct("""
                insert into application_finding (id, application_id, finding_id, person_id, check_code, round, state, arrived_at)
                select gen_random_uuid(), a.id, f.id, f.person_id, f.check_code, a.round, 'WAITING', now()
                from application a join case_file c on c.id = a.case_id
                join verification_finding f on f.household_id = c.household_id
                where a.village_code is not null and a.state in ('RECEIVED', 'SURVEY', 'NOTICE', 'SUBMITTED', 'CONFIRMED')
                order by array_position(array['SURVEY', 'RECEIVED', 'NOTICE', 'SUBMITTED', 'CONFIRMED'], a.state),
                    a.received_at, c.receipt_no, a.item_code, f.check_code, f.person_name limit 1
                on conflict do nothing
                """, """
                insert into award_review (id, award_id, cause, source_id, person_id, words, months_from, asked_at, asked_by,
                    deadline_id, state)
                select gen_random_uuid(), a.id, 'VEHICLE', gen_random_uuid(), h.head_id, '登记有车辆', null, now(),
                    (select id from officer where login = 'reviewer'),
                    (select id from deadline order by started_at, kind, due_at limit 1), 'OPEN'
                from award a join household h on h.id = a.household_id left join case_file c on c.id = a.case_id
                where a.village_code is not null and a.state <> 'ENDED' order by a.granted_at, c.receipt_no, a.scheme limit 1
                """, """
                insert into award_restoration (id, award_id, person_id, reason, asked_at, asked_by, state)
                select gen_random_uuid(), a.id, h.head_id, '死亡登记有误', now(),
                    (select id from officer where login = 'reviewer'), 'OPEN'
                from award a join household h on h.id = a.household_id left join case_file c on c.id = a.case_id
                where a.village_code is not null order by a.granted_at, c.receipt_no, a.scheme limit 1
                """, """
                insert into appraisal (id, application_id, round, number, state, written_at, written_by)
                select gen_random_uuid(), a.id, a.round, 'PY-2026-9001', 'OPEN', now(),
                    (select id from officer where login = 'reviewer')
                from application a join case_file c on c.id = a.case_id
                where a.kind = 'DIBAO_FAMILY' and a.village_code is not null
                order by a.received_at, c.receipt_no, a.item_code limit 1
                """, """
                insert into award_notice (id, award_id, change_no, number, holder, office, phone, digest, issued_at)
                select gen_random_uuid(), c.award_id, c.no, 'TZ-2026-9001', a.holder_name, '民政局', '0851-33221234',
                    sha256('x'), now()
                from award_change c join award a on a.id = c.award_id left join case_file f on f.id = a.case_id
                where a.village_code is not null order by a.granted_at, f.receipt_no, a.scheme, c.no limit 1
                """, """
                insert into verification_difference (id, kind, fact_key, person_id, name, township_code, village_code,
                    household_id, words, as_of, found_at, seen_at, state)
                select gen_random_uuid(), 'ONLY_OURS', 'x', h.head_id, '王建国', h.township_code, h.village_code, h.id,
                    '待遇名册里没有', current_date, now(), now(), 'OPEN'
                from household h where h.closed_on is null and h.village_code is not null order by %s limit 1
                """.formatted(HOUSEHOLD), """
                insert into calendar_local_day (day, kind, name, basis, entered_by_name, entered_at)
                select make_date(extract(year from now())::int, 12, 30), 'OFF', '苗年', '待核', '管理员', now()
                """);
    }

    /** A refusal that is appealed against and stands. */
    private void appeal(Desk desk) {
        var refused = jdbc.sql("""
                        select a.id, a.township_code from application a join case_file c on c.id = a.case_id
                        where a.state = 'REFUSED' and a.village_code is not null
                        order by a.received_at, c.receipt_no, a.item_code limit 1
                        """)
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
                .optional();
        refused.ifPresent(one -> {
            var way = "/applications/" + one.getKey() + "/ways/";
            var reason = Map.of("reason", "申请人不服，要求复核");
            desk.post(desk.with(Post.at(Role.TOWNSHIP_REVIEWER, one.getValue())), way + "appeal", reason);
            desk.post(desk.with(Post.of(Role.BUREAU_APPROVER)), way + "uphold", Map.of("reason", "原决定事实清楚"));
        });
    }

    private void complaint(Desk desk) {
        var one = jdbc.sql("""
                        select a.id, a.township_code from application a join case_file c on c.id = a.case_id
                        where a.village_code is not null and a.state in ('RECEIVED', 'SURVEY', 'NOTICE', 'SUBMITTED')
                        order by a.received_at, c.receipt_no, a.item_code limit 1
                        """)
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
                .single();
        desk.post(
                desk.visitor(Staff.clerk(jdbc, one.getValue())),
                "/applications/" + one.getKey() + "/complaints",
                Map.of(
                        "channel",
                        "PHONE",
                        "receivedOn",
                        LocalDate.now(ZoneId.of("Asia/Shanghai")).toString(),
                        "content",
                        "反映这一家有商铺"));
    }

    private Officer officer(Desk desk, Role role, String place) {
        return java.util.Objects.requireNonNull(desk.with(Post.at(role, place)).officer());
    }

    private void pastTheProduct(String... sql) {
        try (var connection = DriverManager.getConnection(superuser.url());
                var statement = connection.createStatement()) {
            for (var each : sql) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] picture() {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
