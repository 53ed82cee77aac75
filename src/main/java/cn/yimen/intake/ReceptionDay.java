package cn.yimen.intake;

import java.time.LocalDate;
import java.util.List;

/**
 * 接待台账 of one window and day.
 *
 * @param rows the latest ticket first
 */
public record ReceptionDay(LocalDate day, List<ReceptionRow> rows) {

    /** How many have got their definite answer. */
    public long answered() {
        return rows.stream().filter(row -> row.reception().endedAt() != null).count();
    }

    /** How many of the answered got it within the limit. */
    public long inTime() {
        return rows.stream()
                .filter(row -> row.reception().endedAt() != null && !row.over())
                .count();
    }

    public long over() {
        return rows.stream().filter(ReceptionRow::over).count();
    }

    public long open() {
        return rows.size() - answered();
    }
}
