package cn.yimen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IN-2: a day is read as people type it. */
class DateInputTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "20260311, 2026-03-11",
        "2026-3-11, 2026-03-11",
        "2026.3.11, 2026-03-11",
        "2026/03/11, 2026-03-11",
        "2026年3月11日, 2026-03-11",
        "'２０２６－３－１１', 2026-03-11",
        "' 2026 - 3 - 11 ', 2026-03-11",
        "3-11, 2026-03-11",
        "3月11日, 2026-03-11",
        "20240229, 2024-02-29"
    })
    void readsADay(String typed, LocalDate day) {
        assertThat(DateInput.read(typed, TODAY)).contains(day);
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", "明天", "2026-13-01", "20260230", "2023-2-29", "26-3-11-1", "2026", "11", "202603"})
    void saysWhenThereIsNoSuchDay(String typed) {
        assertThat(DateInput.read(typed, TODAY)).isEmpty();
    }
}
