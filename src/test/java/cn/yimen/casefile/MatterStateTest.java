package cn.yimen.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AP-2: the graph of a matter as a whole, without a database, so that each way of it can be mutated. */
class MatterStateTest {

    /** The table the bureau can read: from, to. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            AWAITING_MATERIALS | 待补正         | 已受理、待转办、已办结，待告知、已撤回
            ACCEPTED           | 已受理         | 待补正、已办结，待告知、已撤回
            TO_REFER           | 待转办         | 待补正、已转办、已撤回
            REFERRED           | 已转办         | 待转办、已办结，待告知、已撤回
            CONCLUDED          | 已办结，待告知 | 已告知
            TOLD               | 已告知         | ''
            WITHDRAWN          | 已撤回         | ''
            """)
    void theWaysAreExactlyThese(MatterState from, String words, String ways) {
        assertThat(from.words()).isEqualTo(words);
        assertThat(EnumSet.allOf(MatterState.class).stream()
                        .filter(from.ways()::contains)
                        .map(MatterState::words)
                        .collect(Collectors.joining("、")))
                .isEqualTo(ways);
    }

    /** IN-8: while a matter is open the same item is not opened beside it. */
    @Test
    void isOpenUntilItIsDecidedOrWithdrawn() {
        assertThat(EnumSet.allOf(MatterState.class).stream().filter(MatterState::open))
                .containsExactly(
                        MatterState.AWAITING_MATERIALS,
                        MatterState.ACCEPTED,
                        MatterState.TO_REFER,
                        MatterState.REFERRED);
    }

    /** RF-2: the applicant reads in words of everyday life where the matter stands. */
    @ParameterizedTest
    @CsvSource({
        "AWAITING_MATERIALS, 等您补材料, amber",
        "ACCEPTED, 已受理, blue",
        "TO_REFER, 已受理, blue",
        "REFERRED, 正在办, blue",
        "CONCLUDED, 已办结, amber",
        "TOLD, 已办结, green",
        "WITHDRAWN, 已撤回, grey",
    })
    void isToldInPlainWords(MatterState state, String words, String colour) {
        assertThat(state.publicWords()).isEqualTo(words);
        assertThat(state.css()).isEqualTo(colour);
    }
}
