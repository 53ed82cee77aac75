package cn.yimen.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.pages.NotAllowed;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.UUID;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** IN-11, AU-5: the register as a spreadsheet that can be opened without harm and tells who took it. */
@ProductTest
class ExportsTest {

    private static final Officer CLERK =
            new Officer(UUID.randomUUID(), "export-clerk", "周敏", null, "石桥镇", List.of(Post.of(Role.WINDOW_CLERK)), 1);

    @Autowired
    Exports exports;

    @Test
    void theRegisterHasItsWatermarkAndMaskedNumbersAsText() throws Exception {
        var answer = exports.xlsx(Forms.register(3), null, CLERK);
        assertThat(answer.getHeaders().getFirst("Content-Disposition")).contains("attachment", ".xlsx");
        var body = answer.getBody();
        assertThat(body).isNotNull();
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(java.util.Objects.requireNonNull(body)))) {
            var rows = book.getFirstSheet().read();
            assertThat(rows.get(0).getCellText(0)).contains("周敏（石桥镇）", "导出，共 3 行");
            assertThat(rows.get(1).getCellText(4)).isEqualTo("身份证号");
            assertThat(rows.get(2).getCellText(4)).isEqualTo("520499********3410");
            assertThat(rows.get(2).getCell(4).getType()).isEqualTo(CellType.STRING);
            assertThat(rows.get(2).getCellText(7)).startsWith("'=1+1");
        }
    }

    @Test
    void aBigOneWantsAReason() {
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> exports.xlsx(Forms.register(201), " ", CLERK))
                .withMessageContaining("用途");
        assertThat(exports.xlsx(Forms.register(201), "月度核对", CLERK).getBody()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@x", " =1", "＝1", "\t=1"})
    void noCellIsAFormula(String cell) {
        assertThat(Exports.harmless(cell)).startsWith("'");
    }
}
