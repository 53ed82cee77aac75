package cn.yimen.casefile;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 列表条件: what stands in the address of the case list. Null means not filtered.
 *
 * @param open only what is not closed
 * @param level OVER, SOON or OK: the most urgent limit of the case that runs
 * @param township 9-digit code
 * @param itemCode with a matter of this item
 * @param officer the one responsible
 * @param from first day of acceptance
 * @param to last day of acceptance, inclusive
 * @param receiptNo whole number, or its running number alone
 * @param persons who applied or is meant by a matter; from a search for a person
 */
public record CaseFilter(
        @Nullable CaseState state,
        boolean open,
        cn.yimen.calendar.Light.@Nullable Level level,
        @Nullable String township,
        @Nullable String itemCode,
        @Nullable UUID officer,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String receiptNo,
        @Nullable List<UUID> persons,
        Sort sort) {

    /** 排序. */
    public enum Sort {
        /** the most urgent first, what has no limit any more behind, the newest of it first */
        DUE,
        /** the newest first */
        NEWEST
    }

    public static CaseFilter all() {
        return new CaseFilter(null, false, null, null, null, null, null, null, null, null, Sort.DUE);
    }
}
