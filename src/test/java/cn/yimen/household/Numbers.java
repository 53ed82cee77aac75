package cn.yimen.household;

import cn.yimen.kernel.ResidentId;
import java.util.concurrent.atomic.AtomicInteger;

/** 试验用身份证号: of the unassigned division 520499, each once in a test run. */
public final class Numbers {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private Numbers() {}

    /** @param born yyyyMMdd; the sequence makes it unique up to 1,000 of one day */
    public static ResidentId next(int born) {
        var digits = "520499" + born + "%03d".formatted(NEXT.getAndIncrement() % 1000);
        return new ResidentId(digits + ResidentId.checkCharacter(digits));
    }
}
