package cn.yimen.household;

import cn.yimen.district.PlaceId;
import cn.yimen.household.Households.Body;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 成批读家庭情况: the facts of thousands of households by six statements, of one moment, from the columns the means test asks for.
 * What a row means is said where one household is read ({@link Households}), so the two cannot differ.
 */
@Service
public class HouseholdReader {

    private static final String HOUSEHOLD = """
            select id, township_code, village_code, address, incomes_declared, properties_declared, supporters_declared,
                assistance
            from household where id = any(?)""";

    private static final String MEMBER = """
            select m.household_id, m.id, m.person_id, m.sort, m.relation, m.included, m.included_code, m.included_why,
                m.absence, m.lives_together, m.independent, m.study, m.single_parent, m.institutional, m.orphan_benefit,
                m.other_single, m.job_refusals, p.birth_on, p.died_on, p.health_enc
            from household_member m join person p on p.id = m.person_id
            where m.household_id = any(?) and m.left_on is null""";

    /** By table, without what only people read: where a value is from, and notes. */
    private static final Map<String, String> PARTS = Map.of(
            "household_member",
            MEMBER,
            "household_income",
            """
            select household_id, id, person_id, sort, item, declared_fen, verified_fen, per, months, cost_fen, method,
                confirmed, minimum_wage_fen
            from household_income where household_id = any(?)""",
            "household_property",
            """
            select household_id, id, person_id, sort, kind, declared_fen, verified_fen, use, floor_area, only_dwelling,
                homestead, exempted
            from household_property where household_id = any(?)""",
            "household_expense",
            """
            select household_id, id, person_id, sort, kind, declared_fen, verified_fen, aided_fen, proved
            from household_expense where household_id = any(?)""",
            "household_supporter",
            """
            select household_id, id, sort, label, private_enc, supports, supported, household_size, declared_fen,
                verified_fen, area, standard_fen, agreed_fen, actual_fen, assistance, birth_on, incapacity,
                property_within
            from household_supporter where household_id = any(?)""");

    private final Rows rows;
    private final Households households;
    private final RowMapping mapping;

    HouseholdReader(Rows rows, Households households, RowMapping mapping) {
        this.rows = rows;
        this.households = households;
        this.mapping = mapping;
    }

    /**
     * What the records say now, with the ages and the 城镇属性 of a day: for each household what {@link Households#facts} says
     * of its view. The caller has seen to the scope.
     *
     * @return in the order of the ids; whoever is not there is left out
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Map<HouseholdId, HouseholdFacts> facts(Collection<HouseholdId> ids, LocalDate day) {
        rows.byItself();
        var owners = ids.stream().map(HouseholdId::id).toArray(UUID[]::new);
        var heads = new HashMap<UUID, Map<String, @Nullable Object>>();
        rows.readMany(HOUSEHOLD, owners, row -> heads.put(Rows.uuid(row, "id"), row));
        var parts = new HashMap<UUID, Map<String, List<Map<String, @Nullable Object>>>>();
        var people = new HashMap<UUID, Map<String, @Nullable Object>>();
        PARTS.forEach((table, sql) -> rows.readMany(
                sql,
                owners,
                row -> parts.computeIfAbsent(Rows.uuid(row, "household_id"), id -> new HashMap<>())
                        .computeIfAbsent(table, name -> new ArrayList<>(4))
                        .add(row)));
        for (var of : parts.values()) {
            for (var member : of.getOrDefault("household_member", List.of())) {
                people.put(Rows.uuid(member, "person_id"), member);
            }
        }
        var known = new HashMap<String, Health>();
        var areas = new HashMap<PlaceId, @Nullable Area>();
        var facts = new LinkedHashMap<HouseholdId, HouseholdFacts>(owners.length * 2);
        for (var id : ids) {
            var head = heads.get(id.id());
            if (head == null) {
                continue;
            }
            var details = mapping.details(head, parts.getOrDefault(id.id(), Map.of()));
            var place = details.place();
            if (!areas.containsKey(place)) {
                areas.put(place, households.area(place, day));
            }
            facts.put(id, Households.facts(details, areas.get(place), day, person -> body(people, person, known)));
        }
        return facts;
    }

    private Body body(Map<UUID, Map<String, @Nullable Object>> people, PersonId id, Map<String, Health> known) {
        var row = Objects.requireNonNull(people.get(id.id()));
        return new Body((LocalDate) row.get("birth_on"), (LocalDate) row.get("died_on"), mapping.health(row, known));
    }
}
