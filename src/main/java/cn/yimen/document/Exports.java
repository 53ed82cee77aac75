package cn.yimen.document;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;

/** 导出 (AU-5): a list as xlsx, with a line that says who took it when; logged; nothing in it can act as a formula. */
@Service
public class Exports {

    /** From here on a reason is asked for. */
    public static final int BIG = 200;

    private static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final AuditLog audit;
    private final Formats formats;
    private final Clock clock;

    Exports(AuditLog audit, Formats formats, Clock clock) {
        this.audit = audit;
        this.formats = formats;
        this.clock = clock;
    }

    /**
     * A download of a list.
     *
     * @param what 「转办件」: name of the list, first part of the file's name
     * @param where 「区医保局」: second part of the file's name
     * @param rows text as it stands on the page: numbers masked
     * @param reason why it is taken; needed above {@link #BIG} rows
     * @throws NotAllowed if a reason is missing
     */
    public ResponseEntity<byte[]> xlsx(
            String what,
            String where,
            List<String> heads,
            List<List<String>> rows,
            @Nullable String reason,
            Officer by) {
        if (rows.size() > BIG && (reason == null || reason.isBlank())) {
            throw new NotAllowed("一次导出 " + rows.size() + " 行，请先写明用途再导出");
        }
        audit.opened(by, new Subject("export", what), rows.size() + " 行", reason == null ? "导出" : reason);
        var now = LocalDateTime.now(clock);
        var name = "%s_%s_%s.xlsx"
                .formatted(what, FileContent.neutral(where), now.format(DateTimeFormatter.ofPattern("yyyyMMdd_HHmm")));
        var mark = "%s（%s）%s 导出，共 %d 行。内含个人信息，只供社会救助工作使用。"
                .formatted(by.name(), by.officeName(), formats.fullDayTime(now), rows.size());
        return ResponseEntity.ok()
                .contentType(XLSX)
                .header(HttpHeaders.CONTENT_DISPOSITION, PrintedForms.attachment(name))
                .body(sheet(what, mark, heads, rows));
    }

    /** 受理、转办、办理结果登记表 as xlsx (IN-11). */
    public ResponseEntity<byte[]> xlsx(PrintedForm.Register register, @Nullable String reason, Officer by) {
        var heads = List.of(
                "序",
                "登记时间",
                "受理编号",
                "申请人",
                "身份证号",
                "电话",
                "住址",
                "困难情况",
                "申请事项",
                "受理（转办）单位",
                "转出时间",
                "办理结果",
                "告知时间",
                "经办");
        var rows = new ArrayList<List<String>>();
        for (var row : register.rows()) {
            rows.add(List.of(
                    Integer.toString(rows.size() + 1),
                    formats.fullDayTime(row.registeredAt()),
                    row.receiptNumber(),
                    row.applicant(),
                    formats.id(row.idNumber()),
                    formats.phone(row.phone()),
                    row.address(),
                    row.story(),
                    row.item(),
                    row.handledBy(),
                    row.sentAt() == null ? "" : formats.fullDayTime(row.sentAt()),
                    row.result(),
                    row.toldAt() == null ? "" : formats.fullDayTime(row.toldAt()),
                    row.clerk()));
        }
        return xlsx("受理转办办理结果登记表", register.window(), heads, rows, reason, by);
    }

    private static byte[] sheet(String title, String mark, List<String> heads, List<List<String>> rows) {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "yimen", "1.0")) {
            var sheet = book.newWorksheet(title.length() > 31 ? title.substring(0, 31) : title);
            sheet.value(0, 0, mark);
            sheet.range(0, 0, 0, Math.max(0, heads.size() - 1)).merge();
            for (int column = 0; column < heads.size(); column++) {
                sheet.value(1, column, heads.get(column));
                sheet.style(1, column).bold().set();
            }
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    sheet.value(row + 2, column, harmless(rows.get(row).get(column)));
                }
            }
            sheet.freezePane(0, 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A cell that a spreadsheet could take for a formula begins with an apostrophe; control characters are dropped. */
    static String harmless(String text) {
        var plain = text.replaceAll("[\\p{Cntrl}&&[^\n]]", " ");
        var first = plain.stripLeading();
        return !first.isEmpty() && "=+-@＝＋－＠\t\r".indexOf(first.charAt(0)) >= 0 ? "'" + plain : plain;
    }
}
