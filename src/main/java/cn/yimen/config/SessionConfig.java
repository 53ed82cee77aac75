package cn.yimen.config;

import java.security.SecureRandom;
import java.util.Base64;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 登录会话的存取. Every page of a signed-in officer reads its session and would write it again: one row, one commit to the
 * disk, and whoever has two windows open waits for himself. So the time of the last look is kept to the minute.
 */
@Configuration(proxyBeanMethods = false)
class SessionConfig {

    /** How far the stored time of the last access may lag; a session ends at most this much too early. */
    private static final long LAG_MILLIS = 60_000;

    /**
     * A transaction manager of its own, and no bean: sessions are not audited (they are no facts about anybody), and the
     * audit's last statement before a commit would be sent for each of their reads. Not the default candidate, so that
     * nothing else takes it for its own.
     */
    @Bean(defaultCandidate = false)
    @Qualifier("springSessionTransactionOperations")
    TransactionOperations springSessionTransactionOperations(DataSource database) {
        var template = new TransactionTemplate(new JdbcTransactionManager(database));
        template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return template;
    }

    /** 会话号: 216 random bits, as many as the column has letters for. The library's own has 122. */
    @Bean
    SessionIdGenerator sessionIdGenerator() {
        var random = new SecureRandom();
        var letters = Base64.getUrlEncoder().withoutPadding();
        return () -> {
            var bytes = new byte[27];
            random.nextBytes(bytes);
            return letters.encodeToString(bytes);
        };
    }

    /** Over HTTPS the browser itself keeps the cookie to this host, and takes none that somebody else plants. */
    @Bean
    DefaultCookieSerializerCustomizer cookieOfThisHost(
            @Value("${server.servlet.session.cookie.secure:false}") boolean https) {
        return cookie -> cookie.setCookieName(cookieName("yimen", https));
    }

    static String cookieName(String name, boolean https) {
        return https ? "__Host-" + name : name;
    }

    /** Two answers to one person at once may both leave a note for the next page: the later one stays. */
    @Bean
    PostgreSqlJdbcIndexedSessionRepositoryCustomizer attributesOfTwoRequestsAtOnce() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    /** The columns in the order of the library's own statement. Changes nothing, hence writes nothing, within the lag. */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> lastAccessToTheMinute() {
        return sessions -> sessions.setUpdateSessionQuery("""
                update %TABLE_NAME% s set session_id = n.session_id, last_access_time = n.last_access_time,
                    max_inactive_interval = n.max_inactive_interval, expiry_time = n.expiry_time,
                    principal_name = n.principal_name
                from (select ?::text as session_id, ?::bigint as last_access_time, ?::int as max_inactive_interval,
                    ?::bigint as expiry_time, ?::text as principal_name, ?::text as primary_id) n
                where s.primary_id = n.primary_id
                    and (s.last_access_time <= n.last_access_time - :lag or s.session_id <> n.session_id
                        or s.max_inactive_interval <> n.max_inactive_interval
                        or s.principal_name is distinct from n.principal_name)
                """.replace(":lag", Long.toString(LAG_MILLIS)));
    }
}
