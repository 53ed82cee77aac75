package cn.yimen.workbench;

import cn.yimen.approval.PathKind;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.Budget;
import cn.yimen.calendar.DeadlineId;
import cn.yimen.calendar.DeadlineKind;
import cn.yimen.calendar.DeadlineState;
import cn.yimen.calendar.Deadlines;
import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.LetterAnswered;
import cn.yimen.casefile.LetterIssued;
import cn.yimen.casefile.MatterAccepted;
import cn.yimen.casefile.MatterConcluded;
import cn.yimen.casefile.MatterId;
import cn.yimen.casefile.MatterWithdrawn;
import cn.yimen.casefile.ResponsibilityOffered;
import cn.yimen.casefile.ResponsibilitySettled;
import cn.yimen.district.PlaceId;
import cn.yimen.district.Places;
import cn.yimen.identity.Role;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 个案的待办: the bureau's own matters stand in the township's worklist, missing papers in the window's, a
 * handover in that of whoever is to take it. Matters of other departments bring their own (referral).
 */
@Component
class CaseTasks {

    private static final String OWN = "matter.own";
    private static final String LETTER = "case.letter";
    private static final DeadlineKind REPLY = DeadlineKind.statute("case.letter", "补正");
    private static final String HANDOVER = "case.handover";

    private final Tasks tasks;
    private final Deadlines deadlines;
    private final Places places;
    private final JdbcClient jdbc;
    private final Clock clock;

    CaseTasks(Tasks tasks, Deadlines deadlines, Places places, JdbcClient jdbc, Clock clock) {
        this.tasks = tasks;
        this.deadlines = deadlines;
        this.places = places;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** 民政自办的事项: to the township's worklist, under the matter's own limit. */
    @EventListener
    void on(MatterAccepted accepted) {
        var matter = matter(accepted.matter());
        // what has a path of its own has to-dos of its own (approval)
        if (matter.own() && PathKind.ofItem(accepted.itemCode()).isEmpty()) {
            tasks.open(NewTask.of(
                            OWN,
                            Assignee.reviewers(new PlaceId(matter.township())),
                            subject(accepted.matter()),
                            "审核" + matter.item(),
                            "窗口已受理，材料齐全",
                            "去审核",
                            "/cases/" + accepted.caseId())
                    .about(matter.person(), matter.place(places), matter.receiptNo())
                    .by(matter.limit()));
        }
    }

    /** Ended; what is decided later is told by whoever decides. */
    @EventListener
    void on(MatterConcluded concluded) {
        tasks.closeAll(subject(concluded.matter()), null);
    }

    @EventListener
    void on(MatterWithdrawn withdrawn) {
        tasks.closeAll(subject(withdrawn.matter()), null);
    }

    /** 一次性告知书: the papers come to the window. */
    @EventListener
    void on(LetterIssued letter) {
        var head = head(letter.caseId());
        tasks.open(NewTask.of(
                        LETTER,
                        Assignee.clerks(new PlaceId(head.township())),
                        new Subject("letter", letter.letter().toString()),
                        "接收补正材料",
                        "一次性告知书请申请人 %d月%d日 前补齐"
                                .formatted(
                                        letter.replyBy().getMonthValue(),
                                        letter.replyBy().getDayOfMonth()),
                        "收材料",
                        "/cases/" + letter.caseId() + "/materials")
                .about(head.person(), head.place(places), head.receiptNo())
                .by(until(letter.replyBy())));
    }

    /** The day in the letter, as a limit. */
    private DeadlineId until(LocalDate day) {
        var now = clock.instant();
        var days = (int) Math.max(0, ChronoUnit.DAYS.between(LocalDate.now(clock), day));
        var due = LocalDate.ofInstant(deadlines.wouldBeDue(REPLY, Budget.calendarDays(days), now), clock.getZone());
        // a letter written after hours counts from the next day, its own day stays what it says
        var later = (int) Math.max(0, ChronoUnit.DAYS.between(day, due));
        return deadlines.start(REPLY, Budget.calendarDays(Math.max(0, days - later)), now);
    }

    @EventListener
    void on(LetterAnswered letter) {
        var subject = new Subject("letter", letter.letter().toString());
        jdbc.sql("""
                        select deadline_id from task
                        where subject_kind = 'letter' and subject_id = ? and closed_at is null and deadline_id is not null
                        """).param(subject.id()).query(UUID.class).list().stream()
                .map(DeadlineId::new)
                .filter(limit -> deadlines.view(limit).state() == DeadlineState.RUNNING)
                .forEach(limit -> deadlines.meet(limit, clock.instant()));
        tasks.closeAll(subject, null);
    }

    /** 责任移交: until it is accepted it stands in the worklist of whoever is asked. */
    @EventListener
    void on(ResponsibilityOffered offered) {
        var head = head(offered.caseId());
        tasks.open(NewTask.of(
                        HANDOVER,
                        Assignee.officer(offered.to(), Role.WINDOW_CLERK),
                        new Subject("handover", offered.handover().toString()),
                        "接收移交的个案",
                        "同事把这件移交给您负责",
                        "去接收",
                        "/cases/" + offered.caseId() + "/handover")
                .about(head.person(), head.place(places), head.receiptNo()));
    }

    @EventListener
    void on(ResponsibilitySettled settled) {
        tasks.closeAll(new Subject("handover", settled.handover().toString()), null);
    }

    private static Subject subject(MatterId matter) {
        return new Subject("matter", matter.toString());
    }

    private record Line(
            boolean own,
            String item,
            String person,
            String receiptNo,
            String township,
            @Nullable String village,
            @Nullable DeadlineId limit) {

        String place(Places places) {
            return places.get(new PlaceId(village == null ? township : village)).shortName();
        }
    }

    private Line matter(MatterId id) {
        return line("""
                select m.own, m.state, m.item_name, m.person_name, c.receipt_no, m.township_code, m.village_code,
                    coalesce(m.promise_deadline_id, m.legal_deadline_id) as deadline_id
                from matter m join case_file c on c.id = m.case_id where m.id = ?
                """, id.id());
    }

    private Line head(CaseId id) {
        return line("""
                select true as own, c.state, '' as item_name, c.applicant_name as person_name, c.receipt_no, c.township_code,
                    c.village_code, null::uuid as deadline_id
                from case_file c where c.id = ?
                """, id.id());
    }

    private Line line(String sql, UUID id) {
        return jdbc.sql(sql)
                .param(id)
                .query((row, n) -> {
                    var limit = row.getObject("deadline_id", UUID.class);
                    return new Line(
                            row.getBoolean("own"),
                            row.getString("item_name"),
                            row.getString("person_name"),
                            row.getString("receipt_no"),
                            row.getString("township_code"),
                            row.getString("village_code"),
                            limit == null ? null : new DeadlineId(limit));
                })
                .single();
    }
}
