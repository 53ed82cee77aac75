package cn.yimen.integrity;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.ResidentId;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 近亲属备案台账 (AP-3): staff and village cadres with their terms of office, their relatives, and the cases filed. A township
 * keeps its own, the bureau all; everybody declares their own relatives. Nothing is deleted: a term ends, a filing ends, both
 * with reason, and nobody ends their own.
 */
@Service
@Transactional
public class KinRegister {

    /** Who sees the register of their place. */
    public static final Role[] READERS = {
        Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.SUPERVISOR
    };

    private static final Role[] ENTERERS = {Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER};

    /** Whose own relatives are asked. */
    public static final Role[] STAFF = {
        Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.VILLAGE_ASSISTANT, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER
    };

    private static final String IN_OFFICE =
            "exists (select 1 from kin_term t where t.cadre_id = c.id and (t.until_on is null or t.until_on >= :today))";

    private final JdbcClient jdbc;
    private final KinSecrets secrets;
    private final KinFilings filings;
    private final Places places;
    private final AuditLog audit;
    private final Clock clock;

    KinRegister(JdbcClient jdbc, KinSecrets secrets, KinFilings filings, Places places, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.filings = filings;
        this.places = places;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 新任职.
     *
     * @param place the village for a cadre, the township for its staff, null for the bureau
     * @param until the last day; null while it has no end
     */
    public record NewTerm(
            PostKind kind,
            String title,
            @Nullable PlaceId place,
            LocalDate from,
            @Nullable LocalDate until) {}

    /**
     * 新任职人员.
     *
     * @param officer the account; null for a cadre without one, of whom the number is needed
     */
    public record NewCadre(
            String name,
            @Nullable ResidentId number,
            @Nullable UUID officer,
            NewTerm term) {}

    /** 新近亲属. */
    public record NewLink(String name, ResidentId number, KinRelation relation) {}

    /**
     * 筛选.
     *
     * @param townshipCode null for all the officer sees
     * @param name the beginning of the cadre's or a relative's name, or a whole identity number; null for all
     * @param all also those who hold no post any more
     */
    public record Filter(
            @Nullable String townshipCode, @Nullable String name, boolean all) {}

    /** 任职人员的一行. */
    public record CadreRow(
            CadreId id, String name, boolean account, String place, String titles, int links, boolean inOffice) {}

    /** 任职起止. */
    public record Term(
            UUID id,
            PostKind kind,
            String title,
            String place,
            LocalDate from,
            @Nullable LocalDate until,
            String enteredBy,
            Instant enteredAt,
            @Nullable String endedBy,
            @Nullable String endReason,
            boolean current) {}

    /** 近亲属. */
    public record Link(
            UUID id,
            String name,
            String identityMasked,
            KinRelation relation,
            String declaredBy,
            Instant declaredAt,
            @Nullable String endedBy,
            @Nullable Instant endedAt,
            @Nullable String endReason,
            int cases) {
        public boolean ended() {
            return endedAt != null;
        }
    }

    /** 任职人员, with all terms and relatives ever filed. */
    public record Cadre(
            CadreId id,
            String name,
            String identityMasked,
            @Nullable UUID officer,
            @Nullable String login,
            @Nullable String townshipCode,
            @Nullable String villageCode,
            String place,
            List<Term> terms,
            List<Link> links,
            boolean writable,
            boolean own) {}

    /** 备案的一件. */
    public record CaseRow(
            UUID caseId,
            String receiptNo,
            String applicant,
            String place,
            String words,
            KinSource source,
            Instant filedAt,
            String filedBy,
            String items) {}

    /** Whether the register is a page for this officer. */
    public static boolean isFor(Officer officer) {
        return officer.hasAny(READERS);
    }

    /** Whether the officer declares relatives of their own. */
    public static boolean isStaff(Officer officer) {
        return officer.hasAny(STAFF);
    }

    /** Whether the officer enters others. */
    public static boolean enters(Officer officer) {
        return officer.hasAny(ENTERERS);
    }

    /** With the posts alone that enter into the register, each in its place. */
    public static Officer enterer(Officer officer) {
        return officer.as(ENTERERS);
    }

    // --- reading

    @Transactional(readOnly = true)
    public List<CadreRow> cadres(Filter filter, int offset, int limit, Officer by) {
        var scope = scope("c", by);
        var params = new HashMap<>(scope.params());
        var where = where(filter, scope.condition(), params);
        params.put("offset", offset);
        params.put("limit", limit);
        return jdbc.sql("""
                        select c.id, c.name, c.officer_id is not null as account, c.township_code, c.village_code,
                            (select string_agg(t.title, '、' order by t.from_on desc) from kin_term t where t.cadre_id = c.id
                                and (t.until_on is null or t.until_on >= :today)) as titles,
                            (select count(*) from kin_link l where l.cadre_id = c.id and l.ended_at is null) as links
                        from kin_cadre c where %s
                        order by c.township_code nulls first, c.village_code nulls first, c.name, c.id
                        offset :offset limit :limit
                        """.formatted(where))
                .params(params)
                .query((row, n) -> new CadreRow(
                        new CadreId(Sql.id(row, "id")),
                        row.getString("name"),
                        row.getBoolean("account"),
                        place(row.getString("township_code"), row.getString("village_code")),
                        Objects.requireNonNullElse(row.getString("titles"), ""),
                        row.getInt("links"),
                        row.getString("titles") != null))
                .list();
    }

    @Transactional(readOnly = true)
    public int count(Filter filter, Officer by) {
        var scope = scope("c", by);
        var params = new HashMap<>(scope.params());
        var where = where(filter, scope.condition(), params);
        return jdbc.sql("select count(*) from kin_cadre c where " + where)
                .params(params)
                .query(Integer.class)
                .single();
    }

    private String where(Filter filter, String scope, Map<String, Object> params) {
        var where = new StringBuilder(scope);
        params.put("today", LocalDate.now(clock));
        if (!filter.all()) {
            where.append(" and ").append(IN_OFFICE);
        }
        if (filter.townshipCode() != null) {
            where.append(" and c.township_code = :township");
            params.put("township", filter.townshipCode());
        }
        var name = filter.name();
        if (name != null) {
            where.append("""
                     and (c.name like :name or c.identity_idx = :number
                        or exists (select 1 from kin_link l where l.cadre_id = c.id
                            and (l.name like :name or l.identity_idx = :number)))
                    """);
            params.put("name", name.strip().replaceAll("([\\\\%_])", "\\\\$1") + "%");
            params.put(
                    "number",
                    ResidentId.problem(name) == null ? secrets.index(ResidentId.parse(name)) : new byte[] {0});
        }
        return where.toString();
    }

    /** The filed cases of the officer's scope, the newest first. */
    @Transactional(readOnly = true)
    public List<CaseRow> cases(@Nullable String townshipCode, int offset, int limit, Officer by) {
        var scope = scope("k", by);
        var params = new HashMap<>(scope.params());
        params.put("offset", offset);
        params.put("limit", limit);
        if (townshipCode != null) {
            params.put("township", townshipCode);
        }
        return jdbc.sql("""
                        select k.case_id, f.receipt_no, f.applicant_name, k.township_code, k.village_code, k.words, k.source,
                            k.filed_at, o.name as filed_by,
                            (select string_agg(m.item_name, '、' order by m.no) from matter m where m.case_id = f.id) as items
                        from kin_case k join case_file f on f.id = k.case_id join officer o on o.id = k.filed_by
                        where %s %s
                        order by k.filed_at desc, k.id desc offset :offset limit :limit
                        """.formatted(scope.condition(), townshipCode == null ? "" : "and k.township_code = :township"))
                .params(params)
                .query((row, n) -> new CaseRow(
                        Sql.id(row, "case_id"),
                        row.getString("receipt_no"),
                        row.getString("applicant_name"),
                        place(row.getString("township_code"), row.getString("village_code")),
                        row.getString("words"),
                        KinSource.valueOf(row.getString("source")),
                        Sql.instant(row, "filed_at"),
                        row.getString("filed_by"),
                        Objects.requireNonNullElse(row.getString("items"), "")))
                .list();
    }

    @Transactional(readOnly = true)
    public int countCases(@Nullable String townshipCode, Officer by) {
        var scope = scope("k", by);
        var params = new HashMap<>(scope.params());
        if (townshipCode != null) {
            params.put("township", townshipCode);
        }
        return jdbc.sql("select count(*) from kin_case k where " + scope.condition()
                        + (townshipCode == null ? "" : " and k.township_code = :township"))
                .params(params)
                .query(Integer.class)
                .single();
    }

    /**
     * One holder of a post; the look is logged.
     *
     * @throws NoSuchElementException if there is none within the officer's scope
     */
    @Transactional(readOnly = true)
    public Cadre get(CadreId id, Officer by) {
        var scope = scope("c", by);
        var found = jdbc.sql("""
                        select c.*, o.login from kin_cadre c left join officer o on o.id = c.officer_id
                        where c.id = :id and (%s or c.officer_id = :me)
                        """.formatted(scope.condition()))
                .param("id", id.id())
                .param("me", by.id())
                .params(scope.params())
                .query((row, n) -> cadre(row, by))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no cadre " + id));
        audit.opened(by, new Subject("kin", id.toString()), "任职和近亲属", "近亲属备案");
        return found;
    }

    /** One's own entry, if there is one. */
    @Transactional(readOnly = true)
    public Optional<Cadre> own(Officer by) {
        return jdbc.sql("select id from kin_cadre where officer_id = ?")
                .param(by.id())
                .query(UUID.class)
                .optional()
                .map(id -> get(new CadreId(id), by));
    }

    /** Accounts of a place that have no entry yet, for the form: by id, name and post in words. */
    @Transactional(readOnly = true)
    public Map<UUID, String> accounts(Officer by) {
        var found = new java.util.LinkedHashMap<UUID, String>();
        var scope = by.scope();
        jdbc.sql("""
                        select distinct o.id, o.name, p.role, p.place_code from officer o join post p on p.officer_id = o.id
                        where o.disabled_at is null and (p.until_on is null or p.until_on >= :today)
                            and p.role = any(:roles) and (:district or left(p.place_code, 9) = any(:townships))
                            and not exists (select 1 from kin_cadre c where c.officer_id = o.id)
                        order by o.name, o.id
                        """)
                .param("today", LocalDate.now(clock))
                .param("roles", Arrays.stream(STAFF).map(Role::name).toArray(String[]::new))
                .param("district", scope.district())
                .param("townships", scope.townshipArray())
                .query(row -> {
                    var code = row.getString("place_code");
                    found.putIfAbsent(
                            Sql.id(row, "id"),
                            row.getString("name") + "（"
                                    + (code == null ? "" : places.fullName(PlaceId.of(code)))
                                    + Role.valueOf(row.getString("role")).words() + "）");
                });
        return found;
    }

    // --- writing

    /**
     * 登记任职人员.
     *
     * @throws Conflict if this person or account is registered
     * @throws NoSuchElementException if the place or the account is not within the officer's scope
     */
    public CadreId file(NewCadre cadre, Officer by) {
        mustEnter(by);
        mustReach(cadre.term().place(), by);
        var officer = cadre.officer();
        if (officer != null && !accounts(by).containsKey(officer)) {
            throw new Conflict("这个账号已经登记，或不在您的范围内");
        }
        var name = officer == null ? cadre.name().strip() : nameOf(officer);
        var id = insert(name, cadre.number(), officer, cadre.term().place(), by);
        insert(id, cadre.term(), by);
        if (cadre.number() != null) {
            filings.compareRunning(List.of(secrets.index(cadre.number())), by);
        }
        return id;
    }

    /** 登记另一任职: from then on he is compared with it. */
    public void addTerm(CadreId id, NewTerm term, Officer by) {
        mustEnter(by);
        var cadre = locked(id, by);
        mustReach(term.place(), by);
        insert(cadre, term, by);
        compareAll(cadre, by);
    }

    /**
     * 任职结束.
     *
     * @param until the last day in office
     */
    public void endTerm(CadreId id, UUID term, LocalDate until, String reason, Officer by) {
        mustEnter(by);
        locked(id, by);
        notOwn(id, by, "自己的任职不能由自己登记结束，请由其他人办理");
        var changed = jdbc.sql("""
                        update kin_term set until_on = :until, ended_by = :by, ended_at = :now, end_reason = :reason
                        where id = :term and cadre_id = :cadre and ended_at is null and from_on <= :until
                        """)
                .param("until", until)
                .param("by", by.id())
                .param("now", Sql.at(clock.instant()))
                .param("reason", reason)
                .param("term", term)
                .param("cadre", id.id())
                .update();
        if (changed == 0) {
            requireOf("kin_term", term, id);
            throw new Conflict("这一任职已经登记结束，或结束日期早于任职日期");
        }
    }

    /**
     * 登记近亲属; running cases of that person are filed from now on.
     *
     * @throws Conflict if this relative is registered
     */
    public void link(CadreId id, NewLink link, Officer by) {
        var cadre = locked(id, by);
        if (!cadreOf(by).filter(id::equals).isPresent()) {
            mustEnter(by);
        }
        addLink(cadre, link, by);
    }

    private void addLink(CadreId cadre, NewLink link, Officer by) {
        if (!filings.relations().contains(link.relation())) {
            throw new IllegalArgumentException("not a relation that counts today");
        }
        var index = secrets.index(link.number());
        var own = jdbc.sql("select exists (select 1 from kin_cadre where id = ? and identity_idx = ?)")
                .params(cadre.id(), index)
                .query(Boolean.class)
                .single();
        if (own) {
            throw new Conflict("这是任职人员本人的证件号，请核对");
        }
        try {
            jdbc.sql("""
                            insert into kin_link (id, cadre_id, name, identity_enc, identity_idx, relation, declared_by, declared_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            UUID.randomUUID(),
                            cadre.id(),
                            link.name().strip(),
                            secrets.link(link.number()),
                            index,
                            link.relation().name(),
                            by.id(),
                            Sql.at(clock.instant()))
                    .update();
        } catch (DuplicateKeyException twice) {
            throw new Conflict("这位近亲属已经备案");
        }
        filings.compareRunning(List.of(index), by);
    }

    /** 备案终止: the relation is over or was entered by mistake; cases filed because of it stay filed. */
    public void endLink(CadreId id, UUID link, String reason, Officer by) {
        mustEnter(by);
        locked(id, by);
        notOwn(id, by, "自己的近亲属备案不能由自己终止，请由其他人办理");
        var changed = jdbc.sql("""
                        update kin_link set ended_by = ?, ended_at = ?, end_reason = ?
                        where id = ? and cadre_id = ? and ended_at is null
                        """)
                .params(by.id(), Sql.at(clock.instant()), reason, link, id.id())
                .update();
        if (changed == 0) {
            requireOf("kin_link", link, id);
            throw new Conflict("这条备案已经终止");
        }
    }

    /** @throws NoSuchElementException if it is none of this person's, as if there were none at all */
    private void requireOf(String table, UUID row, CadreId id) {
        var theirs = jdbc.sql("select exists (select 1 from " + table + " where id = ? and cadre_id = ?)")
                .params(row, id.id())
                .query(Boolean.class)
                .single();
        if (!theirs) {
            throw new NoSuchElementException("no " + table + " " + row + " of " + id);
        }
    }

    /** 本人申报: one's own relative; the entry of oneself is made with it, from one's posts. */
    public void declareOwn(NewLink link, Officer by) {
        addLink(obtainOwn(by), link, by);
    }

    private CadreId obtainOwn(Officer by) {
        if (!isStaff(by)) {
            throw new NotAllowed("您的岗位不经办救助，不用申报近亲属");
        }
        // two windows of one person: the second waits here
        jdbc.sql("select id from officer where id = ? for update")
                .param(by.id())
                .query(UUID.class)
                .single();
        var known = cadreOf(by);
        if (known.isPresent()) {
            return known.get();
        }
        var post = by.posts().stream()
                .filter(each -> Arrays.asList(STAFF).contains(each.role()))
                .findFirst()
                .orElseThrow();
        var code = post.placeCode();
        var place = code == null ? null : PlaceId.of(code);
        var since = jdbc.sql("select min(from_on) from post where officer_id = ?")
                .param(by.id())
                .query(LocalDate.class)
                .optional()
                .orElseGet(() -> LocalDate.now(clock));
        var id = insert(by.name(), null, by.id(), place, by);
        insert(
                id,
                new NewTerm(
                        place == null
                                ? PostKind.BUREAU_STAFF
                                : place.isVillage() ? PostKind.VILLAGE_CADRE : PostKind.TOWNSHIP_STAFF,
                        post.role().words(),
                        place,
                        since,
                        null),
                by);
        return id;
    }

    private Optional<CadreId> cadreOf(Officer by) {
        return jdbc.sql("select id from kin_cadre where officer_id = ?")
                .param(by.id())
                .query(UUID.class)
                .optional()
                .map(CadreId::new);
    }

    private CadreId insert(
            String name, @Nullable ResidentId number, @Nullable UUID officer, @Nullable PlaceId place, Officer by) {
        var id = UUID.randomUUID();
        try {
            jdbc.sql("""
                            insert into kin_cadre (id, officer_id, name, identity_enc, identity_idx, township_code, village_code,
                                filed_by, filed_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(Arrays.asList(
                            id,
                            officer,
                            name,
                            number == null ? null : secrets.cadre(number),
                            number == null ? null : secrets.index(number),
                            place == null ? null : place.township().code(),
                            place != null && place.isVillage() ? place.code() : null,
                            by.id(),
                            Sql.at(clock.instant())))
                    .update();
        } catch (DuplicateKeyException twice) {
            throw new Conflict("此人已经登记为任职人员，请在原来那一条上添加任职");
        }
        return new CadreId(id);
    }

    private void insert(CadreId cadre, NewTerm term, Officer by) {
        var place = term.place();
        jdbc.sql("""
                        insert into kin_term (id, cadre_id, kind, title, township_code, village_code, from_on, until_on,
                            entered_by, entered_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        UUID.randomUUID(),
                        cadre.id(),
                        term.kind().name(),
                        term.title().strip(),
                        place == null ? null : place.township().code(),
                        place != null && place.isVillage() ? place.code() : null,
                        term.from(),
                        term.until(),
                        by.id(),
                        Sql.at(clock.instant())))
                .update();
    }

    private void compareAll(CadreId cadre, Officer by) {
        var identities = new ArrayList<byte[]>(
                jdbc.sql("""
                        select identity_idx from kin_link where cadre_id = :id and ended_at is null
                        union select identity_idx from kin_cadre where id = :id and identity_idx is not null
                        """).param("id", cadre.id()).query(byte[].class).list());
        if (!identities.isEmpty()) {
            filings.compareRunning(identities, by);
        }
    }

    /** Locked, for a change; two windows come one after the other. */
    private CadreId locked(CadreId id, Officer by) {
        // a post that only watches, or enters elsewhere, opens no entry here
        var scope = scope("c", by.as(ENTERERS));
        return jdbc.sql("select c.id from kin_cadre c where c.id = :id and (%s or c.officer_id = :me) for update"
                        .formatted(scope.condition()))
                .param("id", id.id())
                .param("me", by.id())
                .params(scope.params())
                .query(UUID.class)
                .optional()
                .map(CadreId::new)
                .orElseThrow(() -> new NoSuchElementException("no cadre " + id));
    }

    private void notOwn(CadreId id, Officer by, String words) {
        if (cadreOf(by).filter(id::equals).isPresent()) {
            throw new NotAllowed(words);
        }
    }

    private static void mustEnter(Officer by) {
        if (!enters(by)) {
            throw new NotAllowed("近亲属备案由乡镇和区民政局经办人员登记，您可以申报自己的近亲属");
        }
    }

    private void mustReach(@Nullable PlaceId place, Officer by) {
        if (place == null) {
            if (!by.as(ENTERERS).scope().district()) {
                throw new NotAllowed("区级人员由区民政局登记");
            }
            return;
        }
        if (places.find(place).isEmpty()
                || place.isCounty()
                || !by.as(ENTERERS).scope().sees(place.township().code(), place.isVillage() ? place.code() : null)) {
            throw new NoSuchElementException("no place of this officer");
        }
    }

    private String nameOf(UUID officer) {
        return jdbc.sql("select name from officer where id = ?")
                .param(officer)
                .query(String.class)
                .single();
    }

    private Cadre cadre(ResultSet row, Officer by) throws SQLException {
        var id = new CadreId(Sql.id(row, "id"));
        var officer = Sql.idOrNull(row, "officer_id");
        var township = row.getString("township_code");
        var village = row.getString("village_code");
        return new Cadre(
                id,
                row.getString("name"),
                secrets.maskedCadre(row.getBytes("identity_enc")),
                officer,
                row.getString("login"),
                township,
                village,
                place(township, village),
                terms(id),
                links(id),
                enters(by),
                by.id().equals(officer));
    }

    private List<Term> terms(CadreId id) {
        var today = LocalDate.now(clock);
        return jdbc.sql("""
                        select t.*, e.name as entered_name, x.name as ended_name
                        from kin_term t join officer e on e.id = t.entered_by left join officer x on x.id = t.ended_by
                        where t.cadre_id = ? order by t.from_on desc, t.entered_at desc
                        """)
                .param(id.id())
                .query((row, n) -> {
                    var from = row.getObject("from_on", LocalDate.class);
                    var until = row.getObject("until_on", LocalDate.class);
                    return new Term(
                            Sql.id(row, "id"),
                            PostKind.valueOf(row.getString("kind")),
                            row.getString("title"),
                            place(row.getString("township_code"), row.getString("village_code")),
                            from,
                            until,
                            row.getString("entered_name"),
                            Sql.instant(row, "entered_at"),
                            row.getString("ended_name"),
                            row.getString("end_reason"),
                            until == null || !until.isBefore(today));
                })
                .list();
    }

    private List<Link> links(CadreId id) {
        return jdbc.sql("""
                        select l.*, d.name as declared_name, x.name as ended_name,
                            (select count(distinct k.case_id) from kin_case k where k.link_id = l.id) as cases
                        from kin_link l join officer d on d.id = l.declared_by left join officer x on x.id = l.ended_by
                        where l.cadre_id = ? order by l.ended_at is not null, l.declared_at
                        """)
                .param(id.id())
                .query((row, n) -> new Link(
                        Sql.id(row, "id"),
                        row.getString("name"),
                        secrets.maskedLink(row.getBytes("identity_enc")),
                        KinRelation.of(row.getString("relation")).orElse(KinRelation.COLLATERAL),
                        row.getString("declared_name"),
                        Sql.instant(row, "declared_at"),
                        row.getString("ended_name"),
                        Sql.instantOrNull(row, "ended_at"),
                        row.getString("end_reason"),
                        row.getInt("cases")))
                .list();
    }

    private String place(@Nullable String township, @Nullable String village) {
        var code = village == null ? township : village;
        return code == null ? "区民政局" : places.fullName(PlaceId.of(code));
    }

    /** The condition that belongs into every statement of the register. */
    private static ScopeClause scope(String table, Officer by) {
        return isFor(by) ? ScopeClause.ofTownships(by.as(READERS), table) : ScopeClause.NOTHING;
    }
}
