package cn.yimen.verification;

import cn.yimen.job.JobKind;
import cn.yimen.job.JobRun;
import cn.yimen.job.Jobs;
import cn.yimen.job.NewJob;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * 向接口询问: what waits for an answer of a connector is asked, outside of any transaction; the answer is stored with the
 * request in one. Asked again every hour until it is answered.
 */
@Component
class AskJob implements JobKind {

    static final String KIND = "verification.ask";
    private static final Logger LOG = LoggerFactory.getLogger(AskJob.class);

    private final Requests requests;
    private final Sources sources;
    private final Map<String, Connector> connectors;
    private final Jobs jobs;
    private final Clock clock;

    AskJob(Requests requests, Sources sources, ObjectProvider<Connector> connectors, Jobs jobs, Clock clock) {
        this.requests = requests;
        this.sources = sources;
        this.connectors = connectors.stream().collect(Collectors.toMap(Connector::code, one -> one));
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public String code() {
        return KIND;
    }

    /** Every hour, once on all nodes together, if anything waits for a connector. */
    @Scheduled(cron = "0 7 * * * *", zone = "Asia/Shanghai")
    void again() {
        if (!requests.waiting().isEmpty()) {
            var hour = LocalDateTime.now(clock).truncatedTo(ChronoUnit.HOURS);
            jobs.start(NewJob.of(KIND, "向核对接口询问", "").once(hour.toString()));
        }
    }

    @Override
    public void run(JobRun run) {
        var waiting = requests.waiting();
        run.total(waiting.size());
        var answered = 0;
        var at = 0L;
        for (var request : waiting) {
            var source = sources.get(request.source());
            var connector = connectors.get(source.connector());
            var people = requests.people(request);
            at = Math.max(at + 1, run.position());
            if (connector == null || people.isEmpty()) {
                run.step(at, () -> requests.trouble(request, "没有可以询问的人或接口"));
                continue;
            }
            try {
                var reply = connector.ask(new Connector.Inquiry(request.id(), source, LocalDate.now(clock), people));
                if (reply instanceof Connector.Reply.Answered answer) {
                    run.step(at, () -> requests.answered(request, source, answer, people));
                    answered++;
                } else {
                    run.step(at, () -> requests.sent(request));
                }
            } catch (Connector.ConnectorTrouble trouble) {
                LOG.info("request {}: {}", request.id(), trouble.getMessage());
                run.step(at, () -> requests.trouble(request, String.valueOf(trouble.getMessage())));
            }
        }
        var done = answered;
        run.step(Math.max(at, run.position()), () -> run.say("问了 %d 项，答复 %d 项".formatted(waiting.size(), done)));
    }

    /** The rows of an answer as the reader of files sees them. */
    static RowReader.Read read(VerificationSource source, Map<String, String> row, LocalDate today)
            throws RowReader.BadRow {
        var columns = new TreeMap<Integer, String>();
        var cells = new ArrayList<TableFile.Value>();
        for (var field : source.fields()) {
            columns.put(cells.size(), field.code());
            cells.add(new TableFile.Value(row.getOrDefault(field.code(), "").strip(), false));
        }
        return new RowReader(source, columns, 0, today).read(new TableFile.Line(0, cells));
    }
}
