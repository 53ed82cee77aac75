package cn.yimen.config;

import cn.yimen.protection.KeyRing;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** 上线关口: the production profile does not start with anything of the demo, and says all of what is to be set. */
@Component
@Profile("production")
class ProductionGate implements SmartInitializingSingleton {

    /** The password of every demo account; known to everybody, so never of a real one. */
    static final String DEMO_PASSWORD = "demo-yimen-2026";

    private final KeyRing keys;
    private final JdbcClient jdbc;
    private final PasswordEncoder encoder;
    private final ObjectProvider<EmbeddedDatabase> embedded;

    ProductionGate(KeyRing keys, JdbcClient jdbc, PasswordEncoder encoder, ObjectProvider<EmbeddedDatabase> embedded) {
        this.keys = keys;
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.embedded = embedded;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var faults = new ArrayList<String>();
        if (embedded.getIfAvailable() != null) {
            faults.add("no database is named: set SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME=yimen_app,"
                    + " SPRING_DATASOURCE_PASSWORD, SPRING_FLYWAY_USER=yimen_owner and SPRING_FLYWAY_PASSWORD");
        }
        if (keys.isDefault()) {
            faults.add("the keys are the ones everybody can read in the source: set YIMEN_KEYS, YIMEN_INDEXKEY"
                    + " and YIMEN_AUDITKEY (see .env.example)");
        }
        if (jdbc.sql("select count(*) from installation where demo")
                        .query(Long.class)
                        .single()
                > 0) {
            faults.add("the database holds the demo district: start on an empty database");
        }
        if (usesDemoPassword()) {
            faults.add("an account still has the demo password: disable it or reset its password");
        }
        if (owns()) {
            faults.add("the application works as the owner of its tables and could rewrite the audit trail:"
                    + " set SPRING_DATASOURCE_USERNAME to the restricted user yimen_app");
        }
        if (!faults.isEmpty()) {
            throw new NotFitForProduction(faults);
        }
    }

    private boolean usesDemoPassword() {
        return jdbc
                .sql("select password_hash from officer where demo and disabled_at is null limit 3")
                .query(String.class)
                .list()
                .stream()
                .anyMatch(hash -> encoder.matches(DEMO_PASSWORD, hash));
    }

    private boolean owns() {
        return jdbc.sql("""
                        select exists (select 1 from pg_tables where schemaname = 'public' and tableowner = current_user)
                            or (select rolsuper from pg_roles where rolname = current_user)
                        """).query(Boolean.class).single();
    }

    /** What stands in the way, one sentence each. */
    static final class NotFitForProduction extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotFitForProduction(List<String> faults) {
            super("- " + String.join("\n- ", faults));
        }
    }

    /** Prints the list instead of a stack trace. */
    static final class Analyzer extends AbstractFailureAnalyzer<NotFitForProduction> {
        @Override
        protected FailureAnalysis analyze(Throwable root, NotFitForProduction cause) {
            return new FailureAnalysis(
                    "The production profile does not start like this:\n" + cause.getMessage(),
                    "Set what is named above and start again. README, section Production.",
                    cause);
        }
    }
}
