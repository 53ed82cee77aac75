package cn.yimen.config;

import cn.yimen.identity.OfficerAuthentication;
import cn.yimen.identity.SignIn;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter.Directive;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;

/** 安全链: one chain for every page. Anonymous pages make no session; everything not named here wants a sign-in. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
public class SecurityConfig {

    /** No inline script, no inline style, nothing from elsewhere; {@code data:} only for the small pictures in CSS. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfig.class);

    static final String[] PUBLIC = {
        "/",
        "/login",
        "/assets/**",
        "/guide",
        "/guide/**",
        "/rate",
        "/rate/**",
        "/notices",
        "/notices/**",
        "/error",
        "/actuator/health/**",
        "/actuator/health",
        "/favicon.ico",
        "/robots.txt"
    };

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http, SignIn signIn, @Value("${server.servlet.session.cookie.secure:false}") boolean https) {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(PUBLIC)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage("/login")
                        .usernameParameter("login")
                        .defaultSuccessUrl("/workbench")
                        .failureHandler(OfficerAuthentication.failureHandler())
                        .authenticationDetailsSource(OfficerAuthentication.detailsSource()))
                .logout(logout -> logout.logoutSuccessUrl("/login?bye")
                        .deleteCookies(SessionConfig.cookieName("yimen", https))
                        .addLogoutHandler(new HeaderWriterLogoutHandler(
                                new ClearSiteDataHeaderWriter(Directive.COOKIES, Directive.STORAGE))))
                // a token in the session would make a session for every visitor
                .csrf(config -> config.csrfTokenRepository(tokens(https)))
                .requestCache(cache -> cache.requestCache(returning(https)))
                .sessionManagement(
                        session -> session.sessionAuthenticationStrategy(new ChangeSessionIdAuthenticationStrategy()))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(OfficerAuthentication.entryPoint())
                        .accessDeniedHandler(refused()))
                // a session bears the machine's time of its beginning, whatever day the product is set to
                .addFilterBefore(new SessionStillValid(signIn, Clock.systemUTC()), AuthorizationFilter.class)
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .frameOptions(frame -> frame.deny())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .crossOriginOpenerPolicy(policy -> policy.policy(
                                org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter
                                        .CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .crossOriginResourcePolicy(policy -> policy.policy(
                                org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter
                                        .CrossOriginResourcePolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(policy ->
                                policy.policy("camera=(), microphone=(), geolocation=(self), payment=(), usb=()")))
                .build();
    }

    static CookieCsrfTokenRepository tokens(boolean https) {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(SessionConfig.cookieName("XSRF-TOKEN", https));
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax").secure(https));
        return tokens;
    }

    static CookieRequestCache returning(boolean https) {
        var returning = new CookieRequestCache();
        returning.setCookieCustomizer(cookie -> {
            cookie.setAttribute("SameSite", "Lax");
            cookie.setSecure(https);
        });
        return returning;
    }

    /** Who posts without the token of the page is in the log like whoever may not do a thing. */
    private static AccessDeniedHandler refused() {
        var page = new AccessDeniedHandlerImpl();
        return (request, response, refusal) -> {
            LOG.info(
                    "403 {} {} {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    refusal.getClass().getSimpleName());
            page.handle(request, response, refusal);
        };
    }

    @Bean
    AuthenticationManager authenticationManager(SignIn signIn) {
        return new ProviderManager(new OfficerAuthentication(signIn));
    }

    /** Argon2id; the prefix in the stored hash lets a later kind stand beside it. */
    @Bean
    public static PasswordEncoder passwordEncoder() {
        var argon2 = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
        return new DelegatingPasswordEncoder("argon2", java.util.Map.of("argon2", argon2));
    }
}
