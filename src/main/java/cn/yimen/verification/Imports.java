package cn.yimen.verification;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.job.JobId;
import cn.yimen.job.JobState;
import cn.yimen.job.Jobs;
import cn.yimen.job.NewJob;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import cn.yimen.protection.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 导入 of departments' files (VR-1): looked at, mapped by a person, loaded in the background. */
@Service
@Transactional
public class Imports {

    static final String KIND = "verification.import";
    private static final int SAMPLE = 5;

    private static final String SELECT = """
            select b.*, s.name as source_name from verification_batch b join verification_source s on s.code = b.source
            """;

    private final JdbcClient jdbc;
    private final Sources sources;
    private final Jobs jobs;
    private final Formats formats;
    private final AuditLog audit;
    private final Clock clock;

    Imports(JdbcClient jdbc, Sources sources, Jobs jobs, Formats formats, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.sources = sources;
        this.jobs = jobs;
        this.formats = formats;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 上传: the file is looked at and kept; nothing is loaded yet.
     *
     * @param asOf the day the department's figures are of
     * @param whole 全量名单
     * @throws UnreadableFile if it is no table, is damaged or is empty
     * @throws Conflict if this very file was loaded before
     */
    public UUID upload(String sourceCode, String fileName, byte[] content, LocalDate asOf, boolean whole, Officer by) {
        requireImporter(by);
        var source = sources.get(sourceCode);
        if (!source.active()) {
            throw new NoSuchElementException("source is not used: " + sourceCode);
        }
        if (content.length > Jobs.MOST_BYTES) {
            throw new UnreadableFile("文件超过 " + Jobs.MOST_BYTES / (1 << 20) + " MB，请分成几个文件");
        }
        TableFile.of(content);
        var digest = digest(content);
        jdbc.sql(SELECT + " where b.source = ? and b.digest = ? and b.state in ('LOADING', 'DONE')")
                .params(source.code(), digest)
                .query(this::batch)
                .optional()
                .ifPresent(twin -> {
                    throw new UnreadableFile("这个文件 %s 已由%s导入过（新增 %,d 条），不用再导入"
                            .formatted(formats.dayTime(twin.madeAt()), twin.byName(), twin.added()));
                });
        var id = UUID.randomUUID();
        try {
            var kept = jobs.keep(neutral(fileName), new ByteArrayInputStream(content));
            jdbc.sql("""
                            insert into verification_batch (id, source, file_id, file_name, digest, as_of, whole, state,
                                made_at, made_by, by_name)
                            values (?, ?, ?, ?, ?, ?, ?, 'READY', ?, ?, ?)
                            """)
                    .params(
                            id,
                            source.code(),
                            kept.id(),
                            neutral(fileName),
                            digest,
                            asOf,
                            whole,
                            Sql.at(clock.instant()),
                            by.id(),
                            by.name())
                    .update();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        audit.changed(by, "上传核对文件", subject(id), "");
        return id;
    }

    /**
     * 预览: head and first rows, identity numbers masked.
     *
     * @param guess the field for each column that is known from last time or by its name
     */
    public record Preview(
            Batch batch,
            VerificationSource source,
            List<String> head,
            List<List<String>> rows,
            Map<Integer, String> guess) {}

    @Transactional(readOnly = true)
    public Preview preview(UUID id, Officer by) {
        var batch = get(id, by);
        var source = sources.get(batch.source());
        var file = TableFile.of(content(id));
        var rows = new ArrayList<List<String>>();
        try (var lines = file.lines()) {
            while (lines.hasNext() && rows.size() < SAMPLE) {
                var line = lines.next();
                var cells = new ArrayList<String>();
                for (var column = 0; column < file.head().size(); column++) {
                    cells.add(masked(line.at(column).text()));
                }
                rows.add(cells);
            }
        }
        audit.opened(by, subject(id), "前 " + rows.size() + " 行", "对应导入的列");
        return new Preview(batch, source, file.head(), rows, sources.guess(source, file.head()));
    }

    private String masked(String text) {
        return text.matches("[0-9]{14,17}[0-9Xx]") ? formats.id(text) : text;
    }

    /** What is wrong with a mapping, by the number of the column; an empty key for the whole. Empty if nothing is. */
    public Map<String, String> problems(Preview preview, Map<Integer, String> columns) {
        var problems = new LinkedHashMap<String, String>();
        var seen = new HashSet<String>();
        new TreeMap<>(columns).forEach((column, field) -> {
            if (preview.source().field(field).isEmpty()) {
                problems.put(Integer.toString(column), "选择列表里的字段");
            } else if (!seen.add(field)) {
                problems.put(
                        Integer.toString(column),
                        "「" + preview.source().field(field).get().label() + "」对应了两列，只留一列");
            }
        });
        if (!seen.contains("identity") && !(seen.contains("name") && seen.contains("birth"))) {
            problems.put("", "至少对应「身份证号」，或者「姓名」和「出生日期」两列");
        }
        for (var field : preview.source().fields()) {
            if (field.required() && !seen.contains(field.code())) {
                problems.merge("", "「" + field.label() + "」必须对应一列", (a, b) -> a + "；" + b);
            }
        }
        return problems;
    }

    /**
     * 开始导入 with this mapping, which is remembered for the source.
     *
     * @param columns field code by column number; columns that are not named are not taken
     * @param fewer whether a complete list may be much shorter than the one before
     * @throws Conflict if it was begun before
     */
    public JobId start(UUID id, Map<Integer, String> columns, boolean fewer, Officer by) {
        requireImporter(by);
        var batch = jdbc.sql(SELECT + " where b.id = ? for update of b")
                .param(id)
                .query(this::batch)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no import " + id));
        if (batch.state() == Batch.State.DONE || batch.state() == Batch.State.LOADING) {
            throw new Conflict("这个文件已经开始导入了");
        }
        var source = sources.get(batch.source());
        var head = TableFile.of(content(id)).head();
        sources.remember(source, head, columns);
        var job = jobs.start(
                NewJob.of(KIND, "导入" + source.name() + "：" + batch.fileName(), id.toString())
                        .file(fileId(id))
                        .resultAt("/verification/imports/" + id),
                by);
        try {
            jdbc.sql("""
                            update verification_batch set state = 'LOADING', columns = ?, fewer = ?, job_id = ?
                            where id = ?
                            """)
                    .params(Sealed.JSON.writeValueAsString(new TreeMap<>(columns)), fewer, job.id(), id)
                    .update();
        } catch (DuplicateKeyException twin) {
            throw new Conflict("同一个文件正在导入或已导入");
        }
        audit.changed(by, "导入核对文件", subject(id), "");
        return job;
    }

    /** @throws NoSuchElementException if there is none, or the officer may not see imports */
    @Transactional(readOnly = true)
    public Batch get(UUID id, Officer by) {
        requireImporter(by);
        return jdbc.sql(SELECT + " where b.id = ?")
                .param(id)
                .query(this::batch)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no import " + id));
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public List<Batch> list(Officer by, int limit) {
        requireImporter(by);
        return jdbc.sql(SELECT + " order by b.made_at desc, b.id limit ?")
                .param(limit)
                .query(this::batch)
                .list();
    }

    /** The day the newest complete file of each source is of. */
    @Transactional(readOnly = true)
    public Map<String, LocalDate> newest() {
        var newest = new LinkedHashMap<String, LocalDate>();
        jdbc.sql("select source, max(as_of) as as_of from verification_batch where state = 'DONE' group by source")
                .query(row -> {
                    newest.put(row.getString("source"), row.getObject("as_of", LocalDate.class));
                });
        return newest;
    }

    static void requireImporter(Officer by) {
        if (!by.has(Role.BUREAU_OFFICER)) {
            throw new NotAllowed("部门数据由区民政局经办导入");
        }
    }

    private byte[] content(UUID id) {
        return jobs.content(fileId(id));
    }

    private UUID fileId(UUID id) {
        return Optional.ofNullable(jdbc.sql("select file_id from verification_batch where id = ?")
                        .param(id)
                        .query(UUID.class)
                        .single())
                .orElseThrow();
    }

    // --- for the job

    /** 批次, as the job needs it. */
    record Loading(
            UUID id,
            String source,
            LocalDate asOf,
            boolean whole,
            boolean fewer,
            Map<Integer, String> columns,
            State state) {

        enum State {
            OPEN,
            DONE
        }
    }

    Loading loading(UUID id) {
        return jdbc.sql("select * from verification_batch where id = ?")
                .param(id)
                .query((row, n) -> {
                    var columns = new TreeMap<Integer, String>();
                    Sealed.JSON
                            .readTree(row.getString("columns"))
                            .properties()
                            .forEach(each -> columns.put(
                                    Integer.valueOf(each.getKey()),
                                    each.getValue().asString()));
                    return new Loading(
                            id,
                            row.getString("source"),
                            row.getObject("as_of", LocalDate.class),
                            row.getBoolean("whole"),
                            row.getBoolean("fewer"),
                            columns,
                            row.getString("state").equals("DONE") ? Loading.State.DONE : Loading.State.OPEN);
                })
                .single();
    }

    void count(UUID id, long read, Records.Stored stored, int bad) {
        jdbc.sql("""
                        update verification_batch set read_rows = read_rows + ?, added = added + ?, known = known + ?,
                            matched = matched + ?, candidates = candidates + ?, bad = bad + ?
                        where id = ?
                        """)
                .params(read, stored.added(), stored.known(), stored.matched(), stored.candidates(), bad, id)
                .update();
    }

    void ended(UUID id, JobState state) {
        jdbc.sql("update verification_batch set state = ? where id = ? and state = 'LOADING'")
                .params(state == JobState.CANCELLED ? "CANCELLED" : "FAILED", id)
                .update();
    }

    private Batch batch(ResultSet row, int n) throws SQLException {
        var job = row.getObject("job_id", UUID.class);
        return new Batch(
                Sql.id(row, "id"),
                row.getString("source"),
                row.getString("source_name"),
                row.getString("file_name"),
                row.getObject("as_of", LocalDate.class),
                row.getBoolean("whole"),
                Batch.State.valueOf(row.getString("state")),
                row.getLong("read_rows"),
                row.getLong("added"),
                row.getLong("known"),
                row.getLong("bad"),
                row.getLong("matched"),
                row.getLong("candidates"),
                row.getLong("findings"),
                Sql.instant(row, "made_at"),
                row.getString("by_name"),
                job == null ? null : new JobId(job));
    }

    static Subject subject(UUID id) {
        return new Subject("verification_batch", id.toString());
    }

    private static byte[] digest(byte[] content) {
        return Digest.sm3(content);
    }

    /** The last part of the name without anything that means something to a shell, a path or a page. */
    static String neutral(@Nullable String given) {
        var name = given == null ? "" : given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        var plain = name.replaceAll("[^\\p{L}\\p{N}._ （）()-]", "_").strip();
        if (plain.matches(".*[0-9]{15,}.*")) {
            plain = plain.replaceAll("[0-9]{15,}[0-9Xx]?", "_"); // names of files are shown unmasked
        }
        return plain.isEmpty() ? "未命名" : plain.length() > 80 ? plain.substring(plain.length() - 80) : plain;
    }
}
