package cn.yimen.intake;

import static cn.yimen.intake.ReceptionState.ANSWERED;
import static cn.yimen.intake.ReceptionState.RUNNING;
import static cn.yimen.intake.ReceptionState.SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

/** IN-1: a reception runs, rests and is answered; nothing leads back from the answer. */
class ReceptionStateTest {

    @Test
    void theWaysAreExactlyThese() {
        assertThat(RUNNING.ways()).containsExactlyInAnyOrder(SUSPENDED, ANSWERED);
        assertThat(SUSPENDED.ways()).containsExactlyInAnyOrder(RUNNING, ANSWERED);
        assertThat(ANSWERED.ways()).isEmpty();
    }

    @Test
    void eachHasItsWordsAndColour() {
        assertThat(ReceptionState.values())
                .extracting(ReceptionState::words, ReceptionState::colour)
                .containsExactly(tuple("接待中", "blue"), tuple("已挂起", "amber"), tuple("已答复", "grey"));
    }
}
