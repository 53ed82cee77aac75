package cn.yimen.referral;

import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.DeadlineView;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.Matters;
import cn.yimen.district.Organisations;
import cn.yimen.district.PlaceId;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Question;
import cn.yimen.kernel.Questions;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 督办 (RF-4): by the window, by the bureau, and by itself — a warning before a limit is over, an urging when it is, the
 * supervisor when nothing helps. Every urging wants an answer, which is kept with it.
 */
@Service
@Transactional
public class Urgings {

    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final Questions questions;
    private final ReferralStore store;
    private final ReferralSecrets secrets;
    private final ReferralTasks tasks;
    private final Clocks clocks;
    private final Deadlines deadlines;
    private final Matters matters;
    private final Organisations organisations;
    private final Formats formats;
    private final Clock clock;

    Urgings(
            JdbcClient jdbc,
            Questions questions,
            ReferralStore store,
            ReferralSecrets secrets,
            ReferralTasks tasks,
            Clocks clocks,
            Deadlines deadlines,
            Matters matters,
            Organisations organisations,
            Formats formats,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.store = store;
        this.secrets = secrets;
        this.tasks = tasks;
        this.clocks = clocks;
        this.deadlines = deadlines;
        this.matters = matters;
        this.organisations = organisations;
        this.formats = formats;
        this.clock = clock;
    }

    /**
     * 催办, by the window that sent it or by the bureau.
     *
     * @throws NoSuchElementException if the officer sees no such referral
     * @throws Conflict if there is nothing to urge, or the same side urged today and waits for the answer
     */
    public void urge(ReferralId id, String words, Officer by) {
        var referral = store.locked(id, by);
        var bureau = Referral.isBureau(by);
        if (!bureau && !referral.isWindow(by)) {
            throw new NotAllowed("催办由窗口或区民政局发出，您可以在「回复催办」里说明进度");
        }
        if (waitsForWindow(referral) && !bureau) {
            throw new Conflict("本件还在本窗口等待转办，不用催办");
        }
        if (referral.state().ended()) {
            throw new Conflict("本件现在是「%s」，不用催办".formatted(referral.state().words()));
        }
        var source = bureau ? Urging.Source.BUREAU : Urging.Source.WINDOW;
        var today = LocalDate.now(clock).atStartOfDay(clock.getZone()).toInstant();
        var waiting = of(id).stream()
                .anyMatch(it ->
                        it.open() && it.source() == source && !it.urgedAt().isBefore(today));
        if (waiting) {
            throw new Conflict("今天已经催办过，正在等对方回复");
        }
        var step = step(referral.state());
        insert(referral, step, Urging.Level.URGING, source, words, by);
        store.event(id, "URGED", by, words, null);
        matters.note(referral.matter(), "催办", target(referral), by);
    }

    /**
     * 回复催办: answers all that wait for this side. Who may answer does not depend on whether anything is urged.
     *
     * @throws NoSuchElementException if the officer sees no such referral
     * @throws NotAllowed if the next step is the other side's
     * @throws Conflict if no urging waits for an answer
     */
    public void answer(ReferralId id, String words, Officer by) {
        var referral = store.locked(id, by);
        if (!answers(referral, by) && !referral.state().ended()) {
            throw new NotAllowed("催办由%s回复".formatted(target(referral)));
        }
        var open = of(id).stream().filter(Urging::open).toList();
        if (open.isEmpty()) {
            throw new Conflict("没有等待回复的催办");
        }
        open.forEach(it -> answered(it.id(), words, by));
        tasks.urgingAnswered(referral, by);
        store.event(id, "URGING_ANSWERED", by, words, null);
        matters.note(referral.matter(), "回复催办", target(referral), by);
    }

    /** All urgings of a referral, the newest first. */
    @Transactional(readOnly = true)
    public List<Urging> of(ReferralId id, Officer by) {
        store.visible(id, by);
        return of(id);
    }

    List<Urging> of(ReferralId id) {
        return questions.list(asks(id));
    }

    /** What {@link #of(ReferralId)} asks. */
    Question<Urging> asks(ReferralId id) {
        return Question.sql("select * from urging where referral_id = ? order by urged_at desc, id")
                .param(id.id())
                .query((row, n) -> new Urging(
                        Sql.id(row, "id"),
                        ReferralClock.valueOf(row.getString("clock")),
                        Urging.Level.valueOf(row.getString("level")),
                        Urging.Source.valueOf(row.getString("source")),
                        Urging.State.valueOf(row.getString("state")),
                        row.getBoolean("to_window"),
                        secrets.urging(Objects.requireNonNull(row.getBytes("words_enc"))),
                        Sql.instant(row, "urged_at"),
                        row.getString("who"),
                        row.getString("place"),
                        secrets.answer(row.getBytes("answer_enc")),
                        Sql.instantOrNull(row, "answered_at"),
                        row.getString("answered_who")));
    }

    /** The step that was urged has been done: that is the answer. What was given back or withdrawn is urged no more. */
    void settle(Referral referral, ReferralAct act, @Nullable Officer by) {
        var lapsed = act == ReferralAct.GIVE_BACK || act == ReferralAct.WITHDRAW || by == null;
        for (var each : of(referral.id())) {
            if (!each.open()) {
                continue;
            }
            if (lapsed || by == null) {
                jdbc.sql("update urging set state = 'LAPSED' where id = ?")
                        .param(each.id())
                        .update();
            } else {
                answered(each.id(), "已" + act.words(), by);
            }
        }
        tasks.stepDone(referral, by);
    }

    private void answered(UUID urging, String words, Officer by) {
        jdbc.sql("""
                        update urging set state = 'ANSWERED', answer_enc = ?, answered_at = ?, answered_by = ?, answered_who = ?
                        where id = ?
                        """)
                .params(secrets.sealAnswer(words), Sql.at(clock.instant()), by.id(), by.name(), urging)
                .update();
        jdbc.sql("select deadline_id from urging where id = ? and deadline_id is not null")
                .param(urging)
                .query(UUID.class)
                .optional()
                .map(DeadlineId::new)
                .filter(id -> deadlines.view(id).state() == DeadlineState.RUNNING)
                .ifPresent(id -> deadlines.meet(id, clock.instant()));
    }

    /** One clock whose hour has come. */
    private record Due(ReferralId referral, ReferralClock clock, DeadlineId deadline, String urged) {}

    /**
     * 自动督办: takes up to fifty clocks whose hour has come. Other nodes pass over what this one holds, and what it has
     * done is done in the same transaction: nothing is urged twice.
     *
     * @return how many were looked at; 0 when nothing waits
     */
    public int urgeByItself() {
        var now = clock.instant();
        var due = jdbc.sql("""
                        select c.referral_id, c.clock, c.deadline_id, c.urged
                        from referral_clock c join referral r on r.id = c.referral_id join matter m on m.id = r.matter_id
                        where c.next_at <= ? order by c.next_at limit ? for update of m, r, c skip locked
                        """)
                .params(Sql.at(now), AT_ONCE)
                .query((row, n) -> new Due(
                        new ReferralId(Sql.id(row, "referral_id")),
                        ReferralClock.valueOf(row.getString("clock")),
                        new DeadlineId(Sql.id(row, "deadline_id")),
                        row.getString("urged")))
                .list();
        var limits = deadlines.views(due.stream().map(Due::deadline).toList());
        for (var each : due) {
            var limit = limits.get(each.deadline());
            if (limit != null) {
                urgeByItself(each, limit, now);
            }
        }
        return due.size();
    }

    private void urgeByItself(Due due, DeadlineView limit, Instant now) {
        if (limit.state() != DeadlineState.RUNNING) {
            // paused: looked at again; ended by another module: no more
            next(due, due.urged(), limit.state() == DeadlineState.PAUSED ? now.plus(Duration.ofHours(1)) : null);
            return;
        }
        var referral = store.unlocked(due.referral());
        if (limit.late()) {
            clocks.count(referral, due.clock(), limit);
            switch (due.urged()) {
                case "NO", "WARNED" -> {
                    system(
                            referral,
                            due.clock(),
                            Urging.Level.URGING,
                            "%s%s，请尽快%s"
                                    .formatted(
                                            due.clock().words(),
                                            limit.light().words(),
                                            due.clock().words()));
                    store.event(referral.id(), "URGED", null, due.clock().words() + "超期", null);
                    next(due, "URGED", deadlines.wouldBeDue(ReferralClock.URGING.kind(), clocks.escalation(), now));
                }
                case "URGED" -> escalate(due, referral, limit, now);
                default -> next(due, due.urged(), null);
            }
        } else if (due.urged().equals("NO")) {
            system(
                    referral,
                    due.clock(),
                    Urging.Level.WARNING,
                    "%s时限%s（%s）".formatted(due.clock().words(), limit.light().words(), formats.until(limit.dueAt())));
            next(due, "WARNED", limit.dueAt().plusSeconds(1));
        } else {
            next(due, due.urged(), limit.dueAt().plusSeconds(1));
        }
    }

    private void escalate(Due due, Referral referral, DeadlineView limit, Instant now) {
        var all = of(referral.id());
        var since = now.minus(Duration.ofDays(1));
        if (all.stream()
                .anyMatch(it -> it.answeredAt() != null && it.answeredAt().isAfter(since))) {
            // somebody answered a moment ago: the promise gets its days
            next(due, "URGED", deadlines.wouldBeDue(ReferralClock.URGING.kind(), clocks.escalation(), now));
            return;
        }
        jdbc.sql("update urging set state = 'ESCALATED' where referral_id = ? and level = 'URGING' and state = 'SENT'")
                .param(referral.id().id())
                .update();
        var words = "%s%s，催办后仍未办".formatted(due.clock().words(), limit.light().words());
        system(referral, due.clock(), Urging.Level.ESCALATION, words);
        store.event(referral.id(), "ESCALATED", null, words, null);
        tasks.escalated(referral, "督办" + target(referral), words, limit.id());
        next(due, "ESCALATED", null);
    }

    private void next(Due due, String urged, @Nullable Instant at) {
        jdbc.sql("update referral_clock set urged = ?, next_at = ? where referral_id = ? and clock = ?")
                .params(Arrays.asList(
                        urged,
                        at == null ? null : Sql.at(at),
                        due.referral().id(),
                        due.clock().name()))
                .update();
    }

    private void system(Referral referral, ReferralClock step, Urging.Level level, String words) {
        insert(referral, step, level, Urging.Source.SYSTEM, words, null);
        if (level != Urging.Level.WARNING) {
            matters.note(referral.matter(), level == Urging.Level.ESCALATION ? "升级督办" : "自动催办", target(referral));
        }
    }

    private void insert(
            Referral referral,
            ReferralClock step,
            Urging.Level level,
            Urging.Source source,
            String words,
            @Nullable Officer by) {
        var toWindow = waitsForWindow(referral);
        var answerBy = level == Urging.Level.URGING
                ? deadlines.start(ReferralClock.URGING.kind(), clocks.budget(ReferralClock.URGING), clock.instant())
                : null;
        jdbc.sql("""
                        insert into urging (id, referral_id, clock, level, source, state, to_window, dept_code, township_code,
                            words_enc, deadline_id, urged_at, urged_by, who, place)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        UUID.randomUUID(),
                        referral.id().id(),
                        step.name(),
                        level.name(),
                        source.name(),
                        level == Urging.Level.ESCALATION ? "ESCALATED" : "SENT",
                        toWindow,
                        referral.deptCode(),
                        referral.townshipCode(),
                        secrets.sealUrging(words),
                        answerBy == null ? null : answerBy.id(),
                        Sql.at(clock.instant()),
                        by == null ? null : by.id(),
                        by == null ? "系统" : by.name(),
                        by == null ? "" : by.officeName()))
                .update();
        if (answerBy != null) {
            var why = source == Urging.Source.SYSTEM ? words : source.words() + "催办：" + step.words();
            tasks.urged(referral, toWindow, "回复催办", why, answerBy);
        }
    }

    /** Whose the next step is: the window's before it is sent, the department's from then on. */
    private static boolean waitsForWindow(Referral referral) {
        return referral.state() == ReferralState.TO_DISPATCH;
    }

    /** Whether an urging that waits would be theirs to answer. */
    static boolean answers(Referral referral, Officer by) {
        return waitsForWindow(referral) ? referral.isWindow(by) : referral.isDepartment(by);
    }

    /** Who is to act. */
    private String target(Referral referral) {
        return waitsForWindow(referral)
                ? organisations
                        .townshipOffice(new PlaceId(referral.townshipCode()))
                        .shortName()
                : organisations.officeOfDepartment(referral.deptCode()).shortName();
    }

    /** Which limit an urging by hand is about: that of the next step. */
    private static ReferralClock step(ReferralState state) {
        return switch (state) {
            case TO_DISPATCH -> ReferralClock.DISPATCH;
            case SENT -> ReferralClock.SIGN;
            case EXAMINING -> ReferralClock.EXAMINE;
            case CHECKING -> ReferralClock.FIRST_ANSWER;
            case ANSWERED -> ReferralClock.ITEM;
            case REFUSED, FINISHED -> ReferralClock.TELL;
            case RETURNED, REFUSED_TOLD, FINISHED_TOLD, WITHDRAWN ->
                throw new IllegalStateException("nothing to urge in " + state);
        };
    }
}
