package cn.yimen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is typed is stored as it is, or refused with the place of the sign nobody sees. */
class TextInputTest {

    private static @Nullable String problem(String typed) {
        return TextInput.problem(typed, 5, false);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"\\n", "\\r", "\\t"})
    void aLineBreakStandsOnlyWhereLinesMay(String escaped) {
        var typed = "家" + escaped.translateEscapes() + "里";

        assertThat(problem(typed)).isEqualTo("里有换行或制表符，请删掉");
        assertThat(TextInput.problem(typed, 5, true)).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"0000", "001F", "007F", "D800", "DFFF", "FFFE", "FFFF"})
    void aSignNobodySeesIsNamedByItsPlace(String code) {
        assertThat(problem("家㛃" + (char) Integer.parseInt(code, 16) + "里")).isEqualTo("第 3 个字是看不见的字符，请删掉重输");
    }

    /** 𠮷 is one character and two of Java's. */
    @Test
    void aRareCharacterIsOneCharacter() {
        assertThat(problem("𠮷𠮷𠮷𠮷𠮷")).isNull();
        assertThat(problem("𠮷𠮷𠮷𠮷𠮷𠮷")).isEqualTo("不超过 5 字，现在 6 字");
        assertThat(problem("𠮷" + (char) 0)).isEqualTo("第 2 个字是看不见的字符，请删掉重输");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"D7FF", "E000", "FFFD", "0020"})
    void whatLiesBesideThemIsNone(String code) {
        assertThat(problem("家" + (char) Integer.parseInt(code, 16))).isNull();
    }
}
