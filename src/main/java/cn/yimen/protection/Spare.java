package cn.yimen.protection;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * 备用的引擎: what is dear to make and used by one thread at a time. Not bound to threads, of which every request may have a
 * new one; there are as many as were ever in use at once.
 */
final class Spare<T> {

    private final Queue<T> idle = new ConcurrentLinkedQueue<>();
    private final Supplier<T> make;

    Spare(Supplier<T> make) {
        this.make = make;
    }

    <R> R use(Function<T, R> work) {
        var taken = idle.poll();
        var mine = taken == null ? make.get() : taken;
        var result = work.apply(mine);
        idle.add(mine); // what failed in the middle is not used again
        return result;
    }
}
