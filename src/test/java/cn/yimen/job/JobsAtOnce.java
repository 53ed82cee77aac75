package cn.yimen.job;

import org.springframework.stereotype.Component;

/** 试验里的作业: done in the thread of the test. */
@Component
public class JobsAtOnce {

    private final JobRunner runner;

    JobsAtOnce(JobRunner runner) {
        this.runner = runner;
    }

    /** Does whatever waits. */
    public void runAll() {
        while (runner.runOne()) {
            // until nothing waits
        }
    }
}
