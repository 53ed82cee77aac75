package cn.yimen.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.kernel.Rounding;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EL-7: what has not been rounded yet. */
class ExactTest {

    @ParameterizedTest(name = "{0}/{1} = {2}")
    @CsvSource(delimiter = '|', textBlock = """
            60500  | 1    | 605.00
            1      | 2    | 0.005
            120999 | 2    | 604.995
            1      | 4    | 0.0025
            1      | 8    | 0.00125
            1      | 16   | ≈0.00
            100    | 3    | ≈0.33
            500    | 3    | ≈1.67
            -100   | 3    | ≈−0.33
            -1     | 2    | ≈−0.01
            1234567| 10   | 1,234.567
            2      | 25   | 0.0008
            """)
    void isShownExactWhereItEnds(long numerator, long denominator, String text) {
        assertThat(Exact.of(numerator, denominator)).hasToString(text);
    }

    @Test
    void reckonsLikeFractions() {
        var third = Exact.of(1, 3);
        var sixth = Exact.of(1, 6);
        assertThat(third.plus(sixth)).isEqualTo(Exact.of(1, 2));
        assertThat(third.plus(third).plus(third)).isEqualTo(Exact.of(1));
        assertThat(third.minus(third)).isEqualTo(Exact.ZERO);
        assertThat(third.minus(sixth)).isEqualTo(sixth);
        assertThat(sixth.minus(third)).isEqualTo(Exact.of(-1, 6));
        assertThat(third.plus(2)).isEqualTo(Exact.of(7, 3));
        assertThat(third.minus(2)).isEqualTo(Exact.of(-5, 3));
        assertThat(third.plus(0)).isSameAs(third);
        assertThat(Exact.of(2).plus(third)).isEqualTo(Exact.of(7, 3));
        assertThat(third.plus(Exact.of(2))).isEqualTo(Exact.of(7, 3));
        assertThat(third.times(6)).isEqualTo(Exact.of(2));
        assertThat(Exact.of(5).times(3)).isEqualTo(Exact.of(15));
        assertThat(third.dividedBy(2)).isEqualTo(sixth);
        assertThat(Exact.of(6).dividedBy(4)).isEqualTo(Exact.of(3, 2));
        assertThat(third.negated()).isEqualTo(Exact.of(-1, 3));
        assertThat(Exact.of(5).negated()).isEqualTo(Exact.of(-5));
        assertThat(Exact.of(-1, 3).atLeastZero()).isEqualTo(Exact.ZERO);
        assertThat(third.atLeastZero()).isEqualTo(third);
        assertThat(Exact.of(0).atLeastZero()).isEqualTo(Exact.ZERO);
        assertThat(Exact.of(BigInteger.valueOf(-7), BigInteger.valueOf(7))).isEqualTo(Exact.of(-1));
    }

    @Test
    void comparesExactly() {
        assertThat(Exact.of(1, 3)).isLessThan(Exact.of(1, 2)).isGreaterThan(Exact.ZERO);
        assertThat(Exact.of(1, 3)).isEqualByComparingTo(Exact.of(2, 6));
        assertThat(Exact.of(1)).isGreaterThan(Exact.of(99, 100)).isLessThan(Exact.of(101, 100));
        assertThat(Exact.of(-1, 3)).isLessThan(Exact.ZERO);
        assertThat(Exact.of(7)).isEqualByComparingTo(Exact.of(7));
        assertThat(Exact.of(1, 3).positive()).isTrue();
        assertThat(Exact.of(1).positive()).isTrue();
        assertThat(Exact.ZERO.positive()).isFalse();
        assertThat(Exact.of(-1, 3).positive()).isFalse();
        assertThat(Exact.of(-4).positive()).isFalse();
    }

    @Test
    void roundsOnceAndRefusesAnOverflow() {
        assertThat(Exact.of(317500, 3).rounded(Rounding.CEIL_YUAN).fen()).isEqualTo(105900);
        assertThat(Exact.of(105901).rounded(Rounding.CEIL_YUAN).fen()).isEqualTo(106000);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Exact.of(Long.MAX_VALUE).plus(1));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Exact.of(Long.MAX_VALUE).times(2));
    }

    @Test
    void productsCompareWithoutOverflow() {
        long big = 3_000_000_000_000L;
        assertThat(Tally.compareProducts(big, big, big, big)).isZero();
        assertThat(Tally.compareProducts(big, big, big, big + 1)).isNegative();
        assertThat(Tally.compareProducts(big, big + 1, big, big)).isPositive();
        assertThat(Tally.compareProducts(Long.MAX_VALUE, 3, Long.MAX_VALUE, 2)).isPositive();
        assertThat(Tally.compareProducts(2, 3, 6, 1)).isZero();
        assertThat(Tally.compareProducts(2, 3, 7, 1)).isNegative();
    }
}
