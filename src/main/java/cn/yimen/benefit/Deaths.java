package cn.yimen.benefit;

import cn.yimen.audit.Subject;
import cn.yimen.district.PlaceId;
import cn.yimen.household.PersonDied;
import cn.yimen.identity.Officer;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Formats;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.sql.Types;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 成员死亡 (national-rules 2.9; lessons 16): an award of this person alone ends with the month of the death. One of a household
 * goes on; that it must be calculated without him from the month after becomes an alert and a task of the township's.
 */
@Component
class Deaths {

    static final String TASK = "benefit.died";

    /** After whoever decides applications: what is being confirmed at this moment is an award before this looks. */
    static final int AFTER_APPLICATIONS = 100;

    private final Awards awards;
    private final JdbcClient jdbc;
    private final Tasks tasks;
    private final Formats formats;
    private final Clock clock;

    Deaths(Awards awards, JdbcClient jdbc, Tasks tasks, Formats formats, Clock clock) {
        this.awards = awards;
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.formats = formats;
        this.clock = clock;
    }

    @EventListener
    @Order(AFTER_APPLICATIONS)
    @Transactional(propagation = Propagation.MANDATORY)
    void on(PersonDied died) {
        var from = YearMonth.from(died.diedOn()).plusMonths(1);
        var there = awards.inBenefit(List.of(died.person().id()), YearMonth.from(died.diedOn()))
                .getOrDefault(died.person().id(), List.of());
        for (var award : there) {
            if (award.members().size() <= 1) {
                awards.endByFact(
                        award.id(),
                        EndReason.DEATH,
                        from,
                        "%s于 %s 死亡，%s起停发"
                                .formatted(award.holderName(), formats.fullDay(died.diedOn()), formats.month(from)),
                        died.by());
            } else {
                alert(award, died.person().id(), from, died.by());
            }
        }
    }

    private void alert(AwardView award, UUID person, YearMonth from, Officer by) {
        var name = award.members().stream()
                .filter(each -> each.person().equals(person))
                .map(NewAward.Named::name)
                .findFirst()
                .orElse("成员");
        var head = award.holderName().equals(name) ? "，另定领取人" : "";
        var words = "%s死亡，%s起按 %d 人重新核算%s"
                .formatted(name, formats.month(from), award.members().size() - 1, head);
        var raised = jdbc.sql("""
                        insert into award_alert (id, award_id, kind, person_id, from_month, words, raised_at, raised_by)
                        values (:id, :award, 'MEMBER_DIED', :person, :from, :words, :at, :by)
                        on conflict do nothing
                        """)
                .param("id", UUID.randomUUID(), Types.OTHER)
                .param("award", award.id().id())
                .param("person", person)
                .param("from", from.atDay(1))
                .param("words", words)
                .param("at", Sql.at(clock.instant()))
                .param("by", by.id())
                .update();
        if (raised == 1) {
            tasks.open(NewTask.of(
                            TASK,
                            Assignee.reviewers(PlaceId.of(award.townshipCode())),
                            new Subject("award", award.id().toString()),
                            "重新核算" + award.scheme().label(),
                            words,
                            "去看",
                            "/awards/" + award.id())
                    .about(award.holderName(), null, null));
        }
    }
}
