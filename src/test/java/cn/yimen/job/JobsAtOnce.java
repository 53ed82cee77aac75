package cn.yimen.job;

import cn.yimen.identity.Officers;
import cn.yimen.protection.FieldCipher;
import java.time.Clock;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** 试验里的作业: done in the thread of the test. */
@Component
public class JobsAtOnce {

    private final JobRunner runner;
    private final JobStore store;
    private final Officers officers;
    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final FieldCipher cipher;
    private final PlatformTransactionManager transactions;
    private final Clock clock;

    JobsAtOnce(
            JobRunner runner,
            JobStore store,
            Officers officers,
            JdbcClient jdbc,
            JdbcTemplate batch,
            FieldCipher cipher,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.runner = runner;
        this.store = store;
        this.officers = officers;
        this.jdbc = jdbc;
        this.batch = batch;
        this.cipher = cipher;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Does whatever waits. */
    public void runAll() {
        while (runner.runOne()) {
            // until nothing waits
        }
    }

    /**
     * Does what waits until a piece goes beyond that position; in the middle of that piece the power goes, and its lease is
     * over when this returns.
     */
    public void runUntilThePowerGoes(long position) {
        var claimed = store.claim("doomed").orElseThrow();
        var doomed = new JobStore(jdbc, batch, cipher, transactions, clock) {
            @Override
            void step(Claimed held, long to, Runnable work) {
                super.step(held, to, () -> {
                    work.run();
                    if (to > position) {
                        throw new PowerCut();
                    }
                });
            }
        };
        var owner = claimed.owner();
        try {
            runner.kind(claimed.kind())
                    .run(new JobRun(
                            doomed,
                            claimed,
                            owner == null ? null : officers.byId(owner).orElseThrow()));
            throw new AssertionError("the job was done before that position");
        } catch (PowerCut expected) {
            jdbc.sql("update job set lease_until = ? where id = ?")
                    .params(
                            JobStore.at(Instant.now().minusSeconds(5)),
                            claimed.id().id())
                    .update();
        }
    }

    private static final class PowerCut extends Error {}
}
