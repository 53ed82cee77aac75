package cn.yimen.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.district.PlaceId;
import cn.yimen.household.HouseholdDetails;
import cn.yimen.household.HouseholdDetails.IncomePart;
import cn.yimen.household.HouseholdDetails.MemberPart;
import cn.yimen.household.HouseholdDetails.PropertyPart;
import cn.yimen.household.Income;
import cn.yimen.household.IncomeItem;
import cn.yimen.household.PersonId;
import cn.yimen.household.Property;
import cn.yimen.household.PropertyKind;
import cn.yimen.kernel.Money;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** IN-2: what the register knows of incomes and property, in the fields of the form and back. */
class OnRecordTest {

    private static final PersonId FATHER = new PersonId(UUID.randomUUID());
    private static final PersonId MOTHER = new PersonId(UUID.randomUUID());
    private static final Map<String, PersonId> PEOPLE = Map.of("self", FATHER, "m2", MOTHER);

    private static HouseholdDetails house(List<IncomePart> incomes, List<PropertyPart> properties) {
        return HouseholdDetails.of(PlaceId.of("520402109202"), "三组", List.of(MemberPart.of(FATHER, "01")))
                .incomes(true, incomes)
                .properties(true, properties);
    }

    private static IncomePart income(@Nullable PersonId person, IncomeItem item, String yuan, Income.Per per) {
        return IncomePart.declared(person, item, Money.yuan(yuan), per, "申报");
    }

    private static Typed filled(HouseholdDetails known) {
        return OnRecord.fill(Typed.EMPTY, known);
    }

    @Test
    void sumsStandInTheirFieldsByTheMonth() {
        var known = house(
                List.of(
                        income(FATHER, IncomeItem.FARMING, "5000", Income.Per.PERIOD),
                        income(null, IncomeItem.TRADE, "100", Income.Per.MONTH),
                        income(FATHER, IncomeItem.BASIC_PENSION, "123", Income.Per.MONTH),
                        income(MOTHER, IncomeItem.OLD_AGE_ALLOWANCE, "50", Income.Per.MONTH),
                        income(MOTHER, IncomeItem.OLD_AGE_ALLOWANCE, "60", Income.Per.MONTH)),
                List.of());

        var form = filled(known);
        assertThat(form.get("business")).isEqualTo("6200/12");
        assertThat(form.get("basicPension")).isEqualTo("123");
        assertThat(form.get("exempt")).isEqualTo("110");
        assertThat(form.get("wage")).isEqualTo("0");
        assertThat(form.all("assets")).containsExactly("NONE");
        assertThat(OnRecord.fill(Typed.of("business", "700"), known).get("business"))
                .isEqualTo("700");
    }

    @Test
    void wagesStandInTheRowsOfThoseWhoEarnThem() {
        var known = house(
                List.of(
                        income(FATHER, IncomeItem.WAGES, "1200", Income.Per.MONTH)
                                .verified(Money.yuan("1300"), "工资单"),
                        new IncomePart(
                                null,
                                MOTHER,
                                IncomeItem.MIGRANT_WORK,
                                null,
                                null,
                                null,
                                null,
                                Income.Per.MONTH,
                                8,
                                Money.ZERO,
                                Income.Method.REFERENCE_ESTIMATE,
                                true,
                                null,
                                null)),
                List.of());

        assertThat(OnRecord.member(Typed.EMPTY, FATHER, known).get("income")).isEqualTo("1300");
        assertThat(OnRecord.member(Typed.EMPTY, MOTHER, known).get("migrantMonths"))
                .isEqualTo("8");
        assertThat(filled(known).has("wage")).isFalse();
    }

    @Test
    void nothingIsFilledInWhereNothingWasAsked() {
        var known = HouseholdDetails.of(PlaceId.of("520402109202"), "三组", List.of());
        assertThat(filled(known)).isEqualTo(Typed.EMPTY);
    }

    @Test
    void aFieldLeftAsItWasKeepsItsRowsAndAChangedOneIsReplaced() {
        var farming = income(FATHER, IncomeItem.FARMING, "5000", Income.Per.PERIOD);
        var trade = income(null, IncomeItem.TRADE, "100", Income.Per.MONTH);
        var pension = income(FATHER, IncomeItem.ACCOUNT_PENSION, "120", Income.Per.MONTH);
        var wage = income(MOTHER, IncomeItem.CASUAL_WORK, "900", Income.Per.MONTH);
        var fresh = income(null, IncomeItem.OTHER, "1", Income.Per.MONTH);

        assertThat(OnRecord.incomes(
                        List.of(
                                Income.yearly("wage-m2", "m2", IncomeItem.WAGES, Money.yuan("10800")),
                                Income.yearly("business", null, IncomeItem.FARMING, Money.yuan("6200")),
                                Income.yearly("pension", null, IncomeItem.ACCOUNT_PENSION, Money.yuan("1800"))),
                        List.of(farming, trade, pension, wage),
                        PEOPLE,
                        each -> fresh))
                .containsExactly(wage, farming, trade, fresh);
        assertThat(OnRecord.incomes(List.of(), List.of(farming), PEOPLE, each -> fresh))
                .isEmpty();
    }

    @Test
    void aWageWithAnotherCostIsAnotherWage() {
        var wage = income(MOTHER, IncomeItem.WAGES, "900", Income.Per.MONTH);
        var fresh = income(MOTHER, IncomeItem.OTHER, "1", Income.Per.MONTH);
        var declared = Income.yearly("wage-m2", "m2", IncomeItem.WAGES, Money.yuan("10800"));

        assertThat(OnRecord.incomes(List.of(declared), List.of(wage), PEOPLE, each -> fresh))
                .containsExactly(wage);
        assertThat(OnRecord.incomes(
                        List.of(declared.withCost(Money.yuan("600"))), List.of(wage), PEOPLE, each -> fresh))
                .containsExactly(fresh);
    }

    @Test
    void propertyIsTickedAndWhatTheFormHasNoBoxForStays() {
        var car = PropertyPart.declared(FATHER, PropertyKind.VEHICLE, Money.yuan("30000"));
        var deposit = PropertyPart.declared(FATHER, PropertyKind.CASH_DEPOSIT, Money.yuan("8000.5"));
        var fund = PropertyPart.declared(MOTHER, PropertyKind.FUND, Money.yuan("1000"));
        var home = PropertyPart.declared(FATHER, PropertyKind.HOUSE, Money.ZERO);
        var tractor = PropertyPart.declared(FATHER, PropertyKind.MACHINE, Money.yuan("9000"));
        var fresh = PropertyPart.declared(null, PropertyKind.OTHER, Money.ZERO);
        var known = List.of(car, deposit, fund, home, tractor);

        var form = filled(house(List.of(), known));
        assertThat(form.all("assets")).containsExactly("VEHICLE", "FINANCE");
        assertThat(form.get("vehicleUse")).isEqualTo("PRIVATE_CAR");
        assertThat(form.get("finance")).isEqualTo("9000.5");

        var unchanged = List.of(
                Property.vehicle("vehicle", null, Property.Use.PRIVATE_CAR),
                Property.financial("finance", null, PropertyKind.CASH_DEPOSIT, Money.yuan("9000.5")));
        assertThat(OnRecord.properties(unchanged, known, each -> fresh)).containsExactlyElementsOf(known);

        var carSold = List.of(Property.financial("finance", null, PropertyKind.CASH_DEPOSIT, Money.yuan("39000")));
        assertThat(OnRecord.properties(carSold, known, each -> fresh)).containsExactly(home, tractor, fresh);
    }
}
