package cn.yimen.household;

import cn.yimen.kernel.Money;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.protection.BlindIndex;
import cn.yimen.protection.FieldCipher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 比对: finds people of the register by thousands, and what they declared. For the system's own comparing, so without an
 * officer's scope: whoever shows a result puts the scope of its reader into the statement.
 */
@Service
@Transactional(readOnly = true)
public class PersonMatching {

    private static final String KNOWN = """
            select p.id, p.identity_idx, p.name, p.birth_on, p.township_code, p.village_code,
                (select m.household_id from household_member m
                    where m.person_id = p.id and m.left_on is null and m.lives_together) as household_id
            from person p
            """;

    private final JdbcClient jdbc;
    private final Questions questions;
    private final BlindIndex index;
    private final FieldCipher cipher;

    PersonMatching(JdbcClient jdbc, Questions questions, BlindIndex index, FieldCipher cipher) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.index = index;
        this.cipher = cipher;
    }

    /**
     * 在册的人.
     *
     * @param index of the identity number; null for a person without one
     * @param household where the person lives now; null for nobody's member
     */
    public record Known(
            UUID person,
            byte @Nullable [] index,
            String name,
            @Nullable LocalDate birthOn,
            @Nullable UUID household,
            String townshipCode,
            @Nullable String villageCode) {}

    /** 一户里住着的人. */
    public record Resident(
            UUID person, String name, @Nullable LocalDate birthOn) {}

    /**
     * 申报情况 of one person.
     *
     * @param assistance of the household, as the register has it
     * @param financial declared or verified value of the person's financial property and of the household's in common
     * @param kinds how many entries of each kind of property the household has
     * @param monthlyIncome declared or verified income of the person in a month, wages and pensions alike
     */
    public record Declared(
            UUID person,
            String name,
            @Nullable LocalDate birthOn,
            UUID household,
            String townshipCode,
            @Nullable String villageCode,
            @Nullable LocalDate diedOn,
            Assistance assistance,
            Absence absence,
            StudyStage study,
            Money financial,
            Map<PropertyKind, Integer> kinds,
            Money monthlyIncome) {

        public int count(PropertyKind kind) {
            return kinds.getOrDefault(kind, 0);
        }
    }

    /** The keyed digest people are found by; the number in its one stored form. */
    public byte[] index(String number) {
        return index.of(SealedFields.IDENTITY, number);
    }

    /** The people with these identity numbers. */
    public List<Known> byIndex(Collection<byte[]> indexes) {
        return indexes.isEmpty()
                ? List.of()
                : jdbc.sql(KNOWN + " where p.identity_idx = any(?)")
                        .param(indexes.toArray(byte[][]::new))
                        .query(PersonMatching::known)
                        .list();
    }

    /** The people with these names who were born on these days; the lists run side by side. */
    public List<Known> byNameAndBirth(List<String> names, List<LocalDate> births) {
        return names.isEmpty()
                ? List.of()
                : jdbc.sql(
                                KNOWN
                                        + " join unnest(?, cast(? as date[])) as w (name, birth_on) on p.name = w.name and p.birth_on = w.birth_on")
                        .params(
                                names.toArray(String[]::new),
                                births.stream().map(LocalDate::toString).toArray(String[]::new))
                        .query(PersonMatching::known)
                        .list();
    }

    public List<Known> byIds(Collection<UUID> persons) {
        return persons.isEmpty()
                ? List.of()
                : jdbc.sql(KNOWN + " where p.id = any(?)")
                        .param(persons.toArray(UUID[]::new))
                        .query(PersonMatching::known)
                        .list();
    }

    /** What those of them who live in a household declared; by one statement for each kind of facts. */
    public Map<UUID, Declared> declared(Collection<UUID> persons) {
        if (persons.isEmpty()) {
            return Map.of();
        }
        var ids = persons.toArray(UUID[]::new);
        var kinds = new HashMap<UUID, Map<PropertyKind, Integer>>();
        var financial = new HashMap<UUID, Long>();
        jdbc.sql("""
                        select m.person_id, q.kind, count(*) as n,
                            coalesce(sum(coalesce(q.verified_fen, q.declared_fen))
                                filter (where q.person_id is null or q.person_id = m.person_id), 0) as fen
                        from household_member m join household_property q on q.household_id = m.household_id
                        where m.person_id = any(?) and m.left_on is null and m.lives_together
                        group by m.person_id, q.kind
                        """).param(ids).query(row -> {
            var person = row.getObject("person_id", UUID.class);
            var kind = PropertyKind.valueOf(row.getString("kind"));
            kinds.computeIfAbsent(person, any -> new HashMap<>()).put(kind, row.getInt("n"));
            if (kind.financial()) {
                financial.merge(person, row.getLong("fen"), Math::addExact);
            }
        });
        var incomes = new HashMap<UUID, Long>();
        jdbc.sql("""
                        select i.person_id, sum(coalesce(i.verified_fen, i.declared_fen, 0)
                            / case when i.per = 'PERIOD' then greatest(i.months, 12) else 1 end)::bigint as fen
                        from household_income i
                        join household_member m on m.household_id = i.household_id and m.person_id = i.person_id
                        where i.person_id = any(?) and m.left_on is null and m.lives_together
                        group by i.person_id
                        """).param(ids).query(row -> {
            incomes.put(row.getObject("person_id", UUID.class), row.getLong("fen"));
        });
        var found = new HashMap<UUID, Declared>();
        jdbc.sql("""
                        select p.id, p.name, p.birth_on, p.died_on, m.household_id, m.absence, m.study, h.assistance,
                            h.township_code, h.village_code
                        from person p
                        join household_member m on m.person_id = p.id and m.left_on is null and m.lives_together
                        join household h on h.id = m.household_id and h.closed_on is null
                        where p.id = any(?)
                        """).param(ids).query(row -> {
            var person = row.getObject("id", UUID.class);
            found.put(
                    person,
                    new Declared(
                            person,
                            row.getString("name"),
                            row.getObject("birth_on", LocalDate.class),
                            row.getObject("household_id", UUID.class),
                            row.getString("township_code"),
                            row.getString("village_code"),
                            row.getObject("died_on", LocalDate.class),
                            Assistance.valueOf(row.getString("assistance")),
                            Absence.valueOf(row.getString("absence")),
                            StudyStage.valueOf(row.getString("study")),
                            Money.fen(financial.getOrDefault(person, 0L)),
                            Map.copyOf(kinds.getOrDefault(person, Map.of())),
                            Money.fen(incomes.getOrDefault(person, 0L))));
        });
        return found;
    }

    /** Those of them who live in a household with assistance, or in one of these households. */
    public List<UUID> drawingOrIn(Collection<UUID> persons, Collection<UUID> households) {
        return jdbc.sql("""
                        select m.person_id from household_member m join household h on h.id = m.household_id
                        where m.person_id = any(?) and m.left_on is null and m.lives_together
                            and (h.assistance <> 'NONE' or h.id = any(?))
                        """)
                .params(persons.toArray(UUID[]::new), households.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    /** Whoever lives in a household with assistance, in the order of their ids: the next page after one of them. */
    public List<UUID> inAssistance(@Nullable UUID after, int limit) {
        return jdbc.sql("""
                        select m.person_id from household h join household_member m on m.household_id = h.id
                        where h.assistance <> 'NONE' and h.closed_on is null and m.left_on is null and m.lives_together
                            and (cast(:after as uuid) is null or m.person_id > cast(:after as uuid))
                        order by m.person_id limit :limit
                        """)
                .param("after", after, java.sql.Types.OTHER)
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** 全号, for a question to a department that the person has authorised; never shown. */
    public record Number(String name, String value) {

        @Override
        public String toString() {
            return "Number[…]";
        }
    }

    /** The numbers of those who have one, by person in the order asked for. The caller logs what they are used for. */
    public Map<UUID, Number> numbers(List<UUID> persons) {
        var found = new HashMap<UUID, Number>();
        jdbc.sql("select id, name, identity_enc from person where id = any(?) and identity_enc is not null")
                .param(persons.toArray(UUID[]::new))
                .query(row -> {
                    found.put(
                            row.getObject("id", UUID.class),
                            new Number(
                                    row.getString("name"),
                                    cipher.decrypt(SealedFields.IDENTITY, row.getBytes("identity_enc"))));
                });
        var ordered = new LinkedHashMap<UUID, Number>();
        for (var person : persons) {
            var number = found.get(person);
            if (number != null) {
                ordered.put(person, number);
            }
        }
        return ordered;
    }

    /** Whoever lives in that household now. */
    public List<UUID> members(HouseholdId household) {
        return new ArrayList<>(
                jdbc.sql("""
                        select person_id from household_member
                        where household_id = ? and left_on is null and lives_together order by sort
                        """).param(household.id()).query(UUID.class).list());
    }

    /** Who lives in that household now, in their order; without the dead, while there is a household. */
    public List<Resident> residents(HouseholdId household) {
        return questions.list(asksResidents(household));
    }

    /** What {@link #residents} asks, to be asked ahead. */
    public Question<Resident> asksResidents(HouseholdId household) {
        return Question.sql("""
                        select p.id, p.name, p.birth_on
                        from household_member m join person p on p.id = m.person_id join household h on h.id = m.household_id
                        where m.household_id = ? and m.left_on is null and m.lives_together
                            and (p.died_on is null or h.closed_on is not null)
                        order by m.sort
                        """)
                .param(household.id())
                .query((row, n) -> new Resident(
                        Sql.id(row, "id"), row.getString("name"), row.getObject("birth_on", LocalDate.class)));
    }

    private static Known known(ResultSet row, int n) throws SQLException {
        return new Known(
                row.getObject("id", UUID.class),
                row.getBytes("identity_idx"),
                row.getString("name"),
                row.getObject("birth_on", LocalDate.class),
                row.getObject("household_id", UUID.class),
                row.getString("township_code"),
                row.getString("village_code"));
    }
}
