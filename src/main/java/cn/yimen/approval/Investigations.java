package cn.yimen.approval;

import cn.yimen.approval.InvestigationContent.Kept;
import cn.yimen.approval.InvestigationContent.Parsed;
import cn.yimen.approval.InvestigationView.Investigator;
import cn.yimen.approval.InvestigationView.State;
import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.casefile.Matters;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.document.Attachments;
import cn.yimen.household.HouseholdId;
import cn.yimen.household.HouseholdView;
import cn.yimen.household.Households;
import cn.yimen.household.Relations;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.DateInput;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import cn.yimen.pages.StaleEdit;
import cn.yimen.policy.Policy;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * 入户调查 (AP-1; 57 第十六条): at least two named people go, record on the spot and sign, each by himself. The first signature
 * closes the record together with the declaration of that day; what was found becomes 核实情况 with the last one.
 */
@Service
@Transactional
public class Investigations {

    private static final String TASK = "investigation.visit";
    private static final String SELECT = """
            select i.id, i.application_id, i.round, i.kind, i.number, i.state, i.planned_on, i.arranged_at, i.content_enc,
                i.content_digest, i.epoch, i.written_at, i.signed_at, i.cancelled_why, i.version, a.name as arranged_name,
                w.name as written_name
            from investigation i join officer a on a.id = i.arranged_by left join officer w on w.id = i.written_by
            """;

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Applications applications;
    private final VerifiedFacts verified;
    private final Households households;
    private final Matters matters;
    private final SurveySecrets secrets;
    private final Attachments attachments;
    private final Tasks tasks;
    private final Places places;
    private final Policy policy;
    private final Formats formats;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    /** Its own: what was signed must not change its form when the pages' JSON does. */
    private final JsonMapper json = JsonMapper.builder().build();

    Investigations(
            JdbcClient jdbc,
            Questions questions,
            Applications applications,
            VerifiedFacts verified,
            Households households,
            Matters matters,
            SurveySecrets secrets,
            Attachments attachments,
            Tasks tasks,
            Places places,
            Policy policy,
            Formats formats,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.applications = applications;
        this.verified = verified;
        this.households = households;
        this.matters = matters;
        this.secrets = secrets;
        this.attachments = attachments;
        this.tasks = tasks;
        this.places = places;
        this.policy = policy;
        this.formats = formats;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * 可以入户的人.
     *
     * @param standing {@code OFFICE}, {@code ASSISTANT}, {@code BUREAU}
     * @param words name and post
     */
    public record Candidate(UUID officer, String name, String standing, String words, Role role) {}

    /** Whom the reader may send: the township's people, or the bureau's for the bureau's own visit; sorted by post and name. */
    @Transactional(readOnly = true)
    public List<Candidate> candidates(ApplicationView application, Officer by) {
        var bureau = kindFor(application, by) == InvestigationKind.BUREAU;
        var roles = bureau
                ? List.of(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER)
                : List.of(Role.WINDOW_CLERK, Role.TOWNSHIP_REVIEWER, Role.VILLAGE_ASSISTANT);
        var today = LocalDate.now(clock);
        var found = new LinkedHashMap<UUID, Candidate>();
        jdbc.sql("""
                        select o.id, o.name, p.role, p.place_code from officer o join post p on p.officer_id = o.id
                        where o.disabled_at is null and p.from_on <= :today
                            and (p.until_on is null or p.until_on >= :today) and p.role = any(:roles)
                            and (:bureau or p.place_code = :township or p.place_code = :village)
                        order by array_position(:roles, p.role), o.name, o.id
                        """)
                .param("today", today)
                .param("roles", roles.stream().map(Role::name).toArray(String[]::new))
                .param("bureau", bureau)
                .param("township", application.townshipCode())
                .param("village", application.villageCode() == null ? "" : application.villageCode())
                .query(row -> {
                    var role = Role.valueOf(row.getString("role"));
                    var standing = bureau ? "BUREAU" : role == Role.VILLAGE_ASSISTANT ? "ASSISTANT" : "OFFICE";
                    var id = Sql.id(row, "id");
                    found.putIfAbsent(
                            id,
                            new Candidate(
                                    id,
                                    row.getString("name"),
                                    standing,
                                    row.getString("name") + "（" + role.words() + "）",
                                    role));
                });
        return List.copyOf(found.values());
    }

    /** Which kind the reader would arrange. */
    @Transactional(readOnly = true)
    public InvestigationKind kindFor(ApplicationView application, Officer by) {
        if (by.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER)) {
            return InvestigationKind.BUREAU;
        }
        return application.round() > 1 ? InvestigationKind.REVISIT : InvestigationKind.TOWNSHIP;
    }

    /** Why the reader may not arrange one now; null if he may. */
    @Transactional(readOnly = true)
    public @Nullable String whyNotArrange(ApplicationView application, Officer by) {
        var bureau = by.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER);
        if (!bureau && !application.reachedBy(by, Role.TOWNSHIP_REVIEWER)) {
            return "入户调查由乡镇审核安排";
        }
        if (application.ended()
                || application.state() == ApplicationState.RECEIVED
                || (!bureau && application.state() != ApplicationState.SURVEY)) {
            return "本件现在是「%s」，不能安排入户调查".formatted(application.stateWords());
        }
        return null;
    }

    /** What is wrong with a choice of people; null if they may go together. */
    public static @Nullable String wrongTeam(Collection<Candidate> chosen) {
        if (chosen.size() < 2) {
            return "入户调查每组不少于 2 人，请再选一人";
        }
        if (chosen.stream().allMatch(one -> one.standing().equals("ASSISTANT"))) {
            return "信息员要和至少 1 名乡镇工作人员一起入户，请再选一名乡镇工作人员";
        }
        return null;
    }

    /**
     * 安排入户调查.
     *
     * @param officers at least two of the {@link #candidates}, one of them of the office
     * @throws NotAllowed if it is not the officer's to arrange
     * @throws IllegalArgumentException if they may not go
     * @throws Conflict if one is arranged already, or the application is not being investigated
     */
    public InvestigationId arrange(ApplicationId id, Collection<UUID> officers, LocalDate on, Officer by) {
        var application = applications.locked(id, by);
        var whyNot = whyNotArrange(application, by);
        if (whyNot != null) {
            if (!application.reachedBy(by, Role.TOWNSHIP_REVIEWER, Role.BUREAU_OFFICER, Role.BUREAU_APPROVER)) {
                throw new NotAllowed(whyNot);
            }
            throw new Conflict(whyNot);
        }
        var kind = kindFor(application, by);
        var chosen = candidates(application, by).stream()
                .filter(one -> officers.contains(one.officer()))
                .toList();
        var wrong = wrongTeam(chosen);
        if (wrong != null || chosen.size() != new LinkedHashSet<>(officers).size()) {
            throw new IllegalArgumentException(wrong == null ? "not of the office" : wrong);
        }
        var open = jdbc.sql("""
                        select number from investigation
                        where application_id = :id and state = 'ARRANGED' and (kind = 'BUREAU') = :bureau
                        """)
                .param("id", id.id())
                .param("bureau", kind.bureau())
                .query(String.class)
                .optional();
        if (open.isPresent()) {
            throw new Conflict("已经安排了入户调查（%s），还没有签字".formatted(open.get()));
        }
        var investigation = new InvestigationId(UUID.randomUUID());
        var before = addedBefore(id);
        var number = number(jdbc, "INVESTIGATION", "DC", clock);
        jdbc.sql("""
                        insert into investigation (id, application_id, round, kind, number, state, planned_on, arranged_at,
                            arranged_by, content_enc)
                        values (:id, :application, :round, :kind, :number, 'ARRANGED', :on, :now, :by, :content)
                        """)
                .param("id", investigation.id())
                .param("application", id.id())
                .param("round", application.round())
                .param("kind", kind.name())
                .param("number", number)
                .param("on", on)
                .param("now", Sql.at(clock.instant()))
                .param("by", by.id())
                .param(
                        "content",
                        before.isEmpty()
                                ? null
                                : secrets.investigation(json.writeValueAsString(new Kept(before, null, null, null))),
                        java.sql.Types.BINARY)
                .update();
        for (var one : chosen) {
            jdbc.sql("insert into investigation_officer (investigation_id, officer_id, standing) values (?, ?, ?)")
                    .params(investigation.id(), one.officer(), one.standing())
                    .update();
        }
        matters.note(
                application.matter(),
                "安排" + kind.words(),
                number + "，"
                        + String.join("、", chosen.stream().map(Candidate::name).toList()),
                by);
        audit.changed(by, "安排入户调查", subject(investigation), "");
        for (var one : chosen) {
            task(
                    application,
                    investigation,
                    one.officer(),
                    one.role(),
                    "入户调查",
                    "%s入户，至少 2 人一起去".formatted(formats.day(on)));
        }
        return investigation;
    }

    /** What an earlier visit found undeclared stands in the next record to begin with: the last record counts for it. */
    private Map<String, String> addedBefore(ApplicationId id) {
        return jdbc.sql(SELECT + " where i.application_id = ? and i.state = 'SIGNED' order by i.signed_at desc limit 1")
                .param(id.id())
                .query((row, n) -> row(row))
                .optional()
                .map(row -> {
                    var values = new LinkedHashMap<String, String>();
                    kept(row).values().forEach((name, value) -> {
                        if (name.matches("x[0-9]{1,2}_.*") || name.equals("rows")) {
                            values.put(name, value);
                        }
                    });
                    return (Map<String, String>) values;
                })
                .orElse(Map.of());
    }

    static String number(JdbcClient jdbc, String kind, String letters, Clock clock) {
        var year = LocalDate.now(clock).getYear();
        int next = jdbc.sql("""
                        insert into survey_number (kind, year, last) values (?, ?, 1)
                        on conflict (kind, year) do update set last = survey_number.last + 1 returning last
                        """).params(kind, year).query(Integer.class).single();
        return "%s-%d-%04d".formatted(letters, year, next);
    }

    private void task(
            ApplicationView application, InvestigationId id, UUID officer, Role role, String title, String why) {
        var village = application.villageCode();
        tasks.open(NewTask.of(
                        TASK,
                        Assignee.officer(officer, role),
                        subject(id),
                        title,
                        why,
                        title.equals("入户调查") ? "去记录" : "去签字",
                        "/applications/" + application.id() + "/visits/" + id)
                .about(
                        application.applicantName(),
                        places.get(new PlaceId(village == null ? application.townshipCode() : village))
                                .shortName(),
                        application.receiptNo())
                .by(application.current() == null ? application.total() : application.current()));
    }

    static Subject subject(InvestigationId id) {
        return new Subject("investigation", id.toString());
    }

    // ---- reading

    private record Row(
            InvestigationId id,
            ApplicationId application,
            int round,
            InvestigationKind kind,
            String number,
            State state,
            LocalDate plannedOn,
            Instant arrangedAt,
            byte @Nullable [] content,
            byte @Nullable [] digest,
            int epoch,
            @Nullable Instant writtenAt,
            @Nullable Instant signedAt,
            @Nullable String cancelledWhy,
            long version,
            String arrangedBy,
            @Nullable String writtenBy) {}

    private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Row(
                new InvestigationId(Sql.id(row, "id")),
                new ApplicationId(Sql.id(row, "application_id")),
                row.getInt("round"),
                InvestigationKind.valueOf(row.getString("kind")),
                row.getString("number"),
                State.valueOf(row.getString("state")),
                row.getObject("planned_on", LocalDate.class),
                Sql.instant(row, "arranged_at"),
                row.getBytes("content_enc"),
                row.getBytes("content_digest"),
                row.getInt("epoch"),
                Sql.instantOrNull(row, "written_at"),
                Sql.instantOrNull(row, "signed_at"),
                row.getString("cancelled_why"),
                row.getLong("version"),
                row.getString("arranged_name"),
                row.getString("written_name"));
    }

    /**
     * 一份入户调查表.
     *
     * @throws NoSuchElementException if there is none of this application within the officer's reach
     */
    @Transactional(readOnly = true)
    public InvestigationView view(ApplicationId application, InvestigationId id, Officer by) {
        var found = applications.get(application, by);
        return view(found, read(application, id, ""), by);
    }

    /** All of an application, the first one first. */
    @Transactional(readOnly = true)
    public List<InvestigationView> of(ApplicationView application, Officer by) {
        var teams = questions
                .list(asksTeams("i.application_id", application.id().id()))
                .stream()
                .collect(Collectors.groupingBy(
                        Teamed::investigation, Collectors.mapping(Teamed::investigator, Collectors.toList())));
        return questions.list(asksRows(application.id())).stream()
                .map(row -> view(application, row, teams.getOrDefault(row.id().id(), List.of()), by))
                .toList();
    }

    /** What {@link #of} asks. */
    Stream<Question<?>> asks(ApplicationView application) {
        return Stream.of(asksTeams("i.application_id", application.id().id()), asksRows(application.id()));
    }

    private Question<Row> asksRows(ApplicationId id) {
        return Question.sql(SELECT + " where i.application_id = ? order by i.arranged_at, i.id")
                .param(id.id())
                .query((row, n) -> row(row));
    }

    private Row read(ApplicationId application, InvestigationId id, String lock) {
        return jdbc.sql(SELECT + " where i.id = ? and i.application_id = ?" + lock)
                .params(id.id(), application.id())
                .query((row, n) -> row(row))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no investigation " + id));
    }

    private InvestigationView view(ApplicationView application, Row row, Officer by) {
        return view(application, row, investigators(row), by);
    }

    private InvestigationView view(ApplicationView application, Row row, List<Investigator> investigators, Officer by) {
        var kept = kept(row);
        var closed = kept.lines() != null;
        var household = closed ? null : households.get(new HouseholdId(application.householdId()), by);
        return new InvestigationView(
                row.id(),
                application,
                row.kind(),
                row.round(),
                row.number(),
                row.state(),
                row.plannedOn(),
                row.arrangedBy(),
                row.arrangedAt(),
                kept.values(),
                household == null ? lines(kept.lines()) : declared(application, by),
                household == null ? map(kept.people()) : people(household),
                household == null ? map(kept.assessed()) : assessed(application, household),
                investigators,
                closed,
                row.signedAt(),
                row.cancelledWhy(),
                row.writtenBy(),
                row.writtenAt(),
                row.version());
    }

    /** The lines of the declaration, with what is known of them by now. */
    private List<FactLine> declared(ApplicationView application, Officer by) {
        return verified.lines(application, by).stream()
                .filter(line -> !line.key().matches("[acx]-.*"))
                .toList();
    }

    private static List<FactLine> lines(@Nullable List<FactLine> lines) {
        return lines == null ? List.of() : lines;
    }

    private static Map<String, String> map(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private Kept kept(Row row) {
        var text = secrets.investigation(row.content());
        if (text == null) {
            return new Kept(Map.of(), null, null, null);
        }
        var kept = json.readValue(text, Kept.class);
        if (kept.lines() != null && !Arrays.equals(SurveySecrets.digest(text), row.digest())) {
            throw new IllegalStateException("investigation differs from what was signed: " + row.id());
        }
        return kept;
    }

    private record Teamed(UUID investigation, Investigator investigator) {}

    private List<Investigator> investigators(Row row) {
        return questions.list(asksTeams("i.id", row.id().id())).stream()
                .map(Teamed::investigator)
                .toList();
    }

    /** Who goes and who has signed what is written now. */
    private static Question<Teamed> asksTeams(String column, UUID of) {
        return Question.sql("""
                        select p.investigation_id, o.id, o.name, p.standing, s.signed_at
                        from investigation i
                        join investigation_officer p on p.investigation_id = i.id
                        join officer o on o.id = p.officer_id
                        left join investigation_signature s on s.investigation_id = p.investigation_id
                            and s.officer_id = p.officer_id and s.epoch = i.epoch
                        where %s = ? order by s.signed_at nulls last, o.name, o.id
                        """.formatted(column))
                .param(of)
                .query((one, n) -> new Teamed(
                        Sql.id(one, "investigation_id"),
                        new Investigator(
                                Sql.id(one, "id"),
                                one.getString("name"),
                                switch (one.getString("standing")) {
                                    case "ASSISTANT" -> "信息员";
                                    case "BUREAU" -> "区民政局";
                                    default -> "乡镇工作人员";
                                },
                                Sql.instantOrNull(one, "signed_at"))));
    }

    private static Map<String, String> people(HouseholdView household) {
        var people = new LinkedHashMap<String, String>();
        household.details().members().forEach(part -> {
            if (household.person(part.person()).diedOn() == null) {
                people.put(part.person().toString(), household.nameOf(part.person()));
            }
        });
        return people;
    }

    private static Map<String, String> assessed(ApplicationView application, HouseholdView household) {
        if (application.kind() != PathKind.TEKUN) {
            return Map.of();
        }
        var who = application.personId();
        var assessed = new LinkedHashMap<String, String>();
        household.details().members().stream()
                .filter(part -> part.person().id().equals(who))
                .forEach(part -> assessed.put(part.person().toString(), household.nameOf(part.person())));
        return assessed;
    }

    /** 「户主」 and the like, for the boxes of who was there. */
    @Transactional(readOnly = true)
    public Map<String, String> relations(InvestigationView view, Officer by) {
        var words = new LinkedHashMap<String, String>();
        var household = households.get(new HouseholdId(view.application().householdId()), by);
        household
                .details()
                .members()
                .forEach(part -> words.put(part.person().toString(), Relations.words(part.relation())));
        return words;
    }

    // ---- writing

    /**
     * 存记录: as typed, whole or not.
     *
     * @param version of the view that was edited
     * @return the new version
     * @throws StaleEdit if somebody saved in between
     * @throws NotAllowed if the officer is not named
     * @throws Conflict if somebody has signed
     */
    public long save(
            ApplicationId application, InvestigationId id, long version, Map<String, String> typed, Officer by) {
        var found = applications.get(application, by);
        var row = locked(application, id, by);
        var clean = InvestigationContent.clean(typed);
        fresh(found, row, version, clean, by);
        if (kept(row).values().equals(clean)) {
            return row.version();
        }
        write(row, new Kept(clean, null, null, null), null, by);
        return row.version() + 1;
    }

    private Row locked(ApplicationId application, InvestigationId id, Officer by) {
        var row = read(application, id, " for update of i");
        if (investigators(row).stream().noneMatch(one -> one.officer().equals(by.id()))) {
            throw new NotAllowed("这份入户调查由 " + names(row) + " 记录，您可以查看，不能修改");
        }
        if (row.state() != State.ARRANGED) {
            throw new Conflict("这份入户调查%s，不能再改".formatted(row.state().words()));
        }
        return row;
    }

    private String names(Row row) {
        return String.join(
                "、", investigators(row).stream().map(Investigator::name).toList());
    }

    private void fresh(ApplicationView application, Row row, long version, Map<String, String> typed, Officer by) {
        var kept = kept(row);
        if (kept.lines() != null) {
            throw new Conflict("已有人签字，内容不能再改；要改请先收回签字");
        }
        if (row.version() == version) {
            return;
        }
        var differences = new ArrayList<StaleEdit.Difference>();
        var names = new TreeSet<>(kept.values().keySet());
        names.addAll(typed.keySet());
        var view = view(application, row, by);
        var called = new LinkedHashMap<>(view.people());
        view.lines().forEach(line -> called.put(line.key(), line.what()));
        var labels = new InvestigationLabels(called);
        for (var name : names) {
            var theirs = kept.values().getOrDefault(name, "");
            var yours = typed.getOrDefault(name, "");
            if (!theirs.equals(yours)) {
                differences.add(new StaleEdit.Difference(
                        labels.label(name), labels.value(name, theirs), labels.value(name, yours)));
            }
        }
        throw new StaleEdit(
                differences,
                row.writtenBy(),
                row.writtenAt(),
                "/applications/" + application.id() + "/visits/" + row.id());
    }

    private void write(Row row, Kept kept, @Nullable String closing, Officer by) {
        var text = closing == null ? json.writeValueAsString(kept) : closing;
        jdbc.sql("""
                        update investigation set content_enc = :content, content_digest = :digest, written_at = :now,
                            written_by = :by, version = version + 1
                        where id = :id
                        """)
                .param("content", secrets.investigation(text))
                .param("digest", closing == null ? null : SurveySecrets.digest(text), java.sql.Types.BINARY)
                .param("now", Sql.at(clock.instant()))
                .param("by", by.id())
                .param("id", row.id().id())
                .update();
    }

    /** What is missing or wrong before somebody can sign, by name of field; empty if nothing is. */
    @Transactional(readOnly = true)
    public Map<String, String> problems(InvestigationView view, Map<String, String> typed, Officer by) {
        return parsed(view, InvestigationContent.clean(typed), by).problems();
    }

    private Parsed parsed(InvestigationView view, Map<String, String> values, Officer by) {
        var today = LocalDate.now(clock);
        var accepted = verified.acceptedOn(view.application());
        return InvestigationContent.parse(
                values,
                view.lines(),
                view.people(),
                view.assessed(),
                policy.eligibilityOn(accepted).tekun(),
                attachments.of(subject(view.id()), by).size(),
                accepted,
                today);
    }

    /**
     * 签字: by one of the named, of what stands there. The first one closes the record, the last one makes it count.
     *
     * @param version of what the officer has seen
     * @param typed what stands on the page of the first one who signs; not looked at afterwards
     * @throws StaleEdit if somebody saved in between
     * @throws NotAllowed if the officer is not named, or has another part in the application
     * @throws IllegalArgumentException if something is missing; ask {@link #problems} before
     * @throws Conflict if the officer has signed already
     */
    public void sign(
            ApplicationId id, InvestigationId investigation, long version, Map<String, String> typed, Officer by) {
        var application = applications.locked(id, by);
        var row = locked(id, investigation, by);
        var view = view(application, row, by);
        if (view.signedBy(by.id())) {
            throw new Conflict("您已经签过字");
        }
        byte[] digest;
        if (view.closed()) {
            if (row.version() != version) {
                throw new Conflict("调查表在您打开之后改过，请重新看一遍再签字");
            }
            digest = java.util.Objects.requireNonNull(row.digest());
        } else {
            var clean = InvestigationContent.clean(typed);
            fresh(application, row, version, clean, by);
            if (!parsed(view, clean, by).problems().isEmpty()) {
                throw new IllegalArgumentException("the record is not whole");
            }
            // what is signed has its year: a paper printed next year shows the same day
            DateInput.read(clean.getOrDefault("on", ""), LocalDate.now(clock))
                    .ifPresent(day -> clean.put("on", day.toString()));
            var text = json.writeValueAsString(new Kept(clean, view.lines(), view.people(), view.assessed()));
            write(row, new Kept(clean, null, null, null), text, by);
            digest = SurveySecrets.digest(text);
        }
        applications.take(id, Part.INVESTIGATOR, by);
        jdbc.sql("""
                        insert into investigation_signature (investigation_id, epoch, officer_id, signed_at, digest)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(investigation.id(), row.epoch(), by.id(), Sql.at(clock.instant()), digest)
                .update();
        audit.changed(by, "签字", subject(investigation), "");
        tasks.closeAll(subject(investigation), by);
        var now = view(application, read(id, investigation, ""), by);
        var waiting = now.investigators().stream()
                .filter(one -> one.signedAt() == null)
                .toList();
        if (waiting.isEmpty()) {
            signed(now, by);
            return;
        }
        var roles = roles(waiting.stream().map(Investigator::officer).toList(), application);
        for (var one : waiting) {
            var role = roles.get(one.officer());
            if (role != null) {
                task(application, investigation, one.officer(), role, "在入户调查表上签字", by.name() + "已签字，等您签字");
            }
        }
    }

    private Map<UUID, Role> roles(List<UUID> officers, ApplicationView application) {
        var roles = new LinkedHashMap<UUID, Role>();
        jdbc.sql("""
                        select officer_id, role from post
                        where officer_id = any(?) and (place_code is null or place_code like ?) order by role desc
                        """)
                .params(officers.toArray(UUID[]::new), application.townshipCode() + "%")
                .query(row -> {
                    roles.put(Sql.id(row, "officer_id"), Role.valueOf(row.getString("role")));
                });
        return roles;
    }

    private void signed(InvestigationView view, Officer by) {
        var application = view.application();
        jdbc.sql("update investigation set state = 'SIGNED', signed_at = ?, version = version + 1 where id = ?")
                .params(Sql.at(clock.instant()), view.id().id())
                .update();
        for (var item : parsed(view, view.values(), by).items()) {
            var line = item.line().startsWith("x-")
                    ? item.line() + "-" + view.number().toLowerCase(java.util.Locale.ROOT)
                    : item.line();
            verified.record(
                    application,
                    line,
                    item.found(),
                    VerifiedFacts.Source.VISIT,
                    view.number() + (item.how().isEmpty() ? "" : "，" + item.how()),
                    view.id().id(),
                    by);
        }
        matters.note(application.matter(), view.kind().words() + "已签字", view.number(), by);
        events.publishEvent(new InvestigationSigned(view.id(), application.id(), view.kind()));
    }

    /**
     * 收回签字: something has to be corrected before everybody has signed; all sign again.
     *
     * @throws Conflict if nobody has signed, or everybody has
     */
    public void takeBack(ApplicationId id, InvestigationId investigation, Officer by) {
        var application = applications.locked(id, by);
        var row = locked(id, investigation, by);
        var kept = kept(row);
        if (kept.lines() == null) {
            throw new Conflict("还没有人签字，可以直接修改");
        }
        jdbc.sql("""
                        update investigation set epoch = epoch + 1, content_enc = :content, content_digest = null,
                            version = version + 1
                        where id = :id
                        """)
                .param(
                        "content",
                        secrets.investigation(json.writeValueAsString(new Kept(kept.values(), null, null, null))))
                .param("id", investigation.id())
                .update();
        audit.changed(by, "收回签字", subject(investigation), "");
        tasks.closeAll(subject(investigation), by);
        var named = investigators(row);
        var roles = roles(named.stream().map(Investigator::officer).toList(), application);
        for (var one : named) {
            var role = roles.get(one.officer());
            if (role != null) {
                task(application, investigation, one.officer(), role, "入户调查", "签字已收回，改好后重新签字");
            }
        }
    }

    /**
     * 取消: it will not take place like this; another one can be arranged.
     *
     * @throws NotAllowed if the officer neither arranges such visits nor is named
     */
    public void cancel(ApplicationId id, InvestigationId investigation, String why, Officer by) {
        var application = applications.locked(id, by);
        var row = read(id, investigation, " for update of i");
        var arranges = row.kind().bureau()
                ? by.hasAny(Role.BUREAU_OFFICER, Role.BUREAU_APPROVER)
                : application.reachedBy(by, Role.TOWNSHIP_REVIEWER);
        if (!arranges) {
            throw new NotAllowed("取消入户调查由安排的人办理");
        }
        if (row.state() != State.ARRANGED) {
            throw new Conflict("这份入户调查%s，不能取消".formatted(row.state().words()));
        }
        jdbc.sql("update investigation set state = 'CANCELLED', cancelled_why = ?, version = version + 1 where id = ?")
                .params(why, investigation.id())
                .update();
        tasks.closeAll(subject(investigation), by);
        matters.note(application.matter(), "取消" + row.kind().words(), row.number(), by);
        audit.changed(by, "取消入户调查", subject(investigation), "");
    }

    // ---- what the ways ask

    /** Whether a visit of the township in this round is signed by everybody. */
    boolean visited(ApplicationView application) {
        return questions.one(asksVisited(application));
    }

    static Question<Boolean> asksVisited(ApplicationView application) {
        return Question.sql("""
                        select exists (select 1 from investigation
                        where application_id = ? and round = ? and kind <> 'BUREAU' and state = 'SIGNED')
                        """)
                .param(application.id().id())
                .param(application.round())
                .query((row, n) -> row.getBoolean(1));
    }

    /** Whether the bureau has visited by itself, after the last objection. */
    boolean visitedByBureau(ApplicationView application) {
        return questions.one(asksVisitedByBureau(application));
    }

    static Question<Boolean> asksVisitedByBureau(ApplicationView application) {
        return Question.sql("""
                        select exists (select 1 from investigation
                        where application_id = :id and kind = 'BUREAU' and state = 'SIGNED' and signed_at > coalesce(
                            (select max(at) from application_step where application_id = :id and way = 'OBJECT'),
                            '-infinity'::timestamptz))
                        """).param("id", application.id().id()).query((row, n) -> row.getBoolean(1));
    }

    boolean objected(ApplicationView application) {
        return questions.one(asksObjected(application));
    }

    static Question<Boolean> asksObjected(ApplicationView application) {
        return Question.sql("""
                        select exists (select 1 from application_step where application_id = ? and way = 'OBJECT')
                        """).param(application.id().id()).query((row, n) -> row.getBoolean(1));
    }
}
