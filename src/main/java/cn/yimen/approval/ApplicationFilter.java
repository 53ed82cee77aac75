package cn.yimen.approval;

import org.jspecify.annotations.Nullable;

/**
 * 清单的条件.
 *
 * @param townshipCode 9 digits; null for all within reach
 */
public record ApplicationFilter(
        ApplicationTab tab,
        @Nullable ApplicationState state,
        @Nullable String townshipCode,
        @Nullable String itemCode) {}
