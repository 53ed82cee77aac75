package cn.yimen.casefile;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.Calendars;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.Deadlines;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.policy.Policy;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 一次性告知书与补正 (IN-5): what is missing is told once; until it has come, the limits of the matters that need it stand
 * still.
 */
@Service
@Transactional
public class Letters {

    static final String WHY_PAUSED = "等待申请人补正材料";

    /** 补正期限, in working days. */
    private static final String REPLY_LIMIT = "letter.replyDays";

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final CaseAccess access;
    private final MatterStore store;
    private final Timeline timeline;
    private final Deadlines deadlines;
    private final Calendars calendars;
    private final Policy policy;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Letters(
            JdbcClient jdbc,
            JdbcTemplate batch,
            CaseAccess access,
            MatterStore store,
            Timeline timeline,
            Deadlines deadlines,
            Calendars calendars,
            Policy policy,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.access = access;
        this.store = store;
        this.timeline = timeline;
        this.deadlines = deadlines;
        this.calendars = calendars;
        this.policy = policy;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * 补要的材料: something that was not on the list before.
     *
     * @param matters which matters need it
     */
    public record Ask(String name, List<MatterId> matters) {
        public Ask {
            matters = List.copyOf(matters);
            if (name.isBlank() || matters.isEmpty()) {
                throw new IllegalArgumentException("a material has a name and a matter that needs it");
            }
        }
    }

    /**
     * 再次告知: asks for more. The first letter of a case comes with its acceptance or needs no reason; every further one
     * needs one and counts against the window.
     *
     * @throws IllegalArgumentException if a reason is needed and not given, or nothing is asked for
     * @throws NoSuchElementException if there is no such case, or a matter of another one is named
     */
    public UUID issue(CaseId id, List<Ask> asks, @Nullable String reason, Officer by) {
        var head = access.locked(id, by);
        if (asks.isEmpty()) {
            throw new IllegalArgumentException("a letter asks for something");
        }
        var matters = store.lockedOf(id);
        var rows = new ArrayList<UUID>();
        for (var ask : asks) {
            for (var matter : ask.matters()) {
                if (matters.stream()
                        .noneMatch(m -> m.id().equals(matter) && m.state().open())) {
                    throw new NoSuchElementException("no open matter " + matter + " in this case");
                }
            }
            var material = UUID.randomUUID();
            jdbc.sql("insert into case_material (id, case_id, code, name, state) values (?, ?, ?, ?, 'MISSING')")
                    .params(material, id.id(), "ask-" + material, ask.name())
                    .update();
            batch.batchUpdate(
                    "insert into case_material_matter (material_id, matter_id) values (?, ?)",
                    ask.matters().stream()
                            .distinct()
                            .map(matter -> new Object[] {material, matter.id()})
                            .toList());
            rows.add(material);
        }
        var letter = write(id, rows, reason, by, head.townshipCode());
        for (var matter : matters) {
            if (asks.stream().anyMatch(ask -> ask.matters().contains(matter.id()))) {
                pause(matter, by);
            }
        }
        return letter;
    }

    /** The one that comes with the acceptance; the matters are opened paused. */
    void issueFirst(CaseId id, List<UUID> materials, Officer by, String township) {
        write(id, 1, materials, null, by, township);
    }

    /** For what a further item of the same case needs; counts as a letter of its own. */
    void issueMore(CaseId id, List<UUID> materials, String reason, Officer by, String township) {
        write(id, materials, reason, by, township);
    }

    private UUID write(CaseId id, List<UUID> materials, @Nullable String reason, Officer by, String township) {
        var no = jdbc.sql("select count(*) + 1 from case_letter where case_id = ?")
                .param(id.id())
                .query(Integer.class)
                .single();
        if (no > 1 && (reason == null || reason.isBlank())) {
            throw new IllegalArgumentException("a further letter needs a reason");
        }
        return write(id, no, materials, reason, by, township);
    }

    private UUID write(CaseId id, int no, List<UUID> materials, @Nullable String reason, Officer by, String township) {
        var now = clock.instant();
        var replyBy = replyBy(LocalDate.ofInstant(now, clock.getZone()));
        var letter = UUID.randomUUID();
        jdbc.sql("""
                        insert into case_letter (id, case_id, no, reason, reply_by, issued_at, issued_by)
                        values (:id, :case, :no, :reason, :replyBy, :now, :by)
                        """)
                .param("id", letter)
                .param("case", id.id())
                .param("no", no)
                .param("reason", no > 1 ? reason : null)
                .param("replyBy", replyBy)
                .param("now", Sql.at(now))
                .param("by", by.id())
                .update();
        batch.batchUpdate(
                "insert into case_letter_material (letter_id, material_id) values (?, ?)",
                materials.stream().map(m -> new Object[] {letter, m}).toList());
        timeline.add(
                id,
                null,
                no == 1 ? "开出一次性告知书" : "再次开出告知书（第 " + no + " 次，计入窗口）",
                no == 1 ? "要补 " + materials.size() + " 份材料" : reason,
                by);
        audit.changed(by, "开出一次性告知书", new Subject("case", id.toString()), "{\"次数\":" + no + "}");
        events.publishEvent(new LetterIssued(id, letter, no, replyBy, township));
        return letter;
    }

    /** The last day the applicant is asked to answer by; nothing is lost by answering later. */
    public LocalDate replyBy(LocalDate today) {
        return calendars.current().plusWorkingDays(today, policy.days(REPLY_LIMIT, today));
    }

    /**
     * 收到补正材料.
     *
     * @param materials with the attachment, where it was scanned
     * @throws NoSuchElementException if one of them is not of this case
     * @throws Conflict if one of them is not missing any more
     */
    public void receive(CaseId id, Map<UUID, ? extends @Nullable UUID> materials, Officer by) {
        var head = access.locked(id, by);
        mustBeMissing(id, materials.keySet());
        var names = new ArrayList<String>();
        for (var each : materials.entrySet()) {
            names.add(jdbc.sql("""
                            update case_material set state = 'RECEIVED', attachment_id = coalesce(:attachment, attachment_id),
                                settled_at = :now, settled_by = :by
                            where id = :id and case_id = :case and state = 'MISSING' returning name
                            """)
                    .param("attachment", each.getValue(), java.sql.Types.OTHER)
                    .param("now", Sql.at(clock.instant()))
                    .param("by", by.id())
                    .param("id", each.getKey())
                    .param("case", id.id())
                    .query(String.class)
                    .single());
        }
        timeline.add(id, null, "收到补正材料", String.join("、", names), by);
        complete(id, head.townshipCode(), by);
    }

    /** 免交: nobody needs to bring it, e.g. because the department looked it up. */
    public void exempt(CaseId id, UUID material, String because, Officer by) {
        var head = access.locked(id, by);
        mustBeMissing(id, List.of(material));
        var name = jdbc.sql("""
                        update case_material set state = 'EXEMPT', exempt_because = :because, settled_at = :now, settled_by = :by
                        where id = :id and case_id = :case and state = 'MISSING' returning name
                        """)
                .param("because", because)
                .param("now", Sql.at(clock.instant()))
                .param("by", by.id())
                .param("id", material)
                .param("case", id.id())
                .query(String.class)
                .single();
        timeline.add(id, null, "材料免交", name + "：" + because, by);
        complete(id, head.townshipCode(), by);
    }

    /** The case is locked: what is missing now stays so. */
    private void mustBeMissing(CaseId id, Collection<UUID> materials) {
        for (var material : materials) {
            var state = jdbc.sql("select state from case_material where id = ? and case_id = ?")
                    .params(material, id.id())
                    .query(String.class)
                    .optional()
                    .orElseThrow(() -> new NoSuchElementException("no material " + material));
            if (!state.equals(MaterialState.MISSING.name())) {
                throw new Conflict("其中有材料已经收过或已免交，请看最新的材料清单");
            }
        }
    }

    /** Matters for which nothing is missing any more go on; letters with nothing left are answered. */
    private void complete(CaseId id, String township, Officer by) {
        var now = clock.instant();
        jdbc.sql("""
                        update case_letter l set completed_at = :now
                        where l.case_id = :case and l.completed_at is null and not exists (
                            select 1 from case_letter_material lm join case_material m on m.id = lm.material_id
                            where lm.letter_id = l.id and m.state = 'MISSING')
                        returning l.id
                        """)
                .param("now", Sql.at(now))
                .param("case", id.id())
                .query(UUID.class)
                .list()
                .forEach(letter -> {
                    timeline.add(id, null, "材料已补齐", null, by);
                    events.publishEvent(new LetterAnswered(id, letter, township));
                });
        var waiting = new java.util.HashSet<>(
                jdbc.sql("""
                        select distinct mm.matter_id from case_material m
                        join case_material_matter mm on mm.material_id = m.id
                        where m.case_id = ? and m.state = 'MISSING'
                        """).param(id.id()).query(UUID.class).list());
        for (var matter : store.lockedOf(id)) {
            if (!waiting.contains(matter.id().id()) && matter.state().open()) {
                goOn(matter, by);
            }
        }
    }

    private void goOn(MatterView matter, Officer by) {
        var paused = inState(matter, DeadlineState.PAUSED);
        if (matter.state() != MatterState.AWAITING_MATERIALS && paused.isEmpty()) {
            return;
        }
        var first = matter.acceptedAt() == null;
        if (matter.state() == MatterState.AWAITING_MATERIALS) {
            store.move(
                    matter,
                    matter.own() ? MatterState.ACCEPTED : MatterState.TO_REFER,
                    first ? Map.of("accepted_at", Sql.at(clock.instant())) : Map.of());
        }
        paused.forEach(deadlines::resume);
        if (first) {
            timeline.add(matter.caseId(), matter.id(), "材料齐全，受理" + matter.itemName(), null, by);
            events.publishEvent(new MatterAccepted(
                    matter.id(), matter.caseId(), matter.itemCode(), matter.deptCode(), matter.townshipCode()));
        } else {
            events.publishEvent(
                    new MatterSupplemented(matter.id(), matter.caseId(), matter.deptCode(), matter.townshipCode()));
        }
    }

    private void pause(MatterView matter, Officer by) {
        if (matter.state() == MatterState.ACCEPTED || matter.state() == MatterState.TO_REFER) {
            store.move(matter, MatterState.AWAITING_MATERIALS, Map.of());
        }
        inState(matter, DeadlineState.RUNNING).forEach(deadline -> deadlines.pause(deadline, WHY_PAUSED, by));
        events.publishEvent(new MatterPaused(matter.id(), matter.caseId(), matter.deptCode(), matter.townshipCode()));
    }

    private List<DeadlineId> inState(MatterView matter, DeadlineState state) {
        var ids = new ArrayList<DeadlineId>();
        if (matter.legal() != null) {
            ids.add(matter.legal());
        }
        if (matter.promise() != null) {
            ids.add(matter.promise());
        }
        return deadlines.views(ids).values().stream()
                .filter(view -> view.state() == state)
                .map(cn.yimen.calendar.DeadlineView::id)
                .toList();
    }

    /** 补正材料 in a letter, as printed and shown. */
    public record Letter(
            UUID id,
            int no,
            @Nullable String reason,
            LocalDate replyBy,
            java.time.Instant issuedAt,
            String issuedBy,
            java.time.@Nullable Instant completedAt,
            List<String> materials) {}

    /** The letters of a case, the first one first. */
    @Transactional(readOnly = true)
    public List<Letter> of(CaseId id, Officer by) {
        access.head(id, by);
        return read(id);
    }

    List<Letter> read(CaseId id) {
        return jdbc.sql("""
                        select l.*, o.name as by_name,
                            array(select m.name from case_letter_material lm join case_material m on m.id = lm.material_id
                                where lm.letter_id = l.id order by m.code) as names
                        from case_letter l join officer o on o.id = l.issued_by
                        where l.case_id = ? order by l.no
                        """)
                .param(id.id())
                .query((row, n) -> new Letter(
                        Sql.id(row, "id"),
                        row.getInt("no"),
                        row.getString("reason"),
                        row.getObject("reply_by", LocalDate.class),
                        Sql.instant(row, "issued_at"),
                        row.getString("by_name"),
                        Sql.instantOrNull(row, "completed_at"),
                        List.of((String[]) row.getArray("names").getArray())))
                .list();
    }
}
