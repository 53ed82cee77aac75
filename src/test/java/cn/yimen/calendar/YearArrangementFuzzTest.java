package cn.yimen.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.kernel.Bytes;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** REG-4: the two lists of a year are read or every piece that is no day is named; what is shown reads the same. */
class YearArrangementFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void lists(byte[] input) {
        var text = Bytes.text(input);
        var cut = text.indexOf('|');
        try {
            var year = YearArrangement.parse(
                    2026, cut < 0 ? text : text.substring(0, cut), cut < 0 ? "" : text.substring(cut + 1));
            var again = YearArrangement.parse(2026, year.text(DayKind.OFF), year.text(DayKind.WORK));
            assertThat(again).isEqualTo(year);
        } catch (YearArrangement.NotReadable refused) {
            assertThat(refused.off().size() + refused.work().size()).isPositive();
        }
    }
}
