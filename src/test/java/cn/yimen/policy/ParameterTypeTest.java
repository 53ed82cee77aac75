package cn.yimen.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** REG-5: what an administrator types, what is kept, what is shown. */
class ParameterTypeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        MONEY         | dibao.urban            | 832            | 832.00 | 832.00
        MONEY         | dibao.urban            | ８３２.5 元     | 832.50 | 832.50
        MONEY         | temp.cap               | 5万            | 50000.00 | 50,000.00
        MONEY_OR_NONE | deduction.medical.cap  | ''             | '' | 不另设上限
        PERCENT       | gangxing.ratio         | 60%            | 60 | 60%
        PERCENT       | gangxing.ratio         | 67.50          | 67.5 | 67.5%
        MULTIPLE      | edge.multiple          | 1.50 倍        | 1.5 | 1.5
        COUNT         | temp.monthsMax         | 06             | 6 | 6
        FLAG          | wage.fallback          | 否             | false | 否
        CHOICE        | single.benefitMode     | FULL           | FULL | 全额标准
        CODES         | gangxing.expenses      | EDUCATION、MEDICAL | MEDICAL,EDUCATION | 医疗自负支出、教育支出
        CODES         | gangxing.expenses      | ''             | '' | 没有
        GRADES        | tekun.noAbility        | 肢体2 视力1     | 视力1,听力0,言语0,肢体2,智力0,精神0,多重0 | 视力一级、肢体一至二级
        TIME          | office.closes          | 9:00           | 09:00 | 09:00
        """)
    void readsGenerouslyAndKeepsOneForm(ParameterType type, String key, String typed, String kept, String shown) {
        assertThat(type.parse(key, typed)).isEqualTo(kept);
        assertThat(type.show(key, kept)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        MONEY    | dibao.urban        | ''      | 填写数值
        MONEY    | dibao.urban        | -1      | 小于 0
        PERCENT  | gangxing.ratio     | abc     | 不是百分数
        PERCENT  | gangxing.ratio     | 1.234   | 不是百分数
        MULTIPLE | edge.multiple      | -1      | 不是倍数
        DECIMAL  | asset.house.secondArea | x   | 不是数字
        COUNT    | temp.monthsMax     | 1.5     | 不是整数
        COUNT    | temp.monthsMax     | 9999999 | 不是整数
        FLAG     | wage.fallback      | ''      | 选择一项
        CHOICE   | exit.payMode       | NONE    | 不在可选的项目里
        CODES    | gangxing.expenses  | FOOD    | 不在可选的项目里
        GRADES   | tekun.noAbility    | 肢体5   | 看不懂
        TIME     | office.closes      | 25:00   | 不是时刻
        """)
    void saysWhatIsWrong(ParameterType type, String key, String typed, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> type.parse(key, typed))
                .withMessageContaining(words);
    }
}
