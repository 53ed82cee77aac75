package cn.yimen.intake;

import cn.yimen.household.HouseholdDetails;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdDetails.PropertyPart;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.IncomeKind;
import cn.yimen.household.PersonId;
import cn.yimen.household.Property;
import cn.yimen.household.PropertyKind;
import cn.yimen.kernel.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * 登记在册的收入和财产 (IN-2): how the register's rows stand in the fields of the form, and which of them stay as they are
 * because the clerk left their field as it was. The form asks for sums; the register knows each item with its source.
 */
final class OnRecord {

    private static final String WAGE = "wage";

    private OnRecord() {}

    /** 一栏: the field of the form a row belongs to, wages by person. */
    private record Field(String name, @Nullable PersonId person) {

        static Field of(IncomePart part) {
            return new Field(field(part.item()), wage(part.item()) ? part.person() : null);
        }

        static Field of(Income income, Map<String, PersonId> people) {
            var key = income.key();
            return key.startsWith(WAGE) || key.startsWith("migrant-")
                    ? new Field(WAGE, key.equals(WAGE) || income.member() == null ? null : people.get(income.member()))
                    : new Field(key, null);
        }
    }

    private static boolean wage(IncomeItem item) {
        return item.kind() == IncomeKind.WAGE || item == IncomeItem.EMPLOYEE_PENSION;
    }

    private static String field(IncomeItem item) {
        if (wage(item)) {
            return WAGE;
        }
        return switch (item) {
            case ACCOUNT_PENSION -> "pension";
            case BASIC_PENSION -> "basicPension";
            case OLD_AGE_ALLOWANCE,
                    VETERAN_ALLOWANCE,
                    FAMILY_PLANNING,
                    SCHOLARSHIP,
                    BRAVERY_AWARD,
                    SOCIAL_ASSISTANCE,
                    DISABILITY_ALLOWANCE,
                    OTHER_EXEMPT -> "exempt";
            default ->
                switch (item.kind()) {
                    case BUSINESS -> "business";
                    case PROPERTY -> "assetIncome";
                    default -> "transfer";
                };
        };
    }

    /** The household's own fields, where nothing was typed. */
    static Typed fill(Typed form, HouseholdDetails known) {
        var filled = form;
        if (known.incomesDeclared()) {
            var sums = new LinkedHashMap<Field, Money>();
            known.incomes().forEach(each -> sums.merge(Field.of(each), net(each), Money::plus));
            for (var sum : sums.entrySet()) {
                if (sum.getKey().person() == null && sum.getValue().signum() > 0) {
                    filled = empty(filled, sum.getKey().name(), monthly(sum.getValue()));
                }
            }
            if (sums.keySet().stream().noneMatch(each -> each.name().equals(WAGE))) {
                filled = empty(filled, WAGE, "0");
            }
            var cost = wageCost(known.incomes());
            filled = cost.signum() > 0 ? empty(filled, "jobCost", monthly(cost)) : filled;
        }
        return known.propertiesDeclared() && form.all("assets").isEmpty() ? properties(filled, known) : filled;
    }

    /** What a member earns, for the row. */
    static Typed member(Typed row, PersonId person, HouseholdDetails known) {
        var wages = known.incomes().stream()
                .filter(each -> wage(each.item()) && person.equals(each.person()))
                .toList();
        var sum = sum(wages, OnRecord::gross);
        if (sum.signum() > 0) {
            return row.with("income", monthly(sum));
        }
        var months = wages.stream()
                .filter(each -> each.method() == Income.Method.REFERENCE_ESTIMATE)
                .mapToInt(each -> each.months() == 0 ? 12 : each.months())
                .max();
        return months.isPresent() && months.getAsInt() <= 12
                ? row.with("migrantMonths", Integer.toString(months.getAsInt()))
                : row;
    }

    private static Typed properties(Typed form, HouseholdDetails known) {
        var ticked = new ArrayList<Asset>();
        var filled = form;
        var vehicles = of(known, PropertyKind.VEHICLE);
        if (!vehicles.isEmpty()) {
            ticked.add(Asset.VEHICLE);
            filled = empty(filled, "vehicleUse", vehicles.get(0).use().name());
        }
        var houses = of(known, PropertyKind.HOUSE);
        if (houses.size() > 1) {
            ticked.add(Asset.HOUSES);
            filled = empty(filled, "houses", Integer.toString(houses.size()));
            if (houses.stream().allMatch(each -> each.floorArea() != null)) {
                filled = empty(filled, "houseArea", hundredths(area(houses)));
            }
        }
        if (!of(known, PropertyKind.NON_RESIDENTIAL).isEmpty()) {
            ticked.add(Asset.SHOP);
        }
        var money = financial(known.properties());
        if (money.signum() > 0) {
            ticked.add(Asset.FINANCE);
            filled = empty(filled, "finance", hundredths(money.fen()));
        }
        if (!of(known, PropertyKind.COMPANY_EQUITY).isEmpty()) {
            ticked.add(Asset.BUSINESS);
        }
        if (ticked.isEmpty()) {
            ticked.add(Asset.NONE);
        }
        return filled.with("assets", ticked.stream().map(Enum::name).toList());
    }

    /**
     * The register's incomes after the declaration: where a field says what the register said, its rows stay with their
     * sources and verified values; where not, they are replaced.
     *
     * @param fresh makes a row of what was declared
     */
    static List<IncomePart> incomes(
            List<Income> declared,
            List<IncomePart> known,
            Map<String, PersonId> people,
            Function<Income, IncomePart> fresh) {
        var before = new HashMap<Field, List<IncomePart>>();
        known.forEach(each -> before.computeIfAbsent(Field.of(each), field -> new ArrayList<>())
                .add(each));
        var now = new LinkedHashMap<Field, List<Income>>();
        declared.forEach(each -> now.computeIfAbsent(Field.of(each, people), field -> new ArrayList<>())
                .add(each));
        var sameCost = wageCost(known)
                .equals(declared.stream()
                        .filter(each -> Field.of(each, people).name().equals(WAGE))
                        .map(Income::cost)
                        .reduce(Money.ZERO, Money::plus));
        var parts = new ArrayList<IncomePart>();
        now.forEach((field, incomes) -> {
            var there = before.getOrDefault(field, List.of());
            var isWage = field.name().equals(WAGE);
            if (!there.isEmpty()
                    && (!isWage || sameCost)
                    && sum(there, isWage ? OnRecord::gross : OnRecord::net).equals(yearly(incomes))
                    && months(there, IncomePart::method, IncomePart::months)
                            == months(incomes, Income::method, Income::months)) {
                parts.addAll(there);
            } else {
                incomes.forEach(each -> parts.add(fresh.apply(each)));
            }
        });
        return parts;
    }

    /** The register's properties after the declaration; what the form does not ask for stays. */
    static List<PropertyPart> properties(
            List<Property> declared, List<PropertyPart> known, Function<Property, PropertyPart> fresh) {
        var parts = new ArrayList<PropertyPart>();
        var before = new LinkedHashMap<String, List<PropertyPart>>();
        known.forEach(each -> before.computeIfAbsent(group(each.kind()), kind -> new ArrayList<>())
                .add(each));
        var now = new LinkedHashMap<String, List<Property>>();
        declared.forEach(each -> now.computeIfAbsent(group(each.kind()), kind -> new ArrayList<>())
                .add(each));
        before.forEach((group, rows) -> {
            var said = now.getOrDefault(group, List.of());
            if (same(group, said, rows)) {
                parts.addAll(rows);
                now.remove(group);
            }
        });
        now.values().forEach(rows -> rows.forEach(each -> parts.add(fresh.apply(each))));
        return parts;
    }

    private static boolean same(String group, List<Property> said, List<PropertyPart> known) {
        return switch (group) {
            case "VEHICLE" ->
                !said.isEmpty() && said.get(0).use() == known.get(0).use();
            case "HOUSE" ->
                said.isEmpty()
                        ? known.size() < 2
                        : said.size() == known.size()
                                && Math.abs(area(known)
                                                - said.stream()
                                                        .mapToLong(
                                                                each -> each.floorArea() == null ? 0 : each.floorArea())
                                                        .sum())
                                        < known.size();
            case "FINANCE" ->
                financial(known).equals(said.stream().map(Property::value).reduce(Money.ZERO, Money::plus));
            case "NON_RESIDENTIAL", "COMPANY_EQUITY" -> !said.isEmpty();
            default -> true; // machines, trees and whatever the form has no box for
        };
    }

    private static String group(PropertyKind kind) {
        return kind.financial() ? "FINANCE" : kind.name();
    }

    private static List<PropertyPart> of(HouseholdDetails known, PropertyKind kind) {
        return known.properties().stream().filter(each -> each.kind() == kind).toList();
    }

    private static Money financial(List<PropertyPart> parts) {
        return sum(
                parts.stream().filter(each -> each.kind().financial()).toList(),
                each -> each.verified() == null ? each.declared() : each.verified());
    }

    private static long area(List<PropertyPart> houses) {
        return houses.stream()
                .mapToLong(each -> each.floorArea() == null ? 0 : each.floorArea())
                .sum();
    }

    private static Money wageCost(List<IncomePart> parts) {
        return sum(parts.stream().filter(each -> wage(each.item())).toList(), IncomePart::cost);
    }

    /** Of the whole period; the verified figure where there is one. */
    private static Money gross(IncomePart part) {
        var amount = part.verified() == null ? part.declared() : part.verified();
        return amount == null ? Money.ZERO : whole(amount, part.per(), part.months());
    }

    /** Wages are asked with their cost beside them, everything else after it. */
    private static Money net(IncomePart part) {
        return wage(part.item()) ? gross(part) : gross(part).minus(part.cost()).max(Money.ZERO);
    }

    private static Money yearly(Collection<Income> incomes) {
        return sum(
                incomes, each -> each.amount() == null ? Money.ZERO : whole(each.amount(), each.per(), each.months()));
    }

    private static Money whole(Money amount, Income.Per per, int months) {
        return per == Income.Per.MONTH ? amount.times(months == 0 ? 12 : months) : amount;
    }

    private static <T> int months(Collection<T> all, Function<T, Income.Method> method, Function<T, Integer> months) {
        return all.stream()
                .filter(each -> method.apply(each) == Income.Method.REFERENCE_ESTIMATE)
                .mapToInt(each -> months.apply(each) == 0 ? 12 : months.apply(each))
                .max()
                .orElse(0);
    }

    private static <T> Money sum(Collection<T> all, Function<T, Money> amount) {
        return all.stream().map(amount).reduce(Money.ZERO, Money::plus);
    }

    /** {@code 450}, or {@code 5000/12} where the month has no whole fen: read again it is the same year's figure. */
    private static String monthly(Money yearly) {
        return yearly.fen() % 12 == 0 ? hundredths(yearly.fen() / 12) : hundredths(yearly.fen()) + "/12";
    }

    private static String hundredths(long value) {
        return BigDecimal.valueOf(value, 2).stripTrailingZeros().toPlainString();
    }

    private static Typed empty(Typed form, String field, String value) {
        return form.has(field) ? form : form.with(field, value);
    }
}
