package cn.yimen.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ui-guide 6.2: a telephone number as people type it. */
class PhoneInputTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            13900001234        | 13900001234
            139 0000 1234      | 13900001234
            139-0000-1234      | 13900001234
            １３９００００１２３４        | 13900001234
            +8613900001234     | 13900001234
            86 13900001234     | 13900001234
            008613900001234    | 13900001234
            085133221          | ''
            0851332212         | 0851332212
            0851-33221234      | 085133221234
            (0851)33221234     | 085133221234
            （0851）33221234    | 085133221234
            +86 0851-33221234  | ''
            """)
    void readsAMobileAndALandline(String typed, String digits) {
        if (digits.isEmpty()) {
            assertThat(PhoneInput.problem(typed)).isNotNull();
        } else {
            assertThat(PhoneInput.problem(typed)).isNull();
            assertThat(PhoneInput.parse(typed)).isEqualTo(digits);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''             | 没有填
            ' - '          | 没有填
            1390000123     | 少 1 位，应为 11 位手机号
            1              | 少 10 位，应为 11 位手机号
            139000012345   | 多 1 位，应为 11 位手机号
            1390000l234    | 只能有数字，座机请写成 0851-33221234
            1390000/234    | 只能有数字，座机请写成 0851-33221234
            1390000:234    | 只能有数字，座机请写成 0851-33221234
            085133221      | 座机应为区号加号码，一共 10 到 12 位，现在 9 位
            0851332212345  | 座机应为区号加号码，一共 10 到 12 位，现在 13 位
            3322123        | 座机要带区号，例如 0851-3221234
            33221234       | 座机要带区号，例如 0851-33221234
            332212         | 应为 11 位手机号，或带区号的座机号
            332212345      | 应为 11 位手机号，或带区号的座机号
            """)
    void saysWhatIsWrong(String typed, String words) {
        assertThat(PhoneInput.problem(typed)).isEqualTo(words);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhoneInput.parse(typed))
                .withMessage(words);
    }
}
