package cn.yimen.policy;

import cn.yimen.audit.AuditLog;
import cn.yimen.audit.Subject;
import cn.yimen.calendar.Budget;
import cn.yimen.identity.Officer;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** 事项清单维护, by the administrator: a change is a new version from a day on; cases keep theirs (REG-3). */
@Service
@Transactional
@PreAuthorize("hasRole('ADMINISTRATOR')")
public class CatalogueEditing {

    private final JdbcClient jdbc;
    private final Catalogue catalogue;
    private final AuditLog audit;
    private final Clock clock;

    CatalogueEditing(JdbcClient jdbc, Catalogue catalogue, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A version to be entered.
     *
     * @param from today or later
     * @param offered false: from that day on it cannot be applied for
     * @param reason why it changes
     */
    public record NewVersion(
            LocalDate from,
            boolean offered,
            String name,
            Item.Subject subject,
            boolean repeatable,
            String conditions,
            String standard,
            List<Material> materials,
            @Nullable Budget legal,
            @Nullable Integer extendedDays,
            @Nullable Budget promise,
            String limitWords,
            String basis,
            String form,
            ConfirmLevel confirmLevel,
            String publicWords,
            @Nullable String question,
            String reason) {}

    /**
     * Adds a version; with the day of one that has not begun it takes its place.
     *
     * @param last the newest version as the administrator saw it
     * @throws NoSuchElementException if there is no such item
     * @throws OptimisticLockingFailureException if another version was added meanwhile
     * @throws IllegalArgumentException if it is to begin in the past
     */
    public UUID add(String code, NewVersion version, UUID last, Officer by) {
        if (version.from().isBefore(LocalDate.now(clock))) {
            throw new IllegalArgumentException("a version does not begin in the past: " + version.from());
        }
        if (jdbc.sql("select code from policy_item where code = ? for update")
                .param(code)
                .query(String.class)
                .optional()
                .isEmpty()) {
            throw new NoSuchElementException("no item " + code);
        }
        if (!newest(code).equals(last)) {
            throw new OptimisticLockingFailureException("item " + code + " was changed meanwhile");
        }
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into policy_item_version (id, item_code, valid_from, offered, name, subject, repeatable,
                            conditions, standard, legal_unit, legal_days, extended_days, promise_unit, promise_days,
                            limit_words, basis, form, confirm_level, public_words, question, reason, entered_by,
                            entered_by_name, entered_at)
                        values (:id, :code, :from, :offered, :name, :subject, :repeatable, :conditions, :standard,
                            :legalUnit, :legal, :extended, :promiseUnit, :promise, :limitWords, :basis, :form,
                            :confirm, :publicWords, :question, :reason, :by, :byName, :at)
                        """)
                .param("id", id)
                .param("code", code)
                .param("from", version.from())
                .param("offered", version.offered())
                .param("name", version.name())
                .param("subject", version.subject().name())
                .param("repeatable", version.repeatable())
                .param("conditions", version.conditions())
                .param("standard", version.standard())
                .param("legalUnit", unit(version.legal()), Types.VARCHAR)
                .param("legal", days(version.legal()), Types.INTEGER)
                .param("extended", version.extendedDays(), Types.INTEGER)
                .param("promiseUnit", unit(version.promise()), Types.VARCHAR)
                .param("promise", days(version.promise()), Types.INTEGER)
                .param("limitWords", version.limitWords())
                .param("basis", version.basis())
                .param("form", version.form())
                .param("confirm", version.confirmLevel().name())
                .param("publicWords", version.publicWords())
                .param("question", version.question(), Types.VARCHAR)
                .param("reason", version.reason())
                .param("by", by.id())
                .param("byName", by.name())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        int position = 0;
        for (var material : version.materials()) {
            jdbc.sql("""
                            insert into policy_item_material (version_id, position, code, name, how, source, when_words)
                            values (?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            id,
                            ++position,
                            material.code(),
                            material.name(),
                            material.how(),
                            material.source().name(),
                            material.when())
                    .update();
        }
        audit.changed(by, "修改清单事项", new Subject("item", code), "{\"from\":\"" + version.from() + "\"}");
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    catalogue.changed();
                }
            });
        }
        return id;
    }

    private UUID newest(String code) {
        return jdbc.sql("select id from policy_item_version where item_code = ? order by seq desc limit 1")
                .param(code)
                .query(UUID.class)
                .single();
    }

    private static @Nullable String unit(@Nullable Budget budget) {
        return budget == null ? null : budget.unit().name();
    }

    private static @Nullable Integer days(@Nullable Budget budget) {
        return budget == null ? null : budget.amount();
    }
}
