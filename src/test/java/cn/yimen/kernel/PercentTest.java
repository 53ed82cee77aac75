package cn.yimen.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EL-7: rates are exact too. */
class PercentTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            30%,    3000,  30%
            30,     3000,  30%
            0,      0,     0%
            67.5%,  6750,  67.5%
            67.94%, 6794,  67.94%
            0.05%,  5,     0.05%
            0.1%,   10,    0.1%
            150%,   15000, 150%
            """)
    void isReadAndWritten(String typed, int basisPoints, String written) {
        assertThat(Percent.of(typed)).isEqualTo(new Percent(basisPoints)).hasToString(written);
    }

    @Test
    void isAMultipleToo() {
        assertThat(Percent.multiple("1.5")).isEqualTo(Percent.of(150));
        assertThat(Percent.multiple("1")).isEqualTo(Percent.HUNDRED);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Percent(-1));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Percent.of("1.005%"));
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> Percent.of("1e999999999"));
    }
}
