package cn.yimen.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.yimen.ProductTest;
import java.security.Principal;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** IN-8: every form can be submitted any number of times and has one effect. */
@ProductTest
class OneTimeKeysTest {

    private static final Principal CLERK = () -> "one-time-clerk";
    private static final Principal OTHER = () -> "one-time-other";

    @Autowired
    OneTimeKeys once;

    @Test
    void ofTwentyEqualSubmissionsAtOnceOneIsCarriedOutAndAllGetItsAnswer() throws Exception {
        var key = OneTimeKey.fresh();
        var done = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(20);
        try {
            var posts = IntStream.range(0, 20)
                    .<Callable<String>>mapToObj(
                            i -> () -> once.run(key, CLERK, () -> "/cases/" + done.incrementAndGet()))
                    .toList();
            for (var answer : pool.invokeAll(posts)) {
                assertThat(answer.get()).isEqualTo("/cases/1");
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(done).hasValue(1);
    }

    @Test
    void afterAFailureTheKeyIsFreeAgain() {
        var key = OneTimeKey.fresh();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> once.run(key, CLERK, () -> {
                    throw new IllegalStateException("the work failed");
                }));
        assertThat(once.run(key, CLERK, () -> "/second")).isEqualTo("/second");
    }

    @Test
    void somebodyElsesKeyTellsNothing() {
        var key = OneTimeKey.fresh();
        assertThat(once.run(key, CLERK, () -> "/cases/7")).isEqualTo("/cases/7");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> once.run(key, OTHER, () -> "/cases/8"));
    }
}
