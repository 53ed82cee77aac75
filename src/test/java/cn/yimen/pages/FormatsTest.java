package cn.yimen.pages;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.kernel.Money;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formats of the ui-guide, section 9; masks of AU-2. */
class FormatsTest {

    private static final Instant NOW = Instant.parse("2026-03-11T02:26:00Z");
    private final Formats fmt = new Formats(Clock.fixed(NOW, ZoneId.of("Asia/Shanghai")));

    @Test
    void aDayOfThisYearHasNoYearAndOnPaperAlwaysHas() {
        assertThat(fmt.day(LocalDate.of(2026, 3, 11))).isEqualTo("3月11日");
        assertThat(fmt.day(LocalDate.of(2025, 12, 3))).isEqualTo("2025年12月3日");
        assertThat(fmt.dayTime(NOW)).isEqualTo("3月11日 10:26");
        assertThat(fmt.fullDayTime(NOW)).isEqualTo("2026年3月11日 10:26");
        assertThat(fmt.until(NOW)).isEqualTo("3月11日 10:26 前");
        assertThat(fmt.range(LocalDate.of(2026, 3, 3), LocalDate.of(2026, 3, 10)))
                .isEqualTo("3月3日—10日");
        assertThat(fmt.range(LocalDate.of(2026, 3, 30), LocalDate.of(2026, 4, 2)))
                .isEqualTo("3月30日—4月2日");
        assertThat(fmt.month(YearMonth.of(2026, 3))).isEqualTo("2026年3月");
        assertThat(fmt.today()).isEqualTo("2026年3月11日 星期三");
    }

    @Test
    void amountsCarryTheirUnitAndOnPaperTheirWords() {
        assertThat(fmt.money(Money.yuan("1789.00"))).isEqualTo("1,789.00");
        assertThat(fmt.yuan(Money.yuan("-730"))).isEqualTo("−730.00 元");
        assertThat(fmt.paperMoney(Money.yuan("1789"))).isEqualTo("1,789.00 元（人民币壹仟柒佰捌拾玖元整）");
        assertThat(fmt.money(null)).isEqualTo("—");
    }

    @ParameterizedTest
    @CsvSource({"王建国,王*国", "王丹,王*", "欧阳修文,欧阳**", "欧阳修,欧阳*", "欧阳,欧*", "𠮷田大,𠮷*大", "阿依古丽,阿**丽", "王,*"})
    void aNameInPublicIsMasked(String name, String masked) {
        assertThat(fmt.publicName(name)).isEqualTo(masked);
    }

    @Test
    void numbersAreMaskedUnasked() {
        assertThat(fmt.id("520499194411022822")).isEqualTo("520499********2822");
        assertThat(fmt.phone("13812345678")).isEqualTo("138****5678");
        assertThat(fmt.phone("0851-1234567")).isEqualTo("********4567");
        assertThat(fmt.card("6217000000006789")).isEqualTo("尾号 6789");
        assertThat(fmt.fullPhone("13900001234")).isEqualTo("139 0000 1234");
    }

    @Test
    void aShareOfNothingIsNoNumber() {
        assertThat(fmt.share(2399, 2492)).isEqualTo("96.3%");
        assertThat(fmt.share(0, 0)).isEqualTo("—");
    }
}
