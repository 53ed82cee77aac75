package cn.yimen.casefile;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.Deadlines;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.Category;
import cn.yimen.policy.Item;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;

/** 受理: opens cases, and tells before what would stand in the way. */
@Service
@Transactional
public class Cases {

    static final DeadlineKind LEGAL = DeadlineKind.statute("matter.legal", "法定办结");
    static final DeadlineKind PROMISE = DeadlineKind.promise("matter.promise", "承诺办结");

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final Catalogue catalogue;
    private final ReceiptNumbers numbers;
    private final CaseSecrets secrets;
    private final Timeline timeline;
    private final Letters letters;
    private final CaseAccess access;
    private final Determinations determinations;
    private final MatterStore store;
    private final Deadlines deadlines;
    private final Places places;
    private final AuditLog audit;
    private final ObjectMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Cases(
            JdbcClient jdbc,
            JdbcTemplate batch,
            Catalogue catalogue,
            ReceiptNumbers numbers,
            CaseSecrets secrets,
            Timeline timeline,
            Letters letters,
            CaseAccess access,
            Determinations determinations,
            MatterStore store,
            Deadlines deadlines,
            Places places,
            AuditLog audit,
            ObjectMapper json,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.catalogue = catalogue;
        this.numbers = numbers;
        this.secrets = secrets;
        this.timeline = timeline;
        this.letters = letters;
        this.access = access;
        this.determinations = determinations;
        this.store = store;
        this.deadlines = deadlines;
        this.places = places;
        this.audit = audit;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    /**
     * 受理 (IN-6): opens the case with its matters, limits, materials and first determination; if something is missing, a
     * one-time notice (一次性告知书) is issued with it and the limits of the matters concerned stand still. Joins the
     * caller's transaction; nothing is left of it when that fails, the number neither.
     *
     * @param by becomes the first contact and the one responsible (IN-7)
     * @throws DuplicateMatter if an item is already open for the same person or household (IN-8)
     * @throws NotAllowed if the officer does not accept applications of that township
     * @throws java.util.NoSuchElementException if an item is not in the catalogue today
     */
    public OpenedCase open(OpenCase wanted, Officer by) {
        var township = wanted.township();
        var village = wanted.village();
        if (!CaseAccess.writer(by).scope().sees(township.code(), village == null ? null : village.code())) {
            throw new NotAllowed("您不受理这个乡镇的申请");
        }
        var now = clock.instant();
        var today = LocalDate.ofInstant(now, clock.getZone());
        var items = items(today, itemCodes(wanted));
        lockAgainstTwins(wanted);
        var occasions = occasions(wanted, items, by);
        var missing = missingItems(wanted);

        var asked = new ArrayList<Asked>();
        for (var each : wanted.matters()) {
            var item = item(items, each.itemCode());
            // help in urgent need does not wait for papers (国发〔2014〕47号)
            var waits = missing.contains(item.code()) && !(urgent(wanted) && item.category() == Category.TEMPORARY);
            asked.add(Asked.of(asked.size() + 1, each, item, occasions.getOrDefault(each, 0), waits, by));
        }
        var matters = newMatters(asked, now);
        var number = numbers.next(township, today);
        var id = new CaseId(UUID.randomUUID());
        var code = secrets.newQueryCode();
        insert(id, number, code, wanted, matters, now, by);
        insert(id, wanted.household(), wanted.township(), wanted.village(), matters, now);
        timeline.add(id, null, wanted.firstContactAt(), "首次接待", wanted.channel().words(), by);
        timeline.add(id, null, now, "受理", matterNames(matters), by);
        var materials = insertMaterials(id, wanted, matters, now, by);
        if (!materials.isEmpty()) {
            letters.issueFirst(id, materials, by, township.code());
        }
        if (wanted.determination() != null) {
            determinations.keep(id, wanted.determination(), by);
        }
        store.settle(id);
        audit.changed(
                by,
                "受理",
                new Subject("case", id.toString()),
                json.writeValueAsString(Map.of(
                        "编号",
                        number.text().text(),
                        "事项",
                        matters.stream().map(m -> m.item().code()).toList())));
        for (var matter : matters) {
            publish(id, township.code(), matter);
        }
        events.publishEvent(new CaseOpened(id, township.code()));
        return new OpenedCase(
                id,
                number.text(),
                code,
                matters.stream()
                        .map(m -> new OpenedCase.Opened(
                                m.id(),
                                m.item().code(),
                                m.item().name(),
                                m.item().deptCode(),
                                m.state(),
                                m.legal(),
                                m.promise()))
                        .toList());
    }

    /**
     * 加办: one more item in a case that is there, with the household, the facts and the materials as they are; nothing is
     * typed again (转其他救助). What the item always needs and the case has not is asked for by a letter.
     *
     * @param person for whom; the applicant for a household's item
     * @param why for the line of time and the letter
     * @throws DuplicateMatter if the item is open already for the person or household (IN-8)
     * @throws java.util.NoSuchElementException if there is no such case within the officer's scope, or no such item today
     */
    public MatterId add(CaseId id, String itemCode, UUID person, String personName, String why, Officer by) {
        var head = access.locked(id, by);
        var now = clock.instant();
        var items = items(LocalDate.ofInstant(now, clock.getZone()), List.of(itemCode));
        var item = item(items, itemCode);
        lockAgainstTwins(head.householdId(), List.of(person));
        var twins = existing(head.householdId(), List.of(person), items, by);
        if (!twins.isEmpty()) {
            throw new DuplicateMatter(twins.stream().map(Found::told).toList());
        }
        var there = new HashMap<String, UUID>();
        jdbc.sql("select code, id from case_material where case_id = ?")
                .param(id.id())
                .query(row -> {
                    there.put(row.getString("code"), Sql.id(row, "id"));
                });
        var missing = new ArrayList<UUID>();
        var links = new ArrayList<UUID>();
        for (var material : item.materials()) {
            var known = there.get(material.code());
            if (known != null) {
                links.add(known);
            } else if (material.always() && !material.shared()) {
                var row = UUID.randomUUID();
                jdbc.sql("insert into case_material (id, case_id, code, name, state) values (?, ?, ?, ?, 'MISSING')")
                        .params(row, id.id(), material.code(), material.name())
                        .update();
                missing.add(row);
                links.add(row);
            }
        }
        var stillMissing = !missing.isEmpty()
                || jdbc.sql("select exists (select 1 from case_material where id = any(?) and state = 'MISSING')")
                        .param(links.toArray(UUID[]::new))
                        .query(Boolean.class)
                        .single();
        var no = jdbc.sql("select max(no) + 1 from matter where case_id = ?")
                .param(id.id())
                .query(Integer.class)
                .single();
        var wanted = new OpenCase.Wanted(itemCode, person, personName, null);
        var matter = newMatters(List.of(Asked.of(no, wanted, item, 0, stillMissing, by)), now)
                .get(0);
        var village = head.villageCode();
        insert(
                id,
                head.householdId(),
                PlaceId.of(head.townshipCode()),
                village == null ? null : PlaceId.of(village),
                List.of(matter),
                now);
        batch.batchUpdate(
                "insert into case_material_matter (material_id, matter_id) values (?, ?)",
                links.stream()
                        .map(material -> new Object[] {material, matter.id().id()})
                        .toList());
        timeline.add(id, matter.id(), "加办" + item.name(), why, by);
        if (!missing.isEmpty()) {
            letters.issueMore(id, missing, why, by, head.townshipCode());
        }
        store.settle(id);
        audit.changed(by, "加办事项", new Subject("case", id.toString()), json.writeValueAsString(Map.of("事项", itemCode)));
        publish(id, head.townshipCode(), matter);
        return matter.id();
    }

    /**
     * 查重 (IN-8): the open matters that would stand in the way, for the page before the submit decides.
     *
     * @param persons the applicant and the members
     */
    @Transactional(readOnly = true)
    public List<DuplicateMatter.Existing> inTheWay(
            UUID household, Collection<UUID> persons, Collection<String> itemCodes, Officer by) {
        var items = items(LocalDate.now(clock), itemCodes);
        return existing(household, persons, items, by).stream().map(Found::told).toList();
    }

    /** Whether the law permits another one for another cause (另一事由) while the first is open. */
    @Transactional(readOnly = true)
    public boolean mayRepeat(String itemCode) {
        return catalogue.item(itemCode, LocalDate.now(clock)).repeatable();
    }

    /** 查询码 for a reprint of the receipt slip; the look is logged. */
    public String queryCode(CaseId id, Officer by) {
        var scope = ScopeClause.of(by, "c");
        var sealed = jdbc.sql("select c.query_code_enc from case_file c where c.id = :id and " + scope.condition())
                .param("id", id.id())
                .params(scope.params())
                .query(byte[].class)
                .optional()
                .orElseThrow(() -> new java.util.NoSuchElementException("no case " + id));
        audit.opened(by, new Subject("case", id.toString()), "查询码", "打印受理单");
        return secrets.queryCode(sealed);
    }

    /**
     * 近亲属备案 (AP-3): the case is one of relatives of somebody in office; what was noted before stays.
     *
     * @param words who is related to whom
     */
    public void fileKin(CaseId id, String words, Officer by) {
        jdbc.sql("""
                        update case_file set near_kin = true,
                            near_kin_note = case when near_kin then near_kin_note || '；' || :words else :words end
                        where id = :id
                        """).param("id", id.id()).param("words", words).update();
        timeline.add(id, null, "近亲属备案", words, by);
    }

    private static Set<String> itemCodes(OpenCase wanted) {
        var codes = new HashSet<String>();
        for (var matter : wanted.matters()) {
            codes.add(matter.itemCode());
        }
        return codes;
    }

    private Map<String, Item> items(LocalDate day, Collection<String> codes) {
        var items = new HashMap<String, Item>();
        codes.forEach(code -> items.put(code, catalogue.item(code, day)));
        return items;
    }

    private static boolean urgent(OpenCase wanted) {
        var run = wanted.determination();
        var emergency = run == null ? null : run.facts().emergency();
        return emergency != null && emergency.urgent() && emergency.cause().sudden();
    }

    private static Set<String> missingItems(OpenCase wanted) {
        var codes = new HashSet<String>();
        for (var material : wanted.materials()) {
            if (material.state() == MaterialState.MISSING) {
                codes.addAll(material.items());
            }
        }
        return codes;
    }

    private static Item item(Map<String, Item> items, String code) {
        var item = items.get(code);
        if (item == null) {
            throw new java.util.NoSuchElementException("no item " + code);
        }
        return item;
    }

    /**
     * Two browsers that submit the same application meet here: the second waits until the first is through and then sees
     * its matters. Persons in one order, so that two never wait for each other.
     */
    private void lockAgainstTwins(OpenCase wanted) {
        lockAgainstTwins(
                wanted.household(),
                wanted.matters().stream().map(OpenCase.Wanted::person).toList());
    }

    private void lockAgainstTwins(UUID household, List<UUID> persons) {
        var keys = new java.util.TreeSet<String>();
        keys.add("household:" + household);
        for (var person : persons) {
            keys.add("person:" + person);
        }
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(k, 20261)) from unnest(?) as k")
                .param(keys.toArray(String[]::new))
                .query((row, n) -> n)
                .list();
    }

    /** Which occasion each wanted matter is: 0, or a further one where that is permitted and explained. */
    private Map<OpenCase.Wanted, Integer> occasions(OpenCase wanted, Map<String, Item> items, Officer by) {
        var persons = new HashSet<UUID>();
        for (var matter : wanted.matters()) {
            persons.add(matter.person());
        }
        var found = existing(wanted.household(), persons, items, by);
        var refused = new ArrayList<DuplicateMatter.Existing>();
        var occasions = new LinkedHashMap<OpenCase.Wanted, Integer>();
        var seen = new HashMap<String, Integer>();
        for (var matter : wanted.matters()) {
            var item = item(items, matter.itemCode());
            var twins = found.stream()
                    .filter(each -> each.itemCode().equals(item.code())
                            && (item.householdWide() || each.person().equals(matter.person())))
                    .toList();
            var another = matter.otherCause() != null && item.repeatable();
            if (!twins.isEmpty() && !another) {
                twins.forEach(twin -> refused.add(twin.told()));
            }
            var key = item.code() + (item.householdWide() ? "" : matter.person());
            var last = Math.max(twins.stream().mapToInt(Found::occasion).max().orElse(-1), seen.getOrDefault(key, -1));
            if (seen.containsKey(key) && !another) {
                throw new IllegalArgumentException("the same item twice for one person in one application");
            }
            seen.put(key, last + 1);
            occasions.put(matter, last + 1);
        }
        if (!refused.isEmpty()) {
            throw new DuplicateMatter(refused);
        }
        return occasions;
    }

    private List<Found> existing(UUID household, Collection<UUID> persons, Map<String, Item> items, Officer by) {
        var scope = by.scope();
        return jdbc.sql("""
                        select m.item_code, m.item_name, m.case_id, c.receipt_no, m.person_id, m.person_name,
                            m.township_code, m.village_code, m.opened_at, m.occasion
                        from matter m join case_file c on c.id = m.case_id
                        where m.ended_at is null and m.item_code = any(:items)
                            and (m.person_id = any(:persons) or (m.household_wide and m.household_id = :household))
                        order by m.opened_at
                        """)
                .param("items", items.keySet().toArray(String[]::new))
                .param("persons", persons.toArray(UUID[]::new))
                .param("household", household)
                .query((row, n) -> {
                    var township = row.getString("township_code");
                    var visible = scope.sees(township, row.getString("village_code"));
                    var code = row.getString("item_code");
                    return new Found(
                            code,
                            Sql.id(row, "person_id"),
                            row.getInt("occasion"),
                            new DuplicateMatter.Existing(
                                    code,
                                    row.getString("item_name"),
                                    visible ? new CaseId(Sql.id(row, "case_id")) : null,
                                    visible ? new ReceiptNumber(row.getString("receipt_no")) : null,
                                    visible ? row.getString("person_name") : null,
                                    township,
                                    places.fullName(PlaceId.of(township)),
                                    Sql.instant(row, "opened_at"),
                                    item(items, code).repeatable()));
                })
                .list();
    }

    private record Found(String itemCode, UUID person, int occasion, DuplicateMatter.Existing told) {}

    private record Asked(
            int no, OpenCase.Wanted wanted, Item item, int occasion, MatterState state, MatterLimits limits) {

        static Asked of(int no, OpenCase.Wanted wanted, Item item, int occasion, boolean incomplete, Officer by) {
            var limits = MatterLimits.of(item);
            return incomplete
                    ? new Asked(
                            no,
                            wanted,
                            item,
                            occasion,
                            MatterState.AWAITING_MATERIALS,
                            limits.paused(Letters.WHY_PAUSED, by))
                    : new Asked(
                            no,
                            wanted,
                            item,
                            occasion,
                            item.own() ? MatterState.ACCEPTED : MatterState.TO_REFER,
                            limits);
        }
    }

    private List<NewMatter> newMatters(List<Asked> asked, Instant now) {
        var due = deadlines.start(
                asked.stream().flatMap(each -> each.limits().starts().stream()).toList(), now);
        return asked.stream()
                .map(each -> new NewMatter(
                        new MatterId(UUID.randomUUID()),
                        each.no(),
                        each.wanted(),
                        each.item(),
                        each.occasion(),
                        each.state(),
                        each.limits().legalId(),
                        each.limits().promiseId(),
                        each.limits().due(due)))
                .toList();
    }

    private record NewMatter(
            MatterId id,
            int no,
            OpenCase.Wanted wanted,
            Item item,
            int occasion,
            MatterState state,
            @Nullable DeadlineId legal,
            @Nullable DeadlineId promise,
            @Nullable Instant dueAt) {}

    private static String matterNames(List<NewMatter> matters) {
        return String.join(
                "、", matters.stream().map(m -> m.item().name()).distinct().toList());
    }

    private void insert(
            CaseId id,
            ReceiptNumbers.Numbered number,
            String code,
            OpenCase wanted,
            List<NewMatter> matters,
            Instant now,
            Officer by) {
        var agent = wanted.agent() == null ? null : json.writeValueAsString(wanted.agent());
        jdbc.sql("""
                        insert into case_file (id, receipt_no, year, number, query_code_enc, query_code_idx, household_id,
                            applicant_id, applicant_name, members, township_code, village_code, channel, agent_enc,
                            near_kin, near_kin_note, hardship_enc, phone_enc, first_officer_id, first_contact_at,
                            reception_id, officer_id, accepted_at, state)
                        values (:id, :receipt, :year, :number, :code, :codeIndex, :household, :applicant, :name, :members,
                            :township, :village, :channel, :agent, :nearKin, :nearKinNote, :hardship, :phone, :officer,
                            :contact, :reception, :officer, :now, :state)
                        """)
                .param("id", id.id())
                .param("receipt", number.text().text())
                .param("year", number.year())
                .param("number", number.number())
                .param("code", secrets.queryCode(code))
                .param("codeIndex", secrets.queryCodeIndex(number.text().text(), code))
                .param("household", wanted.household())
                .param("applicant", wanted.applicant())
                .param("name", wanted.applicantName())
                .param("members", wanted.members())
                .param("township", wanted.township().code())
                .param(
                        "village",
                        wanted.village() == null ? null : wanted.village().code())
                .param("channel", wanted.channel().name())
                .param("agent", secrets.agent(agent), java.sql.Types.BINARY)
                .param("nearKin", wanted.nearKin() != null)
                .param("nearKinNote", wanted.nearKin())
                .param("hardship", secrets.hardship(wanted.hardship()))
                .param("phone", secrets.phone(wanted.phone()), java.sql.Types.BINARY)
                .param("officer", by.id())
                .param("contact", Sql.at(wanted.firstContactAt()))
                .param("reception", wanted.receptionId(), java.sql.Types.OTHER)
                .param("now", Sql.at(now))
                .param(
                        "state",
                        matters.stream().anyMatch(m -> m.state() == MatterState.AWAITING_MATERIALS)
                                ? CaseState.AWAITING_MATERIALS.name()
                                : CaseState.ACCEPTED.name())
                .update();
    }

    private void insert(
            CaseId id,
            UUID household,
            PlaceId township,
            @Nullable PlaceId village,
            List<NewMatter> matters,
            Instant now) {
        batch.batchUpdate(
                """
                insert into matter (id, case_id, no, item_code, item_version_id, item_name, dept_code, own, person_id,
                    person_name, household_id, household_wide, township_code, village_code, state, occasion,
                    occasion_reason, opened_at, accepted_at, legal_deadline_id, promise_deadline_id, due_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                matters.stream()
                        .map(m -> {
                            var complete = m.state() != MatterState.AWAITING_MATERIALS;
                            return Arrays.asList(
                                            m.id().id(),
                                            id.id(),
                                            m.no(),
                                            m.item().code(),
                                            m.item().versionId(),
                                            m.item().name(),
                                            m.item().deptCode(),
                                            m.item().own(),
                                            m.wanted().person(),
                                            m.wanted().personName(),
                                            household,
                                            m.item().householdWide(),
                                            township.code(),
                                            village == null ? null : village.code(),
                                            m.state().name(),
                                            m.occasion(),
                                            m.occasion() > 0 ? m.wanted().otherCause() : null,
                                            Sql.at(now),
                                            complete ? Sql.at(now) : null,
                                            m.legal() == null ? null : m.legal().id(),
                                            m.promise() == null
                                                    ? null
                                                    : m.promise().id(),
                                            m.dueAt() == null ? null : Sql.at(m.dueAt()))
                                    .toArray();
                        })
                        .toList());
    }

    /** @return the materials that are missing */
    private List<UUID> insertMaterials(CaseId id, OpenCase wanted, List<NewMatter> matters, Instant now, Officer by) {
        var rows = new ArrayList<Object[]>();
        var links = new ArrayList<Object[]>();
        var missing = new ArrayList<UUID>();
        for (var each : wanted.materials()) {
            var material = UUID.randomUUID();
            var open = each.state() == MaterialState.MISSING;
            rows.add(Arrays.asList(
                            material,
                            id.id(),
                            each.code(),
                            each.name(),
                            each.state().name(),
                            each.state() == MaterialState.EXEMPT ? each.exemptBecause() : null,
                            each.attachment(),
                            open ? null : Sql.at(now),
                            open ? null : by.id())
                    .toArray());
            for (var matter : matters) {
                if (each.items().contains(matter.item().code())) {
                    links.add(new Object[] {material, matter.id().id()});
                }
            }
            if (open) {
                missing.add(material);
            }
        }
        batch.batchUpdate("""
                insert into case_material (id, case_id, code, name, state, exempt_because, attachment_id, settled_at,
                    settled_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, rows);
        batch.batchUpdate("insert into case_material_matter (material_id, matter_id) values (?, ?)", links);
        return missing;
    }

    private void publish(CaseId id, String township, NewMatter matter) {
        var item = matter.item();
        if (matter.state() == MatterState.AWAITING_MATERIALS) {
            events.publishEvent(new MatterPaused(matter.id(), id, item.deptCode(), township));
        } else {
            events.publishEvent(new MatterAccepted(matter.id(), id, item.code(), item.deptCode(), township));
        }
    }
}
