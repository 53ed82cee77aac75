package cn.yimen.household;

import cn.yimen.config.CopyTable;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdDetails.MemberPart;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * 成批登记: many new households at once, by COPY and with the same columns as one by one. Who is loaded must not be there
 * yet; the database refuses a second one of the same number and takes the whole batch back.
 */
@Service
public class HouseholdLoader {

    private final Persons persons;
    private final Households households;

    HouseholdLoader(Persons persons, Households households) {
        this.persons = persons;
        this.households = households;
    }

    /**
     * 一户, with the ids it is to have.
     *
     * @param people who the members of the details are
     */
    public record Loaded(HouseholdId id, HouseholdDetails details, Map<PersonId, PersonDetails> people) {}

    /** The rows of a batch, sealed and ready to be stored. */
    public static final class Batch {

        private final List<Map<String, @Nullable Object>> people;
        private final List<Map<String, @Nullable Object>> households;
        private final List<Map<String, @Nullable Object>> members;
        private final List<Map<String, @Nullable Object>> incomes;

        private Batch(
                List<Map<String, @Nullable Object>> people,
                List<Map<String, @Nullable Object>> households,
                List<Map<String, @Nullable Object>> members,
                List<Map<String, @Nullable Object>> incomes) {
            this.people = people;
            this.households = households;
            this.members = members;
            this.incomes = incomes;
        }
    }

    /** Seals what lies sealed; touches no table. */
    public Batch prepare(List<Loaded> batch) {
        var personRows = new ArrayList<Map<String, @Nullable Object>>();
        var householdRows = new ArrayList<Map<String, @Nullable Object>>();
        var memberRows = new ArrayList<Map<String, @Nullable Object>>();
        var incomeRows = new ArrayList<Map<String, @Nullable Object>>();
        for (var one : batch) {
            var place = one.details().place();
            one.people().forEach((id, details) -> {
                var row = new LinkedHashMap<String, @Nullable Object>();
                row.put("id", id.id());
                row.putAll(persons.columns(details, null));
                row.put("township_code", place.township().code());
                row.put("village_code", place.isVillage() ? place.code() : null);
                personRows.add(row);
            });
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("id", one.id().id());
            row.putAll(households.columns(one.details()));
            householdRows.add(row);
            var sort = 0;
            for (var member : one.details().members()) {
                memberRows.add(member(one.id(), member, sort++));
            }
            sort = 0;
            for (var income : one.details().incomes()) {
                incomeRows.add(income(one.id(), income, sort++));
            }
        }
        return new Batch(personRows, householdRows, memberRows, incomeRows);
    }

    /** Loads within the connection's transaction: people, households, members and incomes. */
    public void load(Connection connection, Batch batch) {
        copy(connection, "person", batch.people);
        copy(connection, "household", batch.households);
        copy(connection, "household_member", batch.members);
        copy(connection, "household_income", batch.incomes);
    }

    private static Map<String, @Nullable Object> member(HouseholdId household, MemberPart part, int sort) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("id", part(household, 0x100 + sort));
        row.put("household_id", household.id());
        row.put("person_id", part.person().id());
        row.put("sort", sort);
        row.put("relation", part.relation());
        row.put("absence", part.absence().name());
        row.put("lives_together", part.livesTogether());
        row.put("study", part.study().name());
        row.put("single_parent", part.singleParent());
        return row;
    }

    private static Map<String, @Nullable Object> income(HouseholdId household, IncomePart part, int sort) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("id", part(household, 0x200 + sort));
        row.put("household_id", household.id());
        row.put("person_id", part.person() == null ? null : part.person().id());
        row.put("sort", sort);
        row.put("item", part.item().name());
        row.put("declared_fen", part.declared() == null ? null : part.declared().fen());
        row.put("declared_source", part.declaredSource());
        row.put("per", part.per().name());
        row.put("months", part.months());
        row.put("cost_fen", part.cost().fen());
        row.put("method", part.method().name());
        row.put("confirmed", part.confirmed());
        return row;
    }

    /** Of the household's own id, so that the same household has the same parts, and they lie beside each other. */
    private static UUID part(HouseholdId household, int which) {
        var id = household.id();
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ which);
    }

    private static void copy(Connection connection, String table, List<Map<String, @Nullable Object>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        var columns = List.copyOf(rows.get(0).keySet());
        try (var copy = new CopyTable(connection, table, String.join(", ", columns))) {
            for (var row : rows) {
                for (var column : columns) {
                    copy.put(row.get(column));
                }
                copy.end();
            }
        }
    }
}
