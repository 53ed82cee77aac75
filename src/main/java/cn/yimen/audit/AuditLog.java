package cn.yimen.audit;

import cn.yimen.identity.Officer;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * 审计日志 (AU-1): what an officer did and looked at. Changes of rows need no call, the database notices them; a call adds
 * the act in words.
 *
 * <p>In a writing transaction an entry is sealed just before its commit, or goes with its rollback. A look in a reading
 * transaction of a web request is sealed after the controller and before the page is drawn; if that fails, nothing is
 * shown.
 */
@Service
public class AuditLog {

    private static final String BUFFER = AuditLog.class.getName();

    private final AuditChains chains;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AuditLog(AuditChains chains, JdbcTemplate jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.chains = chains;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /**
     * An officer did something.
     *
     * @param action the verb of the desk, e.g. {@code 受理}
     * @param beforeAfter JSON of changed fields without plain personal data; empty when the rows tell it
     */
    public void changed(Officer by, String action, Subject subject, String beforeAfter) {
        add(entry(Entry.Kind.CHANGED, Origin.of(by), action, subject, null, null, beforeAfter));
    }

    /**
     * An officer saw personal data.
     *
     * @param fields names of the fields shown, e.g. {@code 基本情况} or {@code 身份证号全号}
     * @param reason what the officer gave, or why the page shows it
     */
    public void opened(Officer by, Subject subject, String fields, String reason) {
        add(entry(Entry.Kind.OPENED, Origin.of(by), "查看", subject, fields, reason, null));
    }

    /** Something happened without an officer: a job, a sign-in that failed. */
    public void noted(String action, Subject subject, String detail) {
        add(entry(Entry.Kind.NOTED, Origin.present(), action, subject, null, null, detail));
    }

    /** How often the officer was shown a full number since then, up to a hundred: whoever copies a register is seen. */
    @Transactional(readOnly = true)
    public int revealedSince(Officer by, Instant since) {
        var count = jdbc.queryForObject("""
                select count(*) from (select 1 from audit_entry
                    where officer = ? and at > ? and kind = 'OPENED' and fields like '%全号' limit 100) e
                """, Integer.class, by.login(), Timestamp.from(since));
        return count == null ? 0 : count;
    }

    private Entry entry(
            Entry.Kind kind,
            Origin origin,
            String action,
            Subject subject,
            @org.jspecify.annotations.Nullable String fields,
            @org.jspecify.annotations.Nullable String reason,
            @org.jspecify.annotations.Nullable String detail) {
        return new Entry(
                clock.instant(),
                kind,
                origin.officerId(),
                origin.officer(),
                origin.address(),
                origin.request(),
                action,
                subject,
                null,
                fields,
                reason,
                detail);
    }

    private void add(Entry entry) {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && !TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            Pending.ofTransaction().entries.add(entry);
            return;
        }
        var request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            buffer(request).add(entry);
        } else {
            transaction.executeWithoutResult(status -> chains.append(List.of(entry)));
        }
    }

    /** Seals what was looked at in this request; called before the page is drawn. */
    void sealRequest() {
        var request = RequestContextHolder.getRequestAttributes();
        if (request == null || !(request.getAttribute(BUFFER, RequestAttributes.SCOPE_REQUEST) instanceof List<?>)) {
            return;
        }
        var entries = List.copyOf(buffer(request));
        request.removeAttribute(BUFFER, RequestAttributes.SCOPE_REQUEST);
        transaction.executeWithoutResult(status -> chains.append(entries));
    }

    @SuppressWarnings("unchecked")
    private static List<Entry> buffer(RequestAttributes request) {
        var buffer = (List<Entry>) request.getAttribute(BUFFER, RequestAttributes.SCOPE_REQUEST);
        if (buffer == null) {
            buffer = new ArrayList<>();
            request.setAttribute(BUFFER, buffer, RequestAttributes.SCOPE_REQUEST);
        }
        return buffer;
    }

    /** The entries of one transaction; a suspended transaction keeps its own. */
    static final class Pending implements TransactionSynchronization {

        final List<Entry> entries = new ArrayList<>();

        static Pending ofTransaction() {
            for (var each : TransactionSynchronizationManager.getSynchronizations()) {
                if (each instanceof Pending pending) {
                    return pending;
                }
            }
            var pending = new Pending();
            TransactionSynchronizationManager.registerSynchronization(pending);
            return pending;
        }

        static List<Entry> taken() {
            if (!TransactionSynchronizationManager.isSynchronizationActive()) {
                return List.of();
            }
            for (var each : TransactionSynchronizationManager.getSynchronizations()) {
                if (each instanceof Pending pending) {
                    var taken = List.copyOf(pending.entries);
                    pending.entries.clear();
                    return taken;
                }
            }
            return List.of();
        }
    }
}
