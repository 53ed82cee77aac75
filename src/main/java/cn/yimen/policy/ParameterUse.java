package cn.yimen.policy;

import java.time.LocalDate;
import java.util.Optional;

/** 参数用在哪一天: given by modules that decide something under the parameters of a day, for {@link PolicyLinter}. */
public interface ParameterUse {

    /** In words, e.g. 「已受理的个案」. */
    String what();

    /** The earliest reference day in use; none when nothing was decided yet. */
    Optional<LocalDate> earliest();
}
