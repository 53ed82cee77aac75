package cn.yimen.casefile;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineView;
import cn.yimen.calendar.Deadlines;
import cn.yimen.calendar.LimitReader;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.household.PersonId;
import cn.yimen.household.PersonView;
import cn.yimen.household.Persons;
import cn.yimen.identity.Officer;
import cn.yimen.identity.ScopeClause;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Formats;
import java.util.HashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.ObjectMapper;

/** 个案的查看: what the tabs of a case show; every opening is logged (AU-1). */
@Service
@Transactional(readOnly = true)
public class CaseViews {

    private final JdbcClient jdbc;
    private final Questions questions;
    private final CaseAccess access;
    private final MatterStore store;
    private final Timeline timeline;
    private final Handovers handovers;
    private final Determinations determinations;
    private final CaseSecrets secrets;
    private final Deadlines deadlines;
    private final Places places;
    private final Persons persons;
    private final Formats formats;
    private final AuditLog audit;
    private final ObjectMapper json;
    private final List<MatterProgress.Source> progress;

    CaseViews(
            JdbcClient jdbc,
            Questions questions,
            CaseAccess access,
            MatterStore store,
            Timeline timeline,
            Handovers handovers,
            Determinations determinations,
            CaseSecrets secrets,
            Deadlines deadlines,
            Places places,
            Persons persons,
            Formats formats,
            AuditLog audit,
            ObjectMapper json,
            ObjectProvider<MatterProgress.Source> progress) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.access = access;
        this.store = store;
        this.timeline = timeline;
        this.handovers = handovers;
        this.determinations = determinations;
        this.secrets = secrets;
        this.deadlines = deadlines;
        this.places = places;
        this.persons = persons;
        this.formats = formats;
        this.audit = audit;
        this.json = json;
        this.progress = progress.stream().toList();
    }

    /**
     * The head of a case.
     *
     * @param what which tab is opened, for the log of looks
     * @throws NoSuchElementException if there is no such case within the officer's scope
     */
    public CaseHeader header(CaseId id, String what, Officer reader) {
        var head =
                questions.first(asksHeader(id, reader)).orElseThrow(() -> new NoSuchElementException("no case " + id));
        audit.opened(reader, new Subject("case", id.toString()), what, "办理");
        return head;
    }

    private Question<CaseHeader> asksHeader(CaseId id, Officer reader) {
        var scope = ScopeClause.of(reader, "c");
        var limits = deadlines.reader();
        return Question.sql("""
                        select c.*, f.name as first_name, o.name as officer_name,
                            (select count(*) from case_material m where m.case_id = c.id) as materials,
                            (select count(*) from case_material m where m.case_id = c.id and m.state = 'MISSING') as missing,
                            (select count(*) from matter m where m.case_id = c.id and not m.own) as referrals,
                            (select count(*) from case_event e where e.case_id = c.id) as events,
                            l.item_name as limit_item, %s
                        from case_file c
                        join officer f on f.id = c.first_officer_id
                        join officer o on o.id = c.officer_id
                        left join lateral (
                            select m.item_name, coalesce(m.promise_deadline_id, m.legal_deadline_id) as deadline_id
                            from matter m where m.case_id = c.id and m.ended_at is null
                                and coalesce(m.promise_deadline_id, m.legal_deadline_id) is not null
                            order by m.state = 'AWAITING_MATERIALS', m.due_at limit 1) l on true
                        left join deadline d on d.id = l.deadline_id
                        where c.id = :id and %s
                        """.formatted(LimitReader.columns("d"), scope.condition()))
                .param("id", id.id())
                .params(scope.params())
                .query((row, n) -> {
                    var agent = secrets.agent(row.getBytes("agent_enc"));
                    var village = row.getString("village_code");
                    var officer = Sql.id(row, "officer_id");
                    return new CaseHeader(
                            new CaseId(Sql.id(row, "id")),
                            new ReceiptNumber(row.getString("receipt_no")),
                            Sql.id(row, "household_id"),
                            Sql.id(row, "applicant_id"),
                            row.getString("applicant_name"),
                            applicant(new PersonId(Sql.id(row, "applicant_id")), reader),
                            row.getInt("members"),
                            row.getString("township_code"),
                            places.fullName(PlaceId.of(village == null ? row.getString("township_code") : village)),
                            Channel.valueOf(row.getString("channel")),
                            CaseState.valueOf(row.getString("state")),
                            Sql.instant(row, "accepted_at"),
                            Sql.instant(row, "first_contact_at"),
                            row.getString("first_name"),
                            officer,
                            row.getString("officer_name"),
                            limits.read(row),
                            row.getString("limit_item"),
                            formats.phone(secrets.phone(row.getBytes("phone_enc"))),
                            agent == null ? null : masked(json.readValue(agent, OpenCase.Agent.class)),
                            row.getString("near_kin_note"),
                            secrets.hardship(row.getBytes("hardship_enc")),
                            row.getInt("materials"),
                            row.getInt("missing"),
                            row.getInt("referrals"),
                            row.getInt("events"),
                            officer.equals(reader.id()),
                            CaseAccess.mayWrite(
                                    reader.at(row.getString("township_code"), row.getString("village_code"))),
                            row.getLong("version"));
                });
    }

    /**
     * 打开一件: for a page of another module that shows something of a case: within the reader's scope, and logged as a look.
     *
     * @param what what is looked at, for the log of looks
     * @throws NoSuchElementException if there is no such case within the officer's scope
     */
    public Opened opened(CaseId id, String what, Officer reader) {
        var head = access.head(id, reader);
        audit.opened(reader, new Subject("case", id.toString()), what, "办理");
        return new Opened(head.receiptNumber(), head.householdId(), head.applicantName(), head.townshipCode());
    }

    /** 打开的一件, as far as every page needs it. */
    public record Opened(ReceiptNumber receiptNumber, UUID householdId, String applicantName, String townshipCode) {}

    private @Nullable PersonView applicant(PersonId applicant, Officer reader) {
        try {
            return persons.get(applicant, reader);
        } catch (NoSuchElementException e) {
            return null;
        }
    }

    private CaseHeader.AgentView masked(OpenCase.Agent agent) {
        return new CaseHeader.AgentView(
                agent.name(),
                formats.id(agent.idNumber()),
                formats.phone(agent.phone()),
                agent.relation(),
                agent.why());
    }

    /** 联系电话 in plain, for one who calls; logged with the reason. */
    public @Nullable String phone(CaseId id, String reason, Officer reader) {
        var scope = ScopeClause.of(reader, "c");
        var sealed = jdbc.sql("select c.phone_enc from case_file c where c.id = :id and " + scope.condition())
                .param("id", id.id())
                .params(scope.params())
                .query((row, n) -> java.util.Optional.ofNullable(row.getBytes(1)))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no case " + id));
        audit.opened(reader, new Subject("case", id.toString()), "联系电话", reason);
        return sealed.map(secrets::phone).orElse(null);
    }

    /**
     * 一件事项的进展 (RF-3).
     *
     * @param limit null if there is none
     * @param progress null if it is not on its way, or nobody knows of it
     * @param progressLimit the limit of the step it is at
     * @param missing names of the materials that are still missing for it
     * @param rated whether the applicant has judged it
     */
    public record MatterLine(
            MatterView matter,
            @Nullable DeadlineView limit,
            @Nullable DeadlineView legal,
            @Nullable MatterProgress progress,
            @Nullable DeadlineView progressLimit,
            List<String> missing,
            @Nullable Integer grade) {}

    /** The matters of a case with limits and progress. */
    List<MatterLine> lines(CaseId id, Officer reader) {
        var progressOf = new HashMap<MatterId, MatterProgress>();
        for (var source : progress) {
            questions.list(source.asks(id, reader)).forEach(of -> progressOf.put(of.matter(), of.progress()));
        }
        var limits = new HashMap<DeadlineId, DeadlineView>();
        questions.list(asksLimits(id)).forEach(limit -> limits.put(limit.id(), limit));
        var missing = questions.list(asksMissing(id)).stream()
                .collect(
                        Collectors.groupingBy(Missing::matter, Collectors.mapping(Missing::name, Collectors.toList())));
        var grades = new HashMap<UUID, Integer>();
        questions.list(asksGrades(id)).forEach(one -> grades.put(one.matter(), one.grade()));
        return store.of(id).stream()
                .map(m -> {
                    var step = progressOf.get(m.id());
                    return new MatterLine(
                            m,
                            m.due() == null ? null : limits.get(m.due()),
                            m.legal() == null ? null : limits.get(m.legal()),
                            step,
                            step == null ? null : step.deadline(),
                            missing.getOrDefault(m.id().id(), List.of()),
                            grades.get(m.id().id()));
                })
                .toList();
    }

    private Question<DeadlineView> asksLimits(CaseId id) {
        var limits = deadlines.reader();
        return Question.sql("select " + LimitReader.columns("d") + """
                         from deadline d where d.id in (
                            select unnest(array[m.legal_deadline_id, m.promise_deadline_id]) from matter m where m.case_id = ?)
                        """)
                .param(id.id())
                .query((row, n) -> Objects.requireNonNull(limits.read(row)));
    }

    private record Missing(UUID matter, String name) {}

    private static Question<Missing> asksMissing(CaseId id) {
        return Question.sql("""
                        select mm.matter_id, m.name from case_material m
                        join case_material_matter mm on mm.material_id = m.id
                        where m.case_id = ? and m.state = 'MISSING' order by m.code
                        """)
                .param(id.id())
                .query((row, n) -> new Missing(Sql.id(row, "matter_id"), row.getString("name")));
    }

    private record Grade(UUID matter, int grade) {}

    private static Question<Grade> asksGrades(CaseId id) {
        return Question.sql(
                        "select r.matter_id, r.grade from matter_rating r join matter m on m.id = r.matter_id where m.case_id = ?")
                .param(id.id())
                .query((row, n) -> new Grade(Sql.id(row, "matter_id"), row.getInt("grade")));
    }

    /** The newest first; the caller has read the header, which looked at the scope. */
    List<Timeline.Line> timeline(CaseId id, int limit) {
        return timeline.of(id, limit);
    }

    List<MaterialView> materials(CaseId id) {
        return jdbc.sql("""
                        select m.id, m.code, m.name, m.state, m.exempt_because, m.attachment_id, m.settled_at, o.name as by_name,
                            array(select t.item_name from case_material_matter mm join matter t on t.id = mm.matter_id
                                where mm.material_id = m.id order by t.no) as items
                        from case_material m left join officer o on o.id = m.settled_by
                        where m.case_id = ? order by m.state <> 'MISSING', m.code
                        """)
                .param(id.id())
                .query((row, n) -> new MaterialView(
                        Sql.id(row, "id"),
                        row.getString("code"),
                        row.getString("name"),
                        MaterialState.valueOf(row.getString("state")),
                        row.getString("exempt_because"),
                        Sql.idOrNull(row, "attachment_id"),
                        List.of((String[]) row.getArray("items").getArray()),
                        Sql.instantOrNull(row, "settled_at"),
                        row.getString("by_name")))
                .list();
    }

    /** The parts a page of a case shows; the package of the pages has no way to the rows but this. */
    public Tab tab(CaseId id, String what, int events, Officer reader) {
        questions.remember();
        questions.ahead(asks(access.head(id, reader), events, reader).toList());
        var header = header(id, what, reader);
        return new Tab(header, lines(id, reader), timeline(id, events));
    }

    /** What a tab asks; the applicant before the header that shows him. */
    private Stream<Question<?>> asks(CaseAccess.CaseHead head, int events, Officer reader) {
        var id = head.id();
        return Stream.of(
                        persons.asks(new PersonId(head.applicantId())),
                        Stream.<Question<?>>of(
                                asksHeader(id, reader),
                                MatterStore.asks(id),
                                asksLimits(id),
                                asksMissing(id),
                                asksGrades(id),
                                Timeline.asks(id, events)),
                        progress.stream().<Question<?>>map(source -> source.asks(id, reader)))
                .flatMap(each -> each);
    }

    /** The first tab, with what stands beside the matters. */
    public Review review(CaseId id, int events, Officer reader) {
        questions.remember();
        questions.ahead(Stream.of(
                        asks(access.head(id, reader), events, reader),
                        Stream.<Question<?>>of(Handovers.asksOpen(id)),
                        determinations.asks(id, reader))
                .<Question<?>>flatMap(each -> each)
                .toList());
        return new Review(tab(id, "审核", events, reader), handovers.open(id, reader), determinations.latest(id, reader));
    }

    /** 审核页. */
    public record Review(Tab tab, Optional<Handovers.Handover> handover, Optional<Determinations.Kept> determined) {}

    /**
     * 个案的一页.
     *
     * @param matters with limits and progress
     * @param timeline the newest first
     */
    public record Tab(CaseHeader head, List<MatterLine> matters, List<Timeline.Line> timeline) {

        /** Whether somebody waits to be told an outcome. */
        public boolean toTell() {
            return matters.stream().anyMatch(line -> line.matter().state() == MatterState.CONCLUDED);
        }

        /** 「3 件已办结 1 件」: the overall answer of an application to several departments (RF-3). */
        public String overall() {
            var ended = matters.stream()
                    .filter(line -> !line.matter().state().open())
                    .count();
            var waiting =
                    matters.stream().filter(line -> !line.missing().isEmpty()).count();
            var words = "共 " + matters.size() + " 项，已有结果 " + ended + " 项";
            return waiting == 0 ? words : words + "，" + waiting + " 项还缺材料";
        }
    }

    /** The materials of a case and its letters. */
    public Papers papers(CaseId id, Officer reader) {
        var header = header(id, "材料", reader);
        return new Papers(header, materials(id), Objects.requireNonNull(store.of(id)));
    }

    /** 材料页. */
    public record Papers(CaseHeader head, List<MaterialView> materials, List<MatterView> matters) {}
}
