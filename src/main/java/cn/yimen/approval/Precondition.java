package cn.yimen.approval;

import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 前提: what must be there before a way is gone. A bean for each code that {@code approval_way.preconditions} names; asked
 * by the one door, in the transaction of the move, and by the page before.
 */
public interface Precondition {

    /** Stable name, {@code VISIT_SIGNED}. */
    String code();

    /** What it asks for, as the drawn path says it: 「入户调查已由调查人签字」. */
    String words();

    /** What {@link #missing} is going to ask, as far as it is known beforehand, as with {@link ApplicationPanel#asks}. */
    default Stream<Question<?>> asks(ApplicationView application) {
        return Stream.of();
    }

    /** What is missing, in one sentence for the reader: 「还没有入户调查记录」; null if nothing is. */
    @Nullable
    String missing(ApplicationView application, Way way, Officer by);
}
