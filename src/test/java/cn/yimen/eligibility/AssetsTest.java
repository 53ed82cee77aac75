package cn.yimen.eligibility;

import static cn.yimen.eligibility.Families.ofAdults;
import static cn.yimen.eligibility.Families.person;
import static cn.yimen.eligibility.Families.yuan;
import static cn.yimen.eligibility.Parameters.P2025;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.eligibility.EligibilityParameters.AssetLimits;
import cn.yimen.eligibility.EligibilityParameters.Treatment;
import cn.yimen.household.Area;
import cn.yimen.household.Property;
import cn.yimen.household.Property.Use;
import cn.yimen.household.PropertyKind;
import cn.yimen.household.Relation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** EL-3: property limits (national-rules 7.5), each kind, at the line and beside it. */
class AssetsTest {

    private static Determination dibao(Property... properties) {
        var facts = ofAdults(Area.RURAL, 2);
        for (var property : properties) {
            facts.property(property);
        }
        return MeansTest.determine(facts.build(), P2025).of(Scheme.DIBAO);
    }

    @ParameterizedTest(name = "{0} {1} 个案 {2}: {3} {4}")
    @CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            种类,            用途,              个案豁免, 结论,          理由或缺
            VEHICLE,         NONE,              -,     NOT_ELIGIBLE,  ASSET_OVER/VEHICLE
            VEHICLE,         PRIVATE_CAR,       -,     NOT_ELIGIBLE,  ASSET_OVER/VEHICLE
            VEHICLE,         PRIVATE_CAR,       true,  ELIGIBLE,      FITS
            VEHICLE,         PRIVATE_CAR,       false, NOT_ELIGIBLE,  ASSET_OVER/VEHICLE
            VEHICLE,         DISABILITY_SCOOTER,-,     ELIGIBLE,      FITS
            VEHICLE,         MOTORCYCLE,        -,     ELIGIBLE,      FITS
            VEHICLE,         SOLE_LIVELIHOOD,   -,     MISSING_FACTS, properties[p].exempted
            VEHICLE,         SOLE_LIVELIHOOD,   true,  ELIGIBLE,      FITS
            VEHICLE,         SOLE_LIVELIHOOD,   false, NOT_ELIGIBLE,  ASSET_OVER/VEHICLE
            COMPANY_EQUITY,  NONE,              -,     MISSING_FACTS, properties[p].exempted
            COMPANY_EQUITY,  NONE,              true,  ELIGIBLE,      FITS
            COMPANY_EQUITY,  NONE,              false, NOT_ELIGIBLE,  ASSET_OVER/COMPANY
            NON_RESIDENTIAL, NONE,              -,     NOT_ELIGIBLE,  ASSET_OVER/NON_RESIDENTIAL
            MACHINE,         NONE,              -,     ELIGIBLE,      FITS
            FOREST,          NONE,              -,     ELIGIBLE,      FITS
            OTHER,           NONE,              -,     ELIGIBLE,      FITS
            HOUSE,           NONE,              -,     ELIGIBLE,      FITS
            """)
    void whatMayBeOwned(PropertyKind kind, Use use, Boolean exempted, Outcome outcome, String why) {
        var result = dibao(new Property("p", "户主", kind, yuan("0"), use, null, false, false, exempted));
        assertThat(result.outcome()).isEqualTo(outcome);
        if (outcome == Outcome.MISSING_FACTS) {
            assertThat(result.missing()).extracting(MissingFact::field).containsExactly(why);
        } else {
            assertThat(result.reasons()).extracting(Reason::key).containsExactly(why);
        }
    }

    @Test
    void aShopThatIsTheOnlyDwellingIsAllowed() {
        assertThat(dibao(Property.of("p", null, PropertyKind.NON_RESIDENTIAL).asOnlyDwelling())
                        .eligible())
                .isTrue();
    }

    @Test
    void twoCarsAreOneReason() {
        var result = dibao(
                Property.vehicle("a", "户主", Use.PRIVATE_CAR),
                Property.vehicle("b", "妻", Use.PRIVATE_CAR),
                Property.of("c", "妻", PropertyKind.NON_RESIDENTIAL));
        assertThat(result.reasons())
                .extracting(Reason::key)
                .containsExactly("ASSET_OVER/VEHICLE", "ASSET_OVER/NON_RESIDENTIAL");
        assertThat(result.because("ASSET_OVER")).isTrue();
        assertThat(result.because("ASSET_OVER/NON_RESIDENTIAL")).isTrue();
        assertThat(result.because("INCOME_OVER")).isFalse();
        assertThat(result.because("ASSET_OVER/HOUSE")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            套数和面积(平方米;宅=宅基地;?=未知), 结论
            90,                             ELIGIBLE
            300,                            ELIGIBLE
            40 40,                          ELIGIBLE
            40 40.01,                       NOT_ELIGIBLE
            40 39.99,                       ELIGIBLE
            60 ?,                           MISSING_FACTS
            20 20 20,                       NOT_ELIGIBLE
            宅90 宅60,                       ELIGIBLE
            宅40 40,                         ELIGIBLE
            宅40 宅20 40,                     NOT_ELIGIBLE
            宅20 宅20 40,                     ELIGIBLE
            宅20 20 20,                      NOT_ELIGIBLE
            """)
    void houses(String houses, Outcome outcome) {
        var properties = new java.util.ArrayList<Property>();
        for (var house : houses.split(" ")) {
            boolean homestead = house.startsWith("宅");
            var area = homestead ? house.substring(1) : house;
            properties.add(Property.house(
                    "h" + properties.size(),
                    null,
                    area.equals("?") ? null : (int) yuan(area).fen(),
                    homestead));
        }
        var result = dibao(properties.toArray(Property[]::new));
        assertThat(result.outcome()).isEqualTo(outcome);
        if (outcome == Outcome.NOT_ELIGIBLE) {
            assertThat(result.because("ASSET_OVER/HOUSE")).isTrue();
        }
        if (outcome == Outcome.MISSING_FACTS) {
            assertThat(result.missing()).extracting(MissingFact::field).containsExactly("properties[h1].floorArea");
        }
    }

    @ParameterizedTest
    @EnumSource(PropertyKind.class)
    void onlyFinancialPropertyIsAddedUp(PropertyKind kind) {
        // 24 × 605 × 2 = 29,040
        var at = Property.financial("p", "户主", kind, yuan("29040"));
        var over = Property.financial("p", "户主", kind, yuan("29040.01"));
        if (kind.financial()) {
            assertThat(dibao(at).eligible()).isTrue();
            assertThat(dibao(over).because("ASSET_OVER/FINANCIAL")).isTrue();
            assertThat(dibao(over.decided(true)).eligible()).isTrue();
            assertThat(dibao(at, Property.financial("q", null, PropertyKind.FUND, yuan("0.01")))
                            .eligible())
                    .isFalse();
        } else {
            assertThat(dibao(over).because("ASSET_OVER/FINANCIAL")).isFalse();
        }
    }

    @Test
    void theEdgeHasItsOwnLimits() {
        var strict = new AssetLimits(
                1,
                java.util.Map.of(),
                1,
                0,
                Treatment.IGNORED,
                Treatment.IGNORED,
                Treatment.DISQUALIFIES,
                P2025.dibaoAssets().basis());
        var parameters = Parameters.change(P2025)
                .assets(strict, strict.withFinancialMonths(2))
                .build();
        var facts = ofAdults(Area.RURAL, 2)
                .property(Property.financial("p", "户主", PropertyKind.CLAIM, yuan("2000")))
                .property(Property.vehicle("v", "户主", Use.PRIVATE_CAR));
        var result = MeansTest.determine(facts.build(), parameters);
        assertThat(result.of(Scheme.DIBAO).reasons()).extracting(Reason::key).containsExactly("ASSET_OVER/FINANCIAL");
        assertThat(result.fits(Scheme.BIANYUAN)).isTrue();

        facts.property(Property.house("h1", null, 10, false)).property(Property.house("h2", null, 10, false));
        facts.property(Property.house("h3", null, null, true).decided(true));
        facts.property(Property.of("m", null, PropertyKind.MACHINE));
        assertThat(MeansTest.determine(facts.build(), parameters)
                        .of(Scheme.BIANYUAN)
                        .reasons())
                .extracting(Reason::key)
                .containsExactlyInAnyOrder("ASSET_OVER/HOUSE", "ASSET_OVER/MACHINE");
    }

    /** Where a second house is never allowed, its area need not be known. */
    @Test
    void aSecondHouseOfUnknownAreaWhereNoneIsAllowed() {
        var limits = P2025.dibaoAssets();
        var never = new AssetLimits(
                limits.financialMonths(),
                limits.vehicles(),
                1,
                0,
                limits.nonResidential(),
                limits.company(),
                limits.machine(),
                limits.basis());
        var facts = ofAdults(Area.RURAL, 2)
                .property(Property.house("a", null, null, false))
                .property(Property.house("b", null, null, false));
        var result = MeansTest.determine(
                facts.build(), Parameters.change(P2025).assets(never, never).build());
        assertThat(result.of(Scheme.DIBAO).outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
    }

    @Test
    void propertyOfSomebodyUnknownIsTheHouseholds() {
        assertThat(dibao(Property.vehicle("v", "nobody", Use.PRIVATE_CAR)).eligible())
                .isFalse();
    }

    @Test
    void whatWasNotAskedIsMissing() {
        var facts = ofAdults(Area.RURAL, 2).declared(true, false, true);
        var result = MeansTest.determine(facts.build(), P2025);
        assertThat(result.of(Scheme.DIBAO).missing())
                .isEqualTo(List.of(new MissingFact("properties", "存款、车辆、房屋等财产情况")));
        // what is certain anyway is said
        facts.property(Property.vehicle("v", null, Use.PRIVATE_CAR));
        assertThat(MeansTest.determine(facts.build(), P2025).of(Scheme.DIBAO).outcome())
                .isEqualTo(Outcome.NOT_ELIGIBLE);
    }

    @Test
    void theShareOfOneInTekunIsNotTheOthers() {
        var facts = ofAdults(Area.RURAL, 1)
                .member(person("伯", Relation.OTHER_KIN, 70)
                        .decided(true, "长期由其照料")
                        .failing()
                        .institutional(false))
                .property(Property.financial("p", "户主", PropertyKind.CASH_DEPOSIT, yuan("14000")))
                .property(Property.financial("q", "伯", PropertyKind.CASH_DEPOSIT, yuan("14000")));
        var result = MeansTest.determine(facts.build(), P2025);
        assertThat(result.fits(Scheme.TEKUN)).isTrue();
        assertThat(result.fits(Scheme.DIBAO)).isTrue();
        assertThat(result.of(Scheme.DIBAO).amount().base()).isEqualTo(yuan("605"));
        assertThat(result.best()).isEqualTo(Scheme.TEKUN);
    }
}
