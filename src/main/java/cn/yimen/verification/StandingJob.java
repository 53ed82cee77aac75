package cn.yimen.verification;

import cn.yimen.household.PersonMatching;
import cn.yimen.job.JobKind;
import cn.yimen.job.JobRun;
import cn.yimen.job.Jobs;
import cn.yimen.job.NewJob;
import java.time.Clock;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** 常设检查 (VR-2): everybody in benefit against everything the departments told, once a month. */
@Component
class StandingJob implements JobKind {

    static final String KIND = "verification.standing";
    private static final int PIECE = 500;

    private final PersonMatching people;
    private final Findings findings;
    private final JdbcClient jdbc;
    private final Jobs jobs;
    private final Clock clock;

    StandingJob(PersonMatching people, Findings findings, JdbcClient jdbc, Jobs jobs, Clock clock) {
        this.people = people;
        this.findings = findings;
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public String code() {
        return KIND;
    }

    /** Any day of the month it has not run in yet: a machine that stood still on the first does it on the second. */
    @Scheduled(cron = "0 30 2 * * *", zone = "Asia/Shanghai")
    void monthly() {
        var month = YearMonth.now(clock);
        jobs.start(NewJob.of(KIND, "在保对象常设检查 " + month, month.toString())
                .resultAt("/verification")
                .once(month.toString()));
    }

    @Override
    public void run(JobRun run) {
        var before = jdbc.sql("select count(*) from verification_finding")
                .query(Long.class)
                .single();
        @Nullable UUID after = null;
        var at = 0L;
        while (true) {
            // by id, so that a run after a crash leaves out what was examined
            var piece = people.inAssistance(after, PIECE);
            if (piece.isEmpty()) {
                break;
            }
            after = piece.get(piece.size() - 1);
            at += piece.size();
            if (at > run.position()) {
                run.step(at, () -> findings.examine(piece));
            }
        }
        var end = Math.max(at, run.position());
        run.total(end);
        var news = jdbc.sql("select count(*) from verification_finding")
                        .query(Long.class)
                        .single()
                - before;
        run.step(end, () -> run.say("检查在保 %,d 人，新疑点 %,d 条".formatted(end, news)));
    }
}
