package cn.yimen.household;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.kernel.Bytes;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** HH-8: a name that is searched for has its pinyin, its initials and its pairs of characters, whatever it is. */
class SearchWordFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void word(byte[] input) {
        var word = Bytes.text(input);
        assertThat(Pinyin.of(word)).isNotNull();
        assertThat(Pinyin.initials(word)).isNotNull();
        for (var gram : Pinyin.grams(word)) {
            assertThat(gram).isNotEmpty();
        }
    }
}
