package cn.yimen.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.yimen.ProductTest;
import cn.yimen.identity.Accounts;
import cn.yimen.identity.OfficerAuthentication;
import cn.yimen.identity.SignIn;
import cn.yimen.identity.Staff;
import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.session.web.http.CookieSerializer.CookieValue;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** AU-3: what the browser holds of a session, and how long a session lives. */
@ProductTest
class CookiesTest {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Accounts accounts;

    @Autowired
    SignIn signIn;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void overHttpsEachCookieIsBoundToThisHost() {
        var answer = new MockHttpServletResponse();
        var request = new MockHttpServletRequest();
        request.setSecure(true);
        var serializer = new DefaultCookieSerializer();
        serializer.setUseSecureCookie(true);
        serializer.setSameSite("Lax");
        new SessionConfig().cookieOfThisHost(true).customize(serializer);
        serializer.writeCookieValue(new CookieValue(request, answer, "value"));
        var tokens = SecurityConfig.tokens(true);
        tokens.saveToken(tokens.generateToken(request), request, answer);
        request.setMethod("GET");
        SecurityConfig.returning(true).saveRequest(request, answer);

        assertThat(answer.getHeader("Set-Cookie")).contains("__Host-yimen=", "SameSite=Lax");
        assertThat(answer.getCookies()).hasSize(3).allSatisfy(cookie -> {
            assertThat(cookie.getSecure()).isTrue();
            assertThat(cookie.isHttpOnly()).isTrue();
            assertThat(cookie.getPath()).isEqualTo("/");
            assertThat(cookie.getDomain()).isNull();
            assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");
        });
        // the name of the third, with the address to return to, is fixed by the library; there is nothing secret in it
        assertThat(answer.getCookies())
                .extracting(Cookie::getName)
                .containsExactly("__Host-yimen", "__Host-XSRF-TOKEN", "REDIRECT_URI");
    }

    @Test
    void overHttpsTheBrowserIsToldToStayThere() {
        assertThat(mvc.get().uri("https://localhost/login").secure(true))
                .hasHeader("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains");
    }

    @Test
    void signingInGivesANewSession() {
        var officer = account();
        var first = session(officer);
        var second = session(officer);

        assertThat(first.getValue()).isNotEqualTo(second.getValue());
        // what somebody planted is not taken over
        var planted = mvc.post()
                .uri("/login")
                .with(csrf())
                .cookie(new Cookie("yimen", "cGxhbnRlZA"))
                .param("login", officer.get(0))
                .param("password", officer.get(1))
                .exchange();
        assertThat(Objects.requireNonNull(planted.getResponse().getCookie("yimen"))
                        .getValue())
                .isNotEqualTo("cGxhbnRlZA");
        assertThat(new String(
                        java.util.Base64.getDecoder().decode(first.getValue()),
                        java.nio.charset.StandardCharsets.US_ASCII))
                .hasSize(36)
                .matches("[A-Za-z0-9_-]+");
    }

    @Test
    void aSessionIsDeadAfterSigningOut() {
        var session = session(account());
        assertThat(mvc.get().uri("/account/password").cookie(session)).hasStatusOk();

        assertThat(mvc.post().uri("/logout").with(csrf()).cookie(session)).hasStatus3xxRedirection();

        assertThat(mvc.get().uri("/account/password").cookie(session)).hasStatus3xxRedirection();
    }

    @Test
    void signingOutClearsWhatTheBrowserKept() {
        assertThat(mvc.post().uri("/logout").secure(true).with(csrf()).with(Staff.as(Staff.administrator(jdbc))))
                .hasHeader("Clear-Site-Data", "\"cookies\", \"storage\"");
    }

    @Test
    void aSessionEndsAfterADaysWork() throws Exception {
        var officer = Staff.administrator(jdbc);

        assertThat(signedInAfter(officer, Duration.ofHours(11))).isTrue();
        assertThat(signedInAfter(officer, Duration.ofHours(13))).isFalse();
    }

    private boolean signedInAfter(cn.yimen.identity.Officer officer, Duration time) throws Exception {
        SecurityContextHolder.getContext().setAuthentication(OfficerAuthentication.token(officer));
        var request = new MockHttpServletRequest("GET", "/workbench");
        request.getSession(true);
        new SessionStillValid(signIn, Clock.offset(clock, time))
                .doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
        return SecurityContextHolder.getContext().getAuthentication() != null && request.getSession(false) != null;
    }

    /** Login name and password of a new account. */
    private List<String> account() {
        SecurityContextHolder.getContext().setAuthentication(OfficerAuthentication.token(Staff.administrator(jdbc)));
        var login = "c" + UUID.randomUUID().toString().substring(0, 8);
        var made = accounts.create(login, "周敏", null, List.of());
        SecurityContextHolder.clearContext();
        return List.of(login, made.password());
    }

    private Cookie session(List<String> account) {
        var answer = mvc.post()
                .uri("/login")
                .with(csrf())
                .param("login", account.get(0))
                .param("password", account.get(1))
                .exchange();
        assertThat(answer).hasStatus3xxRedirection();
        return Objects.requireNonNull(answer.getResponse().getCookie("yimen"));
    }
}
