package cn.yimen.document;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 导出 (AU-5): a list as xlsx, with a line that says who took it when; logged; nothing in it can act as a formula. However
 * long it is, only some rows of it are in memory: they go into a file that has no name any more when it is sent.
 */
@Service
public class Exports {

    /** From here on a reason is asked for. */
    public static final int BIG = 200;

    /** More are not exported at once. */
    public static final int MOST = 100_000;

    /** 一次读取的行数: as many rows as are in memory. */
    public static final int PORTION = 2_000;

    private static final int LONGEST_REASON = 100;
    /** Against the usual level: a third of its time, for a file a third larger. */
    private static final int COMPRESSION = 2;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\n]]");

    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final AuditLog audit;
    private final Formats formats;
    private final TransactionTemplate snapshot;
    private final Clock clock;

    Exports(AuditLog audit, Formats formats, PlatformTransactionManager transactions, Clock clock) {
        this.audit = audit;
        this.formats = formats;
        this.clock = clock;
        snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** What is exported, read twice in one snapshot: counted, then row by row. */
    public interface Rows {

        /** How many there are; no further than {@link #MOST} and one. */
        long count();

        /** All of them in their order, as text as it stands on the page: numbers masked. */
        void each(Consumer<List<String>> row);

        /** What is in memory already. */
        static Rows of(List<List<String>> rows) {
            return new Rows() {
                @Override
                public long count() {
                    return rows.size();
                }

                @Override
                public void each(Consumer<List<String>> row) {
                    rows.forEach(row);
                }
            };
        }
    }

    /**
     * Why so many rows of a list are not exported for this reason.
     *
     * @param reason as typed; blank if none was given
     */
    public static Optional<String> refused(long count, String reason) {
        if (count > MOST) {
            return Optional.of("超过 " + MOST + " 行，请缩小范围分次导出");
        }
        if (reason.strip().length() > LONGEST_REASON) {
            return Optional.of("导出原因不超过 " + LONGEST_REASON + " 字");
        }
        return count > BIG && reason.isBlank() ? Optional.of("超过 " + BIG + " 行，填写导出原因") : Optional.empty();
    }

    /**
     * A download of a list.
     *
     * @param what 「转办件」: name of the list, first part of the file's name
     * @param where 「区医保局」: second part of the file's name
     * @param reason needed above {@link #BIG} rows
     * @throws NotAllowed if it is missing
     */
    public ResponseEntity<InputStreamResource> xlsx(
            String what, String where, List<String> heads, Rows rows, String reason, Officer by) {
        try {
            var file = Files.createTempFile("export", ".xlsx");
            try {
                var count = write(file, what, heads, rows, reason, by);
                audit.opened(by, new Subject("export", what), count + " 行", reason.isBlank() ? "导出" : reason.strip());
                var name = "%s_%s_%s.xlsx"
                        .formatted(
                                what,
                                FileContent.neutral(where),
                                LocalDateTime.now(clock).format(DateTimeFormatter.ofPattern("yyyyMMdd_HHmm")));
                return ResponseEntity.ok()
                        .contentType(XLSX)
                        .contentLength(Files.size(file))
                        .header(HttpHeaders.CONTENT_DISPOSITION, PrintedForms.attachment(name))
                        .body(new InputStreamResource(Files.newInputStream(file)));
            } finally {
                Files.delete(file); // what is open to be sent stays readable, for nobody else
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long write(Path file, String what, List<String> heads, Rows rows, String reason, Officer by)
            throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            return snapshot.execute(status -> {
                var count = rows.count();
                if (count > BIG && reason.isBlank()) {
                    throw new NotAllowed("一次导出 " + count + " 行，请先写明用途再导出");
                }
                var mark = "%s（%s）%s 导出，共 %d 行。内含个人信息，只供社会救助工作使用。"
                        .formatted(by.name(), by.officeName(), formats.fullDayTime(LocalDateTime.now(clock)), count);
                sheet(out, what, mark, heads, rows);
                return count;
            });
        }
    }

    private static void sheet(OutputStream out, String title, String mark, List<String> heads, Rows rows) {
        try (var book = new Workbook(out, "yimen", "1.0")) {
            book.setCompressionLevel(COMPRESSION);
            var sheet = book.newWorksheet(title.length() > 31 ? title.substring(0, 31) : title);
            sheet.inlineString(0, 0, mark);
            sheet.range(0, 0, 0, Math.max(0, heads.size() - 1)).merge();
            for (int column = 0; column < heads.size(); column++) {
                sheet.inlineString(1, column, heads.get(column));
                sheet.style(1, column).bold().set();
            }
            sheet.freezePane(0, 2);
            rows.each(new Writer(sheet));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Strings stand in their cells: what cells share is kept until the end. */
    private static final class Writer implements Consumer<List<String>> {

        private final Worksheet sheet;
        private int line = 2;

        Writer(Worksheet sheet) {
            this.sheet = sheet;
        }

        @Override
        public void accept(List<String> cells) {
            for (int column = 0; column < cells.size(); column++) {
                sheet.inlineString(line, column, harmless(cells.get(column)));
            }
            line++;
            if (line % PORTION == 0) {
                try {
                    sheet.flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** A cell that a spreadsheet could take for a formula begins with an apostrophe; control characters are dropped. */
    static String harmless(String text) {
        var plain = CONTROL.matcher(text).replaceAll(" ");
        var first = plain.stripLeading();
        return !first.isEmpty() && "=+-@＝＋－＠\t\r".indexOf(first.charAt(0)) >= 0 ? "'" + plain : plain;
    }
}
