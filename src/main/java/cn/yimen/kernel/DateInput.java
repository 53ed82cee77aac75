package cn.yimen.kernel;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * 日期输入: reads a day as people type it (ui-guide 6.2): {@code 20260311}, {@code 2026-3-11}, {@code 2026.3.11},
 * {@code 2026/3/11}, {@code 2026年3月11日}, and without the year {@code 3-11}, {@code 3月11日} for the year of today.
 */
public final class DateInput {

    private static final Pattern SOLID = Pattern.compile("([0-9]{4})([0-9]{2})([0-9]{2})");
    private static final Pattern PARTS = Pattern.compile("(?:([0-9]{4})[-./年])?([0-9]{1,2})[-./月]([0-9]{1,2})日?");

    private DateInput() {}

    /** The day typed; empty if it cannot be read as one or there is no such day. */
    public static Optional<LocalDate> read(String typed, LocalDate today) {
        var text = Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("\\s", "");
        var solid = SOLID.matcher(text);
        if (solid.matches()) {
            return day(solid.group(1), solid.group(2), solid.group(3));
        }
        var parts = PARTS.matcher(text);
        if (parts.matches()) {
            var year = parts.group(1);
            return day(year == null ? Integer.toString(today.getYear()) : year, parts.group(2), parts.group(3));
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> day(String year, String month, String day) {
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
