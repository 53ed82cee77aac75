package cn.yimen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ui-guide 6.2. */
class YuanInputTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0              | 0.00          | 0.00
            1200           | 1200.00       | 14400.00
            1,200          | 1200.00       | 14400.00
            １，２００．５０      | 1200.50       | 14406.00
            1，200元        | 1200.00       | 14400.00
            1200元整        | 1200.00       | 14400.00
            ¥ 1200         | 1200.00       | 14400.00
            ￥1200          | 1200.00       | 14400.00
            人民币1200元      | 1200.00       | 14400.00
            1.2万           | 12000.00      | 144000.00
            1.2万元          | 12000.00      | 144000.00
            3百             | 300.00        | 3600.00
            2千             | 2000.00       | 24000.00
            0.0001万        | 1.00          | 12.00
            5000/12        | 416.67        | 5000.00
            5000÷12        | 416.67        | 5000.00
            5000元/12       | 416.67        | 5000.00
            0.6万/12        | 500.00        | 6000.00
            120*12         | 1440.00       | 17280.00
            120×12         | 1440.00       | 17280.00
            120x12         | 1440.00       | 17280.00
            100/3          | 33.33         | 400.00
            .5             | 0.50          | 6.00
            9999999999.99  | 9999999999.99 | 119999999999.88
            """)
    void readsWhatAClerkTypes(String typed, Money amount, Money yearly) {
        var input = YuanInput.parse(typed);
        assertThat(input.amount()).isEqualTo(amount);
        assertThat(input.yearlyOfMonthly()).isEqualTo(yearly);
        assertThat(input.typed()).isEqualTo(typed);
        assertThat(YuanInput.problem(typed)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''            | 填写金额
            '  '          | 填写金额
            -5            | 金额 -5 小于 0，没有就填 0
            −5            | 金额 −5 小于 0，没有就填 0
            约两千           | 金额 约两千 认不出，请填数字，例如 1200、1.2万 或 5000/12
            1.2.3         | 金额 1.2.3 认不出，请填数字，例如 1200、1.2万 或 5000/12
            12/           | 金额 12/ 认不出，请填数字，例如 1200、1.2万 或 5000/12
            12/0          | 金额 12/0 除以 0，请改成月数
            12.345        | 金额 12.345 小数多于两位，最小到分
            10000000000   | 金额 10000000000 太大，请核对是否多输了几位
            =1+2          | 金额 =1+2 认不出，请填数字，例如 1200、1.2万 或 5000/12
            """)
    void saysWhatIsWrong(String typed, String words) {
        assertThat(YuanInput.problem(typed)).isEqualTo(words);
    }

    @Test
    void quotesOnlyTheBeginningOfALongMistake() {
        assertThat(YuanInput.problem("很".repeat(20))).startsWith("金额 " + "很".repeat(20) + " 认不出");
        assertThat(YuanInput.problem("很".repeat(21))).startsWith("金额 " + "很".repeat(20) + "… 认不出");
    }
}
