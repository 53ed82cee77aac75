package cn.yimen.household;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * 拒绝就业记录: one suitable job introduced and not taken (649 第四十五条).
 *
 * @param introduced whether the introduction slip (介绍单) is on file; without it the refusal does not count
 * @param justified 有正当理由; then it does not count
 */
public record JobRefusal(LocalDate on, boolean introduced, boolean justified) implements Serializable {

    public boolean counts() {
        return introduced && !justified;
    }
}
