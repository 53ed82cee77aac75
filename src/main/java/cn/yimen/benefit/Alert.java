package cn.yimen.benefit;

import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * 变动提示: a fact that calls for a change of an award, waiting for somebody to decide.
 *
 * @param from the first month the change would hold for
 */
public record Alert(UUID id, @Nullable UUID person, YearMonth from, String words) {}
