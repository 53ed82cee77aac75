package cn.yimen.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 首位管理员: opens the account that opens all others, from {@code yimen.administrator.login} and
 * {@code yimen.administrator.password}, where nobody can administer yet. The password must be changed at the first
 * sign-in; afterwards the settings have no effect and can be taken away.
 */
@Component
class FirstAdministrator implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    /** Two nodes that start at once open one account. */
    private static final int LOCK = 7302;

    private final JdbcClient jdbc;
    private final PasswordEncoder encoder;
    private final Clock clock;
    private final String login;
    private final String password;

    FirstAdministrator(
            JdbcClient jdbc,
            PasswordEncoder encoder,
            Clock clock,
            @Value("${yimen.administrator.login:}") String login,
            @Value("${yimen.administrator.password:}") String password) {
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.clock = clock;
        this.login = login.strip().toLowerCase(Locale.ROOT);
        this.password = password;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        if (!login.isEmpty()) {
            open(login, password);
        }
    }

    /** @return whether an account was opened */
    @Transactional
    public boolean open(String login, String password) {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query(rows -> {});
        var administrators = jdbc.sql("""
                        select count(*) from officer o join post p on p.officer_id = o.id
                        where p.role = 'ADMINISTRATOR' and p.until_on is null and o.disabled_at is null
                        """).query(Long.class).single();
        if (administrators > 0) {
            return false;
        }
        var fault = PasswordRule.fault(password, login);
        if (!login.matches("[a-z0-9][a-z0-9._-]{1,39}") || fault.isPresent()) {
            throw new IllegalStateException("yimen.administrator.login or .password does not do: "
                    + fault.orElse("a login name has 2 to 40 letters, digits, dots or hyphens"));
        }
        var id = UUID.randomUUID();
        var made = jdbc.sql("""
                        insert into officer (id, login, name, office_id, password_hash, password_changed_at, must_change)
                        values (?, ?, '管理员', (select id from office where kind = 'BUREAU' and closed_on is null), ?, ?, true)
                        on conflict (login) do nothing
                        """)
                .params(id, login, encoder.encode(password), Timestamp.from(clock.instant()))
                .update();
        if (made == 0) {
            log.error("nobody can administer, and the login name of yimen.administrator.login is taken: give another");
            return false;
        }
        jdbc.sql("insert into post (id, officer_id, role) values (?, ?, 'ADMINISTRATOR')")
                .params(UUID.randomUUID(), id)
                .update();
        log.info("the first administrator's account is open; its password must be changed at the first sign-in");
        return true;
    }
}
