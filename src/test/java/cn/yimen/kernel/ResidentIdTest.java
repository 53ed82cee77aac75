package cn.yimen.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HH-1; vectors of national-rules 10.1. */
class ResidentIdTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            11010519491231002X, 1949-12-31, FEMALE, 110105********002X
            52049919600101001X, 1960-01-01, MALE,   520499********001X
            520499198506150025, 1985-06-15, FEMALE, 520499********0025
            520499200802290030, 2008-02-29, MALE,   520499********0030
            520499197208080124, 1972-08-08, FEMALE, 520499********0124
            520499201509010049, 2015-09-01, FEMALE, 520499********0049
            520499194010100210, 1940-10-10, MALE,   520499********0210
            """)
    void knowsBirthDateAndSexAndShowsItselfMasked(String number, LocalDate born, Sex sex, String masked) {
        var id = new ResidentId(number);
        assertThat(id.birthDate()).isEqualTo(born);
        assertThat(id.sex()).isEqualTo(sex);
        assertThat(id).hasToString(masked);
        assertThat(id.value()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "52049919600101001x",
                " 520499 19600101 001X ",
                "520499-19600101-001x",
                "520499—19600101–001x",
                "５２０４９９１９６００１０１００１ｘ",
                "520499\u00a019600101\u3000001\u200bX"
            })
    void readsWhatIsTyped(String typed) {
        var number = typed;
        assertThat(ResidentId.parse(number)).isEqualTo(new ResidentId("52049919600101001X"));
        assertThat(ResidentId.of(number)).isEqualTo(new ResidentId("52049919600101001X"));
        assertThat(ResidentId.problem(number)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                  | 填写身份证号
            '  '                | 填写身份证号
            5204991985061500    | 身份证号现在是 16 位，应为 18 位
            52049919850615002   | 身份证号现在是 17 位，应为 18 位
            5204991985061500255 | 身份证号现在是 19 位，应为 18 位
            520499850615002     | 身份证号现在是 15 位，应为 18 位
            520499198506150026  | 身份证号最后一位不对，请对照证件重输
            52049919850615002X  | 身份证号最后一位不对，请对照证件重输
            52049919850615002A  | 身份证号最后一位不对，请对照证件重输
            5204991985O6150025  | 身份证号第 11 位不是数字，请对照证件重输
            52049919850615/025  | 身份证号第 15 位不是数字，请对照证件重输
            52049919850615:025  | 身份证号第 15 位不是数字，请对照证件重输
            :20499198506150025  | 身份证号第 1 位不是数字，请对照证件重输
            5204991985061500X5  | 身份证号第 17 位不是数字，请对照证件重输
            520499202302300025  | 身份证号第 7 至 14 位不是出生日期，请对照证件重输
            520499202313010025  | 身份证号第 7 至 14 位不是出生日期，请对照证件重输
            020499198506150025  | 身份证号不会以 0 开头，请对照证件重输
            """)
    void saysWhatIsWrongAndNeverTheNumber(String typed, String words) {
        assertThat(ResidentId.problem(typed)).isEqualTo(words);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ResidentId.parse(typed))
                .withMessage(words);
    }

    @Test
    void countsFullYears() {
        var id = new ResidentId("520499200802290030");
        assertThat(id.ageOn(LocalDate.of(2026, 2, 28))).isEqualTo(17);
        assertThat(id.ageOn(LocalDate.of(2026, 3, 1))).isEqualTo(18);
    }

    @Test
    void sexHasItsCodeAndLabel() {
        assertThat(Sex.MALE.code()).isEqualTo(1);
        assertThat(Sex.FEMALE.label()).isEqualTo("女");
    }
}
