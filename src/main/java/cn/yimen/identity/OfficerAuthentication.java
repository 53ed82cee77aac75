package cn.yimen.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.authentication.AuthenticationDetailsSource;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/** Lets Spring Security ask {@link SignIn}, and makes the {@link Officer} the principal of the session. */
public class OfficerAuthentication implements AuthenticationProvider {

    private final SignIn signIn;

    public OfficerAuthentication(SignIn signIn) {
        this.signIn = signIn;
    }

    /** 令牌: what the session holds for a signed-in officer. */
    public static UsernamePasswordAuthenticationToken token(Officer officer) {
        List<GrantedAuthority> authorities = officer.posts().stream()
                .map(post -> post.role().authority())
                .distinct()
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(officer, null, authorities);
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        var address = attempt.getDetails() instanceof String from ? from : "";
        var password = attempt.getCredentials();
        var outcome = signIn.attempt(attempt.getName(), password == null ? "" : password.toString(), address);
        if (outcome instanceof SignIn.Outcome.Welcome welcome) {
            return token(welcome.officer());
        }
        if (outcome instanceof SignIn.Outcome.Locked) {
            throw new LockedException("too many failures");
        }
        throw new BadCredentialsException("wrong name or password");
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    /** The address the attempt comes from, and nothing that would make a session. */
    public static AuthenticationDetailsSource<HttpServletRequest, String> detailsSource() {
        return HttpServletRequest::getRemoteAddr;
    }

    /** Back to the login page with the reason; not Spring's own handler, which keeps the exception in a session. */
    public static AuthenticationFailureHandler failureHandler() {
        return (request, response, failure) -> response.sendRedirect(
                request.getContextPath() + "/login?" + (failure instanceof LockedException ? "locked" : "wrong"));
    }

    /** To the login page, for a part of a page by telling the script to load the whole of it. */
    public static AuthenticationEntryPoint entryPoint() {
        var page = new LoginUrlAuthenticationEntryPoint("/login");
        return (request, response, failure) -> {
            if (request.getHeader("HX-Request") != null || "1".equals(request.getHeader("X-Draft"))) {
                // the page stays as it is with everything typed; the script tells the person to sign in again
                response.setStatus(401);
                response.setHeader("Cache-Control", "no-store");
            } else {
                page.commence(request, response, failure);
            }
        };
    }
}
