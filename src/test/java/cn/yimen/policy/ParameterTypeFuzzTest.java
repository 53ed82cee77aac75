package cn.yimen.policy;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.kernel.Bytes;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** REG-5: a parameter is read or refused with a sentence, and what is kept reads the same again. */
class ParameterTypeFuzzTest {

    private static final String[] KEYS = {"rounding.payable", "income.notCounted", "nearKin.relations", "x"};

    @FuzzTest(maxDuration = "10m")
    void value(byte[] input) {
        var text = Bytes.text(input);
        for (var type : ParameterType.values()) {
            for (var key : KEYS) {
                if ((type.choices("rounding.payable").isEmpty()) != key.equals("x")) {
                    continue; // a choice has a key with choices
                }
                try {
                    var kept = type.parse(key, text);
                    assertThat(type.parse(key, kept)).isEqualTo(kept);
                } catch (IllegalArgumentException refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                }
            }
        }
    }
}
