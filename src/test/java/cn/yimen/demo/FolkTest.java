package cn.yimen.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import cn.yimen.district.Places;
import java.time.LocalDate;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The invented people of the demo district: believable, valid, and nobody's. */
@ProductTest
class FolkTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @Autowired
    Places places;

    @Test
    void aHouseholdIsTheSameForTheSameSeedWhateverTheSizeOfTheDistrict() {
        assertThat(folk(7).next()).isEqualTo(folk(7).next()).isNotEqualTo(folk(8).next());
    }

    @Test
    void everyNumberIsValidUsedOnceAndOfTheUnassignedDivision() {
        var folk = folk(2026);
        var numbers = new HashSet<String>();
        var people = 0;
        for (var n = 0; n < 40_000; n++) {
            for (var person : folk.next().people()) {
                people++;
                assertThat(person.number().value()).startsWith("520499");
                assertThat(person.number().birthDate()).isEqualTo(person.born());
                numbers.add(person.number().value());
            }
        }
        assertThat(numbers).hasSize(people);
        assertThat(people / 40_000.0).isBetween(3.1, 3.5);
    }

    @Test
    void theFirstPersonIsTheHeadAndEveryFamilyComesForSomething() {
        var folk = folk(2026);
        for (var n = 0; n < 500; n++) {
            var family = folk.next();
            assertThat(family.head().relation()).isEqualTo("02");
            assertThat(family.needs()).isNotEmpty();
            assertThat(family.hardship()).isNotBlank();
            assertThat(family.facts().members()).hasSameSizeAs(family.people());
        }
    }

    private Folk folk(long seed) {
        return new Folk(seed, places.villages(), place -> places.classOn(place.id(), TODAY), TODAY);
    }
}
