package cn.yimen.identity;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.ProductTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** AU-3: slow hash, lock-out, nobody can be shut out for good. */
@ProductTest
class SignInTest {

    private static final String PASSWORD = "晴天-石桥-算盘-7";

    @Autowired
    SignIn signIn;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PasswordEncoder encoder;

    private final UUID id = UUID.randomUUID();
    private final String login = "t" + id.toString().substring(0, 12);

    @BeforeEach
    void anAccount() {
        jdbc.sql("""
                        insert into officer (id, login, name, password_hash, password_changed_at)
                        values (?, ?, '周敏', ?, now())
                        """).params(id, login, encoder.encode(PASSWORD)).update();
        jdbc.sql("insert into post (id, officer_id, role) values (?, ?, 'SUPERVISOR')")
                .params(UUID.randomUUID(), id)
                .update();
    }

    @Test
    void theRightPasswordOpensAndCarriesThePosts() {
        var outcome = signIn.attempt("  " + login.toUpperCase(java.util.Locale.ROOT), PASSWORD, "10.0.0.1");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        SignIn.Outcome.Welcome.class,
                        welcome -> assertThat(welcome.officer().has(Role.SUPERVISOR))
                                .isTrue());
    }

    @Test
    void fiveFailuresFromOneAddressLockThatAddressOnly() {
        for (var i = 0; i < SignIn.PER_ADDRESS; i++) {
            assertThat(signIn.attempt(login, "wrong", "10.1.0.1")).isInstanceOf(SignIn.Outcome.Wrong.class);
        }

        assertThat(signIn.attempt(login, PASSWORD, "10.1.0.1")).isInstanceOf(SignIn.Outcome.Locked.class);
        assertThat(signIn.attempt(login, PASSWORD, "10.1.0.2")).isInstanceOf(SignIn.Outcome.Welcome.class);
    }

    @Test
    void guessingFromManyAddressesDoesNotShutTheOwnerOut() {
        assertThat(signIn.attempt(login, PASSWORD, "10.2.9.9")).isInstanceOf(SignIn.Outcome.Welcome.class);
        for (var i = 0; i < SignIn.PER_NAME; i++) {
            signIn.attempt(login, "guess" + i, "10.2.0." + i);
        }

        assertThat(signIn.attempt(login, PASSWORD, "10.2.1.1")).isInstanceOf(SignIn.Outcome.Locked.class);
        assertThat(signIn.attempt(login, PASSWORD, "10.2.9.9")).isInstanceOf(SignIn.Outcome.Welcome.class);
    }

    @Test
    void anUnknownNameIsAnsweredLikeAWrongPassword() {
        assertThat(signIn.attempt("nobody-" + login, PASSWORD, "10.3.0.1")).isInstanceOf(SignIn.Outcome.Wrong.class);
    }

    @Test
    void aDisabledAccountIsAnsweredLikeAWrongPassword() {
        jdbc.sql("update officer set disabled_at = now() where id = ?")
                .param(id)
                .update();

        assertThat(signIn.attempt(login, PASSWORD, "10.4.0.1")).isInstanceOf(SignIn.Outcome.Wrong.class);
        assertThat(signIn.state(id)).isEmpty();
    }

    @Test
    void changingThePasswordEndsOlderSessions() {
        var officer = ((SignIn.Outcome.Welcome) signIn.attempt(login, PASSWORD, "10.5.0.1")).officer();

        assertThat(signIn.changePassword(officer, PASSWORD, "kurz"))
                .hasValueSatisfying(words -> assertThat(words).contains("至少要 10 位"));
        assertThat(signIn.changePassword(officer, "nope", "河湾-月亮-桌子-9")).contains("现在的密码不对");
        assertThat(signIn.changePassword(officer, PASSWORD, "河湾-月亮-桌子-9")).isEmpty();
        assertThat(signIn.state(id).orElseThrow().epoch()).isGreaterThan(officer.epoch());
    }
}
