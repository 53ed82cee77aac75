package cn.yimen.job;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A job that writes one line of text for each of ten pieces; a test puts in what happens at one of them. */
@Component
class CountingJob implements JobKind {

    final Map<String, LongConsumer> before = new ConcurrentHashMap<>();
    final Map<String, JobState> ended = new ConcurrentHashMap<>();

    private final JdbcClient jdbc;

    CountingJob(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String code() {
        return "test.count";
    }

    @Override
    public boolean retries() {
        return true;
    }

    @Override
    public void ended(JobId job, String parameters, JobState state) {
        ended.put(parameters, state);
    }

    @Override
    public void run(JobRun run) {
        var retryOf = run.retryOf();
        if (retryOf != null) {
            run.step(1, () -> run.say("再试 " + run.failedRowsOf(retryOf).size() + " 行"));
            return;
        }
        run.total(10);
        for (var n = run.position() + 1; n <= 10; n++) {
            var at = n;
            run.step(n, () -> {
                jdbc.sql(
                                "insert into job_file (id, name, size, digest, stored_at) values (gen_random_uuid(), ?, ?, ?, now())")
                        .params("count-" + run.parameters(), at, new byte[32])
                        .update();
                if (at == 3) {
                    run.failed(List.of(new JobRun.FailedRow(4, "金额看不懂", List.of("王建国", "=1+1", "三百"))));
                }
                before.getOrDefault(run.parameters(), any -> {}).accept(at);
            });
        }
        run.step(10, () -> run.say("办了 10 件"));
    }

    List<Long> written(String parameters) {
        return jdbc.sql("select size from job_file where name = ? order by stored_at, size")
                .param("count-" + parameters)
                .query(Long.class)
                .list();
    }
}
