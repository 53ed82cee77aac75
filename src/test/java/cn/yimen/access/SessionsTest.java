package cn.yimen.access;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yimen.access.Desk.Answer;
import cn.yimen.access.Desk.Visitor;
import cn.yimen.identity.Officer;
import cn.yimen.identity.Post;
import cn.yimen.identity.Role;
import cn.yimen.identity.SignIn;
import cn.yimen.identity.Staff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** AU-3: whose session it is, how long it lasts, and that nobody without one costs anything. Real sign-ins over HTTP. */
@ServedTest
class SessionsTest {

    private static final Logger LOG = LoggerFactory.getLogger(SessionsTest.class);
    private static final String PASSWORD = "demo-yimen-2026";
    private static final int VISITS = Integer.getInteger("yimen.visits", 2_000);
    private static final int GUESSES = Integer.getInteger("yimen.guesses", 300);

    @Autowired
    Desk desk;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SignIn signIn;

    @Test
    void au3aSessionGivenByAStrangerIsNotTheOneAfterSigningIn() {
        var officer = officer();
        var known = session(signIn(officer, ""));
        var after = session(signIn(officer, "; yimen=" + known));

        assertThat(after).isNotEqualTo(known);
        assertThat(open(visitor(officer, known)).sendsToSignIn())
                .as("the session a stranger may know is over or still the officer's own, never anybody's new one")
                .isTrue();
        assertThat(open(visitor(officer, after)).status()).isEqualTo(200);
        assertThat(open(visitor(officer, "bm90LWEtc2Vzc2lvbg==")).sendsToSignIn())
                .isTrue();
    }

    @Test
    void au3afterSigningOutTheSessionOpensNothing() {
        var visitor = desk.visitor(officer());
        assertThat(open(visitor).status()).isEqualTo(200);

        assertThat(desk.post(visitor, "/logout", Map.of()).status()).isEqualTo(302);

        assertThat(open(visitor).sendsToSignIn()).isTrue();
    }

    @Test
    void au3aPostTakenAwayEndsTheSessionAtTheNextRequest() {
        var officer = officer();
        var visitor = desk.visitor(officer);
        assertThat(open(visitor).status()).isEqualTo(200);
        var post = jdbc.sql("select id from post where officer_id = ?")
                .param(officer.id())
                .query(UUID.class)
                .single();

        byAdministrator(officer, "/posts/" + post + "/end");

        assertThat(open(visitor).sendsToSignIn()).isTrue();
    }

    @Test
    void au3aDisabledAccountIsOutAtTheNextRequest() {
        var officer = officer();
        var visitor = desk.visitor(officer);
        assertThat(open(visitor).status()).isEqualTo(200);

        byAdministrator(officer, "/disable");

        assertThat(open(visitor).sendsToSignIn()).isTrue();
    }

    @Test
    void au3aNewPasswordEndsEveryOtherSession() {
        var officer = officer();
        var visitor = desk.visitor(officer);
        assertThat(open(visitor).status()).isEqualTo(200);

        assertThat(signIn.changePassword(officer, PASSWORD, "河湾-月亮-桌子-9")).isEmpty();

        assertThat(open(visitor).sendsToSignIn()).isTrue();
    }

    /** {@code -Dyimen.visits=1000000} for the long form, with {@code -Dtests.heap=512m}. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void au3visitorsMakeNoSession() throws Exception {
        var before = sessions();
        var paths = List.of(
                "/", "/login", "/guide", "/guide/windows", "/notices", "/rate", "/workbench", "/cases", "/nowhere");
        var pool = Executors.newFixedThreadPool(4);
        var visits = new AtomicInteger();
        var work = new ArrayList<Callable<Boolean>>();
        for (var i = 0; i < 4; i++) {
            work.add(() -> {
                var given = false;
                for (var n = 0; n < VISITS / 4; n++) {
                    var answer = n % 10 == 9
                            ? desk.post(desk.anybody(), "/guide/check", Map.of())
                            : desk.get(desk.anybody(), paths.get(n % paths.size()));
                    given |= answer.headers().getOrDefault("set-cookie", List.of()).stream()
                            .anyMatch(cookie -> cookie.startsWith("yimen="));
                    if (visits.incrementAndGet() % 10_000 == 0) {
                        LOG.info("{} visits, {} sessions, {} before", visits, sessions(), before);
                    }
                }
                return given;
            });
        }
        for (var done : pool.invokeAll(work)) {
            assertThat(done.get()).isFalse();
        }
        pool.shutdown();
        assertThat(sessions()).isEqualTo(before);
    }

    /** {@code -Dyimen.guesses=10000} for the long form. Each name is guessed from many addresses at once. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void au3guessingFindsNothingTellsNoNamesAndLocksNobodyOut() {
        var names = new ArrayList<String>();
        var colleague = officer();
        var home = "10.9.0.1";
        assertThat(signIn.attempt(colleague.login(), PASSWORD, home)).isInstanceOf(SignIn.Outcome.Welcome.class);
        names.add(colleague.login());
        var each = 25;
        while (names.size() < Math.max(2, GUESSES / each / 2)) {
            names.add(officer().login());
        }
        var real = new ArrayList<Long>();
        var unreal = new ArrayList<Long>();
        for (var name : names) {
            for (var n = 0; n < each; n++) {
                // from two addresses, so that locks are met on the way
                var address = "10.%d.0.%d".formatted(10 + names.indexOf(name) % 200, n % 2);
                for (var known : List.of(true, false)) {
                    var login = known ? name : "x" + name.substring(1);
                    var begun = System.nanoTime();
                    var outcome = signIn.attempt(login, "guess-" + n, address + (known ? "" : "9"));
                    var took = System.nanoTime() - begun;
                    assertThat(outcome).isNotInstanceOf(SignIn.Outcome.Welcome.class);
                    if (outcome instanceof SignIn.Outcome.Wrong) {
                        (known ? real : unreal).add(took);
                    }
                }
            }
        }
        assertThat(real.size()).isEqualTo(unreal.size());
        assertThat(median(real) / (double) median(unreal))
                .as("time of a real name to one that is none")
                .isBetween(0.6, 1.67);
        // thirty failures from everywhere are behind the name, and its owner comes in where the owner always does
        for (var n = 0; n < 40; n++) {
            signIn.attempt(colleague.login(), "guess", "10.8." + n + ".1");
        }
        assertThat(signIn.attempt(colleague.login(), PASSWORD, home)).isInstanceOf(SignIn.Outcome.Welcome.class);
    }

    @Test
    void au3aWrongNameAndAWrongPasswordGetTheSamePage() {
        var officer = officer();
        var visitor = desk.anybody();
        var wrong = desk.post(visitor, "/login", Map.of("login", officer.login(), "password", "wrong"));
        var nobody = desk.post(visitor, "/login", Map.of("login", "x" + officer.login(), "password", "wrong"));

        assertThat(List.of(wrong.status(), wrong.location(), wrong.text()))
                .isEqualTo(List.of(nobody.status(), nobody.location(), nobody.text()));
        assertThat(wrong.location()).isEqualTo("/login?wrong");
    }

    private void byAdministrator(Officer officer, String what) {
        var administrator = desk.with(Post.of(Role.ADMINISTRATOR));
        var version = jdbc.sql("select version from officer where id = ?")
                .param(officer.id())
                .query(Long.class)
                .single();
        assertThat(desk.post(administrator, "/accounts/" + officer.id() + what, Map.of("version", version.toString()))
                        .status())
                .isIn(302, 303);
    }

    /** A supervisor with the demo's password. */
    private Officer officer() {
        var officer = Staff.with(jdbc, Post.of(Role.SUPERVISOR));
        jdbc.sql(
                        "update officer set password_hash = (select password_hash from officer where login = 'clerk') where id = ?")
                .param(officer.id())
                .update();
        return officer;
    }

    private Answer signIn(Officer officer, String more) {
        var anybody = desk.anybody();
        var visitor = new Visitor(null, anybody.csrf(), anybody.cookies() + more);
        var answer = desk.post(visitor, "/login", Map.of("login", officer.login(), "password", PASSWORD));
        assertThat(answer.location()).doesNotContain("wrong", "locked");
        return answer;
    }

    private static String session(Answer answer) {
        return answer.headers().getOrDefault("set-cookie", List.of()).stream()
                .filter(cookie -> cookie.startsWith("yimen="))
                .map(cookie -> cookie.substring("yimen=".length(), cookie.indexOf(';')))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private Visitor visitor(Officer officer, String session) {
        var anybody = desk.anybody();
        return new Visitor(officer, anybody.csrf(), anybody.cookies() + "; yimen=" + session);
    }

    private Answer open(Visitor visitor) {
        return desk.get(visitor, "/workbench");
    }

    private long sessions() {
        return jdbc.sql("select count(*) from spring_session").query(Long.class).single();
    }

    private static long median(List<Long> times) {
        var all = times.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(all);
        return all[all.length / 2];
    }
}
