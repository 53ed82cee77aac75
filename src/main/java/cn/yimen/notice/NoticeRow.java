package cn.yimen.notice;

import cn.yimen.calendar.Light;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 公示清单的一行.
 *
 * @param state by the clock
 * @param light null when it hangs no more
 */
public record NoticeRow(
        NoticeId id,
        String number,
        String personName,
        String place,
        String title,
        NoticeState state,
        Instant postedAt,
        Instant endsAt,
        @Nullable Light light,
        int openObjections) {}
