package cn.yimen.integrity;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.CaseOpened;
import cn.yimen.casefile.Cases;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Officers;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.ResidentId;
import cn.yimen.kernel.Sql;
import cn.yimen.policy.Policy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 近亲属比对与登记 (AP-3): asks who of a household is related to somebody in office, and files the cases where somebody is.
 * It looks at the whole district whoever asks: a relative in another township counts just as much.
 */
@Service
@Transactional
public class KinFilings {

    private static final String MEMBERS = "select identity_idx, supporter from household_identities(:household)";
    private static final String PERSONS =
            "select identity_idx, false as supporter from person where id = any(:persons) and identity_idx is not null";
    private static final String NUMBERS =
            "select u.idx as identity_idx, u.supporter from unnest(:numbers, :supporters) as u (idx, supporter)";

    private final JdbcClient jdbc;
    private final Questions questions;
    private final KinSecrets secrets;
    private final Policy policy;
    private final Places places;
    private final Cases cases;
    private final Officers officers;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    KinFilings(
            JdbcClient jdbc,
            Questions questions,
            KinSecrets secrets,
            Policy policy,
            Places places,
            Cases cases,
            Officers officers,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.secrets = secrets;
        this.policy = policy;
        this.places = places;
        this.cases = cases;
        this.officers = officers;
        this.events = events;
        this.clock = clock;
    }

    /**
     * 比对: who of these persons is a near relative of somebody who holds a post on that day.
     *
     * @param persons members and supporters who are on record
     */
    @Transactional(readOnly = true)
    public List<KinMatch> matches(Collection<UUID> persons, LocalDate day) {
        return persons.isEmpty() ? List.of() : find(PERSONS, Map.of("persons", persons.toArray(UUID[]::new)), day);
    }

    /** 一户的比对: all members who have not left, and all supporters whose number is known. */
    @Transactional(readOnly = true)
    public List<KinMatch> ofHousehold(UUID household, LocalDate day) {
        return find(MEMBERS, Map.of("household", household), day);
    }

    /**
     * 按号码比对, before anybody is on record: for the form at the window.
     *
     * @param supporters those of {@code numbers} who owe support and live apart
     */
    @Transactional(readOnly = true)
    public List<KinMatch> ofNumbers(Collection<ResidentId> numbers, Set<ResidentId> supporters, LocalDate day) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        var asked = List.copyOf(Set.copyOf(numbers));
        return find(
                NUMBERS,
                Map.of(
                        "numbers",
                        asked.stream().map(secrets::index).toArray(byte[][]::new),
                        "supporters",
                        asked.stream().map(supporters::contains).toArray(Boolean[]::new)),
                day);
    }

    /**
     * 同名提示: supporters of whom only the name is known, with the same name as a filed relative of that township's cadres.
     * It asks for the number; it files nothing.
     *
     * @return the names
     */
    @Transactional(readOnly = true)
    public List<String> sameName(Collection<String> names, String townshipCode) {
        // what the database cannot hold is nobody's name
        var possible = names.stream()
                .filter(name -> name.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF)))
                .toArray(String[]::new);
        return possible.length == 0
                ? List.of()
                : jdbc.sql("""
                                select distinct l.name from kin_link l join kin_cadre c on c.id = l.cadre_id
                                where l.ended_at is null and l.name = any(:names) and c.township_code = :township
                                order by l.name
                                """)
                        .param("names", possible)
                        .param("township", townshipCode)
                        .query(String.class)
                        .list();
    }

    /**
     * 回避: whether the officer is of this household, or a filed relative of a member or supporter. Not a matter of terms: who
     * acts is in office.
     */
    @Transactional(readOnly = true)
    public boolean isRelative(UUID officer, UUID household) {
        return relatives(household).contains(officer);
    }

    /** Every officer of whom {@link #isRelative(UUID, UUID)} is true. */
    @Transactional(readOnly = true)
    public List<UUID> relatives(UUID household) {
        return questions.list(asksRelatives(household));
    }

    /** What {@link #relatives} asks, to be asked ahead. */
    public Question<UUID> asksRelatives(UUID household) {
        return related(MEMBERS, Map.of("household", household));
    }

    /** The same for persons on record, e.g. somebody proposed for the blacklist. */
    @Transactional(readOnly = true)
    public boolean isRelative(UUID officer, Collection<UUID> persons) {
        return !persons.isEmpty()
                && questions
                        .list(related(PERSONS, Map.of("persons", persons.toArray(UUID[]::new))))
                        .contains(officer);
    }

    private static Question<UUID> related(String who, Map<String, ?> params) {
        return Question.sql("""
                        with asked as (%s)
                        select c.officer_id from asked x join kin_cadre c on c.identity_idx = x.identity_idx
                        where c.officer_id is not null
                        union
                        select c.officer_id from asked x
                        join kin_link l on l.identity_idx = x.identity_idx and l.ended_at is null
                        join kin_cadre c on c.id = l.cadre_id
                        where c.officer_id is not null
                        """.formatted(who)).params(params).query((row, n) -> Sql.id(row, "officer_id"));
    }

    /** Whether a case is filed as one of relatives. */
    @Transactional(readOnly = true)
    public boolean filed(CaseId id) {
        return jdbc.sql("select exists (select 1 from kin_case where case_id = ?)")
                .param(id.id())
                .query(Boolean.class)
                .single();
    }

    /** 备案情况 of a case in words, in the order of filing; empty if there is none. */
    @Transactional(readOnly = true)
    public List<String> wordsOf(CaseId id) {
        return questions.list(asksWordsOf(id));
    }

    /** What {@link #wordsOf} asks, to be asked ahead. */
    public Question<String> asksWordsOf(CaseId id) {
        return Question.sql("select words from kin_case where case_id = ? order by filed_at, id")
                .param(id.id())
                .query((row, n) -> row.getString("words"));
    }

    /** 与受理同步 (national-rules 2.7 step 3): whatever the way a case came in, it is compared when it is opened. */
    @EventListener
    void on(CaseOpened opened) {
        var found = caseOf(opened.caseId().id());
        var declared = found.note();
        var matched = ofHousehold(found.household(), LocalDate.now(clock));
        if (declared == null && matched.isEmpty()) {
            return;
        }
        var by = officers.byId(found.officer())
                .orElseThrow(() -> new IllegalStateException("a case is opened by somebody"));
        var filed = 0;
        if (declared != null) {
            filed += insert(found, null, declared, KinSource.DECLARED, by);
        }
        filed += file(found, matched, KinSource.MATCHED, by);
        if (filed > 0) {
            events.publishEvent(new KinFiled(opened.caseId()));
        }
    }

    /** A filing made after acceptance: the running cases of the person are filed from now on. */
    void compareRunning(Collection<byte[]> identities, Officer by) {
        var households = jdbc.sql("""
                        select m.household_id from household_member m join person p on p.id = m.person_id
                        where m.left_on is null and p.identity_idx = any(:identities)
                        union
                        select s.household_id from household_supporter_identity s where s.identity_idx = any(:identities)
                        """)
                .param("identities", identities.toArray(byte[][]::new))
                .query(UUID.class)
                .list();
        if (households.isEmpty()) {
            return;
        }
        var running = jdbc.sql(
                        "select id from case_file where household_id = any(?) and closed_at is null order by id for update")
                .param(households.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
        for (var id : running) {
            var found = caseOf(id);
            if (file(found, ofHousehold(found.household(), LocalDate.now(clock)), KinSource.LATER, by) > 0) {
                events.publishEvent(new KinFiled(new CaseId(id)));
            }
        }
    }

    private int file(Case found, List<KinMatch> matches, KinSource source, Officer by) {
        var fresh = new ArrayList<String>();
        for (var match : matches) {
            if (insert(found, match, match.words(), source, by) == 1) {
                fresh.add(match.words());
            }
        }
        if (!fresh.isEmpty()) {
            cases.fileKin(new CaseId(found.id()), String.join("；", fresh), by);
        }
        return fresh.size();
    }

    private int insert(Case found, @Nullable KinMatch match, String words, KinSource source, Officer by) {
        return jdbc.sql("""
                        insert into kin_case (id, case_id, household_id, township_code, village_code, cadre_id, link_id,
                            relation, supporter, source, words, filed_at, filed_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(Arrays.asList(
                        UUID.randomUUID(),
                        found.id(),
                        found.household(),
                        found.township(),
                        found.village(),
                        match == null ? null : match.cadre(),
                        match == null ? null : match.link(),
                        match == null ? "DECLARED" : match.relation().name(),
                        match != null && match.supporter(),
                        source.name(),
                        words.length() > 400 ? words.substring(0, 400) : words,
                        Sql.at(clock.instant()),
                        by.id()))
                .update();
    }

    private List<KinMatch> find(String who, Map<String, ?> params, LocalDate day) {
        var all = new HashMap<String, Object>(params);
        all.put("day", day);
        all.put("relations", policy.codes("nearKin.relations", day).toArray(String[]::new));
        var found = new LinkedHashMap<String, KinMatch>();
        jdbc.sql("""
                        with asked as (%s)
                        select x.supporter, l.id as link_id, c.id as cadre_id, c.officer_id, c.name as cadre_name, t.title,
                            t.township_code, t.village_code, t.from_on, t.until_on, l.relation, l.name as person_name
                        from asked x
                        join kin_link l on l.identity_idx = x.identity_idx and l.relation = any(:relations)
                            and (l.ended_at is null or l.ended_at::date > :day)
                        join kin_cadre c on c.id = l.cadre_id
                        join kin_term t on t.cadre_id = c.id and t.from_on <= :day
                            and (t.until_on is null or t.until_on >= :day)
                        union all
                        select x.supporter, null, c.id, c.officer_id, c.name, t.title,
                            t.township_code, t.village_code, t.from_on, t.until_on, 'SELF', c.name
                        from asked x
                        join kin_cadre c on c.identity_idx = x.identity_idx
                        join kin_term t on t.cadre_id = c.id and t.from_on <= :day
                            and (t.until_on is null or t.until_on >= :day)
                        order by cadre_name, cadre_id, person_name, from_on desc
                        """.formatted(who))
                .params(all)
                .query(this::match)
                .list()
                // somebody in two posts at once is one relative
                .forEach(
                        match -> found.putIfAbsent(match.cadre() + "/" + match.link() + "/" + match.relation(), match));
        return List.copyOf(found.values());
    }

    private KinMatch match(ResultSet row, int n) throws SQLException {
        var village = row.getString("village_code");
        var township = row.getString("township_code");
        return new KinMatch(
                Sql.idOrNull(row, "link_id"),
                Sql.id(row, "cadre_id"),
                Sql.idOrNull(row, "officer_id"),
                row.getString("cadre_name"),
                row.getString("title"),
                village != null
                        ? places.fullName(PlaceId.of(village))
                        : township == null ? "" : places.fullName(PlaceId.of(township)),
                row.getObject("from_on", LocalDate.class),
                row.getObject("until_on", LocalDate.class),
                KinRelation.of(row.getString("relation")).orElse(KinRelation.COLLATERAL),
                row.getString("person_name"),
                row.getBoolean("supporter"));
    }

    private Case caseOf(UUID id) {
        return jdbc.sql("""
                        select id, household_id, township_code, village_code, near_kin_note, first_officer_id
                        from case_file where id = ?
                        """)
                .param(id)
                .query((row, n) -> new Case(
                        id,
                        Sql.id(row, "household_id"),
                        row.getString("township_code"),
                        row.getString("village_code"),
                        row.getString("near_kin_note"),
                        Sql.id(row, "first_officer_id")))
                .single();
    }

    private record Case(
            UUID id,
            UUID household,
            String township,
            @Nullable String village,
            @Nullable String note,
            UUID officer) {}

    /** The relations that count today, for the form. */
    @Transactional(readOnly = true)
    public Set<KinRelation> relations() {
        return KinRelation.counted(policy.codes("nearKin.relations", LocalDate.now(clock))).stream()
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }
}
