package cn.yimen.approval;

import cn.yimen.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 以前的临时救助 of the same household or people for the same cause.
 *
 * @param words 小额快救、先行救助 or 一般程序
 * @param amount null where it was decided on another page
 * @param url the application; null outside the reader's reach
 */
public record EarlierAid(
        String words,
        String receiptNo,
        Instant at,
        @Nullable Money amount,
        @Nullable String url) {}
