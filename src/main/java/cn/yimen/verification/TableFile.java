package cn.yimen.verification;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/**
 * 部门来的表格: xlsx by its content, or text in UTF-8, UTF-16 or GB18030 with commas, semicolons or tabs; what it is is
 * seen by what is in it and not by its name. Nothing in it is worked out: of a formula its kept value is read.
 */
final class TableFile {

    private static final long MOST_UNPACKED = 400L << 20;
    private static final int MOST_COLUMNS = 200;
    private static final int MOST_LENGTH = 500;
    private static final int HEAD_WITHIN = 20;
    private static final Charset GB18030 = Charset.forName("GB18030");

    private final byte[] content;
    private final @Nullable String text;
    private final char separator;
    private final List<String> head;
    private final long headLine;
    private final int dayShift;

    private TableFile(
            byte[] content, @Nullable String text, char separator, List<String> head, long headLine, int shift) {
        this.content = content;
        this.text = text;
        this.separator = separator;
        this.head = List.copyOf(head);
        this.headLine = headLine;
        this.dayShift = shift;
    }

    /** 单元格: the text as it stands; {@code number} if the spreadsheet holds it as one. */
    record Value(String text, boolean number) {

        static final Value EMPTY = new Value("", false);
    }

    /**
     * 一行.
     *
     * @param no as the file counts
     */
    record Line(long no, List<Value> cells) {

        Value at(int column) {
            return column < cells.size() ? cells.get(column) : Value.EMPTY;
        }

        List<String> texts() {
            return cells.stream().map(Value::text).toList();
        }

        boolean empty() {
            for (var cell : cells) {
                if (!cell.text().isEmpty()) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Looks at a file: is it one, and where is its head.
     *
     * @throws UnreadableFile if it is no table, is damaged, or holds no row under its head
     */
    static TableFile of(byte[] content) {
        if (content.length == 0) {
            throw new UnreadableFile("这是一个空文件，里面什么都没有");
        }
        if (starts(content, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new UnreadableFile("这是旧版 xls 或加了密码的文件，请另存为不加密的 xlsx 或 csv 再导入");
        }
        if (starts(content, 'P', 'K')) {
            var shift = workbook(content);
            return headed(content, null, ',', shift);
        }
        var text = text(content);
        return headed(content, text, separator(text), 0);
    }

    List<String> head() {
        return head;
    }

    /** Days to add to a date kept as a number: workbooks of old Macintosh machines begin in 1904. */
    int dayShift() {
        return dayShift;
    }

    /** The rows under the head that are not empty, from the first. */
    Lines lines() {
        return new Lines(raw(content, text, separator), headLine);
    }

    /** 数据行, one after the other; to be closed. */
    static final class Lines implements Iterator<Line>, AutoCloseable {

        private final Source source;
        private @Nullable Line next;

        Lines(Source source, long headLine) {
            this.source = source;
            try {
                do {
                    next = source.next();
                } while (next != null && (next.no() <= headLine || next.empty()));
            } catch (RuntimeException e) {
                source.close();
                throw e;
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Line next() {
            var line = next;
            if (line == null) {
                throw new NoSuchElementException();
            }
            do {
                next = source.next();
            } while (next != null && next.empty());
            return line;
        }

        @Override
        public void close() {
            source.close();
        }
    }

    private interface Source extends AutoCloseable {

        @Nullable
        Line next();

        @Override
        void close();
    }

    private static TableFile headed(byte[] content, @Nullable String text, char separator, int shift) {
        Line best = null;
        try (var source = raw(content, text, separator)) {
            for (var n = 0; n < HEAD_WITHIN; n++) {
                var line = source.next();
                if (line == null) {
                    break;
                }
                // a title stands alone in its row; the head is the first row with two words or more
                var filled = line.cells().stream()
                        .filter(cell -> !cell.text().isEmpty())
                        .count();
                if (filled >= 2 && line.cells().stream().noneMatch(Value::number)) {
                    best = line;
                    break;
                }
            }
        }
        if (best == null) {
            throw new UnreadableFile("前 " + HEAD_WITHIN + " 行里找不到表头（至少两列，如「姓名」「身份证号」）");
        }
        if (best.cells().size() > MOST_COLUMNS) {
            throw new UnreadableFile("表格有 " + best.cells().size() + " 列，超过 " + MOST_COLUMNS + " 列，请只留需要的列");
        }
        var file = new TableFile(content, text, separator, best.texts(), best.no(), shift);
        try (var lines = file.lines()) {
            if (!lines.hasNext()) {
                throw new UnreadableFile("表头下面没有数据行，没有导入任何内容");
            }
        }
        return file;
    }

    private static Source raw(byte[] content, @Nullable String text, char separator) {
        return text == null ? new Sheet(content) : new Text(text, separator);
    }

    private static boolean starts(byte[] content, int... magic) {
        if (content.length < magic.length) {
            return false;
        }
        for (var i = 0; i < magic.length; i++) {
            if ((content[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    // --- xlsx

    /** Unpacks it once without keeping anything: a small file that unpacks to gigabytes ends here. */
    private static int workbook(byte[] content) {
        var seen = false;
        var size = 0L;
        var buffer = new byte[1 << 16];
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
                .get()) {
            var entries = 0;
            for (var entry : Collections.list(zip.getEntries())) {
                seen |= entry.getName().equals("xl/workbook.xml");
                if (++entries > 5000) {
                    throw new UnreadableFile("文件里的部件太多，不像是表格，没有导入");
                }
                try (var in = zip.getInputStream(entry)) {
                    for (var n = in.read(buffer); n > 0; n = in.read(buffer)) {
                        size += n;
                        if (size > MOST_UNPACKED) {
                            throw new UnreadableFile("文件展开后超过 " + (MOST_UNPACKED >> 20) + " MB，没有导入，请分成几个文件");
                        }
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableFile("文件不完整或已损坏，请重新下载或另存一次");
        }
        if (!seen) {
            throw new UnreadableFile("这不是 xlsx 表格，请用表格软件另存为 xlsx 或 csv");
        }
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(content))) {
            return book.isDate1904() ? 1462 : 0;
        } catch (IOException | RuntimeException e) {
            throw new UnreadableFile("文件不完整或已损坏，请重新下载或另存一次");
        }
    }

    /** The first sheet that is shown. */
    private static final class Sheet implements Source {

        private final ReadableWorkbook book;
        private final java.util.stream.Stream<Row> stream;
        private final Iterator<Row> rows;

        Sheet(byte[] content) {
            try {
                book = new ReadableWorkbook(new ByteArrayInputStream(content));
                var sheet = book.getSheets()
                        .filter(each -> each.getVisibility() == SheetVisibility.VISIBLE)
                        .findFirst()
                        .orElseThrow(() -> new UnreadableFile("文件里没有可见的工作表"));
                stream = sheet.openStream();
                rows = stream.iterator();
            } catch (UnreadableFile e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                throw new UnreadableFile("文件不完整或已损坏，请重新下载或另存一次");
            }
        }

        @Override
        public @Nullable Line next() {
            var row = row();
            if (row == null) {
                return null;
            }
            var cells = new ArrayList<Value>(Math.min(row.getCellCount(), MOST_COLUMNS));
            for (var column = 0; column < row.getCellCount() && column <= MOST_COLUMNS; column++) {
                cells.add(value(row.hasCell(column) ? row.getCell(column) : null));
            }
            return new Line(row.getRowNum(), cells);
        }

        private @Nullable Row row() {
            try {
                return rows.hasNext() ? rows.next() : null;
            } catch (RuntimeException e) {
                // each layer of the reader throws its own kind where a file is damaged, and says so nowhere
                throw new UnreadableFile("文件在中间损坏，后面的行读不出");
            }
        }

        private static Value value(@Nullable Cell cell) {
            if (cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR) {
                return Value.EMPTY;
            }
            var raw = cell.getType() == CellType.STRING ? cell.getText() : cell.getRawValue();
            if (raw == null) {
                return Value.EMPTY;
            }
            if (cell.getType() == CellType.NUMBER || (cell.getType() == CellType.FORMULA && number(raw))) {
                return new Value(plain(raw), true);
            }
            return new Value(tidy(raw), false);
        }

        private static boolean number(String raw) {
            return raw.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
        }

        private static String plain(String raw) {
            try {
                var number = new BigDecimal(raw.strip());
                return number.scale() > 40 || number.scale() < -40 ? raw : number.toPlainString();
            } catch (NumberFormatException e) {
                return tidy(raw);
            }
        }

        @Override
        public void close() {
            stream.close();
            try {
                book.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    // --- text

    private static String text(byte[] content) {
        if (starts(content, 0xEF, 0xBB, 0xBF)) {
            return strict(content, 3, StandardCharsets.UTF_8, "UTF-8");
        }
        if (starts(content, 0xFF, 0xFE)) {
            return strict(content, 2, StandardCharsets.UTF_16LE, "UTF-16");
        }
        if (starts(content, 0xFE, 0xFF)) {
            return strict(content, 2, StandardCharsets.UTF_16BE, "UTF-16");
        }
        var utf8 = decoded(content, 0, StandardCharsets.UTF_8);
        return utf8 != null ? checked(utf8) : strict(content, 0, GB18030, "GB18030");
    }

    private static String strict(byte[] content, int from, Charset charset, String name) {
        var text = decoded(content, from, charset);
        if (text == null) {
            throw new UnreadableFile("文字编码认不出（不是 UTF-8，也不是 " + name + "），请另存为 xlsx 或 UTF-8 的 csv");
        }
        return checked(text);
    }

    private static @Nullable String decoded(byte[] content, int from, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content, from, content.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String checked(String text) {
        for (var i = 0; i < Math.min(text.length(), 100_000); i++) {
            var c = text.charAt(i);
            if (c < ' ' && c != '\n' && c != '\r' && c != '\t') {
                throw new UnreadableFile("这不是表格文件，请用表格软件另存为 xlsx 或 csv");
            }
        }
        return text;
    }

    /** The separator that stands most often in the first lines outside of quotes. */
    private static char separator(String text) {
        var counts = new int[3];
        var quoted = false;
        var lines = 0;
        for (var i = 0; i < text.length() && lines < 10; i++) {
            var c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                var at = ",;\t".indexOf(c);
                if (at >= 0) {
                    counts[at]++;
                }
                lines += c == '\n' ? 1 : 0;
            }
        }
        return counts[2] >= counts[0] && counts[2] >= counts[1] && counts[2] > 0
                ? '\t'
                : counts[1] > counts[0] ? ';' : ',';
    }

    /** RFC 4180 as people write it; the line is the one the record begins on. */
    private static final class Text implements Source {

        private final String text;
        private final char separator;
        private int at;
        private long line = 1;

        Text(String text, char separator) {
            this.text = text;
            this.separator = separator;
        }

        @Override
        public @Nullable Line next() {
            if (at >= text.length()) {
                return null;
            }
            var begun = line;
            var cells = new ArrayList<Value>();
            var cell = new StringBuilder();
            var quoted = false;
            while (at < text.length()) {
                var c = text.charAt(at++);
                if (quoted) {
                    if (c != '"') {
                        cell.append(c);
                        line += c == '\n' ? 1 : 0;
                    } else if (at < text.length() && text.charAt(at) == '"') {
                        cell.append('"');
                        at++;
                    } else {
                        quoted = false;
                    }
                    if (cell.length() > 100_000) {
                        throw new UnreadableFile("第 " + begun + " 行的引号没有结束，没有导入，请检查文件");
                    }
                } else if (c == '"' && cell.toString().isBlank()) {
                    cell.setLength(0);
                    quoted = true;
                } else if (c == separator) {
                    cells.add(cell(cell));
                } else if (c == '\n' || c == '\r') {
                    if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
                        at++;
                    }
                    line++;
                    cells.add(cell(cell));
                    return new Line(begun, cells);
                } else {
                    cell.append(c);
                }
            }
            if (quoted) {
                throw new UnreadableFile("第 " + begun + " 行的引号没有结束，没有导入，请检查文件");
            }
            cells.add(cell(cell));
            return new Line(begun, cells);
        }

        private static Value cell(StringBuilder cell) {
            var value = cell.isEmpty() ? Value.EMPTY : new Value(tidy(cell.toString()), false);
            cell.setLength(0);
            return value;
        }

        @Override
        public void close() {}
    }

    /** Spaces around and what nobody sees taken off; over-long text is cut, as no field of ours is that long. */
    private static String tidy(String raw) {
        var plain = true;
        for (var i = 0; i < raw.length() && plain; i++) {
            var c = raw.charAt(i);
            plain = c > ' ' && c < 0x7f || c >= 0x4e00 && c <= 0x9fff;
        }
        if (plain && raw.length() <= MOST_LENGTH) {
            return raw;
        }
        var text = Normalizer.normalize(raw, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\u00a0\u3000]+", " ")
                .strip();
        // a tab or an apostrophe before a number keeps spreadsheets from spoiling it
        if (text.startsWith("'")) {
            text = text.substring(1);
        }
        return text.length() > MOST_LENGTH
                ? text.substring(
                        0, text.offsetByCodePoints(0, Math.min(MOST_LENGTH, text.codePointCount(0, text.length()))))
                : text;
    }
}
