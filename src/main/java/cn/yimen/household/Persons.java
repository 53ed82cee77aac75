package cn.yimen.household;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.ResidentId;
import cn.yimen.kernel.Sex;
import cn.yimen.kernel.Sql;
import cn.yimen.protection.BlindIndex;
import cn.yimen.protection.FieldCipher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** 人员 (HH-1, HH-6): each person once in the whole district, seen only within the officer's scope. */
@Service
@Transactional
public class Persons {

    private static final Role[] WRITERS = {
        Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.VILLAGE_ASSISTANT, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER
    };

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SUBJECT = "person";

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Rows rows;
    private final RowMapping mapping;
    private final FieldCipher cipher;
    private final BlindIndex index;
    private final Places places;
    private final AuditLog audit;
    private final Clock clock;
    private final ObjectProvider<OpenItems> openItems;
    private final ApplicationEventPublisher events;

    Persons(
            JdbcClient jdbc,
            Questions questions,
            Rows rows,
            RowMapping mapping,
            FieldCipher cipher,
            BlindIndex index,
            Places places,
            AuditLog audit,
            Clock clock,
            ObjectProvider<OpenItems> openItems,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.rows = rows;
        this.mapping = mapping;
        this.cipher = cipher;
        this.index = index;
        this.places = places;
        this.audit = audit;
        this.clock = clock;
        this.openItems = openItems;
        this.events = events;
    }

    /** 可以看全号的字段. */
    public enum Private {
        IDENTITY("身份证号"),
        PHONE("联系电话"),
        CARD("银行卡号");

        private final String label;

        Private(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** 按证件号查人的结果. */
    public sealed interface Lookup {

        /** Within the officer's scope. */
        record Here(PersonView person) implements Lookup {}

        /** On record in another place: only that. */
        record There(Elsewhere elsewhere) implements Lookup {}

        /** Not on record. */
        record Unknown() implements Lookup {}
    }

    /**
     * 登记人员.
     *
     * @param place where the person lives: village or township, within the officer's scope
     * @throws KnownPerson if somebody with this number is on record anywhere in the district
     */
    public PersonId register(PersonDetails details, PlaceId place, Officer by) {
        requireScope(place, by);
        var number = number(details);
        if (number != null) {
            byNumber(number).ifPresent(known -> {
                throw new KnownPerson(known);
            });
        }
        return insert(List.of(details), place).get(0);
    }

    /** 取得或登记 one person, as {@link #obtain(List, PlaceId, Officer)} does several. */
    public PersonId obtain(PersonDetails details, PlaceId place, Officer by) {
        return obtain(List.of(details), place, by).get(0);
    }

    /**
     * 取得或登记: for each the person with this number, on record or new; who has no number is new. What is known of a person
     * in the officer's scope is completed by what the details know; nothing is emptied. A person on record elsewhere is left
     * as recorded. By as many statements for many as for one, but for those of whom something is completed.
     *
     * @param people each number at most once
     * @return in the same order
     */
    public List<PersonId> obtain(List<PersonDetails> people, PlaceId place, Officer by) {
        var known = byNumbers(
                people.stream().map(Persons::number).filter(Objects::nonNull).toList());
        var fresh =
                people.stream().filter(each -> !known.containsKey(number(each))).toList();
        if (!fresh.isEmpty()) {
            requireScope(place, by);
        }
        var inserted = insert(fresh, place).iterator();
        if (!known.isEmpty()) {
            now();
        }
        return people.stream()
                .map(each -> {
                    var row = known.get(number(each));
                    if (row == null) {
                        return inserted.next();
                    }
                    if (sees(row, by)) {
                        write(row, merged(plain(row), each), by);
                    }
                    return new PersonId(Rows.uuid(row, "id"));
                })
                .toList();
    }

    private List<PersonId> insert(List<PersonDetails> people, PlaceId place) {
        if (people.isEmpty()) {
            return List.of();
        }
        now();
        var fresh = new ArrayList<Map<String, @Nullable Object>>();
        for (var details : people) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("id", UUID.randomUUID());
            row.putAll(columns(details, null));
            row.put("township_code", place.township().code());
            row.put("village_code", place.isVillage() ? place.code() : null);
            fresh.add(row);
        }
        try {
            rows.insertAll("person", fresh);
        } catch (DuplicateKeyException twice) { // the other window was a moment earlier
            throw new IllegalStateException("registered by somebody else at the same moment", twice);
        }
        return fresh.stream().map(row -> new PersonId(Rows.uuid(row, "id"))).toList();
    }

    /** The rows of those who have one of these numbers, by the number. */
    private Map<String, Map<String, @Nullable Object>> byNumbers(List<String> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        var byIndex = new HashMap<String, String>();
        var indexes = numbers.stream()
                .map(number -> index.of(SealedFields.IDENTITY, number))
                .toArray(byte[][]::new);
        for (var n = 0; n < indexes.length; n++) {
            byIndex.put(HexFormat.of().formatHex(indexes[n]), numbers.get(n));
        }
        var found = new HashMap<String, Map<String, @Nullable Object>>();
        for (var row : rows.readAll("person", "identity_idx", indexes)) {
            var hex = HexFormat.of().formatHex((byte[]) Objects.requireNonNull(row.get("identity_idx")));
            found.put(Objects.requireNonNull(byIndex.get(hex)), row);
        }
        return found;
    }

    /**
     * 修改人员情况.
     *
     * @param version of the {@link PersonView} that was edited
     * @throws NoSuchElementException if the officer's scope has no such person
     * @throws StaleEdit if somebody changed it meanwhile
     * @throws KnownPerson if the new number is that of somebody else
     */
    public void update(PersonId id, long version, PersonDetails details, Officer by) {
        requireWriter(by);
        now();
        jdbc.sql("select id from person where id = ? for update")
                .param(id.id())
                .query(UUID.class)
                .optional();
        var row = visible(id, writer(by)).orElseThrow();
        if (Rows.number(row, "version") != version) {
            throw new StaleEdit();
        }
        var number = number(details);
        if (number != null) {
            byNumber(number).filter(other -> !other.equals(id)).ifPresent(other -> {
                throw new KnownPerson(other);
            });
        }
        write(row, details, by);
    }

    /**
     * 更正死亡登记: the person lives. Kept with its reason; what the death ended is brought back by others.
     *
     * @param reason what was wrong and what proves it
     * @throws NoSuchElementException if the officer's scope has no such person
     * @throws AccessDeniedException if it is not the bureau's officer
     * @throws StaleEdit if no death is registered any more
     */
    public void correctDeath(PersonId id, String reason, Officer by) {
        if (!by.has(Role.BUREAU_OFFICER)) {
            throw new AccessDeniedException("a registered death is put right by the bureau");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("it is said why");
        }
        now();
        jdbc.sql("select id from person where id = ? for update")
                .param(id.id())
                .query(UUID.class)
                .optional();
        var row = visible(id, by).orElseThrow();
        var before = plain(row);
        var died = before.diedOn();
        if (died == null) {
            throw new StaleEdit();
        }
        jdbc.sql("insert into death_correction (id, person_id, died_on, reason, at, by_id) values (?, ?, ?, ?, ?, ?)")
                .params(UUID.randomUUID(), id.id(), died, reason.strip(), Timestamp.from(clock.instant()), by.id())
                .update();
        write(row, before.died(null), by);
        audit.changed(by, "更正死亡登记", Subject.person(id), "");
        events.publishEvent(new DeathCorrected(id, died, reason.strip(), by));
    }

    /** @throws NoSuchElementException if the officer's scope has no such person */
    @Transactional(readOnly = true)
    public PersonView get(PersonId id, Officer officer) {
        return view(visible(id, officer).orElseThrow(), householdOf(id));
    }

    /** What {@link #get} asks, to be asked ahead. */
    public Stream<Question<?>> asks(PersonId id) {
        return Stream.of(rows.asks("person", "id", id.id(), null), asksHouseholdOf(id));
    }

    /** The person with this number within the officer's scope. */
    @Transactional(readOnly = true)
    public Optional<PersonView> byResidentId(ResidentId number, Officer officer) {
        return byNumber(number.value()).flatMap(id -> visible(id, officer).map(row -> view(row, householdOf(id))));
    }

    /** Whoever has this number: here, elsewhere in the district with the least that can be said, or nobody. */
    @Transactional(readOnly = true)
    public Lookup lookup(ResidentId number, Officer officer) {
        return lookup(number.value(), officer);
    }

    /**
     * The same by a number of any kind.
     *
     * @param number in its stored form
     */
    @Transactional(readOnly = true)
    public Lookup lookup(String number, Officer officer) {
        var id = byNumber(number);
        if (id.isEmpty()) {
            return new Lookup.Unknown();
        }
        var row = visible(id.get(), officer);
        if (row.isPresent()) {
            return new Lookup.Here(view(row.get(), householdOf(id.get())));
        }
        audit.opened(officer, Subject.person(id.get()), "是否在册、所在乡镇", "查重");
        var township = jdbc.sql("select township_code from person where id = ?")
                .param(id.get().id())
                .query(String.class)
                .single();
        var open = new ArrayList<String>();
        openItems.orderedStream().forEach(source -> open.addAll(source.openItems(id.get())));
        return new Lookup.There(new Elsewhere(placeName(township, null), List.copyOf(open)));
    }

    /** 查重: empty if the person is unknown or within the officer's scope. */
    @Transactional(readOnly = true)
    public Optional<Elsewhere> existsElsewhere(ResidentId number, Officer officer) {
        return lookup(number, officer) instanceof Lookup.There there
                ? Optional.of(there.elsewhere())
                : Optional.empty();
    }

    /**
     * The person in plain, for a printed form or an edit; logged with its reason.
     *
     * @throws NoSuchElementException if the officer's scope has no such person
     */
    @Transactional(readOnly = true)
    public PersonDetails details(PersonId id, Officer officer, String reason) {
        var details = plain(visible(id, officer).orElseThrow());
        audit.opened(officer, Subject.person(id), "全部情况(未遮盖)", reason);
        return details;
    }

    /**
     * 看全号 (AU-2): one field in plain, logged with its reason.
     *
     * @return empty if there is none
     * @throws NoSuchElementException if the officer's scope has no such person
     */
    @Transactional(readOnly = true)
    public String reveal(PersonId id, Private field, String reason, Officer officer) {
        var row = visible(id, officer).orElseThrow();
        audit.opened(officer, Subject.person(id), field.label() + "全号", reason);
        var value = switch (field) {
            case IDENTITY -> open(row, "identity_enc", SealedFields.IDENTITY);
            case PHONE -> open(row, "phone_enc", SealedFields.PHONE);
            case CARD -> open(row, "card_enc", SealedFields.CARD);
        };
        return value == null ? "" : value;
    }

    /** 待补证件号的人 (HH-1) within the officer's scope, at most {@code limit}, going on after an id. */
    @Transactional(readOnly = true)
    public List<PersonView> withoutNumber(Officer officer, @Nullable PersonId after, int limit) {
        var scope = ScopeClause.of(officer, "");
        var ids = jdbc.sql(
                        "select id from person where identity_kind = 'NONE' and (:after::uuid is null or id > :after) and "
                                + scope.condition() + " order by id limit :limit")
                .param("after", after == null ? null : after.id(), java.sql.Types.OTHER)
                .param("limit", limit)
                .params(scope.params())
                .query(UUID.class)
                .list();
        return rows.readAll("person", ids.toArray(UUID[]::new), null).stream()
                .map(row -> view(row, null))
                .toList();
    }

    /** Whoever has this number, without a look at the scope: for what must know, not for what shows. */
    Optional<PersonId> byNumber(String number) {
        return jdbc.sql("select id from person where identity_idx = ?")
                .param(index.of(SealedFields.IDENTITY, number))
                .query(UUID.class)
                .optional()
                .map(PersonId::new);
    }

    /** The household the person lives in now. */
    @Transactional(readOnly = true)
    public Optional<HouseholdId> currentHousehold(PersonId id) {
        return Optional.ofNullable(householdOf(id));
    }

    /** Those within the officer's scope, by one statement however many; their households are left out. */
    @Transactional(readOnly = true)
    public Map<PersonId, PersonView> byIds(java.util.Collection<PersonId> ids, Officer officer) {
        var scope = officer.scope();
        var found = new LinkedHashMap<PersonId, PersonView>();
        for (var person : views(ids.stream().map(PersonId::id).distinct().toArray(UUID[]::new), null)) {
            if (scope.sees(person.townshipCode(), person.villageCode())) {
                found.put(person.id(), person);
            }
        }
        return found;
    }

    /** 遮盖的证件号 of those within the officer's scope, for long lists: nothing else of them is opened. */
    @Transactional(readOnly = true)
    public Map<PersonId, String> maskedIdentities(java.util.Collection<PersonId> ids, Officer officer) {
        var scope = officer.scope();
        var found = new HashMap<PersonId, String>();
        jdbc.sql("select id, township_code, village_code, identity_enc from person where id = any(:ids)")
                .param("ids", ids.stream().map(PersonId::id).distinct().toArray(UUID[]::new))
                .query(row -> {
                    if (scope.sees(row.getString("township_code"), row.getString("village_code"))) {
                        found.put(
                                new PersonId(Sql.id(row, "id")),
                                Masks.identity(
                                        cipher.decryptIfPresent(SealedFields.IDENTITY, row.getBytes("identity_enc"))));
                    }
                });
        return found;
    }

    List<PersonView> views(UUID[] ids, @Nullable Instant at) {
        return rows.readAll("person", ids, at).stream()
                .map(row -> view(row, null))
                .toList();
    }

    private @Nullable HouseholdId householdOf(PersonId id) {
        return questions.first(asksHouseholdOf(id)).orElse(null);
    }

    private static Question<HouseholdId> asksHouseholdOf(PersonId id) {
        return Question.sql("select household_id from household_member where person_id = ? and left_on is null"
                        + " order by lives_together desc limit 1")
                .param(id.id())
                .query((row, n) -> new HouseholdId(row.getObject("household_id", UUID.class)));
    }

    private Optional<Map<String, @Nullable Object>> visible(PersonId id, Officer officer) {
        return rows.read("person", "id", id.id(), null).stream()
                .filter(row -> sees(row, officer))
                .findFirst();
    }

    private static boolean sees(Map<String, @Nullable Object> row, Officer officer) {
        return officer.scope().sees(Rows.text(row, "township_code"), Rows.textOrNull(row, "village_code"));
    }

    private void write(Map<String, @Nullable Object> row, PersonDetails details, Officer by) {
        try {
            rows.update("person", Rows.uuid(row, "id"), row, columns(details, row));
        } catch (DuplicateKeyException twice) {
            throw new IllegalStateException("the number was registered by somebody else at the same moment", twice);
        }
        if (details.diedOn() != null && row.get("died_on") == null) {
            events.publishEvent(new PersonDied(new PersonId(Rows.uuid(row, "id")), details.diedOn(), by));
        }
    }

    Map<String, @Nullable Object> columns(PersonDetails details, @Nullable Map<String, @Nullable Object> now) {
        var columns = new LinkedHashMap<String, @Nullable Object>();
        var number = number(details);
        columns.put("name", details.name());
        columns.put("pinyin", Pinyin.of(details.name()));
        columns.put("initials", Pinyin.initials(details.name()));
        columns.put("grams", Arrays.asList(Pinyin.grams(details.name())));
        columns.put("identity_kind", details.identityKind().name());
        seal(columns, "identity", SealedFields.IDENTITY, number, now);
        columns.put("no_number_reason", details.noNumberReason());
        columns.put("sex", (long) details.sex().code());
        columns.put("birth_on", details.birthOn());
        columns.put("ethnicity", details.ethnicity());
        columns.put("marital", details.marital());
        seal(columns, "phone", SealedFields.PHONE, emptyToNull(details.phone()), now);
        seal(columns, "card", SealedFields.CARD, emptyToNull(details.card()), now);
        columns.put("bank", details.bank());
        var health = details.health().equals(Health.UNKNOWN) ? null : JSON.writeValueAsString(details.health());
        columns.put("health_enc", resealed(SealedFields.HEALTH, health, "health_enc", now));
        columns.put("education", details.education());
        columns.put("employment", details.employment());
        columns.put("work_ability", details.workAbility());
        columns.put("hukou_place_code", details.hukouPlace());
        columns.put("hukou_address", details.hukouAddress());
        columns.put(
                "hukou_kind",
                details.hukouKind() == null ? null : details.hukouKind().name());
        columns.put("died_on", details.diedOn());
        return columns;
    }

    private void seal(
            Map<String, @Nullable Object> columns,
            String column,
            String field,
            @Nullable String value,
            @Nullable Map<String, @Nullable Object> now) {
        columns.put(column + "_enc", resealed(field, value, column + "_enc", now));
        columns.put(column + "_idx", index.ofIfPresent(field, value));
    }

    /** The sealed bytes on record where the contents are the same, so that only a change counts as one. */
    private byte @Nullable [] resealed(
            String field, @Nullable String value, String column, @Nullable Map<String, @Nullable Object> now) {
        if (now != null
                && now.get(column) instanceof byte[] sealed
                && cipher.decrypt(field, sealed).equals(value)) {
            return sealed;
        }
        return cipher.encryptIfPresent(field, value);
    }

    private PersonDetails plain(Map<String, @Nullable Object> row) {
        return new PersonDetails(
                Rows.text(row, "name"),
                IdentityKind.valueOf(Rows.text(row, "identity_kind")),
                open(row, "identity_enc", SealedFields.IDENTITY),
                Rows.textOrNull(row, "no_number_reason"),
                sex(row),
                (LocalDate) row.get("birth_on"),
                Rows.textOrNull(row, "ethnicity"),
                Rows.textOrNull(row, "marital"),
                open(row, "phone_enc", SealedFields.PHONE),
                open(row, "card_enc", SealedFields.CARD),
                Rows.textOrNull(row, "bank"),
                mapping.health(row),
                Rows.textOrNull(row, "education"),
                Rows.textOrNull(row, "employment"),
                Rows.textOrNull(row, "work_ability"),
                Rows.textOrNull(row, "hukou_place_code"),
                Rows.textOrNull(row, "hukou_address"),
                area(row),
                (LocalDate) row.get("died_on"));
    }

    private PersonView view(Map<String, @Nullable Object> row, @Nullable HouseholdId household) {
        var health = mapping.health(row);
        var township = Rows.text(row, "township_code");
        var village = Rows.textOrNull(row, "village_code");
        return new PersonView(
                new PersonId(Rows.uuid(row, "id")),
                Rows.number(row, "version"),
                Rows.text(row, "name"),
                IdentityKind.valueOf(Rows.text(row, "identity_kind")),
                Masks.identity(open(row, "identity_enc", SealedFields.IDENTITY)),
                Rows.textOrNull(row, "no_number_reason"),
                sex(row),
                (LocalDate) row.get("birth_on"),
                Rows.textOrNull(row, "ethnicity"),
                Rows.textOrNull(row, "marital"),
                Masks.phone(open(row, "phone_enc", SealedFields.PHONE)),
                Masks.card(open(row, "card_enc", SealedFields.CARD)),
                Rows.textOrNull(row, "bank"),
                health,
                words(health),
                Rows.textOrNull(row, "education"),
                Rows.textOrNull(row, "employment"),
                Rows.textOrNull(row, "work_ability"),
                Rows.textOrNull(row, "hukou_place_code"),
                Rows.textOrNull(row, "hukou_address"),
                area(row),
                (LocalDate) row.get("died_on"),
                township,
                village,
                placeName(township, village),
                household);
    }

    private static String words(Health health) {
        var words = new ArrayList<String>();
        health.disabilities().forEach(disability -> words.add(disability.words()));
        if (health.illness() != null && !health.illness().isBlank()) {
            words.add(health.illness());
        }
        if (health.seriouslyIll()) {
            words.add("重特大疾病");
        }
        if (health.failedSelfCare() != null) {
            words.add(
                    health.failedSelfCare().isEmpty()
                            ? "能自理"
                            : "自理能力 %d 项不达标".formatted(health.failedSelfCare().size()));
        }
        return String.join("、", words);
    }

    private static PersonDetails merged(PersonDetails now, PersonDetails more) {
        return new PersonDetails(
                more.name(),
                now.identityKind(),
                now.identityNumber(),
                now.noNumberReason(),
                now.sex(),
                now.birthOn(),
                or(more.ethnicity(), now.ethnicity()),
                or(more.marital(), now.marital()),
                or(more.phone(), now.phone()),
                or(more.card(), now.card()),
                or(more.bank(), now.bank()),
                more.health().equals(Health.UNKNOWN) ? now.health() : more.health(),
                or(more.education(), now.education()),
                or(more.employment(), now.employment()),
                or(more.workAbility(), now.workAbility()),
                or(more.hukouPlace(), now.hukouPlace()),
                or(more.hukouAddress(), now.hukouAddress()),
                more.hukouKind() == null ? now.hukouKind() : more.hukouKind(),
                more.diedOn() == null ? now.diedOn() : more.diedOn());
    }

    private static @Nullable String or(@Nullable String more, @Nullable String now) {
        return more == null || more.isBlank() ? now : more;
    }

    private @Nullable String open(Map<String, @Nullable Object> row, String column, String field) {
        return cipher.decryptIfPresent(field, (byte[]) row.get(column));
    }

    private static Sex sex(Map<String, @Nullable Object> row) {
        var code = Rows.number(row, "sex");
        return Arrays.stream(Sex.values())
                .filter(sex -> sex.code() == code)
                .findFirst()
                .orElse(Sex.UNKNOWN);
    }

    private static @Nullable Area area(Map<String, @Nullable Object> row) {
        var kind = Rows.textOrNull(row, "hukou_kind");
        return kind == null ? null : Area.valueOf(kind);
    }

    /** The number in its one stored form. */
    private static @Nullable String number(PersonDetails details) {
        var number = details.identityNumber();
        return number == null ? null : number.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    String placeName(String township, @Nullable String village) {
        var code = PlaceId.of(village == null ? township : village);
        return places.find(code).isPresent() ? places.fullName(code) : code.code();
    }

    /** Whoever only watches or administers writes nothing here, whatever the page or job (AU-3). */
    static void requireWriter(Officer by) {
        if (!by.hasAny(WRITERS)) {
            throw new AccessDeniedException("no post that writes people and households");
        }
    }

    /** With the posts alone that write, each in its place. */
    static Officer writer(Officer by) {
        requireWriter(by);
        return by.as(WRITERS);
    }

    static void requireScope(PlaceId place, Officer by) {
        requireWriter(by);
        if (place.isCounty()
                || !writer(by).scope().sees(place.township().code(), place.isVillage() ? place.code() : null)) {
            throw new NoSuchElementException("not a place of this officer");
        }
    }

    /** From here on the rows of this transaction change at the product's time. */
    void now() {
        jdbc.sql("select set_config('yimen.now', ?, true)")
                .param(Timestamp.from(clock.instant()).toInstant().toString())
                .query(String.class)
                .single();
    }
}
