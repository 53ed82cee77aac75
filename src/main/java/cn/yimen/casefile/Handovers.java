package cn.yimen.casefile;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 首问责任移交 (IN-7): offered with a reason, and until the other one accepts, nothing has changed hands. The first
 * contact stays on the case for ever.
 */
@Service
@Transactional
public class Handovers {

    private static final int SHOWN = 100;

    private final JdbcClient jdbc;
    private final Questions questions;
    private final CaseAccess access;
    private final Timeline timeline;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Handovers(
            JdbcClient jdbc,
            Questions questions,
            CaseAccess access,
            Timeline timeline,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.access = access;
        this.timeline = timeline;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** 责任移交. */
    public record Handover(UUID id, UUID fromId, String from, UUID toId, String to, String reason, Instant offeredAt) {}

    /** 可接收的人: works in the same township and may accept cases. */
    public record Candidate(UUID id, String name, String posts) {}

    /** The open offer of a case. */
    @Transactional(readOnly = true)
    public Optional<Handover> open(CaseId id, Officer by) {
        access.head(id, by);
        return questions.first(asksOpen(id));
    }

    /** What {@link #open} asks behind the door of the case. */
    static Question<Handover> asksOpen(CaseId id) {
        return Question.sql("""
                        select h.*, f.name as from_name, t.name as to_name
                        from case_handover h join officer f on f.id = h.from_id join officer t on t.id = h.to_id
                        where h.case_id = ? and h.state = 'OFFERED'
                        """)
                .param(id.id())
                .query((row, n) -> new Handover(
                        Sql.id(row, "id"),
                        Sql.id(row, "from_id"),
                        row.getString("from_name"),
                        Sql.id(row, "to_id"),
                        row.getString("to_name"),
                        row.getString("reason"),
                        Sql.instant(row, "offered_at")));
    }

    /** Whom it can be handed to, by name; of a very large office the first hundred. */
    @Transactional(readOnly = true)
    public List<Candidate> candidates(CaseId id, Officer by) {
        return candidates(access.head(id, by), null).stream().limit(SHOWN).toList();
    }

    /** Everybody who can take it, or of them only the one who is asked for. */
    private List<Candidate> candidates(CaseAccess.CaseHead head, @Nullable UUID only) {
        return jdbc.sql("""
                        select o.id, o.name, string_agg(distinct p.role, ',') as roles
                        from officer o join post p on p.officer_id = o.id
                        where o.disabled_at is null and o.id <> :responsible and (:only::uuid is null or o.id = :only)
                            and p.role in ('WINDOW_CLERK', 'TOWNSHIP_REVIEWER') and p.place_code = :township
                            and p.from_on <= cast(:today as date) and (p.until_on is null or p.until_on >= cast(:today as date))
                        group by o.id order by o.name, o.login
                        """)
                .param("responsible", head.officerId())
                .param("only", only)
                .param("township", head.townshipCode())
                .param("today", java.time.LocalDate.now(clock))
                .query((row, n) -> new Candidate(
                        Sql.id(row, "id"),
                        row.getString("name"),
                        java.util.Arrays.stream(row.getString("roles").split(","))
                                .map(role -> Role.valueOf(role).words())
                                .reduce((a, b) -> a + "、" + b)
                                .orElse("")))
                .list();
    }

    /**
     * 提出移交: by the one responsible, or by the township's reviewer for somebody who is away.
     *
     * @throws NoSuchElementException if the other one is nobody who can take it
     * @throws Conflict if an offer is open already
     */
    public UUID offer(CaseId id, UUID to, String reason, Officer by) {
        var head = access.locked(id, by);
        if (!head.officerId().equals(by.id()) && !by.has(Role.TOWNSHIP_REVIEWER)) {
            throw new NotAllowed("只有现责任人或本镇审核岗能移交这一件");
        }
        if (open(id, by).isPresent()) {
            throw new Conflict("这一件已经提出移交，等对方答复；要换人请先收回");
        }
        var candidate = candidates(head, to).stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no such colleague"));
        var handover = UUID.randomUUID();
        jdbc.sql("""
                        insert into case_handover (id, case_id, from_id, to_id, reason, offered_at, offered_by, state)
                        values (?, ?, ?, ?, ?, ?, ?, 'OFFERED')
                        """)
                .params(handover, id.id(), head.officerId(), to, reason, Sql.at(clock.instant()), by.id())
                .update();
        timeline.add(id, null, "移交给" + candidate.name() + "，待接收", reason, by);
        audit.changed(by, "提出责任移交", new Subject("case", id.toString()), "");
        events.publishEvent(new ResponsibilityOffered(id, handover, head.officerId(), to, head.townshipCode()));
        return handover;
    }

    /** 接收: from now on {@code by} is responsible. */
    public void accept(CaseId id, Officer by) {
        access.locked(id, by);
        var handover = offered(id, by);
        answer(handover, "ACCEPTED", null);
        jdbc.sql("update case_file set officer_id = ?, version = version + 1 where id = ?")
                .params(by.id(), id.id())
                .update();
        timeline.add(id, null, "接收移交，现由" + by.name() + "负责", null, by);
        audit.changed(by, "接收责任移交", new Subject("case", id.toString()), "");
        events.publishEvent(new ResponsibilitySettled(id, handover, true));
    }

    /** 不接收. */
    public void decline(CaseId id, String reason, Officer by) {
        access.locked(id, by);
        var handover = offered(id, by);
        answer(handover, "DECLINED", reason);
        timeline.add(id, null, "没有接收移交", reason, by);
        events.publishEvent(new ResponsibilitySettled(id, handover, false));
    }

    /** 收回: by whoever may offer it. */
    public void takeBack(CaseId id, Officer by) {
        var head = access.locked(id, by);
        if (!head.officerId().equals(by.id()) && !by.has(Role.TOWNSHIP_REVIEWER)) {
            throw new NotAllowed("只有现责任人或本镇审核岗能收回移交");
        }
        var handover = open(id, by).orElseThrow(() -> new NoSuchElementException("no handover is open"));
        answer(handover.id(), "TAKEN_BACK", null);
        timeline.add(id, null, "收回移交", null, by);
        events.publishEvent(new ResponsibilitySettled(id, handover.id(), false));
    }

    private UUID offered(CaseId id, Officer to) {
        return jdbc.sql("select id from case_handover where case_id = ? and to_id = ? and state = 'OFFERED'")
                .params(id.id(), to.id())
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("nothing was handed over to this officer"));
    }

    private void answer(UUID handover, String state, @Nullable String reason) {
        jdbc.sql("update case_handover set state = ?, answered_at = ?, decline_reason = ? where id = ?")
                .params(java.util.Arrays.asList(state, Sql.at(clock.instant()), reason, handover))
                .update();
    }
}
