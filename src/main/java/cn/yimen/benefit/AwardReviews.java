package cn.yimen.benefit;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.benefit.AwardReview.Outcome;
import cn.yimen.benefit.AwardReview.Said;
import cn.yimen.benefit.AwardReview.State;
import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.Deadlines;
import cn.yimen.district.PlaceId;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.NotAllowed;
import cn.yimen.policy.Policy;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 复核待遇 (VR-2, BN-1): what is true of somebody in benefit is looked at by the township and decided by another person of the
 * bureau, within its limit: to go on, to change, to lead out, to suspend or to end. By itself nothing changes.
 */
@Service
@Transactional
public class AwardReviews {

    static final String TASK = "benefit.review";
    /** The cause of a review that rests on no finding. */
    static final String CORRECTED = "DEATH_CORRECTED";

    static final String DECIDE = "benefit.decide";
    private static final DeadlineKind LIMIT = DeadlineKind.promise("benefit.review", "复核待遇");

    private final JdbcClient jdbc;
    private final Awards awards;
    private final AwardStore store;
    private final ObjectProvider<AwardGrounds> grounds;
    private final Deadlines deadlines;
    private final Policy policy;
    private final Tasks tasks;
    private final AuditLog audit;
    private final Clock clock;

    AwardReviews(
            JdbcClient jdbc,
            Awards awards,
            AwardStore store,
            ObjectProvider<AwardGrounds> grounds,
            Deadlines deadlines,
            Policy policy,
            Tasks tasks,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.awards = awards;
        this.store = store;
        this.grounds = grounds;
        this.deadlines = deadlines;
        this.policy = policy;
        this.tasks = tasks;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 要复核: what the person, and the household he lives in, receives now. Asked for the same source again it renews nothing.
     *
     * @param cause stable name of what was found, {@code VEHICLE}
     * @param source the finding
     * @param words what it is about, without anything that is sealed
     * @param from first month concerned; null where it cannot be said
     */
    public void ask(
            UUID person,
            UUID household,
            String cause,
            UUID source,
            String words,
            @Nullable YearMonth from,
            Officer by) {
        var concerned = new LinkedHashMap<AwardId, AwardView>();
        awards.inBenefit(List.of(person))
                .getOrDefault(person, List.of())
                .forEach(award -> concerned.put(award.id(), award));
        awards.current(household).stream()
                .filter(award -> award.person() == null)
                .forEach(award -> concerned.put(award.id(), award));
        for (var award : concerned.values()) {
            if (award.state() != AwardState.ENDED) {
                ask(award, person, cause, source, words, from, by);
            }
        }
    }

    private void ask(
            AwardView award,
            UUID person,
            String cause,
            UUID source,
            String words,
            @Nullable YearMonth from,
            Officer by) {
        var there = jdbc.sql("select state from award_review where award_id = ? and source_id = ?")
                .params(award.id().id(), source)
                .query((row, n) -> State.valueOf(row.getString("state")))
                .optional();
        if (there.isPresent() && there.get() != State.DROPPED) {
            return;
        }
        var limit = deadlines.start(
                LIMIT, Budget.workingDays(policy.days("benefit.reviewDays", LocalDate.now(clock))), clock.instant());
        var id = jdbc.sql("""
                        insert into award_review (id, award_id, cause, source_id, person_id, words, months_from, asked_at, asked_by,
                            deadline_id, state)
                        values (:id, :award, :cause, :source, :person, :words, :from, :now, :by, :limit, 'OPEN')
                        on conflict (award_id, source_id) do update
                        set state = 'OPEN', asked_at = excluded.asked_at, asked_by = excluded.asked_by,
                            deadline_id = excluded.deadline_id, months_from = excluded.months_from, proposed = null,
                            proposed_words = null, proposed_at = null, proposed_by = null
                        returning id
                        """)
                .param("id", UUID.randomUUID())
                .param("award", award.id().id())
                .param("cause", cause)
                .param("source", source)
                .param("person", person)
                .param("words", words)
                .param("from", Sql.first(from), Types.DATE)
                .param("now", Sql.at(clock.instant()))
                .param("by", by.id())
                .param("limit", limit.id())
                .query(UUID.class)
                .single();
        askTownship(award, id, words, limit);
    }

    private void askTownship(AwardView award, UUID id, String why, DeadlineId limit) {
        open(
                TASK,
                Assignee.reviewers(PlaceId.of(award.townshipCode())),
                award,
                id,
                "复核待遇：" + award.scheme().label(),
                why,
                "去复核",
                limit);
    }

    private void open(
            String kind,
            Assignee to,
            AwardView award,
            UUID id,
            String title,
            String why,
            String verb,
            DeadlineId limit) {
        tasks.open(NewTask.of(kind, to, subject(id), title, why, verb, "/awards/" + award.id() + "/reviews/" + id)
                .about(award.holderName(), null, null)
                .by(limit));
    }

    /** What it rested on is not true any more. */
    public void takeBack(UUID source, Officer by) {
        jdbc.sql(SELECT + " where r.source_id = ? and r.state in ('OPEN', 'PROPOSED') order by r.id")
                .param(source)
                .query((row, n) -> review(row))
                .list()
                .forEach(review -> drop(review, by));
    }

    /** The household was reckoned again and something was decided: what was open has been looked at. */
    @EventListener
    void on(AwardEvents.Changed changed) {
        switch (changed.kind()) {
            case CHANGE -> settle(changed.award(), Outcome.CHANGE);
            case SUSPEND -> settle(changed.award(), Outcome.SUSPEND);
            case EXIT -> settle(changed.award(), Outcome.EXIT);
            case GRANT, RESUME, RETURN, END -> {}
        }
    }

    @EventListener
    void on(AwardEvents.Ended ended) {
        settle(ended.award(), Outcome.END);
    }

    private void settle(AwardId award, Outcome outcome) {
        var changes = store.changes(award);
        var last = changes.get(changes.size() - 1);
        jdbc.sql(SELECT + " where r.award_id = ? and r.state in ('OPEN', 'PROPOSED') order by r.id")
                .param(award.id())
                .query((row, n) -> review(row))
                .list()
                .forEach(review -> settle(review, outcome, last.reason(), last.by(), null));
    }

    private void settle(AwardReview review, Outcome outcome, String reason, UUID officer, @Nullable Officer by) {
        jdbc.sql("""
                        update award_review set state = 'DECIDED', outcome = ?, decided_words = ?, decided_at = ?, decided_by = ?
                        where id = ?
                        """)
                .params(outcome.name(), reason, Sql.at(clock.instant()), officer, review.id())
                .update();
        deadlines.meet(review.limit(), clock.instant());
        closeTasks(review.id(), by);
    }

    private void drop(AwardReview review, @Nullable Officer by) {
        jdbc.sql("update award_review set state = 'DROPPED' where id = ?")
                .param(review.id())
                .update();
        deadlines.cancel(review.limit());
        closeTasks(review.id(), by);
    }

    private void closeTasks(UUID id, @Nullable Officer by) {
        tasks.close(List.of(TASK, DECIDE), subject(id), by);
    }

    private static final String SELECT = """
            select r.*, p.name as proposed_name, d.name as decided_name
            from award_review r left join officer p on p.id = r.proposed_by left join officer d on d.id = r.decided_by
            """;

    /** Of an award, those that are open first; the caller has read the award. */
    @Transactional(readOnly = true)
    public List<AwardReview> of(AwardId award) {
        return jdbc.sql(SELECT + """
                         where r.award_id = ? and r.state <> 'DROPPED'
                        order by r.state = 'DECIDED', r.asked_at desc, r.id
                        """)
                .param(award.id())
                .query((row, n) -> review(row))
                .list();
    }

    /** @throws NoSuchElementException if there is none within the officer's scope */
    @Transactional(readOnly = true)
    public AwardReview get(AwardId award, UUID id, Officer by) {
        awards.get(award, by);
        return one(award, id, "");
    }

    private AwardReview one(AwardId award, UUID id, String lock) {
        return jdbc.sql(SELECT + " where r.id = ? and r.award_id = ?" + lock)
                .params(id, award.id())
                .query((row, n) -> review(row))
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no review " + id));
    }

    private AwardReview review(ResultSet row) throws SQLException {
        return new AwardReview(
                Sql.id(row, "id"),
                new AwardId(Sql.id(row, "award_id")),
                row.getString("cause").equals(CORRECTED) ? null : Sql.id(row, "source_id"),
                Sql.id(row, "person_id"),
                row.getString("words"),
                Sql.monthOrNull(row, "months_from"),
                Sql.instant(row, "asked_at"),
                new DeadlineId(Sql.id(row, "deadline_id")),
                State.valueOf(row.getString("state")),
                row.getString("returned_words"),
                said(row, "proposed", "proposed_words", "proposed_by", "proposed_name", "proposed_at"),
                said(row, "outcome", "decided_words", "decided_by", "decided_name", "decided_at"));
    }

    private static @Nullable Said said(ResultSet row, String outcome, String words, String by, String name, String at)
            throws SQLException {
        return row.getString(outcome) == null
                ? null
                : new Said(
                        Outcome.valueOf(row.getString(outcome)),
                        row.getString(words),
                        Sql.id(row, by),
                        row.getString(name),
                        Sql.instant(row, at));
    }

    /** Whether the reader looks at it now. */
    public boolean mayPropose(AwardReview review, Officer by) {
        return review.state() == State.OPEN && by.has(Role.TOWNSHIP_REVIEWER);
    }

    /** Whether the reader decides now. */
    public boolean mayDecide(AwardReview review, Officer by) {
        return review.state() == State.PROPOSED
                && by.has(Role.BUREAU_APPROVER)
                && review.proposed() != null
                && !review.proposed().by().equals(by.id());
    }

    /**
     * 建议继续享受; every other outcome is proposed where changes are proposed.
     *
     * @throws NotAllowed if it is not the officer's to do
     * @throws Conflict if somebody has said it already
     */
    public void proposeToContinue(AwardId award, UUID id, String reason, Officer by) {
        var view = awards.get(award, by);
        if (!view.reachedBy(by, Role.TOWNSHIP_REVIEWER)) {
            throw new NotAllowed("复核由乡镇审核提出意见");
        }
        keepsAway(view, by);
        var review = one(award, id, " for update of r");
        requireState(review, State.OPEN);
        jdbc.sql("""
                        update award_review set state = 'PROPOSED', proposed = 'CONTINUE', proposed_words = ?, proposed_at = ?,
                            proposed_by = ?
                        where id = ?
                        """).params(reason, Sql.at(clock.instant()), by.id(), id).update();
        audit.changed(by, "复核待遇：建议继续享受", new Subject("award", award.toString()), "");
        closeTasks(id, by);
        open(
                DECIDE,
                Assignee.everybody(Role.BUREAU_APPROVER),
                view,
                id,
                "决定复核结果：" + view.scheme().label(),
                "乡镇建议继续享受",
                "去决定",
                review.limit());
    }

    /**
     * 同意继续享受, or back to the township with what is to be looked at.
     *
     * @throws NotAllowed if it is not the officer's to decide, or he has given the township's opinion
     * @throws Conflict if it was decided already, or nobody of the township has looked
     */
    public void decide(AwardId award, UUID id, boolean agreed, String reason, Officer by) {
        var view = awards.get(award, by);
        if (!by.has(Role.BUREAU_APPROVER)) {
            throw new NotAllowed("复核结果由区民政局审批人员决定");
        }
        keepsAway(view, by);
        var review = one(award, id, " for update of r");
        requireState(review, State.PROPOSED);
        if (review.proposed() != null && review.proposed().by().equals(by.id())) {
            throw new NotAllowed("复核意见是您提出的，要由另一人决定");
        }
        audit.changed(by, agreed ? "复核待遇：同意继续享受" : "复核待遇：退回重新复核", new Subject("award", award.toString()), "");
        if (agreed) {
            settle(review, Outcome.CONTINUE, reason, by.id(), by);
            return;
        }
        jdbc.sql("""
                        update award_review set state = 'OPEN', returned_words = ?, proposed = null, proposed_words = null,
                            proposed_at = null, proposed_by = null
                        where id = ?
                        """).params(reason, id).update();
        closeTasks(id, by);
        askTownship(view, id, "区民政局退回：" + review.words(), review.limit());
    }

    private void keepsAway(AwardView award, Officer by) {
        var source = grounds.getIfAvailable();
        var avoids = source == null ? null : source.avoids(award, by);
        if (avoids != null) {
            throw new NotAllowed(avoids);
        }
    }

    private static void requireState(AwardReview review, State state) {
        if (review.state() != state) {
            throw new Conflict("这次复核现在是「" + review.state().words() + "」，刷新后再看");
        }
    }

    private static Subject subject(UUID id) {
        return new Subject("award_review", id.toString());
    }
}
