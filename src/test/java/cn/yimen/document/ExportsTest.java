package cn.yimen.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.pages.NotAllowed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;

/** IN-11, AU-5: a spreadsheet of any length that can be opened without harm and tells who took it. */
@ProductTest
class ExportsTest {

    private static final Officer CLERK =
            new Officer(UUID.randomUUID(), "export-clerk", "周敏", null, "石桥镇", List.of(Post.of(Role.WINDOW_CLERK)), 1);

    private static final List<String> HEADS = List.of("身份证号", "困难情况");

    @Autowired
    Exports exports;

    @Test
    void aSheetHasItsWatermarkAndTextOnly_AU_5() throws Exception {
        var answer = export(List.of(List.of("520499********3410", "=1+1"), List.of("张 三", "a\u0007b")), "");
        assertThat(answer.getHeaders().getFirst("Content-Disposition")).contains("attachment", ".xlsx");
        var rows = read(answer);
        assertThat(rows.get(0).getCellText(0)).contains("周敏（石桥镇）", "导出，共 2 行");
        assertThat(rows.get(1).getCellText(1)).isEqualTo("困难情况");
        assertThat(rows.get(2).getCellText(0)).isEqualTo("520499********3410");
        assertThat(rows.get(2).getCell(0).getType()).isEqualTo(CellType.STRING);
        assertThat(rows.get(2).getCellText(1)).isEqualTo("'=1+1");
        assertThat(rows.get(3).getCellText(1)).isEqualTo("a b");
    }

    @Test
    void aBigOneWantsAReason_AU_5() throws Exception {
        var big = lines(Exports.BIG + 1);
        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> export(big, " "))
                .withMessageContaining("用途");
        assertThat(read(export(big, "月度核对"))).hasSize(Exports.BIG + 3);
        assertThat(Exports.refused(Exports.BIG, "")).isEmpty();
        assertThat(Exports.refused(Exports.BIG + 1, " "))
                .hasValueSatisfying(why -> assertThat(why).contains("填写导出原因"));
        assertThat(Exports.refused(Exports.MOST, "月度核对")).isEmpty();
        assertThat(Exports.refused(Exports.MOST + 1, "月度核对"))
                .hasValueSatisfying(why -> assertThat(why).contains("分次导出"));
        assertThat(Exports.refused(1, "长".repeat(101))).isPresent();
    }

    /** Written in portions: none is lost or twice where one ends. */
    @Test
    void aLongOneIsWhole() throws Exception {
        var lines = lines(2 * Exports.PORTION + 3);
        assertThat(read(export(lines, "月度核对")).stream().skip(2).map(row -> row.getCellText(0)))
                .containsExactlyElementsOf(
                        lines.stream().map(line -> line.get(0)).toList());
    }

    /** Nothing personal stays on the disk when the answer is sent or when it could not be made. */
    @Test
    void noFileStays() throws Exception {
        var before = files();
        read(export(lines(3), ""));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> exports.xlsx("登记表", "石桥镇", HEADS, new Broken(), "", CLERK));
        assertThat(files()).isEqualTo(before);
    }

    /** Stops in the middle, as a database that goes away. */
    private static final class Broken implements Exports.Rows {

        @Override
        public long count() {
            return 2;
        }

        @Override
        public void each(Consumer<List<String>> row) {
            row.accept(List.of("1", "2"));
            throw new IllegalStateException("gone");
        }
    }

    private static Set<Path> files() throws IOException {
        try (var list = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return list.filter(file -> file.getFileName().toString().matches("export.*\\.xlsx"))
                    .collect(Collectors.toSet());
        }
    }

    private static List<List<String>> lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> List.of("第 " + n + " 行", "困难"))
                .toList();
    }

    private ResponseEntity<InputStreamResource> export(List<List<String>> lines, String reason) {
        return exports.xlsx("登记表", "石桥镇", HEADS, Exports.Rows.of(lines), reason, CLERK);
    }

    private static List<Row> read(ResponseEntity<InputStreamResource> answer) throws IOException {
        try (var content = Objects.requireNonNull(answer.getBody()).getInputStream();
                var book = new ReadableWorkbook(content)) {
            return book.getFirstSheet().read();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@x", " =1", "＝1", "\t=1"})
    void noCellIsAFormula(String cell) {
        assertThat(Exports.harmless(cell)).startsWith("'");
    }
}
