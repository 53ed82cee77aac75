package cn.yimen.verification;

import cn.yimen.job.JobId;
import cn.yimen.job.JobKind;
import cn.yimen.job.JobRefused;
import cn.yimen.job.JobRun;
import cn.yimen.job.JobRun.FailedRow;
import cn.yimen.job.JobState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 导入作业: rows in pieces, each piece with its matches and its bad rows in one transaction; then once what the whole file
 * means. A file most of whose first rows cannot be read ends the job instead of filling a list of errors.
 */
@Component
class ImportJob implements JobKind {

    static final int PIECE = 2000;
    private static final int MOST_ROWS = 1_000_000;

    private final Imports imports;
    private final Sources sources;
    private final Records records;
    private final AfterImport after;
    private final JdbcClient jdbc;
    private final Clock clock;

    ImportJob(Imports imports, Sources sources, Records records, AfterImport after, JdbcClient jdbc, Clock clock) {
        this.imports = imports;
        this.sources = sources;
        this.records = records;
        this.after = after;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String code() {
        return Imports.KIND;
    }

    @Override
    public boolean retries() {
        return true;
    }

    @Override
    public void ended(JobId job, String parameters, JobState state) {
        imports.ended(UUID.fromString(parameters), state);
    }

    @Override
    public void run(JobRun run) {
        var batch = imports.loading(UUID.fromString(run.parameters()));
        var source = sources.get(batch.source());
        var retryOf = run.retryOf();
        if (retryOf != null) {
            retry(run, batch, source, retryOf);
            return;
        }
        TableFile file;
        try (var in = run.file()) {
            file = TableFile.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnreadableFile e) {
            throw new JobRefused(String.valueOf(e.getMessage()));
        }
        var reader = new RowReader(source, batch.columns(), file.dayShift(), LocalDate.now(clock));
        long rows;
        try {
            rows = count(file);
            run.total(rows + 2);
            load(run, batch, source, file, reader, rows);
        } catch (UnreadableFile e) {
            throw new JobRefused(String.valueOf(e.getMessage()));
        }
        if (run.position() < rows + 1) {
            run.step(rows + 1, () -> after.complete(batch, source));
        }
        examine(run, batch, rows + 2);
    }

    /** In pieces as well; a piece that was compared before a crash finds nothing new the second time. */
    private void examine(JobRun run, Imports.Loading batch, long end) {
        var persons = after.persons(batch);
        for (var at = 0; at < persons.size(); at += PIECE) {
            var piece = persons.subList(at, Math.min(persons.size(), at + PIECE));
            run.step(Math.max(run.position(), end - 1), () -> after.examine(batch, piece));
        }
        run.step(end, () -> run.say(after.words(batch)));
    }

    private static long count(TableFile file) {
        var rows = 0L;
        try (var lines = file.lines()) {
            while (lines.hasNext()) {
                lines.next();
                if (++rows > MOST_ROWS) {
                    throw new UnreadableFile("文件超过 100 万行，请分成几个文件");
                }
            }
        }
        return rows;
    }

    private void load(
            JobRun run, Imports.Loading batch, VerificationSource source, TableFile file, RowReader reader, long rows) {
        try (var lines = file.lines()) {
            var at = 0L;
            while (at < Math.min(run.position(), rows)) { // done by an earlier run
                lines.next();
                at++;
            }
            while (lines.hasNext()) {
                var good = new ArrayList<RowReader.Read>();
                var bad = new ArrayList<FailedRow>();
                var seen = 0;
                while (lines.hasNext() && seen < PIECE) {
                    read(reader, lines.next(), good, bad);
                    seen++;
                }
                if (at == 0 && seen >= 20 && bad.size() > seen * 0.9) {
                    throw new UnreadableFile("前 %,d 行里有 %,d 行读不出（例如：%s），没有导入，请检查列的对应"
                            .formatted(seen, bad.size(), bad.get(0).reason()));
                }
                at += seen;
                long read = seen;
                run.step(at, () -> {
                    var stored = records.store(source, batch.id(), batch.asOf(), good);
                    imports.count(batch.id(), read, stored, bad.size());
                    run.failed(bad);
                });
            }
        }
        var nothing = jdbc.sql("select added + known = 0 from verification_batch where id = ?")
                .param(batch.id())
                .query(Boolean.class)
                .single();
        if (nothing) {
            throw new UnreadableFile("没有一行能读出，没有导入任何内容，请检查列的对应");
        }
    }

    private static void read(RowReader reader, TableFile.Line line, List<RowReader.Read> good, List<FailedRow> bad) {
        try {
            good.add(reader.read(line));
        } catch (RowReader.BadRow e) {
            bad.add(new FailedRow(line.no(), String.valueOf(e.getMessage()), line.texts()));
        }
    }

    /** The rows that were not taken, once more: after the source's fields or the rule changed. */
    private void retry(JobRun run, Imports.Loading batch, VerificationSource source, UUID retryOf) {
        var reader = new RowReader(source, batch.columns(), 0, LocalDate.now(clock));
        var rows = run.failedRowsOf(retryOf);
        run.total(rows.size() + 1L);
        for (var at = (int) run.position(); at < rows.size(); ) {
            var piece = rows.subList(at, Math.min(rows.size(), at + PIECE));
            var good = new ArrayList<RowReader.Read>();
            var bad = new ArrayList<FailedRow>();
            for (var row : piece) {
                read(
                        reader,
                        new TableFile.Line(
                                row.line(),
                                row.cells().stream()
                                        .map(text -> new TableFile.Value(text, false))
                                        .toList()),
                        good,
                        bad);
            }
            at += piece.size();
            run.step(at, () -> {
                var stored = records.store(source, batch.id(), batch.asOf(), good);
                imports.count(batch.id(), 0, stored, -good.size());
                run.failed(bad);
            });
        }
        examine(run, batch, rows.size() + 1L);
    }
}
