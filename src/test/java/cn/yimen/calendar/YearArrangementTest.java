package cn.yimen.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** REG-4: the yearly notice as it is typed. */
class YearArrangementTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-01~03；02-05~11",
                "1-1~3,2-5~11",
                "1月1日至3日、2月5日至11日",
                "1月1日—1月3日\n2月5日—2月11日",
                "１月１日～３日 2.5-2.11",
                "2027-01-01~2027-01-03;2027年2月5日到2月11日",
                "01-01 ~ 03；02-05 ~ 02-11",
            })
    void isReadInTheFormsPeopleWrite(String off) {
        var arrangement = YearArrangement.parse(2027, off, "2月20日");

        assertThat(arrangement.text(DayKind.OFF)).isEqualTo("01-01~03；02-05~11");
        assertThat(arrangement.text(DayKind.WORK)).isEqualTo("02-20");
        assertThat(arrangement.days()).hasSize(11);
    }

    @Test
    void theNextYearsNoticeMaySettleTheLastDaysOfDecember() {
        var arrangement = YearArrangement.parse(2030, "12-30~01-01", "2029年12月29日");

        assertThat(arrangement.days())
                .containsEntry(LocalDate.of(2029, 12, 29), DayKind.WORK)
                .containsEntry(LocalDate.of(2029, 12, 30), DayKind.OFF)
                .containsEntry(LocalDate.of(2030, 1, 1), DayKind.OFF)
                .hasSize(4);
        assertThat(arrangement.text(DayKind.OFF)).isEqualTo("2029-12-30~2030-01-01");
        assertThat(YearArrangement.parse(2027, "2026-12-28；０１-０１～０９", "").days())
                .containsKey(LocalDate.of(2026, 12, 28))
                .containsKey(LocalDate.of(2027, 1, 9))
                .hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({
        "02-30, 没有这一天",
        "13-01, 没有这一天",
        "abc, 看不懂",
        "05-05~01, 起止日期不对",
        "2026-12-20, 不在 2027 年的安排里",
        "2026-12-27, 不在 2027 年的安排里",
        "一二三四五六七八九十一二三四五六七八九十, 「一二三四五六七八九十一二三四五六七八九十」看不懂",
        "一二三四五六七八九十一二三四五六七八九十一, 「一二三四五六七八九十一二三四五六七八九十…」看不懂",
        "2028-01-01, 不在 2027 年的安排里",
        "'', 填写放假的日子",
    })
    void whatCannotBeReadIsSaid(String off, String words) {
        assertThatExceptionOfType(YearArrangement.NotReadable.class)
                .isThrownBy(() -> YearArrangement.parse(2027, off, ""))
                .satisfies(e -> assertThat(e.off()).singleElement().asString().contains(words));
    }

    @ParameterizedTest
    @CsvSource({"01-04, 2027-01-04 是星期一，本来就上班", "01-10、01-08, 2027-01-08 是星期五，本来就上班", "01-02, 同时写在放假和调休上班里"})
    void aMakeUpDayIsAWeekendDayThatIsNotOff(String work, String words) {
        assertThatExceptionOfType(YearArrangement.NotReadable.class)
                .isThrownBy(() -> YearArrangement.parse(2027, "01-01~03", work))
                .satisfies(e -> assertThat(e.work()).singleElement().asString().contains(words));
    }

    @Test
    void forgottenHolidaysAreNamed() {
        assertThat(YearArrangement.parse(2027, "01-01~03;02-05~11;05-01~05;06-09;09-15;10-01~07", "")
                        .missingHolidays())
                .containsExactly("清明节 4月5日");
    }

    @Test
    void isWrittenAsItIsRead() {
        for (var year : Calendar2026.YEARS) {
            assertThat(YearArrangement.parse(year.year(), year.text(DayKind.OFF), year.text(DayKind.WORK)))
                    .isEqualTo(year);
        }
    }
}
