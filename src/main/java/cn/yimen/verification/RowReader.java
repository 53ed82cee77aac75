package cn.yimen.verification;

import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.ResidentId;
import cn.yimen.kernel.YuanInput;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 读一行: texts of cells into values, each exactly or not at all. */
final class RowReader {

    private static final LocalDate EXCEL = LocalDate.of(1899, 12, 30);

    /** So many digits before or behind the point at most, as {@link TableFile} writes numbers out. */
    private static final int LONGEST = 40;

    private final VerificationSource source;
    private final Map<Integer, String> columns;
    private final int dayShift;
    private final LocalDate today;

    RowReader(VerificationSource source, Map<Integer, String> columns, int dayShift, LocalDate today) {
        this.source = source;
        this.columns = columns;
        this.dayShift = dayShift;
        this.today = today;
    }

    /**
     * 读出的一行.
     *
     * @param identity checked; null where the row has none
     * @param words the other fields by their code, as they stand
     */
    record Read(
            @Nullable String identity,
            @Nullable String name,
            @Nullable LocalDate birthOn,
            @Nullable Long amountFen,
            @Nullable LocalDate fromOn,
            @Nullable LocalDate untilOn,
            Map<String, String> words) {}

    /** 不收的一行: the reason is for the reader and holds nothing of the row. */
    static final class BadRow extends Exception {
        BadRow(String reason) {
            super(reason, null, false, false);
        }
    }

    Read read(TableFile.Line line) throws BadRow {
        String identity = null;
        String name = null;
        LocalDate birth = null;
        Long amount = null;
        LocalDate from = null;
        LocalDate until = null;
        var words = new LinkedHashMap<String, String>();
        for (var column : columns.entrySet()) {
            var field = source.field(column.getValue()).orElseThrow();
            var value = line.at(column.getKey());
            if (value.text().isEmpty()) {
                if (field.required()) {
                    throw new BadRow("「" + field.label() + "」空着");
                }
                continue;
            }
            switch (field.role()) {
                case IDENTITY -> identity = identity(field, value);
                case NAME -> name = name(field, value.text());
                case BIRTH -> birth = date(field, value);
                case AMOUNT -> amount = amount(field, value);
                case FROM -> from = date(field, value);
                case UNTIL -> until = date(field, value);
                case WORDS -> words.put(field.code(), value.text());
            }
        }
        if (identity == null && (name == null || birth == null)) {
            throw new BadRow("没有身份证号，也没有姓名加出生日期，不知道是谁");
        }
        if (from != null && until != null && until.isBefore(from)) {
            throw new BadRow("结束日期在开始日期之前");
        }
        return new Read(identity, name, birth, amount, from, until, words);
    }

    private static String identity(SourceField field, TableFile.Value value) throws BadRow {
        if (value.number() && value.text().length() >= 16) {
            throw new BadRow("「" + field.label() + "」被表格软件改成了数字，末几位已丢失，请在原表把这一列设为文本");
        }
        try {
            return ResidentId.parse(value.text()).value();
        } catch (IllegalArgumentException e) {
            throw new BadRow(String.valueOf(e.getMessage()));
        }
    }

    private static String name(SourceField field, String text) throws BadRow {
        var plain = text.replaceAll("\\s+", "");
        if (plain.length() > 50) {
            throw new BadRow("「" + field.label() + "」超过 50 字");
        }
        return plain;
    }

    LocalDate date(SourceField field, TableFile.Value value) throws BadRow {
        var text = value.text();
        // a number that is no year-month-day is a day counted by the spreadsheet, perhaps with a time behind the point
        if (text.matches("[0-9]{5}(\\.[0-9]+)?")) {
            var days = Integer.parseInt(text.substring(0, 5));
            if (days > 80_000) {
                throw new BadRow("「" + field.label() + "」的日期看不懂");
            }
            return EXCEL.plusDays(days + (value.number() ? dayShift : 0));
        }
        var day = text.replaceFirst("[T ]?[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?Z?$", "")
                .strip();
        if (day.matches("[0-9]{8}|[0-9]{4}.*")) {
            var read = DateInput.read(day, today);
            if (read.isPresent() && read.get().getYear() >= 1850 && read.get().getYear() <= 2150) {
                return read.get();
            }
        }
        throw new BadRow("「" + field.label() + "」的日期看不懂，应写成 2026-03-01");
    }

    static Long amount(SourceField field, TableFile.Value value) throws BadRow {
        if (value.number()) {
            var exact = new BigDecimal(value.text());
            if (exact.scale() > LONGEST || exact.precision() - exact.scale() > LONGEST) {
                // 1e999999999 is written in a cell, and written out it fills the memory
                throw new BadRow("「" + field.label() + "」不是一个能用的数");
            }
            // 0.1 + 0.2 as a spreadsheet keeps it is 0.30000000000000004
            var fen = exact.movePointRight(2).setScale(0, java.math.RoundingMode.HALF_EVEN);
            if (exact.movePointRight(2).subtract(fen).abs().compareTo(new BigDecimal("0.0001")) > 0) {
                throw new BadRow("「" + field.label() + "」小数多于两位，最小到分");
            }
            if (exact.signum() < 0 || fen.precision() > 14) {
                throw new BadRow("「" + field.label() + "」小于 0 或太大");
            }
            return fen.longValueExact();
        }
        if (value.text().matches(".*[/÷*×xX].*")) {
            throw new BadRow("「" + field.label() + "」不是一个数");
        }
        try {
            return YuanInput.parse(value.text()).amount().fen();
        } catch (IllegalArgumentException e) {
            throw new BadRow("「" + field.label() + "」：" + e.getMessage());
        }
    }
}
