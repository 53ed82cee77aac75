package cn.yimen.approval;

import cn.yimen.casefile.CaseId;
import cn.yimen.casefile.MatterAccepted;
import cn.yimen.casefile.MatterId;
import cn.yimen.casefile.MatterPaused;
import cn.yimen.casefile.MatterSupplemented;
import cn.yimen.casefile.MatterTold;
import cn.yimen.casefile.MatterWithdrawn;
import cn.yimen.identity.Officers;
import cn.yimen.kernel.Sql;
import cn.yimen.policy.Catalogue;
import cn.yimen.policy.ConfirmLevel;
import cn.yimen.policy.Item;
import java.time.Clock;
import java.time.LocalDate;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** 开立: an application begins with its matter's acceptance and stands still, runs on and ends with it. */
@Component
class Opening {

    private final JdbcClient jdbc;
    private final ApplicationStore store;
    private final Paths paths;
    private final Limits limits;
    private final ApplicationTasks tasks;
    private final Catalogue catalogue;
    private final Officers officers;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Opening(
            JdbcClient jdbc,
            ApplicationStore store,
            Paths paths,
            Limits limits,
            ApplicationTasks tasks,
            Catalogue catalogue,
            Officers officers,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.paths = paths;
        this.limits = limits;
        this.tasks = tasks;
        this.catalogue = catalogue;
        this.officers = officers;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @Transactional
    void on(MatterAccepted accepted) {
        open(accepted.matter());
    }

    private void open(MatterId matter) {
        record Found(
                CaseId caseId,
                String itemCode,
                UUID version,
                String township,
                @org.jspecify.annotations.Nullable String village,
                boolean nearKin,
                UUID firstOfficer,
                boolean awaiting,
                java.time.Instant acceptedAt) {}
        var found = jdbc.sql("""
                        select m.case_id, m.item_code, m.item_version_id, m.township_code, m.village_code, c.near_kin, c.first_officer_id,
                            m.state = 'AWAITING_MATERIALS' as awaiting,
                            coalesce(m.accepted_at, m.opened_at) as accepted_at
                        from matter m join case_file c on c.id = m.case_id
                        where m.id = ? and m.own and not exists (select 1 from application a where a.matter_id = m.id)
                        """)
                .param(matter.id())
                .query((row, n) -> new Found(
                        new CaseId(Sql.id(row, "case_id")),
                        row.getString("item_code"),
                        Sql.id(row, "item_version_id"),
                        row.getString("township_code"),
                        row.getString("village_code"),
                        row.getBoolean("near_kin"),
                        Sql.id(row, "first_officer_id"),
                        row.getBoolean("awaiting"),
                        Sql.instant(row, "accepted_at")))
                .optional();
        var kind = found.flatMap(it -> PathKind.ofItem(it.itemCode()));
        if (found.isEmpty() || kind.isEmpty()) {
            return;
        }
        var it = found.get();
        var id = store.insert(
                matter,
                it.caseId(),
                kind.get(),
                it.itemCode(),
                it.township(),
                it.village(),
                level(it.version(), it.itemCode(), LocalDate.ofInstant(it.acceptedAt(), clock.getZone())),
                it.nearKin(),
                it.acceptedAt());
        var application = store.reread(id);
        store.step(
                application,
                "RECEIVE",
                null,
                null,
                null,
                officers.byId(it.firstOfficer()).orElse(null));
        limits.enter(application, it.acceptedAt());
        events.publishEvent(new ApplicationOpened(id, matter, it.caseId()));
        if (it.awaiting()) {
            // it was accepted once and asked for more before there were applications
            on(new MatterPaused(matter, it.caseId(), "MZ", it.township()));
            tasks.rest(store.reread(id));
        }
    }

    /** As the version says that the matter was accepted under. */
    private ConfirmLevel level(UUID version, String code, LocalDate day) {
        try {
            return catalogue.version(version).confirmLevel();
        } catch (NoSuchElementException e) {
            return catalogue.find(code, day).map(Item::confirmLevel).orElse(ConfirmLevel.COUNTY);
        }
    }

    @EventListener
    @Order(1)
    @Transactional
    void on(MatterPaused paused) {
        store.ofMatter(paused.matter())
                .filter(it -> !it.ended() && it.pausedAt() == null)
                .ifPresent(it -> {
                    store.paused(it.id(), clock.instant());
                    var responsible = jdbc.sql("select officer_id from case_file where id = ?")
                            .param(paused.caseId().id())
                            .query(UUID.class)
                            .single();
                    officers.byId(responsible).ifPresent(officer -> limits.pause(it.id(), "等待申请人补正材料", officer));
                });
    }

    @EventListener
    @Order(1)
    @Transactional
    void on(MatterSupplemented supplemented) {
        store.ofMatter(supplemented.matter())
                .filter(it -> it.pausedAt() != null)
                .ifPresent(it -> {
                    store.paused(it.id(), null);
                    limits.resume(it.id());
                });
    }

    /** The case page withdrew it; a withdrawal from here has moved it already. */
    @EventListener
    @Transactional
    void on(MatterWithdrawn withdrawn) {
        store.ofMatter(withdrawn.matter()).filter(it -> !it.ended()).ifPresent(it -> {
            var locked = store.locked(it.id());
            var row = paths.of(locked.kind()).way(Way.WITHDRAW, locked.state()).orElseThrow();
            var after = store.move(locked, row, true);
            store.step(after, row.way().name(), row.from(), null, "申请人撤回了这件事项", null);
            limits.leave(after, row, true);
            limits.show(after.id());
            events.publishEvent(
                    new ApplicationMoved(after.id(), after.matter(), after.caseId(), row.way(), row.from(), row.to()));
        });
    }

    /** The written notice of a refusal, or of a termination, has reached the applicant. */
    @EventListener
    @Transactional
    void on(MatterTold told) {
        store.ofMatter(told.matter()).ifPresent(it -> {
            limits.meet(it.id(), "REFUSAL_NOTICE");
            limits.meet(it.id(), "CLOSING_NOTICE");
        });
    }

    /** Matters accepted before there were applications get theirs; again changes nothing. */
    @EventListener(ApplicationReadyEvent.class)
    void catchUp() {
        while (true) {
            var waiting = jdbc.sql("""
                            select m.id from matter m
                            where m.own and m.state in ('ACCEPTED', 'AWAITING_MATERIALS') and m.accepted_at is not null
                                and m.item_code = any(?)
                                and not exists (select 1 from application a where a.matter_id = m.id)
                            order by m.opened_at limit 200
                            """)
                    .param(new String[] {"MZ-01", "MZ-02A", "MZ-03", "MZ-05", "MZ-06"})
                    .query(UUID.class)
                    .list();
            if (waiting.isEmpty()) {
                return;
            }
            transaction.executeWithoutResult(status -> waiting.forEach(id -> {
                // two nodes start together: the second waits here and then finds it done
                jdbc.sql("select id from matter where id = ? for update")
                        .param(id)
                        .query(UUID.class)
                        .single();
                open(new MatterId(id));
            }));
        }
    }
}
