package cn.yimen.audit;

import cn.yimen.identity.Officer;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** 成批的审计记录: what officers did and looked at in the past, sealed into a chain like any other entry, by COPY. */
@Service
public class AuditLoader {

    private final AuditChains chains;

    AuditLoader(AuditChains chains) {
        this.chains = chains;
    }

    /**
     * 一条记录.
     *
     * @param action the verb of the desk; {@code 查看} with the fields of a look
     * @param fields of a look, null of an act
     */
    public record Past(
            Instant at,
            Officer by,
            String action,
            Subject subject,
            @Nullable String fields,
            @Nullable String reason) {}

    /** Loads within the connection's transaction, which holds the chain until its end. */
    public void load(Connection connection, List<Past> entries) {
        chains.copy(
                connection,
                entries.stream()
                        .map(past -> new Entry(
                                past.at(),
                                past.fields() == null ? Entry.Kind.CHANGED : Entry.Kind.OPENED,
                                past.by().id(),
                                past.by().login(),
                                null,
                                null,
                                past.action(),
                                past.subject(),
                                null,
                                past.fields(),
                                past.reason(),
                                null))
                        .toList());
    }
}
