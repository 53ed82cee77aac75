package cn.yimen.casefile;

import cn.yimen.calendar.DeadlineId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 受理结果.
 *
 * @param queryCode 查询码, for the receipt slip; the second fact beside the number
 */
public record OpenedCase(CaseId caseId, ReceiptNumber receiptNumber, String queryCode, List<Opened> matters) {

    /** One matter as it was opened. */
    public record Opened(
            MatterId id,
            String itemCode,
            String itemName,
            String deptCode,
            MatterState state,
            @Nullable DeadlineId legal,
            @Nullable DeadlineId promise) {}

    /** Without the query code: safe for logs. */
    @Override
    public String toString() {
        return receiptNumber.toString();
    }
}
