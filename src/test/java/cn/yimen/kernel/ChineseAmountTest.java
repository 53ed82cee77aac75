package cn.yimen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ui-guide 9. */
class ChineseAmountTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            0.00,             零元整
            1789.00,          壹仟柒佰捌拾玖元整
            1301.00,          壹仟叁佰零壹元整
            10.00,            壹拾元整
            100.05,           壹佰元零伍分
            0.05,             伍分
            0.50,             伍角整
            0.55,             伍角伍分
            1409.50,          壹仟肆佰零玖元伍角整
            6007.14,          陆仟零柒元壹角肆分
            16409.02,         壹万陆仟肆佰零玖元零贰分
            325.04,           叁佰贰拾伍元零肆分
            100200.00,        壹拾万零贰佰元整
            100020.00,        壹拾万零贰拾元整
            1000000.00,       壹佰万元整
            10000001.00,      壹仟万零壹元整
            100001000.00,     壹亿零壹仟元整
            100010000.00,     壹亿零壹万元整
            120000000.00,     壹亿贰仟万元整
            1234567890.12,    壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分
            1000000000000.00, 壹万亿元整
            1000100000000.00, 壹万零壹亿元整
            11000.00,         壹万壹仟元整
            10999.00,         壹万零玖佰玖拾玖元整
            2005.00,          贰仟零伍元整
            2050.00,          贰仟零伍拾元整
            -730.00,          负柒佰叁拾元整
            -0.05,            负伍分
            """)
    void isWrittenInCapitals(Money amount, String words) {
        assertThat(ChineseAmount.of(amount)).isEqualTo(words);
    }
}
