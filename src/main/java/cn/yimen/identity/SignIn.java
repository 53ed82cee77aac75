package cn.yimen.identity;

import cn.yimen.protection.Digest;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 登录 (AU-3): checks a password, counts failures and locks out. A wrong name and a wrong password take the same time
 * and get the same answer.
 *
 * <p>The lock has two parts, so that guessing is slow and yet nobody can shut a named colleague out for good: an
 * address that failed {@value #PER_ADDRESS} times with one name waits; after {@value #PER_NAME} failures from anywhere
 * the name waits too, except from an address it signed in from in the last 30 days.
 */
@Service
public class SignIn {

    static final int PER_ADDRESS = 5;
    static final int PER_NAME = 30;
    static final int PER_SOURCE = 100;
    static final Duration WINDOW = Duration.ofMinutes(15);
    static final Duration KNOWN = Duration.ofDays(30);
    static final Duration PASSWORD_LIFE = Duration.ofDays(180);

    private final JdbcClient jdbc;
    private final PasswordEncoder encoder;
    private final Officers officers;
    private final Clock clock;
    private final String nobodysHash;

    SignIn(JdbcClient jdbc, PasswordEncoder encoder, Officers officers, Clock clock) {
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.officers = officers;
        this.clock = clock;
        this.nobodysHash = encoder.encode(UUID.randomUUID().toString());
    }

    /** What became of an attempt. */
    public sealed interface Outcome {
        /** The person is who they say. */
        record Welcome(Officer officer) implements Outcome {}

        /** Wrong name, wrong password or a disabled account: not told apart. */
        record Wrong() implements Outcome {}

        /** Too many failures; the password was not looked at. */
        record Locked(Duration waiting) implements Outcome {}
    }

    /** One attempt from one address. Always recorded, also when the caller's transaction rolls back. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Outcome attempt(String typedLogin, String password, String address) {
        var login = typedLogin.strip().toLowerCase(Locale.ROOT);
        var digest = digest(login);
        var now = clock.instant();
        if (locked(digest, address, now)) {
            return new Outcome.Locked(WINDOW);
        }
        var account = jdbc.sql("select id, password_hash from officer where login = ? and disabled_at is null")
                .param(login)
                .query((row, n) -> new Account(row.getObject("id", UUID.class), row.getString("password_hash")))
                .optional();
        // the hash of nobody keeps a wrong name as slow as a wrong password
        var matches = encoder.matches(password, account.map(Account::hash).orElse(nobodysHash));
        Optional<Officer> officer = matches ? account.flatMap(found -> officers.byId(found.id())) : Optional.empty();
        jdbc.sql("insert into login_attempt (login_digest, address, at, succeeded) values (?, ?, ?, ?)")
                .params(digest, address, Timestamp.from(now), officer.isPresent())
                .update();
        return officer.<Outcome>map(Outcome.Welcome::new).orElseGet(Outcome.Wrong::new);
    }

    /** 账号现状, asked at every request. */
    public record State(long epoch, boolean mustChangePassword) {}

    /** The account as it is now; empty when it is disabled or gone. One indexed read. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public Optional<State> state(UUID officer) {
        return jdbc.sql("""
                        select epoch, (must_change or (not demo and password_changed_at < ?)) as must_change
                        from officer where id = ? and disabled_at is null
                        """)
                .params(Timestamp.from(clock.instant().minus(PASSWORD_LIFE)), officer)
                .query((row, n) -> new State(row.getLong("epoch"), row.getBoolean("must_change")))
                .optional();
    }

    /**
     * Changes one's own password.
     *
     * @return what is wrong with it, in words for the person; empty when it was changed
     */
    @Transactional
    public Optional<String> changePassword(Officer officer, String old, String fresh) {
        var hash = jdbc.sql("select password_hash from officer where id = ? for update")
                .param(officer.id())
                .query(String.class)
                .single();
        if (!encoder.matches(old, hash)) {
            return Optional.of("现在的密码不对");
        }
        var fault = PasswordRule.fault(fresh, officer.login());
        if (fault.isPresent()) {
            return fault;
        }
        if (encoder.matches(fresh, hash)) {
            return Optional.of("新密码和现在的一样，换一个");
        }
        jdbc.sql("""
                        update officer set password_hash = ?, password_changed_at = ?, must_change = false,
                            demo = false, epoch = epoch + 1, version = version + 1
                        where id = ?
                        """)
                .params(encoder.encode(fresh), Timestamp.from(clock.instant()), officer.id())
                .update();
        return Optional.empty();
    }

    private boolean locked(byte[] digest, String address, Instant now) {
        var since = Timestamp.from(now.minus(WINDOW));
        var known = Timestamp.from(now.minus(KNOWN));
        return jdbc.sql("""
                        select
                            (select count(*) from login_attempt a where a.login_digest = :digest and a.at > :since
                                and a.address = :address and not a.succeeded
                                and a.at > coalesce((select max(s.at) from login_attempt s
                                    where s.login_digest = :digest and s.address = :address and s.succeeded), '-infinity')
                            ) >= :perAddress
                            or ((select count(*) from login_attempt a where a.login_digest = :digest and a.at > :since
                                    and not a.succeeded) >= :perName
                                and not exists (select 1 from login_attempt s where s.login_digest = :digest
                                    and s.address = :address and s.succeeded and s.at > :known))
                            or (select count(*) from login_attempt a where a.address = :address and a.at > :since
                                    and not a.succeeded) >= :perSource
                        """)
                .param("digest", digest)
                .param("address", address)
                .param("since", since)
                .param("known", known)
                .param("perAddress", PER_ADDRESS)
                .param("perName", PER_NAME)
                .param("perSource", PER_SOURCE)
                .query(Boolean.class)
                .single();
    }

    private static byte[] digest(String login) {
        return Digest.sha256(login);
    }

    private record Account(UUID id, String hash) {}
}
