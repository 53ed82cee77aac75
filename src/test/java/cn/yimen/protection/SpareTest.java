package cn.yimen.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** AU-2: an engine serves one at a time, whatever thread asks, and none that broke off in the middle. */
class SpareTest {

    private final AtomicInteger made = new AtomicInteger();
    private final Spare<Integer> spare = new Spare<>(made::incrementAndGet);

    @Test
    void oneAfterTheOtherUseTheSame() {
        assertThat(spare.<Integer>use(one -> one)).isEqualTo(1);
        assertThat(spare.<Integer>use(one -> one)).isEqualTo(1);
    }

    @Test
    void twoAtOnceUseTwo() {
        assertThat(spare.<Integer>use(one -> spare.<Integer>use(other -> 10 * one + other)))
                .isEqualTo(12);
        assertThat(made).hasValue(2);
    }

    @Test
    void whatFailedInTheMiddleIsNotUsedAgain() {
        assertThatIllegalStateException()
                .isThrownBy(() -> spare.use(one -> {
                    throw new IllegalStateException("broken off");
                }));

        assertThat(spare.<Integer>use(one -> one)).isEqualTo(2);
    }
}
