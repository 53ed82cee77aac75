package cn.yimen.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Effective dates of REG-3 and REG-5. */
class DateRangeTest {

    private static final LocalDate APRIL = LocalDate.of(2025, 4, 1);

    private final DateRange before = new DateRange(LocalDate.of(2024, 4, 1), LocalDate.of(2025, 3, 31));
    private final DateRange since = DateRange.from(APRIL);

    @Test
    void containsItsFirstAndItsLastDay() {
        assertThat(before.contains(LocalDate.of(2024, 3, 31))).isFalse();
        assertThat(before.contains(LocalDate.of(2024, 4, 1))).isTrue();
        assertThat(before.contains(LocalDate.of(2025, 3, 31))).isTrue();
        assertThat(before.contains(APRIL)).isFalse();
        assertThat(since.contains(APRIL)).isTrue();
        assertThat(since.contains(LocalDate.of(2999, 1, 1))).isTrue();
    }

    @Test
    void meetsTheNextWithoutGapOrOverlap() {
        assertThat(before.meets(since)).isTrue();
        assertThat(before.meets(DateRange.from(APRIL.plusDays(1)))).isFalse();
        assertThat(since.meets(before)).isFalse();
        assertThat(before.overlaps(since)).isFalse();
        assertThat(since.overlaps(before)).isFalse();
        assertThat(before.overlaps(DateRange.from(APRIL.minusDays(1)))).isTrue();
        assertThat(DateRange.from(APRIL.minusDays(1)).overlaps(before)).isTrue();
    }

    @Test
    void doesNotEndBeforeItBegins() {
        assertThat(new DateRange(APRIL, APRIL).contains(APRIL)).isTrue();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new DateRange(APRIL, APRIL.minusDays(1)));
    }

    @Test
    void aBasisNamesItsDocument() {
        assertThat(LegalBasis.of("最低生活保障审核确认办法", "第十三条")).hasToString("最低生活保障审核确认办法第十三条");
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new LegalBasis(" "));
    }
}
