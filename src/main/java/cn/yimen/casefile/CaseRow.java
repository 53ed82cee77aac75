package cn.yimen.casefile;

import cn.yimen.calendar.Light;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 个案列表的一行.
 *
 * @param place township and village
 * @param items names of the items, each once
 * @param matters how many
 * @param light of the limit that counts now; null if none runs
 * @param dueAt of that limit
 * @param officer who is responsible
 */
public record CaseRow(
        CaseId id,
        ReceiptNumber receiptNumber,
        String applicantName,
        String place,
        String items,
        int matters,
        CaseState state,
        @Nullable Light light,
        @Nullable Instant dueAt,
        Instant acceptedAt,
        String officer) {}
