package cn.yimen.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.verification.RowReader.BadRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** VR-1: files as departments send them, and as attackers do. */
class TableFileTest {

    static final String TEXT = "姓名,身份证号,余额\n王建国,520402196511204622,\"1,200.50\"\n李桂芳,520402196812034625,300\n";
    static final SourceField BALANCE = new SourceField("balance", "余额", FieldRole.AMOUNT, true, List.of());

    static final VerificationSource SOURCE = new VerificationSource(
            "DEPOSIT",
            "银行存款",
            "银行",
            "FILE",
            null,
            true,
            true,
            0,
            List.of(
                    new SourceField("identity", "身份证号", FieldRole.IDENTITY, false, List.of()),
                    new SourceField("name", "姓名", FieldRole.NAME, false, List.of()),
                    new SourceField("birth", "出生日期", FieldRole.BIRTH, false, List.of()),
                    BALANCE));

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "BOM", "UTF-16LE"})
    void theEncodingIsRecognised_VR_1(String encoding) {
        var content = switch (encoding) {
            case "BOM" -> ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_8);
            case "UTF-16LE" -> ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_16LE);
            default -> TEXT.getBytes(Charset.forName(encoding));
        };
        assertThat(rows(content))
                .containsExactly(
                        List.of("王建国", "520402196511204622", "1,200.50"), List.of("李桂芳", "520402196812034625", "300"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void theSeparatorIsRecognised_VR_1(String separator) {
        var text = "银行数据\n姓名%1$s身份证号%1$s备注\n\n王建国%1$s520402196511204622%1$s\"有%1$s和\"\"引号\"\"\n第二行\"\n%1$s%1$s\n"
                .formatted(separator);
        assertThat(rows(text.getBytes(StandardCharsets.UTF_8)))
                .containsExactly(List.of(
                        "王建国", "520402196511204622", "有" + (separator.equals("\t") ? " " : separator) + "和\"引号\" 第二行"));
    }

    @Test
    void aWorkbookIsReadAsWhatStandsInIt_VR_1() throws IOException {
        var content = book(sheet -> {
            sheet.value(0, 0, "2026年三季度");
            sheet.value(1, 0, "姓名");
            sheet.value(1, 1, "身份证号");
            sheet.value(1, 2, "日期");
            sheet.value(1, 3, "余额");
            sheet.value(3, 0, " 王 建国　");
            sheet.value(3, 1, "520402196511204622");
            sheet.value(3, 2, LocalDate.of(2026, 3, 1));
            sheet.value(3, 3, 0.1 + 0.2);
        });
        var file = TableFile.of(content);
        assertThat(file.head()).containsExactly("姓名", "身份证号", "日期", "余额");
        try (var lines = file.lines()) {
            var line = lines.next();
            assertThat(line.no()).isEqualTo(4);
            assertThat(line.texts()).startsWith("王 建国", "520402196511204622");
            assertThat(line.at(2).number()).isTrue();
            assertThat(line.at(9)).isEqualTo(TableFile.Value.EMPTY);
            assertThat(lines.hasNext()).isFalse();
        }
    }

    @Test
    void aFormulaIsNeverWorkedOut_AU_5() throws IOException {
        var content = book(sheet -> {
            sheet.value(0, 0, "姓名");
            sheet.value(0, 1, "身份证号");
            sheet.formula(1, 0, "HYPERLINK(\"http://example.org\",\"点我\")");
            sheet.value(1, 1, "=1+1");
        });
        assertThat(rows(content)).containsExactly(List.of("", "=1+1"));
    }

    @Test
    void whatIsNoTableIsRefusedWhateverItsName_VR_1() throws IOException {
        assertRefused(new byte[0], "空文件");
        assertRefused("姓名,身份证号\n\n,\n".getBytes(StandardCharsets.UTF_8), "没有数据行");
        assertRefused("只有一列\n王建国\n".getBytes(StandardCharsets.UTF_8), "找不到表头");
        assertRefused(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2}, "旧版 xls");
        assertRefused(new byte[] {'%', 'P', 'D', 'F', '-', 0, 1, 2, 3}, "不是表格");
        assertRefused(new byte[] {(byte) 0x81, (byte) 0xff, (byte) 0xfe, 5}, "编码");
        assertRefused("姓名,身份证号\n\"王建国,5\n".getBytes(StandardCharsets.UTF_8), "引号没有结束");
        assertRefused(zip("word/document.xml", 10), "不是 xlsx");
        var whole = book(sheet -> {
            sheet.value(0, 0, "姓名");
            sheet.value(0, 1, "身份证号");
            sheet.value(1, 0, "王建国");
        });
        assertRefused(java.util.Arrays.copyOf(whole, whole.length / 2), "损坏");
    }

    @Test
    void aBombIsNotUnpacked_AU_4() throws IOException {
        var bomb = zip("xl/worksheets/sheet1.xml", 420 << 20);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertRefused(bomb, "展开后超过");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "2026-03-01, 2026-03-01",
        "20260301, 2026-03-01",
        "2026年3月1日, 2026-03-01",
        "2026/3/1, 2026-03-01",
        "2026.3.1, 2026-03-01",
        "46082, 2026-03-01",
        "46082.5, 2026-03-01",
        "2026-03-01 00:00:00, 2026-03-01",
        "2026-03-01T08:30:00Z, 2026-03-01"
    })
    void datesAreRecognised_VR_1(String written, LocalDate day) throws BadRow {
        var reader = new RowReader(SOURCE, Map.of(), 0, LocalDate.of(2026, 11, 22));
        assertThat(reader.date(BALANCE, new TableFile.Value(written, false))).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3月1日", "2026-13-01", "昨天", "2026", "1", "99999", "2026-02-30"})
    void whatIsNoDateIsNotGuessed_VR_1(String written) {
        var reader = new RowReader(SOURCE, Map.of(), 0, LocalDate.of(2026, 11, 22));
        assertThatExceptionOfType(BadRow.class)
                .isThrownBy(() -> reader.date(BALANCE, new TableFile.Value(written, false)));
    }

    @Test
    void aWorkbookThatBeginsIn1904IsShifted_VR_1() throws BadRow {
        var reader = new RowReader(SOURCE, Map.of(), 1462, LocalDate.of(2026, 11, 22));
        assertThat(reader.date(BALANCE, new TableFile.Value("44620", true))).isEqualTo(LocalDate.of(2026, 3, 1));
    }

    @ParameterizedTest(name = "{0} is {2} fen")
    @CsvSource({
        "'1,200.50', false, 120050",
        "1200元, false, 120000",
        "1.2万, false, 1200000",
        "0.30000000000000004, true, 30",
        "1234567.89, true, 123456789",
        "0, true, 0"
    })
    void amountsAreExact_VR_1(String written, boolean number, long fen) throws BadRow {
        assertThat(RowReader.amount(BALANCE, new TableFile.Value(written, number)))
                .isEqualTo(fen);
    }

    @ParameterizedTest
    @CsvSource({
        "12.345, true",
        "-1, true",
        "1e30, true",
        "1e999999999, true",
        "1e-999999999, true",
        "三百, false",
        "5000/12, false",
        "=1+1, false"
    })
    void whatIsNoAmountIsABadRow_VR_1(String written, boolean number) {
        assertThatExceptionOfType(BadRow.class)
                .isThrownBy(() -> RowReader.amount(BALANCE, new TableFile.Value(written, number)));
    }

    @Test
    void anIdentityNumberThatASpreadsheetSpoiltIsSaid_lesson_26() {
        var reader = new RowReader(SOURCE, Map.of(0, "identity", 1, "balance"), 0, LocalDate.of(2026, 11, 22));
        assertThatExceptionOfType(BadRow.class)
                .isThrownBy(() -> reader.read(new TableFile.Line(
                        2, List.of(new TableFile.Value("520402196511204000", true), new TableFile.Value("1", true)))))
                .withMessageContaining("末几位已丢失");
        assertThatExceptionOfType(BadRow.class)
                .isThrownBy(() -> reader.read(new TableFile.Line(
                        3, List.of(new TableFile.Value("520402196511204621", false), new TableFile.Value("1", true)))))
                .withMessageContaining("最后一位不对")
                .withMessageNotContaining("520402");
    }

    private static void assertRefused(byte[] content, String why) {
        assertThatExceptionOfType(UnreadableFile.class)
                .isThrownBy(() -> {
                    try (var lines = TableFile.of(content).lines()) {
                        lines.forEachRemaining(line -> {});
                    }
                })
                .withMessageContaining(why);
    }

    private static List<List<String>> rows(byte[] content) {
        var rows = new ArrayList<List<String>>();
        try (var lines = TableFile.of(content).lines()) {
            lines.forEachRemaining(line -> rows.add(line.texts()));
        }
        return rows;
    }

    interface Filling {
        void on(org.dhatim.fastexcel.Worksheet sheet);
    }

    static byte[] book(Filling filling) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            filling.on(book.newWorksheet("数据"));
        }
        return out.toByteArray();
    }

    private static byte[] zip(String name, int size) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            var zeros = new byte[1 << 20];
            for (var at = 0; at < size; at += zeros.length) {
                zip.write(zeros, 0, Math.min(zeros.length, size - at));
            }
            zip.closeEntry();
        }
        return out.toByteArray();
    }
}
