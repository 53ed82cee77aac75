package cn.yimen.pages;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 经过的一条.
 *
 * @param who person and place, e.g. 「周敏，石桥镇」; may be empty
 */
public record TimelineEntry(String title, @Nullable String detail, Instant at, String who) {}
