package cn.yimen.approval;

import cn.yimen.calendar.Light;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 清单的一行.
 *
 * @param limitWords which limit is the next to end; null if none runs
 * @param receivable whether it waits for the bureau's receipt
 */
public record ApplicationRow(
        ApplicationId id,
        String receiptNo,
        String personName,
        String place,
        String itemName,
        ApplicationState state,
        String stateWords,
        String stateCss,
        Instant enteredAt,
        @Nullable Light light,
        @Nullable String limitWords,
        @Nullable Instant dueAt,
        boolean paused,
        boolean kinFiled,
        int round,
        boolean receivable) {}
