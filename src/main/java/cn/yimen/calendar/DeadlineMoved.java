package cn.yimen.calendar;

import java.time.Instant;

/**
 * 时限已变动: a running limit has another due instant, by an extension, a resumption or a corrected calendar. Published
 * in the same transaction, so that a copy of the due instant can be kept right by an {@code @EventListener}.
 */
public record DeadlineMoved(DeadlineId deadline, Instant dueAt, boolean provisional) {}
