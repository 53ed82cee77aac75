package cn.yimen.approval;

import cn.yimen.audit.Subject;
import cn.yimen.district.PlaceId;
import cn.yimen.household.DeathCorrected;
import cn.yimen.household.PersonDied;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Sql;
import cn.yimen.pages.Formats;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 死亡与审核确认 (AP-2, lessons 16): an application of the dead person alone ends; one of the household goes on, but not on the
 * opinion that counted him. Comes before the awards look: a confirmation of this very moment has its award by then, or none.
 */
@Component
class ApplicationsOfTheDead {

    private static final String TASK = "approval.died";
    private static final String REOPEN = "approval.reopen";

    private final JdbcClient jdbc;
    private final Applications applications;
    private final ApplicationStore store;
    private final Paths paths;
    private final Tasks tasks;
    private final Formats formats;

    ApplicationsOfTheDead(
            JdbcClient jdbc,
            Applications applications,
            ApplicationStore store,
            Paths paths,
            Tasks tasks,
            Formats formats) {
        this.jdbc = jdbc;
        this.applications = applications;
        this.store = store;
        this.paths = paths;
        this.tasks = tasks;
        this.formats = formats;
    }

    @EventListener
    @Order(50)
    @Transactional(propagation = Propagation.MANDATORY)
    void on(PersonDied died) {
        var open = jdbc.sql("""
                        select a.id,
                            a.kind = 'TEKUN' and m.person_id = :person or not exists (
                                select 1 from household_member h join person p on p.id = h.person_id
                                where h.household_id = m.household_id and h.left_on is null and p.died_on is null) as alone
                        from application a join matter m on m.id = a.matter_id
                        where a.ended_at is null and (m.person_id = :person or m.household_id in (
                            select household_id from household_member where person_id = :person and left_on is null))
                        order by a.id
                        """)
                .param("person", died.person().id())
                .query((row, n) -> new Found(Sql.id(row, "id"), row.getBoolean("alone")))
                .list();
        for (var each : open) {
            var application = store.locked(new ApplicationId(each.id()));
            if (application.ended()) {
                continue; // decided while we waited
            }
            var words = formats.fullDay(died.diedOn()) + " 死亡";
            var way = paths.of(application.kind()).way(Way.DIE, application.state());
            if (each.alone() && way.isPresent() && way.get().isFor(died.by(), application)) {
                applications.go(application.id(), Way.DIE, application.personName() + words, died.by());
            } else {
                tell(application, each.alone() ? "申请人" + words + "，办理终止" : "家庭成员" + words + "，重新测算后再办");
            }
        }
    }

    /** 死亡登记有误: what it ended may be taken up again by the bureau, and what waited for it needs nothing. */
    @EventListener
    @Order(50)
    @Transactional(propagation = Propagation.MANDATORY)
    void on(DeathCorrected corrected) {
        jdbc.sql("""
                        select a.id from application a join matter m on m.id = a.matter_id
                        where (a.state = 'DIED' or a.ended_at is null) and (m.person_id = :person or m.household_id in (
                            select household_id from household_member where person_id = :person and left_on is null))
                        order by a.id
                        """)
                .param("person", corrected.person().id())
                .query(UUID.class)
                .list()
                .forEach(id -> {
                    var application = store.locked(new ApplicationId(id));
                    if (application.state() == ApplicationState.DIED) {
                        tasks.open(NewTask.of(
                                        REOPEN,
                                        Assignee.everybody(Role.BUREAU_OFFICER),
                                        application.subject(),
                                        "恢复办理：" + application.itemName(),
                                        "死亡登记有误，已更正",
                                        "去办",
                                        "/applications/" + application.id())
                                .about(application.personName(), null, application.receiptNo()));
                    } else {
                        tell(application, "死亡登记有误，已更正，重新测算后再办");
                    }
                });
    }

    @EventListener
    void on(ApplicationMoved moved) {
        if (moved.way() == Way.REOPEN) {
            tasks.close(REOPEN, new Subject("application", moved.id().toString()), null);
        }
    }

    private record Found(UUID id, boolean alone) {}

    private void tell(ApplicationView application, String words) {
        for (var to : List.of(Assignee.reviewers(PlaceId.of(application.townshipCode())))) {
            tasks.open(NewTask.of(
                            TASK,
                            to,
                            new Subject("application", application.id().toString()),
                            "处理成员死亡：" + application.itemName(),
                            words,
                            "去办",
                            "/applications/" + application.id())
                    .about(application.personName(), null, application.receiptNo()));
        }
    }
}
