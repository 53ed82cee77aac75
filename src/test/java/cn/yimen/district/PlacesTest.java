package cn.yimen.district;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** REG-1: the district's places as the national list has them. */
@ProductTest
class PlacesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 11);
    private static final PlaceId JIUZHOU = PlaceId.of("520402109");

    @Autowired
    Places places;

    @Test
    void reg1TheDistrictHasItsTownshipsAndVillages() {
        var county = places.district();
        assertThat(county.code()).isEqualTo("520402");
        var listed = places.townships().stream()
                .filter(place -> place.type().administrative())
                .toList();
        assertThat(listed).hasSize(25);
        assertThat(listed.stream().collect(Collectors.groupingBy(Place::type, Collectors.counting())))
                .containsEntry(UnitType.STREET, 8L)
                .containsEntry(UnitType.TOWN, 10L)
                .containsEntry(UnitType.TOWNSHIP, 7L);
        assertThat(listed.stream().mapToInt(place -> seeded(place.id()).size()).sum())
                .isEqualTo(355);
        // national-rules 8.2: number of villages of each township
        assertThat(listed.stream().map(place -> seeded(place.id()).size()))
                .containsExactly(
                        5, 4, 4, 7, 30, 21, 20, 12, 15, 36, 12, 13, 18, 13, 25, 24, 20, 14, 8, 8, 5, 12, 14, 7, 8);
    }

    @Test
    void reg1AVillageKnowsItsTownshipAndItsNames() {
        var village = places.village(PlaceId.of("520402109202"));
        assertThat(village.name()).isEqualTo("把士村村民委员会");
        assertThat(village.shortName()).isEqualTo("把士村");
        assertThat(places.townshipOf(village.id()).shortName()).isEqualTo("旧州镇");
        assertThat(places.fullName(village.id())).isEqualTo("旧州镇把士村");
        assertThat(village.id().within(JIUZHOU)).isTrue();
    }

    @Test
    void reg1TheClassIsAssumedFromTheCodeAndSaysSo() {
        var street = places.statisticalClassOn(PlaceId.of("520402002001"), DAY);
        assertThat(street.to()).isEqualTo(StatisticalClass.MAIN_CITY);
        assertThat(street.unverified()).isTrue();
        assertThat(places.statisticalClassOn(PlaceId.of("520402109001"), DAY).to())
                .isEqualTo(StatisticalClass.TOWN_CENTRE);
        assertThat(places.classOn(PlaceId.of("520402109202"), DAY)).isEqualTo(UrbanRural.RURAL);
        // a village committee of a street is a village all the same
        assertThat(places.classOn(PlaceId.of("520402005206"), DAY)).isEqualTo(UrbanRural.RURAL);
    }

    @Test
    void reg1ADayBeforeTheFirstClassIsAnErrorAndNotTheEarliest() {
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> places.classOn(PlaceId.of("520402109202"), LocalDate.of(1999, 12, 31)));
    }

    @Test
    void reg1WhatWaitsForTheBureausWordIsMarked() {
        assertThat(places.townships().stream()
                        .filter(place -> place.entrustedTo() != null)
                        .map(Place::shortName))
                .contains("西航街道", "宋旗镇", "幺铺镇", "龙宫镇");
        assertThat(places.get(PlaceId.of("520402103")).unverified()).contains("Q45");
    }

    @Test
    void in6EachTownshipHasItsOwnLettersForReceiptNumbers() {
        var letters = places.townships().stream().map(Place::letters).toList();
        assertThat(new HashSet<>(letters)).hasSameSizeAs(letters);
        assertThat(places.get(JIUZHOU).letters()).isEqualTo("JZ");
    }

    @Test
    void aVillageIsFoundByNamePinyinInitialsAndCode() {
        assertThat(found("把士")).contains("把士村");
        assertThat(found("bashi")).contains("把士村");
        assertThat(found("BSC")).contains("把士村");
        assertThat(found("520402109202")).containsExactly("把士村");
        assertThat(found("旧州把士")).containsExactly("把士村");
        assertThat(found("旧州镇把士")).containsExactly("把士村");
        assertThat(found("没有这个村")).isEmpty();
        assertThat(found("  ")).isEmpty();
        // 长 is chang in names of places
        assertThat(found("changshan")).contains("长山社区");
    }

    @Test
    void aSearchStaysWithinWhatTheAskingPersonMayChoose() {
        assertThat(places.search("longtan", place -> place.id().within(PlaceId.of("520402103")), DAY, 10))
                .extracting(Place::shortName)
                .containsExactly("龙潭村");
        assertThat(places.search("long", place -> true, DAY, 3)).hasSize(3);
    }

    @Test
    void aForeignCodeIsNotThere() {
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> places.village(PlaceId.of("520403001001")));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> places.village(JIUZHOU));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> PlaceId.of("5204021"));
    }

    private List<String> found(String typed) {
        return places.search(typed, place -> place.id().isVillage(), DAY, 10).stream()
                .map(Place::shortName)
                .toList();
    }

    /** Without the villages other tests may add, whose codes end in 9xx. */
    private List<Place> seeded(PlaceId township) {
        return places.children(township).stream()
                .filter(place -> place.code().charAt(9) != '9')
                .toList();
    }
}
