package cn.yimen.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** EL-7. */
class MoneyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0          | 0.00           | 0.00
            5          | 0.05           | 0.05
            100        | 1.00           | 1.00
            110        | 1.10           | 1.10
            99999      | 999.99         | 999.99
            100000     | 1000.00        | 1,000.00
            178900     | 1789.00        | 1,789.00
            123456789  | 1234567.89     | 1,234,567.89
            -5         | -0.05          | −0.05
            -73000     | -730.00        | −730.00
            -99999     | -999.99        | −999.99
            -100000    | -1000.00       | −1,000.00
            -123456789 | -1234567.89    | −1,234,567.89
            """)
    void isWrittenForProgramsAndForPeople(long fen, String program, String people) {
        assertThat(Money.fen(fen)).hasToString(program);
        assertThat(Money.fen(fen).grouped()).isEqualTo(people);
        assertThat(Money.yuan(program)).isEqualTo(Money.fen(fen));
    }

    @Test
    void addsComparesAndTakesTheGreater() {
        var one = Money.yuan("1.10");
        var two = Money.yuan("2.20");
        assertThat(one.plus(two)).isEqualTo(Money.yuan("3.30"));
        assertThat(one.minus(two)).isEqualTo(Money.yuan("-1.10"));
        assertThat(one.negated()).isEqualTo(Money.yuan("-1.10"));
        assertThat(one.times(3)).isEqualTo(Money.yuan("3.30"));
        assertThat(one.max(two)).isEqualTo(two);
        assertThat(two.max(one)).isEqualTo(two);
        assertThat(one.min(two)).isEqualTo(one);
        assertThat(two.min(one)).isEqualTo(one);
        assertThat(one).isLessThan(two).isEqualByComparingTo(Money.fen(110));
        assertThat(one.signum()).isEqualTo(1);
        assertThat(one.negated().signum()).isEqualTo(-1);
        assertThat(Money.fen(0)).isSameAs(Money.ZERO);
        assertThat(Money.yuan(3)).isEqualTo(Money.fen(300));
    }

    @Test
    void refusesAThirdDecimalAndAnOverflow() {
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Money.yuan("1.001"));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.fen(Long.MAX_VALUE).plus(Money.fen(1)));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.fen(Long.MIN_VALUE).minus(Money.fen(1)));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.fen(Long.MAX_VALUE).times(2));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.fen(Long.MIN_VALUE).negated());
    }

    @ParameterizedTest(name = "{0} ÷ {1} {2} = {3}")
    @CsvSource(textBlock = """
            12700.00, 12, CEIL_YUAN,    1059.00
            12699.96, 12, CEIL_YUAN,    1059.00
            12696.00, 12, CEIL_YUAN,    1058.00
            12696.01, 12, CEIL_YUAN,    1059.00
            12699.96, 12, FLOOR_YUAN,   1058.00
            12702.00, 12, HALF_UP_YUAN, 1059.00
            12701.99, 12, HALF_UP_YUAN, 1058.00
            640.03,   12, HALF_UP_FEN,  53.34
            640.03,   12, FLOOR_FEN,    53.33
            640.03,   12, CEIL_FEN,     53.34
            640.03,   12, CEIL_JIAO,    53.40
            -10.00,   3,  CEIL_YUAN,    -3.00
            -10.00,   3,  FLOOR_YUAN,   -4.00
            -7.00,    2,  HALF_UP_YUAN, -4.00
            """)
    void isDividedAsThePolicyRounds(Money amount, int parts, String rounding, Money part) {
        assertThat(amount.dividedBy(parts, Rounding.of(rounding))).isEqualTo(part);
    }

    @Test
    void takesAShare() {
        assertThat(Money.yuan("832").times(new BigDecimal("0.3"), Rounding.CEIL_YUAN))
                .isEqualTo(Money.yuan("250"));
        assertThat(Money.yuan("832").times(new BigDecimal("0.3"), Rounding.HALF_UP_FEN))
                .isEqualTo(Money.yuan("249.60"));
    }

    /** The fast way through {@code long} says the same as BigDecimal, for every mode, sign and tie. */
    @ParameterizedTest
    @EnumSource(
            value = RoundingMode.class,
            names = {"CEILING", "FLOOR", "HALF_UP"})
    void fractionsRoundLikeBigDecimal(RoundingMode mode) {
        for (long unit : new long[] {1, 10, 100}) {
            var rounding = new Rounding(unit, mode);
            for (long numerator = -450; numerator <= 450; numerator++) {
                for (long denominator : new long[] {1, 2, 3, 4, 7}) {
                    assertThat(rounding.of(numerator, denominator))
                            .as("%s/%s to %s %s", numerator, denominator, unit, mode)
                            .isEqualTo(rounding.of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator)));
                }
            }
        }
        assertThat(new Rounding(100, mode).of(4 * (Long.MAX_VALUE / 50), Long.MAX_VALUE / 50))
                .isEqualTo(new Rounding(100, mode).of(4, 1));
    }

    @Test
    void aRoundingHasAUnitADirectionAndAName() {
        assertThat(Rounding.of("CEIL_YUAN")).isEqualTo(Rounding.CEIL_YUAN);
        assertThat(Rounding.of("HALF_UP_YUAN")).isEqualTo(Rounding.HALF_UP_YUAN);
        assertThat(Rounding.of("HALF_UP_FEN")).isEqualTo(Rounding.HALF_UP_FEN);
        assertThat(Rounding.of("CEIL_JIAO")).isEqualTo(Rounding.CEIL_JIAO);
        assertThat(Rounding.of("FLOOR_FEN")).isEqualTo(Rounding.FLOOR_FEN);
        for (var wrong : new String[] {"CEIL", "YUAN", "_YUAN", "CEIL_LI", "SIDEWAYS_YUAN", ""}) {
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Rounding.of(wrong));
        }
        for (long unit : new long[] {-1, 0, 2, 1000}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> new Rounding(unit, RoundingMode.FLOOR));
        }
        for (var mode : RoundingMode.values()) {
            if (mode != RoundingMode.CEILING && mode != RoundingMode.FLOOR && mode != RoundingMode.HALF_UP) {
                assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Rounding(1, mode));
            }
        }
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Rounding.CEIL_YUAN.of(1, 0))
                .withMessage("a part of nothing: 0");
        assertThat(Rounding.CEIL_YUAN.words()).isEqualTo("见分进元");
        assertThat(Rounding.CEIL_JIAO.words()).isEqualTo("不足一角进一角");
        assertThat(Rounding.HALF_UP_FEN.words()).isEqualTo("四舍五入到分");
        assertThat(Rounding.FLOOR_FEN.words()).isEqualTo("舍去不足一分的部分");
        assertThat(Rounding.HALF_UP_YUAN.words()).isEqualTo("四舍五入到元");
    }
}
