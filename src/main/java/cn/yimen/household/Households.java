package cn.yimen.household;

import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Scope;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Sql;
import cn.yimen.protection.BlindIndex;
import cn.yimen.protection.FieldCipher;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 家庭 (HH-2 to HH-5): written whole, read as it is or as it was on any day. */
@Service
@Transactional
public class Households {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final List<String> PARTS = List.of(
            "household_member", "household_income", "household_property", "household_expense", "household_supporter");

    private final JdbcClient jdbc;
    private final Rows rows;
    private final RowMapping mapping;
    private final Persons persons;
    private final Places places;
    private final FieldCipher cipher;
    private final BlindIndex index;
    private final Clock clock;

    Households(
            JdbcClient jdbc,
            Rows rows,
            RowMapping mapping,
            Persons persons,
            Places places,
            FieldCipher cipher,
            BlindIndex index,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.mapping = mapping;
        this.persons = persons;
        this.places = places;
        this.cipher = cipher;
        this.index = index;
        this.clock = clock;
    }

    /**
     * 登记家庭.
     *
     * @throws LivesElsewhere if a member who is to live here lives in another household
     * @throws NoSuchElementException if the place is not within the officer's scope
     */
    public HouseholdId register(HouseholdDetails details, Officer by) {
        Persons.requireScope(details.place(), by);
        persons.now();
        var id = UUID.randomUUID();
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("id", id);
        row.putAll(columns(details));
        rows.insert("household", row);
        writeParts(id, details, Map.of());
        return new HouseholdId(id);
    }

    /**
     * 修改家庭: writes only what is different; a member who is no more in the list has left.
     *
     * @param version of the {@link HouseholdView} that was edited
     * @throws StaleEdit if somebody changed it meanwhile
     * @throws LivesElsewhere if a member who is to live here lives in another household
     * @throws NoSuchElementException if the officer's scope has no such household
     */
    public void save(HouseholdId id, long version, HouseholdDetails details, Officer by) {
        persons.now();
        // the lock first: two editors come here one after the other
        jdbc.sql("select id from household where id = ? for update")
                .param(id.id())
                .query(UUID.class)
                .optional();
        var row = visible(id, Persons.writer(by).scope(), null).orElseThrow();
        Persons.requireScope(details.place(), by);
        if (Rows.number(row, "version") != version) {
            throw new StaleEdit();
        }
        if (!rows.update("household", id.id(), row, columns(details))) {
            jdbc.sql("update household set version = version + 1 where id = ?")
                    .param(id.id())
                    .update();
        }
        writeParts(id.id(), details, rows.readParts(PARTS, "household_id", id.id(), null));
    }

    /**
     * 迁出: a member leaves the household.
     *
     * @throws NoSuchElementException if the officer's scope has no such household or it no such member
     */
    public void leave(HouseholdId id, PersonId person, LocalDate on, String reason, Officer by) {
        Persons.requireWriter(by);
        persons.now();
        requireVisible(id, by);
        var changed = jdbc.sql("""
                        update household_member set left_on = ?, left_reason = ?, version = version + 1
                        where household_id = ? and person_id = ? and left_on is null
                        """).params(on, reason, id.id(), person.id()).update();
        if (changed == 0) {
            throw new NoSuchElementException("no such member");
        }
        jdbc.sql("update household set version = version + 1 where id = ?")
                .param(id.id())
                .update();
    }

    /** 现享受类别 follows what was granted or ended; the caller has seen to the scope. */
    public void receives(HouseholdId id, Assistance assistance) {
        persons.now();
        jdbc.sql("update household set assistance = :to, version = version + 1 where id = :id and assistance <> :to")
                .param("to", assistance.name())
                .param("id", id.id())
                .update();
    }

    /**
     * 锁定事实: until the end of the transaction nobody changes this household or its people. A decision takes this first, before
     * any lock of its own, so that a death or a new income comes before it or after it and never in between. What is read
     * afterwards is what holds.
     */
    @Transactional(propagation = org.springframework.transaction.annotation.Propagation.MANDATORY)
    public void hold(HouseholdId id) {
        jdbc.sql("""
                        select p.id from person p join household_member m on m.person_id = p.id
                        where m.household_id = ? and m.left_on is null order by p.id for share of p
                        """).param(id.id()).query(UUID.class).list();
        jdbc.sql("select id from household where id = ? for no key update")
                .param(id.id())
                .query(UUID.class)
                .optional();
    }

    /** @throws NoSuchElementException if the officer's scope has no such household */
    @Transactional(readOnly = true)
    public HouseholdView get(HouseholdId id, Officer officer) {
        return view(id, visible(id, officer.scope(), null).orElseThrow(), null);
    }

    /** What {@link #get} asks of the household, to be asked ahead; its people it asks for afterwards. */
    public Stream<Question<?>> asks(HouseholdId id) {
        return Stream.of(
                rows.asks("household", "id", id.id(), null), rows.asksParts(PARTS, "household_id", id.id(), null));
    }

    /**
     * 历史: what the records said at the end of a day.
     *
     * @throws NoSuchElementException if the officer's scope has no such household, or it was not there yet
     */
    @Transactional(readOnly = true)
    public HouseholdView on(HouseholdId id, LocalDate day, Officer officer) {
        requireVisible(id, officer); // who may see it now may see its past
        var at = endOf(day);
        return view(
                id,
                rows.read("household", "id", id.id(), at).stream().findFirst().orElseThrow(),
                at);
    }

    /** The days on which anything of the household or its people was changed, newest first, at most 100. */
    @Transactional(readOnly = true)
    public List<LocalDate> changedOn(HouseholdId id, Officer officer) {
        requireVisible(id, officer);
        var sql = new StringBuilder("""
                select sys_from from household where id = :id union all
                select sys_from from household_history where id = :id
                union all select p.sys_from from household_member m join person p on p.id = m.person_id
                    where m.household_id = :id
                union all select p.sys_from from household_member m join person_history p on p.id = m.person_id
                    where m.household_id = :id
                """);
        for (var part : PARTS) {
            sql.append(" union all select sys_from from %s where household_id = :id".formatted(part));
            sql.append(" union all select sys_from from %s_history where household_id = :id".formatted(part));
            sql.append(" union all select sys_to from %s_history where household_id = :id".formatted(part));
        }
        return jdbc.sql("select distinct (sys_from at time zone 'Asia/Shanghai')::date as day from (" + sql
                        + ") c order by day desc limit 100")
                .param("id", id.id())
                .query(LocalDate.class)
                .list();
    }

    /** The household a person lives in now, within the officer's scope. */
    @Transactional(readOnly = true)
    public Optional<HouseholdId> of(PersonId person, Officer officer) {
        return persons.currentHousehold(person)
                .filter(id -> visible(id, officer.scope(), null).isPresent());
    }

    /** Township and village of a household: for the scope of what belongs to it. */
    @Transactional(readOnly = true)
    public PlaceId place(HouseholdId id) {
        var row =
                rows.read("household", "id", id.id(), null).stream().findFirst().orElseThrow();
        return PlaceId.of(RowMapping.place(row));
    }

    /**
     * 某日的家庭情况 for the means test: what the records said at the end of that day, or now for today; without anything
     * that says who the people are. The caller has seen to the scope.
     *
     * @throws NoSuchElementException if there was no such household
     */
    @Transactional(readOnly = true)
    public HouseholdFacts factsOn(HouseholdId id, LocalDate day) {
        var at = day.isBefore(LocalDate.now(clock)) ? endOf(day) : null;
        var row = rows.read("household", "id", id.id(), at).stream().findFirst().orElseThrow();
        return facts(view(id, row, at), day);
    }

    /**
     * The same of what the records said at a moment.
     *
     * @throws NoSuchElementException if the household was not there yet
     */
    @Transactional(readOnly = true)
    public HouseholdFacts factsAt(HouseholdId id, Instant at, LocalDate day) {
        var row = rows.read("household", "id", id.id(), at).stream().findFirst().orElseThrow();
        return facts(view(id, row, at), day);
    }

    /** The same from a view, e.g. of a household as it is being edited. */
    public HouseholdFacts facts(HouseholdView view, LocalDate day) {
        return facts(view.details(), area(view.details().place(), day), day, id -> {
            var person = view.person(id);
            return new Body(person.birthOn(), person.diedOn(), person.health());
        });
    }

    /** 一个人的身体情况, as far as the means test asks. */
    record Body(@Nullable LocalDate birthOn, @Nullable LocalDate diedOn, Health health) {}

    /** What is written of a household as facts: the one place where it is, for one household and for many. */
    static HouseholdFacts facts(
            HouseholdDetails details, @Nullable Area area, LocalDate day, Function<PersonId, Body> bodies) {
        var facts = HouseholdFacts.on(day, area)
                .declared(details.incomesDeclared(), details.propertiesDeclared(), details.supportersDeclared())
                .current(details.assistance());
        for (var part : details.members()) {
            facts.member(member(part, bodies.apply(part.person())));
        }
        for (var part : details.incomes()) {
            var verified = part.verified();
            facts.income(new Income(
                    key(part.id()),
                    part.person() == null ? null : part.person().toString(),
                    part.item(),
                    verified != null ? verified : part.declared(),
                    part.per(),
                    part.months(),
                    part.cost(),
                    verified != null ? Income.Method.VERIFIED : part.method(),
                    part.confirmed(),
                    part.localMinimumWage()));
        }
        for (var part : details.properties()) {
            facts.property(new Property(
                    key(part.id()),
                    part.owner() == null ? null : part.owner().toString(),
                    part.kind(),
                    part.verified() != null ? part.verified() : part.declared(),
                    part.use(),
                    part.floorArea(),
                    part.onlyDwelling(),
                    part.homestead(),
                    part.exempted()));
        }
        for (var part : details.expenses()) {
            facts.expense(new Expense(
                    key(part.id()),
                    part.person() == null ? null : part.person().toString(),
                    part.kind(),
                    part.verified() != null ? part.verified() : part.declared(),
                    part.aided(),
                    part.proved()));
        }
        for (var part : details.supporters()) {
            facts.supporter(new Supporter(
                    key(part.id()),
                    part.label(),
                    part.supports().stream().map(PersonId::toString).sorted().toList(),
                    part.supported(),
                    part.householdSize(),
                    part.verified() != null ? part.verified() : part.declared(),
                    part.area(),
                    part.localMonthlyStandard(),
                    part.agreedMonthly(),
                    part.actualMonthly(),
                    part.assistance(),
                    part.birthOn(),
                    part.contact().disabilities(),
                    part.incapacity(),
                    part.propertyWithinLimits()));
        }
        return facts.build();
    }

    private static Member member(MemberPart part, Body body) {
        var health = body.health();
        var member = Member.of(
                        part.person().toString(), Relations.words(part.relation()), Relation.ofCode(part.relation()))
                .born(body.birthOn())
                .absent(body.diedOn() != null ? Absence.DECEASED : part.absence())
                .livesTogether(part.livesTogether())
                .independent(part.independent())
                .disabilities(health.disabilities())
                .seriouslyIll(health.seriouslyIll())
                .studying(part.study())
                .ofSingleParent(part.singleParent())
                .failing(health.failedSelfCare())
                .institutional(part.institutional())
                .orphanBenefit(part.orphanBenefit())
                .otherSingle(part.otherSingle())
                .jobRefusals(part.jobRefusals());
        if (part.included() != null) {
            member.decided(part.included(), part.includedWhy() == null ? "" : part.includedWhy());
        }
        return member.build();
    }

    /** Of the village on a day; none where it is not known. */
    @Nullable
    Area area(PlaceId place, LocalDate day) {
        if (!place.isVillage()) {
            return null;
        }
        try {
            return Area.valueOf(places.classOn(place, day).name());
        } catch (NoSuchElementException before) { // before the first class of the village
            return null;
        }
    }

    private void requireVisible(HouseholdId id, Officer officer) {
        if (visible(id, officer.scope(), null).isEmpty()) {
            throw new NoSuchElementException("no such household in the scope");
        }
    }

    private Optional<Map<String, @Nullable Object>> visible(HouseholdId id, Scope scope, @Nullable Instant at) {
        return rows.read("household", "id", id.id(), at).stream()
                .filter(row -> scope.sees(Rows.text(row, "township_code"), Rows.textOrNull(row, "village_code")))
                .findFirst();
    }

    private HouseholdView view(HouseholdId id, Map<String, @Nullable Object> row, @Nullable Instant at) {
        var parts = rows.readParts(PARTS, "household_id", id.id(), at);
        var details = mapping.details(row, parts);
        var ids = new TreeSet<UUID>();
        ids.add(Rows.uuid(row, "head_id"));
        details.members().forEach(member -> ids.add(member.person().id()));
        for (var part : List.of("household_income", "household_property", "household_expense")) {
            RowMapping.rows(parts, part).forEach(each -> {
                if (each.get("person_id") != null) {
                    ids.add(Rows.uuid(each, "person_id"));
                }
            });
        }
        var people = new HashMap<PersonId, PersonView>();
        persons.views(ids.toArray(UUID[]::new), at).forEach(person -> people.put(person.id(), person));
        var village = Rows.textOrNull(row, "village_code");
        var township = Rows.text(row, "township_code");
        return new HouseholdView(
                id,
                Rows.number(row, "version"),
                at,
                new PersonId(Rows.uuid(row, "head_id")),
                township,
                village,
                persons.placeName(township, village),
                details,
                Map.copyOf(people));
    }

    Map<String, @Nullable Object> columns(HouseholdDetails details) {
        if (details.members().isEmpty()) {
            throw new IllegalArgumentException("至少有一名家庭成员");
        }
        var place = details.place();
        var full =
                persons.placeName(place.township().code(), place.isVillage() ? place.code() : null) + details.address();
        var columns = new LinkedHashMap<String, @Nullable Object>();
        columns.put("head_id", head(details).person().id());
        columns.put("township_code", place.township().code());
        columns.put("village_code", place.isVillage() ? place.code() : null);
        columns.put("address", details.address().strip());
        columns.put("address_grams", Arrays.asList(Pinyin.grams(full)));
        columns.put("incomes_declared", details.incomesDeclared());
        columns.put("properties_declared", details.propertiesDeclared());
        columns.put("supporters_declared", details.supportersDeclared());
        columns.put("assistance", details.assistance().name());
        columns.put("remark", details.remark());
        return columns;
    }

    private static MemberPart head(HouseholdDetails details) {
        return details.members().stream()
                .filter(member -> Relation.ofCode(member.relation()) == Relation.HEAD)
                .findFirst()
                .orElse(details.members().get(0));
    }

    private void writeParts(
            UUID id, HouseholdDetails details, Map<String, List<Map<String, @Nullable Object>>> before) {
        writeMembers(id, details, RowMapping.rows(before, "household_member"));
        var incomes = new ArrayList<Map<String, @Nullable Object>>();
        for (var part : details.incomes()) {
            var row = row(part.id(), incomes.size());
            row.put("person_id", id(part.person()));
            row.put("item", part.item().name());
            row.put("declared_fen", fen(part.declared()));
            row.put("declared_source", part.declaredSource());
            row.put("verified_fen", fen(part.verified()));
            row.put("verified_source", part.verifiedSource());
            row.put("per", part.per().name());
            row.put("months", part.months());
            row.put("cost_fen", part.cost().fen());
            row.put("method", part.method().name());
            row.put("confirmed", part.confirmed());
            row.put("minimum_wage_fen", fen(part.localMinimumWage()));
            row.put("note", part.note());
            incomes.add(row);
        }
        rows.sync("household_income", "household_id", id, RowMapping.rows(before, "household_income"), incomes);
        var properties = new ArrayList<Map<String, @Nullable Object>>();
        for (var part : details.properties()) {
            var row = row(part.id(), properties.size());
            row.put("person_id", id(part.owner()));
            row.put("kind", part.kind().name());
            row.put("declared_fen", part.declared().fen());
            row.put("declared_source", part.declaredSource());
            row.put("verified_fen", fen(part.verified()));
            row.put("verified_source", part.verifiedSource());
            row.put("use", part.use().name());
            row.put("floor_area", part.floorArea());
            row.put("only_dwelling", part.onlyDwelling());
            row.put("homestead", part.homestead());
            row.put("exempted", part.exempted());
            row.put("note", part.note());
            properties.add(row);
        }
        rows.sync("household_property", "household_id", id, RowMapping.rows(before, "household_property"), properties);
        var expenses = new ArrayList<Map<String, @Nullable Object>>();
        for (var part : details.expenses()) {
            var row = row(part.id(), expenses.size());
            row.put("person_id", id(part.person()));
            row.put("kind", part.kind().name());
            row.put("declared_fen", part.declared().fen());
            row.put("declared_source", part.declaredSource());
            row.put("verified_fen", fen(part.verified()));
            row.put("verified_source", part.verifiedSource());
            row.put("aided_fen", part.aided().fen());
            row.put("proved", part.proved());
            row.put("note", part.note());
            expenses.add(row);
        }
        rows.sync("household_expense", "household_id", id, RowMapping.rows(before, "household_expense"), expenses);
        writeSupporters(id, details, RowMapping.rows(before, "household_supporter"));
    }

    private void writeMembers(UUID id, HouseholdDetails details, List<Map<String, @Nullable Object>> now) {
        var byPerson = now.stream().collect(Collectors.toMap(row -> Rows.uuid(row, "person_id"), row -> row));
        var today = LocalDate.now(clock);
        var place = details.place();
        var kept =
                details.members().stream().map(member -> member.person().id()).collect(Collectors.toSet());
        for (var row : now) { // first those who leave, so that who comes back elsewhere finds the place free
            if (row.get("left_on") == null && !kept.contains(Rows.uuid(row, "person_id"))) {
                rows.update(
                        "household_member",
                        Rows.uuid(row, "id"),
                        row,
                        Map.of("left_on", today, "left_reason", "从家庭成员中移出"));
            }
        }
        refuseSecondHousehold(id, details);
        var fresh = new ArrayList<Map<String, @Nullable Object>>();
        var sort = 0;
        for (var part : details.members()) {
            var before = byPerson.get(part.person().id());
            var row = row(before == null ? null : Rows.uuid(before, "id"), sort++);
            row.put("person_id", part.person().id());
            row.put("relation", part.relation());
            row.put("included", part.included());
            row.put("included_code", part.includedCode());
            row.put("included_why", part.includedWhy());
            row.put("absence", part.absence().name());
            row.put("lives_together", part.livesTogether());
            row.put("independent", part.independent());
            row.put("study", part.study().name());
            row.put("school", part.school());
            row.put("single_parent", part.singleParent());
            row.put("institutional", part.institutional());
            row.put("orphan_benefit", part.orphanBenefit());
            row.put("other_single", part.otherSingle());
            row.put("job_refusals", Persons.JSON.writeValueAsString(part.jobRefusals()));
            row.put("left_on", null);
            row.put("left_reason", null);
            if (before == null) {
                row.put("household_id", id);
                fresh.add(row);
            } else {
                try {
                    rows.update("household_member", Rows.uuid(before, "id"), before, row);
                } catch (DuplicateKeyException twice) { // the other window was a moment earlier
                    throw new LivesElsewhere(
                            part.person(), persons.placeName(place.township().code(), null));
                }
            }
        }
        try {
            rows.insertAll("household_member", fresh);
        } catch (DuplicateKeyException twice) { // the same; the database names the person in its detail
            var named = twice.getMostSpecificCause().getMessage();
            var who = fresh.stream()
                    .map(row -> Rows.uuid(row, "person_id"))
                    .filter(person -> named != null && named.contains(person.toString()))
                    .findFirst()
                    .orElseThrow(() -> twice);
            throw new LivesElsewhere(
                    new PersonId(who), persons.placeName(place.township().code(), null));
        }
        jdbc.sql("""
                        update person set township_code = :township, village_code = :village, version = version + 1
                        where id in (select person_id from household_member where household_id = :id
                                and left_on is null and lives_together)
                            and (township_code, village_code) is distinct from (:township::text, :village::text)
                        """)
                .param("township", place.township().code())
                .param("village", place.isVillage() ? place.code() : null)
                .param("id", id)
                .update();
    }

    private void refuseSecondHousehold(UUID id, HouseholdDetails details) {
        var together = details.members().stream()
                .filter(MemberPart::livesTogether)
                .map(MemberPart::person)
                .toList();
        var elsewhere = new HashMap<PersonId, String>();
        jdbc.sql("""
                        select m.person_id, h.township_code from household_member m join household h on h.id = m.household_id
                        where m.person_id = any(?) and m.left_on is null and m.lives_together and m.household_id <> ?
                        """)
                .params(together.stream().map(PersonId::id).toArray(UUID[]::new), id)
                .query(row -> {
                    elsewhere.put(new PersonId(Sql.id(row, "person_id")), row.getString("township_code"));
                });
        for (var person : together) {
            var township = elsewhere.get(person);
            if (township != null) {
                throw new LivesElsewhere(person, persons.placeName(township, null));
            }
        }
    }

    private void writeSupporters(UUID id, HouseholdDetails details, List<Map<String, @Nullable Object>> known) {
        var now = new HashMap<UUID, Map<String, @Nullable Object>>();
        known.forEach(row -> now.put(Rows.uuid(row, "id"), row));
        var supporters = new ArrayList<Map<String, @Nullable Object>>();
        for (var part : details.supporters()) {
            var row = row(part.id(), supporters.size());
            var before = part.id() == null ? null : now.get(part.id());
            var contact = Persons.JSON.writeValueAsString(part.contact());
            row.put("label", part.label());
            row.put(
                    "private_enc",
                    before != null
                                    && before.get("private_enc") instanceof byte[] sealed
                                    && cipher.decrypt(SealedFields.SUPPORTER, sealed)
                                            .equals(contact)
                            ? sealed
                            : cipher.encrypt(SealedFields.SUPPORTER, contact));
            row.put(
                    "supports",
                    part.supports().stream().map(PersonId::id).sorted().toList());
            row.put("supported", part.supported());
            row.put("household_size", part.householdSize());
            row.put("declared_fen", fen(part.declared()));
            row.put("declared_source", part.declaredSource());
            row.put("verified_fen", fen(part.verified()));
            row.put("verified_source", part.verifiedSource());
            row.put("area", part.area() == null ? null : part.area().name());
            row.put("standard_fen", fen(part.localMonthlyStandard()));
            row.put("agreed_fen", fen(part.agreedMonthly()));
            row.put("actual_fen", fen(part.actualMonthly()));
            row.put("assistance", part.assistance().name());
            row.put("birth_on", part.birthOn());
            row.put("incapacity", part.incapacity().name());
            row.put("property_within", part.propertyWithinLimits());
            supporters.add(row);
        }
        rows.sync("household_supporter", "household_id", id, known, supporters);
        indexSupporters(id, details, supporters);
    }

    /** Their numbers lie sealed with the rest; by this digest a near relative in office is found (AP-3). */
    private void indexSupporters(UUID id, HouseholdDetails details, List<Map<String, @Nullable Object>> supporters) {
        var wanted = new HashMap<UUID, byte[]>();
        for (int i = 0; i < supporters.size(); i++) {
            var number = details.supporters().get(i).contact().identityNumber();
            if (number != null && !number.isBlank()) {
                wanted.put(
                        Rows.uuid(supporters.get(i), "id"),
                        index.of(
                                SealedFields.IDENTITY,
                                number.replaceAll("[\\s-]", "").toUpperCase(java.util.Locale.ROOT)));
            }
        }
        jdbc.sql("select supporter_id, identity_idx from household_supporter_identity where household_id = ?")
                .param(id)
                .query(row -> {
                    var supporter = row.getObject("supporter_id", UUID.class);
                    if (!java.util.Arrays.equals(wanted.get(supporter), row.getBytes("identity_idx"))) {
                        jdbc.sql("delete from household_supporter_identity where supporter_id = ?")
                                .param(supporter)
                                .update();
                    } else {
                        wanted.remove(supporter);
                    }
                });
        wanted.forEach((supporter, digest) -> jdbc.sql(
                        "insert into household_supporter_identity (supporter_id, household_id, identity_idx) values (?, ?, ?)")
                .params(supporter, id, digest)
                .update());
    }

    private static Map<String, @Nullable Object> row(@Nullable UUID id, int sort) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("id", id == null ? UUID.randomUUID() : id);
        row.put("sort", (long) sort);
        return row;
    }

    private static @Nullable UUID id(@Nullable PersonId person) {
        return person == null ? null : person.id();
    }

    private static @Nullable Long fen(@Nullable Money money) {
        return money == null ? null : money.fen();
    }

    private static String key(@Nullable UUID id) {
        return id == null ? "new" : id.toString();
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZONE).toInstant().minusMillis(1);
    }
}
