package cn.yimen.config;

import static org.assertj.core.api.Assertions.assertThatCode;

import cn.yimen.ProductTest;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** OP-5: two nodes that start in the same moment both start. */
@ProductTest
class NodesAtOnceTest {

    private static final int NODES = 3;

    @Autowired
    Flyway flyway;

    @Test
    void eachTriesTheMigrationsAndTheRightsAtTheSameTime() throws Exception {
        var together = new CyclicBarrier(NODES);
        var nodes = Executors.newFixedThreadPool(NODES);
        try {
            var starts = new ArrayList<Future<?>>();
            for (var n = 0; n < NODES; n++) {
                starts.add(nodes.submit(() -> {
                    for (var round = 0; round < 4; round++) {
                        var own = Flyway.configure()
                                .configuration(flyway.getConfiguration())
                                .load();
                        together.await(60, TimeUnit.SECONDS);
                        own.migrate();
                    }
                    return null;
                }));
            }
            for (var start : starts) {
                assertThatCode(start::get).doesNotThrowAnyException();
            }
        } finally {
            nodes.shutdownNow();
        }
    }
}
