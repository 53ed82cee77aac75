package cn.yimen.approval;

import cn.yimen.approval.AppraisalView.Panelist;
import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.StaleEdit;
import cn.yimen.policy.Policy;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * 民主评议 (AP-1; 57 第十九条): only where an objection or a dispute asks for it. A panel of people who know the household
 * says what it thinks; it advises, the township decides.
 */
@Service
@Transactional
public class Appraisals {

    /** 评议人最多几行. */
    public static final int MOST = 15;

    private static final String SELECT = """
            select p.id, p.application_id, p.round, p.number, p.state, p.content_enc, p.content_digest, p.held_on,
                p.votes_for, p.votes_against, p.votes_abstain, p.recorded_at, p.written_at, p.version, o.name
            from appraisal p join officer o on o.id = p.written_by
            """;

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Applications applications;
    private final SurveySecrets secrets;
    private final Policy policy;
    private final AuditLog audit;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    Appraisals(
            JdbcClient jdbc,
            Questions questions,
            Applications applications,
            SurveySecrets secrets,
            Policy policy,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.applications = applications;
        this.secrets = secrets;
        this.policy = policy;
        this.audit = audit;
        this.clock = clock;
    }

    /** 评议人的身份. */
    public enum Standing {
        VILLAGER("村（居）民代表"),
        COMMITTEE("村（居）委会成员"),
        PARTY("党员代表"),
        NEIGHBOUR("熟悉情况的群众"),
        TOWNSHIP("乡镇（街道）工作人员");

        private final String words;

        Standing(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    private record Kept(Map<String, String> values) {}

    private record Row(
            UUID id,
            int round,
            String number,
            boolean recorded,
            byte @Nullable [] content,
            byte @Nullable [] digest,
            @Nullable LocalDate heldOn,
            int votesFor,
            int votesAgainst,
            int votesAbstain,
            java.time.@Nullable Instant recordedAt,
            java.time.Instant writtenAt,
            long version,
            String name) {}

    private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Row(
                Sql.id(row, "id"),
                row.getInt("round"),
                row.getString("number"),
                row.getString("state").equals("RECORDED"),
                row.getBytes("content_enc"),
                row.getBytes("content_digest"),
                row.getObject("held_on", LocalDate.class),
                row.getInt("votes_for"),
                row.getInt("votes_against"),
                row.getInt("votes_abstain"),
                Sql.instantOrNull(row, "recorded_at"),
                Sql.instant(row, "written_at"),
                row.getLong("version"),
                row.getString("name"));
    }

    /** All of an application, the first one first. */
    @Transactional(readOnly = true)
    public List<AppraisalView> of(ApplicationView application) {
        return questions.list(asksRows(application)).stream()
                .map(row -> view(application, row))
                .toList();
    }

    /** What {@link #of} asks, to be asked ahead. */
    Question<?> asks(ApplicationView application) {
        return asksRows(application);
    }

    private Question<Row> asksRows(ApplicationView application) {
        return Question.sql(SELECT + " where p.application_id = ? order by p.number")
                .param(application.id().id())
                .query((row, n) -> row(row));
    }

    /** @throws NoSuchElementException if the officer's reach has none of this number */
    @Transactional(readOnly = true)
    public AppraisalView get(ApplicationId application, UUID id, Officer by) {
        var found = applications.get(application, by);
        return of(found).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no appraisal " + id));
    }

    /** The one being recorded; empty if none is. */
    @Transactional(readOnly = true)
    public Optional<AppraisalView> open(ApplicationView application) {
        return of(application).stream().filter(one -> !one.recorded()).findFirst();
    }

    public int quorum() {
        return policy.days("appraisal.quorum", LocalDate.now(clock));
    }

    private AppraisalView view(ApplicationView application, Row row) {
        var text = secrets.appraisal(row.content());
        var values = text == null
                ? Map.<String, String>of()
                : json.readValue(text, Kept.class).values();
        if (text != null && row.recorded() && !Arrays.equals(SurveySecrets.digest(text), row.digest())) {
            throw new IllegalStateException("appraisal differs from what was recorded: " + row.id());
        }
        return new AppraisalView(
                row.id(),
                application,
                row.round(),
                row.number(),
                row.recorded(),
                values,
                quorum(),
                row.recorded() ? panel(values) : List.of(),
                row.heldOn(),
                row.votesFor(),
                row.votesAgainst(),
                row.votesAbstain(),
                row.name(),
                row.recordedAt(),
                row.version());
    }

    private static List<Panelist> panel(Map<String, String> values) {
        var panel = new ArrayList<Panelist>();
        for (int row = 0; row < MOST; row++) {
            var name = values.getOrDefault("p" + row + "_name", "");
            if (!name.isEmpty()) {
                panel.add(new Panelist(name, standing(values.get("p" + row + "_standing"))));
            }
        }
        return panel;
    }

    private static String standing(@Nullable String code) {
        return Arrays.stream(Standing.values())
                .filter(one -> one.name().equals(code))
                .map(Standing::words)
                .findFirst()
                .orElse("");
    }

    private ApplicationView writable(ApplicationId id, Officer by) {
        var application = applications.locked(id, by);
        if (!application.reachedBy(by, Role.TOWNSHIP_REVIEWER)) {
            throw new NotAllowed("民主评议由乡镇审核组织和记录");
        }
        if (application.state() != ApplicationState.APPRAISAL) {
            throw new Conflict("本件现在是「%s」，不在民主评议".formatted(application.stateWords()));
        }
        return application;
    }

    private Row openRow(ApplicationView application, Officer by) {
        var found = jdbc.sql(SELECT + " where p.application_id = ? and p.state = 'OPEN' for update of p")
                .param(application.id().id())
                .query((row, n) -> row(row))
                .optional();
        if (found.isPresent()) {
            return found.get();
        }
        jdbc.sql("""
                        insert into appraisal (id, application_id, round, number, state, written_at, written_by)
                        values (?, ?, ?, ?, 'OPEN', ?, ?)
                        """)
                .params(
                        UUID.randomUUID(),
                        application.id().id(),
                        application.round(),
                        Investigations.number(jdbc, "APPRAISAL", "PY", clock),
                        Sql.at(clock.instant()),
                        by.id())
                .update();
        return openRow(application, by);
    }

    /**
     * 存评议记录: as typed, whole or not.
     *
     * @param version of the view that was edited; 0 for a new one
     * @return the new version
     * @throws StaleEdit if somebody saved in between
     */
    public long save(ApplicationId id, long version, Map<String, String> typed, Officer by) {
        var application = writable(id, by);
        var row = openRow(application, by);
        return write(application, row, version, typed, by);
    }

    private long write(ApplicationView application, Row row, long version, Map<String, String> typed, Officer by) {
        var clean = InvestigationContent.clean(typed);
        var kept = view(application, row).values();
        if (row.version() != version) {
            var labels = new InvestigationLabels(Map.of());
            var names = new TreeSet<>(kept.keySet());
            names.addAll(clean.keySet());
            var differences = new ArrayList<StaleEdit.Difference>();
            for (var name : names) {
                var theirs = kept.getOrDefault(name, "");
                var yours = clean.getOrDefault(name, "");
                if (!theirs.equals(yours)) {
                    differences.add(new StaleEdit.Difference(
                            labels.label(name), labels.value(name, theirs), labels.value(name, yours)));
                }
            }
            throw new StaleEdit(
                    differences, row.name(), row.writtenAt(), "/applications/" + application.id() + "/appraisal");
        }
        if (kept.equals(clean)) {
            return row.version();
        }
        jdbc.sql("""
                        update appraisal set content_enc = ?, written_at = ?, written_by = ?, version = version + 1
                        where id = ?
                        """)
                .params(
                        secrets.appraisal(json.writeValueAsString(new Kept(clean))),
                        Sql.at(clock.instant()),
                        by.id(),
                        row.id())
                .update();
        return row.version() + 1;
    }

    /** What is missing or wrong before it can be recorded, by name of field, in the order of the page. */
    @Transactional(readOnly = true)
    public Map<String, String> problems(Map<String, String> typed) {
        var values = InvestigationContent.clean(typed);
        var problems = new LinkedHashMap<String, String>();
        var today = LocalDate.now(clock);
        var on = DateInput.read(values.getOrDefault("heldOn", ""), today).orElse(null);
        if (values.getOrDefault("heldOn", "").isEmpty()) {
            problems.put("heldOn", "填写评议日期");
        } else if (on == null) {
            problems.put("heldOn", "评议日期认不出，请写成 2026-3-11 这样");
        } else if (on.isAfter(today)) {
            problems.put("heldOn", "评议日期在今天之后，请填已经评议的日期");
        }
        missing(values, problems, "place", "填写评议地点");
        missing(values, problems, "chair", "填写主持人");
        missing(values, problems, "recorder", "填写记录人");
        var seen = new TreeSet<String>();
        for (int row = 0; row < MOST; row++) {
            var name = values.getOrDefault("p" + row + "_name", "");
            var standing = values.getOrDefault("p" + row + "_standing", "");
            if (name.isEmpty()) {
                if (!standing.isEmpty()) {
                    problems.put("p" + row + "_name", "第 %d 位评议人：填写姓名".formatted(row + 1));
                }
                continue;
            }
            if (standing(standing).isEmpty()) {
                problems.put("p" + row + "_standing", "第 %d 位评议人：选择身份".formatted(row + 1));
            }
            if (!seen.add(name)) {
                problems.put("p" + row + "_name", "第 %d 位评议人与前面的重复".formatted(row + 1));
            }
        }
        var quorum = quorum();
        if (seen.size() < quorum) {
            problems.putIfAbsent("p" + seen.size() + "_name", "评议至少 %d 人参加，现在 %d 人".formatted(quorum, seen.size()));
        }
        var votes = 0;
        for (var name : List.of("votesFor", "votesAgainst", "votesAbstain")) {
            var text = values.getOrDefault(name, "");
            if (!text.matches("[0-9]{1,3}")) {
                problems.put(name, "填写票数，没有填 0");
            } else {
                votes += Integer.parseInt(text);
            }
        }
        if (!problems.containsKey("votesFor")
                && !problems.containsKey("votesAgainst")
                && !problems.containsKey("votesAbstain")
                && votes != seen.size()) {
            problems.put("votesFor", "三种票合计 %d 张，参加评议 %d 人，请核对".formatted(votes, seen.size()));
        }
        missing(values, problems, "minutes", "填写评议经过");
        missing(values, problems, "result", "填写评议结论");
        return problems;
    }

    private static void missing(Map<String, String> values, Map<String, String> problems, String name, String words) {
        if (values.getOrDefault(name, "").isEmpty()) {
            problems.put(name, words);
        }
    }

    /**
     * 评议完毕: the record stands, and the application goes back to be investigated.
     *
     * @throws IllegalArgumentException if something is missing; ask {@link #problems} before
     */
    public void record(ApplicationId id, long version, Map<String, String> typed, Officer by) {
        var application = writable(id, by);
        if (!problems(typed).isEmpty()) {
            throw new IllegalArgumentException("the record is not whole");
        }
        var row = openRow(application, by);
        write(application, row, version, typed, by);
        var clean = InvestigationContent.clean(typed);
        jdbc.sql("""
                        update appraisal set state = 'RECORDED', recorded_at = :now, content_enc = :content,
                            content_digest = :digest, held_on = :on, panel = :panel, votes_for = :for,
                            votes_against = :against, votes_abstain = :abstain, version = version + 1
                        where id = :id
                        """)
                .param("now", Sql.at(clock.instant()))
                .param("content", secrets.appraisal(json.writeValueAsString(new Kept(clean))))
                .param("digest", SurveySecrets.digest(json.writeValueAsString(new Kept(clean))))
                .param(
                        "on",
                        DateInput.read(clean.getOrDefault("heldOn", ""), LocalDate.now(clock))
                                .orElseThrow())
                .param("panel", panel(clean).size())
                .param("for", votes(clean, "votesFor"))
                .param("against", votes(clean, "votesAgainst"))
                .param("abstain", votes(clean, "votesAbstain"))
                .param("id", row.id())
                .update();
        audit.changed(by, "民主评议定稿", new Subject("appraisal", row.id().toString()), "");
        applications.go(id, Way.APPRAISED, null, by);
    }

    private static int votes(Map<String, String> values, String name) {
        return Integer.parseInt(values.getOrDefault(name, "0"));
    }

    /** Whether the appraisal that was called last is recorded. */
    boolean recorded(ApplicationView application) {
        return jdbc.sql("""
                        select exists (select 1 from appraisal
                        where application_id = :id and state = 'RECORDED' and recorded_at >= (
                            select max(at) from application_step where application_id = :id and way = 'CALL_APPRAISAL'))
                        """)
                .param("id", application.id().id())
                .query(Boolean.class)
                .single();
    }
}
