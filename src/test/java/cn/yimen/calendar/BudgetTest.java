package cn.yimen.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** REG-4: the length of a limit, as it is counted and as it is said. */
class BudgetTest {

    @Test
    void isSaidInItsUnit() {
        assertThat(Budget.workingDays(6).words()).isEqualTo("6 个工作日");
        assertThat(Budget.workingDays(60).words()).isEqualTo("60 个工作日");
        assertThat(Budget.calendarDays(7).words()).isEqualTo("7 天");
        assertThat(Budget.minutes(15).words()).isEqualTo("15 分钟");
        assertThat(Budget.minutes(480).words()).isEqualTo("8 小时");
    }

    @Test
    void isExtendedInItsUnit() {
        assertThat(Budget.workingDays(30).plus(15)).isEqualTo(Budget.workingDays(45));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Budget.workingDays(Integer.MAX_VALUE).plus(1));
    }

    @Test
    void isNotNegativeAndAClockRunsAMinuteAtLeast() {
        assertThat(Budget.workingDays(0).amount()).isZero();
        assertThat(Budget.minutes(1).amount()).isOne();
        assertThatIllegalArgumentException().isThrownBy(() -> Budget.workingDays(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Budget.minutes(0));
    }
}
