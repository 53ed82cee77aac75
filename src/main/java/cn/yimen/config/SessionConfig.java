package cn.yimen.config;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.session.Session;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.SessionRepository;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 登录会话的存取. Every page of a signed-in officer reads its session and would write it again: one row, one commit to the
 * disk, and whoever has two windows open waits for himself. So the time of the last look is kept to the minute.
 */
@Configuration(proxyBeanMethods = false)
class SessionConfig {

    /** How far the stored time of the last access may lag; a session ends at most this much too early. */
    static final Duration LAG = Duration.ofMinutes(1);

    /**
     * Each statement by itself: sessions are not audited (they are no facts about anybody), a session without its
     * attributes is nobody's, and the two statements of every page need no {@code BEGIN} and {@code COMMIT} around them.
     * Where work is under way, e.g. an export that is written out as it is read, a transaction apart from it. Not the
     * default candidate, so that nothing else takes it for its own.
     */
    @Bean(defaultCandidate = false)
    @Qualifier("springSessionTransactionOperations")
    TransactionOperations springSessionTransactionOperations(DataSource database) {
        var apart = new TransactionTemplate(new JdbcTransactionManager(database));
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new TransactionOperations() {
            @Override
            public <T extends @Nullable Object> T execute(TransactionCallback<T> statements) {
                return TransactionSynchronizationManager.isActualTransactionActive()
                        ? apart.execute(statements)
                        : TransactionOperations.withoutTransaction().execute(statements);
            }
        };
    }

    /**
     * The filter asks for the session a second time when the answer is already out: one statement, and a fault if it fails.
     * And it would write the time of each look.
     */
    @Bean
    static BeanPostProcessor sessionAskedOnce(
            ObjectProvider<CookieSerializer> cookies, ObjectProvider<JdbcIndexedSessionRepository> sessions) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (!(bean instanceof SessionRepositoryFilter<?>)) {
                    return bean;
                }
                var resolver = new CookieHttpSessionIdResolver();
                resolver.setCookieSerializer(cookies.getObject());
                var filter = quiet(sessions.getObject());
                filter.setHttpSessionIdResolver(new AskedOnce(resolver));
                return filter;
            }
        };
    }

    private static <S extends Session> SessionRepositoryFilter<?> quiet(SessionRepository<S> sessions) {
        return new SessionRepositoryFilter<>(new QuietSessions<>(sessions, LAG));
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
                """.replace(":lag", Long.toString(LAG.toMillis())));
    }
}
