package cn.yimen.config;

import cn.yimen.identity.Officer;
import cn.yimen.identity.SignIn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * 会话是否仍然有效: a changed password, a post taken away or a disabled account ends the session at its next request, and
 * a password that must be changed comes before anything else. However busy, a session ends after a day's work.
 */
class SessionStillValid extends OncePerRequestFilter {

    static final String PASSWORD_PAGE = "/account/password";

    /** 会话最长时间, from signing in. */
    static final Duration LONGEST = Duration.ofHours(12);

    private final SignIn signIn;
    private final Clock clock;

    SessionStillValid(SignIn signIn, Clock clock) {
        this.signIn = signIn;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + "/assets/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Officer officer) {
            var state = signIn.state(officer.id());
            var session = request.getSession(false);
            if (state.isEmpty() || state.get().epoch() != officer.epoch() || tooOld(session)) {
                SecurityContextHolder.clearContext();
                if (session != null) {
                    session.invalidate();
                }
            } else if (state.get().mustChangePassword() && !mayPass(request)) {
                response.sendRedirect(request.getContextPath() + PASSWORD_PAGE);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private boolean tooOld(@Nullable HttpSession session) {
        return session != null
                && Instant.ofEpochMilli(session.getCreationTime()).plus(LONGEST).isBefore(clock.instant());
    }

    private static boolean mayPass(HttpServletRequest request) {
        var path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals(PASSWORD_PAGE) || path.equals("/logout");
    }
}
