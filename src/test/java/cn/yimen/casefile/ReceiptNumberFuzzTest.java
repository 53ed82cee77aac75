package cn.yimen.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.kernel.Bytes;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** IN-7: a receipt number is read or is none. */
class ReceiptNumberFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void receipt(byte[] input) {
        ReceiptNumber.parse(Bytes.text(input))
                .ifPresent(number ->
                        assertThat(ReceiptNumber.parse(number.toString())).contains(number));
    }
}
