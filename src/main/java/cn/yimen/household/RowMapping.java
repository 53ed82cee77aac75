package cn.yimen.household;

import cn.yimen.district.PlaceId;
import cn.yimen.household.HouseholdDetails.Contact;
import cn.yimen.household.HouseholdDetails.ExpensePart;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.HouseholdDetails.PropertyPart;
import cn.yimen.household.HouseholdDetails.SupporterPart;
import cn.yimen.kernel.Money;
import cn.yimen.protection.FieldCipher;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectReader;

/** 行的含义: what a row of the household's tables says, for one household and for a hundred thousand. */
@Component
class RowMapping {

    private static final ObjectReader HEALTH = Persons.JSON.readerFor(Health.class);

    private final FieldCipher cipher;

    RowMapping(FieldCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * The rows of a household and of its parts, as they say it; the parts come into their order.
     *
     * @param parts by their tables; a column that was not read is not known
     */
    HouseholdDetails details(
            Map<String, @Nullable Object> row, Map<String, List<Map<String, @Nullable Object>>> parts) {
        for (var list : parts.values()) {
            list.sort(Comparator.comparing((Map<String, @Nullable Object> each) -> Rows.number(each, "sort"))
                    .thenComparing(each -> Rows.uuid(each, "id")));
        }
        return new HouseholdDetails(
                PlaceId.of(place(row)),
                Rows.text(row, "address"),
                Rows.flag(row, "incomes_declared"),
                Rows.flag(row, "properties_declared"),
                Rows.flag(row, "supporters_declared"),
                Assistance.valueOf(Rows.text(row, "assistance")),
                Rows.textOrNull(row, "remark"),
                rows(parts, "household_member").stream()
                        .filter(each -> each.get("left_on") == null)
                        .map(RowMapping::memberPart)
                        .toList(),
                rows(parts, "household_income").stream()
                        .map(RowMapping::incomePart)
                        .toList(),
                rows(parts, "household_property").stream()
                        .map(RowMapping::propertyPart)
                        .toList(),
                rows(parts, "household_expense").stream()
                        .map(RowMapping::expensePart)
                        .toList(),
                rows(parts, "household_supporter").stream()
                        .map(this::supporterPart)
                        .toList());
    }

    /** None of a household that is only now registered. */
    static List<Map<String, @Nullable Object>> rows(
            Map<String, List<Map<String, @Nullable Object>>> parts, String name) {
        return parts.getOrDefault(name, List.of());
    }

    /** Of a person's row. */
    Health health(Map<String, @Nullable Object> row) {
        var json = cipher.decryptIfPresent(SealedFields.HEALTH, (byte[]) row.get("health_enc"));
        return json == null ? Health.UNKNOWN : HEALTH.readValue(json);
    }

    /** The same for many: who is alike is read once. */
    Health health(Map<String, @Nullable Object> row, Map<String, Health> known) {
        var json = cipher.decryptIfPresent(SealedFields.HEALTH, (byte[]) row.get("health_enc"));
        return json == null ? Health.UNKNOWN : known.computeIfAbsent(json, HEALTH::<Health>readValue);
    }

    private static MemberPart memberPart(Map<String, @Nullable Object> row) {
        return new MemberPart(
                Rows.uuid(row, "id"),
                new PersonId(Rows.uuid(row, "person_id")),
                Rows.text(row, "relation"),
                (Boolean) row.get("included"),
                Rows.textOrNull(row, "included_code"),
                Rows.textOrNull(row, "included_why"),
                Absence.valueOf(Rows.text(row, "absence")),
                Rows.flag(row, "lives_together"),
                Rows.flag(row, "independent"),
                StudyStage.valueOf(Rows.text(row, "study")),
                Rows.textOrNull(row, "school"),
                Rows.flag(row, "single_parent"),
                (Boolean) row.get("institutional"),
                Rows.flag(row, "orphan_benefit"),
                Rows.flag(row, "other_single"),
                jobRefusals(Rows.text(row, "job_refusals")));
    }

    /** Nearly nobody has refused work. */
    private static List<JobRefusal> jobRefusals(String json) {
        return json.equals("[]") ? List.of() : List.of(Persons.JSON.readValue(json, JobRefusal[].class));
    }

    private static IncomePart incomePart(Map<String, @Nullable Object> row) {
        return new IncomePart(
                Rows.uuid(row, "id"),
                person(row),
                IncomeItem.valueOf(Rows.text(row, "item")),
                money(row, "declared_fen"),
                Rows.textOrNull(row, "declared_source"),
                money(row, "verified_fen"),
                Rows.textOrNull(row, "verified_source"),
                Income.Per.valueOf(Rows.text(row, "per")),
                (int) Rows.number(row, "months"),
                Money.fen(Rows.number(row, "cost_fen")),
                Income.Method.valueOf(Rows.text(row, "method")),
                Rows.flag(row, "confirmed"),
                money(row, "minimum_wage_fen"),
                Rows.textOrNull(row, "note"));
    }

    private static PropertyPart propertyPart(Map<String, @Nullable Object> row) {
        var area = (Long) row.get("floor_area");
        return new PropertyPart(
                Rows.uuid(row, "id"),
                person(row),
                PropertyKind.valueOf(Rows.text(row, "kind")),
                Money.fen(Rows.number(row, "declared_fen")),
                Rows.textOrNull(row, "declared_source"),
                money(row, "verified_fen"),
                Rows.textOrNull(row, "verified_source"),
                Property.Use.valueOf(Rows.text(row, "use")),
                area == null ? null : area.intValue(),
                Rows.flag(row, "only_dwelling"),
                Rows.flag(row, "homestead"),
                (Boolean) row.get("exempted"),
                Rows.textOrNull(row, "note"));
    }

    private static ExpensePart expensePart(Map<String, @Nullable Object> row) {
        return new ExpensePart(
                Rows.uuid(row, "id"),
                person(row),
                ExpenseKind.valueOf(Rows.text(row, "kind")),
                Money.fen(Rows.number(row, "declared_fen")),
                Rows.textOrNull(row, "declared_source"),
                money(row, "verified_fen"),
                Rows.textOrNull(row, "verified_source"),
                Money.fen(Rows.number(row, "aided_fen")),
                Rows.flag(row, "proved"),
                Rows.textOrNull(row, "note"));
    }

    private SupporterPart supporterPart(Map<String, @Nullable Object> row) {
        var sealed = cipher.decryptIfPresent(SealedFields.SUPPORTER, (byte[]) row.get("private_enc"));
        var supports = (List<?>) Objects.requireNonNull(row.get("supports"));
        var area = Rows.textOrNull(row, "area");
        return new SupporterPart(
                Rows.uuid(row, "id"),
                Rows.text(row, "label"),
                sealed == null ? Contact.of(null, null) : Persons.JSON.readValue(sealed, Contact.class),
                Set.copyOf(
                        supports.stream().map(each -> new PersonId((UUID) each)).toList()),
                (int) Rows.number(row, "supported"),
                (int) Rows.number(row, "household_size"),
                money(row, "declared_fen"),
                Rows.textOrNull(row, "declared_source"),
                money(row, "verified_fen"),
                Rows.textOrNull(row, "verified_source"),
                area == null ? null : Area.valueOf(area),
                money(row, "standard_fen"),
                money(row, "agreed_fen"),
                money(row, "actual_fen"),
                Assistance.valueOf(Rows.text(row, "assistance")),
                (LocalDate) row.get("birth_on"),
                Supporter.Incapacity.valueOf(Rows.text(row, "incapacity")),
                (Boolean) row.get("property_within"));
    }

    private static @Nullable PersonId person(Map<String, @Nullable Object> row) {
        return row.get("person_id") == null ? null : new PersonId(Rows.uuid(row, "person_id"));
    }

    private static @Nullable Money money(Map<String, @Nullable Object> row, String column) {
        return row.get(column) == null ? null : Money.fen(Rows.number(row, column));
    }

    static String place(Map<String, @Nullable Object> row) {
        var village = Rows.textOrNull(row, "village_code");
        return village == null ? Rows.text(row, "township_code") : village;
    }
}
