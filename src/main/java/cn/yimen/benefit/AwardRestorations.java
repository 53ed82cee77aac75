package cn.yimen.benefit;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.eligibility.BackPay;
import cn.yimen.household.DeathCorrected;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Role;
import cn.yimen.kernel.Money;
import cn.yimen.kernel.Sql;
import cn.yimen.ledger.NewPayable;
import cn.yimen.ledger.Payables;
import cn.yimen.pages.Conflict;
import cn.yimen.pages.Formats;
import cn.yimen.pages.NotAllowed;
import cn.yimen.task.Assignee;
import cn.yimen.task.NewTask;
import cn.yimen.task.Tasks;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 死亡登记有误，恢复待遇 (AP-2; lessons 16): what a registered death had ended by law is granted anew from the month after, by a
 * decision of somebody else than who put the registration right; the months it had stopped become due with it, each once. The
 * old award stays as it was.
 */
@Service
@Transactional
public class AwardRestorations {

    static final String TASK = "benefit.restore";

    private final JdbcClient jdbc;
    private final Awards awards;
    private final AwardStore store;
    private final AwardReviews reviews;
    private final ObjectProvider<AwardGrounds> grounds;
    private final Payables payables;
    private final Tasks tasks;
    private final Formats formats;
    private final AuditLog audit;
    private final Clock clock;

    AwardRestorations(
            JdbcClient jdbc,
            Awards awards,
            AwardStore store,
            AwardReviews reviews,
            ObjectProvider<AwardGrounds> grounds,
            Payables payables,
            Tasks tasks,
            Formats formats,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.awards = awards;
        this.store = store;
        this.reviews = reviews;
        this.grounds = grounds;
        this.payables = payables;
        this.tasks = tasks;
        this.formats = formats;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * 一次恢复.
     *
     * @param words why it was granted or not; null as long as it waits
     * @param granted the new award; null unless it was granted
     */
    public record Restoration(
            UUID id,
            String reason,
            UUID askedBy,
            String askedName,
            Instant askedAt,
            boolean open,
            @Nullable String words,
            @Nullable String decidedName,
            @Nullable Instant decidedAt,
            @Nullable AwardId granted) {}

    @EventListener
    @Order(Deaths.AFTER_APPLICATIONS)
    @Transactional(propagation = Propagation.MANDATORY)
    void on(DeathCorrected corrected) {
        var person = corrected.person().id();
        for (var award : store.find("""
                where a.state = 'ENDED' and a.end_reason = 'DEATH' and exists (
                    select 1 from award_member m where m.award_id = a.id and m.person_id = :person)
                order by a.id
                """, Map.of("person", person))) {
            ask(award, person, corrected);
        }
        forget(person, corrected.by());
        // where it goes on without him, the township looks at it again
        var awardsOf = jdbc.sql("""
                        select distinct a.household_id from award a join award_member m on m.award_id = a.id
                        where m.person_id = ? and a.person_id is null and a.state <> 'ENDED' and m.end_month is not null
                            and m.end_month is distinct from a.end_month
                        """).param(person).query(UUID.class).list();
        var correction = jdbc.sql("select id from death_correction where person_id = ? order by at desc limit 1")
                .param(person)
                .query(UUID.class)
                .single();
        awardsOf.forEach(household -> reviews.ask(
                person, household, AwardReviews.CORRECTED, correction, "死亡登记有误，已更正，重新计入", null, corrected.by()));
    }

    private void ask(AwardView award, UUID person, DeathCorrected corrected) {
        var asked = jdbc.sql("""
                        insert into award_restoration (id, award_id, person_id, reason, asked_at, asked_by, state)
                        values (?, ?, ?, ?, ?, ?, 'OPEN') on conflict do nothing
                        """)
                .params(
                        UUID.randomUUID(),
                        award.id().id(),
                        person,
                        corrected.reason(),
                        Sql.at(clock.instant()),
                        corrected.by().id())
                .update();
        if (asked == 1) {
            tasks.open(NewTask.of(
                            TASK,
                            Assignee.everybody(Role.BUREAU_APPROVER),
                            subject(award.id()),
                            "恢复待遇：" + award.scheme().label(),
                            "死亡登记有误，已更正",
                            "去决定",
                            "/awards/" + award.id() + "/restoration")
                    .about(award.holderName(), null, null));
        }
    }

    /** What still waited to be reckoned without him does not any more. */
    private void forget(UUID person, Officer by) {
        jdbc.sql("""
                        update award_alert set settled_at = ?, settled_by = ?
                        where person_id = ? and kind = 'MEMBER_DIED' and settled_at is null returning award_id
                        """).params(Sql.at(clock.instant()), by.id(), person).query(UUID.class).list().stream()
                .filter(award -> jdbc.sql(
                                "select not exists (select 1 from award_alert where award_id = ? and settled_at is null)")
                        .param(award)
                        .query(Boolean.class)
                        .single())
                .forEach(award -> tasks.close(Deaths.TASK, subject(new AwardId(award)), by));
    }

    /** Of an award, the last one; the caller has read the award. */
    @Transactional(readOnly = true)
    public Optional<Restoration> of(AwardId award) {
        return jdbc.sql("""
                        select r.*, a.name as asked_name, d.name as decided_name from award_restoration r
                        join officer a on a.id = r.asked_by left join officer d on d.id = r.decided_by
                        where r.award_id = ? order by r.asked_at desc limit 1
                        """)
                .param(award.id())
                .query((row, n) -> {
                    var granted = Sql.idOrNull(row, "new_award_id");
                    return new Restoration(
                            Sql.id(row, "id"),
                            row.getString("reason"),
                            Sql.id(row, "asked_by"),
                            row.getString("asked_name"),
                            Sql.instant(row, "asked_at"),
                            row.getString("state").equals("OPEN"),
                            row.getString("decided_words"),
                            row.getString("decided_name"),
                            Sql.instantOrNull(row, "decided_at"),
                            granted == null ? null : new AwardId(granted));
                })
                .optional();
    }

    /**
     * 停发的月份: what would be due for them if it were granted today, or what became due when it was.
     *
     * @return oldest first; months in which nothing was to be paid are left out
     */
    @Transactional(readOnly = true)
    public BackPay backPay(AwardView award, Restoration restoration) {
        var next = YearMonth.now(clock).plusMonths(1);
        if (restoration.open()) {
            return stopped(award, next);
        }
        var lines = jdbc.sql("select month, amount_fen from award_back_pay where restoration_id = ? order by month")
                .param(restoration.id())
                .query((row, n) -> new BackPay.Line(Sql.month(row, "month"), Sql.money(row, "amount_fen"), Money.ZERO))
                .list();
        return new BackPay(next, Money.ZERO, lines);
    }

    /** From the month the death took to the month before it is paid again: as it was decided before the death. */
    private BackPay stopped(AwardView award, YearMonth again) {
        var before = store.changes(award.id()).stream()
                .filter(change -> !EndReason.DEATH.name().equals(change.reasonCode()))
                .toList();
        var due = new HashMap<YearMonth, Money>();
        due.put(again, Money.ZERO);
        for (var month = award.endMonth(); month != null && month.isBefore(again); month = month.plusMonths(1)) {
            var of = month;
            before.stream()
                    .filter(change -> !change.from().isAfter(of))
                    .reduce((earlier, later) -> later)
                    .ifPresent(change -> due.put(of, change.amount().total()));
        }
        return BackPay.settle(again, due, Map.of());
    }

    /** In the ledger with the decision or not at all: one sum, its months beside it. */
    private void owe(AwardView award, UUID restoration, AwardId granted, Officer by) {
        var owed = stopped(award, awards.get(granted, by).firstMonth());
        if (owed.lines().isEmpty()) {
            return;
        }
        var first = owed.lines().get(0).month();
        var last = owed.lines().get(owed.lines().size() - 1).month();
        var payable = payables.due(
                new NewPayable(
                        "back/" + restoration,
                        award.townshipCode(),
                        award.villageCode(),
                        owed.arrears(),
                        subject(granted),
                        "补发%s：%s%s，%d 个月，死亡登记有误停发"
                                .formatted(
                                        award.scheme().label(),
                                        formats.month(first),
                                        first.equals(last) ? "" : "至" + formats.month(last),
                                        owed.lines().size()),
                        award.holderName()),
                by);
        for (var line : owed.lines()) {
            jdbc.sql("""
                            insert into award_back_pay (award_id, month, restoration_id, amount_fen, payable_id)
                            values (?, ?, ?, ?, ?)
                            """)
                    .params(
                            award.id().id(),
                            line.month().atDay(1),
                            restoration,
                            line.difference().fen(),
                            payable.id())
                    .update();
        }
    }

    /** Why the officer may not decide now; null if he may. */
    public @Nullable String whyNot(AwardView award, Restoration restoration, Officer by) {
        if (!restoration.open()) {
            return "已经决定过了";
        }
        if (!by.has(Role.BUREAU_APPROVER)) {
            return "由区民政局审批人员决定";
        }
        if (restoration.askedBy().equals(by.id())) {
            return "死亡登记是您更正的，恢复待遇由另一人决定";
        }
        var source = grounds.getIfAvailable();
        return source == null ? null : source.avoids(award, by);
    }

    /**
     * 决定: a new award with what the old one had, from the month after; or not, with the reason.
     *
     * @return the new award; empty if it was refused
     * @throws NotAllowed if it is not the officer's to decide, or he put the registration right
     * @throws Conflict if it was decided already, or something else runs meanwhile
     */
    public Optional<AwardId> decide(AwardId id, boolean grant, String words, Officer by) {
        var seen = awards.get(id, by);
        var award =
                store.find("where a.id = :id for update", Map.of("id", id.id())).get(0);
        var restoration = of(id).orElseThrow(() -> new NoSuchElementException("nothing to restore: " + id));
        if (!restoration.open()) {
            throw new Conflict("这项待遇的恢复已经决定过了");
        }
        var whyNot = whyNot(seen, restoration, by);
        if (whyNot != null) {
            throw new NotAllowed(whyNot);
        }
        AwardId granted = null;
        if (grant) {
            granted = awards.grant(
                    new NewAward(
                            award.scheme(),
                            award.household(),
                            award.person(),
                            award.holderName(),
                            award.townshipCode(),
                            award.villageCode(),
                            award.caseId(),
                            award.matter(),
                            award.amount(),
                            award.members(),
                            null,
                            "死亡登记有误，恢复待遇：" + words,
                            restoration.id(),
                            LocalDate.now(clock)),
                    by);
        }
        jdbc.sql("""
                        update award_restoration set state = ?, decided_words = ?, decided_at = ?, decided_by = ?, new_award_id = ?
                        where id = ?
                        """)
                .params(Arrays.asList(
                        grant ? "GRANTED" : "REFUSED",
                        words,
                        Sql.at(clock.instant()),
                        by.id(),
                        granted == null ? null : granted.id(),
                        restoration.id()))
                .update();
        if (granted != null) {
            owe(award, restoration.id(), granted, by);
        }
        audit.changed(by, grant ? "死亡登记更正后恢复待遇" : "死亡登记更正后不恢复待遇", subject(id), "");
        tasks.close(TASK, subject(id), by);
        return Optional.ofNullable(granted);
    }

    private static Subject subject(AwardId id) {
        return new Subject("award", id.toString());
    }
}
